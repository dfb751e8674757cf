"""Conditions on branches: they read what exists, and can hold (plan 4.4)."""

from collections.abc import Iterator
from decimal import Decimal

from starrating.i18n import Text, text
from starrating.ruleset.base import KeyPath, Section, number
from starrating.ruleset.conditions import FactTest, IncidentsTest, ItemTest, NumberTest, ScoreTest, StarTest, tests_in
from starrating.ruleset.proof.flaws import Flaw, unknown
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.rule_set import Fact, RuleSet
from starrating.ruleset.spans import Span

TRIGGER, ITEM, FACT = text("trigger"), text("item"), text("fact")


def branch_condition_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check every simple condition of every step."""
    for index, step in enumerate(rules.steps):
        for test, path in tests_in(step.when, ("steps", index, "when")):
            yield from _test_flaws(rules, test, path)


def _test_flaws(rules: RuleSet, test: Section, path: KeyPath) -> Iterator[Flaw]:
    match test:
        case IncidentsTest():
            ids = [trigger.id for trigger in rules.triggers.list] if rules.triggers else []
            named = enumerate(test.incidents)
            yield from (unknown((*path, "incidents", i), TRIGGER, one, ids) for i, one in named if one not in ids)
        case FactTest():
            yield from _fact_flaws(rules.facts, test, path)
        case StarTest():
            yield from _star_flaws(rules, test, path)
        case ScoreTest():
            yield from _never_flaws(test, rules.criteria.total_marks, path)
        case ItemTest():
            yield from _item_flaws(rules, test, path)


def _fact_flaws(facts: tuple[Fact, ...], test: FactTest, path: KeyPath) -> Iterator[Flaw]:
    fact = next((fact for fact in facts if fact.id == test.fact), None)
    if fact is None:
        yield unknown((*path, "fact"), FACT, test.fact, [fact.id for fact in facts])
    elif (fact.values == "yes-no") != isinstance(test.is_, bool):
        message = text("The fact %(fact)s is not answered so.", fact=fact.title)
        hint = text("Facts with yes or no: “is: true” or “is: false”; facts with words: “in: [word, word]”.")
        yield Flaw(path, "wrong-comparison", message, hint)


def _star_flaws(rules: RuleSet, test: StarTest, path: KeyPath) -> Iterator[Flaw]:
    stars = rules.levels.stars
    named = [("is", test.is_), *(("in", one) for one in test.in_ or ())]
    yield from (
        unknown((*path, key), LEVEL, number(one), stars) for key, one in named if one is not None and one not in stars
    )
    yield from _never_flaws(test, None, path)


def _item_flaws(rules: RuleSet, test: ItemTest, path: KeyPath) -> Iterator[Flaw]:
    if rules.criteria.origin == "total":
        message = text("Items are not read: the criteria say “from: total”.")
        yield Flaw((*path, "item"), "no-items", message)
        return
    items = [item for _, item in rules.criteria.items]
    item = next((item for item in items if test.item in {item.code, item.title}), None)
    if items and item is None:
        yield unknown((*path, "item"), ITEM, test.item, [item.code for item in items])
    yield from _never_flaws(test, item.full_marks if item else None, path)


def _never_flaws(test: NumberTest, full_marks: Decimal | None, path: KeyPath) -> Iterator[Flaw]:
    """Find comparisons that no possible number meets: a slip."""
    span = Span.of(test)
    possible = Span() if full_marks is None else Span.closed(Decimal(0), full_marks)
    named = [one for one in (test.is_, *(test.in_ or ())) if one is not None]
    if span.is_empty or not span.meets(possible):
        yield _never(path, span.words() if not span.is_empty else text("its bounds exclude each other"))
    elif named and not any(
        Span.closed(one, one).meets(possible) and Span.closed(one, one).meets(span) for one in named
    ):
        yield _never(path, text("no such number is possible"))


def _never(path: KeyPath, why: Text) -> Flaw:
    return Flaw(
        path, "never-holds", text("This condition can never hold: %(why)s.", why=why), text("Look at its bounds.")
    )
