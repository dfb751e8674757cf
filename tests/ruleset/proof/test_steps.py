"""Steps that change nothing, quotas that cannot be met, an order that can hardly be meant; triggers and versions."""

import pytest

from rule_texts import SMALL, TRIGGERS, flaws_of, rules_of
from starrating.ruleset.proof import prove

UNSTARRED = SMALL.replace("star: 1, name: 一星", "star: none, name: 未定星")
LOW = "when: {score: total, below: 60}"


def steps(*entries: str) -> str:
    return "steps:\n" + "".join(f'  - {{clause: "6.{number}", {entry}}}\n' for number, entry in enumerate(entries))


@pytest.mark.parametrize(
    "entries",
    [
        ["effect: raise, levels: 2", "effect: limit, up: 1"],
        ["effect: quota, star: 3, at_most: 30%, pool: unit", "effect: quota, star: 2, at_most: 40%, pool: unit"],
        ["effect: quota, star: 1, at_least: 10%"],
        ["effect: quota, star: 1, last: 3"],
        ["effect: best, star: 3, places: 2, order: [total, 安全]"],
        [f"effect: grade, star: none, {LOW}", "effect: cap, star: 2"],
        ["effect: move, by: -1"],
        ["effect: move, by: 1"],
        ["effect: quota, star: 3, at_most: 30%, pool: unit", "effect: quota, star: 3, at_most: 40%"],
        ["effect: quota, star: 1, at_least: 60%", "effect: quota, star: 2, at_least: 40%"],
        ["effect: quota, star: 1, at_least: 60%", "effect: quota, star: 1, at_least: 50%"],
        ["effect: quota, star: 2, at_least: 10%", "effect: quota, star: 3, at_most: 30%"],
        [f"effect: quota, star: {star}, at_most: {share}" for star, share in ((3, "30%"), (2, "30%"), (1, "40%"))],
        ["effect: raise", "effect: lower, levels: 2", "effect: floor, star: 2"],
    ],
)
def test_sound(entries: list[str]) -> None:
    assert flaws_of(SMALL + steps(*entries)) == []


@pytest.mark.parametrize(
    ("entry", "path", "code"),
    [
        ("effect: raise, levels: 3", "steps.0.levels", "too-many-levels"),
        ("effect: lower, levels: 3", "steps.0.levels", "too-many-levels"),
        ("effect: move, by: 0.5", "steps.0.by", "idle-step"),
        ("effect: limit", "steps.0", "idle-step"),
        ("effect: quota, star: 4, at_most: 3%", "steps.0.star", "unknown-name"),
        ("effect: quota, star: 3", "steps.0", "one-bound"),
        ("effect: quota, star: 3, at_most: 3%, places: 2", "steps.0", "one-bound"),
        ("effect: quota, star: 3, places: 2, pool: village", "steps.0.pool", "unknown-name"),
        ("effect: best, star: 3", "steps.0", "one-bound"),
        ("effect: grade, star: 1", "steps.0", "step-order"),
    ],
)
def test_a_step(entry: str, path: str, code: str) -> None:
    assert flaws_of(SMALL + steps(entry)) == [(path, code)]


def test_levels_lost_for_good_are_one_more() -> None:
    assert flaws_of(SMALL + steps("effect: lower, levels: 3, at_lowest: no-star")) == []
    assert flaws_of(UNSTARRED + steps("effect: lower, levels: 2")) == []


@pytest.mark.parametrize(
    ("entries", "path", "code"),
    [
        (
            ["effect: quota, star: 1, at_least: 60%", "effect: quota, star: 2, at_least: 50%"],
            "steps.1.at_least",
            "quota-unmet",
        ),
        (
            [
                "effect: quota, star: 3, at_most: 9%",
                "effect: quota, star: 2, at_most: 9%",
                "effect: quota, star: 1, at_most: 9%",
            ],
            "steps.2.at_most",
            "quota-unmet",
        ),
        (
            ["effect: quota, star: 2, at_most: 40%", "effect: quota, star: 3, at_most: 30%"],
            "steps.1.star",
            "quota-order",
        ),
        ([f"effect: grade, star: none, {LOW}", f"effect: floor, star: 2, {LOW}"], "steps.1", "step-order"),
        (["effect: quota, star: 3, at_most: 30%", f"effect: raise, {LOW}"], "steps.1", "step-order"),
    ],
)
def test_steps_together(entries: list[str], path: str, code: str) -> None:
    assert flaws_of(SMALL + steps(*entries)) == [(path, code)]


def test_quotas_of_different_pools_do_not_add_up() -> None:
    rural = "when: {fact: type, is: 农村}"
    entries = [f"effect: quota, star: 1, at_least: 60%, {rural}", "effect: quota, star: 2, at_least: 50%"]
    assert flaws_of(SMALL + steps(*entries)) == []


