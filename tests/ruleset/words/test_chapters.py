import typing

import pytest

from rule_texts import PLAN, SMALL, TRIGGERS, rules_of
from starrating.ruleset import RuleSet, Section
from starrating.ruleset.conditions import Condition, OpinionTest, ScoreTest, StarTest
from starrating.ruleset.examples import Example, ExampleBranch, ExampleIncident
from starrating.ruleset.steps import Step
from starrating.ruleset.values import Value
from starrating.ruleset.words import steps, values
from starrating.ruleset.words.chapters import as_markdown, prose
from starrating.ruleset.words.conditions import condition_words, is_condition
from starrating.ruleset.words.vocabulary import setting_words

PLAN_RULES = rules_of(PLAN.read_text("utf-8"))
STRUCTURE = {
    ("format", 2),
    ("language", "zh_CN"),
    ("language", "en"),
    ("star", "none"),
    ("score", "total"),
    ("to", "full-marks"),
    ("lowest", "none"),
}


def said(rules: RuleSet) -> list[str]:
    return [sentence.say("en") for chapter in prose(rules) for sentence in chapter.sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "四星级: 80 points or more (included) and below 90 points (not included).",
        "The exact score is compared; nothing is rounded before.",
        "By the first half of 2014 at least 50% have 五星级.",
        "By the first half of 2015 there is no 党支部 of 三星级.",
        "The stages, in this order: 自评申报, 组织考核, 党委评定, 结果公示, 挂牌管理.",
        "The result is on public notice, days: 5.",
        (
            "4.4(3) “发生重大质量、安全等责任事故，造成重大损失，受到上级部门责任追究的”: "
            "counts when “造成重大损失” is answered yes; and “受到责任追究” is answered yes."
        ),
        "4.4(6) “因计划生育工作被“一票否决”的”: counts when it is reported.",
        "4.4 When an incident under 4.4(1), 4.4(2), 4.4(3), 4.4(4), 4.4(5), 4.4(6) counts: the star falls, levels: 1.",
        "Several incidents in one review lower the star once.",
        "五星级: considered first as 先进基层党组织.",
        "三星级: given paired assistance.",
        "Taken off the year's performance pay: 2%.",
        "占比的分母: 当期参评党支部；未参评的另列 (targets.among)",
    ],
)
def test_the_plan_is_read_back(sentence: str) -> None:
    assert sentence in said(PLAN_RULES)


def test_every_clause_and_every_answer_of_the_plan_is_said() -> None:
    chapters = prose(PLAN_RULES)
    words = " ".join([chapter.clause for chapter in chapters] + said(PLAN_RULES))
    assert [one.clause for one in PLAN_RULES.consequences.responsibility if one.clause not in words] == []
    assert [one.answer for one in PLAN_RULES.open_questions if one.answer not in words] == []


def test_a_condition_joined_of_conditions() -> None:
    rules = rules_of(
        f"{SMALL}facts: [{{id: certificate, title: 证书}}]\n"
        'steps: [{clause: "6", effect: cap, star: 2, when: {any: ['
        "{all: [{item: 安全, below: 2}, {not: {fact: certificate, is: true}}]}, {star: previous, in: [1, 2]}]}}]\n"
    )
    assert condition_words(rules, rules.steps[0].when).say("en") == (
        "(item 安全 is below 2 points (not included); and not so: “证书” is answered yes)"
        "; or the star before is exactly 1 stars or exactly 2 stars"
    )


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        ("effect: cap, star: 2", "at most 二星"),
        ("effect: floor, star: 2", "at least 二星"),
        ("effect: grade, star: 1", "一星, whatever the score"),
        ("effect: grade, star: none", "no star, whatever the score"),
        ("effect: lower, levels: 2", "the star falls, levels: 2"),
    ],
)
def test_effects(effect: str, words: str) -> None:
    rules = rules_of(f'{SMALL}steps: [{{clause: "6", {effect}, when: {{score: total, below: 3}}}}]\n')
    assert f"6 When the total is below 3 points (not included): {words}." in said(rules)


def test_chapters_without_a_word_are_left_out() -> None:
    titles = {chapter.title.say("en") for chapter in prose(rules_of(SMALL))}
    assert "Levels" in titles
    assert titles.isdisjoint({"Targets", "Triggers", "Sanctions", "The year", "Consequences", "Worked examples"})


def test_markdown_has_a_heading_for_each_chapter() -> None:
    lines = as_markdown(rules_of(SMALL + TRIGGERS), "en").splitlines()
    assert lines[0] == "# 小方案"
    assert [line for line in lines if line.startswith("## ")] == [
        "## The plan",
        "## Levels (1)",
        "## Criteria (2)",
        "## Procedure (3)",
        "## Triggers (5)",
        "## From the star by score to the star, in this order",
    ]
    assert "- 一星: below 60 points (not included)." in lines


