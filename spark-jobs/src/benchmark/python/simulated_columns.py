"""The other columns of the simulated catalog and spectra, under the archives' names and types.

Values are plausible and not constant, because what a table costs to read depends on how it packs.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

BANDS = ("w1", "w2", "w3", "w4")
# Vega magnitudes at which an AllWISE source has a signal-to-noise ratio of 5 (AllWISE Explanatory
# Supplement, section II.2.a), and colours of an ordinary source relative to w1.
DEPTHS = {"w1": 16.9, "w2": 16.0, "w3": 11.5, "w4": 8.0}
COLOURS = {"w1": (0.0, 0.0), "w2": (0.2, 0.4), "w3": (2.0, 1.2), "w4": (4.5, 1.5)}
LIMIT_SNR = 2.0
CELL_DEG = 1.8  # side of a cell of HEALPix order 5, in which the archive parts its files

# What the in-memory tools read of the catalog: all of its numbers but the signal-to-noise ratios.
NUMERIC_COLUMNS = (
    "cntr ra dec sigra sigdec w1mpro w1sigmpro w2mpro w2sigmpro w3mpro w3sigmpro w4mpro w4sigmpro"
    " ext_flg"
).split()
SPECTRUM_COLUMNS = "specobjid plug_ra plug_dec class z zwarning".split()

FITS_SOURCE = np.dtype(
    [(name, ">i8" if name in ("cntr", "ext_flg") else ">f8") for name in NUMERIC_COLUMNS]
)
FITS_SPECTRUM = np.dtype(
    [
        ("specobjid", "S22"),
        ("plug_ra", ">f8"),
        ("plug_dec", ">f8"),
        ("class", "S6"),
        ("z", ">f4"),
        ("zwarning", ">i4"),
        ("specprimary", "|u1"),
    ]
)


def spatial_order(ra: np.ndarray, dec: np.ndarray) -> np.ndarray:
    """Sorts positions by cell, row of cells by row of cells; within a cell they stay as drawn."""
    return np.argsort(_cells(ra, dec), kind="stable")


def sources(random: np.random.Generator, first_cntr: int, ra: np.ndarray, dec: np.ndarray) -> pa.Table:
    """The 22 columns of the catalog."""
    count = len(ra)
    columns: dict[str, pa.Array | np.ndarray] = {
        "designation": _designations(ra, dec),
        "ra": ra,
        "dec": dec,
    }
    # Number counts that rise by 0.35 dex a magnitude to the depth of the survey.
    w1 = np.maximum(17.5 + np.log10(1 - random.random(count)) / 0.35, 4.0)
    sigma = np.round(0.035 + 0.02 * np.exp(0.9 * (w1 - 15.5)) * random.lognormal(0, 0.1, count), 4)
    columns["sigra"] = sigma
    columns["sigdec"] = np.round(sigma * random.uniform(0.97, 1.03, count), 4)
    columns["cntr"] = np.arange(first_cntr, first_cntr + count, dtype=np.int64)
    columns["coadd_id"] = _coadds(ra, dec)
    quality = np.zeros(count, np.int64)
    for band in BANDS:
        mean, spread = COLOURS[band]
        magnitude = w1 - mean - spread * random.standard_normal(count)
        snr = np.minimum(5 * 10 ** (0.4 * (DEPTHS[band] - magnitude)), 60.0)
        limit = snr < LIMIT_SNR
        magnitude = np.where(limit, DEPTHS[band] + 0.4 * random.standard_normal(count), magnitude)
        columns[band + "mpro"] = np.round(magnitude, 3)
        columns[band + "sigmpro"] = pa.array(np.round(1.0857 / snr, 3), mask=limit)
        columns[band + "snr"] = np.round(snr, 1)
        quality = 4 * quality + np.searchsorted([LIMIT_SNR, 3.0, 10.0], snr, side="right")
    artefacts = ["0000", "d000", "dd00", "h000", "00h0"]
    columns["cc_flags"] = _chosen(artefacts, [0.9, 0.03, 0.03, 0.02, 0.02], random, count)
    columns["ext_flg"] = np.where(random.random(count) < 0.95, 0, random.integers(1, 6, count))
    columns["ph_qual"] = _taken(_quality_names(), quality)
    return pa.table(columns)


def fits_sources(table: pa.Table) -> np.ndarray:
    """The columns that STILTS gets, as records; null becomes NaN."""
    records = np.empty(len(table), FITS_SOURCE)
    for name in NUMERIC_COLUMNS:
        records[name] = table[name].to_numpy()
    return records


def spectra(random: np.random.Generator, ra: np.ndarray, dec: np.ndarray) -> pa.Table:
    """The columns of SDSS's specObj that a cross-match uses; one in seven may label nothing."""
    count = len(ra)
    # plate << 50 in the archive; as text, because plates from 8192 exceed a signed 64-bit number.
    keys = [str((266 + row // 640 << 50) + (row % 640 + 1 << 38)) for row in range(count)]
    classes = _chosen(["GALAXY", "STAR", "QSO"], [0.6, 0.22, 0.18], random, count)
    warnings = np.where(random.random(count) < 0.93, 0, 4).astype(np.int32)
    return pa.table(
        {
            "specobjid": pa.array(keys),
            "plug_ra": ra,
            "plug_dec": dec,
            "class": classes,
            "z": np.round(random.gamma(1.5, 0.4, count), 5).astype(np.float32),
            "zwarning": warnings,
            "specprimary": (random.random(count) < 0.92).astype(np.int16),
        }
    )


def fits_spectra(table: pa.Table) -> np.ndarray:
    """Spectra as records; text is padded with blanks, as in the archive's file."""
    records = np.empty(len(table), FITS_SPECTRUM)
    for name in FITS_SPECTRUM.names:
        values = table[name].to_numpy()
        if FITS_SPECTRUM[name].kind == "S":
            values = np.char.ljust(values.astype(FITS_SPECTRUM[name]), FITS_SPECTRUM[name].itemsize)
        records[name] = values
    return records


def _cells(ra: np.ndarray, dec: np.ndarray) -> np.ndarray:
    row = ((dec + 90) // CELL_DEG).astype(np.int64)
    middle = np.radians((row + 0.5) * CELL_DEG - 90)
    across = np.maximum(np.ceil(360 / CELL_DEG * np.cos(middle)), 1)
    return row * 1000 + np.minimum(ra / 360 * across, across - 1).astype(np.int64)


def _coadds(ra: np.ndarray, dec: np.ndarray) -> pa.Array:
    """Names after the cell's first source, in the form of an Atlas tile's."""
    _, first, cell = np.unique(_cells(ra, dec), return_index=True, return_inverse=True)
    names = [
        f"{round(10 * ra[row]) % 3600:04d}{'m' if dec[row] < 0 else 'p'}{abs(round(10 * dec[row])):03d}_ac51"
        for row in first
    ]
    return _taken(names, cell)


def _designations(ra: np.ndarray, dec: np.ndarray) -> pa.Array:
    """J000000.00+000000.0, truncated as the archive does; digits are set without a loop over rows."""
    text = np.empty((len(ra), 19), np.uint8)
    text[:, 0] = ord("J")
    text[:, 10] = np.where(dec < 0, ord("-"), ord("+"))
    text[:, [7, 17]] = ord(".")
    hundredths = (ra * 24000).astype(np.int64)  # of a second of time
    tenths = (np.abs(dec) * 36000).astype(np.int64)  # of an arcsecond
    _digits(text, hundredths, [(9, 10), (8, 10), (6, 10), (5, 6), (4, 10), (3, 6), (2, 10), (1, 10)])
    _digits(text, tenths, [(18, 10), (16, 10), (15, 6), (14, 10), (13, 6), (12, 10), (11, 10)])
    ends = np.arange(0, 19 * len(ra) + 1, 19, dtype=np.int32)
    return pa.StringArray.from_buffers(len(ra), pa.py_buffer(ends), pa.py_buffer(text.tobytes()))


def _digits(text: np.ndarray, values: np.ndarray, places: list[tuple[int, int]]) -> None:
    for place, base in places:
        values, digit = np.divmod(values, base)
        text[:, place] = digit + ord("0")


def _quality_names() -> list[str]:
    return ["".join("UCBA"[code >> shift & 3] for shift in (6, 4, 2, 0)) for code in range(256)]


def _chosen(names: list[str], shares: list[float], random: np.random.Generator, count: int) -> pa.Array:
    edges = np.cumsum(shares)[:-1]
    return _taken(names, np.searchsorted(edges, random.random(count), side="right"))


def _taken(names: list[str], which: np.ndarray) -> pa.Array:
    return pa.array(names).take(pa.array(which))
