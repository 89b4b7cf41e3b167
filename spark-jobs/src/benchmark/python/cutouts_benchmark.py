"""Cutting sources out of a tile by allsky beside astropy and numpy, on one core each.

From the FITS files of a full tile in W1 W2 W3 and a list of positions to one input of 3 x 80 x 80 a
source: WCS, window of 43 x 43 pixels, background off, bilinear interpolation centred on the source;
with --recipe stretched the asinh stretch before it. Measured is the processor time of the whole
process, pinned to one core, in passes over the tile after a first one that is not counted; the tools
take turns in each round. The first tool cuts as stack-cutouts does, with the scatter of the
background. Then allsky alone with fewer and more sources, and whole runs of
bin/allsky stack-cutouts. Prints tables and writes all of it as JSON into the data folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
from pathlib import Path

import numpy as np

import machine
import random_tile
from benchmark_run import (
    REPOSITORY,
    add_data_option,
    chosen_tools,
    data_folder,
    ended,
    in_turns,
    made,
    print_facts,
    refuse,
    write_result,
)
from cutouts_tools import TOOLS, Tool
from measured_process import measure, told

SEED = 1
FIRST = 100  # sources whose inputs are compared
SHARES = (0.25, 0.5, 1, 2)  # of --sources, for the line


def main() -> None:
    options = read_options()
    ended(lambda: run(options))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/benchmark cutouts",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="tools:\n" + "\n".join(f"  {tool.name:<9} {tool.what}" for tool in TOOLS.values()),
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of every tool (%(default)s)")
    parser.add_argument("--passes", type=int, default=4, metavar="N", help="passes a turn (%(default)s)")
    parser.add_argument(
        "--sources", type=int, default=41_000, metavar="N", help="on the tile, the Atlas's mean (%(default)s)"
    )
    parser.add_argument(
        "--sample", type=int, default=1_000, metavar="N", help="sources for the slow tools (%(default)s)"
    )
    parser.add_argument(
        "--recipe", choices=("resampled", "stretched"), default="resampled", help="what is made (%(default)s)"
    )
    parser.add_argument("--tools", default=",".join(TOOLS), metavar="LIST", help="(%(default)s)")
    parser.add_argument("--core", type=int, help="the core to pin tools to; default the last one")
    parser.add_argument("--no-job", action="store_true", help="leave out the runs of bin/allsky stack-cutouts")
    add_data_option(parser, "inputs, 200 MB, which are made where they are not there, and of results")
    options = parser.parse_args()
    options.tools = chosen_tools(parser, options.tools, TOOLS)
    if options.passes < 2:
        parser.error(f"--passes must be 2 or more: {options.passes}")
    if min(options.sources, options.sample) < FIRST:
        parser.error(f"--sources and --sample must be {FIRST} or more")
    return options


def run(options: argparse.Namespace) -> None:
    data = data_folder(options.data)
    refuse(data, ("numpy", "scipy", "astropy"))
    folder = tile(data, options.sources)
    core = max(os.sched_getaffinity(0)) if options.core is None else options.core
    facts = machine.facts(REPOSITORY)
    print_facts(facts)
    turns, loads = in_turns(
        options.tools, options.rounds, lambda name: turn(TOOLS[name], folder, options, core), "micros", "us a source"
    )
    result = {
        "machine": facts,
        "options": {"sources": options.sources, "sample": options.sample, "recipe": options.recipe},
        "load_average_before_round": loads,
        "turns": turns,
        "differences": differences(data, options.tools),
        "line": line(folder, options, core) if "allsky" in options.tools else [],
        "job": [] if options.no_job else jobs(folder, data, options),
    }
    print_summary(result)
    print(f"\nresults: {write_result('cutouts', result, data)}")


def tile(data: Path, sources: int) -> Path:
    """The folder of the tile, with twice the sources for the line."""
    return made(data / f"tile-{sources}", lambda folder: random_tile.make(folder, 2 * sources, SEED))


def turn(tool: Tool, folder: Path, options: argparse.Namespace, core: int) -> dict[str, float]:
    sources = options.sample if tool.slow else options.sources
    passes = measured(tool, folder, sources, options, core)
    micros = 1e6 * (passes["read_seconds"] / options.sources + passes["cut_seconds"] / sources)
    return passes | {"micros": micros}


def measured(
    tool: Tool, folder: Path, sources: int, options: argparse.Namespace, core: int
) -> dict[str, float]:
    """Medians of a turn's passes but the first."""
    output = folder.parent / "outputs" / f"cutouts-{tool.name}.f4"
    output.parent.mkdir(parents=True, exist_ok=True)
    arguments = [str(folder), str(sources), str(options.passes), options.recipe, str(output), str(FIRST)]
    command = ["taskset", "-c", str(core), *tool.command(REPOSITORY, arguments)]
    alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    passes = told(tool.name, command, alone)
    names = [name for name in passes[0] if name != "sum"]
    first = {f"first_{name}": passes[0][name] for name in ("read_seconds", "cut_seconds")}
    return first | {name: statistics.median(each[name] for each in passes[1:]) for name in names}


