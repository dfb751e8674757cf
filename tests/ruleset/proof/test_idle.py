"""What is accepted is never ignored: a key that changes nothing where it stands is refused, by its name."""

import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from rule_texts import SMALL, TRIGGERS, flaws_of
from starrating.formats.yaml_tree import read_yaml
from starrating.rating.examples import example_facts, example_inputs, example_past, example_period
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.ruleset import RuleSet, Section
from starrating.ruleset.proof import prove
from starrating.ruleset.reads import sections_in
from starrating.ruleset.versions import at
from test_reference import assembled, recipes

ROOT = Path(__file__).parents[3]
FACTS = "facts:\n  - {id: a, title: A, values: number}\n  - {id: b, title: B, values: number}\n"
WITHOUT_BANDS = SMALL.replace(SMALL[SMALL.index("levels:") : SMALL.index("criteria:")], "")
BANDS = "bands: [{star: 1, name: a}, {star: 2, name: b}]"


def values(*made: str) -> str:
    """Write a rule set with these values, the last of which is the score."""
    return SMALL + FACTS + "values:\n" + "".join(f"  - {{{each}}}\n" for each in made)


def step(words: str) -> str:
    """Write a rule set with incidents and one more step."""
    return SMALL + TRIGGERS + f"  - {{clause: '7', {words}}}\n"


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (WITHOUT_BANDS + f"levels: {{clause: '1', star_is: 2, between: lower, {BANDS}}}", "levels.between"),
        (SMALL.replace('clause: "1"', 'clause: "1"\n  between: lower'), "levels.between"),
        (WITHOUT_BANDS + f"levels: {{clause: '1', star_is: 2, near: 1, {BANDS}}}", "levels.near"),
        (SMALL.replace('clause: "1"', 'clause: "1"\n  needs_unmet: none'), "levels.needs_unmet"),
        (
            SMALL.replace("star: 1,", "star: none,").replace(
                "below: 60}", "below: 60, needs: {star: previous, is: 2}}"
            ),
            "levels.bands.0.needs",
        ),
        (values("id: a1, number: 4, missing: zero", "id: total, sum: [a1, a, b]"), "values.0.missing"),
        (
            values("id: p, points_for: a, bands: [{points: 1}], missing: skip", "id: total, sum: [p, b]"),
            "values.0.missing",
        ),
        (
            values("id: p, points_for: a, bands: [{points: 1}], between: upper", "id: total, sum: [p, b]"),
            "values.0.between",
        ),
        (values("id: total, ratio: a, to: b, missing: skip"), "values.0.missing"),
        (values("id: total, mean: [a, b], without: {highest: 0}"), "values.0.without"),
        (step("effect: cap, star: 2, when: {count: [items], that: {below: 3}, at_least: 0}"), "steps.1.when.at_least"),
        (step("effect: lower, once: incident, when: {score: total, below: 60}"), "steps.1.once"),
        (step("effect: lower, once: incident, when: {not: {incidents: [late]}}"), "steps.1.once"),
        (step("effect: grade, star: 2, status: exempt, when: {score: total, below: 60}"), "steps.1.status"),
        (step("effect: grade, star: 2, several: lowest, when: {score: total, below: 60}"), "steps.1.several"),
        (step("effect: limit, up: 2"), "steps.1.up"),
        (step("effect: limit, down: 2"), "steps.1.down"),
        (step("effect: quota, star: 3, places: 2, rounding: up"), "steps.1.rounding"),
        (step("effect: quota, star: 1, last: 2, among: all"), "steps.1.among"),
        (step("effect: best, star: 3, places: 2, rounding: up"), "steps.1.rounding"),
        (SMALL.replace("review: half-year,", "review: half-year, years: 2,"), "procedure.years"),
        (
            SMALL
            + "targets: {clause: '4', milestones: [{clause: '4', star: none, or_more: true, at_most: 5%, due: 2013}]}",
            "targets.milestones.0.or_more",
        ),
        (
            step("effect: cap, star: 2, when: {incidents: [hurt]}")
            + 'examples: [{name: a, incidents: [{trigger: late, inside: true, date: "2000-03-01"}], star: 3}]',
            "examples.0.incidents.0.inside",
        ),
        (
            SMALL.replace("review: half-year", "review: year") + "annual: {clause: '4', weights: {}}\n",
            "annual",
        ),
    ],
)
def test_a_key_that_changes_nothing_is_refused(content: str, path: str) -> None:
    assert (path, "idle-setting") in flaws_of(content)


