"""Which styles of a workbook say something about the values of their cells: struck through, or shown as percentages."""

import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree as ET

from starrating.formats.zip_archive import index

_PART = "xl/styles.xml"
_BUILT_IN_PERCENTS = {"9", "10"}
"""The numbers of the formats 0% and 0.00%."""
_QUOTED = re.compile(r'"[^"]*"|\\.')


class TellingStyles(NamedTuple):
    """The numbers of the styles of cells that are struck through, and of those that show percentages."""

    struck: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()


def telling_styles(archive: zipfile.ZipFile) -> TellingStyles:
    """Read the styles that the cells of all sheets refer to; none if the workbook has no styles."""
    if _PART not in archive.namelist():
        return TellingStyles()
    styles = index(archive, _PART)
    struck = {str(number) for number, font in enumerate(styles.iterfind("{*}fonts/{*}font")) if _strikes(font)}
    percents = _BUILT_IN_PERCENTS | {
        each.get("numFmtId", "")
        for each in styles.iterfind("{*}numFmts/{*}numFmt")
        if "%" in _QUOTED.sub("", each.get("formatCode", ""))
    }
    cells = list(enumerate(styles.iterfind("{*}cellXfs/{*}xf")))
    return TellingStyles(
        frozenset(number for number, style in cells if style.get("fontId") in struck),
        frozenset(number for number, style in cells if style.get("numFmtId") in percents),
    )


def _strikes(font: ET.Element) -> bool:
    found = font.find("{*}strike")
    return found is not None and found.get("val", "1") in {"1", "true", "on"}
