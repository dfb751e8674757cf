"""A recorded version computed again: from its recorded inputs, from its half-years, or from the version it changed.

What a recorded review was rated from, so that it can be rated again.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from starrating.commands.shared.branch_history import facts_before, lineage_of, previous_stars
from starrating.commands.shared.recorded_review import source_reviews
from starrating.errors import CellRef, InputError, Problem, Rejection, RuleSetError, has_errors
from starrating.i18n import listed, text
from starrating.ledger import Ledger, LedgerAsOf
from starrating.model import Inputs, Period, Ratings, Review
from starrating.model.acts import Decision, Resolution
from starrating.procedure.committee_decision import DecisionBasis, apply_decision
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.rating.refit import facts_lacking, refit
from starrating.rating.year_stars import YearResult, rate_year, rules_of_year
from starrating.ruleset import RuleSet, from_canonical
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.reads import FARTHEST, past_facts_read, periods_read, sections_of

Setting = Decision | Resolution


def settings(ledger: Ledger) -> Mapping[tuple[Period, int], Setting]:
    """Return the acts by which the committee set stars, by the version that they made."""
    return {
        (act.period, act.version): act
        for act in (recorded.act for recorded in ledger.acts())
        if (isinstance(act, Decision) and act.version != act.assessed)
        or (isinstance(act, Resolution) and act.changes and act.version)
    }


def recompute(review: Review, ledger: Ledger, setting: Setting | None) -> Ratings:
    """Compute a version again, by its recorded rule set and what the ledger knew when it was recorded.

    `setting` is the act by which the committee made it, if one did. What cannot be computed raises `Rejection`.
    """
    rules = _rules_of(review)
    if setting:
        return _set_again(review, ledger, setting, rules)
    if halves := source_reviews(review):
        return _year_again(review, ledger, halves, rules)
    return _rated_again(review, ledger, rules)


def lacks_opinions(review: Review) -> list[str]:
    """Name the departments whose opinions a version was rated by, where the ledger kept no opinions yet."""
    if review.records.opinions:
        return []
    return list(dict.fromkeys(test.opinion for test in sections_of(from_canonical(review.rules), OpinionTest)))


def _rules_of(review: Review) -> RuleSet:
    try:
        return from_canonical(review.rules)
    except RuleSetError as error:
        raise Rejection("not-computed", text("this program does not read the recorded rule set")) from error


def _rated_again(review: Review, ledger: Ledger, rules: RuleSet) -> Ratings:
    ratings, earlier = review.ratings, ledger.before(review)
    branches = ratings.scores.branch
    previous = dict(zip(branches, ratings.previous_star.tolist(), strict=True))
    _, past = previous_stars(earlier, review.period, periods_read(rules), branches)
    before = facts_before(earlier, review.period, past_facts_read(rules), branches)
    return rate(recorded_inputs(review), rules, previous, past, before)


def _set_again(review: Review, ledger: Ledger, setting: Setting, rules: RuleSet) -> Ratings:
    assessed = ledger.version(review.period, review.version - 1)
    if assessed is None:
        raise Rejection("not-computed", text("the version that the committee changed is missing"))
    objection = setting.number if isinstance(setting, Resolution) else 0
    authority = DecisionBasis(setting.by, setting.day, setting.document, objection)
    kept = setting.kept if isinstance(setting, Decision) else ()
    return apply_decision(assessed.ratings, setting.changes, authority, rules, kept)


def _year_again(review: Review, ledger: Ledger, named: list[tuple[Period, int]], rules: RuleSet) -> Ratings:
    halves = [ledger.version(period, version) for period, version in named]
    found = [half for half in halves if half]
    if len(found) != len(named):
        raise Rejection("not-computed", text("a review that it was made of is missing"))
    earlier = ledger.before(review)
    before = [YearResult(period, 0, earlier.stars(period)) for period in earlier.rated_before(review.period)]
    return rate_year(found, rules_of_year(rules), _years(earlier, review.period), lineage_of(earlier), before)


def _years(earlier: LedgerAsOf, year: Period) -> list[YearResult]:
    """Return the years before one, without a gap, the last one first."""
    years: list[YearResult] = []
    while len(years) < FARTHEST and (stars := earlier.stars(year := year.previous())):
        years.append(YearResult(year, 0, stars))
    return years


def recorded_inputs(review: Review) -> Inputs:
    """Return what a review was rated from, as far as it is recorded; the roster's aliases have been read already."""
    ratings, records = review.ratings, review.records
    return Inputs(
        review.period,
        ratings.scores,
        tuple(judged.incident for judged in ratings.incidents),
        records.roster,
        records.opinions,
        records.findings,
        dict(review.inputs),
        records.opinion_places,
    )


def rating_again(review: Review, rules: RuleSet, ledger: Ledger) -> Callable[[RuleSet], Ratings]:
    """Return a function that rates the recorded input by rule sets that read what `rules`, its own one, reads."""
    inputs, ratings = recorded_inputs(review), review.ratings
    previous = dict(zip(ratings.scores.branch, ratings.previous_star.tolist(), strict=True))
    past = ledger.past(review.period, periods_read(rules))
    before = facts_before(ledger, review.period, past_facts_read(rules), ratings.scores.branch)
    return lambda other: rate(inputs, other, previous, past, before)


def rerate(review: Review, rules: RuleSet, ledger: Ledger) -> tuple[Ratings, tuple[Problem, ...]]:
    """Rate a recorded review by another rule set: the ratings, and notices of what was left out of the input.

    `InputError` if the record lacks what that rule set needs.
    """
    taken = refit(review.ratings, rules)
    inputs = replace(recorded_inputs(review), scores=taken.scores, incidents=taken.incidents)
    problems = [*_opinions_lacking(inputs, rules), *facts_lacking(inputs.scores, rules), *check(inputs, rules)]
    if has_errors(problems):
        raise InputError([*taken.problems, *problems])
    past = ledger.past(review.period, periods_read(rules))
    before = facts_before(ledger, review.period, past_facts_read(rules), inputs.scores.branch)
    return rate(inputs, rules, taken.previous, past, before), taken.problems


def _opinions_lacking(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that the opinions which the rule set reads are recorded: ledgers of the first kind have none."""
    departments = list(dict.fromkeys(test.opinion for test in sections_of(rules, OpinionTest)))
    if departments and not inputs.opinions:
        message = text(
            "The rule set reads opinions of %(departments)s, which are not recorded.", departments=listed(departments)
        )
        hint = text("Rate the workbook itself by this rule set, in a workspace of its own.")
        yield Problem("error", "opinions-not-recorded", CellRef(str(inputs.period)), message, hint)
