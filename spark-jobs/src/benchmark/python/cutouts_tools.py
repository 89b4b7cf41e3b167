"""The tools that bin/benchmark cutouts compares, each as a command line that prints a line a pass."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

PYTHON = Path(__file__).resolve().parent
JAVA = PYTHON.parent / "java"
HEAP_MB = 500  # what a tile of three bands may need


@dataclass(frozen=True)
class Tool:
    """slow: takes so long a source that it is given a sample of them; the last two: of allsky's classes.

    passing: cuts as classify-allsky does, with no array a cutout and no scatter of the background.
    """

    name: str
    what: str
    script: str = ""
    slow: bool = False
    passing: bool = False
    vectors: bool = True

    def command(self, repository: Path, arguments: list[str]) -> list[str]:
        if self.script:
            return [sys.executable, str(PYTHON / self.script), *arguments]
        runtime = repository / "spark-jobs/target"
        path = f"{runtime / 'allsky.jar'}:{runtime / 'spark/jars'}/*"
        program = str(JAVA / "CutoutBenchmark.java")
        modules = ["--add-modules=jdk.incubator.vector"] if self.vectors else []
        options = [f"-Xmx{HEAP_MB}m", "-XX:+UseSerialGC", *modules, "-cp", path]
        return ["java", *options, program, *arguments, "passing" if self.passing else "kept"]


TOOLS = {
    tool.name: tool
    for tool in (
        Tool("allsky", f"the classes that stack-cutouts and classify-allsky use, heap of {HEAP_MB} MB"),
        Tool("classify", "the same as inside classify-allsky, without the scatter", passing=True),
        Tool("scalar", "the classes of stack-cutouts without the Vector API of Java", vectors=False),
        Tool("numpy", "windows in batches, bilinear as products of matrices", "peer_cutouts_numpy.py"),
        Tool("pixel", "astropy Cutout2D at pixels, scipy affine_transform", "peer_cutouts_pixel.py", True),
        Tool("astropy", "astropy Cutout2D at a SkyCoord, scipy affine_transform", "peer_cutouts_astropy.py", True),
        Tool("floor", "copying as many bytes in memory as are read and made", "peer_cutouts_floor.py"),
    )
}
