"""What a score sheet means: which column is the score, which rows are branches, and what has to be asked."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from starrating.decimals import decimal_of
from starrating.errors import Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import listed, text
from starrating.model import Column, letter
from starrating.read.column_evidence import TOTAL
from starrating.read.column_names import MARKS, match_key, names_of
from starrating.read.header_row import ColumnHeader, HeaderRow
from starrating.read.label_hints import ColumnRole, column_hint, names_score
from starrating.read.list_numbers import without_list_numbers
from starrating.read.number_grid import TEXT, NumberGrid, ReadCells
from starrating.read.roles import find_roles
from starrating.read.sheet_layout import match_roles, second_table
from starrating.read.table_problems import (
    above_other_heads,
    asked_columns,
    folded_list,
    is_left_of_full_marks,
    problems_of_rows,
)
from starrating.read.table_roles import ColumnHead, Known, LineRole, TableCells, TableRoles, Witness
from starrating.ruleset import Criteria

_NO_SCORE: frozenset[str] = frozenset({"subtotal", "mean", "self", "previous", "rank", "number", "other"})
_PARTS: frozenset[str] = frozenset({"item", "bonus", "deduction", "subtotal"})
_TOTALS = names_of("total", TOTAL.head)


class TableMeaning(NamedTuple):
    """The heads as they are meant, the rows of the branches with their numbers, and the problems of all others.

    `cells` are those of the rows as they were read. `others` are the rows between and below those of the branches.
    `roles` say what every row and column is, None where there are none.
    """

    header: HeaderRow
    rows: list[tuple[int, Row]]
    cells: ReadCells
    problems: list[Problem]
    others: Sequence[tuple[int, Row]] = ()
    roles: TableRoles | None = None

    @property
    def is_left_of_full_marks(self) -> bool:
        """Whether the total is what deductions leave of the full marks."""
        return self.roles is not None and is_left_of_full_marks(self.roles)

    @property
    def added_up(self) -> set[int]:
        """The columns that are parts of a proven total."""
        lines = self.roles.columns if self.roles else {}
        return {at for at, line in lines.items() if line.role in _PARTS and line.witness == Witness.ARITHMETIC}


def table_meaning(
    grid: Sheet, header: HeaderRow, columns: Sequence[Column], criteria: Criteria, known: Known
) -> TableMeaning:
    """Understand a score sheet; without a column of the branches nothing is.

    The score that counts is headed 考核总分 afterwards, and what is no assessed score has no full marks any more. The
    grid is closed afterwards.
    """
    layout = match_roles(header, columns)
    branch = layout.roles.get("branch")
    rows = [(number, row) for number, row in grid.rows() if number > header.bottom] if branch else []
    if branch is None or not rows:
        return TableMeaning(header, [], ReadCells.of(()), [])
    rows, renamed = without_list_numbers(grid, branch, rows, {*known.branches, *known.others})
    grid.close()  # the rows are held here, so the reader's own copy of a large sheet need not be
    header = _with_marks_beside(header, [row for _, row in rows])
    known = _with_columns(known, grid, layout.roles, header, criteria)
    cells = _cells(rows, header, branch)
    read = ReadCells.of(cells.rows)
    numbers = NumberGrid.of_cells(read)
    roles = find_roles(cells, known, numbers)
    beside = {head.column for head in second_table(layout)} | _claims(header, roles)
    header, told = _with_marks_that_add_up(grid, header, roles, criteria, known.whole)
    roles, second = above_other_heads(grid, header, rows, roles)
    folded = list(folded_list(grid, cells, roles, (numbers.states == TEXT).sum(axis=0).tolist(), branch))
    all_of_branches = len(roles.branches) == len(rows)
    return TableMeaning(
        _as_meant(header, roles, columns),
        rows if all_of_branches else [rows[at] for at in roles.branches],
        read if all_of_branches else read.rows(roles.branches),
        [
            *renamed,
            *(folded or asked_columns(grid, header, roles, criteria, beside)),
            *second,
            *problems_of_rows(grid, header, branch, dict(rows), roles),
            *told,
        ],
        [] if all_of_branches else [rows[at] for at in sorted(set(range(len(rows))).difference(roles.branches))],
        roles,
    )


def _with_columns(
    known: Known, grid: Sheet, roles: dict[str, ColumnHeader], header: HeaderRow, criteria: Criteria
) -> Known:
    whole = criteria.full_marks if criteria.origin != "rules" else None
    return replace(known, columns=_known_columns(grid, roles, header, criteria), whole=whole)


def _claims(header: HeaderRow, roles: TableRoles) -> set[int]:
    """Return several columns that are called totals where none was found: they are told as two that mean the same."""
    named = {head.column for head in header.heads if head.key in _TOTALS}
    return named if roles.total is None and len(named) > 1 else set()


def _cells(rows: Sequence[tuple[int, Row]], header: HeaderRow, branch: ColumnHeader) -> TableCells:
    heads = _column_heads(header, len(rows[0][1]))
    return TableCells([row for _, row in rows], [number for number, _ in rows], heads, branch.column)


def _with_marks_that_add_up(
    grid: Sheet, header: HeaderRow, roles: TableRoles, criteria: Criteria, whole: Decimal | None
) -> tuple[HeaderRow, list[Problem]]:
    """Give items full marks only where those of all of them are known, beside a total that is proven in every row.

    One item without any gets what the others leave of the whole. With several, with points that have none (加分), and
    with deductions the total counts alone; so it does where it is wrong in few rows, which are asked about.
    """
    line = roles.columns.get(roles.total) if roles.total is not None else None
    if criteria.origin != "workbook" or line is None or line.witness != Witness.ARITHMETIC:
        return header, []
    marks = {head.column: head.full_marks or roles.full_marks.get(head.column) for head in header.heads}
    marked = [column for column in roles.items if marks.get(column)]
    lacking = [head for head in header.heads if head.column in roles.items and not marks.get(head.column)]
    if not marked or not (lacking or is_left_of_full_marks(roles)):
        return header, []
    left = (whole or Decimal(0)) - sum((marks[column] or Decimal(0) for column in marked), Decimal(0))
    if (
        line.odd
        and not is_left_of_full_marks(roles)
        and all(roles.columns[head.column].role == "item" for head in lacking)
    ):
        return header, []
    if len(lacking) == 1 and roles.columns[lacking[0].column].role == "item" and left > 0:
        heads = [head._replace(full_marks=left) if head is lacking[0] else head for head in header.heads]
        message = text(
            "“%(head)s” has no full marks; the others leave %(left)s of %(whole)s.",
            head=lacking[0].title,
            left=left,
            whole=whole,
        )
        told = Problem("notice", "full-marks-left", grid.place(lacking[0].row, lacking[0].column), message)
        return header._replace(heads=tuple(heads)), [told]
    heads = [head._replace(full_marks=None) if head.column in marked else head for head in header.heads]
    return header._replace(heads=tuple(heads)), [] if line.odd else [_only_total(grid, header, roles)]


def _only_total(grid: Sheet, header: HeaderRow, roles: TableRoles) -> Problem:
    named = listed(head.title for head in header.heads if head.column in roles.items)
    message = text(
        "Only the total counts, which is proven in every row; its parts were not read: %(parts)s", parts=named
    )
    return Problem("notice", "total-only", grid.place(header.bottom, roles.total or 0), message)


def _rates(grid: Sheet, header: HeaderRow) -> Iterator[int]:
    """Yield the columns that are shown as percentages, and called neither a score nor an item: 出勤率, 满意率."""
    shown = {column for (_, column), number_format in grid.facts.formats.items() if number_format.percent}
    for head in header.heads if shown else ():
        named = head.full_marks is not None or column_hint(head.title, ()) or names_score(head.title)
        if head.column in shown and not named:
            yield head.column


def _known_columns(
    grid: Sheet, roles: dict[str, ColumnHeader], header: HeaderRow, criteria: Criteria
) -> dict[int, ColumnRole]:
    """Return what published names, the office's own names and the rule set's items say of the columns."""
    listed = {match_key(name) for _, item in criteria.items for name in (item.title, item.code)}
    items = listed if criteria.origin == "rules" else set()
    known: dict[int, ColumnRole] = dict.fromkeys(_rates(grid, header), "other")
    known |= {head.column: "item" for head in header.heads if head.key in items}
    known |= {head.column: "other" for head in header.passed_over}
    titles = {head.title for head in header.heads}
    for head in header.heads:
        if head.full_marks is None and head.title.rpartition(" ")[0] in titles:
            known[head.column] = "other"
    for name, head in roles.items():
        if name == "total" and head.known_as:
            known[head.column] = "total"
        elif name not in {"total", "branch"}:
            known[head.column] = "self" if name == "self_score" else "fact"
    return known


def _with_marks_beside(header: HeaderRow, rows: Sequence[Row]) -> HeaderRow:
    """Give items the full marks that a column 分值 of their own says, the same in every row."""
    marks = {}
    for head in header.heads:
        item, _, what = head.title.rpartition(" ")
        cells = (
            {row[head.column] for row in rows if isinstance(row[head.column], int | float)} if what in MARKS else set()
        )
        if item and len(cells) == 1:
            marks[item] = decimal_of(*cells)
    if not marks:
        return header
    marked = (head if head.full_marks else head._replace(full_marks=marks.get(head.title)) for head in header.heads)
    return header._replace(heads=tuple(marked))


def _column_heads(header: HeaderRow, width: int) -> list[ColumnHead]:
    """Return a head for every column; one without any is called by its letter."""
    heads = [ColumnHead(letter(column)) for column in range(width)]
    for head in (*header.heads, *header.passed_over):
        if head.column < width:
            above = tuple(each for each in (head.part, head.whole) if each)
            heads[head.column] = ColumnHead(head.name, above, head.full_marks)
    return heads


def _is_made_into(head: ColumnHeader, line: LineRole, totals: Collection[ColumnHeader]) -> bool:
    """Tell whether a column called a total is a part of the one that counts: 考核得分 beside 最终得分."""
    called = head in totals or head.key in _TOTALS
    return called and line.role == "item" and line.witness == Witness.ARITHMETIC


def _as_meant(header: HeaderRow, roles: TableRoles, columns: Sequence[Column]) -> HeaderRow:
    claims_total = {head for name, head in match_roles(header, columns).roles.items() if name == "total"}
    meant = []
    for head in header.heads:
        line = roles.columns.get(head.column)
        if head.column == roles.total:
            meant.append(head._replace(known_as=TOTAL.head, full_marks=None))
        elif line and not line.question and (line.role in _NO_SCORE or _is_made_into(head, line, claims_total)):
            other = head in claims_total or head.key in {header.key for header in claims_total}
            whole = f"{head.part or ''}{head.title}·{letter(head.column)}" if other else head.known_as
            meant.append(head._replace(known_as=whole, full_marks=None))
        else:
            marks = roles.full_marks.get(head.column) if line and line.role in {"item", "bonus"} else None
            meant.append(head if marks is None or head.full_marks else head._replace(full_marks=marks))
    return header._replace(heads=tuple(meant))
