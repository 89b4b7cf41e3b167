#!/usr/bin/env bash
# Tells a Spark worker which GPUs its machine has, as Spark's resource discovery wants it:
#   {"name": "gpu", "addresses": ["0", "1"]}
set -euo pipefail

command -v nvidia-smi >/dev/null || {
  echo "discover-gpus.sh: no nvidia-smi on this machine; a worker without a GPU must not set spark.worker.resource.gpu.amount" >&2
  exit 1
}
indexes=$(nvidia-smi --query-gpu=index --format=csv,noheader) || {
  echo "discover-gpus.sh: nvidia-smi failed: $indexes" >&2
  exit 1
}
addresses=$(printf '%s\n' "$indexes" | sed 's/.*/"&"/' | paste -s -d, -)
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
