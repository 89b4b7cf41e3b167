# shellcheck shell=bash
# Sourced by start-cluster and stop-cluster: the processes of the cluster on this machine. Each daemon
# is the head of a process group, whose id is in CLUSTER_DIR/NAME.pid.

CLUSTER_DIR=${ALLSKY_CLUSTER_DIR:-$BUILD/cluster}
STOP_SECONDS=10

# The names of the daemons that were started: worker-1, worker-2, master.
process_names() {
  local file
  for file in "$CLUSTER_DIR"/worker-*.pid "$CLUSTER_DIR"/master.pid; do
    [[ ! -f $file ]] || basename "$file" .pid
  done
}

is_running() {
  local pid
  pid=$(cat "$CLUSTER_DIR/$1.pid" 2>/dev/null) && [[ -n $pid ]] && is_daemon "$pid"
}

# True for a daemon or the shell that becomes one; false for a zombie, and for another process that got the
# process id later.
is_daemon() {
  [[ $(ps -p "$1" -o args= 2>/dev/null || tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline") =~ org\.apache\.spark\.deploy|start-cluster ]]
}

forget() {
  rm -f "$CLUSTER_DIR/$1.pid"
  [[ $1 != master ]] || rm -f "$CLUSTER_DIR/master.url"
}

# Stops every daemon with its executors and prints their names.
stop_all() {
  local name pid
  for name in $(process_names); do
    if is_running "$name"; then
      pid=$(cat "$CLUSTER_DIR/$name.pid")
      end_group "$pid"
      echo "stopped $name (process $pid)"
    else
      echo "$name was not running"
    fi
    forget "$name"
  done
}

end_group() {
  local deadline=$((SECONDS + STOP_SECONDS))
  kill -TERM -- "-$1" 2>/dev/null || true
  while is_daemon "$1" && ((SECONDS < deadline)); do
    sleep 0.1
  done
  # Kill the rest of the group, such as an executor that hangs in native code. Then wait a moment until the
  # system has removed the processes; some containers never do.
  deadline=$((SECONDS + 2))
  while kill -KILL -- "-$1" 2>/dev/null && ((SECONDS < deadline)); do
    sleep 0.1
  done
}
