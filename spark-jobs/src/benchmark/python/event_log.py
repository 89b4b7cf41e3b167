"""What the steps of a job cost, from Spark's event log."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

UNNAMED = "other"


@dataclass
class Step:
    """All tasks that Spark ran under one description of its jobs; seconds of a core."""

    task_seconds: float = 0
    cpu_seconds: float = 0
    read_bytes: float = 0
    shuffled_bytes: float = 0
    written_bytes: float = 0

    def less(self, other: Step) -> Step:
        return Step(**{name: value - getattr(other, name) for name, value in vars(self).items()})


def steps(log: Path) -> dict[str, Step]:
    """By description; those of numbered chunks are one."""
    names: dict[int, str] = {}
    found: defaultdict[str, Step] = defaultdict(Step)
    with log.open() as lines:
        for line in lines:
            event = json.loads(line)
            if event["Event"] == "SparkListenerStageSubmitted":
                description = (event.get("Properties") or {}).get("spark.job.description") or UNNAMED
                # Spark describes some of its own work, in HTML.
                own = UNNAMED if "<br/>" in description else re.sub(r" wave=\d+$", " chunks", description)
                names[event["Stage Info"]["Stage ID"]] = own
            elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                _add(event["Task Metrics"], found[names.get(event["Stage ID"], UNNAMED)])
    return dict(found)


def _add(metrics: dict[str, object], step: Step) -> None:
    step.task_seconds += metrics["Executor Run Time"] / 1e3
    step.cpu_seconds += metrics["Executor CPU Time"] / 1e9
    step.read_bytes += metrics["Input Metrics"]["Bytes Read"]
    step.shuffled_bytes += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
    step.written_bytes += metrics["Output Metrics"]["Bytes Written"]
