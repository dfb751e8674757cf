"""Totals that are shown with fewer decimals than they have, on the other side of a bound between two levels."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from starrating.decimals import written
from starrating.errors import Problem, column_index
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import NUMBER, ScoreTable
from starrating.ruleset import Levels
from starrating.ruleset.spans import Span, level_spans


def shown_across_bounds(sheet: Sheet, table: ScoreTable, levels: Levels) -> Iterator[Problem]:
    """Warn of each total of a table of one sheet whose cell shows another level than the number in it has.

    Numbers are shown rounded half up, as spreadsheets do; the exact one counts.
    """
    at = table.sheets[0].letters.get("total")
    if at is None or levels.of != "total":
        return
    letters = at.rstrip("0123456789")
    column, row_of_form = column_index(letters), at[len(letters) :]
    decimals = {
        row: shown.decimals
        for (row, shown_column), shown in sheet.facts.formats.items()
        if shown_column == column and shown.decimals is not None
    }
    rows = [int(row_of_form)] if row_of_form else table.rows.tolist() if decimals else []
    spans = level_spans(levels)
    for index, row in enumerate(rows):
        if row in decimals and table.total_states[index] == NUMBER:
            exact = table.total.at(index)
            stored = Decimal(exact.numerator) / exact.denominator
            seen = stored.quantize(Decimal(1).scaleb(-decimals[row]), ROUND_HALF_UP)
            if _level(stored, spans) != _level(seen, spans):
                yield _across(table, index, stored, seen)


def _level(number: Decimal, spans: tuple[Span, ...]) -> int | None:
    return next((index for index, span in enumerate(spans) if span.meets(Span.closed(number, number))), None)


def _across(table: ScoreTable, index: int, stored: Decimal, seen: Decimal) -> Problem:
    message = text(
        "%(branch)s: the cell shows %(seen)s, but holds %(stored)s, which is of another level; %(stored)s counts.",
        branch=table.branch[index],
        seen=seen,
        stored=written(stored, 0),
    )
    hint = text("Show all decimals of the cell, and see which of the two is meant.")
    return Problem("warning", "shown-otherwise", table.place(index, "total"), message, hint)
