"""Every way in which a rule set can have a hole, but for its bands (test_proof_levels)."""

import pytest

from rule_texts import PLAN, SANCTIONS, SMALL, TRIGGERS, flaws_of, rules_of
from starrating.ruleset.proof import prove

ITEMS = """\
criteria:
  clause: "2"
  from: rules
  full_marks: 10
  parts:
    - {title: 甲, full_marks: 4, items: [{code: A1, title: 学习, full_marks: 4}]}
    - {title: 乙, items: [{code: B1, title: 生产, full_marks: 3.5}, {code: B2, title: 安全, full_marks: 2.5}]}
"""
LISTED = (
    SMALL.replace('criteria: {clause: "2", from: workbook, full_marks: 100}\n', ITEMS)
    .replace("60", "6")
    .replace("80", "8")
)
READ_BOTH = """\
values:
  - id: read
    choose: [{when: {any: [{fact: certificate, is: true}, {fact: grade, in: [优]}]}, value: 1}]
    otherwise: 0
"""
FACTS = "facts: [{id: certificate, title: 证书}, {id: grade, title: 等第, values: word}]\n"


def step(when: str, effect: str = "effect: grade, star: 1") -> str:
    return f'steps: [{{clause: "6", {effect}, when: {{{when}}}}}]\n'


def milestones(*entries: str) -> str:
    lines = "".join(f'    - {{clause: "7", {entry}}}\n' for entry in entries)
    return f'targets:\n  clause: "7"\n  milestones:\n{lines}'


def example(words: str) -> str:
    return f"examples: [{{name: 例, {words}}}]\n"


def test_the_plan_is_sound() -> None:
    assert flaws_of(PLAN.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "content",
    [
        SMALL,
        SMALL + SANCTIONS + TRIGGERS,
        LISTED,
        LISTED + step("item: A1, below: 2"),
        LISTED + step("item: 安全, is: 0"),
        SMALL + step("item: 任意, below: 2"),
        SMALL + step("score: total, at_most: 0"),
        SMALL + step("star: previous, in: [1, 3]"),
        SMALL + FACTS + step("any: [{fact: certificate, is: true}, {not: {fact: grade, in: [优, 良]}}]"),
        SMALL + milestones("star: 3, at_least: 30%, due: 2013H1", "star: 3, at_most: 60%, due: 2013H1"),
    ],
)
def test_sound(content: str) -> None:
    assert flaws_of(content) == []


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        (LISTED.replace("full_marks: 10", "full_marks: 11"), "criteria.full_marks", "wrong-sum"),
        (LISTED.replace("甲, full_marks: 4", "甲, full_marks: 5"), "criteria.parts.0.full_marks", "wrong-sum"),
        (LISTED.replace("code: B2", "code: A1"), "criteria.parts.1.items.1", "name-twice"),
        (LISTED.replace("title: 安全", "title: 学习"), "criteria.parts.1.items.1", "name-twice"),
        (LISTED.replace("title: 安全", "title: 备注"), "criteria.parts.1.items.1", "name-twice"),
        (LISTED.replace("title: 乙", "title: 甲"), "criteria.parts.1.title", "name-twice"),
        (
            LISTED.replace("code: B2", "points: [0, 1, 1.0], code: B2"),
            "criteria.parts.1.items.1.points.2",
            "name-twice",
        ),
        (LISTED.replace("from: rules", "from: total"), "criteria.parts", "parts-unused"),
        (SMALL.replace("from: workbook", "from: rules"), "criteria.from", "parts-missing"),
        (SMALL + READ_BOTH + FACTS.replace("title: 等第", "title: 证书"), "facts.1.title", "name-twice"),
        (SMALL + READ_BOTH + FACTS.replace("title: 等第", "title: 书记"), "facts.1.title", "name-twice"),
        (LISTED + READ_BOTH + FACTS.replace("title: 等第", "title: 生产"), "facts.1.title", "name-twice"),
    ],
)
def test_criteria(content: str, path: str, code: str) -> None:
    assert flaws_of(content) == [(path, code)]


