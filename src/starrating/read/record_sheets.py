"""The sheets of records: incidents, roster, opinions, findings; one row, one record.

One row, one fact: a row of the incident list that tells of several people or several sanctions is not read.

The sheets of opinions: one for all departments, or one for each, which then says whose it is.

Where a sheet has no column 部门, the department stands above the table (征求意见部门：纪检), or in the name of the
sheet (部门意见（纪检）, 部门意见-纪检).
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from starrating.errors import CellRef, Problem, Rejection, column_index
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.model import OPINION_COLUMNS, ROSTER_COLUMNS, Column, Incident, RosterEntry, SourceSheet
from starrating.model.cell_words import meant
from starrating.patterns import regex
from starrating.read.cell_facts import doubtful_day
from starrating.read.cell_problems import NAMES, CellProblems
from starrating.read.cell_values import BLANKS, HALF_WIDTH, display_text, text_of
from starrating.read.column_names import PERSON, names_of, normalized
from starrating.read.data_rows import data_rows
from starrating.read.header_row import ColumnHeader, HeaderRow
from starrating.read.incident_remarks import said_beside, undoes, undone
from starrating.read.sheet_layout import head_there, match_columns, unused_columns
from starrating.read.sheet_words import titles_above
from starrating.read.stated_terms import not_final_titles
from starrating.ruleset import RuleSet
from starrating.ruleset.sheet_columns import finding_columns, incident_columns, subjects

Record = Mapping[str, Any]
_NONE = frozenset(("无", "没有", "/", "—", "-", "未发生"))
_NOTHING = regex(r"(?:(?:本|上|下|今|全)\S{0,6})?(?:无|未发生|没有)\S*")
_BETWEEN_ALIASES = regex(r"[、，,;；/\n]+")


def read_records(
    grid: Sheet, header: HeaderRow, columns: Sequence[Column]
) -> tuple[SourceSheet, list[tuple[int, Record]], list[Problem]]:
    """Read the rows of a table of records with the number of each; a row without a required value is left out.

    A record has every column by its identifier, None where blank or not there.
    """
    layout, problems = match_columns(grid, header, columns)
    problems += unused_columns(grid, layout.rest)
    sheet = SourceSheet(grid.file, grid.name, layout.letters())
    if any(column.required and column.name not in layout.roles for column in columns):
        return sheet, [], problems
    report = CellProblems(grid)
    others: list[tuple[int, Row]] = []
    rows = _with_plain_names(list(data_rows(grid, header, layout.roles, report, others)), layout.roles, report)
    if columns[-1] == PERSON:
        rows = [(number, row) for number, row in rows if not _says_nothing(row, layout.roles)]
        problems += said_beside(grid, header, list(layout.roles.values()), rows, others)
    records = list(_records(rows, columns, layout.roles, report))
    return sheet, records, problems + report.problems()


def _records(
    rows: Sequence[tuple[int, Row]], columns: Sequence[Column], roles: Mapping[str, ColumnHeader], report: CellProblems
) -> Iterator[tuple[int, Record]]:
    there = [(column, roles[column.name]) for column in columns if column.name in roles]
    alike = [_read_alike(column, [row[head.column] for _, row in rows], report) for column, head in there]
    nothing, required = dict.fromkeys(column.name for column in columns), [each for each in columns if each.required]
    for number, row in rows:
        name = str(report.read(number, roles["branch"], "", row[roles["branch"].column], "text"))
        faulty = {head for _, head in report.find_faults([number], roles.values(), [name])}
        refused = report.refusals
        record: dict[str, object] = {**nothing}
        for (column, head), known in zip(there, alike, strict=True):
            cell = row[head.column]
            record[column.name] = (
                known[cell] if known else _listed_word(column, report.read(number, head, name, cell, column.kind))
            )
        blank = [column for column in required if record[column.name] is None]
        if not faulty and report.refusals == refused:
            for column in blank:
                report.refuse(number, roles[column.name], name, _required(roles[column.name].title))
        if not blank:
            yield number, record


def _read_alike(column: Column, cells: Sequence[object], report: CellProblems) -> Mapping[object, object] | None:
    """Read the cells of a column, each text once; None if they have to be read one by one."""
    read = report.read_alike(cells, column.kind)
    return read and {cell: _listed_word(column, value) for cell, value in read.items()}


def _listed_word(column: Column, value: object) -> object:
    """Return the word of the column's list that a cell says, in whichever language; any other value as it is."""
    return meant(value, column.words) if column.words and isinstance(value, str) else value


