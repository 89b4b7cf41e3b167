"""A file system of a few bytes in memory, which can grow; it takes root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trial import SkippedTrial


class SmallDisk:
    """folder: where it is mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def grow(self) -> None:
        subprocess.run(["mount", "-o", "remount,size=1g", str(self.folder)], check=True)

    def allow_writing(self) -> None:
        subprocess.run(["mount", "-o", "remount,rw", str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path, kib: int, options: str = "rw") -> Iterator[SmallDisk]:
    """kib: its size, KiB."""
    if os.geteuid() != 0:
        raise SkippedTrial("no small disk: mounting one takes root")
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kib}k,{options}", "allsky-reliability", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        raise SkippedTrial(f"no small disk: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=False)
