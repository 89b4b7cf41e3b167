# shellcheck shell=bash
# Sourced by the other launchers: where allsky is built, which Spark runs it, and how. A release has the
# build in lib/.
# Sets ALLSKY_HOME, BUILD and, unless the user has a Spark of their own, SPARK_HOME.

ALLSKY_HOME=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
BUILD=$ALLSKY_HOME/lib
[[ -d $BUILD ]] || BUILD=$ALLSKY_HOME/spark-jobs/target
LEAST_OPEN_FILES=256

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

if [[ -n ${SPARK_HOME:-} ]]; then
  OWN_SPARK=false
  [[ -x $SPARK_HOME/bin/spark-class ]] ||
    fail "SPARK_HOME is $SPARK_HOME, which has no bin/spark-class; correct it, or unset it to use the Spark of the build"
else
  OWN_SPARK=true
  export SPARK_HOME=$BUILD/spark
fi
export SPARK_CONF_DIR=${SPARK_CONF_DIR:-$($OWN_SPARK && echo "$ALLSKY_HOME/conf" || echo "$SPARK_HOME/conf")}
# Java encodes file names by the locale; without a locale it loses all letters that are not ASCII.
if [[ $(locale charmap 2>/dev/null) != UTF-8 ]]; then
  export LC_ALL=C.UTF-8
fi
# Idle OpenMP threads that spin take the cores from Spark's tasks.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
# oneDNN, which PyTorch trains with on CPUs, divides its work by the sizes of the processor's caches. On
# Linux machines whose processor reports none, its AVX2 and AVX-512 kernels give NaN for gradients; its
# AVX kernels do not (decision 20).
if [[ $(uname -s) == Linux && ! -e /sys/devices/system/cpu/cpu0/cache/index0 ]]; then
  export ONEDNN_MAX_CPU_ISA=${ONEDNN_MAX_CPU_ISA:-AVX}
fi

# Creates a folder that only the user can access. Other users of the machine may guess its name, so a link
# or another user's folder is rejected; $2 says what to do then. If the folder cannot be created, the
# caller reports the error.
private_folder() {
  local folder=${1%/}
  # The folders above keep their usual mode.
  # shellcheck disable=SC2174
  [[ -e $folder || -L $folder ]] || mkdir -p -m 700 "$folder" 2>/dev/null || return 0
  [[ ! -L $folder ]] || fail "cannot use $folder: it is a symbolic link; $2"
  [[ -d $folder && -O $folder ]] || fail "cannot use $folder: it is not your folder; $2"
  chmod 700 "$folder"
}

user_name() {
  local name
  name=$(id -un 2>/dev/null) || name=$(id -u)
  printf '%s' "$name"
}

require_build() {
  [[ -f $BUILD/allsky.jar && -d $BUILD/spark/jars ]] ||
    fail "not built: run ./mvnw -Dmaven.test.skip=true package first"
}

# The JVM raises the soft limit itself. With fewer files it cannot open its own and Spark's jars.
require_open_files() {
  local most
  most=$(ulimit -Hn)
  [[ $most == unlimited || $most -ge $LEAST_OPEN_FILES ]] ||
    fail "cannot start with $most open files; raise the limit: ulimit -n $LEAST_OPEN_FILES or more"
}

# Makes a folder for the temporary files of this run below TMPDIR, which Java takes from a property only. Spark's scratch
# is there too, unless a setting names another folder. The job deletes it, or the next job if this one is killed
# (TemporaryFolder.java): "owner" names the machine and the process, which exec keeps.
use_temporary_folder() {
  local folder=${TMPDIR:-/tmp} own
  folder=${folder%/}
  [[ -d $folder/ && -w $folder/ && -x $folder/ ]] ||
    fail "cannot write the temporary folder ${folder:-/}; set TMPDIR to another folder"
  if ! own=$(mktemp -d "$folder/allsky-run-XXXXXXXXXX" 2>/dev/null) ||
    ! { printf '%s %s 0' "$(uname -n)" $$ >"$own/owner"; } 2>/dev/null; then
    fail "cannot write the temporary folder ${folder:-/}: it may be full; set TMPDIR to a folder with free space"
  fi
  # Before the user's settings, so that those win.
  export SPARK_SUBMIT_OPTS="\"-Djava.io.tmpdir=$own\" \"-Dallsky.tmpdir=$folder\" ${SPARK_SUBMIT_OPTS:-}"
}

java_command() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || fail "no Java: install a JDK 17, or set JAVA_HOME to one"
  printf '%s' "$java"
}

# True if Java can load classes from the archive with these words. Java 17 crashes if a flight recording or an agent
# of a profiler watches it do so.
can_use_archive() {
  local profiler='-XX:(StartFlightRecording|\+FlightRecorder)|-(agentlib|agentpath|javaagent):'
  [[ -f $BUILD/allsky.jsa && ! "$* ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" =~ $profiler ]]
}

# Runs a class in a JVM without Spark, which starts in a fraction of a second.
light_java() {
  local java archive=() path="$SPARK_HOME/jars/*:$BUILD/allsky.jar"
  java=$(java_command) || exit
  ! can_use_archive ||
    archive=("-XX:SharedArchiveFile=$BUILD/allsky.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)
  "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "${archive[@]}" -cp "$path" \
    "-Dlog4j2.configurationFile=$ALLSKY_HOME/conf/log4j2.properties" "$@"
}

# Changes words, a driver's command line, so that its classes come parsed from the archive that Maven
# made (application class-data sharing), which needs a class path of jars only. With another Java, or
# another class path, the JVM loads them as usual without a message.
load_from_archive() {
  local i options=()
  # Settings that Hadoop and Spark look for on the class path.
  ! compgen -G "$SPARK_CONF_DIR/*.xml" >/dev/null && [[ ! -f $SPARK_CONF_DIR/metrics.properties ]] || return 0
  for ((i = 2; i + 1 < ${#words[@]}; i += 1)); do
    if [[ ${words[i]} == -cp ]]; then
      words[i + 1]=${words[i + 1]#"$SPARK_CONF_DIR/:"}:$BUILD/allsky.jar
      break
    fi
  done
  [[ ! -f $SPARK_CONF_DIR/log4j2.properties ]] ||
    options+=("-Dlog4j2.configurationFile=$SPARK_CONF_DIR/log4j2.properties")
  ! can_use_archive "${words[@]}" ||
    options+=("-XX:SharedArchiveFile=$BUILD/allsky.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)
  words=("${words[@]:0:2}" "${options[@]}" "${words[@]:2}")
}

# Replaces this shell by the JVM of a Spark class. Spark's own launcher composes the command line, as it does for
# Spark's scripts: it prints a NUL and a newline, then each word followed by a NUL.
exec_spark_class() {
  if ! $OWN_SPARK; then
    exec "$SPARK_HOME/bin/spark-class" "$@"
  fi
  local java word words=()
  java=$(java_command) || exit
  export SPARK_SCALA_VERSION=2.12
  while IFS= read -r -d '' word; do
    words+=("$word")
  done < <("$java" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
  # The text before the first NUL is the launcher's message, if there is one.
  [[ ${#words[@]} -gt 1 ]] || exit 1
  ! ${FAST_START:-false} || load_from_archive
  exec "${words[1]#$'\n'}" "${words[@]:2}"
}
