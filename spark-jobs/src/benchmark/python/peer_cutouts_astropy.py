"""Cutouts as astropy's documentation makes them: Cutout2D at a SkyCoord, source by source.

scipy's affine_transform puts the source's exact position into the middle, which zoom would not.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from astropy import units
from astropy.coordinates import SkyCoord
from astropy.nddata import Cutout2D
from scipy.ndimage import affine_transform

from peer_cutouts import SIDE, SIGMA, STEP, WINDOW, Tile, ring_mask, run

RING = ring_mask()


def make(tile: Tile, positions: np.ndarray, stretch: bool) -> Iterator[np.ndarray]:
    coordinates = SkyCoord(positions, unit=units.deg, frame="fk5")
    for coordinate in coordinates:
        yield _bands(tile, coordinate, stretch)[np.newaxis]


def _bands(tile: Tile, position: object, stretch: bool) -> np.ndarray:
    bands = np.empty((3, SIDE, SIDE), np.float32)
    for place, image in enumerate(tile.images):
        cutout = Cutout2D(
            image, position, (WINDOW, WINDOW), wcs=tile.wcs, mode="partial", fill_value=np.nan
        )
        x, y = cutout.input_position_cutout
        bands[place] = resampled(cutout.data, x, y, SIGMA[place] if stretch else None)
    return bands


def resampled(window: np.ndarray, x: float, y: float, sigma: float | None) -> np.ndarray:
    pixels = window - np.median(window[RING])
    if sigma is not None:
        pixels = np.arcsinh(pixels / sigma) / 10
    corner = np.array([y, x]) - (SIDE - 1) / 2 * STEP
    return affine_transform(pixels, [STEP, STEP], corner, (SIDE, SIDE), order=1)


if __name__ == "__main__":
    run(make)