@pytest.mark.parametrize(
    ("words", "path", "code"),
    [
        ("spellings: {处分: 开除}", "sanctions.spellings.处分", "unknown-name"),
        ("spellings: {记过: 警告}", "sanctions.spellings.记过", "sanction-twofold"),
        ("not_sanctions: [谈话, 记过]", "sanctions.not_sanctions.1", "sanction-twofold"),
    ],
)
def test_sanctions(words: str, path: str, code: str) -> None:
    assert flaws_of(f"{SMALL}{SANCTIONS}  {words}\n") == [(path, code)]


def test_a_sanction_stands_once_in_its_system_and_a_prefix_names_one_system() -> None:
    assert flaws_of(SMALL + SANCTIONS.replace("警告, 记过", "警告, 警告")) == [
        ("sanctions.systems.政纪.order.1", "name-twice")
    ]
    assert flaws_of(SMALL + SANCTIONS.replace("names: [行政]", "names: [党内]")) == [
        ("sanctions.systems.政纪.names.0", "name-twice")
    ]


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ("id: hurt", "id: late", "triggers.list.1.id", "name-twice"),
        ("number: 2", "number: 1", "triggers.list.1.number", "name-twice"),
        ("5.1b", "5.1a", "triggers.list.1.clause", "name-twice"),
        ("5.1b", '"1"', "triggers.list.1.clause", "name-twice"),
        ("5.1b", "５.1a", "triggers.list.1.clause", "name-twice"),
        ("incident: major_loss", "incident: majr_loss", "triggers.list.1.when.incident", "unknown-name"),
        ("incident: major_loss", "incident: date", "triggers.list.1.when.incident", "unknown-name"),
        ("is: true", "is: 是", "triggers.list.1.when", "wrong-comparison"),
        ("incident: major_loss", "incident: subject", "triggers.list.1.when", "wrong-comparison"),
        ("major_loss, is: true", "sanction_system, is: 纪律", "triggers.list.1.when", "unknown-name"),
        ("major_loss, is: true", "sanction, at_least: {纪: 警告}", "triggers.list.1.when.at_least.纪", "unknown-name"),
        (
            "major_loss, is: true",
            "sanction, at_least: {党纪: 记过}",
            "triggers.list.1.when.at_least.党纪",
            "unknown-name",
        ),
        ("[late, hurt]", "[late]", "triggers.list.1.id", "idle-trigger"),
    ],
)
def test_triggers(old: str, new: str, path: str, code: str) -> None:
    changed = TRIGGERS.replace(old, new)
    found = flaws_of(SMALL + SANCTIONS + changed)
    assert (path, code) in found
    assert {where for where, _ in found} <= {path, "steps.0.when.incidents.1"}, "only what follows from it besides"


def test_an_idle_trigger_is_a_warning() -> None:
    flaws = prove(rules_of(SMALL + TRIGGERS.replace("[late, hurt]", "[late]")))
    assert [flaw.severity for flaw in flaws] == ["warning"]


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        (SMALL + step("incidents: [fire]"), "steps.0.when.incidents.0", "unknown-name"),
        (LISTED + step("not: {item: C1, below: 2}"), "steps.0.when.not.item", "unknown-name"),
        (SMALL.replace("workbook", "total") + step("item: C1, below: 2"), "steps.0.when.item", "no-items"),
        (SMALL + step("fact: x, is: true"), "steps.0.when.fact", "unknown-name"),
        (SMALL + FACTS + READ_BOTH + step("fact: certificate, is: 有"), "steps.0.when", "wrong-comparison"),
        (SMALL + FACTS + READ_BOTH + step("fact: grade, is: true"), "steps.0.when", "wrong-comparison"),
        (SMALL + step("star: previous, is: 4"), "steps.0.when.is", "unknown-name"),
        (SMALL + step("all: [{star: previous, in: [1, 4]}]"), "steps.0.when.all.0.in", "unknown-name"),
        (SMALL + step("score: total, above: 100"), "steps.0.when", "never-holds"),
        (SMALL + step("score: total, below: 0"), "steps.0.when", "never-holds"),
        (SMALL + step("score: total, at_least: 60, below: 60"), "steps.0.when", "never-holds"),
        (SMALL + step("score: total, is: 60, below: 60"), "steps.0.when", "never-holds"),
        (LISTED + step("item: B1, at_least: 3.6"), "steps.0.when", "never-holds"),
        (SMALL + step("score: total, below: 60", "effect: cap, star: 3"), "steps.0.star", "idle-step"),
        (SMALL + step("score: total, below: 60", "effect: floor, star: 1"), "steps.0.star", "idle-step"),
        (SMALL + step("score: total, below: 60", "effect: cap, star: 4"), "steps.0.star", "unknown-name"),
        (SMALL + step("score: total, below: 60", "effect: grade, star: 0"), "steps.0.star", "unknown-name"),
    ],
)
def test_steps(content: str, path: str, code: str) -> None:
    assert flaws_of(content) == [(path, code)]


