"""The workbook of the rectification ledger 整改台账: written for the office, edited there, and read back.

Importing this module imports XlsxWriter.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from starrating.i18n import text
from starrating.model.acts import Finding
from starrating.model.cell_words import cell_word
from starrating.model.sheets import HEADS, of_subject
from starrating.write.wording import SheetWording
from starrating.write.xlsx.table import Column, Table, write_table
from starrating.write.xlsx.workbook import Styles, WorkbookProperties, new_book


def file_stem(words: SheetWording) -> str:
    """Return the name of the workbook without its ending: 2013年上半年星级党支部整改台账."""
    return words.title(text("rectification ledger"))


def write_rectifications(
    path: Path, words: SheetWording, findings: Sequence[tuple[str, Finding, bool]], recorded_at: str
) -> None:
    """Write the ledger of a period: of each finding the period it was opened in, the finding, whether it is overdue.

    `OSError` if the file cannot be written.
    """
    with new_book(
        path, WorkbookProperties(file_stem(words), recorded_at, words.rules.title, words.organisation)
    ) as book:
        write_table(book, Styles(book, words.rules.language), _table(words, findings))


def _table(words: SheetWording, findings: Sequence[tuple[str, Finding, bool]]) -> Table:
    say, language = words.say, words.rules.language
    heads = {head.name: head.head for head in of_subject(HEADS[language], words.rules.wording.subject)}
    rows = [finding for _, finding, _ in findings]

    def cells(name: str) -> list[str | None]:
        return [cell_word(getattr(finding, name), language) or None for finding in rows]

    columns = [
        Column(heads["number"], np.array([finding.number for finding in rows], dtype=np.int64), 6, "whole"),
        Column(heads["branch"], cells("branch"), 14, "text", widest=20),
        Column(say(text("Finding")), cells("finding"), 18, "text", widest=26),
        Column(say(text("Source")), cells("source"), 7),
        Column(say(text("Points lost")), cells("lost"), 7),
        Column(heads["measure"], cells("measure"), 18, "text", widest=22),
        Column(heads["responsible"], cells("responsible"), 9, widest=10),
        Column(heads["due"], cells("due"), 11, widest=14),
        Column(heads["status"], cells("status"), 8, widest=10, bold=True),
        Column(heads["note"], [None] * len(rows), 14, "text", widest=20),
        Column(say(text("Opened in")), [period for period, _, _ in findings], 10, widest=14),
    ]
    late = np.array([overdue for _, _, overdue in findings], dtype=np.bool_)
    note = text(
        "Note: rows set off are overdue. Edit status, measure, responsible and due, and read the workbook back."
    )
    title = words.headline(file_stem(words))
    name = say(text("Rectification"))
    return Table(name, title, words.period_line, "", columns, words.notes(note), late, signatures=words.signatures)
