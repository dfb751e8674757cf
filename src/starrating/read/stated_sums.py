"""Rows of sums, means and extremes that say otherwise than the scores: a mistyped score, or a row that is missing."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from fractions import Fraction

from starrating.decimals import written
from starrating.errors import Problem
from starrating.formats.sheet import Row
from starrating.i18n import listed, text
from starrating.model import letter
from starrating.patterns import regex
from starrating.read.cell_values import display_text
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.full_marks import plain_label
from starrating.read.number_grid import NumberGrid, ReadCells
from starrating.read.scored_sheet import ScoredSheet
from starrating.read.table_problems import odd_cells
from starrating.read.table_roles import LineRole, TableRoles

_OF_OTHERS = regex(
    r"[上去前往历]|同期|集团|[全外]国|[全外本]?[省市]|兄弟|行业|系统|先进|基准|标准|目标|预计|应得|满分|其[中他它余]|去掉|去除|剔除|不含"
)
"""上期平均分, 集团平均, 去掉最高最低后的平均: figures of others than the branches above them."""
_LOWEST = regex("低|小|min|lowest")
Operation = Callable[[list[Fraction]], Fraction]


def summary_rows(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about a row that sums up the scores and contradicts them where nothing else proves them.

    Where the items prove every total, one that contradicts is believed only if its own total is the sum of its own
    items: then a row is missing, or a score was mistyped that a formula took over. Where a row beside it agrees, or
    what it contradicts is no score, a notice is enough.
    """
    roles, rows = sheet.meaning.roles, dict(sheet.meaning.others)
    for number, line in roles.rows.items() if roles else ():
        if roles is None or not line.odd or line.role not in {"sum", "mean", "extreme"}:
            continue
        label = next((cell for cell in rows[number] if isinstance(cell, str) and cell.strip()), "")
        telling = roles.unproven or (line.odd if _adds_up(roles, rows[number], line) else ())
        columns = [column for column in line.odd if column in telling and not _vouched(sheet, number, column)]
        if columns and not _OF_OTHERS.search(plain_label(label)):
            yield from _contradicted(sheet, number, (label, line), columns)
        else:
            named = listed(f"{letter(column)}{number}" for column in line.odd)
            yield odd_cells(sheet.grid, (number, line.odd[0]), named, line)


def _adds_up(roles: TableRoles, row: Row, line: LineRole) -> bool:
    """Tell whether a row that contradicts the totals is whole in itself; means may be rounded in every cell."""
    relation = next((each for each in roles.relations if each.target == roles.total and each.kind == "sum"), None)
    if relation is None or relation.target not in line.odd:
        return False
    grid = NumberGrid.of_cells(ReadCells.of([row]))
    parts = list(relation.parts)
    weighted = sum(
        (
            Fraction(int(number)) * weight
            for number, weight in zip(grid.numbers[0, parts], relation.weights, strict=True)
        ),
        Fraction(0),
    )
    cells = [*parts, relation.target]
    step = Fraction(grid.unit, 10 ** int(grid.decimals[0, cells].max())) if line.role == "mean" else Fraction(0)
    within = abs(int(grid.numbers[0, relation.target]) - weighted) <= step * len(cells) / 2
    return within and bool(grid.filled[0, cells].all())


def _vouched(sheet: ScoredSheet, number: int, column: int) -> bool:
    """Tell whether another sum or mean below the same branches agrees with the numbers of a column."""
    lines = sheet.meaning.roles.rows if sheet.meaning.roles else {}
    rows = [row for row, _ in sheet.meaning.rows]
    return any(
        isinstance(row[column], float | int)
        and other in lines
        and lines[other].role in {"sum", "mean"}
        and column not in lines[other].odd
        and bisect_left(rows, other) == bisect_left(rows, number)
        for other, row in sheet.meaning.others
        if other != number
    )


def _contradicted(sheet: ScoredSheet, number: int, said: tuple[str, LineRole], columns: list[int]) -> Iterator[Problem]:
    label, line = said
    row = dict(sheet.meaning.others)[number]
    numbers = NumberGrid.of_cells(ReadCells.of([row]))
    told = []
    for column in columns:
        if numbers.filled[0, column]:
            stated = Fraction(int(numbers.numbers[0, column]), numbers.unit)
            found = _nearest(sheet, number, column, stated, _operation(label, line))
            told.append((column, stated, found))
    if not told:
        return
    cells = [
        text(
            "%(cell)s says %(stated)s, the scores give %(found)s",
            cell=f"{letter(column)}{number}",
            stated=written(stated),
            found=written(found, 2, 2),
        )
        for column, stated, found in told
    ]
    message = text("“%(label)s” contradicts the scores: %(cells)s.", label=display_text(label), cells=listed(cells))
    hint = text(
        "Is a score mistyped, a row missing, or a formula wrong? Correct it; if the row is about something else, "
        "write into columns.yaml: %(line)s",
        line=f"branches: {{{in_yaml(label.strip())}: {IGNORE}}}",
    )
    yield Problem("error", "sum-disagrees", sheet.grid.place(number, columns[0]), message, hint)


def _operation(label: str, line: LineRole) -> Operation:
    if line.role == "extreme":
        return min if _LOWEST.search(label) else max
    return _mean if line.role == "mean" else _sum


def _sum(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0))


def _mean(numbers: list[Fraction]) -> Fraction:
    return _sum(numbers) / len(numbers)


def _nearest(sheet: ScoredSheet, number: int, column: int, stated: Fraction, operation: Operation) -> Fraction:
    """Return what the scores of a column give: of all branches, or of those from the last row that is none down.

    Where neither is what the row states, it is told by that which comes nearer to it.
    """
    grid = NumberGrid.of_cells(sheet.meaning.cells)
    last = max((other for other, _ in sheet.meaning.others if other < number), default=0)
    at = [index for index, filled in enumerate(grid.filled[:, column].tolist()) if filled]
    numbers = {index: Fraction(int(grid.numbers[index, column]), grid.unit) for index in at}
    block = [numbers[index] for index in at if last < sheet.meaning.rows[index][0] < number]
    found = [operation(each) for each in (list(numbers.values()), block) if each]
    return min(found, key=lambda one: abs(one - stated), default=Fraction(0))
