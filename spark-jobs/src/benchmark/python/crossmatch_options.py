"""The command line of bin/benchmark crossmatch."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import machine
from benchmark_run import DEFAULT_DATA
from crossmatch_tools import TOOLS
from data_size import DataSize

SEED = 1  # of the inputs

DIFFERENCES = """
Every tool reads 14 of the catalog's 22 columns and hands them on with 6 of the spectra and the separation.
What is not alike: allsky and scan read coadd_id beside them, and STILTS reads FITS, the others Parquet.
allsky lists rejected rows and measures how many pairs chance makes, too; the others do not. allsky answers
with each source's nearest spectrum, the others with each spectrum's nearest source. Both follow from all
pairs within the radius, for which allsky is asked once more, untimed, and what each tool found is compared
with that. All take only spectra that may label: zwarning 0, primary."""


def read_options(description: str) -> argparse.Namespace:
    """What the user wants; ends the program where that cannot be."""
    parser = argparse.ArgumentParser(
        prog="bin/benchmark crossmatch",
        description=description,
        formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=110),
        epilog="tools:\n" + "\n".join(f"  {tool.name:<9} {tool.what}" for tool in TOOLS.values())
        + "\n" + DIFFERENCES,
    )
    parser.add_argument(
        "--rounds", type=int, default=3, metavar="N", help="times that every tool is run (%(default)s)"
    )
    parser.add_argument(
        "--sizes",
        default="5,20,80",
        metavar="LIST",
        help="millions of sources, matched with 500 thousand spectra, or both, such as 1kx10k (%(default)s)",
    )
    parser.add_argument(
        "--tools",
        metavar="LIST",
        help=f"of {','.join(TOOLS)}; default all, those that work in memory up to 20 million sources only",
    )
    parser.add_argument(
        "--radius-arcsec", type=float, default=6.0, metavar="R", help="largest separation (%(default)s)"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help="folder of inputs, which are made where they are not there, and of outputs and results; about"
        " 9 GB for the default sizes (%(default)s)",
    )
    parser.add_argument(
        "--master",
        default=f"local[{machine.cores()}]",
        metavar="URL",
        help="of Spark; the N of local[N] also bounds the other tools; processor time and memory of a"
        " cluster's workers are not seen (%(default)s)",
    )
    parser.add_argument(
        "--extra-options",
        default="",
        metavar="WORDS",
        help="for bin/allsky before the job, such as '--conf spark.sql.files.maxPartitionBytes=32m'",
    )
    parser.add_argument(
        "--job-options", default="", metavar="WORDS", help="for crossmatch, behind the benchmark's own"
    )
    parser.add_argument("--prepare", action="store_true", help="make the inputs and stop")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error(f"--rounds must be positive: {options.rounds}")
    if not 0 < options.radius_arcsec <= 3600:
        parser.error(f"--radius-arcsec must be above 0 and at most 3600: {options.radius_arcsec}")
    try:
        options.sizes = sorted({DataSize.parse(size) for size in options.sizes.split(",")})
    except ValueError as error:
        parser.error(
            f"unknown size {error}: say millions of sources (20), or 1kx10k for at least 1000 spectra and"
            " as many sources"
        )
    local = re.fullmatch(r"local\[(\d+)\]", options.master)
    options.cores = int(local.group(1)) if local else machine.cores()
    options.chosen = options.tools is not None
    options.tools = list(TOOLS) if options.tools is None else options.tools.split(",")
    for name in options.tools:
        if name not in TOOLS:
            parser.error(f"unknown tool {name}: choose of {','.join(TOOLS)}")
    return options
