"""What is called by its title is what is called by its id; what leaves out words gets the usual ones."""

import pytest

from rule_texts import SMALL, flaws_of, problems_of, rules_of
from starrating.ruleset import canonical, from_canonical
from starrating.ruleset.titles import by_id

BY_ID = """
facts:
  - {id: award, title: 获奖}
  - {id: lost, title: 扣分, values: number}
  - {id: kind, title: 类别, values: word}
  - {id: since, title: 成立时间, values: date}
values:
  - {id: plus, title: 加分, sum: [items], minus: [lost]}
  - {id: total, blend: [{of: plus, weight: lost}]}
triggers:
  clause: "4"
  findings: [{id: put_right, title: 已整改}]
  list: [{id: late, clause: "4(1)", when: {incident: put_right, is: false}}]
steps:
  - {clause: "5", effect: quota, star: 3, at_most: 50%, pool: kind, order: [total, plus]}
  - {clause: "6", effect: cap, star: 1, when: {all: [{fact: award, is: true}, {value: plus, above: lost}]}}
  - {clause: "7", effect: cap, star: 1, when: {months_since: since, below: 12}}
  - {clause: "9", effect: cap, star: 1, when: {past: 1, fact: award, is: true, written: award}}
  - {clause: "8", effect: cap, star: 2, when: {incidents: [late]}}
examples:
  - {name: 甲, items: {A: 60}, facts: {award: true, lost: 3}, values: {plus: 57}, star: 1, past_facts: [{award: true}],
     incidents: [{findings: {put_right: false}}]}
"""
TITLES = {"award": "获奖", "lost": "扣分", "kind": "类别", "since": "成立时间", "plus": "加分", "put_right": "已整改"}


def by_title(content: str) -> str:
    for name, title in TITLES.items():
        kept = content.replace(f"id: {name},", "\0")
        content = (
            kept.replace(f" {name}", f" {title}").replace(f"[{name}", f"[{title}").replace(f"{{{name}", f"{{{title}")
        )
        content = content.replace("\0", f"id: {name},")
    return content


def test_a_title_stands_for_its_id_everywhere() -> None:
    titled = by_title(BY_ID)
    assert titled.count("获奖") == BY_ID.count("award")
    assert canonical(by_id(rules_of(SMALL + titled))) == canonical(rules_of(SMALL + BY_ID))


@pytest.mark.parametrize("title", ["lost", "安全", "items"])
def test_a_title_that_means_something_else_is_left(title: str) -> None:
    listed = SMALL.replace(
        "from: workbook", "from: rules, parts: [{title: 分, items: [{code: A, title: 安全, full_marks: 100}]}]"
    )
    content = listed + f"facts: [{{id: lost, values: number}}, {{id: other, title: {title}, values: number}}]\n"
    rules = rules_of(content + f"values: [{{id: total, sum: [{title}]}}]\n")
    assert by_id(rules) == rules


def test_what_has_no_title_is_called_by_its_id() -> None:
    rules = rules_of(
        SMALL + "facts: [{id: a}]\ntriggers: {clause: '4', findings: [{id: f}], list: [{id: t, clause: '4.1'}]}\n"
    )
    assert rules.triggers
    assert (rules.facts[0].title, rules.triggers.findings[0].title, rules.triggers.list[0].text) == ("a", "f", "t")
    assert rules.trigger("None") is None
    assert from_canonical(canonical(rules)) == rules


@pytest.mark.parametrize(("language", "subject"), [("zh_CN", "参评单位"), ("en", "rated unit")])
def test_words_left_out_are_those_of_the_language(language: str, subject: str) -> None:
    lines = [
        line for line in SMALL.replace("zh_CN", language).splitlines() if not line.startswith(("wording", "criteria"))
    ]
    rules = rules_of("\n".join(lines))
    assert (rules.wording.subject, rules.criteria.clause) == (subject, rules.levels.clause)
    partly = rules_of("\n".join([*lines, "wording: {scheme: X}"]))
    assert (partly.wording.subject, partly.wording.scheme) == (subject, "X")


def test_most_is_another_name_for_full_marks(tmp_path) -> None:  # type: ignore[no-untyped-def]
    def listed(item: str) -> str:
        return SMALL.replace("from: workbook", f"from: rules, parts: [{{title: 分, items: [{{code: A, {item}}}]}}]")

    assert rules_of(listed("most: 100")) == rules_of(listed("full_marks: 100"))
    assert flaws_of(listed("most: 99")) == [("criteria.full_marks", "wrong-sum")]
    assert [each.code for each in problems_of(tmp_path, listed("most: 100, full_marks: 100"))] == ["unknown-key"]
