"""Conditions in words, the columns called as the head of the sheet has them."""

from collections.abc import Callable, Mapping
from typing import Any

from starrating.i18n import Text, joined, listed, text
from starrating.model import SCORE_COLUMNS
from starrating.model.cell_words import word_text
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import (
    JOINING,
    AgeTest,
    AnyOf,
    AnyOfIncident,
    CountTest,
    EveryTest,
    FactTest,
    IncidentsTest,
    IncidentTest,
    ItemTest,
    Not,
    NotIncident,
    OpinionTest,
    PastFactTest,
    PastTest,
    ScoreTest,
    SomeTest,
    StarTest,
    ValueTest,
    parts_of,
)
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.sheet_columns import incident_head
from starrating.ruleset.spans import MONTHS, POINTS
from starrating.ruleset.words.vocabulary import comparison_words, either, ref_words, refs_words, star_unit, unit_of

_STARS_READ = {
    "current": text("the star so far"),
    "previous": text("the star before"),
    "applied": text("the star applied for"),
    "by-score": text("the star by score"),
}


def is_condition(section: Section) -> bool:
    """Tell whether a section is a condition, on a branch or on a row of the incident list."""
    return isinstance(section, JOINING) or type(section) in _WORDS


def condition_words(rules: RuleSet, condition: Section) -> Text:
    """Say a condition on a branch or on a row of the incident list."""
    if isinstance(condition, Not) and isinstance(condition.not_, SomeTest):
        none = text("none of %(names)s", names=refs_words(rules, condition.not_.some))
        return _some_words(rules, condition.not_, none)
    if isinstance(condition, Not | NotIncident):
        return text("not so: %(condition)s", condition=condition_words(rules, condition.not_))
    if parts := parts_of(condition):
        separator = text("; or ") if isinstance(condition, AnyOf | AnyOfIncident) else text("; and ")
        return joined([_part_words(rules, part) for part in parts], separator)
    return _WORDS[type(condition)](rules, condition)


def _part_words(rules: RuleSet, part: Section) -> Text:
    """Say a part of a joined condition, in brackets if it is joined itself: `and` and `or` must not run together."""
    words = condition_words(rules, part)
    return text("(%(condition)s)", condition=words) if len(parts_of(part)) > 1 else words


def _incident_words(rules: RuleSet, test: IncidentTest) -> Text:
    if test.at_least is None:
        return _answer_words(incident_head(test.incident, rules), test.is_, test.in_)
    scale = [
        text("%(system)s: %(sanction)s or heavier", system=one, sanction=term) for one, term in test.at_least.items()
    ]
    return text("the sanction is %(scale)s", scale=either(scale))


def _answer_words(head: str, answer: object, words: tuple[str, ...] | None) -> Text:
    if answer is True:
        return text("“%(head)s” is answered yes", head=head)
    if answer is False:
        return text("“%(head)s” is answered no", head=head)
    return text("“%(head)s” is %(words)s", head=head, words=either(words or (answer,)))


def _fact_words(rules: RuleSet, test: FactTest) -> Text:
    return _answer_words(column_head(rules, test.fact), test.is_, test.in_)


def column_head(rules: RuleSet, name: str) -> str:
    """Return the head of the column of a fact, or of a column such as the type that every score sheet has."""
    heads = {column.name: column.shown(rules.language) for column in SCORE_COLUMNS} | {
        fact.id: fact.title for fact in rules.facts
    }
    return heads.get(name, name)


def _incidents_words(rules: RuleSet, test: IncidentsTest) -> Text:
    found = [rules.trigger(name) for name in test.incidents]
    clauses = listed(trigger.clause for trigger in found if trigger)
    if test.at_least == 1:
        return text("an incident under %(clauses)s counts", clauses=clauses)
    return text("incidents under %(clauses)s count, at least %(count)s of them", clauses=clauses, count=test.at_least)


def _opinion_words(_: RuleSet, test: OpinionTest) -> Text:
    return text("the opinion of %(department)s is “%(opinion)s”", department=test.opinion, opinion=word_text(test.is_))


def _score_words(rules: RuleSet, test: ScoreTest) -> Text:
    return comparison_words(rules, text("the total"), test, POINTS)


def _item_words(rules: RuleSet, test: ItemTest) -> Text:
    return comparison_words(rules, text("item %(item)s", item=test.item), test, POINTS)


def _value_words(rules: RuleSet, test: ValueTest) -> Text:
    return comparison_words(rules, ref_words(rules, test.value), test, unit_of(rules, test.value))


def _every_words(rules: RuleSet, test: EveryTest) -> Text:
    what = text("each of %(names)s", names=refs_words(rules, test.every))
    return comparison_words(rules, what, test, unit_of(rules, test.every[0]))


def _some_words(rules: RuleSet, test: SomeTest, whom: Text | None = None) -> Text:
    what = whom or text("at least one of %(names)s", names=refs_words(rules, test.some))
    return comparison_words(rules, what, test, unit_of(rules, test.some[0]))


def _count_words(rules: RuleSet, test: CountTest) -> Text:
    that = comparison_words(rules, text("the number"), test.that, unit_of(rules, test.count[0]))
    names = refs_words(rules, test.count)
    if test.at_most is None:
        return text("of %(names)s, at least %(count)s pass: %(that)s", names=names, count=test.at_least, that=that)
    return text(
        "of %(names)s, %(least)s to %(most)s pass: %(that)s",
        names=names,
        least=test.at_least,
        most=test.at_most,
        that=that,
    )


def _age_words(rules: RuleSet, test: AgeTest) -> Text:
    what = text("the time since “%(date)s”, in full months,", date=column_head(rules, test.months_since))
    return comparison_words(rules, what, test, MONTHS)


def _star_words(rules: RuleSet, test: StarTest) -> Text:
    if test.star != "after":
        return comparison_words(rules, _STARS_READ[test.star], test, star_unit(rules))
    clause = next((step.clause for step in rules.steps if step.id == test.step), test.step)
    return comparison_words(rules, text("the star after %(clause)s", clause=clause), test, star_unit(rules))


_PAST_STAR = text("the star of the period before")


def _past_words(rules: RuleSet, test: PastTest) -> Text:
    return comparison_words(
        rules,
        _PAST_STAR if test.past == 1 else text("each star of the last %(periods)s periods", periods=test.past),
        test,
        star_unit(rules),
    )


def _past_fact_words(rules: RuleSet, test: PastFactTest) -> Text:
    answer = _answer_words(column_head(rules, test.fact), test.is_, test.in_)
    if test.past == 1 and test.written:
        head = column_head(rules, test.written)
        return text("in the period before %(said)s (without a record, as “%(head)s” says)", said=answer, head=head)
    if test.past == 1:
        return text("in the period before %(said)s", said=answer)
    return text("in each of the last %(periods)s periods %(said)s", periods=test.past, said=answer)


_WORDS: Mapping[type[Section], Callable[[RuleSet, Any], Text]] = {
    IncidentTest: _incident_words,
    IncidentsTest: _incidents_words,
    FactTest: _fact_words,
    OpinionTest: _opinion_words,
    ScoreTest: _score_words,
    ItemTest: _item_words,
    ValueTest: _value_words,
    EveryTest: _every_words,
    SomeTest: _some_words,
    CountTest: _count_words,
    AgeTest: _age_words,
    StarTest: _star_words,
    PastTest: _past_words,
    PastFactTest: _past_fact_words,
}
