"""Names in normal form, for suggestions only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.rating.similar_names import likely, normal_forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一党支部", "一支部"),
        ("第1党支部", "第一党支部"),
        ("１支部", "一支部"),
        ("第二十三党支部", "23支部"),
        ("十支部", "10支部"),
        ("机关党支部", "机关支部"),
        ("机关(本部)党支部", "机关（本部） 党支部"),
        ("2013年支部", "二〇一三年支部"),
        ("Branch A", "ｂranch a".replace("ｂ", "b")),
    ],
)
def test_ways_to_write_one_name(one, other):
    assert normal_forms([one]) == normal_forms([other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("采煤一队党支部", "采煤二队党支部"),
        ("一队", "一区"),
        ("机关(本部)", "机关"),
        ("十一支部", "一支部"),
        ("第一", "唯一"),
    ],
)
def test_what_may_be_two_stays_two(one, other):
    assert normal_forms([one]) != normal_forms([other])


@given(st.lists(st.text(alphabet="第一二十百1２党支部队 （)\n　", max_size=8), max_size=6))
def test_many_at_once_are_as_one_by_one(names):
    assert normal_forms(names) == [normal_forms([name])[0] for name in names]


def test_what_is_only_written_otherwise_comes_first():
    known = ["第十一党支部", "第一党支部", "一支部办公室"]
    assert likely("1支部", known)[0] == "第一党支部"
    assert likely("xyz", known) == []


def test_three_names_are_suggested_at_most_unless_more_are_asked_for():
    known = [f"采煤{number}队党支部" for number in "一二三四五"]
    assert len(likely("采煤队党支部", known)) == 3
    assert len(likely("采煤队党支部", known, 5)) == 5
