#!/usr/bin/env bash
# Makes spark-jobs/target/allsky.jsa: the classes that a job loads, parsed, so that bin/allsky starts in
# half the time. Maven runs this after packaging; -Dallsky.class-archive.skip=true leaves it out.
# They are those of one small cross-match of two tables that are made here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=spark-jobs/target
work=$target/class-archive
unset SPARK_HOME SPARK_CONF_DIR ALLSKY_CONF
rm -rf "$target/allsky.jsa" "$work"
mkdir -p "$work"
awk 'BEGIN { print "cntr,ra,dec"; for (i = 0; i < 300; i++) printf "%d,%.4f,%.4f\n", i, 150 + i % 17, 2 + i / 60 }' >"$work/sources.csv"
awk 'BEGIN { print "specobjid,plug_ra,plug_dec,class,z,zwarning"; for (i = 0; i < 300; i += 3) printf "%d,%.4f,%.4f,%s,0.1,0\n", i, 150 + i % 17, 2 + i / 60, i % 2 ? "STAR" : "QSO" }' >"$work/spectra.csv"
crossmatch=(crossmatch --sources "$work/sources.csv" --spectra "$work/spectra.csv" --output "$work/matches")
# A JVM that is given half an archive crashes: it gets its name when it is whole.
if SPARK_SUBMIT_OPTS=-XX:ArchiveClassesAtExit=$work/allsky.jsa \
  bin/allsky --master 'local[2]' "${crossmatch[@]}" >"$work/log" 2>&1 && [[ -f $work/allsky.jsa ]]; then
  mv "$work/allsky.jsa" "$target/allsky.jsa"
else
  echo "class-archive: bin/allsky will start slowly: its classes could not be archived, see $work/log" >&2
fi
