"""What a whole process costs, from its start to its end."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


class FailedProcess(Exception):
    """A tool ended with an error; the message says where its words are."""


@dataclass(frozen=True)
class Cost:
    """wall_seconds; cpu_seconds, user and system, of the process and its children; peak_rss_bytes."""

    wall_seconds: float
    cpu_seconds: float
    peak_rss_bytes: int


def resident_bytes() -> int:
    """Memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def peak_bytes() -> int:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(command: list[str], log: Path) -> Cost:
    """Runs a command to its end. The peak is never below that of this process, so keep it small."""
    with log.open("wb") as words:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=words, stderr=words)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        failure = f"{Path(command[0]).name} failed ({process.returncode}): {_last_line(log)}"
        raise FailedProcess(f"{failure}; all it said is in {log}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def told(name: str, command: list[str], environment: dict[str, str]) -> list[dict[str, object]]:
    """Runs a tool to its end; the lines of JSON that it prints.

    environment: what is set beside this process's own.
    """
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    if ended.returncode != 0:
        raise FailedProcess(f"{name} failed: {(ended.stderr.strip().splitlines() or ['no word'])[-1]}")
    return [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]


def passive(threads: int) -> dict[str, str]:
    """Threads that wait do not spin, for every tool: on shared cores spinning costs all of them."""
    return {"OMP_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE"}


def training_kernels() -> dict[str, str]:
    """oneDNN's limit for training, as bin/spark-runtime.sh sets it: on Linux where no cache is reported.

    Without the limit the gradients are NaN on such machines (docs/decisions/0020).
    """
    caches = Path("/sys/devices/system/cpu/cpu0/cache/index0")
    if platform.system() != "Linux" or caches.exists():
        return {}
    return {"ONEDNN_MAX_CPU_ISA": os.environ.get("ONEDNN_MAX_CPU_ISA", "AVX")}


def kept_memory() -> dict[str, str]:
    """The settings of the C library with which bin/allsky trains (docs/decisions/0047)."""
    return {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "2147483647"}


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
