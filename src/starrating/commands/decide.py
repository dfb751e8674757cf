"""`decide`: the committee's decision on an assessed review or year, with the stars it sets otherwise (plan 4.4)."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from starrating.commands.shared.act_workbooks import drawn_by_act, write_after_act
from starrating.commands.shared.committee_stars import (
    NO_STAR_CHANGES,
    StarChangeRequest,
    open_opinions,
    reasons_for,
    superseded,
    wanted_changes,
)
from starrating.commands.shared.early_refusals import unanswered
from starrating.commands.shared.next_step import next_step
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    assessed,
    committee_of,
    held_settings,
    refuse_superseded_reviews,
    source_reviews,
    standing_of,
    told_uncorrected,
)
from starrating.errors import Problem, UsageError, refused_together
from starrating.i18n import Text
from starrating.model import Period, Review
from starrating.model.acts import Decision, DroppedSetting, StarChange, StarSetting
from starrating.procedure.act_days import refuse_decided_too_early
from starrating.procedure.allowed_acts import (
    refuse_if_decided,
    refuse_if_due,
    refuse_unless_answered,
    refuse_unless_heeded,
    refuse_unless_kept_or_dropped,
)
from starrating.procedure.committee_decision import DecisionBasis, Earlier, settle
from starrating.ruleset import RuleSet
from starrating.ruleset.opinions import Reservation, reservations
from starrating.workspace import Workspace


class DecideRequest(Struct, frozen=True):
    """What the committee decided: the period, the day, the document.

    `open_opinions` says why, if departments have not answered, `despite_opinions` if they have something against it.
    """

    period: Period
    day: dt.date
    document: str
    wishes: StarChangeRequest = NO_STAR_CHANGES
    open_opinions: str = ""
    despite_opinions: str = ""


class DecideResult(Struct, frozen=True):
    """What `decide` did: the act, the decided review, its rules, the workbook, what there is to say, what comes next.

    The workbook is None if it could not be written.
    """

    act: Decision
    review: Review
    rules: RuleSet
    file: Path | None
    problems: tuple[Problem, ...]
    next_command: str | None = None


def decide(workspace: Workspace, order: DecideRequest, moment: RecordTime) -> DecideResult:
    """Record the committee's decision, and write the result workbook anew.

    Out of order: `ProcedureError`. Changes that cannot be meant, all at once: `InputError` for those of a workbook,
    else `UsageError`. Nothing is recorded then.
    """
    moment.refuse_future(order.day)
    with assessed(workspace, order.period) as ledger:
        with ledger.writing():
            case = ReviewContext.of(ledger, order.period)
            missing = open_opinions(case.review, case.rules)
            held = reservations(case.review.records.opinions, case.rules)
            agreed = _agreed(case, order, unanswered(case), held)
            authority = DecisionBasis(committee_of(workspace, case.rules), order.day, order.document)
            review = superseded(case, agreed.changes, authority, moment, agreed.kept)
            act = Decision(
                review.period,
                authority.day,
                review.version,
                case.review.version,
                authority.document,
                authority.by,
                agreed.changes,
                order.open_opinions if missing else "",
                agreed.kept,
                agreed.dropped,
                order.despite_opinions if held else "",
            )
            case.add(act, moment)
            year = drawn_by_act(ledger, review, case.rules, moment)
            command = next_step(ReviewContext.of(ledger, order.period), moment.today)
        file, unwritten = write_after_act(workspace, review, case.rules, ledger, year)
    return DecideResult(act, review, case.rules, file, (*agreed.notices, *unwritten), command)


class _Agreed(Struct, frozen=True):
    """The stars that are set, kept and dropped, and what else there is to say of the workbook that names them."""

    changes: tuple[StarChange, ...] = ()
    kept: tuple[StarSetting, ...] = ()
    dropped: tuple[DroppedSetting, ...] = ()
    notices: tuple[Problem, ...] = ()


def _agreed(
    case: ReviewContext, order: DecideRequest, missing: Sequence[Text | str], held: Sequence[Reservation]
) -> _Agreed:
    """Return what is agreed on a review that may be decided; all that forbids it is refused together."""
    now, rules = case.now, case.rules
    refuse_if_decided(now, rules)
    with refused_together() as check:
        check(refuse_if_due, now, rules)
        parts = [standing_of(case.ledger, half) for half, _ in source_reviews(case.review)]
        check(refuse_decided_too_early, now, rules, order.day, parts)
        check(refuse_unless_answered, now, rules, missing, order.open_opinions)
        check(refuse_unless_heeded, now, rules, held, order.despite_opinions)
        check(refuse_superseded_reviews, case)
        wanted = check(wanted_changes, order.wishes, case)
        settled = check(_settled, order.wishes, case, wanted[0]) if wanted else None
    assert wanted
    assert settled
    uncorrected = told_uncorrected(case.ledger, now.period, rules)
    return _Agreed(wanted[0], *settled, (*wanted[1], *uncorrected))


def _settled(
    wishes: StarChangeRequest, case: ReviewContext, changes: Sequence[StarChange]
) -> tuple[tuple[StarSetting, ...], tuple[DroppedSetting, ...]]:
    """Return which stars that were set before are kept and which dropped; nothing may be passed over in silence."""
    held, branches = held_settings(case), case.branches
    drops = map(branches.find, wishes.drops)
    earlier = Earlier(wishes.keep, tuple(zip(drops, reasons_for(wishes)[len(wishes.named) :], strict=True)))
    kept, dropped, passed_over, problems = settle(held, changes, earlier, branches)
    with refused_together() as check:
        check(_refuse_wrong_words, problems)
        check(refuse_unless_kept_or_dropped, case.now, case.rules, passed_over)
    return kept, dropped


def _refuse_wrong_words(problems: Sequence[Problem]) -> None:
    if problems:
        raise UsageError(problems)