@pytest.mark.parametrize(
    ("test", "places"),
    [
        ("fact: inspection, is: 基本合格", []),
        ("fact: inspection, in: [好, 合格]", []),
        ("past: 1, fact: inspection, is: 好, written: before", []),
        ("fact: inspection, is: 基本及格", ["is"]),
        ("fact: inspection, is: ' 好'", ["is"]),
        ("fact: inspection, in: [基本及格, 好, 优]", ["in.0", "in.2"]),
        ("past: 1, fact: inspection, is: 基本及格", ["is"]),
        ("past: 1, fact: inspection, in: [好, 基本及格], written: before", ["in.1"]),
        ("past: 1, fact: inspection, is: 合格, written: before", ["written"]),
        ("all: [{fact: inspection, is: 基本及格}, {score: total, below: 60}]", ["all.0.is"]),
        ("any: [{not: {fact: inspection, is: 基本及格}}, {score: total, below: 60}]", ["any.0.not.is"]),
    ],
)
def test_a_condition_asks_for_words_that_the_fact_lists(test: str, places: list[str]) -> None:
    listed = (
        "facts:\n  - {id: inspection, values: word, words: [好, 合格, 基本合格]}\n"
        "  - {id: before, values: word, words: [好, 基本合格]}\n"
    )
    flaws = [flaw for flaw in prove(rules_of(SMALL + listed + step(test))) if flaw.severity == "error"]
    assert [(str(flaw.place), flaw.code) for flaw in flaws] == [
        (f"steps.0.when.{place}", "unknown-name") for place in places
    ]


@pytest.mark.parametrize(
    ("content", "path"),
    [
        (
            "values: [{id: x, choose: [{when: {fact: grade, is: 忧}, value: 1}], otherwise: 0}]\n",
            "values.0.choose.0.when.is",
        ),
        (
            "levels:\n  clause: '1'\n  bands: [{star: 1, name: a, needs: {fact: grade, is: 忧}}]\n",
            "levels.bands.0.needs.is",
        ),
    ],
)
def test_words_are_looked_up_wherever_a_condition_stands(content: str, path: str) -> None:
    rest = SMALL[: SMALL.index("levels:")] + SMALL[SMALL.index("criteria:") :] if "levels" in content else SMALL
    facts = "facts: [{id: grade, values: word, words: [优, 良]}]\n"
    assert (path, "unknown-name") in flaws_of(rest + facts + content)


def test_of_the_words_that_a_fact_lists_the_nearest_is_named_first() -> None:
    facts = "facts: [{id: inspection, values: word, words: [好, 合格, 基本合格]}]\n"
    (flaw,) = prove(rules_of(SMALL + facts + step("fact: inspection, is: 基本及格")))
    assert str(flaw.message) == "The fact inspection has no word “基本及格”."
    assert str(flaw.hint) == "Did you mean 基本合格? Known here: 好, 合格, 基本合格"


def test_the_lowest_star_is_a_floor_where_some_scores_have_no_star() -> None:
    unstarred = SMALL.replace("star: 1, name: 一星", "star: none, name: 未定星")
    assert flaws_of(unstarred + step("score: total, below: 60", "effect: floor, star: 2")) == []
    assert flaws_of(unstarred + step("score: total, above: 90", "effect: grade, star: none")) == []


