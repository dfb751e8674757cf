"""A wrong rule file: every problem at its line and column, in our words, with what to do."""

import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rule_texts import PLAN, RULES, SANCTIONS, SMALL, TRIGGERS, problems_of
from starrating.errors import RuleSetError
from starrating.formats import yaml_tree
from starrating.formats.yaml_tree import read_yaml
from starrating.read.rule_file import load_criteria, load_rules, read_rules
from starrating.ruleset import canonical, digest
from starrating.ruleset.conditions import BRANCH_KINDS
from starrating.ruleset.values import VALUE_KINDS

ALL = SMALL + SANCTIONS + TRIGGERS


def spot(content: str, text: str) -> str:
    """Line and column of the mark ▶ in a text; the mark itself is not part of the file."""
    before = content[: content.index(text)] + text[: text.index("▶")]
    return f"{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}"


def check(folder: Path, old: str, marked: str, code: str, message: str, hint: str | None) -> None:
    """Put a marked text in the place of an old one; there must be that one problem, where the mark is."""
    assert old in ALL
    content = ALL.replace(old, marked, 1)
    place = spot(content, marked)
    (problem,) = problems_of(folder, content.replace("▶", "", 1))
    assert problem.place
    assert f"{problem.place.line}:{problem.place.column}" == place
    assert Path(problem.place.file).name == "small.yaml"
    assert problem.source == content.replace("▶", "", 1).splitlines()[problem.place.line - 1]  # type: ignore[operator]
    assert problem.code == code
    assert problem.message.say("en") == message
    assert (problem.hint.say("en") if problem.hint else None) == hint


