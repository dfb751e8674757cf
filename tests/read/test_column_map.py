"""An office's own names for columns and sheets: mapped once, checked strictly, proposed on demand."""

import pytest

from schemes import scheme
from starrating.errors import UsageError
from starrating.read.column_map import ColumnMap, load_column_map
from starrating.read.column_suggestions import suggested_mapping
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

LISTED = """\
{clause: "2", from: rules, parts: [{title: 思想, items: [
  {code: A1, title: 学习情况, full_marks: 40}, {code: A2, title: 党费收缴与组织关系接转, full_marks: 60}]}]}"""
OWN = """\
scores: {责任区: branch, 申报的星: 申报星级, 电话: ignore}
items: {党 费: A2}
incidents: {出事时间: date}
sheets: {一览表: scores}
"""


def column_map(folder, text, rules=None):
    (folder / "columns.yaml").write_text(text, encoding="utf-8")
    return load_column_map(folder / "columns.yaml", rules)


def refused(folder, text, rules=None):
    with pytest.raises(UsageError) as caught:
        column_map(folder, text, rules)
    return [
        (each.code, each.place.line, f"{each.message.say('en')} {each.hint.say('en') if each.hint else ''}")
        for each in caught.value.problems
    ]


def test_own_names_are_read_like_published_ones(tmp_path):
    rules = scheme(criteria=LISTED)
    sheets = {
        "一览表": "责任区 | 电话 | 申报的星 | 党费 | 学习情况\n一支部 | 1 | 3 | 58 | 39",
        "清单": "党支部 | 出事时间 | 情形\n一支部 | @2013-05-05 | 1",
    }
    path = write_book(tmp_path / "b.xlsx", sheets)
    given, problems = read_workbooks([path], [], rules, H1, mapping=column_map(tmp_path, OWN, rules))
    assert problems == []
    assert (given.scores.branch, given.scores.columns) == (["一支部"], {"applied_star": [3]})
    assert given.scores.points[0].texts(0) == ["39", "58"]
    assert given.incidents[0].date.isoformat() == "2013-05-05"