@pytest.mark.parametrize(
    ("content", "path", "code", "severity"),
    [
        (milestones("star: 4, at_least: 30%, due: 2013H1"), "star", "unknown-name", "error"),
        (
            milestones("star: 3, at_least: 30%, due: 2013H1", "star: 3, at_least: 40%, due: 2013H1"),
            "due",
            "name-twice",
            "error",
        ),
        (
            milestones("star: 3, at_least: 50%, due: 2014", "star: 3, at_least: 30%, due: 2013"),
            "due",
            "target-order",
            "warning",
        ),
        (
            milestones("star: 3, at_least: 50%, due: 2013", "star: 3, at_least: 30%, due: 2014"),
            "at_least",
            "target-falls-back",
            "warning",
        ),
        (
            milestones("star: 1, at_most: 10%, due: 2013", "star: 1, at_most: 20%, due: 2014"),
            "at_most",
            "target-falls-back",
            "warning",
        ),
    ],
)
def test_targets(content: str, path: str, code: str, severity: str) -> None:
    flaws = prove(rules_of(SMALL + content))
    assert [(flaw.place.path[-1], flaw.code, flaw.severity) for flaw in flaws] == [(path, code, severity)]


@pytest.mark.parametrize(
    "entries",
    [
        ("star: 3, at_least: 30%, due: 2013", "star: 3, at_least: 30%, due: 2014"),
        ("star: 3, at_least: 30%, due: 2013", "star: 3, at_least: 31%, due: 2014"),
        ("star: 1, at_most: 20%, due: 2013", "star: 1, at_most: 20%, due: 2014"),
        ("star: 1, at_most: 20%, due: 2013", "star: 1, at_most: 10%, due: 2014"),
        ("star: 3, at_least: 30%, due: 2013", "star: 3, or_more: true, at_least: 20%, due: 2014"),
        ("star: 3, at_least: 30%, due: 2013", "star: 2, at_least: 20%, due: 2013"),
        ("star: 3, at_most: 80%, due: 2013H1", "star: 3, at_least: 20%, due: 2013H1"),
        ("star: none, at_most: 5%, due: 2013",),
    ],
)
def test_targets_that_ask_for_the_same_or_more_are_sound(entries: tuple[str, ...]) -> None:
    assert flaws_of(SMALL + milestones(*entries)) == []


def test_a_target_falls_due_in_a_period_that_is_reviewed() -> None:
    yearly = SMALL.replace("half-year", "year") + milestones("star: 3, at_least: 30%, due: 2013H1")
    assert flaws_of(yearly) == [("targets.milestones.0.due", "period-not-reviewed")]


def test_consequences_name_stars_that_exist() -> None:
    consequences = (
        'consequences: {nomination: {clause: "8", star: 5, honour: 先进}, assistance: {clause: "8", star: 0}}\n'
    )
    assert flaws_of(SMALL + consequences) == [
        ("consequences.nomination.star", "unknown-name"),
        ("consequences.assistance.star", "unknown-name"),
    ]


@pytest.mark.parametrize(
    ("keys", "flaws"),
    [
        (["levels.rounding", "procedure.notice.days", "steps[6].once"], []),
        (["levels.roundng"], [("open_questions.0.key", "unknown-name")]),
        (["levels.rounding", "levels.rounding"], [("open_questions.1.key", "name-twice")]),
    ],
)
def test_open_questions(keys: list[str], flaws: list[tuple[str, str]]) -> None:
    asked = "".join(f'  - {{key: "{key}", question: 问, answer: 答}}\n' for key in keys)
    assert flaws_of(f"{SMALL}{TRIGGERS}open_questions:\n{asked}") == flaws


