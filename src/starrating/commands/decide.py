"""`decide`: the committee's decision on an assessed review or year, with the stars it sets otherwise (plan 4.4)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starrating.commands.shared.act_workbooks import drawn_by_act, write_after_act
from starrating.commands.shared.committee_stars import (
    NO_STAR_CHANGES,
    StarChangeRequest,
    open_opinions,
    reasons_for,
    superseded,
    wanted_changes,
)
from starrating.commands.shared.early_refusals import refuse_undecidable
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    assessed,
    committee_of,
    held_settings,
)
from starrating.errors import Problem, UsageError
from starrating.model import Period, Review
from starrating.model.acts import Decision, DroppedSetting, StarChange, StarSetting
from starrating.procedure.allowed_acts import refuse_unless_said
from starrating.procedure.committee_decision import DecisionBasis, Earlier, settle
from starrating.ruleset import RuleSet
from starrating.ruleset.opinions import reservations
from starrating.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DecideRequest:
    """What the committee decided: the period, the day, the document.

    `open_opinions` says why, if departments have not answered, `despite_opinions` if they have something against it.
    """

    period: Period
    day: dt.date
    document: str
    wishes: StarChangeRequest = NO_STAR_CHANGES
    open_opinions: str = ""
    despite_opinions: str = ""


@dataclass(frozen=True, slots=True)
class DecideResult:
    """What `decide` did: the act, the decided review, its rules, the workbook, and what there is to say.

    The workbook is None if it could not be written.
    """

    act: Decision
    review: Review
    rules: RuleSet
    file: Path | None
    problems: tuple[Problem, ...]


def decide(workspace: Workspace, order: DecideRequest, moment: RecordTime) -> DecideResult:
    """Record the committee's decision, and write the result workbook anew.

    Out of order: `ProcedureError`. Changes that cannot be meant, all at once: `InputError` for those of a workbook,
    else `UsageError`. Nothing is recorded then.
    """
    moment.refuse_future(order.day)
    with assessed(workspace, order.period) as ledger:
        with ledger.writing():
            case = ReviewContext.of(ledger, order.period)
            refuse_undecidable(case, order.day, order.open_opinions, order.despite_opinions)
            changes, said = wanted_changes(order.wishes, case.review, case.rules)
            kept, dropped = _settled(order.wishes, case, changes)
            authority = DecisionBasis(committee_of(workspace, case.rules), order.day, order.document)
            review = superseded(case, changes, authority, moment, kept)
            act = Decision(
                review.period,
                authority.day,
                review.version,
                case.review.version,
                authority.document,
                authority.by,
                changes,
                order.open_opinions if open_opinions(case.review, case.rules) else "",
                kept,
                dropped,
                order.despite_opinions if reservations(case.review.records.opinions, case.rules) else "",
            )
            case.add(act, moment)
            year = drawn_by_act(ledger, review, case.rules, moment)
        file, unwritten = write_after_act(workspace, review, case.rules, ledger, year)
    return DecideResult(act, review, case.rules, file, (*said, *unwritten))


def _settled(
    wishes: StarChangeRequest, case: ReviewContext, changes: Sequence[StarChange]
) -> tuple[tuple[StarSetting, ...], tuple[DroppedSetting, ...]]:
    """Return which stars that were set before are kept and which dropped; nothing may be passed over in silence."""
    held, branches = held_settings(case), case.review.ratings.scores.branch
    earlier = Earlier(wishes.keep, tuple(zip(wishes.drops, reasons_for(wishes)[len(wishes.named) :], strict=True)))
    kept, dropped, unsaid, problems = settle(held, changes, earlier, branches)
    if problems:
        raise UsageError(problems)
    refuse_unless_said(case.now, case.rules, unsaid)
    return kept, dropped
