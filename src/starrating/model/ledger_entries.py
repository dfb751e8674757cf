"""What the ledger tells without reading a whole review.

The rows of a table of the ledger on their way from one place to another.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from starrating.model.period import Period


class LedgerEntry(Struct, frozen=True):
    """A recorded review without its rows.

    `counts` says how many branches have each star, NO_STAR included; `inputs` the name and digest of each file.
    """

    period: Period
    version: int
    recorded_at: str
    program: str
    rules_id: str
    rules_digest: str
    inputs: tuple[tuple[str, str], ...]
    counts: Mapping[int, int]


class Head(Struct, frozen=True):
    """The end of the chain: how many results and acts there are, and the seal over all of them; empty if none."""

    number: int
    seal: str


class BranchEntry(Struct, frozen=True):
    """How a branch stood in one version of one review; `superseded` tells that a later version replaced it.

    `score` is the exact decimal as printed, None (and `rank` 0) where there is none; `star_by_score` and `star` are
    NO_STAR where there is none, and `status` says why. `branch` is the name it had then.
    """

    period: Period
    version: int
    score: str | None
    rank: int
    star_by_score: int
    star: int
    status: str
    superseded: bool
    branch: str


Value = int | str | None


class TableRows(NamedTuple):
    """A table: its name, its columns, and its rows, which may be read only once; each row has a value per column."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


class Paper(Struct, frozen=True):
    """What a file says of itself as a document: its kind, its own date, its number, whether it is a draft.

    The number is empty where the document has none, or none that was known when it was written.
    """

    kind: str
    day: dt.date
    document: str = ""
    draft: bool = False


FileState = Literal["current", "superseded", "outdated", "missing", "changed"]
"""Whether a file shows the version that holds: `outdated` does, but states earlier results that hold no more."""