@pytest.mark.parametrize(
    ("old", "marked", "code", "message", "hint"),
    [
        ("source: 测试", "▶sorce: 测试\nsource: 测试", "unknown-key", "Unknown key: sorce", "Did you mean source?"),
        (
            "star: 1, name: 一星",
            "star: 1, name: 一星, ▶bellow: 3",
            "unknown-key",
            "Unknown key: bellow",
            "Did you mean below?",
        ),
        (
            'clause: "3", days: 5',
            'clause: "3", ▶x: 5',
            "unknown-key",
            "Unknown key: x",
            "Known here: clause, days, counted_as",
        ),
        (
            "from: workbook",
            "▶origin: workbook",
            "unknown-key",
            "Unknown key: origin",
            "Known here: clause, from, full_marks, file, parts, note",
        ),
        ("effect: lower", "▶levls: 2, effect: lower", "unknown-key", "Unknown key: levls", "Did you mean levels?"),
        (
            "{incident: major_loss, is: true}",
            "{all: [{not: {incident: major_loss, is: true, ▶inn: 3}}]}",
            "unknown-key",
            "Unknown key: inn",
            "Did you mean in?",
        ),
        ("- {star: 1, name: 一星", "- ▶{star: 1", "missing-key", "The key name is missing here.", "Add it: “name: …”"),
        ("source: 测试\n", "", "missing-key", "The key source is missing here.", "Add it: “source: …”"),
        ("effect: lower, ", "", "missing-key", "The key effect is missing here.", "Add it: “effect: …”"),
        ("effect: lower", "▶efect: lower", "unknown-key", "Unknown key: efect", "Did you mean effect?"),
        (
            "effect: lower",
            "effect: ▶lowr",
            "unknown-effect",
            "This program knows no effect lowr.",
            "Did you mean lower?",
        ),
        (
            "effect: lower",
            "effect: ▶veto",
            "unknown-effect",
            "This program knows no effect veto.",
            "Known here: lower, raise, move, limit, cap, floor, grade, quota, best",
        ),
        (
            "{incidents: [late, hurt]}",
            "{▶quota: 3, at_least: 1}",
            "unknown-condition",
            "This program knows no condition “quota”.",
            f"Known here: {', '.join(kind for kind in BRANCH_KINDS if '+' not in kind)}",
        ),
        (
            "{incident: major_loss, is: true}",
            "{▶incdent: major_loss, is: true}",
            "unknown-condition",
            "This program knows no condition “incdent”.",
            "Did you mean incident?",
        ),
        (
            'triggers:\n  clause: "5"',
            'values: [{id: a, ▶summ: [1]}]\ntriggers:\n  clause: "5"',
            "unknown-value",
            "This program knows no way “summ” to make a value.",
            "Did you mean sum?",
        ),
        (
            'triggers:\n  clause: "5"',
            'values: [{id: a, ratio: items, ▶too: 5, to: 4, times: 100}]\ntriggers:\n  clause: "5"',
            "unknown-key",
            "Unknown key: too",
            "Did you mean to?",
        ),
        (
            'triggers:\n  clause: "5"',
            'values: [▶{id: a, cap: 5}]\ntriggers:\n  clause: "5"',
            "unknown-value",
            "The value does not say how it is made.",
            f"Known here: {', '.join(VALUE_KINDS)}",
        ),
        (
            "{incidents: [late, hurt]}",
            "{value: total, at_least: ▶true}",
            "wrong-value",
            "at_least must be a number or text, not “true”.",
            None,
        ),
        (
            "{incidents: [late, hurt]}",
            "▶3",
            "wrong-value",
            "when must be keys with values, not “3”.",
            "A condition is made of keys, such as “{value: total, below: 60}”.",
        ),
        (
            "when: {incident: major_loss, is: true}",
            "▶when: {incident: major_loss, is: true, in: [x]}",
            "comparisons",
            "Give exactly one of is, in, at_least.",
            None,
        ),
        (
            "star: 1, name",
            "star: ▶one, name",
            "wrong-value",
            "star must be a whole number or one of these: none, not “one”.",
            None,
        ),
        ("format: 2", "format: ▶3", "wrong-value", "format must be one of these: 2, not “3”.", None),
        (
            "language: zh_CN",
            "language: ▶zh_cn",
            "wrong-value",
            "language must be one of these: zh_CN, en, not “zh_cn”.",
            "Did you mean zh_CN?",
        ),
        (
            "id: small",
            "id: ▶Small",
            "wrong-value",
            "id must be made of small Latin letters, digits and “-”, beginning with a letter, not “Small”.",
            None,
        ),
        (
            "title: 小方案",
            "title: ▶2012",
            "wrong-value",
            "title must be text, not “2012”.",
            'Put it between quotes: "2012"',
        ),
        (
            'clause: "6"',
            "clause: ▶4.10",
            "wrong-value",
            "clause must be text, not “4.10”.",
            'Put it between quotes: "4.10"',
        ),
        (
            'clause: "6"',
            'clause: ▶""',
            "wrong-value",
            "clause must be a text that is not empty, not “”.",
            None,
        ),
        (
            "full_marks: 100",
            'full_marks: ▶"100"',
            "wrong-value",
            "full_marks must be a number, not “100”.",
            "Write the number without quotes, with ASCII digits.",
        ),
        (
            "full_marks: 100",
            "full_marks: ▶１００",
            "wrong-value",
            "full_marks must be a number, not “１００”.",
            "Write the number without quotes, with ASCII digits.",
        ),
        ("full_marks: 100", "full_marks: ▶true", "wrong-value", "full_marks must be a number, not “true”.", None),
        ("days: 5", "days: ▶5.5", "wrong-value", "days must be a whole number, not “5.5”.", None),
        ("days: 5", "days: ▶0", "wrong-value", "days must be at least 1, not “0”.", None),
        (
            "stages: [考核]",
            "stages: ▶考核",
            "wrong-value",
            "stages must be a list, not “考核”.",
            "A list stands in brackets, its entries parted by commas, or with “- ” in lines of its own.",
        ),
        (
            "stages: [考核]",
            "▶stages: []",
            "idle-setting",
            "“stages” changes nothing here: it names no stage.",
            "Leave it out, or look at the keys beside it.",
        ),
        (
            "stages: [考核]",
            "stages: [考核, ▶3]",
            "wrong-value",
            "stages[2] must be text, not “3”.",
            'Put it between quotes: "3"',
        ),
        (
            "wording: {subject: 班组, scheme: 星级班组, review_result: 评审结果, annual_result: 评定结果}",
            "▶wording: [班组]",
            "wrong-value",
            "wording must be keys with values, not a list.",
            None,
        ),
        (
            "{star: 1, name: 一星, below: 60}",
            "▶{star: 1, name: 一星, below: 60, at_most: 60}",
            "two-bounds",
            "at_most and below are two upper bounds: keep one.",
            None,
        ),
    ],
)
def test_what_the_language_of_rule_files_does_not_know(
    tmp_path: Path, old: str, marked: str, code: str, message: str, hint: str | None
) -> None:
    if marked:
        check(tmp_path, old, marked, code, message, hint)
    else:
        (problem,) = problems_of(tmp_path, ALL.replace(old, marked, 1))
        assert (problem.code, problem.message.say("en")) == (code, message)
        assert problem.hint
        assert problem.hint.say("en") == hint


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("yes", "a word, or true or false"),
        ("No", "a word, or true or false"),
        ("on", "a word, or true or false"),
        ("n", "a word, or true or false"),
        ("True", "a word, or true or false"),
        ("~", "a word, or nothing"),
        ("null", "a word, or nothing"),
        ("0012", "a decimal, octal or other number"),
        ("0x1F", "a decimal, octal or other number"),
        ("0o17", "a decimal, octal or other number"),
        ("12:30", "a time of day, or a number to base 60"),
        ("1_000", "text, or a number with its thousands apart"),
        (".inf", "text, or a number that is none"),
        ("-.NaN", "text, or a number that is none"),
        ("2013-07-01", "text, or a date"),
        ("2013-07-01 08:00", "text, or a date"),
        ("1e3", "text, or a number"),
        (".5", "text, or a number"),
        ("5.", "text, or a number"),
        ("+5", "text, or a number"),
        ("9" * 30, "text, or a number"),
    ],
)
def test_what_readers_of_yaml_read_differently_is_refused(tmp_path: Path, word: str, readings: str) -> None:
    check(
        tmp_path,
        "source: 测试",
        f"source: ▶{word}",
        "ambiguous-value",
        f"{word} can be read in two ways: {readings}.",
        f'If the text is meant: "{word}"',
    )


