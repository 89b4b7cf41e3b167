"""Makes one data set of a benchmark, or keeps it where it lies already.

DATA/500kx20M/ holds catalog/ and spectra/ (Parquet), spectra.fits, catalog.fits (where a tool needs
it) and data_set.json, which is written last and says from which seed and version all of it comes.
Run as a program of its own, so that its memory does not count as that of what is measured after it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import simulated_columns
from data_size import DataSize
from fits_table import FitsTableWriter
from random_sky import CAP_SOURCES, Positions, RandomSky

VERSION = 1  # raise it with any change of what is generated
CHUNK_ROWS = 1_000_000
FILE_ROWS = 1_500_000
ROW_GROUP_ROWS = 131_072
MATCHED_SHARE = 0.80


@dataclass(frozen=True)
class DataSet:
    """The files of one size and seed."""

    folder: Path
    size: DataSize
    seed: int

    def make(self) -> None:
        marker = self.folder / "data_set.json"
        if marker.exists() and json.loads(marker.read_text()) == self._identity():
            return
        if self.folder.exists() and not marker.exists():
            sys.exit(
                f"benchmark: cannot write {self.folder}: the benchmark did not make it; name another --data"
            )
        partial = self.folder.with_name(self.folder.name + ".partial")
        for old in (partial, self.folder):
            shutil.rmtree(old, ignore_errors=True)
        partial.mkdir(parents=True)
        self._write(partial)
        (partial / marker.name).write_text(json.dumps(self._identity(), indent=2) + "\n")
        partial.rename(self.folder)

    def make_fits_catalog(self) -> None:
        """The numbers of the catalog as one FITS table, in the order of the Parquet files."""
        fits = self.folder / "catalog.fits"
        if fits.exists():
            return
        partial = fits.with_suffix(".partial")
        with FitsTableWriter(partial, "ALLWISE", simulated_columns.FITS_SOURCE) as writer:
            for part in sorted((self.folder / "catalog").glob("*.parquet")):
                for rows in pq.ParquetFile(part).iter_batches(
                    ROW_GROUP_ROWS, columns=list(simulated_columns.NUMERIC_COLUMNS)
                ):
                    writer.append(simulated_columns.fits_sources(pa.Table.from_batches([rows])))
        partial.rename(fits)

    def _identity(self) -> dict[str, int]:
        return {
            "version": VERSION,
            "seed": self.seed,
            "spectra": self.size.spectra,
            "sources": self.size.sources,
        }

    def _write(self, folder: Path) -> None:
        sky = RandomSky(self.seed)
        scratch = folder / "scratch"
        scratch.mkdir()
        near = self._spill(sky, scratch)
        self._write_spectra(sky, near, folder)
        (folder / "catalog").mkdir()
        first = 1
        for number, band in enumerate(sorted(scratch.iterdir())):
            ra, dec = np.fromfile(band).reshape(-1, 2).T
            order = simulated_columns.spatial_order(ra, dec)
            table = simulated_columns.sources(sky.random, first, ra[order], dec[order])
            first += len(table)
            _write_parquet(table, folder / "catalog" / f"part-{number:05d}.parquet")
            done = f"{first - 1:,} of {self.size.sources:,} sources"
            print(f"benchmark: {self.folder.name}: {done}", flush=True)
        shutil.rmtree(scratch)

    def _spill(self, sky: RandomSky, scratch: Path) -> Positions:
        """Draws all positions into one file for each band of declination; gives some of them."""
        caps = min(CAP_SOURCES, self.size.sources // 400)
        matched = int(MATCHED_SHARE * self.size.spectra)
        edges = self._band_edges()
        near: list[Positions] = []
        left, partners = self.size.sources, matched
        while left > 0:
            if left == self.size.sources:
                positions = sky.caps(caps)
            else:
                positions = sky.sources(min(CHUNK_ROWS, left))
            drawn = len(positions[0])
            chosen = sky.random.choice(drawn, round(partners * drawn / left), replace=False)
            near.append((positions[0][chosen], positions[1][chosen]))
            _append_by_band(positions, edges, scratch)
            left -= drawn
            partners -= len(chosen)
        return np.concatenate([ra for ra, _ in near]), np.concatenate([dec for _, dec in near])

    def _band_edges(self) -> np.ndarray:
        """Declinations that part the sky into bands of about as many sources each."""
        bands = -(-self.size.sources // FILE_ROWS)
        _, dec = RandomSky(self.seed).sources(200_000)
        return np.quantile(dec, np.arange(1, bands) / bands)

    def _write_spectra(self, sky: RandomSky, near: Positions, folder: Path) -> None:
        table = simulated_columns.spectra(sky.random, *sky.spectra(self.size.spectra, near))
        (folder / "spectra").mkdir()
        _write_parquet(table, folder / "spectra" / "part-00000.parquet")
        with FitsTableWriter(folder / "spectra.fits", "SPECOBJ", simulated_columns.FITS_SPECTRUM) as writer:
            writer.append(simulated_columns.fits_spectra(table))


def _append_by_band(positions: Positions, edges: np.ndarray, scratch: Path) -> None:
    band = np.searchsorted(edges, positions[1], side="right")
    pairs = np.stack(positions, axis=1)
    for number in np.unique(band):
        with (scratch / f"{number:05d}").open("ab") as file:
            pairs[band == number].tofile(file)


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, row_group_size=ROW_GROUP_ROWS, compression="snappy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=DataSize.parse)
    parser.add_argument("seed", type=int)
    parser.add_argument("--fits-catalog", action="store_true", help="write catalog.fits as well")
    options = parser.parse_args()
    data = DataSet(options.folder, options.size, options.seed)
    data.make()
    if options.fits_catalog:
        data.make_fits_catalog()


if __name__ == "__main__":
    main()