def test_what_the_order_of_steps_may_undo_is_a_warning() -> None:
    flaws = prove(rules_of(SMALL + steps("effect: grade, star: 2", f"effect: cap, star: 1, {LOW}")))
    assert [flaw.severity for flaw in flaws] == ["warning"]


@pytest.mark.parametrize(
    ("window", "sound"),
    [
        ("inside: months, months: 12", True),
        ("inside: months", False),
        ("months: 12", False),
        ("date: decision", True),
    ],
)
def test_a_window_of_months_says_how_many(window: str, sound: bool) -> None:  # noqa: FBT001 [a parameter]
    content = SMALL + TRIGGERS.replace('clause: "5"\n', f'clause: "5"\n  window: {{{window}}}\n', 1)
    assert flaws_of(content) == ([] if sound else [("triggers.window", "wrong-window")])


@pytest.mark.parametrize(
    ("findings", "when", "flaws"),
    [
        ("{id: repaired, title: 已整改}", "repaired, is: false", []),
        ("{id: degree, title: 程度, values: word}", "degree, in: [重, 特重]", []),
        ("{id: repaired, title: 已整改}", "repaired, is: 否", [("triggers.list.1.when", "wrong-comparison")]),
        ("{id: major_loss, title: 损失}", "major_loss, is: true", [("triggers.findings.0.id", "name-twice")]),
        ("{id: loss, title: 造成重大损失}", "loss, is: true", [("triggers.findings.0.title", "name-twice")]),
    ],
)
def test_further_findings(findings: str, when: str, flaws: list[tuple[str, str]]) -> None:
    changed = TRIGGERS.replace('clause: "5"\n', f'clause: "5"\n  findings: [{findings}]\n', 1)
    assert flaws_of(SMALL + changed.replace("major_loss, is: true", when)) == flaws


def test_a_trigger_may_be_read_by_points() -> None:
    only_points = TRIGGERS.partition("steps:")[0] + (
        "values: [{id: lost, tally: {late: 1, hurt: 2}}, {id: total, sum: [100], minus: [lost]}]\n"
    )
    assert flaws_of(SMALL + only_points) == []


def versions(*entries: str) -> str:
    return "versions:\n" + "".join(f'  - {{clause: "9", {entry}}}\n' for entry in entries)


MOVED = '"levels.bands[2].below": 85, "levels.bands[3].at_least": 85'


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([f"since: 2014, set: {{{MOVED}}}"], []),
        (
            ['since: 2014, set: {"levels.bands[9].below": 85}'],
            [("versions.0.set.levels.bands[9].below", "unknown-name")],
        ),
        (['since: 2014, set: {"levels.bands": x}'], [("versions.0.set.levels.bands", "unknown-name")]),
        (['since: 2014, set: {"levels.bands[2].below": 85}'], [("versions.0", "level-overlap")]),
        (['since: 2014, set: {"levels.bands[2].below": x}'], [("versions.0.set.levels.bands[2].below", "wrong-value")]),
        (['since: 2014, set: {"values[half].blend[items].weight": 60%}'], [("versions.0", "wrong-weights")]),
        ([f"since: 2015, set: {{{MOVED}}}", f"since: 2014, set: {{{MOVED}}}"], [("versions.1.since", "version-order")]),
    ],
)
def test_versions(entries: list[str], found: list[tuple[str, str]]) -> None:
    half = "values: [{id: half, blend: [{of: items, weight: 50%}, {of: 100, weight: 50%}]}]\n"
    assert [flaw for flaw in flaws_of(SMALL + half + versions(*entries)) if flaw[1] != "idle-value"] == found


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        ('"values[need].number": two thirds', "values[need].number must be a number, not “two thirds”.", "A number is"),
        (
            '"values[need].number": 60分',
            "values[need].number must be a number, not “60分”.",
            "Write the number alone: 60",
        ),
        ('"levels.near": 60%', "levels.near must be a number or one of these: none, not “60%”.", "Write the number"),
        ('"levels.better": up', "levels.better must be one of these: higher, lower, not “up”.", "Known here"),
        ('"levels.bands[2].above": 80', "at_least and above are two lower bounds: keep one.", ""),
    ],
)
def test_what_a_version_cannot_set_is_said_as_elsewhere(change: str, message: str, hint: str) -> None:
    content = SMALL + "values: [{id: need, number: 4}]\n" + versions(f"since: 2014, set: {{{change}}}")
    (flaw,) = [flaw for flaw in prove(rules_of(content)) if flaw.code == "wrong-value"]
    assert flaw.message.say("en") == message
    assert str(flaw.hint or "").startswith(hint)


def test_a_flaw_of_a_version_says_from_when_on() -> None:
    (flaw,) = prove(rules_of(SMALL + versions('since: 2014, set: {"levels.bands[2].below": 70}')))
    assert flaw.message.say("en") == (
        "From 2014 on: No level takes these numbers: 70 points or more (included) and below 80 points (not included)."
    )
