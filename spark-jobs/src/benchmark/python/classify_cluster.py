"""The executors' part of bin/benchmark classify: one against two, and the memory of one."""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import classify_job
from benchmark_run import REPOSITORY
from measured_process import FailedProcess, measure

EXECUTOR = "CoarseGrainedExecutorBackend"
HEAP = "1g"


def run(sky: Path, data: Path, options: argparse.Namespace) -> dict[str, object]:
    turns: dict[str, list[dict[str, float]]] = {"1": [], "2": []}
    memory: dict[str, int] = {}
    for number in range(options.rounds):
        for workers in (1, 2) if number % 2 == 0 else (2, 1):
            with cluster(workers, data) as master:
                turns[str(workers)].append(further(master, sky, data, options))
                if workers == 1 and not memory:
                    memory = {str(tiles): peak(master, sky, data, options, tiles) for tiles in (1, classify_job.TILES)}
            print(f"  {workers} executors {turns[str(workers)][-1]['per_second']:8.1f} sources/s", flush=True)
    return {"turns": turns, "memory": memory}


def further(master: str, sky: Path, data: Path, options: argparse.Namespace) -> dict[str, float]:
    """Rate without the start of Spark: many sources less few."""
    seconds = {
        count: classify(master, classify_job.positions(sky, data, count), sky / "tile0", data, options)
        for count in (options.few, options.many)
    }
    rate = (options.many - options.few) / (seconds[options.many] - seconds[options.few])
    return {"few_seconds": seconds[options.few], "many_seconds": seconds[options.many], "per_second": rate}


def classify(master: str, sources: Path, tiles: Path, data: Path, options: argparse.Namespace) -> float:
    words = ["--master", master, "--executor-memory", HEAP, "--conf", "spark.executor.cores=1"]
    command = classify_job.command(words, sources, tiles, data / "outputs/classified-cluster", options)
    return measure(command, data / "outputs/classify-cluster.log").wall_seconds


def peak(master: str, sky: Path, data: Path, options: argparse.Namespace, tiles: int) -> int:
    """Peak resident memory of the executor, bytes."""
    stop = threading.Event()
    peaks = [0]
    watch = threading.Thread(target=watch_executors, args=(data / "cluster", stop, peaks))
    watch.start()
    try:
        sources = classify_job.positions(sky, data, options.memory_sources, tiles)
        classify(master, sources, sky if tiles > 1 else sky / "tile0", data, options)
    finally:
        stop.set()
        watch.join()
    return max(peaks)


def watch_executors(cluster_folder: Path, stop: threading.Event, peaks: list[int]) -> None:
    """Of this cluster alone: executors of others run in other folders."""
    while not stop.wait(0.2):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                own = cluster_folder in (process / "cwd").resolve().parents
                if own and EXECUTOR.encode() in (process / "cmdline").read_bytes():
                    found = re.search(r"VmHWM:\s+(\d+)", (process / "status").read_text())
                    peaks.append(1024 * int(found.group(1)) if found else 0)
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue


@contextmanager
def cluster(workers: int, data: Path) -> Iterator[str]:
    """Workers with one core each, of allsky's own bin/start-cluster, on free ports."""
    environment = {**os.environ, "ALLSKY_CLUSTER_DIR": str(data / "cluster")}
    options = ["--workers", str(workers), "--cores", "1", "--port", "0", "--webui-port", "0"]
    started = subprocess.run(
        [str(REPOSITORY / "bin/start-cluster"), *options], capture_output=True, text=True, check=False, env=environment
    )
    found = re.search(r"spark://\S+:\d+", started.stdout)
    if started.returncode != 0 or not found:
        raise FailedProcess(f"bin/start-cluster failed: {started.stderr.strip()}")
    try:
        yield found.group(0)
    finally:
        subprocess.run([str(REPOSITORY / "bin/stop-cluster")], capture_output=True, check=False, env=environment)


def print_summary(result: dict[str, object]) -> None:
    if not result:
        return
    rates = {n: statistics.median(t["per_second"] for t in turns) for n, turns in result["turns"].items()}
    print(f"executors of one core: {rates['1']:.1f} sources/s with one, {rates['2']:.1f} with two, {rates['2'] / rates['1']:.2f} times")
    for tiles, peak in result["memory"].items():
        print(f"peak of an executor with a heap of {HEAP}, {tiles} tiles: {peak / 2**30:.2f} GiB")
