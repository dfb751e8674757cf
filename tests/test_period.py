"""Periods."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.model import Period
from starrating.model.period import PARTS

periods = st.builds(Period, st.integers(1900, 2099), st.sampled_from([None, *PARTS]))


@pytest.mark.parametrize("name", ["2013H3", "2013h0", "13H1", "2013 H1", "２０１３H1", "2013H1x", ""])
def test_what_is_no_period_is_refused(name):
    with pytest.raises(ValueError, match="^" + name):
        Period.parse(name)


@given(periods)
def test_names_are_read_back(period):
    assert Period.parse(str(period)) == period


@given(periods)
def test_the_period_before_ends_the_day_before(period):
    assert period.previous().last_day + dt.timedelta(days=1) == period.first_day


def test_days_at_the_edges_belong_to_the_period():
    first = Period(2013, "H1")
    assert dt.date(2013, 1, 1) in first
    assert dt.date(2013, 6, 30) in first
    assert dt.date(2013, 7, 1) not in first
    assert dt.date(2013, 7, 1) in Period(2013, "H2")
    assert dt.date(2013, 7, 1) in Period(2013)


def test_documents_name_periods_in_full():
    assert [Period(2013, part).say("zh_CN") for part in ("H1", "H2", None)] == [
        "2013年上半年",
        "2013年下半年",
        "2013年度",
    ]


def test_periods_are_ordered_by_their_end_and_the_year_comes_after_its_halves():
    ordered = [Period(2013, "H1"), Period(2013, "H2"), Period(2013), Period(2014, "H1")]
    mixed = [ordered[2], ordered[3], ordered[0], ordered[1]]
    assert sorted(mixed) == ordered


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2013年上半年", "2013H1"),
        ("2013上", "2013H1"),
        ("2013年下", "2013H2"),
        ("2013年度", "2013"),
        ("2013年", "2013"),
        ("2025年第三季度", "2025Q3"),
        ("2025年3季度", "2025Q3"),
        ("2025q4", "2025Q4"),
    ],
)
def test_the_words_of_documents_are_read(words, name):
    assert str(Period.parse(words)) == name


@given(periods)
def test_what_documents_write_is_read_back(period):
    assert Period.parse(period.say("zh_CN")) == period


@given(periods)
def test_the_parts_of_one_length_make_up_the_year(period):
    parts = period.parts(period.length)
    assert (parts[0].first_day, parts[-1].last_day) == (dt.date(period.year, 1, 1), dt.date(period.year, 12, 31))
    assert all(later.previous() == earlier for earlier, later in pairwise(parts))


def test_of_periods_that_end_together_the_longer_one_comes_last():
    ends = [Period(2013, "Q4"), Period(2013, "H2"), Period(2013)]
    assert sorted([ends[2], ends[0], ends[1]]) == ends
