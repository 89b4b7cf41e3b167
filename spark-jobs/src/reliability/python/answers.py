"""What an output says, as text that is the same for the same rows and files, whoever made it and when."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

from job_process import REPOSITORY

CHANGING = {"run", "made_by", "started", "seconds", "fetched", "already_there", "bytes", "megabytes"}


class Tables:
    """One session of bin/sql, which stays open: its start takes longer than a query."""

    def __init__(self, folder: Path, options: list[str], variables: dict[str, str]) -> None:
        self.words = [str(REPOSITORY / "bin/allsky"), *options, "sql", "--format", "csv"]
        self.log = folder / "sql.txt"
        self.variables = variables
        self.session: subprocess.Popen[str] | None = None

    def answer(self, table: Path) -> str:
        """Number and checksum of the rows: the same in any order, another where a row is there twice."""
        query = f"select count(*), sum(cast(xxhash64(*) as decimal(38, 0))) from parquet.`{table}`;"
        session = self._session()
        print(query, file=session.stdin, flush=True)
        session.stdout.readline()
        row = session.stdout.readline().strip()
        if not row:
            self.close()
            return f"unreadable: {self.log.read_text().strip().splitlines()[-1]}"
        return row

    def close(self) -> None:
        if self.session:
            self.session.stdin.close()
            self.session.wait()
            self.session = None

    def _session(self) -> subprocess.Popen[str]:
        if not self.session:
            self.session = subprocess.Popen(
                self.words, text=True, env={**os.environ, **self.variables},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log.open("w"),
            )  # fmt: skip
        return self.session


def of_files(folder: Path, pattern: str) -> str:
    """Number and digest of the files of a pattern, by name and content."""
    digest = hashlib.sha256()
    files = sorted(file for file in folder.rglob(pattern) if file.is_file())
    for file in files:
        digest.update(str(file.relative_to(folder)).encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return f"{len(files)} files {digest.hexdigest()[:16]}"


def of_json(file: Path) -> str:
    """A JSON file without what differs from run to run; numbers to nine digits."""
    if not file.exists():
        return f"no {file.name}"
    text = json.dumps(_lasting(json.loads(file.read_text())), sort_keys=True)
    return f"{file.name} {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _lasting(value: object) -> object:
    if isinstance(value, dict):
        return {name: _lasting(inner) for name, inner in value.items() if name not in CHANGING}
    if isinstance(value, list):
        return [_lasting(inner) for inner in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value
