"""classify-allsky beside Python: from full tiles and positions to probabilities, on the same cores.

    allsky       bin/allsky classify-allsky with ONNX Runtime, from the start of its process to the table
    onnxruntime  astropy Cutout2D, scipy affine_transform, ONNX Runtime for Python
    eager        the same with PyTorch eager
    bare         ONNX Runtime for Python on ready tensors: nothing is read or cut

The tools take turns in each round. allsky runs twice a turn, with few and with many sources of the same
tile, both shared among all cores: the difference is its rate without the start of Spark. Then a standalone cluster with one executor
of one core and with two, and the peak memory of an executor with 1 and with 10 tiles. Prints tables and
writes all of it as JSON into the data folder.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

import numpy as np
import pyarrow.dataset

import classify_cluster
import classify_job
import machine
from benchmark_run import (
    REPOSITORY,
    add_data_option,
    add_model_option,
    chosen_tools,
    data_folder,
    ended,
    in_turns,
    parser_of,
    print_facts,
    refuse,
    refuse_model,
    write_result,
)
from measured_process import measure, passive, told

PYTHON = Path(__file__).resolve().parent
ONE_TASK = 5_000  # sources of a tile that is not shared among tasks
PEERS = ("onnxruntime", "eager", "bare")
TOOLS = ("allsky", *PEERS)


def main() -> None:
    options = read_options()
    ended(lambda: run(options))


def read_options() -> argparse.Namespace:
    parser = parser_of("classify", __doc__)
    add_model_option(parser)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of every tool (%(default)s)")
    parser.add_argument("--few", type=int, default=6_000, metavar="N", help="sources (%(default)s)")
    parser.add_argument("--many", type=int, default=18_000, metavar="N", help="sources (%(default)s)")
    parser.add_argument("--sample", type=int, default=1_500, metavar="N", help="sources of the others (%(default)s)")
    parser.add_argument(
        "--memory-sources", type=int, default=1_000, metavar="N", help="of each tile, for the memory (%(default)s)"
    )
    parser.add_argument("--batch-size", type=int, default=32, metavar="N", help="(%(default)s)")
    parser.add_argument("--tools", default=",".join(TOOLS), metavar="LIST", help="(%(default)s)")
    parser.add_argument("--no-cluster", action="store_true", help="leave out the executors")
    add_data_option(parser, "inputs, 2 GB, which are made where they are not there, and of results")
    options = parser.parse_args()
    options.tools = chosen_tools(parser, options.tools, TOOLS)
    if not ONE_TASK < options.few < options.many:
        parser.error(f"--few must be above {ONE_TASK}, which are one task and so one core, and below --many: {options.few}")
    return options


def run(options: argparse.Namespace) -> None:
    data = data_folder(options.data)
    options.model = options.model.resolve()
    refuse_what_is_missing(data, options)
    sky = classify_job.tiles(data, options.many)
    facts = machine.facts(REPOSITORY) | {
        name: machine.package_version(name) for name in ("torch", "onnxruntime", "astropy", "scipy")
    }
    print_facts(facts)
    turns, loads = in_turns(
        options.tools,
        options.rounds,
        lambda name: allsky(sky, data, options) if name == "allsky" else peer(name, sky, data, options),
        "per_second",
        "sources/s",
    )
    result = {
        "machine": facts,
        "options": {key: str(value) for key, value in vars(options).items() if key != "data"},
        "load_average_before_round": loads,
        "turns": turns,
        "differences": differences(data, options),
        "cluster": {} if options.no_cluster else classify_cluster.run(sky, data, options),
    }
    print_summary(result)
    print(f"\nresults: {write_result('classify', result, data)}")


def refuse_what_is_missing(data: Path, options: argparse.Namespace) -> None:
    needed = {"onnxruntime": ["onnxruntime", "astropy", "scipy"], "eager": ["torch", "safetensors", "astropy", "scipy"]}
    needed |= {"bare": ["onnxruntime"], "allsky": ["pyarrow"]}
    refuse(data, {package for name in options.tools for package in needed[name]})
    refuse_model(options.model)


def allsky(sky: Path, data: Path, options: argparse.Namespace) -> dict[str, float]:
    turn = {}
    for name, count in (("few", options.few), ("many", options.many)):
        command = classify_job.command(
            [], classify_job.positions(sky, data, count), sky / "tile0", data / "outputs/classified", options
        )
        cost = measure(command, data / "outputs/classify-allsky.log")
        turn |= {f"{name}_wall_seconds": cost.wall_seconds, f"{name}_cpu_seconds": cost.cpu_seconds}
        turn["peak_rss_bytes"] = cost.peak_rss_bytes
    further = options.many - options.few
    turn["per_second"] = further / (turn["many_wall_seconds"] - turn["few_wall_seconds"])
    turn["per_cpu_second"] = further / (turn["many_cpu_seconds"] - turn["few_cpu_seconds"])
    turn["per_second_with_start"] = options.many / turn["many_wall_seconds"]
    return turn


def peer(name: str, sky: Path, data: Path, options: argparse.Namespace) -> dict[str, float]:
    cores = str(machine.cores())
    output = data / "outputs" / f"probabilities-{name}.f4"
    output.parent.mkdir(parents=True, exist_ok=True)
    arguments = [str(sky / "tile0"), str(options.sample), str(options.model), str(options.batch_size), cores, str(output)]
    command = [sys.executable, str(PYTHON / "peer_classify.py"), name, *arguments]
    (turn,) = told(name, command, passive(machine.cores()))
    turn["per_second"] = turn["sources"] / turn["seconds"]
    turn["per_cpu_second"] = turn["sources"] / turn["cpu_seconds"]
    return turn


def differences(data: Path, options: argparse.Namespace) -> dict[str, float]:
    """The largest difference of a probability from allsky's, over the sample."""
    if "allsky" not in options.tools:
        return {}
    names = ["ra", "dec", "prob_star", "prob_galaxy", "prob_qso"]
    files = sorted((data / "outputs/classified").rglob("*.parquet"))
    table = pyarrow.dataset.dataset([file for file in files if not file.name.startswith("_")]).to_table(columns=names)
    rows = {(ra, dec): rest for ra, dec, *rest in zip(*(table[name].to_pylist() for name in names), strict=True)}
    lines = (data / f"outputs/positions-1-{options.many}.csv").read_text().splitlines()[1 : options.sample + 1]
    ours = np.array([rows[tuple(map(float, line.split(",")))] for line in lines], np.float64)
    found = {}
    for name in options.tools:
        if name in ("onnxruntime", "eager"):
            theirs = np.fromfile(data / f"outputs/probabilities-{name}.f4", "<f4").reshape(-1, 3)
            found[name] = float(np.abs(theirs[: len(ours)] - ours).max())
    return found


