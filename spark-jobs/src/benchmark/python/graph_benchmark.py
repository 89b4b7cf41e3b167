"""The plain and the Winograd graph of a model in ONNX Runtime, on one thread.

Both graphs classify the same random cutouts in one process, in turns. Measured are cutouts a second of
processor time in each round. Prints a table and writes all of it as JSON into the data folder.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

import machine
from benchmark_run import (
    REPOSITORY,
    add_data_option,
    add_model_option,
    data_folder,
    ended,
    parser_of,
    print_facts,
    refuse,
    refuse_model,
    write_result,
)
from measured_process import passive, told

JAVA = Path(__file__).resolve().parent.parent / "java"


def main() -> None:
    options = read_options()
    ended(lambda: run(options))


def read_options() -> argparse.Namespace:
    parser = parser_of("graph", __doc__)
    add_model_option(parser)
    parser.add_argument("--batch-size", type=int, default=64, metavar="N", help="(%(default)s)")
    parser.add_argument("--batches", type=int, default=5, metavar="N", help="a turn (%(default)s)")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="turns of both graphs (%(default)s)")
    add_data_option(parser, "results")
    return parser.parse_args()


def run(options: argparse.Namespace) -> None:
    data = data_folder(options.data)
    refuse(data, [])
    refuse_model(options.model)
    (data / "results").mkdir(parents=True, exist_ok=True)
    facts = machine.facts(REPOSITORY)
    print_facts(facts)
    load = machine.load_average()
    rounds = told("allsky", java(options), passive(1))
    for each in rounds:
        each["ratio"] = each["winograd"] / each["plain"]
    print_summary(rounds)
    result = {
        "machine": facts,
        "options": {"batch_size": options.batch_size, "batches": options.batches},
        "load_average_before": load,
        "rounds": rounds,
    }
    print(f"\nresults: {write_result('graph', result, data)}")


def java(options: argparse.Namespace) -> list[str]:
    target = REPOSITORY / "spark-jobs/target"
    path = f"{target / 'allsky.jar'}:{target / 'natives'}/*:{target / 'spark/jars'}/*"
    numbers = [str(options.batch_size), str(options.batches), str(options.rounds)]
    return ["java", "-Xmx2g", "-cp", path, str(JAVA / "GraphBenchmark.java"), str(options.model), *numbers]


def print_summary(rounds: list[dict[str, float]]) -> None:
    print(f"\nMedians of {len(rounds)} rounds, cutouts a second of processor time.")
    print(f"{'graph':<14} {'median':>8} {'least':>8} {'most':>8}")
    for name in ("plain", "winograd", "ratio"):
        values = [each[name] for each in rounds]
        print(f"{name:<14} {statistics.median(values):8.2f} {min(values):8.2f} {max(values):8.2f}")


if __name__ == "__main__":
    main()
