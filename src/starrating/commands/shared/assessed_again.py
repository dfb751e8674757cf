"""A result that is assessed again, held against what was done with the results before it."""

from collections.abc import Mapping
from types import MappingProxyType

from starrating.commands.shared.branch_history import renamed_since
from starrating.commands.shared.recorded_review import ReviewContext, held_settings, standing_of
from starrating.errors import Problem, as_typed
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Review
from starrating.model.acts import Reopening
from starrating.procedure.account import asked_of, assessed_version
from starrating.procedure.allowed_acts import unmended
from starrating.procedure.committee_decision import told_settings
from starrating.procedure.review_state import decide
from starrating.ruleset import RuleSet

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def refuse_same(ledger: Ledger, review: Review, rules: RuleSet) -> None:
    """Refuse the result again that an upheld objection has called wrong, unless a reopening says that it is right.

    It is the same where every branch has the same score and the same star, whatever file says so.
    """
    now = standing_of(ledger, review.period, review.version)
    acts = [act.act for act in ledger.acts(review.period)]
    for answer in (*now.due, *now.unpublished):
        if any(isinstance(act, Reopening) for act in acts[acts.index(answer) :]):
            continue
        wrong = ledger.version(review.period, assessed_version(asked_of(answer, acts), acts))
        if wrong and same_result(ledger, wrong, review):
            raise unmended(now, rules, answer, wrong.version)


def same_result(ledger: Ledger, before: Review, now: Review) -> bool:
    """Tell whether every branch has the same score and the same star in two reviews, by whatever names."""
    return _scores_and_stars(before) == _scores_and_stars(now, renamed_since(ledger, before, now))


def _scores_and_stars(review: Review, names: Mapping[str, str] = NO_NAMES) -> dict[str, tuple[str, int]]:
    """Return the score and the star of each branch, by the name that it had before where it was renamed."""
    ratings = review.ratings
    rows = zip(ratings.score.texts(), ratings.star.tolist(), strict=True)
    return dict(zip((names.get(name, name) for name in ratings.scores.branch), rows, strict=True))


def waiting_settings(ledger: Ledger, review: Review, rules: RuleSet) -> list[Problem]:
    """Name the stars that were set before and that the decision on this assessment has to keep or drop."""
    case = ReviewContext.of(ledger, review.period)
    if case.now.decided:
        return []
    return [
        Problem(
            "notice",
            "setting-waits",
            None,
            text("Set otherwise before: %(set)s.", set=told),
            text(
                "Keep it when deciding: %(command)s --keep; or drop it, saying why: "
                "%(command)s --drop %(branch)s --reason",
                command=decide(review.period),
                branch=as_typed(branch),
            ),
        )
        for branch, told in told_settings(held_settings(case), review.ratings, rules)
    ]