@pytest.mark.parametrize("word", ["yes", "0012", "12:30", "2013-07-01", "~", "80"])
def test_what_stands_between_quotes_is_text(word: str) -> None:
    assert read_yaml("x", f"a: \"{word}\"\nb: '{word}'\nc: |\n  {word}\n").data == {
        "a": word,
        "b": word,
        "c": f"{word}\n",
    }


@given(st.decimals(-(10**6), 10**6, places=3))
def test_numbers_are_exact(number: object) -> None:
    assert str(read_yaml("x", f"a: {number}\n").data["a"]) == str(number)


@pytest.mark.parametrize(
    ("old", "marked", "code", "message", "hint"),
    [
        (
            "source: 测试",
            "source: 测试\n▶id: other",
            "duplicate-key",
            "The key id stands twice; first in line 2.",
            "Keep one of the two.",
        ),
        (
            "source: 测试",
            "source: ▶&s 测试",
            "yaml-reference",
            "Anchors (&) and tags (!) are not used in rule files.",
            "If the sign is part of a text, put the text between quotes.",
        ),
        (
            "source: 测试",
            "source: ▶!!str 测试",
            "yaml-reference",
            "Anchors (&) and tags (!) are not used in rule files.",
            "If the sign is part of a text, put the text between quotes.",
        ),
        ("source: 测试", "▶source:", "no-value", "source has no value.", "Write a value, or leave the key out."),
        (
            "star: 1, name: 一星",
            "▶star：1, name: 一星",
            "no-value",
            "star：1 has no value.",
            "Write the ASCII colon and a blank: ': ' instead of “：”.",
        ),
        (
            "source: 测试",
            "source: 测试\n▶<<: {a: 1}",
            "no-key",
            "This cannot be a key.",
            "A key is a word, such as: star",
        ),
        (
            "format: 2",
            "format▶：1",
            "not-yaml",
            "The rule file cannot be read from here on.",
            "Write the ASCII colon and a blank: ': ' instead of “：”.",
        ),
        (
            "star: 1, name: 一星",
            "star: 1▶，name: 一星",
            "not-yaml",
            "The rule file cannot be read from here on.",
            "Write the ASCII comma: ', ' instead of “，”.",
        ),
        (
            "title: 小方案",
            "title▶:小方案",
            "not-yaml",
            "The rule file cannot be read from here on.",
            "Put a blank after the colon.",
        ),
        (
            '  clause: "1"',
            '▶\tclause: "1"',
            "not-yaml",
            "The rule file cannot be read from here on.",
            "Indent with blanks; this line begins with a tab.",
        ),
        (
            "title: 小方案",
            "title: 小方案▶: 试行",
            "not-yaml",
            "The rule file cannot be read from here on.",
            "A text with a colon in it stands between quotes.",
        ),
    ],
)
def test_slips_of_yaml(tmp_path: Path, old: str, marked: str, code: str, message: str, hint: str) -> None:
    check(tmp_path, old, marked, code, message, hint)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"", "empty-file", "1:1"),
        (b"# nothing\n", "empty-file", "1:1"),
        (b"- 1\n", "no-keys", "1:1"),
        (b"a: [1, 2\nb: 3\n", "not-yaml", "2:2"),
        (b'a: "x\n', "not-yaml", "1:1"),
        (b"a: \x07\n", "not-yaml", "1:1"),
        (b"[" * 5000, "not-yaml", "1:42"),
        ("title: 开展\n名: 方案\n".encode("gb18030"), "not-utf-8", "1:8"),
        ("title: x\n".encode("utf-16"), "not-utf-8", "1:1"),
    ],
)
def test_what_is_no_rule_file_at_all(tmp_path: Path, content: bytes, code: str, place: str) -> None:
    (problem,) = problems_of(tmp_path, content)
    assert problem.code == code
    assert str(problem.place).endswith(f"small.yaml:{place}")


