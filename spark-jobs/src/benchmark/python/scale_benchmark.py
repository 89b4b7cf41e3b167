"""classify-allsky on the whole sky without its images: planning, partitioning by chunk, and the sort into HATS.

The Atlas's 18,240 tiles lie there as the headers of their W1 images alone, so each source finds its tile
and gets the status NO_BAND: all is done that the catalog costs, and nothing that pixels and the network do.
Sources are those of bin/benchmark crossmatch. The costs of each step come from Spark's event log, a million
sources' from the difference between the smallest and the largest size. Prints tables and writes all of it as
JSON into the data folder.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import event_log
import machine
import random_tile
from benchmark_run import (
    REPOSITORY,
    UserError,
    add_data_option,
    add_model_option,
    data_folder,
    ended,
    in_turns,
    made,
    parser_of,
    print_facts,
    refuse,
    refuse_model,
    write_result,
)
from crossmatch_options import SEED
from data_size import DataSize
from event_log import Step
from measured_process import measure, told

PYTHON = Path(__file__).resolve().parent


def main() -> None:
    options = read_options()
    ended(lambda: run(options))


def read_options() -> argparse.Namespace:
    parser = parser_of("scale", __doc__)
    add_model_option(parser)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of every size (%(default)s)")
    parser.add_argument("--sizes", default="5,20", metavar="LIST", help="millions of sources (%(default)s)")
    parser.add_argument("--chunks", type=int, default=5, metavar="N", help="chunks of a run, about (%(default)s)")
    parser.add_argument("--memory", default="4g", metavar="SIZE", help="heap of the process (%(default)s)")
    add_data_option(parser, "inputs, which are made where they are not there, and of results")
    options = parser.parse_args()
    try:
        options.sizes = sorted({DataSize.parse(size) for size in options.sizes.split(",")})
    except ValueError as error:
        parser.error(f"unknown size {error}: say millions of sources, such as 20")
    if options.chunks < 2:
        parser.error(f"--chunks must be 2 or more: {options.chunks}")
    return options


def run(options: argparse.Namespace) -> None:
    data = data_folder(options.data)
    refuse(data, ("numpy", "pyarrow", "astropy"))
    refuse_model(options.model)
    facts = machine.facts(REPOSITORY)
    print_facts(facts)
    tiles = atlas(data)
    sizes = {str(size): size for size in options.sizes}
    for size in options.sizes:
        make_catalog(data, size)
    turns, loads = in_turns(
        list(sizes), options.rounds, lambda name: classify(sizes[name], tiles, data, options), "wall_seconds", "s"
    )
    print_summary(turns, options.sizes)
    kept = {key: str(value) for key, value in vars(options).items() if key not in ("data", "sizes")}
    result = {"machine": facts, "options": kept, "load_average_before_round": loads, "turns": turns}
    print(f"\nresults: {write_result('scale', result, data)}")


def atlas(data: Path) -> Path:
    """The folder of the headers of all tiles."""
    return made(data / "atlas-headers", write_headers)


def write_headers(folder: Path) -> None:
    program = str(PYTHON.parent / "java/AtlasTiles.java")
    for tile in told("AtlasTiles", ["java", "-cp", str(REPOSITORY / "spark-jobs/target/allsky.jar"), program], {}):
        cards = random_tile.whole_header(1, 20.5, tile["coadd_id"], (tile["ra"], tile["dec"]))
        (folder / random_tile.image_name(1, tile["coadd_id"])).write_bytes(cards.tostring().encode("ascii"))


def make_catalog(data: Path, size: DataSize) -> None:
    """In a process of its own, so that this one stays small; see measure."""
    command = [sys.executable, str(PYTHON / "data_set.py"), str(data / str(size)), str(size), str(SEED)]
    if subprocess.run(command, check=False).returncode != 0:
        raise UserError(f"cannot make {data / str(size)}")


def classify(size: DataSize, tiles: Path, data: Path, options: argparse.Namespace) -> dict[str, object]:
    output, log = data / "outputs/scale", data / "outputs/scale-events"
    for folder in (output, log):
        shutil.rmtree(folder, ignore_errors=True)
    log.mkdir(parents=True)
    settings = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": log.as_uri(), "spark.driver.memory": options.memory}
    words = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    named = {"--sources": data / str(size) / "catalog", "--tiles": tiles, "--model": options.model, "--output": output}
    named["--chunk-sources"] = -(-size.sources // options.chunks)
    job = [word for name, value in named.items() for word in (name, str(value))]
    program = [str(REPOSITORY / "bin/allsky"), "--master", f"local[{machine.cores()}]", *words]
    cost = measure([*program, "classify-allsky", *job], data / "outputs/scale.log")
    steps = event_log.steps(next(log.iterdir()))
    written = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
    shutil.rmtree(output)
    return asdict(cost) | {"bytes_written": written, "steps": {name: asdict(step) for name, step in steps.items()}}


def print_summary(turns: dict[str, list[dict[str, object]]], sizes: list[DataSize]) -> None:
    for size in sizes:
        of_size = turns[str(size)]
        wall = statistics.median(turn["wall_seconds"] for turn in of_size)
        peak = max(turn["peak_rss_bytes"] for turn in of_size)
        print(f"\n{size.sources:,} sources: {wall:.1f} s, peak {peak / 2**30:.2f} GiB, "
              f"{of_size[0]['bytes_written'] / size.sources:.1f} bytes written a source")
        print_steps({name: median(of_size, name) for name in of_size[0]["steps"]}, size.sources / 1e6)
    if len(sizes) > 1:
        few, many = sizes[0], sizes[-1]
        print("\nA further million:")
        least, most = turns[str(few)], turns[str(many)]
        further = {name: median(most, name).less(median(least, name)) for name in most[0]["steps"] if name in least[0]["steps"]}
        print_steps(further, (many.sources - few.sources) / 1e6)


def median(turns: list[dict[str, object]], name: str) -> Step:
    each = [turn["steps"][name] for turn in turns]
    return Step(**{field: statistics.median(step[field] for step in each) for field in each[0]})


def print_steps(steps: dict[str, Step], millions: float) -> None:
    columns = ("core-s", "busy core-s", "read MB", "shuffled MB", "written MB")
    print(f"{'a million sources':<46}" + "".join(f"{column:>13}" for column in columns))
    for name, step in steps.items():
        values = [step.task_seconds, step.cpu_seconds]
        values += [number / 1e6 for number in (step.read_bytes, step.shuffled_bytes, step.written_bytes)]
        print(f"{name:<46}" + "".join(f"{value / millions:13.2f}" for value in values))


if __name__ == "__main__":
    main()
