"""The other sheets of a blank workbook: incidents, an opinion of each department, findings, the roster."""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from starrating.i18n import Text, text
from starrating.model import OPINION_COLUMNS, RECTIFICATION_COLUMNS, ROSTER_COLUMNS, Column, RosterEntry, letter
from starrating.model.acts import Finding
from starrating.model.cell_words import cell_word
from starrating.model.sheets import DEPARTMENT_LABEL, sheet_of
from starrating.ruleset.sheet_columns import incident_columns, subjects, tells_acts_apart
from starrating.write.blank.context import BlankContext, KnownBranch
from starrating.write.blank.styling import (
    answers,
    fit,
    framed,
    head,
    laid,
    note,
    offer,
    protect,
    set_open,
    title,
)
from starrating.write.xlsx.page import filling_rows

SPARE = 3
"""How many blank rows a list of records has below what is known, at least: they fill its page."""
_WIDE: Mapping[str, float] = {
    "branch": 22,
    "unit": 14,
    "note": 36,
    "finding": 36,
    "measure": 30,
    "document": 16,
    "aliases": 18,
    "due": 14,
    "date": 12,
}
_HEAD_HEIGHT, _SIGNED_HEIGHT = 34, 24
_LEFT = 20
"""Words of a wider column begin at its left."""
_OPINION_NOTES: Mapping[str, Text] = {
    "opinion": text(
        "No objection: nothing speaks against the rating. Objection: something does; say what. Blank or no answer: "
        "not answered yet."
    ),
    "note": text("What happened, and by which document."),
}
_SIGNED = text("Head of the department: (signature, seal)                    Date:")
_DATES = {
    "finding": text("The date of the finding, such as 2013-05-04."),
    "act": text("The date of the act, such as 2013-05-04."),
    "decision": text("The date of the decision, such as 2013-05-04."),
}


def add_incidents(book: Workbook, blank: BlankContext) -> None:
    """Add 降星情形: a row for each incident that a department reports."""
    rules = blank.rules
    clauses = [trigger.clause for trigger in (rules.triggers.list if rules.triggers else ())]
    systems = list(rules.sanctions.systems) if rules.sanctions else []
    choices = {"trigger": clauses, "subject": list(subjects(rules)), "sanction_system": systems}
    columns = [column for column in incident_columns(rules) if column.name != "act" or tells_acts_apart(rules)]
    notes = {column.name: _incident_note(column, blank) for column in columns}
    sheet: Worksheet = book.create_sheet(blank.sheet("incidents"))
    _add_list(sheet, blank, 1, _List(columns, (), choices, notes))


def add_opinions(book: Workbook, blank: BlankContext) -> None:
    """Add a sheet for each department, with every branch and no answer yet."""
    columns = [column for column in OPINION_COLUMNS if column.name != "department"]
    notes = {name: blank.say(words) for name, words in _OPINION_NOTES.items()}
    rows = [{"branch": branch} for branch in blank.branches]
    taken: list[str] = []
    for department in blank.departments:
        taken.append(sheet_of(department, taken, blank.rules.language))
        sheet: Worksheet = book.create_sheet(taken[-1])
        title(sheet, blank.headline(text("opinions of the departments")), len(columns) + 1)
        sheet["A2"] = f"{DEPARTMENT_LABEL[blank.rules.language]}{department}"
        end = _add_list(sheet, blank, 3, _List(columns, rows, {}, notes), _SIGNED_HEIGHT)
        sheet.cell(end + 1, 1, blank.say(_SIGNED))
        sheet.row_dimensions[end + 1].height = _SIGNED_HEIGHT


def add_findings(book: Workbook, blank: BlankContext) -> None:
    """Add 自查整改, with the findings of earlier periods that are open."""
    sheet: Worksheet = book.create_sheet(blank.sheet("findings"))
    rows = [_finding_row(finding, blank.rules.language) for finding in blank.findings]
    notes = {"finding": blank.say(text("What is open from earlier periods stands here already.")) if rows else ""}
    _add_list(sheet, blank, 1, _List(RECTIFICATION_COLUMNS, rows, {}, notes))


def add_roster(book: Workbook, blank: BlankContext) -> None:
    """Add 名册: every branch on it must have scores, and no other may."""
    sheet: Worksheet = book.create_sheet(blank.sheet("roster"))
    words = text("Other names that workbooks use, with a comma between them.")
    rows = [_roster_row(entry) for entry in blank.roster]
    _add_list(sheet, blank, 1, _List(ROSTER_COLUMNS, rows, {}, {"aliases": blank.say(words)}))


def _finding_row(finding: Finding, language: str) -> KnownBranch:
    words_of = {column.name: cell_word(getattr(finding, column.name), language) for column in RECTIFICATION_COLUMNS}
    return {name: words or None for name, words in words_of.items()}


def _roster_row(entry: RosterEntry) -> KnownBranch:
    row = {column.name: getattr(entry, column.name) for column in ROSTER_COLUMNS}
    return {**row, "aliases": "、".join(entry.aliases) or None}


class _List(NamedTuple):
    """A table of records: its columns, its first rows; by column what there is to choose, and what the head notes."""

    columns: Sequence[Column]
    rows: Sequence[KnownBranch]
    choices: Mapping[str, Sequence[str]]
    notes: Mapping[str, str]


def _add_list(sheet: Worksheet, blank: BlankContext, top: int, listed: _List, below: int = 0) -> int:
    """Write a table whose heads stand in row `top`, with blank rows to the end of its page; return its last row."""
    columns, rows, choices, notes = listed
    head(sheet, top, 1, blank.say(text("No.")), 6)
    sheet.row_dimensions[top].height = _HEAD_HEIGHT
    for index, column in enumerate(columns, start=2):
        head(sheet, top, index, blank.head(column), _WIDE.get(column.name, 10))
    on = laid(sheet, (top, top), below)
    count = filling_rows(on.around, on.page, len(rows) + SPARE)
    last = top + count
    for index, column in enumerate(columns, start=2):
        if words := notes.get(column.name):
            note(sheet.cell(top, index), words, blank.rules.wording.scheme)
        cells = f"{letter(index - 1)}{top + 1}:{letter(index - 1)}{last}"
        offer(sheet, cells, choices.get(column.name) or answers(column, blank.rules))
    blanks: repeat[KnownBranch] = repeat({}, count - len(rows))
    for row, known in enumerate(chain(rows, blanks), start=top + 1):
        framed(sheet, row, 1, row - top if known else None)
        for index, column in enumerate(columns, start=2):
            long = _WIDE.get(column.name, 0) > _LEFT
            cell = framed(sheet, row, index, known.get(column.name), align="left" if long else "center")
            set_open(cell)
            if column.kind == "date":
                cell.number_format = "yyyy-mm-dd"
    protect(sheet)
    sheet.freeze_panes = f"C{top + 1}"
    fit(sheet, (top, top), range(top + 1, last + 1), below)
    return last


def _incident_note(column: Column, blank: BlankContext) -> str:
    triggers = blank.rules.triggers
    if column.name == "trigger":
        return "\n".join(f"{trigger.clause} {trigger.text}" for trigger in (triggers.list if triggers else ()))
    if column.kind == "answer":
        return blank.say(text("Yes or no, as found; a blank cell is refused where the trigger needs it."))
    if column.kind == "date":
        return blank.say(_DATES[triggers.window.date if triggers else "finding"])
    return ""
