"""One look through the raw XML of a sheet, for what libraries hide or fall over.

python-calamine returns error cells and formulas that were never calculated as blanks, and lays out every sheet as one
dense block, however far its last cell is. So the bytes are looked through first, a quarter of a megabyte at a time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

MAX_COLUMNS = 702
"""The last column that is read is ZZ."""
MAX_ROWS = 200_000
MAX_AREA = 20_000_000
"""Cells of the dense block from A1 to the last row and column: at 32 bytes each, 640 megabytes."""
MAX_FAULTS = 200_000
"""Faults that are told apart; further ones appear as blanks, which are refused just as well."""
_LONGEST_ROW = 1 << 24
_OVERLAP = 1 << 16

Fault = Literal["error-cell", "formula-not-saved"]
Address = tuple[int, int]
"""Row as the spreadsheet counts, column from 0."""

_POSITION = re.compile(rb""" r=["'](\d+|[A-Z]+\d{6,}|[A-Z]{2,})\d*["'][^>]*(?<!/)>""")
"""Rows, columns after Z, and cells in rows of six digits; an empty element does not count, the library skips it too."""
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_CALCULATED_TEXT = re.compile(rb"""\bt=["']str["']""")
_PREFIX = re.compile(rb"<(?:(\w+):)?worksheet[\s>]")


class UnsafeXmlError(Exception):
    """The XML declares a document type; no office program writes one."""


@dataclass(slots=True)
class SheetScan:
    """What a sheet holds besides values: faulty cells, how far it reaches, and the first position beyond the limits."""

    faults: dict[Address, Fault] = field(default_factory=dict)
    rows: int = 0
    columns: int = 26
    beyond: str | None = None

    @property
    def too_large(self) -> bool:
        """Whether the sheet must not be opened."""
        return self.beyond is not None or self.rows * self.columns > MAX_AREA


def scan(blocks: Iterable[bytes]) -> SheetScan:
    """Look through a sheet; `UnsafeXmlError` if it declares a document type."""
    found = SheetScan()
    prefix: bytes | None = None
    for block in _whole_rows(blocks):
        _refuse_document_type(block)
        if prefix is None and (match := _PREFIX.search(block)):
            prefix = match[1] + b":" if match[1] else b""
        _measure(block, found)
        _find_faults(block, prefix or b"", found)
    return found


def refuse_document_type(blocks: Iterable[bytes]) -> None:
    """Look through any XML part; `UnsafeXmlError` if it declares a document type."""
    rest = b""
    for block in blocks:
        _refuse_document_type(rest + block)
        rest = block[-_OVERLAP:]


def column_index(letters: str) -> int:
    """Return the index of a column from 0: A → 0, AA → 26."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - 64
    return index - 1


def _whole_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut after a row, so that no cell and no declaration is divided; a row without end is cut all the same."""
    rest = b""
    for block in blocks:
        whole = rest + block
        cut = whole.rfind(b"row>")
        if cut < 0:
            cut = len(whole) - _OVERLAP if len(whole) > _LONGEST_ROW else 0
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def _refuse_document_type(block: bytes) -> None:
    """Refuse the declaration itself, and the zero bytes of an encoding in which it could not be seen."""
    if b"<!DOCTYPE" in block or b"\0" in block:
        raise UnsafeXmlError


def _measure(block: bytes, found: SheetScan) -> None:
    for position in set(_POSITION.findall(block)):
        letters = position.rstrip(b"0123456789")
        row = int(position[len(letters) :][:9] or 0)
        columns = column_index(letters[:4].decode()) + 1
        if (row > MAX_ROWS and letters) or columns > MAX_COLUMNS:
            found.beyond = found.beyond or _address(block, position)
        found.rows = max(found.rows, row if letters else min(row, MAX_ROWS))
        found.columns = max(found.columns, columns)


def _address(block: bytes, position: bytes) -> str:
    match = re.search(position + rb"\d*", block)
    assert match
    return match[0].decode()


def _find_faults(block: bytes, prefix: bytes, found: SheetScan) -> None:
    if len(found.faults) > MAX_FAULTS:
        return
    errors, formulas = _patterns(prefix)
    if b't="e"' in block or b"t='e'" in block:
        for cell in errors.findall(block):
            _note(cell, "error-cell", found)
    if b"<" + prefix + b"f" in block:
        for cell, value in formulas.findall(block):
            if not value.strip() and not _CALCULATED_TEXT.search(cell):
                _note(cell, "formula-not-saved", found)


@cache
def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return patterns for an error cell (its attributes) and for a formula (its cell's attributes, its saved value)."""
    cell, formula, value = (b"<" + prefix + name for name in (b"c", b"f", b"v"))
    errors = re.compile(cell + rb"""(\s[^>]*\bt=["']e["'][^>]*)>""")
    close = b"(?:/>|>[^<]*</" + prefix + b"f>)"
    formulas = re.compile(
        cell
        + rb"(\s[^>]*)>\s*"
        + formula
        + rb"(?:\s[^>]*?)?"
        + close
        + rb"\s*(?:"
        + value
        + rb"(?:\s[^>]*?)?>([^<]*))?"
    )
    return errors, formulas


def _note(cell: bytes, fault: Fault, found: SheetScan) -> None:
    if match := _ADDRESS.search(cell):
        found.faults[int(match[2]), column_index(match[1].decode())] = fault
