#!/usr/bin/env bash
# Makes spark-jobs/target/allsky.jsa: the classes that the jobs load, parsed, so that bin/allsky starts in
# half the time. Maven runs this after packaging; -Dallsky.class-archive.skip=true leaves it out.
# They are the classes of a small simulated sky and of what is done with it: cross-matches of CSV, FITS and
# Parquet, cutouts and SQL. classify-allsky finds 13,800 of its classes in it. Archiving the 540 that only this job
# loads took 5 s of each build and did not shorten it measurably.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target=spark-jobs/target
work=$target/class-archive
unset SPARK_HOME SPARK_CONF_DIR ALLSKY_CONF
rm -rf "$target/allsky.jsa" "$work"
mkdir -p "$work"
awk 'BEGIN { print "cntr,ra,dec"; for (i = 0; i < 300; i++) printf "%d,%.4f,%.4f\n", i, 150 + i % 17, 2 + i / 60 }' >"$work/sources.csv"
awk 'BEGIN { print "specobjid,plug_ra,plug_dec,class,z,zwarning"; for (i = 0; i < 300; i += 3) printf "%d,%.4f,%.4f,%s,0.1,0\n", i, 150 + i % 17, 2 + i / 60, i % 2 ? "STAR" : "QSO" }' >"$work/spectra.csv"
cat >"$work/jobs" <<JOBS
simulate-sky --output $work/sky --tiles 1 --tile-pixels 256 --labelled-per-tile 20
crossmatch --sources $work/sources.csv --spectra $work/spectra.csv --output $work/tables
crossmatch --sources $work/sky/allwise --spectra $work/sky/specObj.fits --output $work/matches
stack-cutouts --sources $work/matches --tiles $work/sky/tiles --output $work/cutouts
sql --run $work -e select(1)
JOBS
submit=(--class allsky.spark.cli.JobsInOneJvm --master 'local[2]' --properties-file conf/spark-local.conf)
# A JVM that is given half an archive crashes: it gets its name when it is whole.
if FAST_START=true SPARK_SUBMIT_OPTS="-XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=$work/allsky.jsa" \
  bin/spark-submit "${submit[@]}" "$target/allsky.jar" "$work/jobs" >"$work/log" 2>&1 && [[ -f $work/allsky.jsa ]]; then
  mv "$work/allsky.jsa" "$target/allsky.jsa"
else
  echo "class-archive: bin/allsky will start slowly: its classes could not be archived, see $work/log" >&2
fi
