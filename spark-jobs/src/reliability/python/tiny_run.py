"""A run of all jobs on a tiny simulated sky: the inputs of the trials, and the answers to compare with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import answers
from answers import Tables
from job_process import REPOSITORY, JobProcess
from trial import BrokenPromise, SkippedTrial

JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SKY = ["--tiles", "6", "--tile-pixels", "256", "--labelled-per-tile", "50", "--seed", "5"]
NETWORK = ["--input-side", "16", "--stem-kernel", "5", "--batch-size", "64", "--epochs", "2"]
TRAININGS = 6


@dataclass(frozen=True)
class Job:
    """A job with the words of its command.

    words: of an output; sign: of its words and output, true once it has begun its work; answer: what the
    output says; finished: of an output, true where it claims to be complete; again: words that only a second
    attempt has.
    """

    name: str
    words: Callable[[Path], list[str]]
    sign: Callable[[str, Path], bool]
    answer: Callable[[Path], str]
    finished: Callable[[Path], bool] = lambda output: (output / "_SUCCESS").exists()
    again: tuple[str, ...] = ()


@dataclass
class TinyRun:
    """folder: of all that is made; seconds: of work from a job's sign to its end; expected: a job's answer."""

    folder: Path
    seconds: dict[str, float] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)
    processes: int = 0
    started: list[JobProcess] = field(default_factory=list)
    unsteady: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.temporary = self.folder / "temporary"
        self.logs = self.folder / "logs"
        for folder in (self.temporary, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
        self.tables = Tables(self.logs, self.options(), self.variables())
        self.jobs = {job.name: job for job in self._jobs()}

    def options(self, *more: str, heap: str = "1g", java: str = "") -> list[str]:
        """Spark's words before the job."""
        options = f"{JAVA} {java}".strip()
        settings = ["spark.ui.enabled=false", "spark.sql.shuffle.partitions=4", f"spark.driver.extraJavaOptions={options}"]
        words = ["--master", "local[2]", "--driver-memory", heap]
        return [*words, *(word for setting in settings for word in ("--conf", setting)), *more]

    def variables(self, temporary: Path | None = None) -> dict[str, str]:
        """Of every command. One thread of a native library sums in the same order, whatever else runs."""
        return {"TMPDIR": str(temporary or self.temporary), "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

    def start(self, words: list[str], options: list[str] | None = None, before: tuple[str, ...] = (),
              variables: dict[str, str] | None = None) -> JobProcess:  # fmt: skip
        """Starts bin/allsky; before: words in front of it."""
        self.processes += 1
        command = [*before, str(REPOSITORY / "bin/allsky"), *(options or self.options()), *words]
        log = self.logs / f"{self.processes:03}-{words[0]}.txt"
        process = JobProcess(command, log, variables or self.variables(), self.logs)
        self.started = [other for other in self.started if not other.has_ended()] + [process]
        return process

    def close(self) -> None:
        """Ends what still runs."""
        self.tables.close()
        for process in self.started:
            process.kill()

    def make(self, names: list[str]) -> None:
        """Runs jobs to their ends, each with the outputs of those before it, and keeps their answers."""
        for name in names:
            job = self.jobs[name]
            output = self.output(name)
            if name == "train-iicnet":
                self._train(job, output)
            else:
                self._run(job, output)
            print(f"made    {name:<16} {self.seconds[name]:5.1f} s of work, {self.expected[name]}", flush=True)

    def _run(self, job: Job, output: Path) -> None:
        process = self.start(job.words(output))
        process.wait_until(lambda: job.sign(process.said(), output))
        begun = time.monotonic()
        if process.exit_code() != 0:
            raise BrokenPromise(f"{job.name} undisturbed: {process.last_line()}")
        self.seconds[job.name] = time.monotonic() - begun
        self.expected[job.name] = job.answer(output)

    def _train(self, job: Job, output: Path) -> None:
        """Trains twice. On some machines PyTorch's gradients differ from run to run, or are not numbers."""
        for attempt in range(TRAININGS):
            try:
                self._run(job, output)
                first = self.expected[job.name]
                self._run(job, output.with_name("model-again"))
                same = self.expected[job.name] == first
                self.expected[job.name] = first
            except BrokenPromise as failed:
                print(f"failed  {job.name:<16} {failed}", flush=True)
                same = False
                if not job.finished(output):
                    continue
            if not same or attempt > 0:
                self.unsteady.add(job.name)
                print(f"unsteady {job.name}: undisturbed trainings differ on this machine", flush=True)
            return
        raise BrokenPromise(f"{job.name} undisturbed: failed {TRAININGS} times")

    def require_steady(self, job: Job) -> None:
        """Raises SkippedTrial where undisturbed runs of a job differ, so that nothing can be compared."""
        if job.name in self.unsteady:
            raise SkippedTrial("not tried: undisturbed runs differ on this machine")

    def output(self, name: str) -> Path:
        folders = {
            "simulate-sky": "sky", "fetch-tiles": "fetched", "crossmatch": "matches", "stack-cutouts": "cutouts",
            "train-iicnet": "model", "evaluate-iicnet": "evaluation", "classify-allsky": "predictions",
            "report": "report/index.html",
        }  # fmt: skip
        return self.folder / "run" / folders[name]

    def require_same(self, job: Job, output: Path, what: str) -> None:
        """Raises BrokenPromise where an output does not say what the undisturbed one says."""
        answer = job.answer(output)
        if answer != self.expected[job.name]:
            raise BrokenPromise(f"{what}: the output is {answer}, undisturbed it is {self.expected[job.name]}")

    def _jobs(self) -> list[Job]:
        sky, matches, cutouts, model = (
            str(self.output(name)) for name in ("simulate-sky", "crossmatch", "stack-cutouts", "train-iicnet")
        )
        table = self.tables.answer
        has_identity = _has_identity
        return [
            Job("simulate-sky", lambda to: ["simulate-sky", "--output", str(to), *SKY], has_identity,
                lambda to: f"{answers.of_files(to, '*.fits')}, {table(to / 'allwise')}"),
            Job("fetch-tiles", lambda to: ["fetch-tiles", "--sources", f"{sky}/allwise", "--tiles", str(to),
                "--base-url", f"file:{sky}/tiles", "--pause-ms", "100", "--spool", str(to) + ".spool"],
                lambda said, _: " to fetch" in said, lambda to: answers.of_files(to, "*.fits"), lambda to: (to / "_fetch.json").exists()),
            Job("crossmatch", lambda to: ["crossmatch", "--sources", f"{sky}/allwise", "--spectra", f"{sky}/specObj.fits",
                "--output", str(to)], has_identity,
                lambda to: f"{table(to)}, {table(to / '_rejected')}, {answers.of_json(to / '_summary.json')}"),
            Job("stack-cutouts", lambda to: ["stack-cutouts", "--sources", matches, "--tiles", f"{sky}/tiles",
                "--output", str(to)], has_identity, table),
            Job("train-iicnet", lambda to: ["train-iicnet", "--cutouts", cutouts, "--model", str(to), *NETWORK,
                "--training-share", "0.5"], lambda said, _: "training on" in said,
                lambda to: answers.of_files(to, "iicnet.onnx"), again=("--resume",)),
            Job("evaluate-iicnet", lambda to: ["evaluate-iicnet", "--cutouts", cutouts, "--model", model,
                "--output", str(to)], has_identity,
                lambda to: f"{table(to / 'predictions')}, {answers.of_json(to / 'evaluation.json')}"),
            Job("classify-allsky", lambda to: ["classify-allsky", "--sources", f"{sky}/allwise", "--tiles", f"{sky}/tiles",
                "--model", model, "--output", str(to), "--chunk-sources", "120"], has_identity,
                lambda to: table(to / "dataset")),
            Job("report", lambda to: ["report", "--run", str(self.folder / "run"), "--output", str(to)],
                lambda said, _: "measuring the baselines" in said,
                lambda to: answers.of_json(to.parent / "report.json"), lambda to: to.exists()),
        ]  # fmt: skip


def _has_identity(_: str, output: Path) -> bool:
    return (output / "_run.json").exists()
