"""Acts around a review: what is due and has come, what branches aim at, which papers are out (plan 4.1, 4.4).

They are kept in the ledger like all acts (`model/acts`).
"""

import datetime as dt
from dataclasses import dataclass

from starrating.model.period import Period


@dataclass(frozen=True, slots=True)
class NoticePosted:
    """The notice of a version was posted from a day on, in these places (网站, 公开栏)."""

    period: Period
    day: dt.date
    version: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    """A document of a version was written under its number (文号), dated `day`; `files` are the names of its files."""

    period: Period
    day: dt.date
    version: int
    kind: str
    document: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSchedule:
    """What is fixed of a review before it: by when forms and opinions are due, when the committee meets, its item.

    What is None or empty stays as it was said before.
    """

    period: Period
    day: dt.date | None
    forms_by: dt.date | None = None
    opinions_by: dt.date | None = None
    meeting: dt.date | None = None
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class FormsReceived:
    """The forms of these branches have come."""

    period: Period
    day: dt.date | None
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarksReceived:
    """The marks of these departments have come, of the items that they score."""

    period: Period
    day: dt.date | None
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declaration:
    """The star that a branch has set itself, until when, by which plan and measures; empty where blank."""

    branch: str
    target: int
    due: str = ""
    plan: str = ""
    measures: str = ""


@dataclass(frozen=True, slots=True)
class TargetsDeclared:
    """Branches declared their targets for a year, `period`; of one branch the last declaration holds."""

    period: Period
    day: dt.date
    declarations: tuple[Declaration, ...] = ()