def _with_plain_names(
    rows: list[tuple[int, Row]], roles: Mapping[str, ColumnHeader], report: CellProblems
) -> list[tuple[int, Row]]:
    for head in [head for role, head in roles.items() if role in NAMES]:
        at, cells = head.column, [row[head.column] for _, row in rows]
        names = report.plain_names([number for number, _ in rows], head, cells)
        if names is not cells:
            rows = [
                (number, [*row[:at], name, *row[at + 1 :]]) for (number, row), name in zip(rows, names, strict=True)
            ]
    return rows


def _says_nothing(row: Sequence[Any], roles: Mapping[str, ColumnHeader]) -> bool:
    """Tell whether a row of a list of incidents only says that there was none: 本期无, or 无 in every cell."""
    some = False
    for name, head in roles.items():
        if name != "branch" and (cell := text_of(row[head.column])):
            if cell not in _NONE:
                return False
            some = True
    return some or bool(_NOTHING.fullmatch(text_of(row[roles["branch"].column]) or ""))


def _required(head: str) -> Rejection:
    return Rejection("value-missing", text("is not filled in"), text("Fill in %(column)s.", column=head))


def read_incidents(
    grid: Sheet, header: HeaderRow, rules: RuleSet, today: dt.date | None = None
) -> tuple[list[Incident], list[Problem]]:
    """Read a sheet of incidents; the trigger stays as it is written, for the rules to find.

    A row is reported and left out if it tells several facts at once, or if its date comes after `today`, or is shown
    without its year: 12-28 typed in January is a day of the year that had just begun.
    """
    sheet, records, problems = read_records(grid, header, (*incident_columns(rules), PERSON))
    problems += not_final_titles(grid, titles_above(grid, header))
    found = [column.name for column in finding_columns(rules)]
    terms = {"subject": set(subjects(rules)), "sanction": _sanctions(rules)}
    dated = column_index(sheet.letters["date"]) if records else 0
    incidents, known = [], dict[tuple[object, ...], str | None]()
    for number, record in records:
        if doubt := doubtful_day(grid, (number, dated), record["date"], today):
            problems.append(doubt)
            continue
        told = tuple(record[column] for column in (PERSON.name, *terms, "note"))
        if told not in known:
            known[told] = _several_facts(record, terms)
        if record["note"] and undoes(record["note"]):
            problems.append(undone(sheet.place("note", number), record["note"]))
            continue
        if several := known[told]:
            problems.append(one_row_per_fact(sheet.place(several, number), record, several))
            continue
        plain = {**record}
        findings = {name: plain.pop(name) for name in found}
        incidents.append(Incident(**plain, findings=findings, sheet=sheet, row=number))
    return incidents, problems


def read_roster(grid: Sheet, header: HeaderRow) -> tuple[list[RosterEntry], list[Problem]]:
    """Read the roster; several aliases of a branch stand in one cell, with a comma or 、 between them."""
    _, records, problems = read_records(grid, header, ROSTER_COLUMNS)
    return [RosterEntry(**{**record, "aliases": _aliases(record["aliases"])}) for _, record in records], problems


def _aliases(cell: str | None) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in _BETWEEN_ALIASES.split(cell or "") if alias.strip())


