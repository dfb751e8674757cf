"""The tables of the ledger, as numbered steps.

A step is never edited once released: what comes later is a further step. Each is applied in one transaction with the
record that it was applied, so a ledger is always at exactly one number. A ledger with steps that this program does not
know is refused.
"""

from msgspec import Struct

from starrating.ledger import refusals, sql
from starrating.ledger.database import Database
from starrating.version import __version__

_RECORD = "starrating_steps"


class SchemaStep(Struct, frozen=True):
    """A step: its statements, in SQL that both databases know, and the tables that it makes append-only."""

    title: str
    statements: tuple[str, ...]
    append_only: tuple[str, ...]


_REVIEWS = SchemaStep(
    "reviews",
    (
        """CREATE TABLE rulesets (
            digest TEXT PRIMARY KEY,
            id TEXT NOT NULL,
            rules TEXT NOT NULL
        )""",
        # One row a version. `content` is equal for equal results; `header` has what belongs to no single row.
        """CREATE TABLE reviews (
            id INTEGER PRIMARY KEY,
            period TEXT NOT NULL,
            version INTEGER NOT NULL,
            recorded_at TEXT NOT NULL,
            program TEXT NOT NULL,
            rules_digest TEXT NOT NULL REFERENCES rulesets,
            content TEXT NOT NULL,
            inputs TEXT NOT NULL,
            counts TEXT NOT NULL,
            header TEXT NOT NULL,
            seal TEXT NOT NULL,
            UNIQUE (period, version)
        )""",
        # Exact numbers are the integers over the units in the header: text, because they may exceed 64 bits.
        # Stars are -1 where there is none.
        """CREATE TABLE ratings (
            review INTEGER NOT NULL REFERENCES reviews,
            position INTEGER NOT NULL,
            branch TEXT NOT NULL,
            score TEXT NOT NULL,
            rank INTEGER NOT NULL,
            star_by_score INTEGER NOT NULL,
            star INTEGER NOT NULL,
            previous_star INTEGER NOT NULL,
            status TEXT NOT NULL,
            sheet INTEGER NOT NULL,
            sheet_row INTEGER NOT NULL,
            points TEXT NOT NULL,
            total TEXT NOT NULL,
            states TEXT NOT NULL,
            cells TEXT NOT NULL,
            seal TEXT NOT NULL,
            PRIMARY KEY (review, position)
        )""",
        "CREATE INDEX ratings_by_branch ON ratings (branch)",
        """CREATE TABLE steps (
            review INTEGER NOT NULL REFERENCES reviews,
            position INTEGER NOT NULL,
            branch TEXT NOT NULL,
            rule TEXT NOT NULL,
            effect TEXT NOT NULL,
            star_before INTEGER NOT NULL,
            star_after INTEGER NOT NULL,
            because TEXT NOT NULL,
            source TEXT NOT NULL,
            rule_key TEXT NOT NULL,
            seal TEXT NOT NULL,
            PRIMARY KEY (review, position)
        )""",
        """CREATE TABLE incidents (
            review INTEGER NOT NULL REFERENCES reviews,
            position INTEGER NOT NULL,
            branch TEXT NOT NULL,
            judged_trigger TEXT,
            clause TEXT NOT NULL,
            counted INTEGER NOT NULL,
            reason TEXT NOT NULL,
            rule_key TEXT NOT NULL,
            day TEXT NOT NULL,
            sheet INTEGER NOT NULL,
            sheet_row INTEGER NOT NULL,
            cells TEXT NOT NULL,
            seal TEXT NOT NULL,
            PRIMARY KEY (review, position)
        )""",
        """CREATE TABLE problems (
            review INTEGER NOT NULL REFERENCES reviews,
            position INTEGER NOT NULL,
            severity TEXT NOT NULL,
            code TEXT NOT NULL,
            place TEXT NOT NULL,
            message TEXT NOT NULL,
            hint TEXT NOT NULL,
            source TEXT,
            seal TEXT NOT NULL,
            PRIMARY KEY (review, position)
        )""",
        # One row an act, of whatever kind: `record` is its id in the table of that kind, `seal` its last row's.
        """CREATE TABLE chain (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            record INTEGER NOT NULL,
            seal TEXT NOT NULL,
            UNIQUE (kind, record)
        )""",
        """CREATE TABLE files (
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (name, digest)
        )""",
    ),
    ("rulesets", "reviews", "ratings", "steps", "incidents", "problems", "chain", "files"),
)
_PROCEDURE = SchemaStep(
    "procedure",
    (
        # What came with the scores: opinions, findings, roster.
        """CREATE TABLE records (
            review INTEGER NOT NULL REFERENCES reviews,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            branch TEXT NOT NULL,
            place TEXT NOT NULL,
            cells TEXT NOT NULL,
            seal TEXT NOT NULL,
            PRIMARY KEY (review, position)
        )""",
        # One row an act of the procedure: `content` has its fields, `period` is empty where it belongs to none.
        """CREATE TABLE acts (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            period TEXT NOT NULL,
            day TEXT NOT NULL,
            recorded_at TEXT NOT NULL,
            program TEXT NOT NULL,
            content TEXT NOT NULL,
            seal TEXT NOT NULL
        )""",
        "CREATE INDEX acts_by_period ON acts (period)",
    ),
    ("records", "acts"),
)
_FILE_VERSIONS = SchemaStep(
    "file versions",
    (
        # Which version of its period a file shows; those of the table `files` that are not here show none.
        """CREATE TABLE file_versions (
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (name, digest, version)
        )""",
    ),
    ("file_versions",),
)
_PAPERS = SchemaStep(
    "papers",
    (
        # What the files are that are documents: kind, own date, number, and whether it is a draft.
        """CREATE TABLE papers (
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            kind TEXT NOT NULL,
            day TEXT NOT NULL,
            document TEXT NOT NULL,
            standing TEXT NOT NULL,
            PRIMARY KEY (name, digest)
        )""",
    ),
    ("papers",),
)
_FILE_BASES = SchemaStep(
    "file bases",
    (
        # What a file holds its version against: a digest of the earlier results that it states.
        """CREATE TABLE file_bases (
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            basis TEXT NOT NULL,
            PRIMARY KEY (name, digest, basis)
        )""",
    ),
    ("file_bases",),
)
STEPS = (_REVIEWS, _PROCEDURE, _FILE_VERSIONS, _PAPERS, _FILE_BASES)


