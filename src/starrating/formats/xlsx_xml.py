"""One look through the raw XML of a sheet, for what libraries hide or fall over.

python-calamine returns error cells and formulas that were never calculated as blanks, and lays out every sheet as one
dense block, however far its last cell is. So the bytes are looked through first, a quarter of a megabyte at a time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from starrating.errors import column_index
from starrating.formats.limits import Limits, hidden
from starrating.formats.sheet import MOST_NOTED, Address, CellFault, CellStyle, Facts
from starrating.formats.xlsx_addresses import Addresses
from starrating.formats.xlsx_parts import odd_runs
from starrating.formats.zip_archive import refuse_document_type
from starrating.patterns import regex

_LONGEST_ROW = 1 << 24
_OVERLAP = 1 << 16
_SINGLE_LETTERS = 26
_BEFORE_STYLE = 64
"""Bytes in which the address of a cell stands before its style."""
_FIVE_DIGITS, _ROW_DIGITS = 99_999, 6

_POSITION = regex(rb""" r=["'](?![A-Z]\d{1,5}+["'])(\d++|[A-Z]++\d{6,}+|[A-Z]{2,}+)\d*+["'][^>]*+(?<!/)>""")
"""Rows, columns after Z, and cells in rows of six digits; an empty element does not count, the library skips it too.

