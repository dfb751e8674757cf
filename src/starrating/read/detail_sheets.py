"""Sheets beside the scores with one row for each deduction, bonus or score: 扣分明细, 加分明细, 得分明细.

They are no scores, but bear witness to them: where the arithmetic is certain, what contradicts is asked about.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from starrating.decimals import decimal_of, written
from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import NOT_APPLICABLE, NUMBER, ScoreTable
from starrating.model.inputs import SUM_TOLERANCE
from starrating.patterns import regex
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader, HeaderRow, names_branches
from starrating.read.label_hints import is_organisation, row_hint

Kind = Literal["taken", "added"]
Points = Mapping[str, Decimal]
_TAKEN = regex(r"(?:(?:考核|本次|实际|应)?(?:扣分|减分|扣减|失分|扣除)(?:分数?|值|数|合计)?(?:\(分\))?)")
_ADDED = regex(r"(?:(?:考核|本次|实际|应)?(?:加分|奖励?分|附加分)(?:分数?|值|数|合计)?(?:\(分\))?)")
_PLAIN = regex(r"(?:分值|分数|分|标准|数值|得分|考核分值?)(?:\(分\))?")
"""What points are called where the name of the sheet says of which kind they are."""
_NUMBER = regex(r"[-+－扣减加]?\s*(\d+(?:\.\d+)?)\s*分?")


class Detail(NamedTuple):
    """A sheet of single points: where it is, and what its rows say by kind, each with its branch and its cell."""

    place: CellRef
    rows: Mapping[Kind, Sequence[tuple[str, Decimal, CellRef]]]

    def sums(self, kind: Kind) -> dict[str, Decimal]:
        """Return the points of each branch."""
        added: dict[str, Decimal] = {}
        for branch, points, _ in self.rows.get(kind, ()):
            added[branch] = added.get(branch, Decimal(0)) + points
        return added

    def cell(self, branch: str, kind: Kind) -> CellRef:
        """Return the first cell of a branch; the sheet where it has none."""
        return next((cell for name, _, cell in self.rows.get(kind, ()) if name == branch), self.place)


class Score(NamedTuple):
    """What the scores say of a branch: its score, where it stands, and the points lost and won, if they are known."""

    place: CellRef
    score: Decimal
    points: Mapping[Kind, Decimal | None]


def read_detail(grid: Sheet, header: HeaderRow) -> Detail | None:
    """Read a sheet of single points; None if it is none, or has points that are no numbers."""
    branch = next((head for head in header.heads if names_branches(head.key)), None)
    columns = _columns(grid, header)
    if branch is None or not columns:
        return None
    rows: dict[Kind, list[tuple[str, Decimal, CellRef]]] = {kind: [] for kind in columns}
    name = ""
    for number, row in grid.rows():
        label = plain_label(str(row[branch.column]))
        if number <= header.bottom or (label and row_hint(label, organisation=is_organisation(label)).role):
            continue
        name = str(row[branch.column]).strip() or name
        for kind, head in columns.items():
            cell = row[head.column]
            match = _NUMBER.fullmatch(plain_label(cell)) if isinstance(cell, str) else None
            if str(cell).strip() and not match and (isinstance(cell, bool) or not isinstance(cell, int | float)):
                return None
            if match or isinstance(cell, int | float):
                points = Decimal(match[1]) if match else abs(decimal_of(cell))
                rows[kind].append((name, points, grid.place(number, head.column)))
    return Detail(CellRef(grid.file, grid.name), rows)


def _columns(grid: Sheet, header: HeaderRow) -> dict[Kind, ColumnHeader]:
    """Return the column of the points of each kind; the name of the sheet tells which 分值 are."""
    found: dict[Kind, ColumnHeader] = {}
    for head in header.heads:
        title = plain_label(head.title)
        kind: Kind | None = "taken" if _TAKEN.fullmatch(title) else "added" if _ADDED.fullmatch(title) else None
        if kind:
            found.setdefault(kind, head)
    named: Kind | None = "taken" if regex("扣分|减分").search(grid.name) else None
    named = named or ("added" if regex("加分|奖分").search(grid.name) else None)
    plain = [head for head in header.heads if _PLAIN.fullmatch(plain_label(head.title))]
    return found or ({named: plain[0]} if named and len(plain) == 1 else {})


def scores_of(
    tables: Sequence[ScoreTable], whole: Decimal | None, columns: Sequence[Mapping[str, Points]]
) -> dict[str, Score]:
    """Return what score tables say of each branch; `columns` are the points of single columns, such as 加分."""
    found: dict[str, Score] = {}
    beside: dict[str, dict[str, Decimal]] = {}
    for kind, points in [each for column in columns for each in column.items()]:
        beside.setdefault(kind, {}).update(points)
    for table in tables:
        added = ((table.point_states == NUMBER) | (table.point_states == NOT_APPLICABLE)).all(axis=1)
        totals, sums = table.total.texts(), table.points.sum(axis=1).texts() if table.items else []
        for row, branch in enumerate(table.branch):
            has_total = table.total_states[row] == NUMBER
            if has_total or (sums and added[row]):
                score = Decimal(totals[row] if has_total else sums[row])
                found[branch] = Score(table.place(row), score, _points(branch, score, table, (whole, beside)))
    return found


def _points(
    branch: str, score: Decimal, table: ScoreTable, known: tuple[Decimal | None, Mapping[str, Points]]
) -> Mapping[Kind, Decimal | None]:
    whole, beside = known
    own = sum((item.full_marks or Decimal(0) for item in table.items), Decimal(0))
    bonus = beside["added"].get(branch, Decimal(0)) if "added" in beside else Decimal(0)
    lost = beside["taken"].get(branch) if "taken" in beside else None
    whole = whole if "added" in beside else own or whole
    if lost is None and whole is not None:
        lost = whole + bonus - score
    return {"taken": lost, "added": bonus if "added" in beside or table.items else None}


def compared(details: Sequence[Detail], scores: Mapping[str, Score]) -> Iterator[Problem]:
    """Compare sheets of single points with the scores, and ask where they contradict them.

    More points lost than the score lacks contradict it in any case. Where most branches have what the sheets say, they
    list everything, and what differs contradicts as well; else they list some points only, which says nothing.
    """
    for kind in ("taken", "added"):
        sheets = [detail for detail in details if detail.rows.get(kind)]
        if sheets:
            yield from _compared(sheets, kind, scores)


def _compared(sheets: Sequence[Detail], kind: Kind, scores: Mapping[str, Score]) -> Iterator[Problem]:
    sums: dict[str, Decimal] = {}
    each = [detail.sums(kind) for detail in sheets]
    for found in each:
        for branch, points in found.items():
            sums[branch] = sums.get(branch, Decimal(0)) + points
    known = {branch: score for branch, score in scores.items() if score.points[kind] is not None}
    listed = {branch: points for branch, points in sums.items() if branch in known}
    differ = {
        branch: points
        for branch, points in listed.items()
        if not any(_equal(known[branch], kind, said) for said in (points, *(one.get(branch) for one in each)))
    }
    whole_list = 2 * (len(listed) - len(differ)) > len(listed)
    if whole_list:
        missing = [branch for branch, score in known.items() if branch not in listed and score.points[kind]]
        differ |= dict.fromkeys(missing if len(missing) <= len(listed) - len(differ) else (), Decimal(0))
    for branch, points in differ.items():
        more = points > (known[branch].points[kind] or Decimal(0))
        if whole_list or more:
            detail = next((sheet for sheet in sheets if branch in sheet.sums(kind)), sheets[0])
            yield _differs(detail.cell(branch, kind), kind, (branch, points), known[branch])
    for detail in sheets if whole_list and not differ else ():
        message = text("The points of this sheet are those of the scores; it was not read further.")
        yield Problem("notice", "detail-agrees", detail.place, message)


def _equal(score: Score, kind: Kind, said: Decimal | None) -> bool:
    points = score.points[kind]
    return said is not None and points is not None and abs(said - points) <= SUM_TOLERANCE


def _differs(place: CellRef, kind: Kind, stated: tuple[str, Decimal], score: Score) -> Problem:
    branch, points = stated
    fields = {
        "branch": branch,
        "points": written(points, 0),
        "found": written(score.points[kind] or Decimal(0), 0),
        "score": written(score.score, 0),
        "place": score.place,
    }
    if kind == "taken":
        message = text(
            "%(branch)s: this sheet takes off %(points)s points, but by its score %(score)s in %(place)s it has lost "
            "%(found)s.",
            **fields,
        )
    else:
        message = text(
            "%(branch)s: this sheet adds %(points)s points, but its score %(score)s in %(place)s has %(found)s.",
            **fields,
        )
    hint = text("Correct the score or this sheet, or delete the sheet if it does not count.")
    return Problem("error", "detail-differs", place, message, hint)
