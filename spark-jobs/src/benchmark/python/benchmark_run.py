"""What the benchmarks have in common: how they end, where they keep things, how results are stored."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path

from measured_process import FailedProcess

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


def refuse_repository(data: Path) -> None:
    if data == REPOSITORY or REPOSITORY in data.parents:
        raise UserError(f"cannot use --data {data}: it lies in the repository; name a folder outside")


def write_result(name: str, result: dict[str, object], data: Path) -> Path:
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    path = data / "results" / f"{name}-{now}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n")
    return path
