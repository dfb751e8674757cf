"""`decide`: the committee's decision on an assessed review or year, with the stars it sets otherwise (plan 4.4)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starrating.errors import InputError, Problem, Rejection, StarratingError, UsageError, has_errors
from starrating.i18n import text
from starrating.model import Period, Review
from starrating.model.acts import Decision, DroppedSetting, StarChange, StarSetting
from starrating.procedure.allowed_acts import refuse_unless_decidable, refuse_unless_heeded, refuse_unless_said
from starrating.procedure.committee_decision import Authority, Earlier, WantedStar, changes_of, decided, settle
from starrating.procedure.review_state import is_made_of_reviews
from starrating.rating.opinion_checks import unanswered
from starrating.read.office_lists import read_star_changes, star_named, unreadable_star
from starrating.ruleset import RuleSet
from starrating.ruleset.opinions import reservations
from starrating.workflow import PROGRAM
from starrating.workflow.act_workbooks import drawn_by_act, write_after_act
from starrating.workflow.acting import Case, assessed, committee_of, held_settings
from starrating.workflow.moments import Moment
from starrating.workflow.year_basis import refuse_superseded_reviews
from starrating.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which stars are to be set, as they were named: a workbook, or (branch, star) with one reason for each or all.

    Of the stars that were set before, those of `drops` are dropped, with the reasons that follow those of `named`; all
    others are kept with `keep`.
    """

    book: Path | None = None
    named: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    keep: bool = False
    drops: tuple[str, ...] = ()


NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Order:
    """What the committee decided: the period, the day, the document.

    `open_opinions` says why, if departments have not answered, `despite_opinions` if they have something against it.
    """

    period: Period
    day: dt.date
    document: str
    wishes: Wishes = NO_WISHES
    open_opinions: str = ""
    despite_opinions: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """What `decide` did: the act, the decided review, its rules, the workbook, and what there is to say.

    The workbook is None if it could not be written.
    """

    act: Decision
    review: Review
    rules: RuleSet
    file: Path | None
    problems: tuple[Problem, ...]


def decide(workspace: Workspace, order: Order, moment: Moment) -> Deciding:
    """Record the committee's decision, and write the result workbook anew.

    Out of order: `ProcedureError`. Changes that cannot be meant, all at once: `InputError` for those of a workbook,
    else `UsageError`. Nothing is recorded then.
    """
    moment.refuse_future(order.day)
    with assessed(workspace, order.period) as ledger:
        with ledger.writing():
            case = Case.of(ledger, order.period)
            missing = open_opinions(case.review, case.rules)
            departments = _in_words(missing, len(case.review.ratings))
            refuse_unless_decidable(case.now, case.rules, order.day, departments, order.open_opinions)
            held = reservations(case.review.records.opinions, case.rules)
            refuse_unless_heeded(case.now, case.rules, held, order.despite_opinions)
            refuse_superseded_reviews(case)
            changes, said = wanted_changes(order.wishes, case.review, case.rules)
            kept, dropped = _settled(order.wishes, case, changes)
            authority = Authority(committee_of(workspace, case.rules), order.day, order.document)
            review = superseded(case, changes, authority, moment, kept)
            act = Decision(
                review.period,
                authority.day,
                review.version,
                case.review.version,
                authority.document,
                authority.by,
                changes,
                order.open_opinions if missing else "",
                kept,
                dropped,
                order.despite_opinions if held else "",
            )
            case.add(act, moment)
            year = drawn_by_act(ledger, review, case.rules, moment)
        file, unwritten = write_after_act(workspace, review, case.rules, ledger, year)
    return Deciding(act, review, case.rules, file, (*said, *unwritten))


