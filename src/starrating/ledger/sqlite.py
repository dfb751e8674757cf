"""The ledger as one SQLite file, fit for an office share.

Rollback journal and full synchronisation: the write-ahead log needs shared memory, which a network share has not.
"""

import os
import sqlite3
import stat
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from starrating.errors import LedgerError
from starrating.ledger import refusals
from starrating.ledger.database import Cursor, Database, Row
from starrating.ledger.sql import insert

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OUT_OF_REACH = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_BESIDE = ("-journal", "-wal", "-shm", refusals.SUFFIX)


class Sqlite(Database):
    """A file; it is made by the first act that writes, never by reading."""

    def __init__(self, path: str, patience: float) -> None:
        super().__init__(path, patience)
        self._path = Path(path).absolute()

    def connect(self, *, create: bool) -> bool:
        """Open the file; return False if there is none and none may be made."""
        if self._connection is None and (create or os.path.lexists(self._path)):
            self._refuse_traps()
            with self.errors():
                self._connection = self._opened("rwc" if create else "rw")
        return self._connection is not None

    def has_table(self, table: str) -> bool:
        """Tell whether the file has the table."""
        return bool(self.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table))

    def is_foreign(self) -> bool:
        """Tell whether the file has any table at all; asked only of a file that is not a ledger."""
        return bool(self.execute("SELECT 1 FROM sqlite_master LIMIT 1"))

    def prepare(self) -> None:
        """Do nothing: a file needs no preparation."""

    def append_only(self, table: str) -> Sequence[str]:
        """Return the triggers that refuse UPDATE and DELETE."""
        return list(self._guards([table]).values())

    def _guards(self, tables: Sequence[str]) -> dict[str, str]:
        refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        return {
            f"{table}_refuses_{act}": f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table} {refuse}"
            for table in tables
            for act in ("UPDATE", "DELETE")
        }

    def _triggers(self) -> dict[str, str]:
        return dict(self.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))

    def _refuse_traps(self) -> None:
        """Refuse what is no file where the ledger's own files go: to write there would follow a link, or wait for ever.

        The ledger itself may be a link to a file.
        """
        beside = [self._path.with_name(f"{self._path.name}{suffix}") for suffix in _BESIDE]
        for path, found in (*((path, os.lstat) for path in beside), (self._path, os.stat)):
            with suppress(FileNotFoundError), self.errors():
                if not (stat.S_ISREG(mode := found(path).st_mode) or stat.S_ISDIR(mode)):  # a folder only fails
                    raise refusals.no_file(str(path))

    def _opened(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.as_uri()}?mode={mode}", uri=True, timeout=self.patience, isolation_level=None
        )
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def _begin_reading(self) -> None:
        self._connection.execute("BEGIN")

    def _noted(self) -> AbstractContextManager[None]:
        return refusals.lock_note(self._path)

    def _insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        with closing(self._connection.executemany(insert(table, columns), rows)):
            pass

    def _cursor(self, sql: str, values: Row) -> Cursor:
        cursor: Cursor = self._connection.execute(sql, values)
        return cursor

    def _was_lost(self, error: Exception) -> bool:
        """Tell whether the file could no longer be reached: a full disk or a reader leave the transaction undone."""
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_IOERR

    def _refusal(self, error: Exception) -> LedgerError | None:
        if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
            return refusals.out_of_reach(self.name, error)
        if isinstance(error, UnicodeDecodeError):  # a text, or what SQLite itself quotes of a damaged file
            return refusals.broken(self.name, error)
        if not isinstance(error, sqlite3.Error):
            return None
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            return refusals.busy(self.name, self.patience, refusals.noted_at(self._path))
        if code in _OUT_OF_REACH:
            return refusals.out_of_reach(self.name, error)
        return refusals.broken(self.name, error)