@pytest.mark.parametrize("library", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[" * 41, None),
        ("[" * 42, "1:42"),
        ("[" * 5000, "1:42"),
        ("{[" * 3000, "1:42"),
        ("a:\n  - " + "[" * 5000, "2:44"),
        ("a: x" + "[" * 50 + "\nb: " + "[" * 5000, "2:44"),
        ("[\n" * 5000, "42:1"),
        ("{a: " * 3000, "1:165"),
        ("- " * 5000, "1:83"),
        ("".join(f"{' ' * depth}a:\n" for depth in range(200)), "42:42"),
    ],
)
def test_what_is_nested_too_deep_is_refused_at_one_place_by_every_library(monkeypatch, library, content, place):
    monkeypatch.setattr(yaml_tree, "_LOADER", library)
    closed = content + "".join("]" if sign == "[" else "}" for sign in reversed(content) if sign in "[{")
    for text in {content, closed} if place else {closed}:
        found = [(each.code, f"{each.place.line}:{each.place.column}") for each in read_yaml("x", text).problems]
        assert found[-1:] == ([("not-yaml", place)] if place else [])


def test_brackets_in_a_text_are_no_nesting():
    assert read_yaml("x", f"a: '{'[' * 2000}'\n# {'[' * 2000}\nb: x{'[' * 2000}\n").problems == []
    (problem,) = read_yaml("x", f"a: '{'[' * 2000}' b\n").problems
    assert problem.place.column > 2000


def test_a_second_document_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, f"{SMALL}---\nformat: 2\n")
    assert problem.code == "second-document"
    assert problem.place
    assert problem.place.line == SMALL.count("\n") + 1


def test_references_are_refused_once(tmp_path: Path) -> None:
    content = SMALL.replace("title: 小方案", "title: &t 小方案").replace("source: 测试", "source: *t")
    assert [problem.code for problem in problems_of(tmp_path, content)] == ["yaml-reference", "yaml-reference"]


def test_a_chinese_comma_between_the_entries_of_a_list_gets_a_warning(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, SMALL.replace("[考核]", "[自评，考核]"))
    assert (problem.severity, problem.code) == ("warning", "chinese-comma")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert problems_of(tmp_path, b"\xef\xbb\xbf" + SMALL.encode()) == []
    assert problems_of(tmp_path, SMALL.replace("\n", "\r\n")) == []


def test_all_problems_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = ALL.replace("format: 2", "format: 3").replace("source: 测试", "source: 12:30").replace("lower", "veto")
    found = [(problem.place.line, problem.code) for problem in problems_of(tmp_path, content) if problem.place]
    assert [code for _, code in found] == ["wrong-value", "ambiguous-value", "unknown-effect"]
    assert found == sorted(found)


def test_a_flaw_of_the_rules_stands_at_its_line(tmp_path: Path) -> None:
    content = ALL.replace("at_least: 60, below: 80", "above: 60, below: 80")
    (problem,) = problems_of(tmp_path, content)
    assert problem.code == "level-gap"
    assert problem.place
    assert content.splitlines()[problem.place.line - 1] == problem.source  # type: ignore[operator]
    assert problem.source is not None
    assert "二星" in problem.source


