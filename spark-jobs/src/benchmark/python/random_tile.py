"""A full tile of the Atlas's size and header with noise for pixels, and random positions on it.

Only the numbers of pixels and sources matter to the time that cutting takes.

    python3 random_tile.py FOLDER SOURCES SEED
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

COADD_ID = "1210p015_ac51"
CENTRE = (121.0452, 1.514444)
SIDE = 4095
SCALE_DEG = 0.0003819444391411
EDGE_PIXELS = 36.4  # no source of AllWISE lies closer to the edge of its tile
# Zero point, level and noise in DN of W1, W2 and W3.
BANDS = {1: (20.5, 8.0, 0.50), 2: (19.5, 15.0, 0.71), 3: (18.0, 600.0, 8.2)}


def image_name(band: int, coadd_id: str = COADD_ID) -> str:
    return f"{coadd_id}-w{band}-int-3.fits"


def positions_name() -> str:
    return "positions.f8"


def make(
    folder: Path, sources: int, seed: int, coadd_id: str = COADD_ID, centre: tuple[float, float] = CENTRE
) -> None:
    """centre: right ascension and declination in degrees."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    for band, (zero_point, level, noise) in BANDS.items():
        pixels = random.standard_normal((SIDE, SIDE), dtype=np.float32) * noise + level
        cards = header(band, zero_point, coadd_id, centre)
        fits.writeto(folder / image_name(band, coadd_id), pixels.astype(">f4"), cards)
    x, y = random.uniform(EDGE_PIXELS, SIDE - EDGE_PIXELS, (2, sources))
    # The WCS of the header alone: Python's would take EQUINOX without RADESYS for FK5.
    ra, dec = WCS(header(1, 20.5, coadd_id, centre)).all_pix2world(x, y, 0)
    positions = np.column_stack([ra, dec])
    np.savetxt(folder / "positions.csv", positions, "%.9f", ",", header="ra,dec", comments="")
    positions.astype("<f8").tofile(folder / positions_name())


def header(band: int, zero_point: float, coadd_id: str, centre: tuple[float, float]) -> fits.Header:
    cards = fits.Header()
    cards["CTYPE1"], cards["CTYPE2"] = "RA---SIN", "DEC--SIN"
    cards["CRVAL1"], cards["CRVAL2"] = centre
    cards["CRPIX1"] = cards["CRPIX2"] = (SIDE + 1) / 2
    cards["CDELT1"], cards["CDELT2"], cards["CROTA2"] = -SCALE_DEG, SCALE_DEG, 0.0
    cards["EQUINOX"] = 2000.0
    cards["BAND"], cards["COADDID"], cards["MAGZP"] = band, coadd_id, zero_point
    cards["TELESCOP"] = ("SIMULATED", "noise, not taken by a telescope")
    return cards


def whole_header(band: int, zero_point: float, coadd_id: str, centre: tuple[float, float]) -> fits.Header:
    """The header as it stands in a file, with the cards of the pixels."""
    cards = fits.Header([("SIMPLE", True), ("BITPIX", -32), ("NAXIS", 2), ("NAXIS1", SIDE), ("NAXIS2", SIDE)])
    cards.update(header(band, zero_point, coadd_id, centre))
    return cards


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
