"""Training of networks by allsky (DJL and libtorch) and of the same networks by PyTorch.

Both train with Adam and cross entropy on random cutouts of 3 x 80 x 80 in memory, with as many threads as
there are cores. The benchmark first checks that both have the same number of parameters and of
multiply-adds. Then the tools take turns in each round. Measured are images a second of all epochs but the
first, and images a second of processor time. At the end allsky trains the first network over many small
steps, for its resident memory. Prints tables and writes all of it as JSON into the data folder.

For large networks choose few steps: --rounds 1 --epochs 2 --steps 2 --batch-size 16. For VGG16 Java gets a
heap of 6 GiB, and the checkpoint takes 2 GB in the data folder until the turns end.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from pathlib import Path

import machine
import training_summary
from benchmark_run import (
    REPOSITORY,
    UserError,
    add_data_option,
    chosen,
    chosen_tools,
    data_folder,
    ended,
    in_turns,
    print_facts,
    refuse,
    write_result,
)
from measured_process import kept_memory, passive, told, training_kernels

PYTHON = Path(__file__).resolve().parent
TOOLS = {
    "allsky": "the loop of train-iicnet",
    "eager": "PyTorch as its tutorials write it",
    "channels-last": "PyTorch with its faster layout of memory",
}
NETWORKS = (
    "iicnet",
    "iicnet-lite",
    "vgg16",
    "googlenet",
    "resnet34",
    "resnet34-wide",
    "mobilenet",
    "efficientnetv2",
    "efficientnetv2-se",
    "repvgg-a1",
    "repvgg-a1-plus",
)
MEMORY_BATCH = 16


def main() -> None:
    options = read_options()
    ended(lambda: run(options))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/benchmark training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="tools:\n"
        + "".join(f"  {name:<14} {what}\n" for name, what in TOOLS.items())
        + "\nnetworks:\n  "
        + ", ".join(NETWORKS[:5])
        + ",\n  "
        + ", ".join(NETWORKS[5:]),
    )
    parser.add_argument(
        "--network", default=NETWORKS[0], metavar="LIST",
        help="networks with commas between them, or all (%(default)s)",
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of every tool (%(default)s)")
    parser.add_argument("--epochs", type=int, default=3, metavar="N", help="a turn, 2 or more (%(default)s)")
    parser.add_argument("--steps", type=int, default=12, metavar="N", help="an epoch, 2 or more (%(default)s)")
    parser.add_argument("--batch-size", type=int, default=64, metavar="N", help="2 or more (%(default)s)")
    parser.add_argument(
        "--memory-steps", type=int, default=1000, metavar="N",
        help=f"of {MEMORY_BATCH} cutouts, to watch the memory; 0 leaves it out (%(default)s)",
    )
    parser.add_argument("--tools", default=",".join(TOOLS), metavar="LIST", help="(%(default)s)")
    parser.add_argument("--threads", type=int, default=machine.cores(), metavar="N", help="(%(default)s)")
    add_data_option(parser, "checkpoints and results")
    options = parser.parse_args()
    options.tools = chosen_tools(parser, options.tools, TOOLS)
    options.networks = list(NETWORKS) if options.network == "all" else (
        chosen(parser, "network", options.network, NETWORKS)
    )
    for name, least in {"rounds": 1, "epochs": 2, "steps": 2, "batch_size": 2, "memory_steps": 0, "threads": 1}.items():
        if getattr(options, name) < least:
            parser.error(f"--{name.replace('_', '-')} must be {least} or more: {getattr(options, name)}")
    return options


def run(options: argparse.Namespace) -> None:
    data = data_folder(options.data)
    refuse(data, [] if options.tools == ["allsky"] else ["torch"])
    (data / "results").mkdir(parents=True, exist_ok=True)
    facts = machine.facts(REPOSITORY) | {"torch": machine.package_version("torch")}
    facts |= {"onednn": training_kernels().get("ONEDNN_MAX_CPU_ISA", "all kernels")}
    print_facts(facts)
    counts = counted(options)
    networks = {name: measured(name, counts[name], options, data) for name in options.networks}
    watched = options.memory_steps and "allsky" in options.tools
    first = options.networks[0]
    result = {
        "machine": facts,
        "options": {key: value for key, value in vars(options).items() if key != "data"},
        "networks": networks,
        "memory": memory(first, heap(counts[first]), options, data) if watched else [],
    }
    training_summary.print_tables(result, MEMORY_BATCH)
    print(f"\nresults: {write_result('training', result, data)}")


def counted(options: argparse.Namespace) -> dict[str, dict[str, int]]:
    """The size of each network; ends with a word where it differs between allsky and PyTorch."""
    commands = {}
    if "allsky" in options.tools:
        commands["allsky"] = java(2, ["counts", *options.networks])
    if options.tools != ["allsky"]:
        commands["PyTorch"] = python(["counts", *options.networks])
    sizes = {
        tool: {line.pop("network"): line for line in told(tool, command, environment(options))}
        for tool, command in commands.items()
    }
    for network in options.networks:
        for what in ("parameters", "multiply_adds"):
            numbers = {tool: size[network][what] for tool, size in sizes.items()}
            if len(set(numbers.values())) > 1:
                words = " and ".join(f"{number:,} in {tool}" for tool, number in numbers.items())
                what = what.replace("_", "-")
                raise UserError(f"cannot compare {network}: the number of {what} is {words}")
    return next(iter(sizes.values()))


def measured(network: str, counts: dict[str, int], options: argparse.Namespace, data: Path) -> dict[str, object]:
    print(f"\n{network}, {counts['parameters']:,} parameters", flush=True)
    turns, loads = in_turns(
        options.tools,
        options.rounds,
        lambda tool: trained(tool, network, heap(counts), options, data),
        "images_per_second",
        "images/s",
    )
    checkpoint(data).unlink(missing_ok=True)
    summary = training_summary.of(turns)
    return {**counts, "load_average_before_round": loads, "turns": turns, "summary": summary}


def trained(tool: str, network: str, heap_gib: int, options: argparse.Namespace, data: Path) -> dict[str, float]:
    """Medians of a turn's epochs but the first."""
    numbers = [str(options.batch_size), str(options.steps), str(options.epochs)]
    settings = environment(options)
    if tool == "allsky":
        command = java(heap_gib, [network, *numbers, str(checkpoint(data)), "0"])
        settings |= kept_memory()
    else:
        command = python([tool, network, *numbers, str(options.threads)])
    epochs = told(f"{tool}, {network},", command, settings)[1:]
    names = ("images_per_second", "images_per_cpu_second", "rss_bytes")
    return {each: statistics.median(epoch[each] for epoch in epochs) for each in names}


