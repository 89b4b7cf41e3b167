"""Full disks: one line and exit 1, and the same command goes through once there is room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kill_trials import size
from outcomes import require_done, require_one_line
from small_disk import SmallDisk, small_disk
from tiny_run import Job, TinyRun
from trial import Protocol

FULL = ("space left", "full")
SCRATCH_KIB = 24
TEMPORARY_KIB = 64
IN_OUTPUT = (
    "simulate-sky", "fetch-tiles", "crossmatch", "stack-cutouts", "train-iicnet", "evaluate-iicnet",
    "classify-allsky", "report",
)  # fmt: skip
IN_SCRATCH = ("crossmatch", "stack-cutouts", "classify-allsky")
IN_TEMPORARY = ("stack-cutouts", "train-iicnet", "classify-allsky")


def run(tiny: TinyRun, protocol: Protocol) -> None:
    for where, names, trial in (
        ("output", IN_OUTPUT, full_output),
        ("scratch", IN_SCRATCH, full_scratch),
        ("temporary", IN_TEMPORARY, full_temporary),
    ):
        for name in names:
            folder = tiny.folder / "disk" / f"{where}-{name}"
            protocol.make("disk", name, lambda trial=trial, name=name, folder=folder: trial(tiny, tiny.jobs[name], folder))


def full_output(tiny: TinyRun, job: Job, folder: Path) -> tuple[str, str]:
    """A disk that holds three fifths of the output."""
    tiny.require_steady(job)
    made = tiny.output(job.name)
    kib = max(16, 3 * size(made.parent if job.name == "report" else made) // 5 // 1024)
    with small_disk(folder / "disk", kib) as disk:
        output = disk.folder / ("report/index.html" if job.name == "report" else "output")
        return tried(tiny, job, output, f"output folder full at {kib} KiB", disk, lambda: tiny.options())


def full_scratch(tiny: TinyRun, job: Job, folder: Path) -> tuple[str, str]:
    with small_disk(folder / "disk", SCRATCH_KIB) as disk:
        scratch = ("--conf", f"spark.local.dir={disk.folder}")
        what = f"Spark's scratch folder full at {SCRATCH_KIB} KiB"
        return tried(tiny, job, folder / "output", what, disk, lambda: tiny.options(*scratch))


def full_temporary(tiny: TinyRun, job: Job, folder: Path) -> tuple[str, str]:
    """Spark's scratch is elsewhere."""
    tiny.require_steady(job)
    with small_disk(folder / "disk", TEMPORARY_KIB) as disk:
        scratch = ("--conf", f"spark.local.dir={tiny.temporary}")
        what = f"temporary folder full at {TEMPORARY_KIB} KiB"
        return tried(
            tiny, job, folder / "output", what, disk, lambda: tiny.options(*scratch), disk.folder
        )


def tried(
    tiny: TinyRun, job: Job, output: Path, what: str, disk: SmallDisk, options: Callable[[], list[str]],
    temporary: Path | None = None,
) -> tuple[str, str]:  # fmt: skip
    """Runs a job on the small disk and on the same one, grown. A job that needs no more room may go through."""
    variables = tiny.variables(temporary)
    process = tiny.start(job.words(output), options(), variables=variables)
    if process.exit_code() == 0:
        tiny.require_same(job, output, f"{what}, it ended well")
        return what, "it had room enough, the output is right"
    line = require_one_line(process, job.name, what, *FULL)
    disk.grow()
    repeated = tiny.start([*job.words(output), *job.again], options(), variables=variables)
    require_done(repeated, f"{what}, run again with room")
    tiny.require_same(job, output, f"{what}, run again with room")
    return what, f"exit 1, {line}; run again with room, the same output"
