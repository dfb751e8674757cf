"""Ways through a workbook: from the summary to the reasons and back, and the list of the sheets."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from starrating.exact import Exact
from starrating.i18n import text
from starrating.write.wording import SheetWording
from starrating.write.xlsx.table import Column, Table, quoted

MOST_LINKS = 5000
"""A sheet that would have more links has none: nobody clicks through so many, and Excel holds no more than 65,530."""
_NUMBERS, _NAMES = 0, 1

Target = tuple[Table, int]
"""A row of a table, counted from 0."""


class Entry(NamedTuple):
    """A sheet in the list of sheets: its name, its title, and how many rows it has, where that means something."""

    name: str
    title: str
    rows: int | None = None


def linked(words: SheetWording, summary: Table, reasons: Sequence[Table]) -> list[Table]:
    """Lead from the numbers of the summary's rows to the first row about each name in the tables of reasons, and back.

    All tables have a number in their first column, whose head says where it leads, and the names in their second; each
    name is in one row of the summary. The names themselves lead nowhere: as links they would be printed in blue.
    """
    to = text("The number of a row that something is to be said of leads to it.")
    back = text("The numbers lead back to the summary.")
    row_of = {name: row for row, name in enumerate(_names(summary))}
    there: dict[int, Target] = {}
    answered = []
    for table in reasons:
        home = {row: (summary, row_of[name]) for row, name in enumerate(_names(table)) if name in row_of}
        for row, (_, told) in home.items():
            there.setdefault(told, (table, row))
        answered.append(_leading(table, home, words.say(back)))
    return [_leading(summary, there, words.say(to)), *answered]


def contents_table(words: SheetWording, entries: Sequence[Entry]) -> Table:
    """Return the list of the sheets, each number leading to its sheet; a name would be printed in blue."""
    say = words.say
    notes = [None if entry.rows is None else say(text("rows: %(count)s", count=entry.rows)) for entry in entries]
    columns = [
        Column(say(text("No.")), np.arange(1, len(entries) + 1), 6, "whole"),
        Column(say(text("Sheet")), [entry.name for entry in entries], 14, "text", widest=20),
        Column(say(text("Content")), [entry.title for entry in entries], 44, "text", widest=54),
        Column(say(text("Note")), notes, 10, widest=14),
    ]
    title = words.headline(words.title(text("list of the sheets")))
    links = {row: f"{quoted(entry.name)}!A1" for row, entry in enumerate(entries)}
    table = Table(say(text("Contents")), title, words.period_line, "", columns, words.notes(), frozen=0)
    return _leading(table, links, say(text("The numbers lead to the sheets.")))


def _names(table: Table) -> Sequence[str | None]:
    names = table.columns[_NAMES].values
    assert not isinstance(names, Exact | np.ndarray)
    return names


def _leading(table: Table, links: Mapping[int, Target | str], sentence: str) -> Table:
    if not 0 < len(links) <= MOST_LINKS:
        return table
    columns = [*table.columns]
    columns[_NUMBERS] = replace(columns[_NUMBERS], comment=sentence)
    places = {(row, _NUMBERS): to if isinstance(to, str) else to[0].place(to[1], _NUMBERS) for row, to in links.items()}
    return replace(table, columns=columns, links=places)
