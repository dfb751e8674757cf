"""The ledger on a PostgreSQL server, for many writers; its tables stand in a schema of their own, `starrating`."""

from collections.abc import Iterable, Sequence

from starrating.errors import LedgerError
from starrating.ledger import refusals
from starrating.ledger.database import Cursor, Database, Row

_WRITERS = 0x73746172  # "star": the advisory lock that keeps every other writer out
_SOON = 0.001
"""Seconds: to PostgreSQL, none would mean to wait for ever."""
_HOLDER = """
SELECT application_name, xact_start::text FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND objid = %s AND granted
"""
_BODY = " BEGIN RAISE EXCEPTION 'the ledger is append-only'; END "
_REFUSE = f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
_TRIGGERS = """
SELECT tgname, relname, tgtype, tgenabled::text, prosrc FROM pg_trigger
JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE relnamespace = 'starrating'::regnamespace AND NOT tgisinternal
"""
_BEFORE_ANY_CHANGE = 2 + 8 + 16 + 32
"""`pg_trigger.tgtype`: before DELETE, UPDATE and TRUNCATE, once a statement."""


class PostgreSql(Database):
    """A database on a server; the schema is made by the first act that writes."""

    def __init__(self, url: str, patience: float) -> None:
        try:
            import psycopg  # noqa: PLC0415 [optional, and slow to import]
        except ImportError as error:
            raise refusals.driver_missing() from error
        try:
            parts = psycopg.conninfo.conninfo_to_dict(url)
        except psycopg.ProgrammingError as error:
            raise refusals.unknown_kind(url) from error
        host, port, database = (str(parts.get(name) or "") for name in ("host", "port", "dbname"))
        if "@" in f"{host}{port}{database}":
            raise refusals.cut_password(url)
        super().__init__(f"{host}{port and f':{port}'}/{database}", patience)
        self._driver = psycopg
        self._url = url

    def connect(self, *, create: bool) -> bool:  # noqa: ARG002 [the database itself is the administrator's to make]
        """Connect to the server."""
        if self._connection is None:
            with self.errors():
                self._connection = self._driver.connect(
                    self._url, autocommit=True, connect_timeout=10, application_name=refusals.this_process()
                )
                self._connection.execute("SET search_path TO starrating")
        return True

    def has_table(self, table: str) -> bool:
        """Tell whether our schema has the table; the catalogue is asked, for `to_regclass` may answer from a cache.

        Else the second of two first writers, who waited for the lock, would not see what the other has just made.
        """
        return bool(self.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'starrating' AND tablename = ?", table))

    def is_foreign(self) -> bool:
        """Return False: in our own schema there is nobody else."""
        return False

    def prepare(self) -> None:
        """Make our schema, and the function by which its tables refuse to change."""
        self.execute("CREATE SCHEMA IF NOT EXISTS starrating")
        self.execute(_REFUSE)

    def append_only(self, table: str) -> Sequence[str]:
        """Return the trigger that refuses UPDATE, DELETE and TRUNCATE."""
        acts = "UPDATE OR DELETE OR TRUNCATE"
        function = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        return [f"CREATE TRIGGER {table}_refuses_change BEFORE {acts} ON {table} {function}"]

    def _guards(self, tables: Sequence[str]) -> dict[str, str]:
        return {f"{table}_refuses_change": f"{table} {_BEFORE_ANY_CHANGE} O {_BODY}" for table in tables}

    def _triggers(self) -> dict[str, str]:
        return {name: " ".join(map(str, definition)) for name, *definition in self.execute(_TRIGGERS)}

    def _begin(self) -> None:
        self._connection.execute("BEGIN")
        self._connection.execute(f"SET LOCAL lock_timeout = '{max(self.patience, _SOON)}s'")
        self._connection.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])

    def _begin_reading(self) -> None:
        self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _insert_all(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row(row)

    def _cursor(self, sql: str, values: Row) -> Cursor:
        cursor: Cursor = self._connection.execute(sql.replace("?", "%s"), values or None)
        return cursor

    def _was_lost(self, error: Exception) -> bool:
        """Tell whether the connection broke: the server may have committed before."""
        return isinstance(error, self._driver.OperationalError) and self._connection.broken

    def _refusal(self, error: Exception) -> LedgerError | None:
        if not isinstance(error, self._driver.Error):
            return None
        if isinstance(error, self._driver.errors.LockNotAvailable):
            return refusals.busy(self.name, self.patience, self._holder())
        if isinstance(error, self._driver.OperationalError | self._driver.errors.InsufficientPrivilege):
            return refusals.out_of_reach(self.name, error)
        return refusals.broken(self.name, error)

    def _holder(self) -> refusals.LockHolder | None:
        """Ask the server who holds the lock; the transaction that waited for it is over."""
        try:
            self._connection.execute("ROLLBACK")
            found = self._connection.execute(_HOLDER, [_WRITERS]).fetchone()
        except self._driver.Error:
            return None
        return refusals.LockHolder(*found) if found else None
