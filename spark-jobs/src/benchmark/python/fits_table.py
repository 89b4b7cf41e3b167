"""FITS binary tables, written chunk by chunk so that their size is bounded by the disk alone."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import numpy as np

BLOCK = 2880
CARD = 80

# Big-endian numpy types by their TFORM letters (FITS standard 4.0, table 18).
_FORMS = {">f8": "D", ">f4": "E", ">i8": "K", ">i4": "J", "|u1": "B"}


class FitsTableWriter:
    """Writes one binary table; the number of rows is set in the header when it is closed."""

    def __init__(self, path: Path, name: str, row_type: np.dtype) -> None:
        """row_type: a packed structured type of big-endian numbers and S strings."""
        self._name = name
        self._row_type = row_type
        self._rows = 0
        self._file = path.open("wb")
        self._file.write(self._headers())

    def append(self, rows: np.ndarray) -> None:
        self._file.write(rows.astype(self._row_type, copy=False).tobytes())
        self._rows += len(rows)

    def __enter__(self) -> FitsTableWriter:
        return self

    def __exit__(
        self,
        error: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            self._file.write(bytes(-self._rows * self._row_type.itemsize % BLOCK))
            self._file.seek(0)
            self._file.write(self._headers())

    def _headers(self) -> bytes:
        primary = [
            _card("SIMPLE", True),
            _card("BITPIX", 8),
            _card("NAXIS", 0),
            _card("EXTEND", True),
        ]
        table = [
            _card("XTENSION", "BINTABLE"),
            _card("BITPIX", 8),
            _card("NAXIS", 2),
            _card("NAXIS1", self._row_type.itemsize),
            _card("NAXIS2", self._rows),
            _card("PCOUNT", 0),
            _card("GCOUNT", 1),
            _card("TFIELDS", len(self._row_type.names)),
        ]
        for number, name in enumerate(self._row_type.names, start=1):
            table.append(_card(f"TTYPE{number}", name))
            table.append(_card(f"TFORM{number}", _form(self._row_type[name])))
        table.append(_card("EXTNAME", self._name))
        return _block(primary) + _block(table)


def _form(column: np.dtype) -> str:
    return f"{column.itemsize}A" if column.kind == "S" else "1" + _FORMS[column.str]


def _card(key: str, value: bool | int | str) -> str:
    if isinstance(value, bool):
        text = "T" if value else "F"
    else:
        text = str(value)
    shown = f"'{text:<8}'" if isinstance(value, str) else f"{text:>20}"
    return f"{key:<8}= {shown}".ljust(CARD)


def _block(cards: list[str]) -> bytes:
    text = "".join(cards) + "END".ljust(CARD)
    return text.ljust(-(-len(text) // BLOCK) * BLOCK).encode("ascii")
