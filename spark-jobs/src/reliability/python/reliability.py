"""Kills, doubles and starves the jobs of allsky on a tiny simulated sky, and says whether they keep their promises.

Prints one line a trial and a table at the end; exits with 1 where a promise is broken. What is promised, and what
proves it, is in docs/RELIABILITY.md.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import cluster_trials
import disk_trials
import double_trials
import kill_trials
import limit_trials
import memory_trials
from job_process import REPOSITORY, SlowProcess
from tiny_run import TinyRun
from trial import BrokenPromise, Protocol

KINDS = ("kills", "disk", "limits", "memory")


def main() -> None:
    # So that a run that is ended unmounts its disks and ends its jobs.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = read_options()
    if not (REPOSITORY / "spark-jobs/target/allsky.jar").exists():
        sys.exit("reliability: not built: run ./mvnw -Dmaven.test.skip=true package first")
    folder = Path(tempfile.mkdtemp(prefix="allsky-reliability-"))
    print(f"folder {folder}, seed {options.seed}", flush=True)
    try:
        broken = tried(options, folder)
    except (BrokenPromise, SlowProcess) as error:
        sys.exit(f"reliability: {error}; see {folder}")
    except KeyboardInterrupt:
        sys.exit(130)
    if broken or options.keep:
        print(f"kept {folder}")
    else:
        shutil.rmtree(folder)
    sys.exit(1 if broken else 0)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/reliability", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="fixes the moments of the kills (%(default)s)")
    parser.add_argument("--kills", type=int, default=24, metavar="N", help="kills of drivers, in turn over the jobs (%(default)s)")
    parser.add_argument("--only", action="append", choices=KINDS, help="trials of one kind; may be given again (all)")
    parser.add_argument("--keep", action="store_true", help="keep the folder of the run where all promises are kept, too")
    return parser.parse_args()


def tried(options: argparse.Namespace, folder: Path) -> int:
    """Makes the trials; the number of broken promises."""
    start = time.monotonic()
    tiny = TinyRun(folder)
    protocol = Protocol()
    chance = random.Random(options.seed)
    kinds = options.only or KINDS
    try:
        tiny.make(list(tiny.jobs))
        if "kills" in kinds:
            kill_trials.run(tiny, protocol, options.kills, chance)
            double_trials.run(tiny, protocol)
            cluster_trials.run(tiny, protocol, chance)
        if "disk" in kinds:
            disk_trials.run(tiny, protocol)
        if "limits" in kinds:
            limit_trials.run(tiny, protocol)
        if "memory" in kinds:
            memory_trials.run(tiny, protocol)
    finally:
        tiny.close()
        protocol.print_table()
        print(f"\n{len(protocol.trials)} trials, {protocol.broken()} broken, {time.monotonic() - start:.0f} s", flush=True)
    return protocol.broken()


if __name__ == "__main__":
    main()
