# shellcheck shell=bash
# Sourced by bin/allsky: the command "doctor", which checks this machine, one line a check:
#
#   ok       Java: 17.0.15
#   problem  temporary folder: cannot write /scratch; fix: set TMPDIR to another folder
#
# A warning does not prevent a job. The arguments are the command and its options. Returns 0 without a problem, 1 with
# one. Java checks what bash cannot (Doctor.java).

LEAST_JAVA=17
SPARK_SERIES=3.5
# A job that starts with less may end with a full disk.
LEAST_TEMPORARY_MEGABYTES=1000
CONNECTION_SECONDS=5

doctor() {
  problems=0
  check_build
  check_java
  check_spark
  check_memory
  check_open_files
  check_temporary_folder
  check_natives
  check_vectors
  check_caches
  check_gpus
  check_master
  if [[ $build_works == true && $java_works == true ]]; then
    # Its lines have the same form.
    light_java allsky.spark.cli.WithoutSpark "$@" || problems=$((problems + 1))
  fi
  [[ $problems -eq 0 ]]
}

found() { printf 'ok       %s: %s\n' "$1" "$2"; }
warning() { printf 'warning  %s: %s; fix: %s\n' "$1" "$2" "$3"; }
problem() {
  problems=$((problems + 1))
  printf 'problem  %s: %s; fix: %s\n' "$1" "$2" "$3"
}

check_build() {
  build_works=false
  if [[ ! -f $BUILD/allsky.jar ]] || { $OWN_SPARK && [[ ! -d $BUILD/spark/jars ]]; }; then
    problem build "not complete in $BUILD" "run ./mvnw -Dmaven.test.skip=true package"
  else
    build_works=true
    found build "$(cat "$BUILD/help/version.txt" 2>/dev/null || echo allsky) in $BUILD"
  fi
}

check_java() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java version number fix="install a JDK $LEAST_JAVA, or set JAVA_HOME to one"
  java_works=false
  if ! command -v "$java" >/dev/null; then
    problem Java "there is no $java" "$fix"
    return
  fi
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1) || true
  number=${version%%[!0-9]*}
  if [[ -z $number ]]; then
    problem Java "$(command -v "$java") prints no version" "$fix"
  elif [[ $number -lt $LEAST_JAVA ]]; then
    problem Java "$version in $(command -v "$java"), $LEAST_JAVA is needed" "$fix"
  else
    java_works=true
    if [[ $number -gt $LEAST_JAVA ]]; then
      warning Java "$version in $(command -v "$java"), which Spark $SPARK_SERIES does not support" "$fix"
    else
      found Java "$version in $(command -v "$java")"
    fi
  fi
}

check_spark() {
  local cores=("$SPARK_HOME"/jars/spark-core_*.jar) name
  name=$(basename "${cores[0]}" .jar)
  case $name in
    spark-core_2.12-"$SPARK_SERIES".*) found Spark "${name##*-} in $SPARK_HOME" ;;
    "spark-core_*") $OWN_SPARK || problem Spark "SPARK_HOME is $SPARK_HOME, which has no jars/spark-core_*.jar" "unset SPARK_HOME" ;;
    *)
      problem Spark "$name in $SPARK_HOME, Spark $SPARK_SERIES with Scala 2.12 is needed" \
        "set SPARK_HOME to such a Spark, or unset it"
      ;;
  esac
}

# The heap of a local job must fit into the memory. On a cluster the executors have the memory.
check_memory() {
  local free all heap limit
  [[ -r /proc/meminfo ]] || return 0
  all=$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)
  free=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
  if [[ $limit =~ ^[0-9]+$ && $((limit / 1024)) -lt $all ]]; then
    all=$((limit / 1024))
    [[ $free -lt $all ]] || free=$all
  fi
  heap=$(megabytes "$(setting spark.driver.memory)")
  local text="$((all / 1024)) MiB, $((free / 1024)) MiB free, a job's heap has $heap MiB"
  if ! is_local "$(setting spark.master)"; then
    found memory "$((all / 1024)) MiB, $((free / 1024)) MiB free on this machine"
  elif [[ $((all / 1024)) -lt $heap ]]; then
    problem memory "$text" "add --driver-memory $((all / 2048))m before the job, or use a machine with more memory"
  elif [[ $((free / 1024)) -lt $heap ]]; then
    warning memory "$text" "end other programs, or add --driver-memory $((free / 2048))m before the job"
  else
    found memory "$text"
  fi
}

