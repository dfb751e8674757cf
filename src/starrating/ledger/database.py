"""An open database: what SQLite and PostgreSQL have in common, and where they must answer for themselves.

SQL is written once, with `?` for every bound value. Whatever the driver raises becomes a `LedgerError`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Protocol

from starrating.errors import LedgerError
from starrating.ledger import refusals
from starrating.outcome import this_run

Row = tuple[Any, ...]
CHUNK = 1024


class Cursor(Protocol):
    """What a statement gave, whichever driver executed it."""

    @property
    def description(self) -> object:
        """The columns; None where the statement gives no rows."""

    def fetchall(self) -> list[Row]:
        """Return all rows."""

    def fetchmany(self, size: int) -> list[Row]:
        """Return the next rows, none at the end."""


class Database(ABC):
    """One database, connected when first needed. `name` is how messages call it; `patience` in seconds.

    A writer waits `patience` for another writer to finish before it gives up.
    """

    def __init__(self, name: str, patience: float) -> None:
        self.name = name
        self.patience = patience
        self._connection: Any = None

    @abstractmethod
    def connect(self, *, create: bool) -> bool:
        """Connect, once; return False if there is no database and none may be created."""

    @abstractmethod
    def has_table(self, table: str) -> bool:
        """Tell whether the ledger's own tables include this one."""

    @abstractmethod
    def is_foreign(self) -> bool:
        """Tell whether the database is in use by something that is not a ledger."""

    @abstractmethod
    def prepare(self) -> None:
        """Do what must be done once before the first table is made."""

    @abstractmethod
    def append_only(self, table: str) -> Sequence[str]:
        """Return the statements that make the database refuse to change or delete rows of a table."""

    @abstractmethod
    def _guards(self, tables: Sequence[str]) -> dict[str, str]:
        """Return the triggers of `append_only` for these tables, by name, defined as `_triggers` would find them."""

    @abstractmethod
    def _triggers(self) -> dict[str, str]:
        """Return the triggers that there are, by name, with their definitions."""

    @abstractmethod
    def _begin(self) -> None:
        """Begin a transaction that keeps every other writer out."""

    @abstractmethod
    def _begin_reading(self) -> None:
        """Begin a transaction in which every query sees the same state."""

    @abstractmethod
    def _insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Insert rows as they come, without holding them all."""

    @abstractmethod
    def _cursor(self, sql: str, values: Row) -> Cursor:
        """Execute one statement."""

    @abstractmethod
    def _was_lost(self, error: Exception) -> bool:
        """Tell whether a commit that failed with this error may have been done all the same."""

    @abstractmethod
    def _refusal(self, error: Exception) -> LedgerError | None:
        """Say in our words what the driver complains about; None if it is not the driver's error."""

    def _noted(self) -> AbstractContextManager[None]:
        """Leave word who keeps the others out, where the database itself cannot say."""
        return nullcontext()

    def close(self) -> None:
        """Close the connection; what was not committed is lost."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def guards(self, tables: Sequence[str]) -> tuple[list[str], list[str]]:
        """Name the triggers of `append_only` that are missing or changed, and triggers that are none of them."""
        wanted, there = self._guards(tables), self._triggers()
        lacking = [name for name, definition in wanted.items() if there.get(name) != definition]
        return sorted(lacking), sorted(there.keys() - wanted.keys())

    def execute(self, sql: str, *values: object) -> list[Row]:
        """Execute one statement and return its rows, if it has any."""
        with self.errors():
            cursor = self._cursor(sql, values)
            return cursor.fetchall() if cursor.description else []

    def stream(self, sql: str, *values: object) -> Iterator[list[Row]]:
        """Read rows in chunks, so that a large review is never held twice."""
        with self.errors():
            cursor = self._cursor(sql, values)
        while True:
            with self.errors():
                chunk = cursor.fetchmany(CHUNK)
            if not chunk:
                return
            yield chunk

    def insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Insert rows as they come."""
        with self.errors():
            self._insert_all(table, columns, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside or nothing, with every other writer kept out.

        A failed act gives up its connection, which undoes it whatever state it is in.
        """
        with self._within(self._begin, self._commit), self._noted():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let every query inside see the same state, whatever others record meanwhile; nothing may be written."""
        with self._within(self._begin_reading, self._end_reading):
            yield

    @contextmanager
    def _within(self, begin: Callable[[], None], end: Callable[[], None]) -> Iterator[None]:
        try:
            with self.errors():
                begin()
            yield
            end()
        except BaseException:
            self.close()
            raise

    def _end_reading(self) -> None:
        """End a transaction that has nothing to keep, so that a database that is lost then was lost in reading."""
        self.execute("ROLLBACK")

    def _commit(self) -> None:
        """Commit; `UnsureError` if the database was lost meanwhile, for then it may have committed or not."""
        this_run.about_to("commit", self.name)
        try:
            self._cursor("COMMIT", ())
        except Exception as error:
            if self._was_lost(error):
                raise refusals.unsure(self.name, error) from error
            with self.errors():
                raise

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the driver's errors into the ledger's."""
        try:
            yield
        except Exception as error:
            refusal = self._refusal(error)
            if refusal is None:
                raise
            raise refusal from error
