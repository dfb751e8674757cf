"""Settings that say nothing: keys that are written where another key makes them void are refused, never ignored.

Names that nobody reads: a value, an item or a finding that changes no star is probably forgotten somewhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from starrating.errors import KeyPath, Problem
from starrating.i18n import Text, text
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import CountTest, IncidentsTest, IncidentTest, ItemTest, Not, parts_of
from starrating.ruleset.examples import ExampleIncident
from starrating.ruleset.keys import at_key
from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.procedure import Procedure
from starrating.ruleset.reads import TOTAL, deciding_sections, names_read, score_is_sum, sections_in, sections_of
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import closed, scored_bands
from starrating.ruleset.steps import Best, Grade, Limit, Lower, Quota
from starrating.ruleset.targets import Milestone
from starrating.ruleset.values import Constant, Mean, PointsFor, Ratio, Tally

Void = Callable[[Any, RuleSet], bool]
"""Tell of a section that has the key whether the key says nothing there."""


def _reads_incidents(condition: Section | None) -> bool:
    if condition is None or isinstance(condition, Not):
        return False
    return isinstance(condition, IncidentsTest) or any(_reads_incidents(part) for part in parts_of(condition))


def _has_needs(levels: Levels) -> bool:
    return any(band.needs is not None for band in levels.bands)


def _first_grade(step: Grade, rules: RuleSet) -> bool:
    before = (each for each in rules.steps[: rules.steps.index(step)])
    return step.several == "lowest" and not any(isinstance(step, Grade) for step in before)


def _whole_way(step: Limit, rules: RuleSet) -> bool:
    way = len(rules.levels.stars) - 1
    return (step.up is None or step.up >= way) and (step.down is None or step.down >= way)


def _closes_nothing(one: Levels | PointsFor, bands: tuple[Any, ...]) -> bool:
    return one.between != "refuse" and closed(bands, one.between) == bands


_NO_SHARE = text("a fixed number of places is no share")
_ALWAYS_THERE = text("the value is always there")
_ONE_PART = text("with its only part left out nothing is left; without the key it is the same")
_NO_GAP = text("the bands leave no gap of whole numbers")
_OWN_NUMBER = text("the star is a number of its own (star_is)")

_VOID: Mapping[type[Section], tuple[tuple[str, Void, Text], ...]] = {
    Levels: (
        ("between", lambda one, _: one.star_is is not None, _OWN_NUMBER),
        ("between", lambda one, _: one.star_is is None and _closes_nothing(one, scored_bands(one)), _NO_GAP),
        ("near", lambda one, _: one.star_is is not None, _OWN_NUMBER),
        ("needs_unmet", lambda one, _: not _has_needs(one), text("no level has needs")),
    ),
    Band: (
        ("needs", lambda one, _: one.star == "none", text("where there is no star nothing is asked for")),
        (
            "needs",
            lambda one, rules: one.by == "steps" and not rules.levels.cumulative,
            text("only steps give this level, and they ask by “when”"),
        ),
    ),
    Constant: (("missing", lambda *_: True, _ALWAYS_THERE),),
    Tally: (("missing", lambda *_: True, _ALWAYS_THERE),),
    PointsFor: (
        ("missing", lambda one, _: one.missing == "skip", _ONE_PART),
        ("between", lambda one, _: _closes_nothing(one, one.bands), _NO_GAP),
    ),
    Ratio: (("missing", lambda one, _: one.missing == "skip" and one.to != "full-marks", _ONE_PART),),
    Mean: (
        (
            "without",
            lambda one, _: one.without is not None and not one.without.highest + one.without.lowest,
            text("it leaves out no number"),
        ),
    ),
    CountTest: (
        (
            "at_least",
            lambda one, _: one.at_least == 0 and one.at_most is None,
            text("none or more is always so"),
        ),
    ),
    Lower: (("once", lambda one, _: not _reads_incidents(one.when), text("“when” names no incidents")),),
    Grade: (
        ("status", lambda one, _: one.star != "none", text("a branch with a star has no other status")),
        ("several", _first_grade, text("no step before gives a grade")),
    ),
    Limit: (
        ("up", _whole_way, text("no way on the scale is longer")),
        ("down", lambda one, rules: one.up is None and _whole_way(one, rules), text("no way on the scale is longer")),
    ),
    Quota: (
        ("rounding", lambda one, _: one.at_most is None and one.at_least is None, _NO_SHARE),
        ("among", lambda one, _: one.at_most is None and one.at_least is None, _NO_SHARE),
    ),
    Best: (("rounding", lambda one, _: one.share is None, _NO_SHARE),),
    Procedure: (
        ("years", lambda one, _: one.review != "year", text("only a review of the year skips years")),
        ("stages", lambda one, _: not one.stages, text("it names no stage")),
    ),
    Milestone: (("or_more", lambda one, _: one.star == "none", text("branches without a star are counted")),),
    ExampleIncident: (("inside", lambda one, _: one.date is not None, text("the date says it")),),
}
"""By kind of section its keys that may be void, when they are, and why."""


def idle_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Find keys that are written and say nothing, sections that never come to bear, and names that nobody reads."""
    for section, path in sections_in(rules, ()):
        for name, is_void, why in _VOID.get(type(section), ()):
            if name in section.model_fields_set and is_void(section, rules):
                yield _void((*path, name), name, why)
    if rules.annual and rules.procedure.review == "year":
        yield _void(("annual",), "annual", text("the review is that of a year already"))
    yield from _unread(rules)


def _void(path: KeyPath, name: str, why: Text) -> Problem:
    message = text("“%(key)s” changes nothing here: %(why)s.", key=name, why=why)
    return at_key(path, "idle-setting", message, text("Leave it out, or look at the keys beside it."))


def _unread(rules: RuleSet) -> Iterator[Problem]:
    """Warn of values, items and findings that are made or asked for, and that no star depends on."""
    read = set(_names_read(rules))
    for index, value in enumerate(rules.values):
        if value.id not in read:
            yield _nobody_reads(("values", index, "id"), text("value"), value.id)
    if not score_is_sum(rules) and not read & {"items", TOTAL} - {value.id for value in rules.values}:
        for path, names in _items(rules):
            if not read.intersection(names):
                yield _nobody_reads(path, text("item"), min(names, key=len))
    asked = {test.incident for test in sections_of(rules, IncidentTest)}
    for index, finding in enumerate(rules.triggers.findings if rules.triggers else ()):
        if finding.id not in asked:
            yield _nobody_reads(("triggers", "findings", index, "id"), text("finding"), finding.id)


def _items(rules: RuleSet) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    for index, part in enumerate(rules.criteria.parts):
        for position, item in enumerate(part.items):
            yield ("criteria", "parts", index, "items", position), (item.code, item.title, part.title)


def _names_read(rules: RuleSet) -> Iterable[str]:
    yield TOTAL
    yield str(rules.levels.of) if rules.levels.star_is is None else TOTAL
    for section, path in deciding_sections(rules):
        yield from (name for name, _ in names_read(section, path))
        if isinstance(section, ItemTest):
            yield section.item


def _nobody_reads(path: KeyPath, what: Text, name: str) -> Problem:
    message = text("Nothing reads the %(what)s %(name)s: it changes no star.", what=what, name=name)
    hint = text("Name it where it is to count, or leave it out.")
    return at_key(path, "idle-name", message, hint, "warning")