def test_messages_say_what_the_cell_says(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": "责任区 | 申报的星 | 总分\n一支部 | 优 | 90"})
    _, problems = read_workbooks([path], [], plan(), H1, mapping=column_map(tmp_path, OWN))
    assert [problem.message.say("en") for problem in problems] == ["一支部: 申报的星 is “优”, not a star level."]


def test_full_marks_may_be_mapped_where_the_workbook_lists_the_items(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": "党支部 | 学 | 费\n一支部 | 39 | 58"})
    mapping = column_map(tmp_path, "items: {学: 学习(40分), 费: 党费(60分)}")
    given, problems = read_workbooks([path], [], plan(), H1, mapping=mapping)
    assert problems == []
    assert [(item.title, item.full_marks) for item in given.scores.items] == [("学习", 40), ("党费", 60)]


def test_own_names_of_items_on_a_form(tmp_path):
    rules = scheme(criteria=LISTED)
    form = "党支部 | 一支部\n指标 | 分值 | 考核得分\n学习情况 | 40 | 39\n党费 | 60 | 58"
    path = write_book(tmp_path / "b.xlsx", {"考核表": form})
    given, problems = read_workbooks([path], [], rules, H1, mapping=column_map(tmp_path, OWN, rules))
    assert (problems, given.scores.points[0].texts(0)) == ([], ["39", "58"])


def test_a_column_of_points_is_passed_over_once_the_office_has_said_so(tmp_path):
    table = "党支部 | 学(40分) | 费(60分) | 加 分：\n一支部 | 39 | 58 | 2\n二支部 | 38 | 57 | 1"
    path = write_book(tmp_path / "b.xlsx", {"考核评分": table})
    _, problems = read_workbooks([path], [], plan(), H1)
    (asked,) = problems
    assert (asked.code, asked.place.cell) == ("points-left-out", "D1")
    line = asked.hint.say("en").partition("columns.yaml: ")[2]
    assert line == 'scores: {"加分：": ignore}'
    given, problems = read_workbooks([path], [], plan(), H1, mapping=column_map(tmp_path, line))
    assert problems == []
    assert given.scores.points.sum(axis=1).texts() == ["97.00", "95.00"]


def test_no_file_is_no_names(tmp_path):
    assert load_column_map(tmp_path / "columns.yaml") == ColumnMap()


def test_every_fault_is_told_with_its_line(tmp_path):
    found = refused(tmp_path, "scores: {责任区: branhc}\nscore: {甲: branch}\nsheets: {一览表: score}\nitems: 党费\n")
    assert [(code, line) for code, line, _ in sorted(found, key=lambda each: each[1])] == [
        ("unknown-column-name", 1),
        ("unknown-key", 2),
        ("unknown-column-name", 3),
        ("no-names", 4),
    ]
    assert "责任区 cannot stand for branhc: there is no such name. Known names: branch" in found[2][2]


def test_items_are_those_of_the_rule_set_where_it_lists_them(tmp_path):
    ((code, line, said),) = refused(tmp_path, "items:\n  党费: 党费收缴\n", scheme(criteria=LISTED))
    assert (code, line) == ("unknown-column-name", 2)
    assert "党费收缴与组织关系接转" in said


@pytest.mark.parametrize(
    ("text", "code"),
    [("- scores\n", "no-sections"), ("scores: {a: [\n", "not-yaml"), ("scores: {a: no}", "ambiguous-value")],
)
def test_what_is_no_such_file(tmp_path, text, code):
    assert code in [found for found, _, _ in refused(tmp_path, text)]


def test_a_file_of_another_encoding(tmp_path):
    (tmp_path / "columns.yaml").write_bytes("scores: {责任区: branch}".encode("gb18030"))
    with pytest.raises(UsageError, match="UTF-8"):
        load_column_map(tmp_path / "columns.yaml")


def test_a_proposal_can_be_used_as_it_is(tmp_path):
    rules = scheme(criteria=LISTED)
    sheets = {
        "考核评分": "基层支部单位 | 申报的星级 | 电 话 | 学习 情况 | 党费收缴与关系接转\n一支部 | 3 | 1 | 39 | 58",
        "降星情形": "党支部 | 日期 | 情形 | 文件字号",
    }
    path = write_book(tmp_path / "b.xlsx", sheets)
    proposed = suggested_mapping([path], rules)
    assert [line.partition("  #")[0] for line in proposed.splitlines() if line[:1] != "#"] == [
        "",
        "scores:",
        '  "基层支部单位": "branch"',
        '  "申报的星级": "applied_star"',
        "",
        "",
        "items:",
        '  "党费收缴与关系接转": "A2"',
        "",
        "incidents:",
        '  "文件字号": "document"',
    ]
    assert '# "电话": ignore' in proposed
    given, problems = read_workbooks([path], [], rules, H1, mapping=column_map(tmp_path, proposed, rules))
    assert given.scores.points[0].texts(0) == ["39", "58"]
    assert [problem.code for problem in problems if problem.severity == "error"] == []


def test_two_heads_are_not_proposed_for_one_name(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": "党支部 | 申报星 | 申报的星级 | 总分\n一支部 | 3 | 3 | 90"})
    proposed = suggested_mapping([path], plan())
    assert proposed.count("applied_star") == 1


def test_nothing_to_propose(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": "党支部 | 总分\n一支部 | 90"})
    proposed = suggested_mapping([path], plan())
    assert all(line.startswith("#") for line in proposed.splitlines() if line)
    assert column_map(tmp_path, proposed + "scores: {a: branch}").branches() == {"a"}


def test_hostile_heads_stay_text(tmp_path):
    head = '党"费: {x} # \\n- y'
    path = write_book(tmp_path / "b.xlsx", {"考核评分": f"党支部 | {head} | 总分\n一支部 | 3 | 90"})
    proposed = suggested_mapping([path], plan())
    assert column_map(tmp_path, proposed + "sheets: {a: scores}").columns["scores"] == {}
