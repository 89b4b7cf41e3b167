"""What the Python tools of bin/benchmark cutouts have in common: the tile, the passes, the clock.

    python3 peer_cutouts_NAME.py FOLDER SOURCES PASSES resampled|stretched OUTPUT FIRST
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

from measured_process import peak_bytes
from random_tile import BANDS, image_name, positions_name

WINDOW = 43
RING = 4
SIDE = 80
STRIP_DEG = 32 * 1.375 / 3600
STEP = 5 / 11  # native pixels: 50 arcsec on 80 pixels
# DN; the stretch is asinh(D / sigma) / 10.
SIGMA = np.array([0.5042, 0.7117, 8.171], np.float32)


@dataclass(frozen=True)
class Tile:
    """images: three arrays in native byte order; wcs: of all."""

    images: list[np.ndarray]
    wcs: WCS


# From a tile, positions in degrees and whether to stretch to (sources, 3, 80, 80), batch by batch.
# A batch is the maker's own until the next one is asked for.
Maker = Callable[[Tile, np.ndarray, bool], Iterator[np.ndarray]]


def read(folder: Path) -> Tile:
    images = []
    for band in BANDS:
        with fits.open(folder / image_name(band), memmap=False) as hdus:
            images.append(hdus[0].data.astype(np.float32))
            header = hdus[0].header
    return Tile(images, WCS(header))


def ring_mask() -> np.ndarray:
    """Of a window: the pixels that the background is measured on."""
    mask = np.ones((WINDOW, WINDOW), bool)
    mask[RING:-RING, RING:-RING] = False
    return mask


def run(make: Maker) -> None:
    folder, sources, passes, recipe, output, first = sys.argv[1:]
    positions = np.fromfile(Path(folder) / positions_name(), "<f8").reshape(-1, 2)[: int(sources)]
    compared = positions[: int(first)]
    # As the jobs do: what neighbours share of the image is then still in the cache.
    strips = np.floor(positions[:, 1] / STRIP_DEG)
    positions = positions[np.lexsort((positions[:, 0], strips))]
    stretch = recipe == "stretched"
    for _ in range(int(passes)):
        start = time.process_time()
        tile = read(Path(folder))
        opened = time.process_time()
        total = 0.0
        for batch in make(tile, positions, stretch):
            total += float(batch[-1, 0, 0, 0])
        made = time.process_time()
        seconds = {"read_seconds": opened - start, "cut_seconds": made - opened}
        print(json.dumps({**seconds, "peak_rss_bytes": peak_bytes(), "sum": total}), flush=True)
    batches = make(tile, compared, stretch)
    outputs = np.concatenate([batch.copy() for batch in batches])
    outputs.astype("<f4").tofile(output)