def test_loading_raises_with_every_problem_and_leaves_warnings_aside(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(ALL.replace("[late, hurt]", "[late]"), "utf-8")
    assert load_rules(file).id == "small"
    rules, problems = read_rules(file)
    assert rules is not None
    assert [problem.code for problem in problems] == ["idle-trigger"]
    file.write_text(ALL.replace("format: 2", "format: 1").replace("days: 5", "days: 0"), "utf-8")
    with pytest.raises(RuleSetError) as caught:
        load_rules(file)
    assert len(caught.value.problems) == 2
    assert caught.value.exit_code == 3


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    rules, (problem,) = read_rules(tmp_path / "none.yaml")
    assert rules is None
    assert problem.code == "no-rule-file"


def with_criteria(folder: Path, keys: str, listed: str | None = None) -> Path:
    file = folder / "rules.yaml"
    changed = SMALL.replace("from: workbook, full_marks: 100", f"from: rules, {keys}")
    file.write_text(changed, "utf-8")
    if listed is not None:
        (folder / "items.yaml").write_text(listed, "utf-8")
    return file


PARTS = "parts:\n  - title: 甲\n    items:\n      - {code: A1, title: 学习, full_marks: 100}\n"


def test_criteria_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    apart = load_rules(with_criteria(tmp_path, "file: items.yaml", f"full_marks: 100\n{PARTS}"))
    together = with_criteria(
        tmp_path, "full_marks: 100, parts: [{title: 甲, items: [{code: A1, title: 学习, full_marks: 100}]}]"
    )
    assert digest(apart) == digest(load_rules(together))
    assert "items.yaml" not in canonical(apart)


@pytest.mark.parametrize(
    ("keys", "listed", "place", "code"),
    [
        ("file: items.yaml", PARTS.replace("title: 学习", "titel: 学习"), "items.yaml:4:20", "unknown-key"),
        ("file: items.yaml", PARTS.replace("100", "all"), "items.yaml:4:43", "wrong-value"),
        ("file: items.yaml", f"full_marks: 99\n{PARTS}", "items.yaml:1:13", "wrong-sum"),
        ("file: items.yaml, full_marks: 99", PARTS, "rules.yaml:13:68", "wrong-sum"),
        ("file: items.yaml", PARTS.replace("学习", "12:30"), "items.yaml:4:27", "ambiguous-value"),
        ("full_marks: 100, file: items.yaml", f"full_marks: 100\n{PARTS}", "rules.yaml:13:61", "duplicate-key"),
        ("file: other.yaml", PARTS, "rules.yaml:13:44", "no-criteria-file"),
        ("file: ../items.yaml", PARTS, "rules.yaml:13:44", "no-criteria-file"),
        ("file: items.yaml", "", "items.yaml:1:1", "empty-file"),
    ],
)
def test_problems_of_criteria_stand_where_the_slip_is(
    tmp_path: Path, keys: str, listed: str, place: str, code: str
) -> None:
    rules, problems = read_rules(with_criteria(tmp_path, keys, listed))
    assert rules is None
    assert (f"{tmp_path}/{place}", code) in {(str(problem.place), problem.code) for problem in problems}


def test_the_example_criteria_add_up_and_say_that_they_are_an_example(tmp_path: Path) -> None:
    listed = (RULES / "example-criteria.yaml").read_text("utf-8")
    file = with_criteria(tmp_path, "file: items.yaml", listed)
    criteria = load_rules(file).criteria
    assert [str(part.items_marks) for part in criteria.parts] == ["14", "20", "12", "14", "12", "14", "14"]
    assert len(criteria.items) == 28
    assert str(criteria.full_marks) == "100"
    assert criteria.note == (
        "示例：原方案附件《星级党支部提升考核评定细则》未取得，本表为演示用自拟细则，不得作为正式考核依据。"
    )


def test_a_criteria_file_is_loaded_on_its_own(tmp_path: Path) -> None:
    criteria = load_criteria(RULES / "example-criteria.yaml")
    assert (criteria.origin, criteria.clause, len(criteria.items)) == ("rules", "3-criteria", 28)
    file = tmp_path / "items.yaml"
    file.write_text(f"full_marks: 99\nnoet: 试\n{PARTS}", "utf-8")
    with pytest.raises(RuleSetError) as caught:
        load_criteria(file)
    (problem,) = caught.value.problems
    assert (str(problem.place), problem.code) == (f"{file}:2:1", "unknown-key")
    assert problem.hint
    assert problem.hint.say("en") == "Did you mean note?"
    file.write_text(f"full_marks: 99\n{PARTS}", "utf-8")
    with pytest.raises(RuleSetError) as caught:
        load_criteria(file)
    assert [(str(one.place), one.code) for one in caught.value.problems] == [(f"{file}:1:13", "wrong-sum")]


def test_the_plan_loads_without_a_problem() -> None:
    rules, problems = read_rules(PLAN)
    assert rules is not None
    assert problems == []


@given(st.data())
def test_any_misspelt_key_of_the_plan_is_refused_in_its_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = PLAN.read_text("utf-8").splitlines()
    key = re.compile(r"^([^#]*?[{ ])([a-z_]{3,}):")
    number = data.draw(st.sampled_from([i for i, line in enumerate(lines) if key.search(line)]))
    lines[number] = key.sub(r"\1\2x:", lines[number])
    folder = tmp_path_factory.mktemp("misspelt")
    places = {problem.place.line for problem in problems_of(folder, "\n".join(lines)) if problem.place}
    assert number + 1 in places


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"k{number}: 1\n" for number in range(100_000)),
        "levels:\n" + "".join(f"  - {{star: {number}}}\n" for number in range(9_000)),
        "a: [" + "1, " * 200_000 + "1]",
        "#" * 2**20 + "\n",
    ],
)
def test_a_rule_file_that_is_out_of_all_proportion_is_refused_soon(tmp_path, content):
    (tmp_path / "rules.yaml").write_text(content, encoding="utf-8")
    began = time.process_time()
    with pytest.raises(RuleSetError, match=r"more than 10000 values|larger than 1024 KB"):
        load_rules(tmp_path / "rules.yaml")
    assert time.process_time() - began < 5