@pytest.mark.parametrize(
    "content",
    [
        SMALL.replace('clause: "1"', 'clause: "1"\n  between: lower')
        .replace("below: 60}", "at_most: 59}")
        .replace("below: 80}", "at_most: 79}"),
        values("id: p, points_for: a, bands: [{points: 1}], missing: zero", "id: total, sum: [p, b]"),
        values("id: total, ratio: a, to: b, missing: zero"),
        step("effect: lower, once: incident, when: {any: [{score: total, below: 60}, {incidents: [late]}]}"),
        step("effect: grade, star: none, status: exempt, when: {score: total, below: 60}"),
        step("effect: limit, up: 1"),
        step("effect: quota, star: 3, at_most: 30%, rounding: up, among: all"),
        step("effect: quota, star: 3, at_least: 30%, rounding: up, among: all"),
        step("effect: best, star: 3, share: 30%, rounding: up"),
        step("effect: limit, down: 1"),
        step("effect: limit, up: 1, down: 2"),
        step("effect: limit, up: 2, down: 1"),
        step("effect: cap, star: 2, when: {count: [items], that: {below: 3}, at_least: 0, at_most: 0}"),
        step("effect: cap, star: 2, when: {count: [items], that: {below: 3}, at_least: 1}"),
        step(
            "effect: grade, star: 2, when: {score: total, below: 60}}\n"
            "  - {clause: '8', effect: grade, star: 1, several: lowest, when: {score: total, below: 60}"
        ),
        SMALL.replace('clause: "1"', 'clause: "1"\n  near: 1'),
        SMALL.replace('clause: "1"', 'clause: "1"\n  needs_unmet: none').replace(
            "at_least: 80}", "at_least: 80, needs: {star: previous, is: 2}}"
        ),
        values("id: total, mean: [a, b, 3], without: {highest: 1}"),
        values("id: total, mean: [a, b, 3], without: {lowest: 1}"),
        values("id: total, mean: [a, b, 3, 4], without: {highest: 1, lowest: 1}"),
        values("id: total, ratio: items, to: full-marks, missing: skip"),
        values(
            "id: p, points_for: a, between: upper, bands: [{points: 1, at_most: 1}, {points: 2, at_least: 2}]",
            "id: total, sum: [p, b]",
        ),
        SMALL + "targets: {clause: '4', milestones: [{clause: '4', star: 2, or_more: true, at_least: 5%, due: 2013}]}",
        step("effect: cap, star: 2, when: {incidents: [hurt]}")
        + "examples: [{name: a, incidents: [{trigger: late, inside: true}], score: 90, star: 2}]",
        SMALL + "annual: {clause: '4', weights: {H1: 1, H2: 1}}\n",
        SMALL.replace("review: half-year,", "review: year, years: 2,"),
    ],
)
def test_a_key_that_changes_something_is_not(content: str) -> None:
    assert "idle-setting" not in {code for _, code in flaws_of(content)}


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (values("id: bonus, sum: [a]", "id: total, sum: [b]"), "values.0.id"),
        (
            SMALL.replace(
                "from: workbook, full_marks: 100}",
                "from: rules, parts: [{title: P, items: [{code: A1, "
                "title: one, full_marks: 60}, {code: A2, title: two, full_marks: 40}]}]}",
            )
            + "values: [{id: total, sum: [A1, 30]}]\n",
            "criteria.parts.0.items.1",
        ),
        (SMALL + TRIGGERS.replace("  list:", "  findings: [{id: seen, title: 见}]\n  list:"), "triggers.findings.0.id"),
    ],
)
def test_what_nobody_reads_is_a_warning(content: str, path: str) -> None:
    assert (path, "idle-name") in flaws_of(content, unread=True)


@pytest.mark.parametrize("levels", ["  of: half\n", "  star_is: half\n"])
def test_what_the_levels_read_is_read(levels: str) -> None:
    content = SMALL.replace("  bands:", f"{levels}  bands:") + "values: [{id: half, sum: [50]}]\n"
    assert ("values.0.id", "idle-name") not in flaws_of(content, unread=True)


CHECKED_ELSEWHERE = {
    ("Levels", "rounding"),  # one word only
    ("Triggers", "blank_finding"),
    ("Triggers", "bare_sanction"),
    ("Criteria", "from"),  # says where cells are read: tests/read
    ("CriterionItem", "lowest"),
    ("CriterionItem", "not_applicable"),  # say which cells are refused: tests/rating/test_input_checks
    ("Fact", "values"),
    ("Fact", "blank"),
    ("Finding", "values"),
    ("Constant", "missing"),  # refused, as above
    ("Tally", "missing"),
    ("Window", "date"),  # examples have one date: tests/rating/test_incidents
    ("Window", "inside"),  # stands with `months` only
}

