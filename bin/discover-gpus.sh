#!/usr/bin/env bash
# Lists the GPUs of this machine for Spark's resource discovery:
#   {"name": "gpu", "addresses": ["0", "1"]}
set -euo pipefail

fail() {
  echo "discover-gpus.sh: $1" >&2
  exit 1
}

command -v nvidia-smi >/dev/null ||
  fail "no nvidia-smi on this machine; a worker without a GPU must not set spark.worker.resource.gpu.amount"
indexes=$(nvidia-smi --query-gpu=index --format=csv,noheader) || fail "nvidia-smi failed: $indexes"
# Without a device nvidia-smi prints a message instead of numbers.
[[ $indexes =~ ^[0-9]+($'\n'[0-9]+)*$ ]] || fail "nvidia-smi printed no GPU numbers: $indexes"
addresses=$(printf '%s\n' "$indexes" | sed 's/.*/"&"/' | paste -s -d, -)
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