def version(database: Database) -> int:
    """Return the number of the last step applied, 0 for an empty database; refuse a foreign or a newer one."""
    if not database.has_table(_RECORD):
        if database.is_foreign():
            raise refusals.foreign(database.name)
        return 0
    newest = database.execute(sql.select(["number", "program"], _RECORD, "ORDER BY number DESC LIMIT 1"))
    number, program = newest[0] if newest else (0, "")
    if not isinstance(number, int):
        raise refusals.broken(database.name, ValueError(f"{_RECORD}: {number}"))
    if number > len(STEPS):
        raise refusals.newer(database.name, program, __version__)
    return int(number)


def guarded(database: Database) -> list[str]:
    """List the tables that are append-only in a ledger, by the steps that it has taken."""
    return [table for step in STEPS[: version(database)] for table in step.append_only]


def upgrade(database: Database) -> None:
    """Apply the steps that are missing, inside the caller's transaction."""
    done = version(database)
    if not done:
        database.prepare()
        database.execute(
            f"CREATE TABLE {_RECORD} (number INTEGER PRIMARY KEY, title TEXT NOT NULL, program TEXT NOT NULL)"
        )
    for number, step in enumerate(STEPS[done:], done + 1):
        triggers = [statement for table in step.append_only for statement in database.append_only(table)]
        for statement in (*step.statements, *triggers):
            database.execute(statement)
        database.execute(sql.insert(_RECORD, ["number", "title", "program"]), number, step.title, __version__)
