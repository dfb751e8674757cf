import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.errors import UsageError
from starrating.procedure.working_days import counted_days, notice_span

WORKING = "working-days"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2013-07-15", "2013-07-15", "2013-07-19"),
        ("2021-07-23", "2021-07-23", "2021-07-29"),  # over a weekend
        ("2022-10-31", "2022-10-31", "2022-11-04"),
        ("2022-05-07", "2022-05-07", "2022-05-12"),  # a Saturday made up for the May holiday
        ("2013-02-08", "2013-02-08", "2013-02-19"),  # spring festival, 16 and 17 February made up
        ("2013-07-13", "2013-07-15", "2013-07-19"),  # a Saturday off: from Monday
        ("2013-10-01", "2013-10-08", "2013-10-12"),  # from the day after the holiday, Saturday the 12th made up
    ],
)
def test_five_working_days(asked, first, last):
    span = notice_span(dt.date.fromisoformat(asked), 5, WORKING)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert span.certain
    assert (span.days, span.counted_as) == (5, WORKING)


def test_monday_to_friday_where_the_holidays_are_not_known():
    span = notice_span(dt.date(2113, 10, 8), 5, WORKING)
    assert dt.date(2113, 10, 8).strftime("%A") == "Sunday"
    assert (span.first, span.last, span.certain) == (dt.date(2113, 10, 9), dt.date(2113, 10, 13), False)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("2113-10-01", "2113-10-04", "2113-10-10"),  # a Sunday; Monday and Tuesday are holidays, too
        ("2112-12-31", "2113-01-02", "2113-01-06"),  # a Saturday, and New Year on a Sunday
        ("2113-04-28", "2113-04-28", "2113-05-08"),  # over 1 and 2 May, a Monday and a Tuesday
    ],
)
def test_holidays_of_a_fixed_date_are_days_off_in_every_year(asked, first, last):
    span = notice_span(dt.date.fromisoformat(asked), 5, WORKING)
    assert (span.first.isoformat(), span.last.isoformat(), span.certain) == (first, last, False)


@pytest.mark.parametrize("counted_as", [WORKING, "days"])
def test_the_end_of_the_calendar_is_refused_and_days_up_to_it_are_counted(counted_as):
    with pytest.raises(UsageError, match="no room"):
        notice_span(dt.date(9999, 12, 30), 5, counted_as)
    assert counted_days(dt.date(9999, 12, 31), dt.date(9999, 12, 31), counted_as) == 1


def test_a_span_that_leaves_the_known_years_is_uncertain():
    assert not notice_span(dt.date(2003, 12, 31), 5, WORKING).certain


def test_calendar_days_include_the_weekend():
    span = notice_span(dt.date(2013, 7, 13), 7, "days")
    assert (span.first, span.last, span.certain) == (dt.date(2013, 7, 13), dt.date(2013, 7, 19), True)


def test_a_notice_has_at_least_a_day():
    with pytest.raises(ValueError, match="0"):
        notice_span(dt.date(2013, 7, 15), 0, WORKING)


@given(st.dates(dt.date(2005, 1, 1), dt.date(2024, 12, 1)), st.integers(1, 15))
def test_a_longer_notice_only_adds_days(first, days):
    short, long = notice_span(first, days, WORKING), notice_span(first, days + 1, WORKING)
    assert first <= short.first == long.first
    assert short.last < long.last


@pytest.mark.parametrize(
    ("first", "last", "counted_as", "days"),
    [
        ("2013-07-15", "2013-07-19", WORKING, 5),
        ("2013-07-19", "2013-07-22", WORKING, 2),
        ("2013-07-20", "2013-07-21", WORKING, 0),
        ("2013-07-20", "2013-07-21", "days", 2),
        ("2013-07-20", "2013-07-19", "days", 0),
        ("2013-09-19", "2013-09-22", WORKING, 1),
    ],
)
def test_days_that_are_left_count_as_those_of_the_notice(first, last, counted_as, days):
    assert counted_days(dt.date.fromisoformat(first), dt.date.fromisoformat(last), counted_as) == days


@given(st.dates(dt.date(2005, 1, 1), dt.date(2024, 12, 1)), st.integers(1, 15))
def test_a_span_has_as_many_days_as_were_asked_for(first, days):
    span = notice_span(first, days, WORKING)
    assert counted_days(span.first, span.last, WORKING) == days


def test_what_the_office_says_of_a_day_goes_before_the_calendar():
    day = dt.date(2013, 7, 18)
    assert counted_days(day, day, WORKING) == 1
    assert counted_days(day, day, WORKING, {day: False}) == 0
    saturday = dt.date(2013, 7, 20)
    assert counted_days(saturday, saturday, WORKING, {saturday: True}) == 1
    assert counted_days(day, saturday, "days", {day: False}) == 3


def test_a_year_without_official_days_is_known_once_the_office_says_any_of_it():
    first = dt.date(2113, 10, 9)
    assert not notice_span(first, 5, WORKING).certain
    assert not notice_span(first, 5, WORKING, {dt.date(2112, 1, 1): False}).certain
    said = notice_span(first, 5, WORKING, {dt.date(2113, 10, 11): False})
    assert (said.last, said.certain) == (dt.date(2113, 10, 16), True)


@pytest.mark.parametrize(
    ("month", "days", "worked"),
    [(1, (1,), False), (5, (1, 2), False), (10, (1, 2, 3), False), (1, (2,), True), (5, (3,), True), (10, (4,), True)],
)
def test_which_days_of_a_year_without_official_ones_are_holidays(month, days, worked):
    asked = (dt.date(year, month, day) for year in range(2105, 2112) for day in days)
    weekdays = [day for day in asked if day.weekday() < 5]
    assert [counted_days(day, day, WORKING) for day in weekdays] == [int(worked)] * len(weekdays)


@pytest.mark.parametrize("counted_as", [WORKING, "days"])
@pytest.mark.parametrize("days", [1, 5])
def test_before_the_end_of_the_calendar_a_week_is_left_for_each_day_of_a_notice(counted_as, days):
    last = dt.date.max - dt.timedelta(days=7 * days)
    assert notice_span(last, days, counted_as).days == days
    with pytest.raises(UsageError, match="no room"):
        notice_span(last + dt.timedelta(days=1), days, counted_as)