@pytest.mark.parametrize(
    ("words", "path", "code"),
    [
        ("star: 1", "examples.0", "example-points"),
        ("score: 50, items: {A1: 1}, star: 1", "examples.0", "example-points"),
        ("score: 50, star: 4", "examples.0.star", "unknown-name"),
        ("score: 50, star: 1, previous_star: 9", "examples.0.previous_star", "unknown-name"),
        ("score: 50, star: 1, facts: {x: true}", "examples.0.facts.x", "unknown-name"),
        ('score: 50, star: 1, because: ["9"]', "examples.0.because.0", "unknown-name"),
        ("score: 50, star: 1, incidents: [{trigger: fire}]", "examples.0.incidents.0.trigger", "unknown-name"),
        ("score: 50, star: 1, incidents: [{findings: {x: true}}]", "examples.0.incidents.0.findings.x", "unknown-name"),
    ],
)
def test_examples(words: str, path: str, code: str) -> None:
    assert (path, code) in flaws_of(LISTED + TRIGGERS + example(words))


def test_items_of_the_workbook_are_named_by_the_example_itself() -> None:
    assert flaws_of(SMALL + example("items: {安全: 3}, star: 1")) == []
    total = SMALL.replace("from: workbook", "from: total")
    assert flaws_of(total + example("items: {安全: 3}, star: 1")) == [("examples.0.items", "no-items")]
    assert flaws_of(LISTED + example("items: {A1: 3, 生产: 3, X: 1}, star: 1")) == [
        ("examples.0.items.X", "unknown-name")
    ]


ASKED = SMALL.replace("stages: [考核]", "stages: [考核], departments: [纪检]") + (
    "facts:\n"
    "  - {id: certificate, title: 证书}\n"
    "  - {id: founded, title: 成立, values: date}\n"
    "  - {id: visits, title: 走访, values: number}\n"
    "  - {id: last, title: 起评, values: star}\n"
    "values: [{id: visited, sum: [visits, last]}]\n"
    'steps: [{clause: "6", effect: cap, star: 2, when: {all: ['
    "{fact: certificate, is: true}, {months_since: founded, below: 3}]}}]\n"
)


@pytest.mark.parametrize(
    ("words", "path", "code"),
    [
        ("facts: {certificate: true, founded: '2000-02-29', visits: 1.5, last: 2, type: 农村}, star: 1", None, None),
        ("facts: {certificate: 是}, star: 1", "facts.certificate", "wrong-value"),
        ("facts: {founded: 2000年}, star: 1", "facts.founded", "wrong-value"),
        ("facts: {founded: '2000-02-30'}, star: 1", "facts.founded", "wrong-value"),
        ("facts: {visits: 三}, star: 1", "facts.visits", "wrong-value"),
        ("facts: {last: 1.5}, star: 1", "facts.last", "wrong-value"),
        ("facts: {type: true}, star: 1", "facts.type", "wrong-value"),
        ("opinions: {安全: 有}, star: 1", "opinions.安全", "unknown-name"),
        ("values: {visited: 3}", None, None),
        ("values: {visit: 3}", "values.visit", "unknown-name"),
        ("past: [1, 9], star: 1", "past.1", "unknown-name"),
        ("applied_star: 9, star: 1", "applied_star", "unknown-name"),
        ("previous_star: 2", "", "example-star"),
        ("star: 1, incidents: [{date: '2000-13-01'}]", "incidents.0.date", "wrong-value"),
    ],
)
def test_what_examples_say_is_possible(words: str, path: str | None, code: str | None) -> None:
    flaw = [(f"examples.0.{path}".rstrip("."), code)] if path is not None else []
    assert flaws_of(ASKED + example(words)) == flaw


def test_branches_that_are_rated_together_have_their_points_and_stars_each() -> None:
    group = "branches: [{name: 甲, score: 1, star: 1}, {name: 乙, score: 90, star: 9}]"
    assert flaws_of(SMALL + example(group)) == [("examples.0.branches.1.star", "unknown-name")]
    assert flaws_of(SMALL + example(group.replace("乙", "甲").replace("9}", "3}"))) == [
        ("examples.0.branches.1.name", "name-twice")
    ]
    assert flaws_of(SMALL + example("star: 1, " + group.replace("9}", "3}"))) == [("examples.0.star", "example-points")]
