"""Acts around a review: what is due and has come, what branches aim at, which papers are out (plan 4.1, 4.4).

They are kept in the ledger like all acts (`model/acts`).
"""

import datetime as dt

from msgspec import Struct

from starrating.model.period import Period


class NoticePosted(Struct, frozen=True):
    """The notice of a version was posted from a day on, in these places (网站, 公开栏)."""

    period: Period
    day: dt.date
    version: int
    places: tuple[str, ...]


class DocumentIssued(Struct, frozen=True):
    """A document of a version was written under its number (文号), dated `day`; `files` are the names of its files."""

    period: Period
    day: dt.date
    version: int
    kind: str
    document: str
    files: tuple[str, ...] = ()


class ReviewSchedule(Struct, frozen=True):
    """What is fixed of a review before it: by when forms and opinions are due, when the committee meets, its item.

    What is None or empty stays as it was said before.
    """

    period: Period
    day: dt.date | None
    forms_by: dt.date | None = None
    opinions_by: dt.date | None = None
    meeting: dt.date | None = None
    agenda: str = ""


class FormsReceived(Struct, frozen=True):
    """The forms of these branches have come."""

    period: Period
    day: dt.date | None
    branches: tuple[str, ...]


class MarksReceived(Struct, frozen=True):
    """The marks of these departments have come, of the items that they score."""

    period: Period
    day: dt.date | None
    departments: tuple[str, ...]


class Declaration(Struct, frozen=True):
    """The star that a branch has set itself, until when, by which plan and measures; empty where blank."""

    branch: str
    target: int
    due: str = ""
    plan: str = ""
    measures: str = ""


class TargetsDeclared(Struct, frozen=True):
    """Branches declared their targets for a year, `period`; of one branch the last declaration holds."""

    period: Period
    day: dt.date
    declarations: tuple[Declaration, ...] = ()
