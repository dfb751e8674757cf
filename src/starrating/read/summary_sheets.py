"""Score sheets of one workbook that say the same: a summary of what others have, and the parts of a summary.

A summary has nothing but totals, those of the items of other sheets. A part has scores that are, for every branch, a
column of another sheet: what a department, a judge or a month gave. Whatever of both does not agree is an error.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from starrating.decimals import written
from starrating.errors import CellRef, Problem
from starrating.i18n import text
from starrating.model import NUMBER, ScoreTable
from starrating.model.inputs import SUM_TOLERANCE
from starrating.patterns import regex
from starrating.read.incident_words import TELLING
from starrating.read.joined_sheets import scored_apart
from starrating.read.label_hints import column_hint
from starrating.read.stated_periods import StatedPeriod, narrowest


class ScoreSheet(NamedTuple):
    """A sheet that was read for scores: whether it is named as the score sheet, its heads, its table, its problems.

    `stated` has the periods that its title and its name say, `beside` the points of columns such as 加分; `columns`
    makes the numbers of each column, by branch.
    """

    place: CellRef
    named: bool
    heads: frozenset[str]
    table: ScoreTable
    stated: Sequence[StatedPeriod]
    beside: Mapping[str, Mapping[str, Decimal]]
    problems: Sequence[Problem]
    columns: Callable[[], Mapping[str, Mapping[str, Fraction]]] = dict


class Part(NamedTuple):
    """A sheet, the sheet that has its scores as a column, the title of that column, and those that differ.

    Without a title they are the scores themselves.
    """

    sheet: ScoreSheet
    summary: ScoreSheet
    column: str
    odd: Mapping[str, tuple[Fraction, Fraction]]


_FEW = 5
"""Of so many branches one may have another score in a sheet that says the scores again."""
_HALF = regex("半年|年度|全年")
"""上半年, 2013年度: a sheet of a half beside one of the year is what is rated, not a part of it."""


def summaries_of(
    sheets: Sequence[ScoreSheet], itemised: Sequence[ScoreSheet], whole: Decimal | None
) -> list[ScoreSheet]:
    """Return the sheets that have nothing but a total for branches of which other sheets have the items: a 汇总.

    One whose name says that it is about something else, such as 上期 or 自评, is none. One with items is a summary if
    another sheet has more items, both give the `whole`, and most branches have the same score in both.
    """
    plain = [
        sheet
        for sheet in sheets
        if column_hint(sheet.place.sheet or "", ()) is None
        and (not sheet.table.items or any(_is_finer(other, sheet, whole) for other in itemised))
    ]
    branches = {branch for sheet in itemised if sheet not in plain for branch in sheet.table.branch}
    return [sheet for sheet in plain if sheet.table.branch and branches.issuperset(sheet.table.branch)]


def _is_finer(sheet: ScoreSheet, summary: ScoreSheet, whole: Decimal | None) -> bool:
    """Tell whether a sheet has the items of which another one has the sums of groups."""
    tables = [sheet.table, summary.table]
    marks = {sum((item.full_marks or Decimal(0) for item in table.items), Decimal(0)) for table in tables}
    if marks != {whole} or len(sheet.table.items) <= len(summary.table.items):
        return False
    finer, coarser = map(_scores, tables)
    differing = [branch for branch, score in coarser.items() if finer.get(branch) != score]
    return bool(coarser) and 2 * len(differing) < len(coarser)


def compared(summary: ScoreSheet, sheets: Sequence[ScoreSheet]) -> Iterator[Problem]:
    """Compare the totals of a summary with the items in other sheets; where all are the same it is read no further.

    Where a branch has several rows, these may be its items one by one: 得分明细.
    """
    apart = scored_apart([sheet.table for sheet in sheets])
    added: dict[str, tuple[Fraction, CellRef]] = {}
    for sheet in sheets:
        for row, (branch, total) in enumerate(
            zip(sheet.table.branch, sheet.table.points.sum(axis=1).fractions(), strict=True)
        ):
            before, place = added.get(branch, (Fraction(0), sheet.table.place(row)))
            added[branch] = (before + total if apart or branch not in added else before, place)
    totals: dict[str, list[tuple[int, Fraction]]] = {}
    for row, (branch, total) in enumerate(zip(summary.table.branch, summary.table.total.fractions(), strict=True)):
        if summary.table.total_states[row] == NUMBER:
            totals.setdefault(branch, []).append((row, total))
    differing = [
        (rows[0][0], branch, sum((total for _, total in rows), Fraction(0)), *added[branch])
        for branch, rows in totals.items()
        if any(abs(total - added[branch][0]) > SUM_TOLERANCE for _, total in rows)
        and abs(sum(total for _, total in rows) - added[branch][0]) > SUM_TOLERANCE
    ]
    for row, branch, total, items, place in differing:
        message = text(
            "%(branch)s: the total says %(stated)s here, but the items in %(place)s add up to %(added)s.",
            branch=branch,
            stated=written(total),
            added=written(items),
            place=place,
        )
        hint = text("Correct the wrong one, or delete the sheet if it does not count.")
        yield Problem("error", "total-disagrees", summary.table.place(row, "total"), message, hint)
    if not differing:
        message = text("The totals of this sheet are those of the items in other sheets; it was read once.")
        yield Problem("notice", "rows-again", summary.place, message)


def parts_of_summaries(sheets: Sequence[ScoreSheet]) -> list[Part]:
    """Find the sheets whose scores are a column of another one, which has all of their branches.

    The whole column must agree, and not be one number. Where its title has the name of the sheet, 组织部(50分) for the
    sheet 组织部, most of it must, whatever the numbers; the others are errors. A sheet of totals alone that has nearly
    all scores of another one, with no more columns, says them again.
    """
    if len(sheets) < 2:
        return []
    columns = {sheet.place: sheet.columns() for sheet in sheets}
    scores = {sheet.place: _scores(sheet.table) for sheet in sheets}
    pairs = [(sheet, other) for sheet in sheets for other in sheets if sheet is not other and _may_be_of(sheet, other)]
    found: dict[CellRef, Part] = {}
    for sheet, other in pairs:
        own = scores[sheet.place]
        if sheet.place not in found and own != scores[other.place]:
            part = _part(sheet, other, own, columns[other.place])
            found |= {sheet.place: part} if part else {}
    for sheet, other in pairs:
        if found.keys().isdisjoint({sheet.place, other.place}):
            part = _said_again(sheet, other, scores[sheet.place], scores[other.place])
            found |= {sheet.place: part} if part else {}
    return [part for part in found.values() if part.summary.place not in found]


def is_column_of(sheet: ScoreSheet, other: ScoreSheet) -> bool:
    """Tell whether a sheet has for most of its branches, all that both have, what a column of another sheet has.

    The scores of the other sheet are not such a column.
    """
    scores = _scores(other.table)
    own = {branch: score for branch, score in _scores(sheet.table).items() if branch in scores}
    if 2 * len(own) <= len(sheet.table) or all(scores[branch] == score for branch, score in own.items()):
        return False
    return any(
        all(numbers.get(branch) == score for branch, score in own.items()) for numbers in other.columns().values()
    )


def _said_again(
    sheet: ScoreSheet, other: ScoreSheet, own: Mapping[str, Fraction], whole: Mapping[str, Fraction]
) -> Part | None:
    """Return a sheet of nothing but totals as what another one says again, but for few branches."""
    odd = {branch: (score, whole[branch]) for branch, score in own.items() if whole.get(branch, score) != score}
    again = not sheet.table.items and len(sheet.heads) <= len(other.heads) and own.keys() == whole.keys()
    return Part(sheet, other, "", odd) if again and _FEW * len(odd) <= len(own) else None


def compared_with_summary(part: Part) -> Iterator[Problem]:
    """Report what differs between a part and its summary; where nothing does, say that it was read there."""
    names = {"column": part.column, "summary": part.summary.place.sheet}
    rows = {branch: row for row, branch in enumerate(part.sheet.table.branch)}
    for branch, (here, there) in part.odd.items():
        message = text(
            "%(branch)s has %(here)s here, and %(there)s as “%(column)s” of %(summary)s.",
            branch=branch,
            here=written(here),
            there=written(there),
            **names,
        )
        if not part.column:
            message = text(
                "%(branch)s has %(here)s here, and %(there)s in %(summary)s.",
                branch=branch,
                here=written(here),
                there=written(there),
                summary=names["summary"],
            )
        hint = text("Correct the wrong one, or delete the sheet if it does not count.")
        yield Problem("error", "detail-differs", part.sheet.table.place(rows[branch], "total"), message, hint)
    if not part.odd:
        message = text("The scores of this sheet are “%(column)s” of %(summary)s, and were read there.", **names)
        if not part.column:
            message = text("The scores of this sheet are those of %(summary)s, and were read there.", **names)
        yield Problem("notice", "detail-agrees", part.sheet.place, message)
    yield from (problem for problem in part.sheet.problems if problem.code in _TOLD)


_TOLD = TELLING | {"remark-not-read"}
"""What is said of a branch on a part is said of it wherever its score is read."""


def _scores(table: ScoreTable) -> dict[str, Fraction]:
    """Return the score of each branch: its total, or the sum of its items; those without either are left out."""
    totals, sums = table.total.fractions(), table.points.sum(axis=1).fractions()
    whole = (table.point_states == NUMBER).all(axis=1) & bool(table.items)
    return {
        branch: totals[row] if table.total_states[row] == NUMBER else sums[row]
        for row, branch in enumerate(table.branch)
        if table.total_states[row] == NUMBER or whole[row]
    }


def _may_be_of(sheet: ScoreSheet, summary: ScoreSheet) -> bool:
    """Tell whether a sheet may be a part of another: of no other period, with no branch of its own, none twice."""
    branches, own = set(summary.table.branch), narrowest(sheet.stated)
    whole = narrowest(summary.stated)
    if own and (whole is None or whole.period != own.period):
        return False
    return len(set(sheet.table.branch)) == len(sheet.table) >= 2 and branches.issuperset(sheet.table.branch)


def _part(
    sheet: ScoreSheet, summary: ScoreSheet, own: Mapping[str, Fraction], columns: Mapping[str, Mapping[str, Fraction]]
) -> Part | None:
    name = sheet.place.sheet or ""
    for title, numbers in columns.items():
        if not own or not numbers.keys() >= own.keys() or _HALF.search(f"{title} {name}"):
            continue
        odd = {branch: (score, numbers[branch]) for branch, score in own.items() if numbers[branch] != score}
        is_named = bool(name) and name in title
        if (not odd and (is_named or len(set(own.values())) > 1)) or (is_named and 2 * len(odd) < len(own)):
            return Part(sheet, summary, title, odd)
    return None
