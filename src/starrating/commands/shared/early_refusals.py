"""What a period allows on no day is refused before anybody is asked for the day, the document and the reasons."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from starrating.commands.shared.committee_stars import open_opinions
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    assessed,
    empty_ledger,
    refuse_superseded_reviews,
    refuse_uncorrected_reviews,
)
from starrating.errors import StarratingError, refused_together
from starrating.i18n import Text, text
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.procedure.allowed_acts import (
    refuse_if_decided,
    refuse_if_due,
    refuse_unless_answered,
    refuse_unless_awardable,
    refuse_unless_heeded,
    refuse_unless_objectionable,
)
from starrating.ruleset.opinions import reservations
from starrating.workspace import Workspace

_ANY_DAY = dt.date.max
_Check = Callable[[ReviewContext, Collection[str]], None]


def unanswered(case: ReviewContext) -> list[Text | str]:
    """Name the departments that have not answered, with the number of branches where it is not all of them."""
    branches = len(case.review.ratings)
    return [
        name if count == branches else text("%(name)s (%(number)s)", name=name, number=count)
        for name, count in open_opinions(case.review, case.rules).items()
    ]


def _decide(case: ReviewContext, named: Collection[str]) -> None:
    now, rules = case.now, case.rules
    silent, despite = ("?" if name in named else "" for name in ("open_opinions", "despite_opinions"))
    refuse_if_decided(now, rules)
    with refused_together() as check:
        check(refuse_if_due, now, rules)
        check(refuse_unless_answered, now, rules, unanswered(case), silent)
        check(refuse_unless_heeded, now, rules, reservations(case.review.records.opinions, rules), despite)
        check(refuse_superseded_reviews, case)


def _award(case: ReviewContext, _: Collection[str]) -> None:
    if not case.now.award:
        refuse_superseded_reviews(case)
        refuse_unless_awardable(case.now, case.rules, _ANY_DAY)
        refuse_uncorrected_reviews(case)


_CHECKS: Mapping[str, _Check] = {
    "decide": _decide,
    "objection add": lambda case, _: refuse_unless_objectionable(case.now, case.rules, _ANY_DAY),
    "award": _award,
    "rectify open": lambda *_: None,
}
"""By the name of a command; `said` are the parameters that its call has named."""


def refuse_in_vain(workspace: Workspace, command: str, period: Period, named: Collection[str]) -> None:
    """Raise what a command would raise of a period, whatever else its user names."""
    if check := _CHECKS.get(command):
        with assessed(workspace, period) as ledger:
            check(ReviewContext.of(ledger, period), named)


def possible_periods(workspace: Workspace, command: str, named: Collection[str]) -> list[Period]:
    """Return the recorded periods that allow a command; where none does, raise why the newest one does not."""
    with open_ledger(workspace.ledger) as ledger:
        recorded = ledger.periods()
    if not recorded:
        raise empty_ledger()
    possible, why = [], None
    for period in reversed(recorded):
        try:
            refuse_in_vain(workspace, command, period, named)
            possible.append(period)
        except StarratingError as refusal:
            why = why or refusal
    if why and not possible:
        raise why
    return possible
