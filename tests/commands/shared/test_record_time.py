"""The moment of a record, and days that cannot be meant."""

import datetime as dt

import pytest

from starrating.commands.shared.record_time import RecordTime
from starrating.errors import UsageError

NOW = RecordTime(dt.datetime(2013, 7, 10, 9, tzinfo=dt.UTC))


def test_what_has_happened_is_not_of_tomorrow():
    NOW.refuse_future(dt.date(2013, 7, 10))
    with pytest.raises(UsageError, match="2013-07-11 has not come yet; today is 2013-07-10"):
        NOW.refuse_future(dt.date(2013, 7, 11))


def test_what_is_to_come_is_within_a_year():
    NOW.refuse_far(None, dt.date(2014, 7, 11), dt.date(1913, 7, 10))
    with pytest.raises(UsageError, match="2014-07-12 is more than a year away; today is 2013-07-10"):
        NOW.refuse_far(None, dt.date(2014, 7, 12))
