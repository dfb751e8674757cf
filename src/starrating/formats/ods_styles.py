"""The styles of an OpenDocument spreadsheet that tell of cells: struck through, hidden, how numbers are shown.

The names of elements and attributes are those of OpenDocument 1.2; `calcext` is what LibreOffice adds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starrating.formats.number_format import GENERAL, NumberFormat
from starrating.formats.sheet import CellStyle

Attributes = Mapping[str, str]

_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0": "number",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_FORMATS = {
    "number:number-style": GENERAL,
    "number:currency-style": GENERAL,
    "number:percentage-style": NumberFormat(percent=True),
    "number:date-style": NumberFormat(date=True),
    "number:time-style": NumberFormat(date=True),
}
_YEARS = {"number:year", "number:era"}
_MOST_PARENTS = 20


def prefixed(name: str) -> str:
    """Return the name of an element or attribute as expat gives it with the prefix that is used here."""
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(space, '')}:{local}"


@dataclass(slots=True)
class _Style:
    """What a style says itself; None where its parent says it."""

    parent: str
    data: str | None
    struck: bool | None = None
    raised: bool = False
    hidden: bool = False


class Styles:
    """The styles read so far, by their names; later ones replace earlier ones of the same name."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._formats: dict[str, NumberFormat] = {}
        self._current = _Style("", None)
        self._format = ""
        self._resolved: dict[str, CellStyle] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in the beginning of an element of a style."""
        if name == "style:style":
            self._current = _Style(
                attributes.get("style:parent-style-name", ""), attributes.get("style:data-style-name")
            )
            self._styles[attributes.get("style:name", "")] = self._current
        elif name in _FORMATS:
            self._format = attributes.get("style:name", "")
            self._formats[self._format] = _FORMATS[name]
        elif name == "style:text-properties":
            self._in_text(attributes)
        elif name == "style:table-properties":
            self._current.hidden = attributes.get("table:display") == "false"
        elif name in _YEARS and self._format in self._formats:
            self._formats[self._format] = self._formats[self._format]._replace(year=True)
        elif name == "number:number" and self._formats.get(self._format) == GENERAL:
            decimals = attributes.get("number:decimal-places", "")
            self._formats[self._format] = NumberFormat(decimals=int(decimals) if decimals.isdecimal() else None)

    def _in_text(self, attributes: Attributes) -> None:
        of_run = attributes.get("style:text-line-through-type")
        line = attributes.get("style:text-line-through-style", of_run)
        self._current.struck = self._current.struck if line is None else line != "none"
        self._current.raised = not attributes.get("style:text-position", "0%").startswith("0%")

    def hides(self, name: str) -> bool:
        """Tell whether the style of a table hides it."""
        return name in self._styles and self._styles[name].hidden

    def is_odd(self, name: str) -> bool:
        """Tell whether the style of a run of text strikes it through, or sets it above or below the line."""
        return name in self._styles and (self._styles[name].raised or self.of_cell(name).struck)

    def of_cell(self, name: str) -> CellStyle:
        """Return what a style and its parents tell of a cell."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> CellStyle:
        struck, data = None, None
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                break
            struck = style.struck if struck is None else struck
            data = style.data if data is None else data
            name = style.parent
        return CellStyle(bool(struck), self._formats.get(data or "", GENERAL))
