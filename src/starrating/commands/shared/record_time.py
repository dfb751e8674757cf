"""When an act is recorded: the moment that the command line asked the clock for."""

import datetime as dt

from msgspec import Struct

from starrating.errors import UsageError
from starrating.i18n import text

_A_YEAR = dt.timedelta(366)


class RecordTime(Struct, frozen=True):
    """When an act is recorded: the clock's time, with its zone."""

    time: dt.datetime

    @property
    def stamp(self) -> str:
        """The time as the ledger keeps it."""
        return self.time.isoformat(timespec="seconds")

    @property
    def today(self) -> dt.date:
        """The day."""
        return self.time.date()

    def refuse_future(self, day: dt.date) -> None:
        """Refuse the date of an act that has not come yet: `UsageError`."""
        if day > self.today:
            words = {"day": day.isoformat(), "today": self.today.isoformat()}
            message = text("%(day)s has not come yet; today is %(today)s.", **words)
            raise UsageError.because("date-in-future", message, text("Check --date."))

    def refuse_far(self, *days: dt.date | None) -> None:
        """Refuse a day to come that is more than a year away, for a year that was mistyped, 2113: `UsageError`."""
        for day in [day for day in days if day and day - self.today > _A_YEAR]:
            words = {"day": day.isoformat(), "today": self.today.isoformat()}
            message = text("%(day)s is more than a year away; today is %(today)s.", **words)
            raise UsageError.because("date-far", message, text("Check the year of the date."))