Most cells are none of these, so only those are looked at that may be, see `_far`.
"""
_LETTER = ord("A")
_ROOM = 11
"""Bytes from the name of an address's attribute to behind the row of five digits of a column with two letters."""
_ADDRESS = regex(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR = regex(rb"""t=["']e["']""")
_CALCULATED_TEXT = regex(rb"""\bt=["']str["']""")
_QUOTES = rb"(?:\"|&quot;){2}"
_ROW_SUM = regex(rb"IF\(COUNT\(([A-Z]+)(\d+):([A-Z]+)\2\)=0," + _QUOTES + rb",SUM\(\1\2:\3\2\)\)")
"""IF(COUNT(K5:AL5)=0,"",SUM(K5:AL5)): of a workbook that a program filled, it was never calculated.

Such a cell is blank: what it would show is the sum of cells that are read themselves.
"""
_PREFIX = regex(rb"<(?:(\w+):)?worksheet[\s>]")
_HIDDEN = regex(rb"""<(?:\w+:)?(row|col)\s([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_INLINE = regex(rb"""<(?:\w+:)?c(\s[^>]*)>\s*<(?:\w+:)?is>(.*?)</(?:\w+:)?is>""", re.DOTALL)
_SHARED = regex(rb"""<(?:\w+:)?c(\s[^>]*\bt=["']s["'][^>]*)>\s*<(?:\w+:)?v>(\d+)<""")
_PREFIXED = regex(rb"<(/?)\w+:")
_NO_NUMBER = regex(rb"""\bt=["'](?!n["'])""")
_NUMBER = {name: regex(rb"\b" + name + rb"""=["'](\d{1,7})["']""") for name in (b"r", b"min", b"max")}


class Telling(NamedTuple):
    """What in the parts beside the sheets tells something of cells.

    Styles by their numbers, and the superscript, subscript or struck runs of shared texts by theirs.
    """

    styles: Mapping[int, CellStyle] = {}
    odd_texts: Mapping[int, str] = {}


def scan(blocks: Iterable[bytes], limits: Limits, telling: Telling | None = None) -> Facts:
    """Look through a sheet; `UnsafeXmlError` if it declares a document type."""
    found = Facts(columns=_SINGLE_LETTERS)
    telling = telling or Telling()
    prefix: bytes | None = None
    styled = _Styled(telling.styles)
    addresses = Addresses()
    for stated in _whole_rows(blocks):  # a letter that values rarely have is soon seen, a word is not
        refuse_document_type(stated)
        block = addresses.written(stated)
        if prefix is None and (match := _PREFIX.search(block)):
            prefix = match[1] + b":" if match[1] else b""
        _measure(block, found, limits)
        _find_faults(block, prefix or b"", found)
        _find_hidden(block, found, limits)
        _find_odd_runs(block, telling.odd_texts, found)
        styled.find(block, found)
        found.merged += block.count(b"mergeCell ") if b"g" in block else 0
    return found


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


def _measure(block: bytes, found: Facts, limits: Limits) -> None:
    """Note how far the sheet reaches: rows of up to five digits by themselves, farther ones by their cells."""
    rows, far = _far(block, found.columns)
    found.rows = max(found.rows, _last_row(block, rows, found.rows))
    cells = {match[1] for start in far if (match := _POSITION.match(block, start))}
    for position in cells:
        letters = position.rstrip(b"0123456789")
        row = int(position[len(letters) :][:9] or 0)
        columns = column_index(letters[:4].decode()) + 1
        if row > limits.rows or columns > limits.columns:
            found.beyond = found.beyond or _position(block, position)
        found.rows = max(found.rows, row)
        found.columns = max(found.columns, columns)


def _far(block: bytes, columns: int) -> tuple[NDArray[np.intp], list[int]]:
    """Return where rows are numbered, and addresses that may lie right of so many columns or in rows of six digits.

    What is found here is an address or not; no such address is missed.
    """
    held = np.frombuffer(block, np.uint8)
    at = np.flatnonzero((held[2 : 1 - _ROOM] == ord("=")) & (held[1:-_ROOM] == ord("r"))) + 4
    rows = at[_is_digit(held[at])]
    at = at[(held[at + 1] >= _LETTER) | _is_digit(held[at + 6])]
    first, second = (held[at + place].astype(np.int16) + 1 - _LETTER for place in (0, 1))
    near = (second > 0) & (held[at + 2] < _LETTER) & (first * 26 + second <= columns)
    far: list[int] = (at[(first > 0) & (~near | _is_digit(held[at + 7]))] - 4).tolist()
    return rows, far


def _last_row(block: bytes, rows: NDArray[np.intp], known: int) -> int:
    """Return the highest number of a row that is not empty, at most of five digits, if it is above what is known."""
    held = np.frombuffer(block, np.uint8)
    digits = held[rows[:, None] + np.arange(_ROW_DIGITS)].astype(np.int64) - ord("0")
    own = np.logical_and.accumulate((digits >= 0) & (digits <= 9), axis=1)
    numbers = np.zeros(len(rows), np.int64)
    for place in range(_ROW_DIGITS):
        numbers = np.where(own[:, place], numbers * 10 + digits[:, place], numbers)
    order = np.argsort(-numbers)
    found: list[tuple[int, int]] = list(zip(rows[order].tolist(), numbers[order].tolist(), strict=True))
    for at, number in found:
        if number <= known:
            break
        if _POSITION.match(block, at - 4):
            return min(number, _FIVE_DIGITS)
    return known


def _is_digit(letters: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((letters >= ord("0")) & (letters <= ord("9")))


def _position(block: bytes, position: bytes) -> str:
    match = re.search(position + rb"\d*", block)
    assert match
    return match[0].decode()


def _find_hidden(block: bytes, found: Facts, limits: Limits) -> None:
    if b"f" in block and b"filterColumn" in block:
        found.filtered = True
    if b"d" not in block or b"hidden=" not in block:
        return
    for kind, attributes in _HIDDEN.findall(block):
        numbers = {name: int(match[1]) for name, pattern in _NUMBER.items() if (match := pattern.search(attributes))}
        if kind == b"row" and b"r" in numbers:
            found.hidden_rows.update(hidden(numbers[b"r"], numbers[b"r"], limits.rows))
        elif kind == b"col" and b"min" in numbers and b"max" in numbers:
            found.hidden_columns.update(hidden(numbers[b"min"] - 1, numbers[b"max"] - 1, limits.columns))


class _Styled:
    """Finds the cells whose styles tell something of their numbers or texts.

    Formats of few decimals are common, and tell something only where a number has more: they are looked for so, since a
    sheet of 100,000 rows may have nothing but such cells.
    """

    def __init__(self, styles: Mapping[int, CellStyle]) -> None:
        self._styles = styles
        rounded: dict[int, list[int]] = defaultdict(list)
        for number, style in styles.items():
            if style.format.decimals is not None and not style.struck:
                rounded[style.format.decimals].append(number)
        always = styles.keys() - {number for numbers in rounded.values() for number in numbers}
        self._patterns = [_styled(always, rb"(?:<(?:\w+:)?v>([^<]*)<|<(?!/))")] if always else []
        self._patterns += [
            _styled(numbers, rb"<(?:\w+:)?v>(-?\d*\.\d{%d}[^<]*)<" % (decimals + 1))
            for decimals, numbers in rounded.items()
        ]

    def find(self, block: bytes, found: Facts) -> None:
        """Note the cells of a block."""
        if self._patterns and b"s='" in block:
            block = block.replace(b"'", b'"')
        for pattern in self._patterns:
            for match in pattern.finditer(block):
                attributes = block[max(match.start() - _BEFORE_STYLE, 0) : match.start()].rpartition(b"<")[2] + match[2]
                if address := _address_of(attributes):
                    found.note_style(address, self._styles[int(match[1])], _number(attributes, match[3]))


def _styled(styles: Iterable[int], value: bytes) -> re.Pattern[bytes]:
    """Return a pattern of the style of a cell, further attributes, and its value, a formula before it or not.

    It begins with plain bytes, which are found many times faster than the beginning of a cell with its address.
    """
    numbers = "|".join(map(str, sorted(styles))).encode()
    formula = rb"(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*)?"
    return re.compile(rb' s="(' + numbers + rb')"([^>]*)(?<!/)>\s*' + formula + value)


def _number(attributes: bytes, value: bytes | None) -> float | None:
    if not value or _NO_NUMBER.search(attributes):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _find_odd_runs(block: bytes, odd_texts: Mapping[int, str], found: Facts) -> None:
    for cell, number in _SHARED.findall(block) if odd_texts else ():
        if (odd := odd_texts.get(int(number))) and (address := _address_of(cell)):
            found.odd_runs[address] = odd
    for cell, rich in _INLINE.findall(block) if _has_odd_runs(block) else ():
        if (address := _address_of(cell)) and (odd := _odd_inline(rich)):
            found.odd_runs[address] = odd


def _has_odd_runs(block: bytes) -> bool:
    return (b"g" in block and b"vertAlign" in block) or (b"k" in block and b"strike" in block)


def _odd_inline(rich: bytes) -> str:
    """Return the odd runs of a text inside a cell; nothing if its XML is broken, which the library reports."""
    try:
        return odd_runs(ET.fromstringlist([b"<is>", _PREFIXED.sub(rb"<\1", rich), b"</is>"]))
    except ET.ParseError:
        return ""


def _find_faults(block: bytes, prefix: bytes, found: Facts) -> None:
    if len(found.faults) > MOST_NOTED:
        return
    errors, formulas = _patterns(prefix)
    if _ERROR.search(block):
        for cell in errors.findall(block):
            _note(cell, "error-cell", found)
    if b"f" in block and b"<" + prefix + b"f" in block:
        for cell, formula, value in formulas.findall(block):
            if not value.strip() and not _CALCULATED_TEXT.search(cell) and not _adds_up_its_row(formula, cell):
                _note(cell, "formula-not-saved", found)


def _adds_up_its_row(formula: bytes, cell: bytes) -> bool:
    """Tell whether a formula is that of our blank workbooks, which adds up other cells of its row."""
    match, address = _ROW_SUM.fullmatch(formula), _address_of(cell)
    return bool(match and address and int(match[2]) == address[0])


@cache
def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return patterns: of an error cell, its attributes; of a formula, its cell's attributes, itself, its value."""
    cell, formula, value = (b"<" + prefix + name for name in (b"c", b"f", b"v"))
    errors = re.compile(cell + rb"""(\s[^>]*\bt=["']e["'][^>]*)>""")
    close = b"(?:/>|>([^<]*)</" + prefix + b"f>)"
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


def _note(cell: bytes, fault: CellFault, found: Facts) -> None:
    if address := _address_of(cell):
        found.faults[address] = fault


def _address_of(cell: bytes) -> Address | None:
    match = _ADDRESS.search(cell)
    return (int(match[2]), column_index(match[1].decode())) if match else None