def _settled(
    wishes: Wishes, case: Case, changes: Sequence[StarChange]
) -> tuple[tuple[StarSetting, ...], tuple[DroppedSetting, ...]]:
    """Return which stars that were set before are kept and which dropped; nothing may be passed over in silence."""
    held, branches = held_settings(case), case.review.ratings.scores.branch
    earlier = Earlier(wishes.keep, tuple(zip(wishes.drops, _reasons(wishes)[len(wishes.named) :], strict=True)))
    kept, dropped, unsaid, problems = settle(held, changes, earlier, branches)
    if problems:
        raise UsageError(problems)
    refuse_unless_said(case.now, case.rules, unsaid)
    return kept, dropped


def superseded(
    case: Case,
    changes: Sequence[StarChange],
    authority: Authority,
    moment: Moment,
    kept: Sequence[StarSetting] = (),
) -> Review:
    """Record the version that has the stars set or kept; where none differs, the version is the assessed one."""
    ratings = decided(case.review.ratings, changes, authority, case.rules, kept)
    if len(ratings.steps) == len(case.review.ratings.steps):
        return case.review
    draft = replace(case.review, ratings=ratings, recorded_at=moment.stamp, program=PROGRAM)
    return case.ledger.record(draft)[0]


def wanted_changes(
    wishes: Wishes, review: Review, rules: RuleSet
) -> tuple[tuple[StarChange, ...], tuple[Problem, ...]]:
    """Understand which stars are to be set; everything that cannot be meant is refused together.

    Returned with the changes is what else there is to say of the workbook.
    """
    if wishes.book and wishes.named:
        raise UsageError.because(
            "changes-twice", text("Changes are named twice."), text("Take --changes FILE or --set, not both.")
        )
    read = _from_book if wishes.book else _from_names
    wanted, problems = read(wishes, rules)
    changes, flaws = changes_of(wanted, review.ratings, rules)
    said = (*problems, *flaws)
    if has_errors(said):
        refusal: type[StarratingError] = InputError if wishes.book else UsageError
        raise refusal(said)
    return changes, said


def open_opinions(review: Review, rules: RuleSet) -> dict[str, int]:
    """Return the departments that have not answered, with the number of branches; a year asks for the reviews' only."""
    if is_made_of_reviews(review.period, rules):
        return {}
    return unanswered(review.ratings.scores.branch, review.records.opinions, rules)


def _in_words(missing: dict[str, int], branches: int) -> list[str]:
    """Name the departments, with the number of branches where it is not all of them."""
    return [name if count == branches else f"{name}（{count}）" for name, count in missing.items()]


def _from_book(wishes: Wishes, rules: RuleSet) -> tuple[list[WantedStar], list[Problem]]:
    assert wishes.book
    rows, problems = read_star_changes(wishes.book, rules.levels)
    _reasons(wishes)
    common = wishes.reasons[0] if len(wishes.reasons) == 1 else ""
    return [WantedStar(branch, star, reason or common, place) for branch, star, reason, place in rows], problems


def _from_names(wishes: Wishes, rules: RuleSet) -> tuple[list[WantedStar], list[Problem]]:
    wanted, problems = [], []
    for (branch, star), reason in zip(wishes.named, _reasons(wishes), strict=False):  # those of --drop follow
        try:
            wanted.append(WantedStar(branch, star_named(star, rules.levels), reason))
        except Rejection as refusal:
            problems.append(unreadable_star(branch, refusal))
    return wanted, problems


def _reasons(wishes: Wishes) -> tuple[str, ...]:
    """Return the reason of each star that is named, then of each that is dropped; one may be for all."""
    count = len(wishes.named) + len(wishes.drops)
    reasons = wishes.reasons * count if len(wishes.reasons) == 1 else wishes.reasons or ("",) * count
    if len(reasons) != count:
        raise _reasons_differ(len(wishes.reasons), max(count, 1))
    return reasons


def _reasons_differ(reasons: int, changes: int) -> StarratingError:
    message = text("There are %(reasons)s reasons for %(changes)s changes.", reasons=reasons, changes=changes)
    return UsageError.because("reasons-differ", message, text("Give one --reason for all, or one after each --set."))
