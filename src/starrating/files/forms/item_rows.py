"""The table of a form: which rows hold an item, and what its cells say."""

from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from starrating.files.forms.layout import FormHeads, FormRole
from starrating.files.scores.cells import BLANKS, text_of
from starrating.files.scores.column_names import key_of
from starrating.files.scores.heads import Head, full_marks_of
from starrating.files.scores.table_rows import SUBTOTALS, SUMS
from starrating.formats.sheet import Row
from starrating.ruleset import Criteria


class ItemRow(NamedTuple):
    """A row of the table: its number as the spreadsheet counts, and the cells by role."""

    number: int
    cells: Mapping[FormRole, Any]

    @property
    def title(self) -> str:
        """The title of the item, without full marks."""
        return full_marks_of(self.cells["item"])[0]


def item_rows(
    rows: Mapping[int, Row], heads: FormHeads, labels: Container[str], criteria: Criteria
) -> Iterator[ItemRow]:
    """Yield the rows below the head that have a title, and beside it full marks or a score; labels and sums have none.

    What is titled like an item of the rule set is one in any case.
    """
    wanted = {key_of(name) for _, item in criteria.items for name in (item.title, item.code)}
    for number, row in rows.items():
        cells = {role: row[column] for role, column in heads.columns.items()}
        title = key_of(cells["item"]).strip(BLANKS) if isinstance(cells["item"], str) else ""
        if number <= heads.row or not title or _is_subtotal(row):
            continue
        scored = any(text_of(cells.get(role, "")) is not None for role in ("marks", "self", "assessed"))
        is_label = title in labels and not isinstance(cells.get("marks"), float | int)
        if title in wanted or (scored and not is_label):
            yield ItemRow(number, cells)


def sum_row(rows: Mapping[int, Row], heads: FormHeads) -> tuple[int, Row] | None:
    """Return the last row of sums, and its number; None if there is none."""
    sums = [(number, row) for number, row in rows.items() if number > heads.row and SUMS.intersection(_keys(row))]
    return sums[-1] if sums else None


def unnamed_scores(rows: Mapping[int, Row], heads: FormHeads) -> Iterator[Head]:
    """Yield the cells of scores that stand beside no item."""
    for number, row in rows.items():
        if number <= heads.row or _is_subtotal(row) or text_of(row[heads.columns["item"]]) is not None:
            continue
        for role in ("self", "assessed"):
            column = heads.columns.get(role)
            if column is not None and isinstance(row[column], float | int):
                yield Head(number, column, "")


def _is_subtotal(row: Row) -> bool:
    return bool(SUBTOTALS.intersection(_keys(row)))


def _keys(row: Row) -> set[str]:
    return {key_of(cell) for cell in row if isinstance(cell, str)}