def _members(union: object) -> list[type[Section]]:
    return [
        typing.get_args(member)[0] if typing.get_args(member) else member
        for member in typing.get_args(typing.get_args(union)[0])
    ]


STEPS, VALUE_MODELS, CONDITIONS = _members(Step), _members(Value), _members(Condition)


VALUES = """\
facts: [{id: visits, title: 走访, values: number}, {id: founded, title: 成立, values: date}]
values:
  - {id: base, title: 基础分, clause: "2.1", sum: [学习, 会议], minus: [2], round: {to: 0.5, how: half-up}, cap: 90}
  - {id: mixed, blend: [{of: base, weight: 60%}, {of: items, weight: 40%}], missing: skip}
  - {id: index, ratio: items, to: full-marks, times: 100}
  - {id: top, highest: [base, mixed]}
  - {id: low, lowest: [base, 50], floor: 1}
  - {id: middle, mean: [base, mixed]}
  - {id: visited, points_for: visits, bands: [{points: 0, below: 3}, {points: 5, at_least: 3}]}
  - {id: each, product: [visits, 2], round: {to: 2, how: down}}
  - {id: lost, tally: {late: 2, hurt: 5}, repeats: double}
  - {id: passed, count: [学习, 会议], that: {at_least: 80}}
  - {id: total, choose: [{when: {fact: type, is: 农村}, value: base}], otherwise: mixed}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "2.1 “基础分”: “学习”, “会议” added up, less 2.",
        "“基础分” is rounded to multiples of 0.5. Halves are rounded away from zero.",
        "“基础分” is at most 90.",
        "“mixed”: 60% of “基础分”, 40% of all items together added up.",
        "A part of it that is not there is left out; the others make up the whole.",
        "“index”: all items together divided by its full marks, times 100.",
        "“top”: the highest of “基础分”, “mixed”.",
        "“low”: the lowest of “基础分”, 50.",
        "“middle”: the mean of “基础分”, “mixed”.",
        "“visited”: points for “走访” (below 3 (not included): 0 points; 3 or more (included): 5 points).",
        "“each”: the product of “走访” × 2.",
        "“each” is rounded to multiples of 2. It is always rounded down.",
        "“lost”: for each incident that counts, 5.1a: 2 points, 5.1b: 5 points.",
        "“passed”: how many of “学习”, “会议” pass: the number is 80 points or more (included).",
        "the total: “基础分”, if “类型” is 农村; else “mixed”.",
    ],
)
def test_values(sentence: str) -> None:
    assert sentence in said(rules_of(SMALL + TRIGGERS + VALUES))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("value: base, above: mixed", "“基础分” is more than “mixed”"),
        (
            "value: 学习, at_least: 5, at_most: base",
            "“学习” is 5 points or more (included) and “学习” is at most “基础分”",
        ),
        ("every: [学习, 会议], below: 3", "each of “学习”, “会议” is below 3 points (not included)"),
        ("some: [学习, 会议], is: 3", "at least one of “学习”, “会议” is exactly 3 points"),
        (
            "count: [学习, 会议], that: {is: 3}, at_least: 2",
            "of “学习”, “会议”, at least 2 pass: the number is exactly 3 points",
        ),
        ("count: [学习], that: {is: 3}, at_most: 1", "of “学习”, 1 to 1 pass: the number is exactly 3 points"),
        (
            "months_since: founded, below: 12",
            "the time since “成立”, in full months, is below 12 months (not included)",
        ),
        ("star: by-score, is: 2", "the star by score is exactly 2 stars"),
        ("past: 2, at_most: 1", "each star of the last 2 periods is up to 1 stars (included)"),
        ("opinion: 纪检, is: 有", "the opinion of 纪检 is “objection”"),
        ("not: {some: [学习, 安全], below: 60}", "none of “学习”, “安全” is below 60 points (not included)"),
    ],
)
def test_conditions(condition: str, words: str) -> None:
    cap = f'  - {{clause: "6.1", effect: cap, star: 2, when: {{{condition}}}}}\n'
    rules = rules_of(SMALL + TRIGGERS + cap + VALUES)
    assert rules.steps[1].when
    assert condition_words(rules, rules.steps[1].when).say("en") == words


@pytest.mark.parametrize(
    ("effect", "sentences"),
    [
        ("effect: raise", ["6 Every 班组: the star rises, levels: 1."]),
        ("effect: move, by: total", ["6 Every 班组: the star moves by the total, down if that is below 0."]),
        ("effect: limit, up: 1", ["6 Every 班组: at most 1 levels above the star before."]),
        ("effect: limit, down: 0", ["6 Every 班组: at most 0 levels below the star before."]),
        ("effect: limit, up: 1, down: 2", ["6 Every 班组: at most 1 levels above the star before and 2 below it."]),
        (
            "effect: quota, star: 3, at_most: 30%, pool: type",
            [
                "6 Every 班组: at most 30% have 三星, the others fall a level.",
                "Each “类型” is counted by itself.",
                "The order is that of the total, the best first.",
                "The share is taken of every 班组 that this meets and that has a star.",
                "Equals at the edge all miss the better star, so that the bound is kept.",
            ],
        ),
        ("effect: quota, star: 1, at_least: 10%", ["6 Every 班组: at least 10% have 一星 or less, the last ones."]),
        ("effect: quota, star: 3, places: 2", ["6 Every 班组: at most 2 have 三星, the others fall a level."]),
        ("effect: quota, star: 1, last: 3", ["6 Every 班组: the last 3 have 一星 or less."]),
        (
            "effect: best, star: 3, share: 5%, smallest_pool: 9",
            [
                "6 Every 班组: the best 5% get 三星, whatever the score.",
                "Where there are fewer than 9, nothing changes.",
            ],
        ),
        ("effect: best, star: 3, places: 1", ["6 Every 班组: the best 1 get 三星, whatever the score."]),
        ("effect: grade, star: none, status: withdrawn", ["The star held is withdrawn."]),
    ],
)
def test_further_effects(effect: str, sentences: list[str]) -> None:
    spoken = said(rules_of(f'{SMALL}steps: [{{clause: "6", {effect}}}]\n'))
    assert [sentence for sentence in sentences if sentence not in spoken] == []


def test_levels_that_are_no_ranges_of_the_total() -> None:
    content = SMALL.replace("  bands:", "  of: 学习\n  better: lower\n  bands:").replace(
        "at_least: 80}", "at_least: 80, needs: {fact: type, is: 农村}}\n    - {star: 4, name: 四星, by: steps}"
    )
    spoken = said(rules_of(content))
    assert "The levels are told by “学习”." in spoken
    assert "Less is better: the highest star has the lowest numbers." in spoken
    assert "三星 also needs: “类型” is 农村." in spoken
    assert "四星: given by steps only." in spoken
    assert "Where the needs of a level are not met, the next level down counts whose needs are." in spoken


def test_later_values_are_said_with_their_period() -> None:
    later = 'versions: [{clause: "9", since: 2014H2, set: {"levels.near": 1}}]\n'
    sentence = "From the second half of 2014 on: A score as near as 1 to a bound gets a notice."
    assert sentence in said(rules_of(SMALL + later))


def test_what_no_sentence_says_changes_by_its_key() -> None:
    later = 'versions: [{clause: "9", since: 2014H2, set: {"procedure.notice.clause": "12"}}]\n'
    assert "From the second half of 2014 on, procedure.notice.clause is 12." in said(rules_of(SMALL + later))


def test_sentences_speak_of_what_is_rated() -> None:
    assert "Every 班组 is assessed every half-year." in said(rules_of(SMALL))
    assert "Every 党支部 is assessed every half-year." in said(PLAN_RULES)


@pytest.mark.parametrize("effect", STEPS)
def test_every_effect_has_words(effect: type[Section]) -> None:
    assert effect in steps.EFFECTS


@pytest.mark.parametrize("kind", [*VALUE_MODELS, *CONDITIONS])
def test_every_kind_of_value_and_condition_has_words(kind: type[Section]) -> None:
    assert kind in values.KINDS or is_condition(kind.model_construct())


def test_every_choice_that_a_key_offers_has_words() -> None:
    choices = {
        (section, name, value)
        for section in _sections(Section)
        if section not in {ScoreTest, StarTest, OpinionTest, ExampleBranch, Example, ExampleIncident}
        for name, field in section.model_fields.items()
        if name != "effect"
        for value in _literals(field.annotation)
        if (name, value) not in STRUCTURE
    }
    assert {choice for choice in choices if setting_words(*choice) is None} == set()


def _sections(base: type[Section]) -> list[type[Section]]:
    return [one for section in base.__subclasses__() for one in (section, *_sections(section))]


def _literals(annotation: object) -> list[object]:
    if typing.get_origin(annotation) is typing.Literal:
        return list(typing.get_args(annotation))
    return [value for part in typing.get_args(annotation) for value in _literals(part)]
