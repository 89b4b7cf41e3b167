"""Memory at 1, 4 and 16 times as many tiles and sources, with a fixed heap."""

from __future__ import annotations

import re
import time
from pathlib import Path

from outcomes import require_done
from tiny_run import TinyRun
from trial import BrokenPromise, Protocol

HEAP = "512m"
TILES = (2, 8, 32)
LARGEST_GROWTH = 1.25
LARGEST_HEAP_GROWTH_MB = 64
MEASURED = ("stack-cutouts", "classify-allsky")


def run(tiny: TinyRun, protocol: Protocol) -> None:
    skies = {tiles: sky(tiny, tiles) for tiles in TILES}
    for name in MEASURED:
        protocol.make("memory", name, lambda name=name: grown(tiny, name, skies))


def sky(tiny: TinyRun, tiles: int) -> Path:
    folder = tiny.folder / "memory" / f"sky-{tiles}"
    options = ["--tiles", str(tiles), "--tile-pixels", "256", "--labelled-per-tile", "40"]
    require_done(tiny.start(["simulate-sky", "--output", str(folder), *options]), f"simulating {tiles} tiles")
    return folder


def grown(tiny: TinyRun, name: str, skies: dict[int, Path]) -> tuple[str, str]:
    what = f"{', '.join(map(str, TILES))} tiles with a heap of {HEAP}"
    peaks = {tiles: peak(tiny, name, folder, what) for tiles, folder in skies.items()}
    resident = [mib for mib, _ in peaks.values()]
    live = [mib for _, mib in peaks.values()]
    outcome = f"resident {'/'.join(f'{mib:.0f}' for mib in resident)} MiB, live heap {'/'.join(f'{mib:.0f}' for mib in live)} MiB"
    if max(resident) > LARGEST_GROWTH * resident[0]:
        raise BrokenPromise(f"{what}: {outcome}, the resident memory grows")
    if max(live) > live[0] + LARGEST_HEAP_GROWTH_MB:
        raise BrokenPromise(f"{what}: {outcome}, the live heap grows")
    return what, outcome


def peak(tiny: TinyRun, name: str, sky_folder: Path, what: str) -> tuple[float, float]:
    """Peaks of the resident memory and of the heap after a collection, MiB.

    The heap is touched at the start, so that the resident memory tells of the rest.
    """
    output = sky_folder / name
    log = sky_folder / f"{name}-gc.txt"
    words = [name, "--sources", f"{sky_folder}/allwise", "--tiles", f"{sky_folder}/tiles", "--output", str(output)]
    if name == "classify-allsky":
        words += ["--model", str(tiny.output("train-iicnet")), "--chunk-sources", "300"]
    java = f"-Xms{HEAP} -XX:+AlwaysPreTouch -Xlog:gc:file={log}"
    process = tiny.start(words, tiny.options(heap=HEAP, java=java))
    most = 0
    while not process.has_ended():
        most = max(most, process.peak_kib())
        time.sleep(0.1)
    require_done(process, what)
    return most / 1024, live_heap(log)


def live_heap(log: Path) -> float:
    """The largest heap that a full collection left, MiB, else the largest that any left."""
    left = re.findall(r"Pause (\w+).* \d+M->(\d+)M\(", log.read_text())
    full = [int(mib) for kind, mib in left if kind == "Full"]
    return max(full or [int(mib) for _, mib in left] or [0])
