"""Conditions on branches: they read what exists, when it exists, and can hold (plan 4.4)."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from starrating.errors import KeyPath, KeyRef, Problem
from starrating.i18n import Text, text
from starrating.ruleset.base import Section, number
from starrating.ruleset.conditions import (
    AgeTest,
    AllOf,
    CountTest,
    EveryTest,
    FactTest,
    IncidentsTest,
    ItemTest,
    NumberTest,
    OpinionTest,
    PastFactTest,
    PastTest,
    ScoreTest,
    SomeTest,
    StarTest,
    ValueTest,
)
from starrating.ruleset.keys import at_key, unknown
from starrating.ruleset.proof.criteria import age_flaws, fact_test_flaws
from starrating.ruleset.proof.ranges import ANY, Range, range_of
from starrating.ruleset.proof.references import item_names, may_be_item
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.reads import deciding_sections
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import Span
from starrating.ruleset.words.vocabulary import either

TRIGGER, ITEM = text("trigger"), text("item")
_STEP = text("step before this one")
_DEPARTMENT = text("department")
_AGES = Range(Fraction(0))


def branch_condition_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check every condition on branches, wherever it stands: in values, levels and steps."""
    for section, path in deciding_sections(rules):
        if check := _CHECKS.get(type(section)):
            yield from check(rules, section, path)


def _incidents_flaws(rules: RuleSet, test: IncidentsTest, path: KeyPath) -> Iterator[Problem]:
    yield from trigger_name_flaws(rules, {name: (*path, "incidents", i) for i, name in enumerate(test.incidents)})


def trigger_name_flaws(rules: RuleSet, named: Mapping[str, KeyPath]) -> Iterator[Problem]:
    """Check that names are ids of triggers; each name with its path."""
    ids = [trigger.id for trigger in rules.triggers.list] if rules.triggers else []
    yield from (unknown(path, TRIGGER, name, ids) for name, path in named.items() if name not in ids)


def _opinion_flaws(rules: RuleSet, test: OpinionTest, path: KeyPath) -> Iterator[Problem]:
    if test.opinion not in rules.procedure.departments:
        yield unknown((*path, "opinion"), _DEPARTMENT, test.opinion, rules.procedure.departments)


def _age_flaws(rules: RuleSet, test: AgeTest, path: KeyPath) -> Iterator[Problem]:
    yield from age_flaws(rules, test, path)
    yield from _never_flaws(test, [_AGES], path)


def _star_flaws(rules: RuleSet, test: StarTest | PastTest, path: KeyPath) -> Iterator[Problem]:
    stars = rules.levels.stars
    named = [("is", test.is_), *(("in", one) for one in test.in_ or ())]
    yield from (
        unknown((*path, key), LEVEL, number(one), stars)
        for key, one in named
        if isinstance(one, Decimal) and one not in stars
    )
    if isinstance(test, StarTest) and test.star in {"current", "by-score"} and path[0] != "steps":
        message = text("The star is not known yet where this condition stands.")
        hint = text("Only steps read “current” and “by-score”; “previous” and “applied” are always known.")
        yield at_key((*path, "star"), "read-too-early", message, hint)
    if isinstance(test, StarTest) and test.step is not None:
        yield from _after_flaws(rules, test.step, path)
    possible = Range(Fraction(min(stars)), Fraction(max(stars))) if stars else ANY
    yield from _never_flaws(test, [possible], path) if all(one is None for _, one in named) else ()


def _score_flaws(rules: RuleSet, test: ScoreTest, path: KeyPath) -> Iterator[Problem]:
    yield from _never_flaws(test, [range_of(rules, "total")], path)


def _value_flaws(rules: RuleSet, test: ValueTest, path: KeyPath) -> Iterator[Problem]:
    yield from _never_flaws(test, [range_of(rules, test.value)], path)


def _every_flaws(rules: RuleSet, test: EveryTest, path: KeyPath) -> Iterator[Problem]:
    for one in test.every:
        yield from _never_flaws(test, [range_of(rules, one)], path)


def _after_flaws(rules: RuleSet, step: str, path: KeyPath) -> Iterator[Problem]:
    """Check that a star is read after a step that stands before the one that reads it."""
    before = [step.id for step in rules.steps[: int(path[1])] if step.id] if path[0] == "steps" else []
    if step not in before:
        yield unknown((*path, "step"), _STEP, step, before)


def _past_fact_flaws(rules: RuleSet, test: PastFactTest, path: KeyPath) -> Iterator[Problem]:
    flaws = list(fact_test_flaws(rules, test, path))
    yield from flaws
    if test.written is not None and not flaws:
        told = test.model_copy(update={"fact": test.written})
        yield from (replace(flaw, place=KeyRef((*path, "written"))) for flaw in fact_test_flaws(rules, told, path))


