"""What a measurement was made on."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
import subprocess
from pathlib import Path


def facts(repository: Path) -> dict[str, str | int | float]:
    """The machine, the date and the versions of everything that is compared."""
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "cpu": _first(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text()),
        "cores": cores(),
        "memory_gib": round(memory_bytes() / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "allsky": _said(["git", "-C", str(repository), "describe", "--always", "--dirty"]),
        "spark": _spark(repository),
        "java": _first(r'version "([^"]*)"', _said(["java", "-version"])),
        "python": platform.python_version(),
        **{name: package_version(name) for name in ("numpy", "pyarrow", "scipy", "astropy")},
        "stilts": _first(r"STILTS version (\S+)", _said(["stilts", "-version"])),
    }


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0))


def memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def load_average() -> float:
    """Processes that ran or waited in the last minute."""
    return round(os.getloadavg()[0], 2)


def package_version(name: str) -> str:
    """Empty where the package is missing."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _spark(repository: Path) -> str:
    home = Path(os.environ.get("SPARK_HOME") or repository / "spark-jobs/target/spark")
    jars = sorted((home / "jars").glob("spark-core_*.jar"))
    return jars[0].stem.split("-")[-1] if jars else ""


def _said(command: list[str]) -> str:
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return (result.stdout + result.stderr).strip()


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found.group(1).strip() if found else ""
