"""How many spectra are matched with how many sources."""

from __future__ import annotations

import re
from dataclasses import dataclass

SPECTRA = 500_000
_FACTORS = {"": 1, "k": 1000, "M": 1_000_000}


@dataclass(frozen=True, order=True)
class DataSize:
    """Ordered by the number of sources; its text, such as 500kx20M, is also its folder's name."""

    sources: int
    spectra: int

    @staticmethod
    def parse(text: str) -> DataSize:
        """20 means 500 thousand spectra and 20 million sources; 1kx10k says both."""
        if re.fullmatch(r"\d+(\.\d+)?", text):
            size = DataSize(round(float(text) * 1_000_000), SPECTRA)
        elif both := re.fullmatch(r"(\d+)([kM]?)x(\d+)([kM]?)", text):
            spectra, spectra_unit, sources, sources_unit = both.groups()
            size = DataSize(int(sources) * _FACTORS[sources_unit], int(spectra) * _FACTORS[spectra_unit])
        else:
            raise ValueError(text)
        # The sky needs some of each kind of place; spectra are parted from distinct sources.
        if size.spectra < 1000 or size.sources < size.spectra:
            raise ValueError(text)
        return size

    def __str__(self) -> str:
        return f"{_short(self.spectra)}x{_short(self.sources)}"


def _short(count: int) -> str:
    for unit, factor in (("M", 1_000_000), ("k", 1000)):
        if count % factor == 0:
            return f"{count // factor}{unit}"
    return str(count)
