import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.model.plain_names import is_odd, plain_name
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("东风队\u200b党支部", "东风队党支部"),
        ("东风\u00ad队党支部", "东风队党支部"),
        ("\u202a东风队党支部\u202c", "东风队党支部"),
        ("采煤一队\n党支部", "采煤一队党支部"),
        ("采煤一队 \r\n 党支部", "采煤一队党支部"),
        ("Team\nOne", "Team One"),
        ("动⼒队党支部", "动力队党支部"),
        ("\uf98a", "力"),
        ("⻋队", "车队"),
        ("１队 党支部", "１队 党支部"),
        ("东风队党支部*", "东风队党支部"),
        ("东风队党支部※※", "东风队党支部"),
        ("东风*队党支部", "东风*队党支部"),
    ],
)
def test_a_name_is_what_it_looks_like(written, seen):
    assert plain_name(written) == seen
    assert is_odd(written) == (written != seen)


@given(st.text(st.characters(codec="utf-8")))
def test_what_is_plain_stays_and_is_plain_once_and_for_all(written):
    seen = plain_name(written)
    assert plain_name(seen) == seen
    assert is_odd(written) or seen == written
    assert not set(seen) & set("\u00ad\u200b\u200e\u2060\n")


INCIDENT = "党支部 | 情形 | 日期\n{} | 4.4(6) | @2013-03-01"


@pytest.mark.parametrize("odd", ["甲\u200b党支部", "甲\\n党支部", "甲党⽀部"])
def test_branches_and_incidents_of_names_that_look_alike_are_one(tmp_path, odd):
    table = "党支部 | 书记 | 单位 | 总分\n{} | 张\\n三 | 矿\u200b山 | 85"
    for number, (scored, met) in enumerate([(odd, "甲党支部"), ("甲党支部", odd)]):
        sheets = {"考核评分": table.format(scored), "降星情形": INCIDENT.format(met)}
        inputs, problems = read_workbooks([write_book(tmp_path / f"{number}.xlsx", sheets)], [], plan(), H1)
        assert {problem.code for problem in problems} == {"name-as-it-looks"}
        assert all(problem.severity == "notice" for problem in problems)
        assert [*inputs.scores.branch, inputs.incidents[0].branch] == ["甲党支部"] * 2
        assert list(inputs.scores.columns["secretary"]) == ["张三"]
        assert list(inputs.scores.columns["unit"]) == ["矿山"]
