"""What a trial says, and the table of all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

KEPT, BROKEN, SKIPPED = "kept", "BROKEN", "skipped"


class BrokenPromise(Exception):
    """A job did what it promises never to do; the message is one line."""


class SkippedTrial(Exception):
    """A trial that this machine cannot make; the message says why."""


@dataclass(frozen=True)
class Trial:
    """kind: kills, disk, limits or memory; job: a job's name; what: what was done to it; outcome: what it did."""

    kind: str
    job: str
    what: str
    outcome: str
    verdict: str
    seconds: float

    def line(self) -> str:
        return f"{self.kind:<7} {self.job:<16} {self.what}: {self.outcome}: {self.verdict} ({self.seconds:.0f} s)"


class Protocol:
    """Makes trials, prints a line for each and keeps them for the table."""

    def __init__(self) -> None:
        self.trials: list[Trial] = []

    def make(self, kind: str, job: str, attempt: Callable[[], tuple[str, str]]) -> None:
        """attempt returns what was done and what came of it, or raises BrokenPromise or SkippedTrial."""
        start = time.monotonic()
        try:
            what, outcome = attempt()
            verdict = KEPT
        except BrokenPromise as broken:
            what, outcome, verdict = *parted(str(broken)), BROKEN
        except SkippedTrial as skipped:
            what, outcome, verdict = *parted(str(skipped)), SKIPPED
        trial = Trial(kind, job, what, outcome, verdict, time.monotonic() - start)
        self.trials.append(trial)
        print(trial.line(), flush=True)

    def print_table(self) -> None:
        print(f"\n{'trials':<9}{'job':<18}{'made':>6}{KEPT:>8}{BROKEN:>8}{SKIPPED:>9}")
        for kind, job in sorted({(trial.kind, trial.job) for trial in self.trials}):
            of_job = [trial.verdict for trial in self.trials if (trial.kind, trial.job) == (kind, job)]
            counts = [of_job.count(verdict) for verdict in (KEPT, BROKEN, SKIPPED)]
            print(f"{kind:<9}{job:<18}{len(of_job):>6}{counts[0]:>8}{counts[1]:>8}{counts[2]:>9}")

    def broken(self) -> int:
        return sum(trial.verdict == BROKEN for trial in self.trials)


def parted(message: str) -> tuple[str, str]:
    """What was done, and what came of it, of a message such as 'killed after 2 s: it claims to be finished'."""
    what, _, outcome = message.partition(": ")
    return what, outcome