SLIPPING = """\
format: 2
id: s
title: S
source: S
language: en
procedure: {clause: "1", review: year}
facts: [{id: sat, title: Satisfaction, values: number}]
values: [{id: total, sum: [sat]}]
levels: {clause: "1", bands: [{star: 1, name: one, below: 60}, {star: 2, name: two, at_least: 60}]}
steps: [{clause: "2", effect: cap, star: 1, when: {value: sat, below: 50}}]
versions: [{since: 2026, clause: "3", set: {"steps[2].star": 2}}]
"""


@pytest.mark.parametrize(
    ("right", "slip", "said"),
    [
        ("below: 50", "below: 50%", "A percent sign stands with shares and weights only"),
        ("below: 50", "below: 50％", "A percent sign stands with shares and weights only"),
        ("below: 50", "below: 50分", "A number stands without its unit"),
        ("below: 50", "below: ５０", "A number stands without quotes"),
        ("below: 50", '"<": 50', "Here it is called “below”."),
        ("below: 50", "≥: 50", "Here it is called “at_least”."),
        ("below: 60", "to: 60", "Here it is called “at_most”."),
        ("{value: sat, below: 50}", "sat < 50", "Write it so: {value: sat, below: 50}"),
        ("{value: sat, below: 50}", "total>=50.5", "Write it so: {score: total, at_least: 50.5}"),
        ("{value: sat, below: 50}", "sat is low", "A condition is made of keys"),
        ("{value: sat, below: 50}", "[{value: sat, below: 50}]", "Several conditions stand under"),
        ("{value: sat, below: 50}", "{and: [{value: sat, below: 50}]}", "Here it is called “all”."),
        ("{value: sat, below: 50}", "{or: [{value: sat, below: 50}]}", "Here it is called “any”."),
        ("{value: sat, below: 50}", "｛value: sat, below: 50｝", "Write the ASCII brackets"),
        ("sum: [sat]", "max: [sat]", "Here it is called “highest”."),
        ("sum: [sat]", "square: [sat]", "Here it is called “product”."),
        ("steps[2].star", "steps.2.star", "Keys are written"),
        ("steps[2].star", "values.total.cap", "An entry of a list stands in square brackets: values[total]"),
        ("steps[2].star", "step[2].star", "Did you mean steps?"),
        ("steps[2].star", "steps[3].star", "Below “steps” there is no “[3]”, but: 2"),
    ],
)
def test_slips_are_told_with_what_was_meant(tmp_path: Path, right: str, slip: str, said: str) -> None:
    assert right in SLIPPING
    told = problems_of(tmp_path, SLIPPING.replace(right, slip, 1))
    assert any(str(each.message).startswith(said) or str(each.hint or "").startswith(said) for each in told)
