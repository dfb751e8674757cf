"""Scores that are shown as percentages: 0.925 in a cell of the format 0% is no score of 0.925, nor surely one of 92.5.

python-calamine gives the value without its format; so the cells with such formats are looked up in the file itself.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import IO

import numpy as np

from starrating.errors import Problem
from starrating.exact import written
from starrating.files.containers.archives import blocks, index, targets
from starrating.files.containers.looks import Address
from starrating.files.containers.sheet_xml import column_index
from starrating.i18n import text
from starrating.model import NUMBER, REFUSED, ScoreTable, Sheet

_STYLES = "xl/styles.xml"
_BUILT_IN = {"9", "10"}
"""The numbers of the formats 0% and 0.00%."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
_ADDRESS = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_OVERLAP = 1 << 10


def percent_cells(path: Path) -> Mapping[str, frozenset[Address]]:
    """Return, for each sheet of a sound workbook, the cells that show a percentage; only .xlsx says so."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        styles = _percent_styles(archive) if _STYLES in archive.namelist() else ()
        if not styles:
            return {}
        numbers = "|".join(map(str, styles)).encode()
        cell = re.compile(rb"""<(?:\w+:)?c(\s[^>]*\bs=["'](?:""" + numbers + rb""")["'][^>]*)(?<!/)>""")
        found = {}
        for part, name in _sheets(archive).items():
            with archive.open(part) as file:
                found[name] = frozenset(_addresses(file, cell))
        return found


def refuse_percents(table: ScoreTable, percents: Mapping[str, frozenset[Address]]) -> Iterator[Problem]:
    """Refuse the scores of a table of one sheet that are shown as percentages, and mark them REFUSED in it."""
    sheet = table.sheets[0]
    shown = percents.get(sheet.name)
    if not shown:
        return
    for column, item in enumerate(table.items):
        for row in _shown_rows(table, sheet, item.code, shown):
            if table.point_states[row, column] == NUMBER:
                table.point_states[row, column] = REFUSED
                yield _percent(table, row, (item.code, item.title), table.points[row, column : column + 1].texts(0)[0])
    for row in _shown_rows(table, sheet, "total", shown):
        if table.total_states[row] == NUMBER:
            table.total_states[row] = REFUSED
            yield _percent(table, row, ("total", "考核总分"), table.total[row : row + 1].texts(0)[0])


def _shown_rows(table: ScoreTable, sheet: Sheet, role: str, shown: frozenset[Address]) -> list[int]:
    """Return the rows of the table whose cell of a role is among those shown as percentages."""
    at = sheet.letters.get(role)
    if at is None:
        return []
    letters = at.rstrip("0123456789")
    numbers = [row for row, column in shown if column == column_index(letters)]
    if letters != at:
        return [0] if int(at[len(letters) :]) in numbers else []
    return list(map(int, np.flatnonzero(np.isin(table.rows, numbers)))) if numbers else []


def _percent(table: ScoreTable, row: int, of: tuple[str, str], value: str) -> Problem:
    role, title = of
    message = text(
        "%(branch)s: %(item)s is shown as a percentage (%(percent)s%%); the cell holds %(value)s.",
        branch=table.branch[row],
        item=title,
        percent=written(Fraction(value) * 100, 0),
        value=value,
    )
    hint = text("Set the format of the cell to number, and type the points themselves, such as 92.5.")
    return Problem("error", "percent-in-score", table.place(row, role), message, hint)


def _percent_styles(archive: zipfile.ZipFile) -> list[int]:
    styles = index(archive, _STYLES)
    formats = {
        each.get("numFmtId", "")
        for each in styles.iterfind("{*}numFmts/{*}numFmt")
        if "%" in _QUOTED.sub("", each.get("formatCode", ""))
    }
    cells = [each.get("numFmtId", "0") for each in styles.iterfind("{*}cellXfs/{*}xf")]
    return [number for number, used in enumerate(cells) if used in _BUILT_IN | formats]


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    parts = targets(archive, "xl/_rels/workbook.xml.rels")
    return {
        parts[relation]: sheet.get("name", "")
        for sheet in index(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet")
        for key, relation in sheet.items()
        if key.endswith("}id") and relation in parts
    }


def _addresses(file: IO[bytes], cell: re.Pattern[bytes]) -> Iterator[Address]:
    rest = b""
    for block in blocks(file):
        whole = rest + block
        for attributes in cell.findall(whole):
            if match := _ADDRESS.search(attributes):
                yield int(match[2]), column_index(match[1].decode())
        rest = whole[-_OVERLAP:]
