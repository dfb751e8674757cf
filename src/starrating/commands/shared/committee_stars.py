"""`decide`: the committee's decision on an assessed review or year, with the stars it sets otherwise (plan 4.4)."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import PROGRAM, ReviewContext
from starrating.errors import InputError, Problem, Rejection, StarratingError, UsageError, has_errors
from starrating.i18n import text
from starrating.model import Review
from starrating.model.acts import StarChange, StarSetting
from starrating.procedure.committee_decision import DecisionBasis, RequestedStar, apply_decision, changes_of
from starrating.procedure.review_state import is_made_of_reviews
from starrating.rating.opinion_checks import unanswered
from starrating.read.office_lists import read_star_changes, star_named, unreadable_star
from starrating.ruleset import RuleSet


class StarChangeRequest(Struct, frozen=True):
    """Which stars are to be set, as they were named: a workbook, or (branch, star) with one reason for each or all.

    Of the stars that were set before, those of `drops` are dropped, with the reasons that follow those of `named`; all
    others are kept with `keep`.
    """

    book: Path | None = None
    named: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    keep: bool = False
    drops: tuple[str, ...] = ()


NO_STAR_CHANGES = StarChangeRequest()


def superseded(
    case: ReviewContext,
    changes: Sequence[StarChange],
    authority: DecisionBasis,
    moment: RecordTime,
    kept: Sequence[StarSetting] = (),
) -> Review:
    """Record the version that has the stars set or kept; where none differs, the version is the assessed one."""
    ratings = apply_decision(case.review.ratings, changes, authority, case.rules, kept)
    if len(ratings.steps) == len(case.review.ratings.steps):
        return case.review
    draft = replace(case.review, ratings=ratings, recorded_at=moment.stamp, program=PROGRAM)
    return case.ledger.record(draft)[0]


def wanted_changes(
    wishes: StarChangeRequest, case: ReviewContext
) -> tuple[tuple[StarChange, ...], tuple[Problem, ...]]:
    """Understand which stars are to be set; everything that cannot be meant is refused together.

    Returned with the changes is what else there is to say of the workbook.
    """
    if wishes.book and wishes.named:
        raise UsageError.because(
            "changes-twice", text("Changes are named twice."), text("Take --changes or --set, not both.")
        )
    read = _from_book if wishes.book else _from_names
    wanted, problems = read(wishes, case.rules)
    changes, flaws = changes_of(wanted, case.review.ratings, case.rules, case.branches)
    found = (*problems, *flaws)
    if has_errors(found):
        refusal: type[StarratingError] = InputError if wishes.book else UsageError
        raise refusal(found)
    return changes, found


def open_opinions(review: Review, rules: RuleSet) -> dict[str, int]:
    """Return the departments that have not answered, with the number of branches; a year asks for the reviews' only."""
    if is_made_of_reviews(review.period, rules):
        return {}
    return unanswered(review.ratings.scores.branch, review.records.opinions, rules)


def _from_book(wishes: StarChangeRequest, rules: RuleSet) -> tuple[list[RequestedStar], list[Problem]]:
    assert wishes.book
    rows, problems = read_star_changes(wishes.book, rules.levels, rules.wording.subject)
    reasons_for(wishes)
    common = wishes.reasons[0] if len(wishes.reasons) == 1 else ""
    return [RequestedStar(branch, star, reason or common, place) for branch, star, reason, place in rows], problems


def _from_names(wishes: StarChangeRequest, rules: RuleSet) -> tuple[list[RequestedStar], list[Problem]]:
    wanted, problems = [], []
    for (branch, star), reason in zip(wishes.named, reasons_for(wishes), strict=False):  # those of --drop follow
        try:
            wanted.append(RequestedStar(branch, star_named(star, rules.levels), reason))
        except Rejection as refusal:
            problems.append(unreadable_star(branch, refusal))
    return wanted, problems


def reasons_for(wishes: StarChangeRequest) -> tuple[str, ...]:
    """Return the reason of each star that is named, then of each that is dropped; one may be for all."""
    count = len(wishes.named) + len(wishes.drops)
    reasons = wishes.reasons * count if len(wishes.reasons) == 1 else wishes.reasons or ("",) * count
    if len(reasons) != count:
        raise _reasons_differ(len(wishes.reasons), max(count, 1))
    return reasons


def _reasons_differ(reasons: int, changes: int) -> StarratingError:
    message = text("There are %(reasons)s reasons for %(changes)s changes.", reasons=reasons, changes=changes)
    return UsageError.because("reasons-differ", message, text("Give one --reason for all, or one after each --set."))
