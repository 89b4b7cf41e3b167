"""Do the tools find the same pairs?  Compares what each wrote with every pair that allsky finds.

From all pairs within the radius follow both what the others were asked (the nearest source of each
spectrum) and what allsky was asked (the nearest spectrum of each source). Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.dataset as ds

# Separations that differ by less are the same number calculated in two ways.
SAME_ARCSEC = 1e-6


@dataclass(frozen=True)
class Pairs:
    spectrum: np.ndarray
    source: np.ndarray
    separation_arcsec: np.ndarray
    ra: np.ndarray
    dec: np.ndarray

    def __len__(self) -> int:
        return len(self.spectrum)

    def chosen(self, rows: np.ndarray) -> Pairs:
        return Pairs(
            self.spectrum[rows],
            self.source[rows],
            self.separation_arcsec[rows],
            self.ra[rows],
            self.dec[rows],
        )

    def swapped(self) -> Pairs:
        """With the names of spectra and sources exchanged."""
        return Pairs(self.source, self.spectrum, self.separation_arcsec, self.ra, self.dec)

    def nearest(self) -> Pairs:
        """Each spectrum's nearest source, and of several as near the one of the lowest key."""
        order = np.lexsort((self.source, self.separation_arcsec, self.spectrum))
        _, first = np.unique(self.spectrum[order], return_index=True)
        return self.chosen(order[first])


def read(path: Path) -> Pairs:
    """A tool's matches: FITS from STILTS, Parquet from all others."""
    names = ["specobjid", "cntr", "separation_arcsec", "ra", "dec"]
    if path.suffix == ".fits":
        from astropy.io import fits

        names[2] = "Separation"
        with fits.open(path) as file:
            columns = [np.array(file[1].data[name]) for name in names]
    else:
        table = ds.dataset(path).to_table(columns=names)
        columns = [table[name].to_numpy() for name in names]
    spectrum, source, *numbers = columns
    native = [values.astype(np.float64) for values in numbers]
    return Pairs(spectrum.astype("S22").astype(np.uint64), source.astype(np.int64), *native)


def compare(expected: Pairs, found: Pairs, radius_arcsec: float) -> dict[str, int]:
    """expected: the nearest source of each spectrum. Ties are different sources as near as each other."""
    rows = len(found)
    found = found.nearest()
    _, in_expected, in_found = np.intersect1d(
        expected.spectrum, found.spectrum, assume_unique=True, return_indices=True
    )
    missing = expected.chosen(np.setdiff1d(np.arange(len(expected)), in_expected))
    other = expected.source[in_expected] != found.source[in_found]
    difference = expected.separation_arcsec[in_expected] - found.separation_arcsec[in_found]
    tied = np.abs(difference) < SAME_ARCSEC
    return {
        "pairs": rows,
        "same": int(np.sum(~other)),
        "tied": int(np.sum(other & tied)),
        "farther": int(np.sum(other & ~tied)),
        "missing": len(missing),
        "missing_at_ra_0": int(np.sum(_is_near_ra_0(missing, radius_arcsec))),
        "missing_at_radius": int(np.sum(missing.separation_arcsec > radius_arcsec - SAME_ARCSEC)),
        "extra": rows - len(in_found),
    }


def _is_near_ra_0(pairs: Pairs, radius_arcsec: float) -> np.ndarray:
    """Within the radius of the half circle from pole to pole at right ascension 0."""
    ra, dec = np.radians(pairs.ra), np.radians(pairs.dec)
    away = np.abs(np.sin(ra)) * np.cos(dec)
    at_pole = np.cos(dec) < np.sin(np.radians(radius_arcsec / 3600))
    return at_pole | ((np.cos(ra) > 0) & (away < np.sin(np.radians(radius_arcsec / 3600))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("radius_arcsec", type=float)
    parser.add_argument("all_pairs", type=Path)
    parser.add_argument("best", type=Path)
    parser.add_argument("peers", nargs="*", metavar="NAME=PATH")
    options = parser.parse_args()
    every = read(options.all_pairs)
    of_spectra = every.nearest()
    of_sources = every.swapped().nearest()
    result: dict[str, object] = {
        "all_pairs": len(every),
        "nearest_of_each_source": len(of_sources),
        "nearest_of_each_spectrum": len(of_spectra),
        "allsky": compare(of_sources, read(options.best).swapped(), options.radius_arcsec),
        "peers": {},
    }
    for peer in options.peers:
        name, path = peer.split("=", 1)
        result["peers"][name] = compare(of_spectra, read(Path(path)), options.radius_arcsec)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
