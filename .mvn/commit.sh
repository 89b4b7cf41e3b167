#!/usr/bin/env bash
# Writes the commit of the build, with -dirty for further changes, into FILE. Outside of a clone of the repository
# there is no file, and outputs name no commit.  commit.sh FILE
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rm -f "$1"
[[ -e .git ]] || exit 0
if commit=$(git describe --always --dirty --abbrev=12 --exclude '*' 2>/dev/null); then
  echo "$commit" >"$1"
fi
