"""The inputs and the command line of classify-allsky in bin/benchmark classify."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import random_tile
from benchmark_run import REPOSITORY, made

TILES = 10
SEED = 1


def tiles(data: Path, sources: int) -> Path:
    """The folder of ten tiles side by side along the equator, each with positions of so many sources."""
    return made(data / f"sky-{TILES}-{sources}", lambda folder: _make_tiles(folder, sources))


def _make_tiles(folder: Path, sources: int) -> None:
    for number in range(TILES):
        ra = 121.0452 + 1.6 * number
        coadd_id = random_tile.COADD_ID if number == 0 else f"{round(10 * ra):04d}p015_ac51"
        random_tile.make(folder / f"tile{number}", sources, SEED + number, coadd_id, (ra, 1.514444))


def positions(sky: Path, data: Path, count: int, tile_count: int = 1) -> Path:
    """A CSV of so many positions of each of the first tiles."""
    path = data / "outputs" / f"positions-{tile_count}-{count}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["ra,dec"]
    for number in range(tile_count):
        lines += (sky / f"tile{number}/positions.csv").read_text().splitlines()[1 : count + 1]
    path.write_text("\n".join(lines) + "\n")
    return path


def command(words: list[str], sources: Path, tile_folder: Path, output: Path, options: argparse.Namespace) -> list[str]:
    """The command line of a classification; words come before the job's name."""
    shutil.rmtree(output, ignore_errors=True)
    named = {"--sources": sources, "--tiles": tile_folder, "--model": options.model, "--output": output}
    named |= {"--batch-size": options.batch_size, "--engine": "onnx"}
    pairs = [word for name, value in named.items() for word in (name, str(value))]
    return [str(REPOSITORY / "bin/allsky"), *words, "classify-allsky", *pairs]