_BETWEEN = regex(r"[、,，;；/／\n]|(?<=\w)[和及与](?=\w)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
_SEVERAL_NAMED = regex(rf"(?<!\w){_NAME}(?:[、,，和]{_NAME})+(?:等?\s*\S{{0,2}}\s*[人名])?\s*(?:受|被|给予|分别|各|均)")
_SEVERAL_COUNTED = regex(
    r"(?:[2-9]|\d\d+|[两二三四五六七八九十]+)\s*[人名](?:党员|职工|干部)?\s*(?:受|被|给予|分别|各|均)"
)


def _several_facts(record: Mapping[str, Any], terms: Mapping[str, Collection[str]]) -> str | None:
    """Return the column in which a row of the incident list tells of several people or sanctions; None if in none.

    `terms` are those of the rule set, by column: one fact each, however many words they have.
    """
    if _parts(record[PERSON.name]) > 1:
        return PERSON.name
    for column, known in terms.items():
        if record[column] not in known and _parts(record[column]) > 1:
            return column
    note = (record["note"] or "").translate(HALF_WIDTH)
    return "note" if _SEVERAL_NAMED.search(note) or _SEVERAL_COUNTED.search(note) else None


def one_row_per_fact(place: CellRef, record: Mapping[str, Any], column: str) -> Problem:
    """Report such a row at its cell."""
    message = text(
        "%(branch)s: “%(value)s” tells of several people or sanctions in one cell.",
        branch=record["branch"],
        value=display_text(record[column]),
    )
    hint = text("Give each person and each sanction a row of its own, with the same date and document number.")
    return Problem("error", "several-in-one-row", place, message, hint)


def _parts(cell: str | None) -> int:
    return len([part for part in _BETWEEN.split(cell) if part.strip()]) if cell else 0


def _sanctions(rules: RuleSet) -> set[str]:
    """Return the terms of the rule set, which may themselves hold a comma or 和."""
    scale = rules.sanctions
    if scale is None:
        return set()
    return {
        *scale.spellings,
        *scale.not_sanctions,
        *(term for system in scale.systems.values() for term in system.order),
    }


_LABEL = regex(r"(?:(?:征求意见)?部门|department)\s*:\s*(\S.*)", re.IGNORECASE)
_NAMED = regex(r"[^(\-—_]+(?:\((?P<inside>[^()]+)\)|[-—_]\s*(?P<behind>\S.*))")
_NOTE_COLUMN = next(column for column in OPINION_COLUMNS if column.name == "note")
_DEPARTMENT, _OPINION, _NOTE = (
    names_of("department", "部门"),
    names_of("opinion", "意见"),
    names_of("note", _NOTE_COLUMN.head),
)
_WITHOUT = tuple(column for column in OPINION_COLUMNS if column.name != "department")


def read_opinions(grid: Sheet, header: HeaderRow) -> tuple[SourceSheet, list[tuple[int, Record]], list[Problem]]:
    """Read a sheet of opinions as `read_records` does; a column 部门 goes before what the sheet itself says."""
    header, told = _with_words(grid, header)
    sheet, records, problems = _opinions(grid, header)
    return sheet, records, [*told, *problems]


def _with_words(grid: Sheet, header: HeaderRow) -> tuple[HeaderRow, list[Problem]]:
    """Read words that stand beside the opinions under no head as the note that they are: a department wrote them."""
    heads = {head.column: head for head in header.heads}
    opinion = next((head for head in header.heads if head.key in _OPINION), None)
    if opinion is None or opinion.column + 1 in heads or any(head.key in _NOTE for head in header.heads):
        return header, []
    column = opinion.column + 1
    below = ((number, row[column]) for number, row in grid.rows() if number > header.bottom and column < len(row))
    first = next((number for number, cell in below if text_of(cell)), None)
    if first is None:
        return header, []
    note = head_there(_NOTE_COLUMN, header)
    message = text("The column has no head; it is read as %(column)s of the opinions beside it.", column=note)
    hint = text("Write %(column)s above it.", column=note)
    notice = Problem("notice", "column-without-head", grid.place(first, column), message, hint)
    return header._replace(heads=(*header.heads, ColumnHeader(header.bottom, column, note))), [notice]


def _opinions(grid: Sheet, header: HeaderRow) -> tuple[SourceSheet, list[tuple[int, Record]], list[Problem]]:
    of_each = any(head.key in _DEPARTMENT for head in header.heads)
    department = None if of_each else department_of(grid, header)
    if department is None:
        return read_records(grid, header, OPINION_COLUMNS)
    sheet, records, problems = read_records(grid, header, _WITHOUT)
    return sheet, [(number, {**record, "department": department}) for number, record in records], problems


def department_of(grid: Sheet, header: HeaderRow) -> str | None:
    """Return the department whose sheet this is; None if neither the rows above the heads nor its name say so."""
    for row in grid.first_rows(header.top - 1):
        for cell in row:
            if isinstance(cell, str) and (match := _LABEL.fullmatch(normalized(cell).strip(BLANKS))):
                return cell.strip(BLANKS)[match.start(1) :].strip(BLANKS)
    match = _NAMED.fullmatch(normalized(grid.name).strip(BLANKS))
    return (match["inside"] or match["behind"]).strip(BLANKS) if match else None
