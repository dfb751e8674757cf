"""What a score sheet means: which column is the score, which rows are branches, and what has to be asked."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from starrating.decimals import decimal_of
from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import Text, listed, text
from starrating.model import Column, letter
from starrating.read.cell_problems import abridged
from starrating.read.cell_values import display_text
from starrating.read.column_evidence import TOTAL
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.column_names import MARKS, match_key, names_of
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader, HeaderRow, full_marks_of
from starrating.read.label_hints import ColumnRole, column_hint, is_organisation, names_score
from starrating.read.number_grid import TEXT, NumberGrid, ReadCells
from starrating.read.roles import find_roles
from starrating.read.score_columns import WRITE_SCORES, figures_deducted
from starrating.read.sheet_layout import match_roles, second_table
from starrating.read.table_roles import ColumnHead, Known, LineRole, TableCells, TableRoles, Witness
from starrating.ruleset import Criteria

_NO_SCORE: frozenset[str] = frozenset({"subtotal", "mean", "self", "previous", "rank", "number", "other"})
_PARTS: frozenset[str] = frozenset({"item", "bonus", "deduction", "subtotal"})
_TOTALS = names_of("total", TOTAL.head)
_LISTED = 5
_POINTS: frozenset[str] = frozenset({"bonus", "deduction"})


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
        return self.roles is not None and _is_left_of_full_marks(self.roles)

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
    grid.close()  # the rows are held here, so the reader's own copy of a large sheet need not be
    beside = {head.column for head in second_table(layout)}
    header = _with_marks_beside(header, [row for _, row in rows])
    whole = criteria.full_marks if criteria.origin != "rules" else None
    known = replace(known, columns=_known_columns(grid, layout.roles, header, criteria), whole=whole)
    cells = _cells(rows, header, branch)
    read = ReadCells.of(cells.rows)
    numbers = NumberGrid.of_cells(read)
    roles = find_roles(cells, known, numbers)
    named = {head.column for head in header.heads if head.key in _TOTALS}
    beside |= named if roles.total is None and len(named) > 1 else set()  # they are told as two that mean the same
    by_book = criteria.origin == "workbook"
    header, told = _with_marks_that_add_up(grid, header, roles, whole) if by_book else (header, [])
    folded = list(_folded(grid, cells, roles, (numbers.states == TEXT).sum(axis=0).tolist(), branch))
    all_of_branches = len(roles.branches) == len(rows)
    return TableMeaning(
        _as_meant(header, roles, columns),
        rows if all_of_branches else [rows[at] for at in roles.branches],
        read if all_of_branches else read.rows(roles.branches),
        [
            *(folded or _asked_columns(grid, header, roles, criteria, beside)),
            *_problems_of_rows(grid, header, branch, dict(rows), roles),
            *told,
        ],
        [] if all_of_branches else [rows[at] for at in sorted(set(range(len(rows))).difference(roles.branches))],
        roles,
    )


def _cells(rows: Sequence[tuple[int, Row]], header: HeaderRow, branch: ColumnHeader) -> TableCells:
    heads = _column_heads(header, len(rows[0][1]))
    return TableCells([row for _, row in rows], [number for number, _ in rows], heads, branch.column)


def _problems_of_rows(
    grid: Sheet, header: HeaderRow, branch: ColumnHeader, rows: dict[int, Row], roles: TableRoles
) -> Iterator[Problem]:
    yield from _asked_rows(grid, header, branch, rows, roles)
    yield from _other_heads(grid, header, rows, roles)
    yield from _odd_cells(grid, roles)
    yield from _odd_totals(grid, header, branch, rows, roles)
    if not _is_left_of_full_marks(roles):
        yield from _notes_of_deductions(grid, rows, roles)


def _is_left_of_full_marks(roles: TableRoles) -> bool:
    """Tell whether the total is what deductions leave of the full marks."""
    return any(relation.target == roles.total and relation.kind == "deduction" for relation in roles.relations)


def _with_marks_that_add_up(
    grid: Sheet, header: HeaderRow, roles: TableRoles, whole: Decimal | None
) -> tuple[HeaderRow, list[Problem]]:
    """Give items full marks only where those of all of them are known, beside a total that is proven in every row.

    One item without any gets what the others leave of the whole. With several, with points that have none (加分), and
    with deductions the total counts alone.
    """
    line = roles.columns.get(roles.total) if roles.total is not None else None
    if line is None or line.witness != Witness.ARITHMETIC or line.odd:
        return header, []
    marks = {head.column: head.full_marks or roles.full_marks.get(head.column) for head in header.heads}
    marked = [column for column in roles.items if marks.get(column)]
    lacking = [head for head in header.heads if head.column in roles.items and not marks.get(head.column)]
    if not marked or not (lacking or _is_left_of_full_marks(roles)):
        return header, []
    left = (whole or Decimal(0)) - sum((marks[column] or Decimal(0) for column in marked), Decimal(0))
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
    named = listed(head.title for head in header.heads if head.column in roles.items)
    message = text(
        "Only the total counts, which is proven in every row; its parts were not read: %(parts)s", parts=named
    )
    place = grid.place(header.bottom, roles.total or 0)
    return header._replace(heads=tuple(heads)), [Problem("notice", "total-only", place, message)]


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
    marked = [head.title for head in header.heads if head.full_marks is not None]
    for head in header.heads:
        if head.full_marks is None and any(head.title.startswith(f"{title} ") for title in marked):
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


def _as_meant(header: HeaderRow, roles: TableRoles, columns: Sequence[Column]) -> HeaderRow:
    claims_total = {head for name, head in match_roles(header, columns).roles.items() if name == "total"}
    meant = []
    for head in header.heads:
        line = roles.columns.get(head.column)
        if head.column == roles.total:
            meant.append(head._replace(known_as=TOTAL.head, full_marks=None))
        elif line and line.role in _NO_SCORE and not line.question:
            other = head in claims_total or head.key in {header.key for header in claims_total}
            whole = f"{head.part or ''}{head.title}·{letter(head.column)}" if other else head.known_as
            meant.append(head._replace(known_as=whole, full_marks=None))
        else:
            marks = roles.full_marks.get(head.column) if line and line.role in {"item", "bonus"} else None
            meant.append(head if marks is None or head.full_marks else head._replace(full_marks=marks))
    return header._replace(heads=tuple(meant))


def _asked_columns(
    grid: Sheet, header: HeaderRow, roles: TableRoles, criteria: Criteria, beside: Iterable[int]
) -> Iterator[Problem]:
    """Report columns that could change a result; where the rule set lists its items, only bonus and deductions can."""
    for column, line in roles.unexplained["columns"].items():
        if line.question and column not in beside and (criteria.origin == "workbook" or line.role in _POINTS):
            head = next((head for head in header.heads if head.column == column), None)
            place = grid.place(head.row if head else header.bottom, column)
            yield _asked_points(place, line, head, roles.total)


def _folded(
    grid: Sheet, cells: TableCells, roles: TableRoles, texts: Sequence[int], branch: ColumnHeader
) -> Iterator[Problem]:
    """Report a list that is folded: other branches stand in a column to the right, with numbers beside them.

    `texts` says of each column how many of its cells hold words.
    """
    many = len(roles.branches)
    doubtful = [each for each in range(branch.column + 1, len(cells.heads) - 1) if 2 * texts[each] > many]
    rows = [cells.rows[row] for row in roles.branches] if doubtful else []
    names = {str(row[branch.column]) for row in rows}
    for column in doubtful:
        values = {row[column] for row in rows}
        if 2 * len(values) <= len(rows):
            continue
        found = {each for each in values if isinstance(each, str) and is_organisation(plain_label(each))}
        beside = any(isinstance(row[column + 1], int | float) for row in rows)
        if 2 * len(found) > len(rows) > 1 and beside and names.isdisjoint(found):
            message = text(
                "The list is folded: further branches (%(branches)s) stand beside the first.",
                branches=abridged(sorted(found)),
            )
            hint = text("Put them below the others, so that each branch has a row of its own.")
            yield Problem("error", "second-table", grid.place(cells.numbers[0], column), message, hint)
            return


def _asked_points(place: CellRef, line: LineRole, head: ColumnHeader | None, total: int | None) -> Problem:
    """Ask about a column that could change a result, with what can be typed to answer; `head` is None without one."""
    if line.role == "deduction":
        return Problem("error", "deductions", place, line.question or line.because, WRITE_SCORES)
    if head is None:
        message = text("The column has no head, and its numbers could be points; is it an item?")
        hint = text("Write its name with its full marks above it, such as Bonus (5), or delete the column.")
        return Problem("error", "points-left-out", place, message, hint)
    if line.role == "total":
        hint = text("Call the column that counts “total”, and delete the other, or head it as what it is.")
        return Problem("error", "duplicate-column", place, line.question or line.because, hint)
    named = {"head": head.title, "line": f"scores: {{{in_yaml(head.title)}: {IGNORE}}}"}
    if total is None:
        hint = text(
            "If it is, write its full marks beside its name, such as “%(head)s (5)”, or add a column total; if not, "
            "delete it, or write into columns.yaml: %(line)s",
            **named,
        )
    else:
        hint = text(
            "If it is, correct the total, which leaves it out; if not, delete it, or write into columns.yaml: %(line)s",
            **named,
        )
    return Problem("error", "points-left-out", place, line.question or line.because, hint)


def _asked_rows(
    grid: Sheet, header: HeaderRow, branch: ColumnHeader, rows: dict[int, Row], roles: TableRoles
) -> Iterator[Problem]:
    for number, line in roles.unexplained["rows"].items():
        place = grid.place(number, branch.column)
        if str(rows[number][branch.column]).strip():
            message = text("%(question)s Evidence: %(because)s.", question=line.question, because=line.because)
            hint = text(
                "If it is one, give it a running number or put it on the sheet roster; if not, delete the row, "
                "or write into columns.yaml: %(line)s",
                line=f"branches: {{{in_yaml(display_text(rows[number][branch.column]))}: {IGNORE}}}",
            )
            yield Problem("error", "row-unclear", place, message, hint)
        else:
            cells = [(head.title, rows[number][head.column]) for head in header.heads]
            cells_told = [f"{title} {display_text(cell)}" for title, cell in cells if str(cell).strip()]
            message = text("The row has no branch, but: %(found)s", found=listed(cells_told[:_LISTED]))
            hint = text("Write the name of the branch, or empty the row.")
            yield Problem("error", "branch-missing", place, message, hint)


def _notes_of_deductions(grid: Sheet, rows: dict[int, Row], roles: TableRoles) -> Iterator[Problem]:
    """Refuse a table of which a note says that its figures are deductions."""
    for number in [number for number, line in roles.rows.items() if line.role == "note"]:
        yield from figures_deducted(grid, number, rows[number])


def _other_heads(grid: Sheet, header: HeaderRow, rows: dict[int, Row], roles: TableRoles) -> Iterator[Problem]:
    """Report a repeated row of heads that says something else than the first."""
    for number in [number for number, line in roles.rows.items() if line.role == "head"]:
        for head in header.heads:
            cell = rows[number][head.column]
            key = match_key(full_marks_of(cell)[0] or cell) if isinstance(cell, str) and cell.strip() else ""
            if key and key not in {match_key(each) for each in (head.title, head.part, head.whole) if each}:
                message = text(
                    "A second row of heads stands here, and this column is not “%(head)s” any more.", head=head.title
                )
                hint = text("Move the second table to a sheet of its own; one sheet holds one table.")
                yield Problem("error", "second-head", grid.place(number, head.column), message, hint)
                break


def _odd_cells(grid: Sheet, roles: TableRoles) -> Iterator[Problem]:
    """Notice the cells of rows of sums and means, and of subtotals, that are not what they should be."""
    for number, line in roles.rows.items():
        if line.odd and line.role in {"sum", "mean", "extreme"}:
            named = listed(f"{letter(column)}{number}" for column in line.odd)
            yield _odd(grid, (number, line.odd[0]), named, line)
    for column, line in roles.columns.items():
        if line.odd and column != roles.total:
            named = listed(f"{letter(column)}{number}" for number in line.odd)
            yield _odd(grid, (line.odd[0], column), named, line)


def _odd_totals(
    grid: Sheet, header: HeaderRow, branch: ColumnHeader, rows: dict[int, Row], roles: TableRoles
) -> Iterator[Problem]:
    """Report the totals that are not what those of the other branches are; sums of items with full marks come later."""
    line = roles.columns.get(roles.total) if roles.total is not None else None
    marked = {head.column for head in header.heads if head.full_marks is not None} | roles.full_marks.keys()
    if line is None or roles.total is None or (roles.items and marked.issuperset(roles.items)):
        return
    for number in line.odd:
        message = text(
            "%(branch)s: %(total)s is not what the others are: %(because)s.",
            branch=display_text(rows[number][branch.column]),
            total=display_text(rows[number][roles.total]),
            because=line.because,
        )
        hint = text("Correct the item or the total; a formula such as =SUM keeps them together.")
        yield Problem("error", "total-disagrees", grid.place(number, roles.total), message, hint)


def _odd(grid: Sheet, at: tuple[int, int], named: Text, line: LineRole) -> Problem:
    message = text("Not what the other cells say: %(cells)s (%(because)s).", cells=named, because=line.because)
    hint = text("Is a row missing, or a formula wrong?")
    return Problem("notice", "sum-disagrees", grid.place(*at), message, hint)
