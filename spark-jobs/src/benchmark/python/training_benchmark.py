"""Training of IICnet by allsky (DJL and libtorch) beside the same network in PyTorch.

Both train with Adam and cross entropy on random cutouts of 3 x 80 x 80 in memory, on as many threads
as there are cores; the tools take turns in each round. Measured are images a second of all epochs but
the first, and images a second of processor time. Then allsky alone over many small steps, for its
resident memory. Prints tables and writes all of it as JSON into the data folder.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

import machine
from benchmark_run import (
    REPOSITORY,
    add_data_option,
    chosen_tools,
    data_folder,
    ended,
    in_turns,
    print_facts,
    refuse,
    write_result,
)
from measured_process import passive, told

PYTHON = Path(__file__).resolve().parent
TOOLS = {
    "allsky": "the loop of train-iicnet",
    "eager": "PyTorch as its tutorials write it",
    "channels-last": "PyTorch with its faster layout of memory",
}
MEMORY_BATCH = 16


def main() -> None:
    options = read_options()
    ended(lambda: run(options))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/benchmark training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="tools:\n" + "\n".join(f"  {name:<14} {what}" for name, what in TOOLS.items()),
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of every tool (%(default)s)")
    parser.add_argument("--epochs", type=int, default=3, metavar="N", help="a turn, 2 or more (%(default)s)")
    parser.add_argument("--steps", type=int, default=12, metavar="N", help="an epoch (%(default)s)")
    parser.add_argument("--batch-size", type=int, default=64, metavar="N", help="(%(default)s)")
    parser.add_argument(
        "--memory-steps", type=int, default=1000, metavar="N",
        help=f"of {MEMORY_BATCH} cutouts, to watch the memory; 0 leaves it out (%(default)s)",
    )
    parser.add_argument("--tools", default=",".join(TOOLS), metavar="LIST", help="(%(default)s)")
    parser.add_argument("--threads", type=int, default=machine.cores(), metavar="N", help="(%(default)s)")
    add_data_option(parser, "checkpoints and results")
    options = parser.parse_args()
    options.tools = chosen_tools(parser, options.tools, TOOLS)
    if options.epochs < 2:
        parser.error(f"--epochs must be 2 or more: {options.epochs}")
    return options


def run(options: argparse.Namespace) -> None:
    data = data_folder(options.data)
    refuse(data, [] if options.tools == ["allsky"] else ["torch"])
    (data / "results").mkdir(parents=True, exist_ok=True)
    facts = machine.facts(REPOSITORY) | {"torch": machine.package_version("torch")}
    print_facts(facts)
    turns, loads = in_turns(
        options.tools,
        options.rounds,
        lambda name: trained(name, options, data),
        "images_per_second",
        "images/s",
    )
    result = {
        "machine": facts,
        "options": {key: value for key, value in vars(options).items() if key != "data"},
        "load_average_before_round": loads,
        "turns": turns,
        "memory": memory(options, data) if options.memory_steps and "allsky" in options.tools else [],
    }
    print_summary(result)
    print(f"\nresults: {write_result('training', result, data)}")


def trained(name: str, options: argparse.Namespace, data: Path) -> dict[str, float]:
    """Medians of a turn's epochs but the first."""
    numbers = [str(options.batch_size), str(options.steps), str(options.epochs)]
    if name == "allsky":
        command = java(data, [*numbers, str(data / "checkpoint"), "0"])
    else:
        command = [sys.executable, str(PYTHON / "peer_training.py"), name, *numbers, str(options.threads)]
    epochs = told(name, command, passive(options.threads))[1:]
    names = ("images_per_second", "images_per_cpu_second", "rss_bytes")
    return {each: statistics.median(epoch[each] for epoch in epochs) for each in names}


def memory(options: argparse.Namespace, data: Path) -> list[dict[str, float]]:
    every = max(1, options.memory_steps // 10)
    numbers = [str(MEMORY_BATCH), str(options.memory_steps), "1", str(data / "checkpoint"), str(every)]
    lines = told("allsky", java(data, numbers), passive(options.threads))
    return [line for line in lines if "step" in line]


def java(data: Path, arguments: list[str]) -> list[str]:
    target = REPOSITORY / "spark-jobs/target"
    path = f"{target / 'allsky.jar'}:{target / 'natives'}/*:{target / 'spark/jars'}/*"
    program = str(PYTHON.parent / "java/TrainingBenchmark.java")
    options = ["-Xmx2g", "-Dai.djl.pytorch.num_interop_threads=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
    return ["java", *options, "-cp", path, program, *arguments]


def print_summary(result: dict[str, object]) -> None:
    turns = result["turns"]
    base = _median(turns.get("eager", []), "images_per_second")
    print("\nMedians of rounds; x is over PyTorch eager.")
    print(f"{'tool':<14} {'images/s':>9} {'least':>7} {'most':>7} {'x':>6} {'per cpu s':>10} {'GiB':>6}")
    for name, rounds in turns.items():
        rates = [each["images_per_second"] for each in rounds]
        median = statistics.median(rates)
        ratio = f"{median / base:6.2f}" if base else f"{'':>6}"
        print(
            f"{name:<14} {median:9.1f} {min(rates):7.1f} {max(rates):7.1f} {ratio}"
            f" {_median(rounds, 'images_per_cpu_second'):10.1f} {_median(rounds, 'rss_bytes') / 2**30:6.2f}"
        )
    for point in result["memory"]:
        print(f"{point['step']:>8.0f} steps of {MEMORY_BATCH}: resident {point['rss_bytes'] / 2**20:,.0f} MiB")


def _median(rounds: list[dict[str, float]], name: str) -> float | None:
    return statistics.median(each[name] for each in rounds) if rounds else None


if __name__ == "__main__":
    main()