def memory(network: str, heap_gib: int, options: argparse.Namespace, data: Path) -> list[dict[str, float]]:
    every = max(1, options.memory_steps // 10)
    numbers = [str(MEMORY_BATCH), str(options.memory_steps), "1", str(checkpoint(data)), str(every)]
    lines = told("allsky", java(heap_gib, [network, *numbers]), environment(options) | kept_memory())
    checkpoint(data).unlink(missing_ok=True)
    return [line for line in lines if "step" in line]


def heap(counts: dict[str, int]) -> int:
    """GiB of Java's heap: a checkpoint and the weights of two best epochs are in it, six floats a weight."""
    return max(2, math.ceil(1 + 32 * counts["parameters"] / 2**30))


def checkpoint(data: Path) -> Path:
    return data / "checkpoint"


def environment(options: argparse.Namespace) -> dict[str, str]:
    return passive(options.threads) | training_kernels()


def python(arguments: list[str]) -> list[str]:
    return [sys.executable, str(PYTHON / "peer_training.py"), *arguments]


def java(heap_gib: int, arguments: list[str]) -> list[str]:
    target = REPOSITORY / "spark-jobs/target"
    path = f"{target / 'allsky.jar'}:{target / 'natives'}/*:{target / 'spark/jars'}/*"
    program = str(PYTHON.parent / "java/TrainingBenchmark.java")
    options = ["-Dai.djl.pytorch.num_interop_threads=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
    return ["java", f"-Xmx{heap_gib}g", *options, "-cp", path, program, *arguments]


if __name__ == "__main__":
    main()
