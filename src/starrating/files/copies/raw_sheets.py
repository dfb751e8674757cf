"""What openpyxl would lose or fall over, read from the raw XML of the sheets.

A formula keeps the value that the office program saved for it, so that a copy reads the same without being calculated
anew; openpyxl writes the formula alone.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO, NamedTuple

from openpyxl.reader.workbook import WorkbookParser
from openpyxl.utils import range_boundaries

MAX_XML = 16 * 2**20
"""Bytes of XML of which openpyxl makes a workbook: it needs some twenty-five times as many."""
MAX_SPANNED = 200_000
"""Cells in merged ranges and ranges of links: openpyxl makes an object of each."""

_FORMULA = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<"
)
_ATTRIBUTE = re.compile(rb"""\s(r|t)=["']([^"']*)["']""")
_SPAN = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_WRITTEN = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f(?:\s[^>]*)?/>|<f(?:\s[^>]*)?>[^<]*</f>)<v\s*(?:/>|></v>)</c>')


class Saved(NamedTuple):
    """The value saved for a formula, as XML has it: its type, such as `str`, empty for a number, and its text."""

    kind: bytes
    value: bytes


SavedValues = Mapping[str, Mapping[bytes, Saved]]
"""Sheet → address → the value saved for the formula there."""


def saved_values(archive: zipfile.ZipFile) -> SavedValues | None:
    """Return the saved values of the formulas of a sound workbook; None if it is too large for openpyxl."""
    if sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml")) > MAX_XML:
        return None
    found: dict[str, Mapping[bytes, Saved]] = {}
    spanned = 0
    for name, part in _parts(archive).items():
        xml = archive.read(part)
        spanned += sum(map(_cells, _SPAN.findall(xml)))
        found[name] = dict(map(_saved, _FORMULA.findall(xml)))
    return found if spanned <= MAX_SPANNED else None


def put_back(written: IO[bytes], target: IO[bytes], saved: Mapping[str, Mapping[bytes, Saved]]) -> None:
    """Copy a workbook that openpyxl wrote; `saved` has the values to put back by the part of the sheet."""
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.infolist():
            xml = source.read(part)
            copy.writestr(part, _with_values(xml, saved.get(part.filename, {})))


def _with_values(xml: bytes, saved: Mapping[bytes, Saved]) -> bytes:
    def value(match: re.Match[bytes]) -> bytes:
        kept = saved.get(match[1])
        if kept is None:
            return match[0]
        kind = b' t="%s"' % kept.kind if kept.kind else b""
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (match[1], match[2], kind, match[3], kept.value)

    return _WRITTEN.sub(value, xml) if saved else xml


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each sheet."""
    parser = WorkbookParser(archive, "xl/workbook.xml")
    parser.parse()
    names: Iterable[str] = archive.namelist()
    return {sheet.name: link.target for sheet, link in parser.find_sheets() if link.target in names}


def _cells(span: bytes) -> int:
    left, top, right, bottom = (bound or 0 for bound in range_boundaries(span.decode()))
    return (right - left + 1) * (bottom - top + 1)


def _saved(cell: tuple[bytes, bytes]) -> tuple[bytes, Saved]:
    attributes = dict(_ATTRIBUTE.findall(cell[0]))
    kind = attributes.get(b"t", b"")
    return attributes.get(b"r", b""), Saved(b"" if kind == b"n" else kind, cell[1])
