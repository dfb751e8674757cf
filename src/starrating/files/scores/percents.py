"""Scores shown as percentages: 0.925 in a cell of the format 0% is no score of 0.925, nor surely one of 92.5."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np

from starrating.errors import Problem
from starrating.exact import written
from starrating.formats.sheet import Address
from starrating.formats.xlsx_xml import column_index
from starrating.i18n import text
from starrating.model import NUMBER, REFUSED, ScoreTable


def refuse_percents(table: ScoreTable, shown: Iterable[Address]) -> Iterator[Problem]:
    """Refuse the scores of a table of one sheet whose cells are shown as percentages, and mark them REFUSED in it."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for row, column in shown:
        numbers[column].append(row)
    if not numbers:
        return
    for column, item in enumerate(table.items):
        for row in _shown_rows(table, item.code, numbers):
            if table.point_states[row, column] == NUMBER:
                table.point_states[row, column] = REFUSED
                yield _percent(table, row, (item.code, item.title), table.points[row, column : column + 1].texts(0)[0])
    for row in _shown_rows(table, "total", numbers):
        if table.total_states[row] == NUMBER:
            table.total_states[row] = REFUSED
            yield _percent(table, row, ("total", "考核总分"), table.total[row : row + 1].texts(0)[0])


def _shown_rows(table: ScoreTable, role: str, numbers: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the rows of the table whose cell of a role is among those shown; `numbers` has their rows by column."""
    at = table.sheets[0].letters.get(role)
    if at is None:
        return []
    letters = at.rstrip("0123456789")
    shown = numbers.get(column_index(letters), ())
    if letters != at:
        return [0] if int(at[len(letters) :]) in shown else []
    return np.flatnonzero(np.isin(table.rows, shown)).tolist() if shown else []


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
