"""What the Python tools have in common: the question, the columns they read and what they write.

The question: for each spectrum that may label (zwarning 0, primary, as bin/allsky takes them by
default), which source is nearest, if any lies within the radius?
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from simulated_columns import NUMERIC_COLUMNS, SPECTRUM_COLUMNS

# Spectra's and sources' ra and dec in degrees, radius in arcsec and number of cores to the number of
# the nearest source and the separation in arcsec, for each spectrum.
Nearest = Callable[["Question"], tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class Question:
    spectrum_ra: np.ndarray
    spectrum_dec: np.ndarray
    source_ra: np.ndarray
    source_dec: np.ndarray
    radius_arcsec: float
    cores: int


def answer(nearest: Nearest) -> None:
    """Reads the command line and the tables, asks, and writes the matches."""
    parser = argparse.ArgumentParser()
    for name in ("catalog", "spectra", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("radius_arcsec", type=float)
    parser.add_argument("cores", type=int)
    options = parser.parse_args()
    pa.set_cpu_count(options.cores)
    sources = ds.dataset(options.catalog).to_table(columns=list(NUMERIC_COLUMNS))
    spectra = ds.dataset(options.spectra).to_table(
        columns=SPECTRUM_COLUMNS, filter=(ds.field("zwarning") == 0) & (ds.field("specprimary") != 0)
    )
    question = Question(
        spectra["plug_ra"].to_numpy(),
        spectra["plug_dec"].to_numpy(),
        sources["ra"].to_numpy(),
        sources["dec"].to_numpy(),
        options.radius_arcsec,
        options.cores,
    )
    source, separation_arcsec = nearest(question)
    found = np.flatnonzero(separation_arcsec <= options.radius_arcsec)
    matches = spectra.take(found)
    partners = sources.take(source[found])
    for name in NUMERIC_COLUMNS:
        matches = matches.append_column(name, partners[name])
    matches = matches.append_column("separation_arcsec", pa.array(separation_arcsec[found]))
    pq.write_table(matches, options.output)
