"""Kills of an executor, a worker and the master of a standalone cluster, and of a driver on it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from job_process import REPOSITORY, JobProcess
from outcomes import STACK_TRACE, require_done
from tiny_run import JAVA, Job, TinyRun
from trial import BrokenPromise, Protocol

EXECUTOR = b"CoarseGrainedExecutorBackend"
VICTIMS = ("executor", "worker", "master")


def run(tiny: TinyRun, protocol: Protocol, chance: random.Random) -> None:
    for victim in VICTIMS:
        share = chance.random()
        protocol.make("kills", "classify-allsky", lambda victim=victim, share=share: killed(tiny, victim, share))


def killed(tiny: TinyRun, victim: str, share: float) -> tuple[str, str]:
    """A job that loses one process must be finished by the others, or by the same command again."""
    job = tiny.jobs["classify-allsky"]
    after = share * tiny.seconds[job.name] / 2
    what = f"{victim} killed {after:.1f} s into the work on a cluster"
    folder = tiny.folder / "cluster-kills" / victim
    folder.mkdir(parents=True)
    output = folder / "output"
    with cluster(tiny, folder) as master:
        process = start(tiny, job, output, master)
        process.wait_until(lambda: job.sign(process.said(), output))
        time.sleep(after)
        if process.has_ended():
            require_done(process, f"{what}: it had ended")
            raise BrokenPromise(f"{what}: nothing was killed, the job had ended")
        kill(victim, folder)
        outcome = finished(tiny, job, output, process, what)
    shutil.rmtree(folder)
    return what, outcome


def finished(tiny: TinyRun, job: Job, output: Path, process: JobProcess, what: str) -> str:
    """The job survives; or it ends with one line, and the same command locally does what is left."""
    if process.exit_code() == 0:
        tiny.require_same(job, output, f"{what}, it survived")
        return "it survived, the same output"
    if process.exit_code() != 1 or STACK_TRACE.search(process.said()):
        raise BrokenPromise(f"{what}: exit {process.exit_code()}, {process.last_line()} ({process.log.name})")
    return f"exit 1 ({process.last_line()[:80]}); {repeated(tiny, job, output, what)}"


def repeated(tiny: TinyRun, job: Job, output: Path, what: str) -> str:
    require_done(tiny.start(job.words(output)), f"{what}, run again")
    tiny.require_same(job, output, f"{what}, run again")
    return "run again, the same output"


def start(tiny: TinyRun, job: Job, output: Path, master: str) -> JobProcess:
    options = tiny.options(
        "--master", master, "--executor-memory", "1g", "--conf", "spark.cores.max=2",
        "--conf", "spark.scheduler.minRegisteredResourcesRatio=1", "--conf", f"spark.executor.extraJavaOptions={JAVA}",
    )  # fmt: skip
    return tiny.start(job.words(output), options)


def kill(victim: str, folder: Path) -> None:
    """An executor of the second worker, the second worker without its executor, or the master."""
    if victim == "executor":
        os.kill(executor_of(int((folder / "cluster/worker-2.pid").read_text())), signal.SIGKILL)
    else:
        name = {"worker": "worker-2", "master": "master"}[victim]
        os.kill(int((folder / f"cluster/{name}.pid").read_text()), signal.SIGKILL)


def executor_of(worker: int) -> int:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if EXECUTOR in (process / "cmdline").read_bytes() and parent_of(process) == worker:
                return int(process.name)
        except OSError:
            continue
    raise BrokenPromise(f"no executor to kill: worker {worker} has none")


def parent_of(process: Path) -> int:
    return int(re.search(r"PPid:\s+(\d+)", (process / "status").read_text()).group(1))


@contextmanager
def cluster(tiny: TinyRun, folder: Path) -> Iterator[str]:
    """The master's address of a cluster of two workers with one core each, of bin/start-cluster."""
    environment = {**os.environ, **tiny.variables(), "ALLSKY_CLUSTER_DIR": str(folder / "cluster")}
    options = ["--workers", "2", "--cores", "1", "--memory", "1g", "--port", "0", "--webui-port", "0"]
    start_words = [str(REPOSITORY / "bin/start-cluster"), *options]
    try:
        started = subprocess.run(start_words, capture_output=True, text=True, check=False, env=environment)
        found = re.search(r"spark://\S+:\d+", started.stdout)
        if started.returncode != 0 or not found:
            raise BrokenPromise(f"no cluster: bin/start-cluster said {started.stderr.strip()}")
        yield found.group(0)
    finally:
        subprocess.run([str(REPOSITORY / "bin/stop-cluster")], capture_output=True, check=False, env=environment)
