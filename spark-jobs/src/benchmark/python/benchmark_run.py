"""What the benchmarks have in common: how they end, where they keep things, how results are stored."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import machine
from measured_process import FailedProcess

DEFAULT_DATA = Path(tempfile.gettempdir()) / f"allsky-benchmark-{os.getuid()}"

REPOSITORY = Path(__file__).resolve().parents[4]


class UserError(Exception):
    """What the user has to mend, in one line."""


def ended(run: Callable[[], None]) -> None:
    """Runs to the end; a fault of the user's or of a tool is one line."""
    try:
        run()
    except (UserError, FailedProcess) as error:
        sys.exit(f"benchmark: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def parser_of(name: str, description: str) -> argparse.ArgumentParser:
    """The parser of one benchmark's options."""
    return argparse.ArgumentParser(
        prog=f"bin/benchmark {name}", description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def add_model_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, required=True, metavar="DIR", help="a model folder, such as demo/model")


def refuse_model(model: Path) -> None:
    """Ends with a word where a folder holds no model."""
    if not (model / "iicnet.onnx").exists():
        raise UserError(f"cannot use --model {model}: it holds no iicnet.onnx; bin/demo makes one, demo/model")


def add_data_option(parser: argparse.ArgumentParser, what: str) -> None:
    """--data, the folder of what."""
    parser.add_argument(
        "--data",
        type=Path,
        default=DEFAULT_DATA,
        metavar="DIR",
        help=f"folder of {what} (%(default)s)",
    )


def data_folder(folder: Path) -> Path:
    """The folder of --data. Others may guess the default's name: only the user can enter that folder."""
    if folder == DEFAULT_DATA:
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                raise UserError(f"cannot use {folder}: it is not your folder; name another one with --data") from None
            folder.chmod(0o700)
    return folder.resolve()


def chosen_tools(parser: argparse.ArgumentParser, names: str, known: Iterable[str]) -> list[str]:
    """The tools of --tools, a comma between two; ends with a word where one is unknown."""
    return chosen(parser, "tool", names, known)


def chosen(parser: argparse.ArgumentParser, what: str, names: str, known: Iterable[str]) -> list[str]:
    """Different names with commas between them, each one known; what: one of them, for the message."""
    parts = list(dict.fromkeys(names.split(",")))
    for name in parts:
        if name not in known:
            parser.error(f"unknown {what} {name}: choose of {','.join(known)}")
    return parts


def print_facts(facts: dict[str, object]) -> None:
    for name, value in facts.items():
        print(f"{name:<11} {value or 'missing'}")


def in_turns(
    names: list[str], rounds: int, turn: Callable[[str], dict[str, float]], rate: str, unit: str
) -> tuple[dict[str, list[dict[str, float]]], list[float]]:
    """Each tool's turns, another tool first in each round, and the load average before each round.

    rate: the entry of a turn that is shown, in the unit.
    """
    turns: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    loads = []
    for number in range(rounds):
        loads.append(machine.load_average())
        print(f"round {number + 1} of {rounds}, load average {loads[-1]}", flush=True)
        for place in range(len(names)):
            name = names[(place + number) % len(names)]
            turns[name].append(turn(name))
            print(f"  {name:<14} {turns[name][-1][rate]:8.1f} {unit}", flush=True)
    return turns, loads


def refuse(data: Path, packages: Iterable[str]) -> None:
    """Ends with a word where data lies in the repository, allsky is not built or a Python package is missing."""
    _refuse_repository(data)
    if not (REPOSITORY / "spark-jobs/target/allsky.jar").exists():
        raise UserError("not built: run ./mvnw -Dmaven.test.skip=true package first")
    missing = sorted(name for name in packages if not machine.package_version(name))
    if missing:
        raise UserError(
            f"missing Python packages: {' '.join(missing)};"
            " run pip install -r spark-jobs/src/benchmark/requirements.txt"
        )


def made(folder: Path, make: Callable[[Path], None]) -> Path:
    """A folder of inputs; it has its name only once it is whole."""
    if not folder.exists():
        print(f"making {folder}", flush=True)
        making = folder.with_name(folder.name + ".making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        make(making)
        making.rename(folder)
    return folder


def _refuse_repository(data: Path) -> None:
    if data == REPOSITORY or REPOSITORY in data.parents:
        raise UserError(f"cannot use --data {data}: it lies in the repository; name a folder outside")


def write_result(name: str, result: dict[str, object], data: Path) -> Path:
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    path = data / "results" / f"{name}-{now}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n")
    return path
