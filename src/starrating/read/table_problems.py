"""What there is to ask and to tell about the rows and columns of a score sheet, each at its cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import Text, listed, text
from starrating.model import letter
from starrating.read.cell_problems import abridged
from starrating.read.cell_values import display_text
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.column_names import match_key
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader, HeaderRow, full_marks_of
from starrating.read.label_hints import is_organisation
from starrating.read.score_columns import WRITE_SCORES, figures_deducted
from starrating.read.table_roles import LineRole, TableCells, TableRoles, Witness
from starrating.ruleset import Criteria

_LISTED = 5
_POINTS: frozenset[str] = frozenset({"bonus", "deduction"})


def asked_columns(
    grid: Sheet, header: HeaderRow, roles: TableRoles, criteria: Criteria, beside: Iterable[int]
) -> Iterator[Problem]:
    """Report columns that could change a result; where the rule set lists its items, only bonus and deductions can."""
    for column, line in roles.asked_columns().items():
        if line.question and column not in beside and (criteria.origin == "workbook" or line.role in _POINTS):
            head = next((head for head in header.heads if head.column == column), None)
            place = grid.place(head.row if head else header.bottom, column)
            yield _asked_points(place, line, head, roles.total)


def folded_list(
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


def problems_of_rows(
    grid: Sheet, header: HeaderRow, branch: ColumnHeader, rows: dict[int, Row], roles: TableRoles
) -> Iterator[Problem]:
    """Yield what there is to ask and to tell about rows and single cells."""
    yield from _asked_rows(grid, header, branch, rows, roles)
    yield from _odd_cells(grid, roles)
    yield from _odd_totals(grid, header, branch, rows, roles)
    if not is_left_of_full_marks(roles):
        yield from _notes_of_deductions(grid, rows, roles)


def is_left_of_full_marks(roles: TableRoles) -> bool:
    """Tell whether the total is what deductions leave of the full marks."""
    return any(relation.target == roles.total and relation.kind == "deduction" for relation in roles.relations)


def _asked_points(place: CellRef, line: LineRole, head: ColumnHeader | None, total: int | None) -> Problem:
    """Ask about a column that could change a result, with what can be typed to answer; `head` is None without one."""
    asked = line.question or line.because
    if line.role == "deduction":
        hint = text(
            "If they are, write what is left of the full marks of each item; if they are scores, call the column of "
            "the total “total score”."
        )
        return Problem("error", "deductions", place, asked, WRITE_SCORES if line.witness == Witness.LIKENESS else hint)
    if line.role == "mean" and line.witness == Witness.ARITHMETIC:
        hint = text("Correct its formula, such as =SUM, or call it the mean that it is.")
        return Problem("error", "total-disagrees", place, asked, hint)
    if head is None:
        message = text("The column has no head, and its numbers could be points; is it an item?")
        hint = text(
            "Write above it what it is: an item with its full marks, such as Bonus (5), or what else it counts; or "
            "delete the column."
        )
        return Problem("error", "points-left-out", place, message, hint)
    if line.role == "total":
        hint = text(
            "Call the column that counts “total”, and delete the other, or, if this one does not count, write into "
            "columns.yaml: %(line)s",
            line=_ignored(head),
        )
        return Problem("error", "duplicate-column", place, asked, hint)
    code = "not-assessed" if line.role == "self" else "points-left-out"
    return Problem("error", code, place, asked, _how_to_answer(line, head, total))


def _how_to_answer(line: LineRole, head: ColumnHeader, total: int | None) -> Text:
    """Say what can be typed to answer whether a column counts."""
    named = {"head": head.title, "line": _ignored(head)}
    if line.role == "self":
        return text(
            "If they are, put the assessed scores in their place; if not, delete this column, or write into "
            "columns.yaml: %(line)s",
            **named,
        )
    if total is None:
        return text(
            "If it is, write its full marks beside its name, such as “%(head)s (5)”, or add a column total; if not, "
            "delete it, or write into columns.yaml: %(line)s",
            **named,
        )
    return text(
        "If it is, correct the total, which leaves it out; if not, delete it, or write into columns.yaml: %(line)s",
        **named,
    )


def _ignored(head: ColumnHeader) -> str:
    """Return what can be written into columns.yaml if a column does not count."""
    return f"scores: {{{in_yaml(head.title)}: {IGNORE}}}"


def _asked_rows(
    grid: Sheet, header: HeaderRow, branch: ColumnHeader, rows: dict[int, Row], roles: TableRoles
) -> Iterator[Problem]:
    asked = roles.asked_rows()
    covered = _below_merged_names(grid, branch, asked)
    if covered:
        yield _rows_of_parts(grid, branch, rows, covered)
    for number, line in asked.items():
        place = grid.place(number, branch.column)
        if number in covered:
            continue
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


def _below_merged_names(grid: Sheet, branch: ColumnHeader, asked: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return the rows that merged names of several branches cover below their first, with the first and how many."""
    blocks = [
        (first[0] + 1, last[0] - first[0] + 1)
        for first, last in grid.merges
        if first[1] <= branch.column <= last[1] and last[0] > first[0]
    ]
    found = {row: (top, many) for top, many in blocks for row in range(top + 1, top + many) if row in asked}
    return found if len(set(found.values())) > 1 else {}


