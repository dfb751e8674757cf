"""One look through the raw XML of a sheet, for what libraries hide or fall over.

python-calamine returns error cells and formulas that were never calculated as blanks, and lays out every sheet as one
dense block, however far its last cell is. So the bytes are looked through first, a quarter of a megabyte at a time.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from starrating.formats.limits import Limits, hidden
from starrating.formats.sheet import Address, Fault, SheetLook

MOST_NOTED = 200_000
"""Faults that are told apart; further ones appear as blanks, which are refused just as well."""
_LONGEST_ROW = 1 << 24
_OVERLAP = 1 << 16
_SINGLE_LETTERS = 26
_FIVE_DIGITS = 99_999

_POSITION = re.compile(rb""" r=["'](?![A-Z]\d{1,5}+["'])(\d++|[A-Z]++\d{6,}+|[A-Z]{2,}+)\d*+["'][^>]*+(?<!/)>""")
"""Rows, columns after Z, and cells in rows of six digits; an empty element does not count, the library skips it too.

Most cells are none of these, so they are passed over first, and nothing is tried twice: a third less time for it.
"""
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR = re.compile(rb"""t=["']e["']""")
_CALCULATED_TEXT = re.compile(rb"""\bt=["']str["']""")
_PREFIX = re.compile(rb"<(?:(\w+):)?worksheet[\s>]")
_HIDDEN = re.compile(rb"""<(?:\w+:)?(row|col)\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_NUMBER = {name: re.compile(rb"\b" + name + rb"""=["'](\d{1,7})["']""") for name in (b"r", b"min", b"max")}


class UnsafeXmlError(Exception):
    """The XML declares a document type; no office program writes one."""


def scan(blocks: Iterable[bytes], limits: Limits, styles: Sequence[Collection[int]] = ((), ())) -> SheetLook:
    """Look through a sheet; `UnsafeXmlError` if it declares a document type.

    `styles` are the numbers of those that strike cells through, and of those that show percentages.
    """
    found = SheetLook(columns=_SINGLE_LETTERS)
    prefix: bytes | None = None
    styled = [
        (pattern, cells)
        for numbers, cells in zip(styles, (found.struck, found.percents), strict=True)
        if (pattern := _pattern_of_styles(numbers))
    ]
    for block in _whole_rows(blocks):
        _refuse_document_type(block)
        if prefix is None and (match := _PREFIX.search(block)):
            prefix = match[1] + b":" if match[1] else b""
        _measure(block, found, limits)
        _find_faults(block, prefix or b"", found)
        _find_hidden(block, found, limits)
        found.merged += block.count(b"mergeCell ")
        for pattern, cells in styled:
            if len(cells) < MOST_NOTED:
                cells.update(filter(None, map(_address_of, pattern.findall(block))))
    return found


def refuse_document_type(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield any XML part again, block by block; `UnsafeXmlError` if it declares a document type."""
    rest = b""
    for block in blocks:
        _refuse_document_type(rest + block)
        rest = block[-_OVERLAP:]
        yield block


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


def _measure(block: bytes, found: SheetLook, limits: Limits) -> None:
    """Note how far the sheet reaches: rows of up to five digits by themselves, farther ones by their cells."""
    positions = set(_POSITION.findall(block))
    cells = [position for position in positions if not position.isdigit()]
    rows = max((int(position[:9]) for position in positions.difference(cells)), default=0)
    found.rows = max(found.rows, min(rows, _FIVE_DIGITS))
    for position in cells:
        letters = position.rstrip(b"0123456789")
        row = int(position[len(letters) :][:9] or 0)
        columns = column_index(letters[:4].decode()) + 1
        if row > limits.rows or columns > limits.columns:
            found.beyond = found.beyond or _position(block, position)
        found.rows = max(found.rows, row)
        found.columns = max(found.columns, columns)


def _position(block: bytes, position: bytes) -> str:
    match = re.search(position + rb"\d*", block)
    assert match
    return match[0].decode()


def _find_hidden(block: bytes, found: SheetLook, limits: Limits) -> None:
    if b"filterColumn" in block:
        found.filtered = True
    if b"hidden=" not in block:
        return
    for kind, attributes in _HIDDEN.findall(block):
        numbers = {name: int(match[1]) for name, pattern in _NUMBER.items() if (match := pattern.search(attributes))}
        if kind == b"row" and b"r" in numbers:
            found.hidden_rows.update(hidden(numbers[b"r"], numbers[b"r"], limits.rows))
        elif kind == b"col" and b"min" in numbers and b"max" in numbers:
            found.hidden_columns.update(hidden(numbers[b"min"] - 1, numbers[b"max"] - 1, limits.columns))


def _pattern_of_styles(styles: Collection[int]) -> re.Pattern[bytes] | None:
    if not styles:
        return None
    numbers = "|".join(map(str, sorted(styles))).encode()
    return re.compile(rb"""<(?:\w+:)?c(\s[^>]*\bs=["'](?:""" + numbers + rb""")["'][^>]*)(?<!/)>""")


def _find_faults(block: bytes, prefix: bytes, found: SheetLook) -> None:
    if len(found.faults) > MOST_NOTED:
        return
    errors, formulas = _patterns(prefix)
    if _ERROR.search(block):
        for cell in errors.findall(block):
            _note(cell, "error-cell", found)
    if b"f" in block and b"<" + prefix + b"f" in block:  # most sheets of values have no f at all, soon seen
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


def _note(cell: bytes, fault: Fault, found: SheetLook) -> None:
    if address := _address_of(cell):
        found.faults[address] = fault


def _address_of(cell: bytes) -> Address | None:
    match = _ADDRESS.search(cell)
    return (int(match[2]), column_index(match[1].decode())) if match else None