SHOWING = (
    """
facts:
  - {id: a, title: a, values: number, blank: missing}
  - {id: b, title: b, values: number, blank: missing}
values:
  - {id: high, highest: [a, b]}
  - {id: low, lowest: [a, b]}
  - {id: many, product: [a, b]}
  - {id: passed, count: [a, b], that: {at_most: 80}}
  - {id: half, percentile: 50%, of: a, method: linear}
  - {id: banded, points_for: a, between: lower, bands: [{points: 1, at_most: 9}, {points: 2, at_least: 10}]}
  - {id: total, sum: [high, low, many, passed, half, banded], missing: zero}
examples:
  - name: some are missing
    branches:
      - {name: a, facts: {a: 9.5, b: 4}, values: {total: 1}}
      - {name: b, facts: {b: 5}, values: {total: 1}}
      - {name: c, values: {total: 1}}
""",
    """
steps:
  - {clause: "1", effect: best, star: 5, share: 1/2, rounding: up}
  - {clause: "2", effect: grade, star: 2, when: {score: total, is: 75}}
  - {clause: "3", effect: grade, star: 3, several: lowest, when: {score: total, is: 75}}
ranking: {ties: dense}
examples:
  - name: equals
    branches:
      - {name: a, score: 85, star: 5}
      - {name: b, score: 75, star: 5}
      - {name: c, score: 75, star: 5}
      - {name: d, score: 65, star: 2}
      - {name: e, score: 61, star: 2}
""",
    """
steps: [{clause: "1", effect: best, star: 5, places: 1, ties: all-in}]
examples: [{name: equals, branches: [{name: a, score: 75, star: 5}, {name: b, score: 75, star: 5}]}]
""",
)
"""Rule sets where words decide that decide nothing in the examples of those that are shipped."""


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """Return the shipped rule sets, the recipes of the guide and its example."""
    texts = [
        path.read_text("utf-8") for folder in ("rules", "docs/examples") for path in (ROOT / folder).glob("*.yaml")
    ]
    found = []
    for text in (*texts, *map(assembled, (*recipes("en"), *SHOWING))):
        try:
            found.append(RuleSet.model_validate(read_yaml("", text).data, by_alias=True, by_name=False))
        except ValidationError:
            continue
    return tuple(rules for rules in found if rules.examples)


def outcome(rules: RuleSet) -> object:
    """Rate all examples: what comes out, or that it is refused."""
    try:
        return [rated(example, at(rules, example.period)) for example in rules.examples]
    except (ValidationError, KeyError):
        return "refused"


def rated(example: typing.Any, rules: RuleSet) -> object:
    branches = example.branches or (example,)
    inputs = example_inputs(branches, rules, example_period(example))
    if wrong := [str(each.message) for each in check(inputs, rules) if each.severity == "error"]:
        return wrong
    ratings = rate(inputs, rules, past=example_past(branches), facts_before=example_facts(branches))
    steps = [(step.branch, step.effect, step.before, step.after) for step in ratings.steps]
    return (
        ratings.star.tolist(),
        ratings.status,
        ratings.rank.tolist(),
        dict(ratings.values),
        steps,
        len(ratings.problems),
    )


def others(section: Section, name: str) -> Iterator[object]:
    """Give the other words that a key could have; a key that is no choice of words has none."""
    given = getattr(section, name)
    words = [*words_of(type(section).model_fields[name].annotation)]
    yield from (word for word in words if word != given)
    if isinstance(given, bool) and not words:
        yield not given


def words_of(annotation: object) -> Iterator[object]:
    if typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)
    else:
        for part in typing.get_args(annotation):
            yield from words_of(part)


def replaced(value: typing.Any, path: tuple[typing.Any, ...], new: object) -> typing.Any:
    if not path:
        return new
    head, rest = path[0], path[1:]
    if isinstance(value, Section):
        name = next(name for name, field in type(value).model_fields.items() if (field.alias or name) == head)
        return value.model_copy(update={name: replaced(getattr(value, name), rest, new)})
    if isinstance(value, Mapping):
        return {**value, head: replaced(value[head], rest, new)}
    return tuple(replaced(one, rest, new) if index == head else one for index, one in enumerate(value))


def test_every_choice_of_words_changes_a_result_somewhere() -> None:
    asked: dict[tuple[str, str], bool] = {}
    for rules in rule_sets():
        before = outcome(rules)
        for name in ("levels", "values", "steps", "triggers", "facts", "criteria", "ranking"):
            for section, path in sections_in(getattr(rules, name), (name,)):
                for field in type(section).model_fields:
                    alias = type(section).model_fields[field].alias or field
                    key = (type(section).__name__, alias)
                    if key in CHECKED_ELSEWHERE or asked.get(key):
                        continue
                    for other in others(section, field):
                        changed = replaced(rules, (*path, alias), other)
                        asked[key] = asked.get(key, False) or has_effect(changed, before)
    ignored = sorted(key for key, decides in asked.items() if not decides)
    assert ignored == [], ignored


def has_effect(changed: RuleSet, before: object) -> bool:
    try:
        changed = RuleSet.model_validate(
            changed.model_dump(by_alias=True, exclude_unset=True), by_alias=True, by_name=False
        )
    except ValidationError:
        return False
    if any(flaw.severity == "error" for flaw in prove(changed)):
        return False
    return outcome(changed) != before
