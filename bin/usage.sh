# shellcheck shell=bash
# Sourced by bin/allsky: checks job_words, the job and its options, before Spark starts.

# Spark takes seconds to start. If a word looks wrong, a small JVM checks the words first; it prints the message.
check_usage() {
  [[ -d $BUILD/help ]] || return 0
  LOCAL_PATHS=false
  ! paths_are_local || LOCAL_PATHS=true
  if [[ " ${job_words[*]}" == *' @'* ]]; then
    expand_files
  elif looks_wrong; then
    check_java UsageCheck "${job_words[@]}" || exit
  fi
}

# Runs a class that checks the words.
check_java() {
  light_java "-Dallsky.paths.are.local=$LOCAL_PATHS" "allsky.spark.cli.$1" "${@:2}"
}

# True if a path without a scheme is on a local disk: no setting names another file system.
paths_are_local() {
  local settings=("$SPARK_CONF_DIR"/spark-defaults.conf "$SPARK_CONF_DIR"/spark-env.sh)
  [[ -z ${ALLSKY_CONF:-} ]] || settings+=("$ALLSKY_CONF")
  [[ -z $properties ]] || settings+=("$properties")
  # shellcheck disable=SC2154 # bin/allsky sets it.
  [[ -z ${HADOOP_CONF_DIR:-}${YARN_CONF_DIR:-} && "${spark_options[*]}" != *fs.default* ]] &&
    ! compgen -G "$SPARK_CONF_DIR/*-site.xml" >/dev/null &&
    ! grep -qsE 'fs[.]default|(HADOOP|YARN)_CONF_DIR' "${settings[@]}"
}

# Replaces @FILE by the words in the file, as the job would do: some of the words decide how Spark starts.
expand_files() {
  local words=()
  mapfile -d '' -t words < <(check_java ExpandedWords "${job_words[@]}")
  # A failed check has printed its message.
  wait $! || exit
  job_words=("${words[@]}")
}

# True if a check by Java could find a fault: in the job, in an option or its value, or in options that are missing.
looks_wrong() {
  local job=${job_words[0]:-}
  [[ -n $job && -f $BUILD/help/$job.options ]] || return 0
  [[ ! " ${job_words[*]%%=*} " =~ ' '(-h|--help|-V|--version)' ' ]] || return 1
  has_odd_option "$job" || lacks_option "$job"
}

# True if an option is unknown, repeated, without its value, or has an unusual value, or if an input is missing. In a shell of its own, because
# the comparison without case must not outlast it.
has_odd_option() (
  local options rest name kind values value seen=' ' i
  options=$'\n'$(<"$BUILD/help/$1.options")$'\n'
  shopt -s nocasematch
  for ((i = 1; i < ${#job_words[@]}; i += 1)); do
    name=${job_words[i]%%=*}
    rest=${options#*$'\n'"$name "}
    [[ $name == -* && $rest != "$options" ]] || return 0
    read -r kind values <<<"${rest%%$'\n'*}"
    [[ $kind == many || $seen != *" $name "* ]] || return 0
    seen+="$name "
    [[ $kind != flag ]] || continue
    if [[ ${job_words[i]} == *=* ]]; then
      value=${job_words[i]#*=}
    else
      ((i += 1))
      [[ $i -lt ${#job_words[@]} ]] || return 0
      value=${job_words[i]}
    fi
    [[ -z $values || $value =~ ^$values$ ]] || return 0
    [[ $kind != input ]] || ! looks_missing "$value" || return 0
  done
  return 1
)

# True if an input may be missing from a local disk. Java knows which paths the job would take for others.
looks_missing() {
  local path=${1#file:}
  [[ $1 == file:* ]] || $LOCAL_PATHS || return 1
  [[ ! $path =~ ^[[:alpha:]][[:alnum:]+.-]*:/ && ! -e $path && ! -e ${path%#*} ]]
}

# True if a required option is missing. A line has all names of an option.
lacks_option() {
  local line=" ${job_words[*]%%=*} " names name
  while read -r names; do
    for name in $names; do
      [[ $line != *" $name "* ]] || continue 2
    done
    return 0
  done <"$BUILD/help/$1.required"
  return 1
}
