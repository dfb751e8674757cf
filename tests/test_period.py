"""Periods."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.model import Period

periods = st.builds(Period, st.integers(1900, 2099), st.sampled_from([None, 1, 2]))


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
    first = Period(2013, 1)
    assert dt.date(2013, 1, 1) in first
    assert dt.date(2013, 6, 30) in first
    assert dt.date(2013, 7, 1) not in first
    assert dt.date(2013, 7, 1) in Period(2013, 2)
    assert dt.date(2013, 7, 1) in Period(2013)


def test_documents_name_periods_in_full():
    assert [Period(2013, half).say("zh_CN") for half in (1, 2, None)] == ["2013年上半年", "2013年下半年", "2013年度"]


def test_periods_are_ordered_by_their_end_and_the_year_comes_after_its_halves():
    ordered = [Period(2013, 1), Period(2013, 2), Period(2013), Period(2014, 1)]
    mixed = [ordered[2], ordered[3], ordered[0], ordered[1]]
    assert sorted(mixed) == ordered