def _rows_of_parts(
    grid: Sheet, branch: ColumnHeader, rows: dict[int, Row], covered: Mapping[int, tuple[int, int]]
) -> Problem:
    number, (top, many) = min(covered.items())
    message = text(
        "Most branches have several rows here, %(branch)s %(many)s: does each stand for a month, a judge or an item?",
        branch=display_text(rows[top][branch.column]) if top in rows else "",
        many=many,
    )
    hint = text("Give each branch one row, with a column for each month, judge or item and one for the score.")
    return Problem("error", "rows-of-parts", grid.place(number, branch.column), message, hint)


def _notes_of_deductions(grid: Sheet, rows: dict[int, Row], roles: TableRoles) -> Iterator[Problem]:
    """Refuse a table of which a note says that its figures are deductions."""
    for number in [number for number, line in roles.rows.items() if line.role == "note"]:
        yield from figures_deducted(grid, number, rows[number])


def above_other_heads(
    grid: Sheet, header: HeaderRow, rows: Sequence[tuple[int, Row]], roles: TableRoles
) -> tuple[TableRoles, list[Problem]]:
    """Return the roles of what stands above a row of heads unlike the first, and that row as a problem if there is one.

    What is below it is another table, of which nothing is said but this.
    """
    second = list(_other_heads(grid, header, dict(rows), roles))
    if not second:
        return roles, []
    end = second[0][0]
    lines = {number: line for number, line in roles.rows.items() if number < end}
    branches = [at for at in roles.branches if rows[at][0] < end]
    return replace(roles, rows=lines, branches=branches), [problem for _, problem in second]


def _other_heads(
    grid: Sheet, header: HeaderRow, rows: dict[int, Row], roles: TableRoles
) -> Iterator[tuple[int, Problem]]:
    """Yield the rows of heads that say something else than the first, with the problem."""
    for number in sorted(number for number, line in roles.rows.items() if line.role == "head"):
        for head in header.heads:
            cell = rows[number][head.column]
            key = match_key(full_marks_of(cell)[0] or cell) if isinstance(cell, str) and cell.strip() else ""
            if key and key not in {match_key(each) for each in (head.title, head.part, head.whole) if each}:
                message = text(
                    "A second row of heads stands here, and this column is not “%(head)s” any more.", head=head.title
                )
                hint = text("Move the second table to a sheet of its own; one sheet holds one table.")
                yield number, Problem("error", "second-head", grid.place(number, head.column), message, hint)
                break


def _odd_cells(grid: Sheet, roles: TableRoles) -> Iterator[Problem]:
    """Notice the cells of subtotals that are not what they should be; rows of sums are compared with the scores."""
    for column, line in roles.columns.items():
        if line.odd and column != roles.total:
            named = listed(f"{letter(column)}{number}" for number in line.odd)
            yield odd_cells(grid, (line.odd[0], column), named, line)


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
        hint = text("Correct the row or its total; one formula in all rows keeps them together.")
        yield Problem("error", "total-disagrees", grid.place(number, roles.total), message, hint)


def odd_cells(grid: Sheet, at: tuple[int, int], named: Text, line: LineRole) -> Problem:
    """Notice cells of a line of sums that do not agree with the others; it stands at the first of them."""
    message = text("Not what the other cells say: %(cells)s (%(because)s).", cells=named, because=line.because)
    hint = text("Is a row missing, or a formula wrong?")
    return Problem("notice", "sum-disagrees", grid.place(*at), message, hint)