def differences(data: Path, names: list[str]) -> dict[str, float]:
    """The largest difference of an input's value from allsky's, as a share of its band's noise or stretch."""
    outputs = data / "outputs"
    made = {
        name: np.fromfile(outputs / f"cutouts-{name}.f4", "<f4").reshape(FIRST, 3, -1)
        for name in names
        if name != "floor"
    }
    if "allsky" not in made:
        return {}
    ours = made.pop("allsky")
    scatter = ours.std(axis=(0, 2), keepdims=True)
    return {name: float(np.max(np.abs(values - ours) / scatter)) for name, values in made.items()}


def line(folder: Path, options: argparse.Namespace, core: int) -> list[dict[str, float]]:
    """allsky with fewer and more sources on the same tile."""
    points = []
    for share in SHARES:
        sources = round(share * options.sources)
        turn = measured(TOOLS["allsky"], folder, sources, options, core)
        points.append({"sources": sources, "seconds": turn["read_seconds"] + turn["cut_seconds"]})
    return points


def jobs(folder: Path, data: Path, options: argparse.Namespace) -> list[dict[str, float]]:
    """Whole runs of bin/allsky stack-cutouts, from the start of its process, on all cores."""
    output = data / "outputs" / "stacked"
    log = data / "outputs" / "stack-cutouts.log"
    words = ["--sources", str(folder / "positions.csv"), "--tiles", str(folder), "--output", str(output)]
    costs = []
    for _ in range(options.rounds):
        shutil.rmtree(output, ignore_errors=True)
        cost = measure([str(REPOSITORY / "bin/allsky"), "stack-cutouts", *words], log)
        costs.append({"wall_seconds": cost.wall_seconds, "cpu_seconds": cost.cpu_seconds, "peak_rss_bytes": cost.peak_rss_bytes})
    return costs


def print_summary(result: dict[str, object]) -> None:
    micros = {name: [turn["micros"] for turn in turns] for name, turns in result["turns"].items()}
    ours = statistics.median(micros["allsky"]) if "allsky" in micros else None
    print(f"\nProcessor time a source, {result['options']['recipe']}, reading the tile included; medians of rounds")
    print(f"{'tool':<8} {'us':>9} {'least':>9} {'most':>9} {'x':>8} {'read ms':>8} {'differs':>9}")
    for name, values in micros.items():
        median = statistics.median(values)
        ratio = f"{median / ours:8.2f}" if ours else f"{'':>8}"
        read = 1e3 * statistics.median(turn["read_seconds"] for turn in result["turns"][name])
        differs = result["differences"].get(name)
        print(
            f"{name:<8} {median:9.1f} {min(values):9.1f} {max(values):9.1f} {ratio} {read:8.0f}"
            f" {'' if differs is None else f'{differs:.1e}':>9}"
        )
    for point in result["line"]:
        print(f"{point['sources']:>8,} sources on the tile: {point['seconds']:6.2f} s of processor")
    if "allsky" in result["turns"]:
        peak = max(turn["peak_heap_bytes"] for turn in result["turns"]["allsky"])
        print(f"peak of allsky's heap: {peak / 1e6:.0f} MB")
    if result["job"]:
        middle = {name: statistics.median(cost[name] for cost in result["job"]) for name in result["job"][0]}
        print(
            f"bin/allsky stack-cutouts of {2 * result['options']['sources']:,} sources:"
            f" {middle['wall_seconds']:.1f} s, processor {middle['cpu_seconds']:.1f} s,"
            f" {middle['peak_rss_bytes'] / 2**30:.2f} GiB"
        )


if __name__ == "__main__":
    main()