def _some_flaws(rules: RuleSet, test: SomeTest, path: KeyPath) -> Iterator[Problem]:
    yield from _never_flaws(test, [range_of(rules, one) for one in test.some], path)


def _count_flaws(rules: RuleSet, test: CountTest, path: KeyPath) -> Iterator[Problem]:
    yield from _never_flaws(test.that, [range_of(rules, one) for one in test.count], (*path, "that"))
    if test.at_least > len(test.count):
        yield _never(path, text("there are only so many numbers: %(count)s", count=len(test.count)))
    elif test.at_most is not None and test.at_most < test.at_least:
        yield _never(path, text("its bounds exclude each other"))


def _item_flaws(rules: RuleSet, test: ItemTest, path: KeyPath) -> Iterator[Problem]:
    names = item_names(rules)
    if rules.criteria.origin == "total":
        yield at_key((*path, "item"), "no-items", text("Items are not read: the criteria say “from: total”."))
    elif test.item not in names and (names or not may_be_item(rules, test.item, [one.id for one in rules.values])):
        yield unknown((*path, "item"), ITEM, test.item, [item.code for _, item in rules.criteria.items])
    elif names:
        yield from _never_flaws(test, [range_of(rules, test.item)], path)
    else:
        yield from _never_flaws(test, [Range(Fraction(0))], path)


def _all_flaws(_: RuleSet, joined: AllOf, path: KeyPath) -> Iterator[Problem]:
    """Find parts of an `all` that exclude each other: one fact with two answers, one number in two places."""
    answers: dict[str, set[object]] = {}
    spans: dict[tuple[object, ...], Span] = {}
    for part in joined.all_:
        if type(part) is FactTest:
            given: set[object] = {part.is_} if part.in_ is None else set(part.in_)
            answers[part.fact] = answers.get(part.fact, given) & given
        elif isinstance(part, ScoreTest | ItemTest | ValueTest | StarTest | AgeTest):
            read = _what_is_read(part)
            spans[read] = spans.get(read, Span()).shared(_span(part))
    for fact in (fact for fact, left in answers.items() if not left):
        yield _never((*path, "all"), text("no answer of %(fact)s meets all of it", fact=fact))
    if any(span.is_empty for span in spans.values()):
        yield _never((*path, "all"), text("its bounds exclude each other"))


def _what_is_read(test: NumberTest) -> tuple[object, ...]:
    own = [name for name in type(test).model_fields if name not in NumberTest.model_fields]
    return (type(test), *(getattr(test, name) for name in own))


def _span(test: NumberTest) -> Span:
    if test.is_ is None or isinstance(test.is_, str):
        return Span.of(test)
    return Span.closed(test.is_, test.is_).shared(Span.of(test))


def _never_flaws(test: NumberTest, possible: list[Range], path: KeyPath) -> Iterator[Problem]:
    """Find comparisons that none of the numbers meets, each of which lies in its range: a slip."""
    span = Span.of(test)
    named = [one for one in (test.is_, *(test.in_ or ())) if one is not None]
    fixed = [Span.closed(one, one) for one in named if one is not None and not isinstance(one, str)]
    if span.is_empty:
        yield _never(path, text("its bounds exclude each other"))
    elif not any(one.meets(span) for one in possible):
        yield _never(
            path,
            text(
                "it asks for %(asked)s; possible is %(possible)s",
                asked=span.words(None),
                possible=either(Span((one.low, 0), (one.high, 1)).words(None) for one in possible),
            ),
        )
    elif len(fixed) == len(named) > 0 and not any(
        range_.meets(one.shared(span)) for one in fixed for range_ in possible
    ):
        yield _never(path, text("no such number is possible"))


def _never(path: KeyPath, why: Text) -> Problem:
    return at_key(
        path, "never-holds", text("This condition can never hold: %(why)s.", why=why), text("Look at its bounds.")
    )


_CHECKS: Mapping[type[Section], Callable[[RuleSet, Any, KeyPath], Iterator[Problem]]] = {
    IncidentsTest: _incidents_flaws,
    OpinionTest: _opinion_flaws,
    FactTest: fact_test_flaws,
    AgeTest: _age_flaws,
    StarTest: _star_flaws,
    PastTest: _star_flaws,
    PastFactTest: _past_fact_flaws,
    ScoreTest: _score_flaws,
    ItemTest: _item_flaws,
    ValueTest: _value_flaws,
    EveryTest: _every_flaws,
    SomeTest: _some_flaws,
    CountTest: _count_flaws,
    AllOf: _all_flaws,
}
