"""The whole ledger as rows, to be put back into an empty one: on another machine, or on the other kind of database."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

from msgspec.structs import replace

from starrating.errors import CellRef, InputError, LedgerError, Problem
from starrating.i18n import Text, listed, text
from starrating.ledger import refusals, schema, seals, sql
from starrating.ledger.database import Database, Row
from starrating.ledger.tables import ACTS, REVIEW_TABLES, SEAL
from starrating.model.ledger_entries import TableRows
from starrating.version import __version__

_STEPS = "starrating_steps"
_BY_TEXT = {
    "rulesets": ("digest", "id", "rules"),
    "files": ("name", "digest"),
    "file_versions": ("name", "digest", "version"),
    "papers": ("name", "digest", "kind", "day", "document", "standing"),
    "file_bases": ("name", "digest", "basis"),
}
"""Tables whose keys are texts, which each database sorts in its own way."""
_BY_NUMBER = {
    **{table.name: (*table.columns, SEAL) for table in (*REVIEW_TABLES, ACTS)},
    "chain": ("number", "kind", "record", SEAL),
}
COLUMNS = {_STEPS: ("number", "title", "program"), **_BY_TEXT, **_BY_NUMBER}
"""The columns of every table; a table comes after those that it refers to, and the first column is never blank."""
_NULLABLE = {("incidents", "judged_trigger"), ("problems", "source")}
_NUMBERS = {
    *("number", "record", "review", "version", "position", "rank", "counted", "sheet", "sheet_row"),
    *("star_by_score", "star", "previous_star", "star_before", "star_after"),
}
_MOST = 2**31


def all_rows(database: Database) -> list[TableRows]:
    """Return all rows in the order of their keys; they are read while they are asked for."""
    return [TableRows(name, columns, _rows(database, name, columns)) for name, columns in COLUMNS.items()]


def restore_rows(database: Database, tables: Sequence[TableRows], name: str) -> None:
    """Put rows into the tables of an empty ledger, and verify them, within the caller's transaction."""
    if any(database.execute(sql.select(["1"], table, "LIMIT 1")) for table in (*_BY_TEXT, *_BY_NUMBER)):
        raise refusals.not_empty(database.name)
    given = {table.name: table for table in tables}
    if _STEPS in given:
        steps = given[_STEPS] = given[_STEPS]._replace(rows=list(given[_STEPS].rows))
        given |= {name: table for name, table in _later_ones(steps).items() if name not in given}
    for table in tables:
        if tuple(table.columns) != COLUMNS.get(table.name):
            _refuse(
                CellRef(name, table.name), text("This is no table of a ledger of this program, or its heads differ.")
            )
    if missing := [known for known in COLUMNS if known not in given]:
        _refuse(CellRef(name), text("Tables are missing: %(names)s.", names=listed(missing)))
    try:
        for known in COLUMNS:
            _put(database, given[known], name)
    except LedgerError as error:
        if error.problems[0].code == "ledger-broken":
            _refuse(CellRef(name), text("Rows contradict each other."), error)
        raise
    if flaws := seals.verify(database):
        raise LedgerError([replace(problem, place=CellRef(name, problem.sheet, problem.cell)) for problem in flaws])


def _later_ones(steps: TableRows) -> dict[str, TableRows]:
    """Return the tables of steps that an exported ledger had not yet taken, without rows."""
    taken_steps = {row[0] for row in steps.rows if row}
    later = [step for number, step in enumerate(schema.STEPS, 1) if taken_steps and number not in taken_steps]
    return {name: TableRows(name, COLUMNS[name], ()) for step in later for name in step.append_only if name in COLUMNS}


def _rows(database: Database, name: str, columns: Sequence[str]) -> Iterator[Row]:
    query = sql.select(columns, name)
    if name in _BY_TEXT:
        yield from sorted(database.execute(query))
        return
    for chunk in database.stream(f"{query} ORDER BY 1, 2"):
        yield from chunk


def _put(database: Database, table: TableRows, name: str) -> None:
    rows = _checked(table, name)
    if table.name == _STEPS:
        _put_steps(database, list(rows), name)
    else:
        database.insert_all(table.name, table.columns, rows)


def _put_steps(database: Database, steps: list[Row], name: str) -> None:
    """Let the ledger say by which program each step was applied: it may have been an older one."""
    for number, title, program in steps:
        if number > len(schema.STEPS):
            raise refusals.newer(name, str(program), __version__)
        database.execute(sql.delete(_STEPS, "WHERE number = ?"), number)
        database.execute(sql.insert(_STEPS, COLUMNS[_STEPS]), number, title, program)


def _checked(table: TableRows, name: str) -> Iterator[Row]:
    """Let through rows of which every value is of the kind that its column holds."""
    kinds = [_kind(table.name, column) for column in table.columns]
    for number, row in enumerate(table.rows, 1):
        wrong = len(row) != len(kinds) or any(not _is(kind, value) for kind, value in zip(kinds, row, strict=True))
        if wrong:
            message = text("Row %(row)s is not as the program wrote it.", row=number)
            _refuse(CellRef(name, table.name), message)
        yield tuple(row)


def _kind(table: str, column: str) -> str:
    if column in _NUMBERS or (column == "id" and table != "rulesets"):
        return "number"
    return "text or nothing" if (table, column) in _NULLABLE else "text"


def _is(kind: str, value: object) -> bool:
    if kind == "number":
        return type(value) is int and -_MOST <= value < _MOST
    return _is_storable(value) if isinstance(value, str) else value is None and kind != "text"


def _is_storable(value: str) -> bool:
    """Tell a text that both databases take: without half characters and the character 0."""
    return "\0" not in value and (value.isascii() or not any("\ud800" <= each <= "\udfff" for each in value))


def _refuse(place: CellRef, message: Text, cause: Exception | None = None) -> NoReturn:
    hint = text("Nothing was restored. Take the file as it was exported; it must not be edited or sorted.")
    raise InputError([Problem("error", "export-broken", place, message, hint)]) from cause
