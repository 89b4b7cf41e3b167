"""Cross-match by bin/allsky beside astropy, scipy and STILTS, and beside a bare Spark scan.

Every tool answers on the same positions, from its start to its written output, page cache warm; the
tools take turns in each round, so that a machine's moods meet all of them. Prints a table and
writes all of it as JSON into the data folder.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import benchmark_run
import crossmatch_tools
import machine
from benchmark_run import REPOSITORY, UserError, data_folder, ended, write_result
from crossmatch_options import SEED, read_options
from crossmatch_summary import print_summary
from crossmatch_tools import TOOLS, Setting, Tool
from data_size import DataSize
from measured_process import Cost, FailedProcess, measure

PYTHON = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Turn:
    """One tool at one size."""

    tool: Tool
    size: DataSize


def main() -> None:
    options = read_options(__doc__)
    ended(lambda: run(options))


def run(options: argparse.Namespace) -> None:
    turns = planned(options)
    data = data_folder(options.data)
    refuse(turns, data)
    make_data(turns, data)
    if options.prepare:
        return
    setting = Setting(
        REPOSITORY,
        data,
        options.radius_arcsec,
        options.master,
        options.cores,
        shlex.split(options.extra_options),
        shlex.split(options.job_options),
    )
    shutil.rmtree(data / "outputs", ignore_errors=True)
    facts = machine.facts(REPOSITORY)
    for name, value in facts.items():
        print(f"{name:<11} {value or 'missing'}")
    costs, loads = measured(turns, setting, options.rounds)
    result = {
        "machine": facts,
        "options": {
            "rounds": options.rounds,
            "radius_arcsec": options.radius_arcsec,
            "master": options.master,
            "extra_options": options.extra_options,
            "job_options": options.job_options,
            "seed": SEED,
        },
        "load_average_before_round": loads,
        "measurements": [in_words(turn, costs[turn]) for turn in turns],
        "pairs": {str(size): checked(size, turns, setting) for size in sizes_to_check(turns)},
    }
    print()
    print_summary(result)
    print(f"\nresults: {write_result('crossmatch', result, data)}")


def measured(turns: list[Turn], setting: Setting, rounds: int) -> tuple[dict[Turn, list[Cost]], list[float]]:
    """The costs of each turn, and the load average before each round."""
    costs: dict[Turn, list[Cost]] = {turn: [] for turn in turns}
    loads: list[float] = []
    for number in range(rounds):
        loads.append(machine.load_average())
        print(f"round {number + 1} of {rounds}, load average {loads[-1]}", flush=True)
        for turn in in_turns(turns, number):
            cost = timed(turn, setting)
            costs[turn].append(cost)
            print(
                f"  {turn.size!s:>9} {turn.tool.name:<8} {cost.wall_seconds:7.1f} s,"
                f" cpu {cost.cpu_seconds:7.1f} s, {cost.peak_rss_bytes / 2**30:5.2f} GiB",
                flush=True,
            )
    return costs, loads


def in_words(turn: Turn, costs: list[Cost]) -> dict[str, object]:
    names = ("wall_seconds", "cpu_seconds", "peak_rss_bytes")
    return {
        "size": str(turn.size),
        "sources": turn.size.sources,
        "spectra": turn.size.spectra,
        "tool": turn.tool.name,
        "rounds": [asdict(cost) for cost in costs],
        "median": {name: statistics.median(getattr(cost, name) for cost in costs) for name in names},
    }


def planned(options: argparse.Namespace) -> list[Turn]:
    """In the order of the sizes; a tool that was named is run at every size."""
    return [
        Turn(TOOLS[name], size)
        for size in options.sizes
        for name in options.tools
        if options.chosen or size.sources <= TOOLS[name].most_sources
    ]


def in_turns(turns: list[Turn], number: int) -> list[Turn]:
    """Size by size; each round begins with another tool."""
    ordered: list[Turn] = []
    for size in dict.fromkeys(turn.size for turn in turns):
        of_size = [turn for turn in turns if turn.size == size]
        first = number % len(of_size)
        ordered += of_size[first:] + of_size[:first]
    return ordered


def refuse(turns: list[Turn], data: Path) -> None:
    # The inputs are made, and the pairs compared, with these two.
    benchmark_run.refuse(data, {"numpy", "pyarrow"}.union(*(turn.tool.packages for turn in turns)))
    if any(turn.tool.name == "stilts" for turn in turns) and not shutil.which("stilts"):
        raise UserError("missing stilts; run apt-get install stilts, or leave it out of --tools")


def make_data(turns: list[Turn], data: Path) -> None:
    """Each size in a process of its own, so that this one stays small; see measure."""
    data.mkdir(parents=True, exist_ok=True)
    for size in dict.fromkeys(turn.size for turn in turns):
        folder = crossmatch_tools.data_set(data, size)
        fits = any(turn.tool.reads_fits for turn in turns if turn.size == size)
        needed = 0 if folder.exists() else size.sources * 62 + size.spectra * 100
        needed += size.sources * 112 if fits and not (folder / "catalog.fits").exists() else 0
        free = shutil.disk_usage(data).free
        if needed > free:
            raise UserError(
                f"cannot make {folder}: it takes {needed / 1e9:.1f} GB and {free / 1e9:.1f} GB are free;"
                " name another --data or smaller --sizes"
            )
        command = [sys.executable, str(PYTHON / "data_set.py"), str(folder), str(size), str(SEED)]
        made = subprocess.run(command + ["--fits-catalog"] * fits, check=False)
        if made.returncode != 0:
            raise UserError(f"cannot make {folder}")


def timed(turn: Turn, setting: Setting) -> Cost:
    """One run, with its inputs in the page cache and no output of an earlier one."""
    warm(turn, setting)
    output = setting.output(turn.tool.name, turn.size)
    remove(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    command = turn.tool.command(setting, turn.size, output)
    return measure(command, log(setting, turn.tool.name, turn.size))


def warm(turn: Turn, setting: Setting) -> None:
    for path in turn.tool.inputs(setting, turn.size):
        for file in sorted(path.rglob("*.parquet")) if path.is_dir() else [path]:
            with file.open("rb", buffering=0) as content:
                while content.read(1 << 24):
                    pass


def sizes_to_check(turns: list[Turn]) -> list[DataSize]:
    """Where others have answered too; there allsky is run once more, for all pairs, untimed."""
    sizes = sorted({turn.size for turn in turns})
    return [size for size in sizes if peers(turns, size) and Turn(TOOLS["allsky"], size) in turns]


def peers(turns: list[Turn], size: DataSize) -> list[str]:
    names = [turn.tool.name for turn in turns if turn.size == size]
    return [name for name in names if name not in ("allsky", "scan")]


def checked(size: DataSize, turns: list[Turn], setting: Setting) -> dict[str, object]:
    print(f"comparing the pairs of {size}", flush=True)
    every = setting.output("all-pairs", size)
    measure(crossmatch_tools.allsky(setting, size, every, "all"), log(setting, "all-pairs", size))
    command = [sys.executable, str(PYTHON / "pair_check.py"), str(setting.radius_arcsec), str(every)]
    command.append(str(setting.output("allsky", size)))
    command += [f"{name}={setting.output(name, size)}" for name in peers(turns, size)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        raise FailedProcess(f"pair_check.py failed: {told.stderr.strip()}")
    return json.loads(told.stdout)


def log(setting: Setting, name: str, size: DataSize) -> Path:
    path = setting.data / "logs" / f"{name}-{size}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def remove(output: Path) -> None:
    if output.is_dir():
        shutil.rmtree(output)
    else:
        output.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
