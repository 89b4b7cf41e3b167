"""How a command may end: done, or with one line that a user understands."""

from __future__ import annotations

import re

from job_process import JobProcess
from trial import BrokenPromise

STACK_TRACE = re.compile(r"^\s+at [\w.$/]+\(|^Exception in thread|^Caused by:", re.MULTILINE)


def require_done(process: JobProcess, what: str) -> None:
    """Raises BrokenPromise where a command does not end with 0."""
    code = process.exit_code()
    if code != 0:
        raise BrokenPromise(f"{what}: exit {code}, {process.last_line()} ({process.log.name})")


def require_one_line(process: JobProcess, job: str, what: str, *names: str) -> str:
    """The last line of a command that must end with 1, a line with one of the names and no stack trace."""
    code = process.exit_code()
    said = process.said()
    line = process.last_line()
    if code != 1:
        raise BrokenPromise(f"{what}: exit {code} in place of 1, {line} ({process.log.name})")
    if STACK_TRACE.search(said):
        raise BrokenPromise(f"{what}: a stack trace, {line} ({process.log.name})")
    if not line.startswith((f"{job}: ", "allsky: ")):
        raise BrokenPromise(f"{what}: the last line is not the job's, {line} ({process.log.name})")
    if names and not any(name in line for name in names):
        raise BrokenPromise(f"{what}: the line does not name {' or '.join(names)}, {line} ({process.log.name})")
    return line.partition(": ")[2]
