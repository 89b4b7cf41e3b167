"""The tools that are compared, each as the command line of its fastest way to answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import machine
from data_size import DataSize
from simulated_columns import NUMERIC_COLUMNS

PYTHON = Path(__file__).resolve().parent
NO_LIMIT = sys.maxsize
IN_MEMORY = 20_000_000  # sources; 80 million would take about 26 GB

# Of the 22 columns of the catalog. crossmatch adds the key and the tile, whatever is asked for.
CATALOG_COLUMNS = [*NUMERIC_COLUMNS, "coadd_id"]


@dataclass(frozen=True)
class Setting:
    """What is the same for all tools and sizes."""

    repository: Path
    data: Path
    radius_arcsec: float
    master: str
    cores: int
    spark_options: list[str]
    job_options: list[str]

    def output(self, name: str, size: DataSize) -> Path:
        return self.data / "outputs" / f"{name}-{size}{'.fits' if name == 'stilts' else '.parquet'}"

    def bin_allsky(self, *words: str) -> list[str]:
        program = str(self.repository / "bin/allsky")
        return [program, "--master", self.master, *self.spark_options, *words]


@dataclass(frozen=True)
class Tool:
    """most_sources: above them it is run only where it is named."""

    name: str
    what: str
    command: Callable[[Setting, DataSize, Path], list[str]]
    most_sources: int = NO_LIMIT
    packages: frozenset[str] = frozenset()
    reads_fits: bool = False

    def inputs(self, setting: Setting, size: DataSize) -> list[Path]:
        suffix = ".fits" if self.reads_fits else ""
        return [data_set(setting.data, size) / (name + suffix) for name in ("catalog", "spectra")]


def data_set(data: Path, size: DataSize) -> Path:
    """The folder of one size's inputs."""
    return data / str(size)


def allsky(setting: Setting, size: DataSize, output: Path, match: str = "best") -> list[str]:
    folder = data_set(setting.data, size)
    return setting.bin_allsky(
        "crossmatch",
        *("--sources", str(folder / "catalog")),
        *("--spectra", str(folder / "spectra")),
        *("--output", str(output)),
        *("--radius-arcsec", str(setting.radius_arcsec)),
        *("--match", match),
        *("--columns", ",".join(CATALOG_COLUMNS)),
        *setting.job_options,
    )


def _scan(setting: Setting, size: DataSize, output: Path) -> list[str]:
    """Counting what is not null is the least that makes Spark decode a column."""
    counts = ", ".join(f"count({name})" for name in CATALOG_COLUMNS)
    catalog = data_set(setting.data, size) / "catalog"
    return setting.bin_allsky("sql", "--execute", f"select {counts} from parquet.`{catalog}`")


def _python(script: str) -> Callable[[Setting, DataSize, Path], list[str]]:
    def command(setting: Setting, size: DataSize, output: Path) -> list[str]:
        folder = data_set(setting.data, size)
        paths = [str(folder / "catalog"), str(folder / "spectra"), str(output)]
        words = [*paths, str(setting.radius_arcsec), str(setting.cores)]
        return [sys.executable, str(PYTHON / script), *words]

    return command


def _stilts(setting: Setting, size: DataSize, output: Path) -> list[str]:
    folder = data_set(setting.data, size)
    # Java's own bound, a quarter of the memory, can be too little for 20 million sources.
    heap_mib = machine.memory_bytes() * 6 // 10 // 2**20
    return [
        "stilts",
        f"-Xmx{heap_mib}m",
        "tmatch2",
        f"in1={folder / 'spectra.fits'}",
        "icmd1=select 'zwarning == 0 && specprimary != 0'",
        "values1=plug_ra plug_dec",
        f"in2={folder / 'catalog.fits'}",
        "values2=ra dec",
        "matcher=sky",
        f"params={setting.radius_arcsec}",
        "find=best1",
        "join=1and2",
        f"runner=parallel{setting.cores}",
        "progress=none",
        "ofmt=fits-basic",
        f"out={output}",
    ]


TOOLS = {
    tool.name: tool
    for tool in (
        Tool("allsky", "bin/allsky crossmatch --match best: each source's nearest spectrum", allsky),
        Tool("scan", "bin/allsky sql: count(column) of the columns that allsky reads, the floor", _scan),
        Tool(
            "scipy",
            "cKDTree, the kernel of LSDB, on all cores: each spectrum's nearest source",
            _python("peer_scipy.py"),
            IN_MEMORY,
            frozenset({"scipy", "pyarrow"}),
        ),
        Tool(
            "astropy",
            "match_to_catalog_sky: each spectrum's nearest source",
            _python("peer_astropy.py"),
            IN_MEMORY,
            frozenset({"astropy", "scipy", "pyarrow"}),
        ),
        Tool(
            "stilts",
            "tmatch2 find=best1, FITS in and out: each spectrum's nearest source",
            _stilts,
            IN_MEMORY,
            # Its output is read by astropy when pairs are compared.
            frozenset({"astropy"}),
            reads_fits=True,
        ),
    )
}
