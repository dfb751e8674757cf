"""What a rule set asks of a year that is combined from its reviews, of which nothing but the totals is there."""

from collections.abc import Iterator

from starrating.errors import Problem
from starrating.i18n import text
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.reads import TOTAL, names_from_book, past_facts_read, sections_of
from starrating.ruleset.rule_set import RuleSet

_BY_HAND = text(
    "Set such a year by a workbook of its own and a rule set whose review is of the year, and leave “annual” out here."
)


def combining_totals(rules: RuleSet) -> RuleSet:
    """Return the rule set without the values, which are made of items."""
    return rules.model_copy(update={"values": ()}) if rules.values else rules


def not_of_a_year(rules: RuleSet) -> Iterator[Problem]:
    """Name what the levels and steps of such a rule set read and a year has not: items, past facts, opinions."""
    for name, key in names_from_book(rules).items():
        if name != TOTAL:
            message = text(
                "%(key)s reads %(name)s, which a year has not: only totals are combined.", key=key, name=name
            )
            yield Problem("error", "not-of-a-year", None, message, _BY_HAND)
    for fact in past_facts_read(rules)[1]:
        message = text("The rule set reads the fact %(fact)s of earlier periods, which a year has not.", fact=fact)
        yield Problem("error", "not-of-a-year", None, message, _BY_HAND)
    for test in sections_of(rules, OpinionTest):
        message = text(
            "The rule set reads the opinion of %(department)s, which a year has not.", department=test.opinion
        )
        yield Problem("error", "not-of-a-year", None, message, _BY_HAND)
