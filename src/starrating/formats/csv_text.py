"""Plain text with a table in it (.csv): how it is encoded and divided is told from what it says.

Cells stay the text they are: 1/2 is no date here and 007 no 7. What a number is, the reader of cells decides.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from starrating.errors import Rejection
from starrating.formats.limits import Limits, check_reach, check_size
from starrating.formats.sheet import ERRORS_SHOWN, SAVE_AS, Address, Facts, Row, Sheet, Workbook, kept_rows
from starrating.i18n import Text, text
from starrating.patterns import regex

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DIVIDERS = ",\t;"
_LOOKED_AT = 2**16
"""Characters from which the divider is told."""
_LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; a longer one is a quotation mark that was never closed."""
_PROTECTED = regex(r'="((?:[^"]|"")*)"')
"""What SAP and other exports write so that Excel keeps a text a text."""
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LONGEST_LINE = regex(r"[^\n\r]{1048577}")


def read(path: Path, file: str, limits: Limits) -> Workbook:
    """Read the file as a workbook of one sheet, named after it; `Rejection` if it is no text, or its quotes are open.

    A number that an exporting program protects as `="007"` is the text 007; of a saved error there is the error.
    """
    check_size(path.stat().st_size, limits)
    content = _decoded(path.read_bytes())
    if match := _LONGEST_LINE.search(content):
        line = content.count("\n", 0, match.start()) + 1
        raise _unreadable(line, text("a line has more than a million characters"))
    facts = Facts()
    telling = '="' in content or "#" in content
    values: list[Row] = []
    for number, row in enumerate(_rows(content, _divider(content)), start=1):
        facts.reach(number, max(len(row) - 1, 0), limits.reach)
        if max(map(len, row), default=0) > _LONGEST_CELL:
            raise _unreadable(number, text("a cell has more than 32767 characters"))
        check_reach(facts, path.stem, limits)
        values.append([_plain(cell, (number, at), facts) for at, cell in enumerate(row)] if telling else row)
    sheets = iter((Sheet(file, path.stem, kept_rows(values, facts.columns), facts),))
    return Workbook("csv", (path.stem,), sheets, [])


def _plain(cell: str, address: Address, facts: Facts) -> str:
    if match := _PROTECTED.fullmatch(cell):
        return match[1].replace('""', '"')
    if cell.upper() in ERRORS_SHOWN:
        facts.faults[address] = "error-cell"
        return ""
    return cell


def is_text(start: bytes) -> bool:
    """Tell whether a file that begins so is plain text."""
    return start.startswith(tuple(_BOMS)) or not any(start.count(byte) for byte in (b"\0", b"\x1b", b"\x7f"))


def _decoded(content: bytes) -> str:
    encodings = [encoding for bom, encoding in _BOMS.items() if content.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            decoded = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in decoded:
            return decoded
    message = text("The text is in none of the encodings that are read: UTF-8, GB18030, and UTF-16 with its mark.")
    raise Rejection("not-a-workbook", message, SAVE_AS)


def _divider(content: str) -> str:
    """Return the sign that divides most of the first rows into the most cells of the same number; a comma if none."""
    return max(_DIVIDERS, key=lambda sign: _regularity(_rows(content[:_LOOKED_AT], sign)))


def _regularity(rows: Iterable[Row]) -> int:
    """Return how many cells are in rows of the usual number of them; what comes after a faulty row does not count."""
    widths: Counter[int] = Counter()
    with suppress(Rejection):
        for row in rows:
            widths[len(row)] += 1
    return max((width * count for width, count in widths.items() if width > 1), default=0)


def _rows(content: str, divider: str) -> Iterator[Row]:
    """Yield the rows; `Rejection` where quotation marks do not fit, since rows would be swallowed there."""
    reader = csv.reader((line[0] for line in _LINE.finditer(content)), delimiter=divider, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(reader.line_num, text("its quotation marks do not fit, or a cell is too long")) from error


def _unreadable(line: int, reason: Text) -> Rejection:
    message = text("The text cannot be divided into cells near line %(line)s: %(reason)s.", line=line, reason=reason)
    hint = text("Open it in Excel or WPS, see whether the columns are right there, and save it as .xlsx.")
    return Rejection("damaged-file", message, hint)
