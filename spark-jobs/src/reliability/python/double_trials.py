"""Two runs at once into one output: the second must refuse, the first must not notice."""

from __future__ import annotations

import shutil
import signal

from outcomes import require_done, require_one_line
from tiny_run import TinyRun
from trial import Protocol

DOUBLED = ("stack-cutouts", "train-iicnet", "classify-allsky", "simulate-sky")


def run(tiny: TinyRun, protocol: Protocol) -> None:
    for name in DOUBLED:
        protocol.make("kills", name, lambda name=name: doubled(tiny, name))


def doubled(tiny: TinyRun, name: str) -> tuple[str, str]:
    """The first is stopped in mid-work, so that the second surely meets it."""
    job = tiny.jobs[name]
    what = "two at once into one output"
    folder = tiny.folder / "doubled" / name
    folder.mkdir(parents=True)
    output = folder / "output"
    first = tiny.start(job.words(output))
    try:
        first.wait_until(lambda: job.sign(first.said(), output))
        first.signal(signal.SIGSTOP)
        second = tiny.start(job.words(output))
        line = require_one_line(second, name, f"{what}, the second", str(output))
    finally:
        first.signal(signal.SIGCONT)
    if name in tiny.unsteady:
        first.kill()
        return what, f"the second says: {line}; the first was not compared"
    require_done(first, f"{what}, the first")
    tiny.require_same(job, output, f"{what}, the first")
    shutil.rmtree(folder)
    return what, f"the first is right, the second says: {line}"