# A size of Spark, such as 4g, in MiB. Spark's default is 1g.
megabytes() {
  local size=${1:-1g}
  case ${size,,} in
    *g | *gb) echo $((${size%%[gG]*} * 1024)) ;;
    *k | *kb) echo $((${size%%[kK]*} / 1024)) ;;
    *[0-9]) echo $((size / 1048576)) ;;
    *) echo "${size%%[mM]*}" ;;
  esac
}

check_open_files() {
  local most
  most=$(ulimit -Hn)
  if [[ $most == unlimited || $most -ge $LEAST_OPEN_FILES ]]; then
    found "open files" "$most at most"
  else
    problem "open files" "$most at most, $LEAST_OPEN_FILES are needed" "ulimit -n $LEAST_OPEN_FILES, as root or by your administrator"
  fi
}

check_temporary_folder() {
  local folder=${TMPDIR:-/tmp} free trial
  if ! trial=$(mktemp "$folder/allsky-doctor-XXXXXXXXXX" 2>/dev/null); then
    problem "temporary folder" "cannot write $folder" "set TMPDIR to a folder that you can write"
    return
  fi
  rm -f "$trial"
  free=$(free_megabytes "$folder")
  if [[ $free -lt $LEAST_TEMPORARY_MEGABYTES ]]; then
    warning "temporary folder" "$folder has $free MB free" "free space, or set TMPDIR to another folder"
  else
    found "temporary folder" "$folder has $free MB free"
  fi
}

free_megabytes() {
  df -P -k "$1" | awk 'NR == 2 { print int($4 / 1000) }'
}

check_natives() {
  local natives=("$BUILD"/natives/*.jar)
  if [[ -e ${natives[0]} ]]; then
    found natives "${#natives[@]} jars of PyTorch in $BUILD/natives"
  else
    problem natives "there are none in $BUILD/natives, which training needs" "run ./mvnw -Dmaven.test.skip=true package"
  fi
}

check_vectors() {
  if has_vectors; then
    found "Vector API" "Java has the module $VECTORS"
  else
    warning "Vector API" "Java has no module $VECTORS, so sources are cut more slowly" "use a complete JDK $LEAST_JAVA"
  fi
}

check_caches() {
  if [[ -z ${ONEDNN_MAX_CPU_ISA:-} ]]; then
    found "processor caches" "reported"
  elif [[ $(uname -s) == Linux && ! -e /sys/devices/system/cpu/cpu0/cache/index0 ]]; then
    warning "processor caches" "none are reported, so bin/allsky sets ONEDNN_MAX_CPU_ISA=$ONEDNN_MAX_CPU_ISA" \
      "none is needed; set it yourself if you start Spark in another way (decision 20)"
  else
    found "processor caches" "reported; ONEDNN_MAX_CPU_ISA is $ONEDNN_MAX_CPU_ISA"
  fi
}

check_gpus() {
  local names cuda=("$BUILD"/natives/pytorch-native-cu*.jar)
  if ! command -v nvidia-smi >/dev/null; then
    found GPU "no nvidia-smi; the jobs use the CPU"
  elif ! names=$(nvidia-smi --query-gpu=name --format=csv,noheader 2>&1); then
    warning GPU "nvidia-smi fails: ${names%%$'\n'*}" "repair the NVIDIA driver; until then the jobs use the CPU"
  elif [[ ! -e ${cuda[0]} ]]; then
    warning GPU "${names//$'\n'/, }, but the build has no CUDA natives" \
      "build with ./mvnw -Pcu124 -Dmaven.test.skip=true package; then run bin/gpu-check"
  else
    found GPU "${names//$'\n'/, }; bin/gpu-check tests it"
  fi
}

# The masters of a cluster with high availability are separated by commas; one must be reachable.
check_master() {
  local master reason address unreachable=()
  master=$(setting spark.master)
  if ! reason=$(require_master "$master" 2>&1); then
    reason=${reason#*: }
    problem master "${reason%%; *}" "${reason#*; }"
    return
  elif [[ $master != spark://* ]]; then
    found master "$master"
    return
  fi
  while read -r address; do
    if answers "${address%:*}" "${address##*:}"; then
      found master "spark://$address is reachable"
      return
    fi
    unreachable+=("$address")
  done < <(tr ',' '\n' <<<"${master#spark://}")
  problem master "no connection to ${unreachable[*]} within $CONNECTION_SECONDS s" \
    "start the cluster (bin/start-cluster), or correct --master or MASTER"
}

# True if a TCP port accepts a connection. The host and port are arguments, so that bash does not execute them.
answers() {
  # shellcheck disable=SC2016
  timeout "$CONNECTION_SECONDS" bash -c 'exec 3<>"/dev/tcp/$1/$2"' answers "$1" "$2" 2>/dev/null
}