def print_summary(result: dict[str, object]) -> None:
    rates = {name: [turn["per_second"] for turn in turns] for name, turns in result["turns"].items()}
    ours = statistics.median(rates["allsky"]) if "allsky" in rates else None
    print("\nSources a second, medians of rounds; allsky without the start of Spark")
    print(f"{'tool':<12} {'median':>8} {'least':>8} {'most':>8} {'allsky x':>9} {'a core-s':>9} {'differs':>9}")
    for name, values in rates.items():
        median = statistics.median(values)
        ratio = f"{ours / median:9.2f}" if ours else f"{'':>9}"
        core = statistics.median(turn["per_cpu_second"] for turn in result["turns"][name])
        differs = result["differences"].get(name)
        print(
            f"{name:<12} {median:8.1f} {min(values):8.1f} {max(values):8.1f} {ratio} {core:9.1f}"
            f" {'' if differs is None else f'{differs:.1e}':>9}"
        )
    if "allsky" in rates:
        turns = result["turns"]["allsky"]
        whole = statistics.median(turn["per_second_with_start"] for turn in turns)
        peak = max(turn["peak_rss_bytes"] for turn in turns)
        print(f"allsky with the start of Spark: {whole:.1f} sources/s; peak of the process {peak / 2**30:.2f} GiB")
    classify_cluster.print_summary(result["cluster"])


if __name__ == "__main__":
    main()
