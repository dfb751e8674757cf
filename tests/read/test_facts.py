"""Facts: columns that are no scores, each kind read exactly, blanks as the rule set says."""

import datetime as dt
from decimal import Decimal

import pytest

from schemes import scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

KINDS = """\
facts:
  - {id: certificate, title: 有证书, values: yes-no}
  - {id: kind, title: 组别, values: word}
  - {id: output, title: 产值, values: number}
  - {id: founded, title: 成立日期, values: date}
  - {id: start, title: 起始星级, values: star}
"""
OPTIONAL = KINDS.replace("}", ", blank: missing}")
HEADS = "党支部 | 考核总分 | 有证书 | 组别 | 产值 | 成立日期 | start\n"


def read(folder, table, rules):
    inputs, problems = read_workbooks([write_book(folder / "b.xlsx", {"考核评分": table})], [], rules, H1)
    return inputs, [(each.code, each.place.cell) for each in problems]


def test_every_kind_is_read_as_what_it_is(tmp_path):
    inputs, problems = read(
        tmp_path, HEADS + "甲 | 90 | 是 | 机关 | '1234567890123.45 | 2012年3月1日 | 三星", scheme(KINDS)
    )
    assert problems == []
    assert {name: values[0] for name, values in inputs.scores.columns.items()} == {
        "certificate": True,
        "kind": "机关",
        "output": Decimal("1234567890123.45"),
        "founded": dt.date(2012, 3, 1),
        "start": 3,
    }
    assert inputs.scores.place(0, "output").cell == "E2"


def test_a_blank_fact_is_refused_at_its_cell(tmp_path):
    _, problems = read(tmp_path, HEADS + "甲 | 90 | | | | |\n乙 | 80 | 否 | 一线 | 0 | 2012-01-01 | 1", scheme(KINDS))
    assert problems == [("fact-missing", f"{column}2") for column in "CDEFG"]


def test_a_fact_that_may_be_blank_is_none_and_never_zero_or_no(tmp_path):
    inputs, problems = read(
        tmp_path, HEADS + "甲 | 90 | | | | |\n乙 | 80 | 否 | 不适用 | 0 | / | 不适用", scheme(OPTIONAL)
    )
    columns = inputs.scores.columns
    assert [columns[name][0] for name in columns] == [None] * 5
    assert [columns[name][1] for name in columns] == [False, "不适用", Decimal(0), None, None]
    assert problems == [("normalised", "F3"), ("normalised", "G3")]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("也许 | 一线 | 5 | 2012-01-01 | 1", "answer-unknown", "C"),
        ("是 | 一线 | 95% | 2012-01-01 | 1", "not-a-number", "E"),
        ("是 | 一线 | 3次 | 2012-01-01 | 1", "not-a-number", "E"),
        ("是 | 一线 | - | 2012-01-01 | 1", "not-a-number", "E"),
        ("是 | 一线 | '1234567890123456 | 2012-01-01 | 1", "not-a-number", "E"),
        ("是 | 一线 | 5 | 2012年 | 1", "date-incomplete", "F"),
        ("是 | 一线 | 5 | 2012-01-01 | 优秀", "star-unknown", "G"),
    ],
)
def test_what_cannot_be_meant_is_refused_once(tmp_path, cells, code, column):
    _, problems = read(tmp_path, f"{HEADS}甲 | 90 | {cells}", scheme(KINDS))
    assert problems == [(code, f"{column}2")]


def test_a_column_that_must_be_there_is_missed_and_one_that_may_be_is_noted(tmp_path):
    table = "党支部 | 考核总分\n甲 | 90"
    assert read(tmp_path, table, scheme(KINDS))[1] == [("column-missing", "A1")]
    inputs, problems = read(tmp_path, table, scheme(OPTIONAL))
    assert problems == [("fact-column-missing", None)]
    assert inputs.scores.column("output") == [None]


def test_a_fact_goes_before_a_usual_column_of_its_name(tmp_path):
    rules = scheme("facts: [{id: type, title: 组别, values: word}]\n")
    inputs, problems = read(tmp_path, "党支部 | 考核总分 | 组别\n甲 | 90 | 一线", rules)
    assert problems == []
    assert inputs.scores.columns == {"type": ["一线"]}


NO_SCORES = """\
facts: [{id: start, title: 起始星级, values: star}]
"""


def test_a_scheme_whose_star_is_a_fact_needs_no_scores(tmp_path):
    rules = scheme(NO_SCORES, criteria='{clause: "2", from: total}')
    starting = rules.model_copy(update={"levels": rules.levels.model_copy(update={"star_is": "start"})})
    table = "党支部 | 起始星级\n甲 | 三星"
    assert read(tmp_path, table, rules)[1] == [("column-missing", "A1")]
    inputs, problems = read(tmp_path, table, starting)
    assert problems == []
    assert inputs.scores.columns == {"start": [3]}


def test_levels_may_be_called_by_their_names(tmp_path):
    rules = scheme()
    bands = [
        band.model_copy(update={"name": name})
        for band, name in zip(rules.levels.bands, ("差", "AA", "AAA"), strict=True)
    ]
    bands.append(bands[0].model_copy(update={"star": "none", "name": "不入级"}))
    rules = rules.model_copy(update={"levels": rules.levels.model_copy(update={"bands": tuple(bands)})})
    table = (
        "党支部 | 考核总分 | 上期星级 | 申报星级 | 目标星级\n甲 | 90 | ＡＡＡ | AA | 3\n乙 | 90 | 不入级 | 零星 | ☆☆☆"
    )
    inputs, problems = read(tmp_path, table.replace("ＡＡＡ", "AAA"), rules)
    assert problems == []
    assert inputs.scores.columns == {
        "previous_star": [3, None],
        "applied_star": [2, 0],
        "declared_target": [3, 0],
    }
    _, problems = read(tmp_path, "党支部 | 考核总分 | 上期星级\n甲 | 90 | A", rules)
    assert problems == [("star-unknown", "C2")]
