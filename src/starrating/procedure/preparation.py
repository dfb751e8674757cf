"""The weeks around a review: what was asked for by when, what has come, what is outstanding (plan 4.4)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import asdict, replace

from starrating.model import Period
from starrating.model.acts import Act, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.model.preparation_acts import FormsReceived, MarksReceived, ReviewSchedule

Owed = Literal["form", "marks", "opinion"]


class Outstanding(NamedTuple):
    """What a branch or a department still owes: an opinion on so many `branches`; `due` is None until it is fixed."""

    who: str
    owed: Owed
    branches: int
    due: dt.date | None


def schedule_of(period: Period, acts: Iterable[Act]) -> ReviewSchedule | None:
    """Return what is fixed of a review, the last word on each; None where nothing is."""
    found: ReviewSchedule | None = None
    for act in acts:
        if isinstance(act, ReviewSchedule) and act.period == period:
            fields = {name: value for name, value in asdict(act).items() if value}
            found = replace(found, **fields) if found else act
    return found


def forms_received(period: Period, acts: Iterable[Act]) -> frozenset[str]:
    """Return the branches whose forms have come."""
    came = (act.branches for act in acts if isinstance(act, FormsReceived) and act.period == period)
    return frozenset().union(*came)


def marks_received(period: Period, acts: Iterable[Act]) -> frozenset[str]:
    """Return the departments whose marks have come."""
    came = (act.departments for act in acts if isinstance(act, MarksReceived) and act.period == period)
    return frozenset().union(*came)


class Owing(NamedTuple):
    """Who may owe something: the branches a form, the departments that score marks until the review is assessed.

    `unanswered` are the departments without an answer on so many branches, once it is assessed.
    """

    branches: Sequence[str] = ()
    scoring: Sequence[str] = ()
    unanswered: Mapping[str, int] = {}


def outstanding(period: Period, acts: Sequence[Act], owing: Owing) -> tuple[Outstanding, ...]:
    """Return what is owed: forms and marks until the review is assessed, then the opinions that are open.

    A form that came before a renaming has come. Of forms and marks nothing is said before a schedule is fixed or one
    has come: nobody has been asked for any yet.
    """
    fixed, came = schedule_of(period, acts), forms_received(period, acts)
    marked = marks_received(period, acts)
    forms_by, opinions_by = (fixed.forms_by, fixed.opinions_by) if fixed else (None, None)
    asked = fixed is not None or bool(came or marked)
    names = BranchNames([act for act in acts if isinstance(act, UnitChange)])
    missing = [name for name in owing.branches if came.isdisjoint({name, *names.former(name)})]
    forms = [Outstanding(name, "form", 0, forms_by) for name in missing]
    marks = [Outstanding(name, "marks", 0, None) for name in owing.scoring if name not in marked]
    opinions = [Outstanding(name, "opinion", count, opinions_by) for name, count in owing.unanswered.items()]
    return (*((*forms, *marks) if asked else ()), *opinions)
