"""Few open files, and a temporary folder that cannot be written: the job works, or says it in one line."""

from __future__ import annotations

from pathlib import Path

from job_process import JobProcess
from outcomes import require_one_line
from small_disk import small_disk
from tiny_run import Job, TinyRun
from trial import Protocol

OPEN_FILES = 128
LIMITED = ("simulate-sky", "crossmatch", "stack-cutouts", "classify-allsky", "train-iicnet")
WITHOUT_TEMPORARY = ("crossmatch", "stack-cutouts", "train-iicnet", "classify-allsky")


def run(tiny: TinyRun, protocol: Protocol) -> None:
    for name in LIMITED:
        protocol.make("limits", name, lambda name=name: few_files(tiny, tiny.jobs[name]))
    for name in WITHOUT_TEMPORARY:
        protocol.make("limits", name, lambda name=name: unwritable(tiny, tiny.jobs[name]))


def few_files(tiny: TinyRun, job: Job) -> tuple[str, str]:
    tiny.require_steady(job)
    limited = ("bash", "-c", f'ulimit -n {OPEN_FILES} && exec "$@"', "limited")
    output = tiny.folder / "limits" / f"files-{job.name}" / "output"
    output.parent.mkdir(parents=True)
    process = tiny.start(job.words(output), before=limited)
    return ended(tiny, job, output, process, f"ulimit -n {OPEN_FILES}", "open files", "ulimit")


def unwritable(tiny: TinyRun, job: Job) -> tuple[str, str]:
    """A read-only file system, which refuses root too."""
    tiny.require_steady(job)
    folder: Path = tiny.folder / "limits" / f"temporary-{job.name}"
    with small_disk(folder / "disk", 64, "ro") as disk:
        output = folder / "output"
        process = tiny.start(job.words(output), variables=tiny.variables(disk.folder))
        return ended(tiny, job, output, process, "temporary folder unwritable", str(disk.folder), "temporary")


def ended(tiny: TinyRun, job: Job, output: Path, process: JobProcess, what: str, *names: str) -> tuple[str, str]:
    if process.exit_code() == 0:
        tiny.require_same(job, output, what)
        return what, "it works, the same output"
    return what, f"exit 1, {require_one_line(process, job.name, what, *names)}"
