"""Cutouts by astropy as who knows it makes them: all positions through the WCS at once, then Cutout2D
at pixels, source by source.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from astropy.nddata import Cutout2D

from peer_cutouts import SIDE, SIGMA, WINDOW, Tile, run
from peer_cutouts_astropy import resampled


def make(tile: Tile, positions: np.ndarray, stretch: bool) -> Iterator[np.ndarray]:
    columns, rows = tile.wcs.all_world2pix(positions[:, 0], positions[:, 1], 0)
    for position in zip(columns, rows):
        bands = np.empty((1, 3, SIDE, SIDE), np.float32)
        for place, image in enumerate(tile.images):
            cutout = Cutout2D(image, position, (WINDOW, WINDOW), mode="partial", fill_value=np.nan)
            x, y = cutout.input_position_cutout
            bands[0, place] = resampled(cutout.data, x, y, SIGMA[place] if stretch else None)
        yield bands


if __name__ == "__main__":
    run(make)
