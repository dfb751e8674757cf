"""The sheets of records: incidents, roster, opinions, findings; one row, one record."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starrating.errors import Problem, Rejection
from starrating.files.scores.cell_reports import NAMES, CellReport
from starrating.files.scores.cells import text_of
from starrating.files.scores.column_names import PERSON
from starrating.files.scores.heads import Head, Header
from starrating.files.scores.layouts import lay_out, unused_columns
from starrating.files.scores.several_facts import one_row_per_fact, several_facts
from starrating.files.scores.table_rows import data_rows
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.model import ROSTER_COLUMNS, Column, Incident, RosterEntry
from starrating.model import Sheet as SourceSheet
from starrating.read.cell_facts import doubtful_day
from starrating.ruleset import RuleSet
from starrating.ruleset.columns import finding_columns, incident_columns

Record = Mapping[str, Any]
_NONE = frozenset(("无", "没有", "/", "—", "-", "未发生"))
_NOTHING = re.compile(r"(?:(?:本|上|下|今|全)\S{0,6})?(?:无|未发生|没有)\S*")
_BETWEEN_ALIASES = re.compile(r"[、，,;；/\n]+")


def read_records(
    grid: Sheet, header: Header, columns: Sequence[Column]
) -> tuple[SourceSheet, list[tuple[int, Record]], list[Problem]]:
    """Read the rows of a table of records with the number of each; a row without a required value is left out.

    A record has every column by its identifier, None where blank or not there.
    """
    layout, problems = lay_out(grid, header, columns)
    problems += unused_columns(grid, layout.rest)
    sheet = SourceSheet(grid.file, grid.name, layout.letters())
    if any(column.required and column.name not in layout.roles for column in columns):
        return sheet, [], problems
    report = CellReport(grid)
    records = list(_records(grid, header, columns, layout.roles, report))
    return sheet, records, problems + report.problems()


def _records(
    grid: Sheet, header: Header, columns: Sequence[Column], roles: Mapping[str, Head], report: CellReport
) -> Iterator[tuple[int, Record]]:
    for number, stated in data_rows(grid, header, roles["branch"], roles, report):
        row = _with_plain_names(number, stated, roles, report)
        if columns[-1] == PERSON and _says_nothing(row, roles):
            continue
        name = str(report.read(number, roles["branch"], "", row[roles["branch"].column], "text"))
        faulty = {head for _, head in report.find_faults([number], roles.values(), [name])}
        refused = report.refusals
        record = dict.fromkeys((column.name for column in columns), None) | {
            column.name: report.read(number, roles[column.name], name, row[roles[column.name].column], column.kind)
            for column in columns
            if column.name in roles
        }
        blank = [column for column in columns if column.required and record[column.name] is None]
        if not faulty and report.refusals == refused:
            for column in blank:
                report.refuse(number, roles[column.name], name, _required(column))
        if not blank:
            yield number, record


def _with_plain_names(number: int, row: Row, roles: Mapping[str, Head], report: CellReport) -> Row:
    names = {head.column: head for role, head in roles.items() if role in NAMES}
    return [
        report.plain_names([number], names[column], [cell])[0] if column in names else cell
        for column, cell in enumerate(row)
    ]


def _says_nothing(row: Sequence[Any], roles: Mapping[str, Head]) -> bool:
    """Tell whether a row of a list of incidents only says that there was none: 本期无, or 无 in every cell."""
    cells = {name: text_of(row[head.column]) for name, head in roles.items()}
    branch = cells.pop("branch") or ""
    said = {cell for cell in cells.values() if cell}
    return said <= _NONE and (bool(said) or bool(_NOTHING.fullmatch(branch)))


def _required(column: Column) -> Rejection:
    return Rejection("value-missing", text("is not filled in"), text("Fill in %(column)s.", column=column.head))


def read_incidents(
    grid: Sheet, header: Header, rules: RuleSet, today: dt.date | None = None
) -> tuple[list[Incident], list[Problem]]:
    """Read a sheet of incidents; the trigger stays as it is written, for the rules to find.

    A row is reported and left out if it tells several facts at once, or if its date comes after `today`, or is shown
    without its year: 12-28 typed in January is a day of the year that had just begun.
    """
    sheet, records, problems = read_records(grid, header, (*incident_columns(rules), PERSON))
    found = [column.name for column in finding_columns(rules)]
    incidents = []
    for number, record in records:
        if doubt := doubtful_day(grid, sheet.place("date", number), record["date"], today):
            problems.append(doubt)
            continue
        if several := several_facts(record, rules):
            problems.append(one_row_per_fact(sheet.place(several, number), record, several))
            continue
        plain = {name: value for name, value in record.items() if name not in found}
        findings = {name: record[name] for name in found}
        incidents.append(Incident(**plain, findings=findings, sheet=sheet, row=number))
    return incidents, problems


def read_roster(grid: Sheet, header: Header) -> tuple[list[RosterEntry], list[Problem]]:
    """Read the roster; several aliases of a branch stand in one cell, with a comma or 、 between them."""
    _, records, problems = read_records(grid, header, ROSTER_COLUMNS)
    return [RosterEntry(**{**record, "aliases": _aliases(record["aliases"])}) for _, record in records], problems


def _aliases(cell: str | None) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in _BETWEEN_ALIASES.split(cell or "") if alias.strip())
