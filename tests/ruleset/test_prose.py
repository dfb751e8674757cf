import typing

import pytest

from rule_texts import PLAN, SMALL, TRIGGERS, rules_of
from starrating.ruleset import RuleSet, Section
from starrating.ruleset.condition_words import condition_words
from starrating.ruleset.conditions import ScoreTest, StarTest
from starrating.ruleset.prose import as_markdown, prose
from starrating.ruleset.setting_words import SETTINGS

PLAN_RULES = rules_of(PLAN.read_text("utf-8"))
STRUCTURE = {("format", 1), ("language", "zh_CN"), ("language", "en"), ("star", "none"), ("score", "total")}


def said(rules: RuleSet) -> list[str]:
    return [sentence.say("en") for chapter in prose(rules) for sentence in chapter.sentences]


@pytest.mark.parametrize(
    "sentence",
    [
        "四星级: 80 points or more (included) and below 90 points (not included).",
        "The exact score is compared; nothing is rounded before.",
        "By the first half of 2014 at least 50% have 五星级.",
        "By the first half of 2015 at most 0% have 三星级.",
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
        "item 安全 is below 2 points (not included); and not so: “证书” is answered yes"
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


def test_every_choice_that_a_key_offers_has_words() -> None:
    choices = {
        (name, value)
        for section in _sections(Section)
        if section not in {ScoreTest, StarTest}
        for name, field in section.model_fields.items()
        if name != "effect"
        for value in _literals(field.annotation)
    }
    assert choices - SETTINGS.keys() - STRUCTURE == set()


def _sections(base: type[Section]) -> list[type[Section]]:
    return [one for section in base.__subclasses__() for one in (section, *_sections(section))]


def _literals(annotation: object) -> list[object]:
    if typing.get_origin(annotation) is typing.Literal:
        return list(typing.get_args(annotation))
    return [value for part in typing.get_args(annotation) for value in _literals(part)]
