"""The ledger: record reviews and acts of the procedure, and read what was recorded."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from msgspec.structs import replace

from starrating.errors import LedgerError, Problem
from starrating.i18n import Text, text
from starrating.ledger import queries, recording, refusals, restore, schema, seals
from starrating.ledger.database import Database, Row
from starrating.ledger.postgresql import PostgreSql
from starrating.ledger.queries import LedgerAsOf
from starrating.ledger.refusals import UnsureError
from starrating.ledger.seals import ACT, REVIEW, review_content
from starrating.ledger.sqlite import Sqlite
from starrating.model import Period, Review
from starrating.model.ledger_entries import BranchEntry, Head, LedgerEntry, Paper, TableRows
from starrating.outcome import this_run

if TYPE_CHECKING:
    from starrating.model.acts import Act, RecordedAct

_Thing = TypeVar("_Thing")
_DRAFT = "draft"


def open_ledger(url: str, *, patience: float = 10.0, checking: bool = True) -> "Ledger":
    """Open a ledger at `sqlite:///FILE` or `postgresql://…`; another address raises `LedgerError`.

    Nothing is touched yet: a missing file is made by the first act that writes, and reads as an empty ledger. A writer
    waits `patience` seconds for another writer. The seals of every result and act that is read are looked at first:
    `LedgerError` names what is not as it was recorded. Without `checking` they are not, for those who name it
    themselves, or have to work on what is damaged.
    """
    kind, _, rest = url.partition("://")
    if kind == "sqlite" and len(rest) > 1 and rest.startswith("/"):
        return Ledger(Sqlite(rest[1:], patience), checking=checking)
    if kind in {"postgresql", "postgres"}:
        return Ledger(PostgreSql(url, patience), checking=checking)
    raise refusals.unknown_kind(url)


class Ledger(LedgerAsOf):
    """The history of every review. Every method may raise `LedgerError`; use it as a context manager."""

    def __init__(self, database: Database, *, checking: bool = True) -> None:
        super().__init__(self._things)
        self._database = database
        self._ready = False
        self._writing = False
        self._checking = checking
        self._sound: set[int] = set()
        self._whole = not checking
        self._pending: list[Text] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """How messages call the ledger: its file, or its host and database."""
        return self._database.name

    def close(self) -> None:
        """Close the ledger."""
        self._database.close()
        self._ready = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Do everything inside or nothing, with every other writer kept out; make the ledger if need be.

        What is decided from what the ledger says belongs inside, together with what is then recorded. Inside another
        one, it is part of that.
        """
        if self._writing:
            yield
            return
        self._database.connect(create=True)
        self._writing = True
        self._pending = []
        try:
            with self._database.transaction():
                if not self._ready:
                    schema.upgrade(self._database)
                    self._ready = True
                yield
        except BaseException as error:
            self._ready = False
            this_run.unsure |= isinstance(error, UnsureError) and bool(self._pending)
            raise
        finally:
            self._writing = False
        this_run.recorded += self._pending
        this_run.about_to("committed", self.name)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything read inside be of one moment, whatever others record meanwhile."""
        if not self._is_ready():
            yield
            return
        with self._database.snapshot():
            yield

    def record(self, review: Review) -> tuple[Review, bool]:
        """Record a review as the next version of its period, whatever `review.version` says; True if it was recorded.

        A review that is the same as the newest of its period (see `sameness`) changes nothing: the recorded one is
        returned, and False.
        """
        this_run.now(text("Recording %(period)s", period=str(review.period)))
        content = review_content(review)
        with self.writing():
            version, recorded = self._newest(review.period)
            if recorded != content:
                review = replace(review, version=version + 1)
                recording.append(self._database, review, content)
                named = {"period": str(review.period), "version": review.version}
                self._pending.append(text("%(period)s, version %(version)s", **named))
        if recorded != content:
            return review, True
        known = self.version(review.period, version)
        assert known
        return known, False

    def add(self, act: "Act", recorded_at: str, program: str) -> "RecordedAct":
        """Record an act of the procedure; the same act twice is two acts."""
        with self.writing():
            recorded = recording.append_act(self._database, act, recorded_at, program)
            self._pending.append(text("act %(number)s", number=recorded.number))
            return recorded

    def chronicle(self, period: Period | None = None) -> "list[LedgerEntry | RecordedAct]":
        """List the reviews and acts of a period, or all of them, in the order in which they were recorded."""
        reviews: dict[tuple[object, ...], LedgerEntry] = {
            (REVIEW, str(entry.period), entry.version): entry for entry in self.versions(period)
        }
        acts = {act.number: act for act in self.acts(period)}
        links = self._rows(queries.ORDER)
        found = [
            reviews.get((kind, *review)) if kind == REVIEW else acts.get(number) for kind, number, *review in links
        ]
        return [entry for entry in found if entry is not None]

    def acts(self, period: Period | None = None) -> "list[RecordedAct]":
        """List the acts of a period, or all of them, in the order in which they were recorded."""
        if self._is_ready():
            self._see_that_sealed(ACT)
        return super().acts(period)

    def stars(self, period: Period) -> dict[str, int]:
        """Return the star of each branch in the newest review of a period, NO_STAR where none; empty if unrecorded."""
        self._see_that_sound(period, self.newest(period))
        return super().stars(period)

    def facts(self, period: Period, names: Collection[str]) -> dict[str, dict[str, object]]:
        """Return facts of each branch in the newest review of a period; empty if it is unrecorded or has none."""
        self._see_that_sound(period, self.newest(period))
        return super().facts(period, names)

    def latest(self, period: Period) -> Review | None:
        """Return the newest version of a period's review, None if there is none."""
        return self._one(queries.LATEST, str(period))

    def version(self, period: Period, number: int) -> Review | None:
        """Return one version of a period's review, None if there is none."""
        return self._one(queries.VERSION, str(period), number)

    def versions(self, period: Period | None = None) -> list[LedgerEntry]:
        """List the reviews of a period, or all of them, without their rows: by period, then version."""
        entries = self._things(queries.entry_of, queries.ENTRIES)
        wanted = [entry for entry in entries if period in {None, entry.period}]
        return sorted(wanted, key=lambda entry: (entry.period, entry.version))

    def newest(self, period: Period) -> int:
        """Return the number of the newest version of a period, 0 if it has none."""
        [(version,)] = self._rows(queries.NEWEST_NUMBER, str(period)) or [(0,)]
        return int(version)

    def newest_content(self, period: Period) -> str:
        """Return the digest of what the newest review of a period says, empty if there is none."""
        return self._newest(period)[1] if self._is_ready() else ""

    def periods(self) -> list[Period]:
        """List the periods that have a review, in the order of time."""
        return sorted(self._things(lambda row: Period.parse(row[0]), "SELECT DISTINCT period FROM reviews"))

    def last_rules(self) -> str | None:
        """Return the text of the rule set of the last recorded review; None if nothing was recorded."""
        return next(iter(self._things(lambda row: str(row[0]), queries.LAST_RULES)), None)

    def before(self, review: Review) -> LedgerAsOf:
        """Return the ledger as it was before a recorded review."""
        [(number,)] = self._rows(queries.NUMBER, str(review.period), review.version)
        [(act,)] = self._rows(queries.NEXT_ACT, number)
        return LedgerAsOf(self._things, number, act)

    def branch_history(self, branch: str) -> list[BranchEntry]:
        """Return how a branch stood in every recorded version: by period, then version."""
        entries = self._things(queries.branch_entry_of, queries.BRANCH_ENTRIES, branch)
        for entry in entries:
            self._see_that_sound(entry.period, entry.version)
        return sorted(entries, key=lambda entry: (entry.period, entry.version))

    def branches(self) -> list[str]:
        """List the names of branches in the newest review of every period."""
        return sorted(name for (name,) in self._rows(queries.BRANCHES))

    def remember_file(
        self, name: str, digest: str, version: int | None = None, paper: Paper | None = None, basis: str = ""
    ) -> None:
        """Remember a file that the program wrote: its digest, the version of its period it shows, what document it is.

        `basis` is a digest of the earlier results that it holds that version against. Of the same bytes the first word
        on the document holds; they may show several versions, and stand on several bases.
        """
        with self.writing():
            self._database.execute("INSERT INTO files VALUES (?, ?) ON CONFLICT DO NOTHING", name, digest)
            if version is not None:
                values = name, digest, version
                self._database.execute("INSERT INTO file_versions VALUES (?, ?, ?) ON CONFLICT DO NOTHING", *values)
            if basis:
                self._database.execute(
                    "INSERT INTO file_bases VALUES (?, ?, ?) ON CONFLICT DO NOTHING", name, digest, basis
                )
            if paper is not None:
                fields = paper.kind, paper.day.isoformat(), paper.document, _DRAFT if paper.draft else ""
                self._database.execute(
                    "INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", name, digest, *fields
                )

    def files(self) -> dict[str, set[str]]:
        """Return the digests of what the program wrote, by name."""
        written: dict[str, set[str]] = {}
        for name, digest in self._rows("SELECT name, digest FROM files"):
            written.setdefault(name, set()).add(digest)
        return written

    def wrote(self, name: str) -> set[str]:
        """Return the digests of what the program wrote under a name; a file with another digest is the user's."""
        return {digest for (digest,) in self._rows("SELECT digest FROM files WHERE name = ?", name)}

    def versions_shown(self, name: str, digest: str) -> set[int]:
        """Return the versions that a file with this content was written for; none where that was not recorded."""
        query = "SELECT version FROM file_versions WHERE name = ? AND digest = ?"
        return {version for (version,) in self._rows(query, name, digest)}

    def bases_shown(self, name: str, digest: str) -> set[str]:
        """Return what a file with this content holds its version against; none where that was not recorded."""
        query = "SELECT basis FROM file_bases WHERE name = ? AND digest = ?"
        return {basis for (basis,) in self._rows(query, name, digest)}

    def papers(self, name: str) -> dict[str, Paper]:
        """Return what documents the program wrote under a name, by digest; none where that was not recorded."""
        query = "SELECT digest, kind, day, document, standing FROM papers WHERE name = ?"
        return {
            digest: Paper(kind, dt.date.fromisoformat(day), document, standing == _DRAFT)
            for digest, kind, day, document, standing in self._rows(query, name)
        }

    def copied(self) -> list[TableRows]:
        """Return all rows of all tables, exactly as they are stored; none of a ledger that does not exist."""
        return restore.all_rows(self._database) if self._is_ready() else []

    def restore(self, tables: Sequence[TableRows], name: str) -> None:
        """Put what `copied` returned into this ledger, which must be empty, and verify it; else nothing happens.

        `InputError` names, by the name of the file they came from, rows that no ledger has.
        """
        with self.writing():
            restore.restore_rows(self._database, tables, name)
            self._pending.append(text("what %(file)s has", file=name))

    def verify(self) -> list[Problem]:
        """Return a problem for every row that is not as it was recorded."""
        return seals.verify(self._database) if self._is_ready() else []

    def unguarded(self) -> list[Problem]:
        """Return a problem for every trigger that is missing, changed, or not the ledger's own."""
        return seals.unguarded(self._database, schema.guarded(self._database)) if self._is_ready() else []

    def head(self) -> Head:
        """Return how many results and acts there are, and the seal over all of them."""
        end = seals.Chain.of(self._database) if self._is_ready() else seals.Chain()
        return Head(end.number, end.seal)

    def seal_after(self, number: int) -> str | None:
        """Return the seal that the ledger had after so many results and acts; None if it never had so many."""
        found = self._rows("SELECT seal FROM chain WHERE number = ?", number)
        return str(found[0][0]) if found else None

    def _newest(self, period: Period) -> tuple[int, str]:
        """Return version and content of the newest review of a period; version 0 if there is none."""
        found = self._database.execute(queries.NEWEST, str(period))
        return found[0] if found else (0, "")

    def _one(self, query: str, *values: object) -> Review | None:
        self._see_that_none_is_gone()
        rows = self._rows(query, *values)
        for row in rows:
            self._see_that_sealed(REVIEW, row[0])
        found = self._understood(lambda row: queries.review_of(self._database, row), rows)
        return found[0] if found else None

    def _see_that_sealed(self, kind: str, record: int | None = None) -> None:
        """Refuse to go on from what is not as it was recorded; a result is looked at once."""
        if not self._checking or record in self._sound:
            return
        if flaws := seals.flaws_of(self._database, kind, record):
            raise LedgerError(flaws)
        if record is not None:
            self._sound.add(record)

    def _see_that_none_is_gone(self) -> None:
        """Refuse to take an older result for the newest one, whose row is gone; they are looked at once."""
        if not self._whole and self._is_ready():
            if flaws := [*seals.missing_results(self._database)]:
                raise LedgerError(flaws)
            self._whole = True

    def _see_that_sound(self, period: Period, version: int) -> None:
        self._see_that_none_is_gone()
        for (record,) in self._rows(queries.NUMBER, str(period), version):
            self._see_that_sealed(REVIEW, record)

    def _things(self, reader: Callable[[Row], _Thing], query: str, *values: object) -> list[_Thing]:
        """Ask, and read the rows."""
        return self._understood(reader, self._rows(query, *values))

    def _understood(self, reader: Callable[[Row], _Thing], rows: Sequence[Row]) -> list[_Thing]:
        """Read rows; what makes no sense means that the ledger is damaged."""
        try:
            return [reader(row) for row in rows]
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise refusals.broken(self._database.name, error) from error

    def _rows(self, query: str, *values: object) -> list[Row]:
        return self._database.execute(query, *values) if self._is_ready() else []

    def _is_ready(self) -> bool:
        """Tell whether there is anything to read; bring an older ledger up to date."""
        if not self._database.connect(create=False):
            return False
        if not self._ready:
            found = schema.version(self._database)
            if 0 < found < len(schema.STEPS):
                with self._database.transaction():
                    schema.upgrade(self._database)
            self._ready = found > 0
        return self._ready
