"""SIGKILL in mid-work, after a seeded time; then the same command again."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from outcomes import require_done
from tiny_run import Job, TinyRun
from trial import BrokenPromise, Protocol, SkippedTrial

LARGEST_REST_BYTES = 1_000_000
KILLS_OF_A_TRIAL = 3
# The latest kill, as a share of the undisturbed work: runs differ in speed.
LATEST = 0.7


def run(tiny: TinyRun, protocol: Protocol, kills: int, chance: random.Random) -> None:
    """Kills the jobs in turn, so often in all; in a trial three runs in a row."""
    jobs = list(tiny.jobs.values())
    before = size(tiny.temporary)
    for number, first in enumerate(range(0, kills, KILLS_OF_A_TRIAL)):
        job = jobs[number % len(jobs)]
        shares = [chance.random() for _ in range(min(KILLS_OF_A_TRIAL, kills - first))]
        protocol.make("kills", job.name, lambda job=job, number=number, shares=shares: killed(tiny, job, number, shares))
    protocol.make("kills", "all jobs", lambda: cleared(tiny, before))


def killed(tiny: TinyRun, job: Job, number: int, shares: list[float]) -> tuple[str, str]:
    """Kills a job once it has done a share of its work, and the runs after it; the last run must finish it."""
    tiny.require_steady(job)
    folder = tiny.folder / "kills" / f"{number + 1:02}-{job.name}"
    folder.mkdir(parents=True)
    output = folder / "index.html" if job.name == "report" else folder / "output"
    moments = [LATEST * share * tiny.seconds[job.name] for share in shares]
    what = f"killed {', '.join(f'{moment:.1f}' for moment in moments)} s into {tiny.seconds[job.name]:.1f} s of work"
    kills = 0
    for moment in moments:
        if dies(tiny, job, output, moment, again=kills > 0):
            kills += 1
        if job.finished(output):
            tiny.require_same(job, output, f"{what}, it claims to be finished")
            if not kills:
                raise SkippedTrial(f"{what}: it had ended before")
            return f"{what} ({kills} of {len(moments)})", "it had finished, the same output"
    process = tiny.start([*job.words(output), *job.again])
    require_done(process, f"{what}, run again")
    tiny.require_same(job, output, f"{what}, run again")
    shutil.rmtree(folder)
    return what, "run again, the same output"


def dies(tiny: TinyRun, job: Job, output: Path, after: float, *, again: bool) -> bool:
    """False where the job ended before it could be killed."""
    process = tiny.start([*job.words(output), *(job.again if again else ())])
    process.wait_until(lambda: job.sign(process.said(), output))
    process.wait_until(moment(after))
    if process.has_ended():
        require_done(process, "not killed")
        return False
    process.kill()
    return True


def moment(after: float) -> Callable[[], bool]:
    """True once so many seconds have gone."""
    end = time.monotonic() + after
    return lambda: time.monotonic() >= end


def cleared(tiny: TinyRun, before: int) -> tuple[str, str]:
    """The runs after killed ones clear what those left in the temporary folder."""
    what = "temporary files of killed runs"
    rest = size(tiny.temporary) - before
    if rest > LARGEST_REST_BYTES:
        raise BrokenPromise(f"{what}: {rest / 1e6:.1f} MB are left")
    return what, f"{max(rest, 0) / 1e6:.1f} MB are left"


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
