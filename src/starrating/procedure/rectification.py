"""The rectification ledger 整改台账: what is to be mended, by whom, by when, how far it has come (plan 4.3-self-check).

Findings come from the sheet 自查整改 and from items with points lost. A finding that is open when the next review comes
is carried over; the same item is not entered again.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from starrating.exact import Exact
from starrating.model import NUMBER, Period, Review
from starrating.model.acts import Act, Finding, FindingsOpened, Progress
from starrating.model.branch_names import BranchNames
from starrating.model.cell_words import STATUSES
from starrating.patterns import regex

NOT_STARTED, UNDER_WAY, DONE, ACCEPTED = STATUSES
_DAY = regex(r"((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_FIELDS = ("status", "responsible", "due", "measure")


class Rectification(Struct, frozen=True):
    """A finding as it stands: the period in which it was opened, its last word on everything, and its notes."""

    period: Period
    finding: Finding
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor accepted."""
        return self.finding.status not in {DONE, ACCEPTED}

    @property
    def due(self) -> dt.date | None:
        """The day by which it is due, None where no full date is written."""
        return day_in(self.finding.due)

    def is_overdue(self, today: dt.date) -> bool:
        """Whether it is open although its day has passed."""
        return self.is_open and self.due is not None and self.due < today


def day_in(written: str) -> dt.date | None:
    """Return the day that a deadline names, 2013-09-30 or 2013年9月30日; None if it names none."""
    match = _DAY.fullmatch(written.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def rectifications(acts: Sequence[Act], lineage: BranchNames, branches: Iterable[str]) -> list[Rectification]:
    """Return every finding as it stands, by number; branches under the names they have now."""
    known = set(branches)
    found: dict[int, Rectification] = {}
    for act in acts:
        if isinstance(act, FindingsOpened):
            for finding in act.findings:
                named = replace(finding, branch=lineage.current(finding.branch, known))
                found[finding.number] = Rectification(act.period, named)
        elif isinstance(act, Progress) and act.number in found:
            found[act.number] = _moved(found[act.number], act)
    return [found[number] for number in sorted(found)]


def of_period(all_of_them: Sequence[Rectification], period: Period, today: dt.date) -> list[Rectification]:
    """Return those opened in a period, and the earlier ones that are open still; the overdue ones first."""
    mine = [
        finding for finding in all_of_them if finding.period == period or (finding.period < period and finding.is_open)
    ]
    return sorted(mine, key=lambda each: (not each.is_overdue(today), each.finding.number))


def new_findings(review: Review, known: Sequence[Rectification], min_lost: Decimal | None = None) -> list[Finding]:
    """Return what a review adds to the ledger, numbered on: its findings; then, by branch, so many points lost or more.

    Without `min_lost` no points lost are entered. What the ledger has of the same branch in the same words, or open
    for the same item, is not entered again.
    """
    words = {
        (finding.finding.branch, finding.finding.finding)
        for finding in known
        if finding.period == review.period or finding.is_open
    }
    items = {
        (finding.finding.branch, finding.finding.item) for finding in known if finding.finding.item and finding.is_open
    }
    items |= {(finding.finding.branch, finding.finding.item) for finding in known if finding.period == review.period}
    fresh = [finding for finding in _reported(review) if (finding.branch, finding.finding) not in words]
    if min_lost is not None:
        lost = [finding for finding in _points_lost(review) if Decimal(finding.lost) >= min_lost]
        rows = {branch: row for row, branch in enumerate(review.ratings.scores.branch)}
        lost.sort(key=lambda finding: (rows[finding.branch], -Decimal(finding.lost)))
        fresh += [finding for finding in lost if (finding.branch, finding.item) not in items]
    return numbered_on(fresh, known)


def numbered_on(fresh: Sequence[Finding], known: Sequence[Rectification]) -> list[Finding]:
    """Give findings the numbers that follow those of the ledger."""
    first = max((finding.finding.number for finding in known), default=0) + 1
    return [replace(finding, number=number) for number, finding in enumerate(fresh, first)]


def _moved(before: Rectification, act: Progress) -> Rectification:
    fields = {name: getattr(act, name) for name in _FIELDS if getattr(act, name)}
    notes = (*before.notes, f"{act.day.isoformat()} {act.note}") if act.note else before.notes
    return replace(before, finding=replace(before.finding, **fields), notes=notes)


def _reported(review: Review) -> Iterator[Finding]:
    for row in review.records.findings:
        source, measure, responsible, due, status = (
            str(row.get(name) or "") for name in ("source", "measure", "responsible", "due", "status")
        )
        status = status or NOT_STARTED
        yield Finding(
            0, row["branch"], row["finding"], source, measure=measure, responsible=responsible, due=due, status=status
        )


def _points_lost(review: Review) -> Iterator[Finding]:
    """Find the items whose full marks are known and not reached; those that do not apply lose nothing."""
    table = review.ratings.scores
    for position, item in enumerate(table.items):
        if item.full_marks is None or item.full_marks <= 0:
            continue
        full = Exact.constant(item.full_marks, len(table))
        lost = full.minus(table.points[:, position])
        rows = np.flatnonzero((lost.numerators > 0) & (table.point_states[:, position] == NUMBER))
        for row, points in zip(rows.tolist(), lost[rows].texts(0), strict=True):
            yield Finding(0, table.branch[row], item.title, "考核", item.title, points, status=NOT_STARTED)
