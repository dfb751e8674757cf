"""What a recorded review was rated from, so that it can be rated again."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from starrating.errors import InputError, Place, Problem, has_errors
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Inputs, Ratings, Review
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.rating.refit import facts_lacking, fitted
from starrating.ruleset import RuleSet
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.reads import past_facts_read, periods_read, sections_of
from starrating.workflow.earlier import facts_before


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


def rated_again(review: Review, rules: RuleSet, ledger: Ledger) -> tuple[Ratings, tuple[Problem, ...]]:
    """Rate a recorded review by another rule set: the ratings, and notices of what was left out of the input.

    `InputError` if the record lacks what that rule set needs.
    """
    taken = fitted(review.ratings, rules)
    inputs = replace(recorded_inputs(review), scores=taken.scores, incidents=taken.incidents)
    problems = [*_opinions_lacking(inputs, rules), *facts_lacking(inputs.scores, rules), *check(inputs, rules)]
    if has_errors(problems):
        raise InputError([*taken.problems, *problems])
    past = ledger.past(review.period, periods_read(rules))
    before = facts_before(ledger, review.period, past_facts_read(rules), inputs.scores.branch)
    return rate(inputs, rules, taken.previous, past, before), taken.problems


def _opinions_lacking(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that the opinions which the rule set reads are recorded: ledgers of the first kind have none."""
    departments = "、".join(dict.fromkeys(test.opinion for test in sections_of(rules, OpinionTest)))
    if departments and not inputs.opinions:
        message = text(
            "The rule set reads opinions of %(departments)s, which are not recorded.", departments=departments
        )
        hint = text("Rate the workbook itself by this rule set, in a workspace of its own.")
        yield Problem("error", "opinions-not-recorded", Place(str(inputs.period)), message, hint)
