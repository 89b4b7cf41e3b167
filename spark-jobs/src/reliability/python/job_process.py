"""A command of bin/ as a process group of its own, started and killed from outside."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[4]
PATIENCE_SECONDS = 300
FOREIGN_VARIABLES = re.compile(r"SPARK_.*|MASTER|ALLSKY_.*|OMP_.*|MKL_.*")


class SlowProcess(Exception):
    """A process did not do in time what it was to do; the message says where its words are."""


class JobProcess:
    """words: the command; log: receives standard output and error; variables: set for it alone."""

    def __init__(self, words: list[str], log: Path, variables: Mapping[str, str], folder: Path | None = None) -> None:
        self.words = words
        self.log = log
        own = {name: value for name, value in os.environ.items() if not FOREIGN_VARIABLES.fullmatch(name)}
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                env={**own, **variables}, cwd=folder, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def last_line(self) -> str:
        lines = self.said().strip().splitlines()
        return lines[-1] if lines else "nothing"

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Returns where something is so or the process has ended."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so() and not self.has_ended():
            if time.monotonic() > deadline:
                self._give_up("showed no sign of its work")
            time.sleep(0.02)

    def exit_code(self) -> int:
        """Waits for its end; below 0 where a signal ended it."""
        try:
            return self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._give_up("did not end")

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.process.wait()

    def signal(self, number: int) -> None:
        """Sends a signal to all processes of the group, where it has not ended."""
        if not self.has_ended():
            os.killpg(self.process.pid, number)

    def peak_kib(self) -> int:
        """The most resident memory so far, KiB; 0 where it has ended."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found.group(1)) if found else 0

    def _give_up(self, what: str) -> None:
        self.kill()
        raise SlowProcess(f"{' '.join(self.words)} {what} within {PATIENCE_SECONDS} s; its words are in {self.log}")
