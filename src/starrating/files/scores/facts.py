"""Facts: columns of the score sheet that are no scores, which the rule set declares and reads."""

from typing import Any

from starrating.errors import Place, Problem, Rejection
from starrating.files.scores.cell_reports import CellReport
from starrating.files.scores.cells import BLANKS, not_applicable
from starrating.files.scores.heads import Head
from starrating.files.scores.layouts import Layout
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import Column
from starrating.ruleset import RuleSet
from starrating.ruleset.columns import fact_columns

FACT_MISSING = Rejection(
    "fact-missing", text("is blank, and the rule set needs it"), text("Fill in the cell; nothing is assumed.")
)
"""What is said of a blank fact that the rule set does not let be blank."""


def facts_without_column(grid: Sheet, layout: Layout, rules: RuleSet) -> list[Problem]:
    """Say which facts that may be blank have no column; those that may not are reported with the layout."""
    absent = [column.head for column in fact_columns(rules) if not column.required and column.name not in layout.roles]
    if not absent:
        return []
    message = text("There is no column %(missing)s; it counts as blank for every branch.", missing="、".join(absent))
    return [Problem("warning", "fact-column-missing", Place(grid.file, grid.name), message)]


def read_fact(report: CellReport, at: tuple[int, Head, str], cell: object, fact: Column) -> Any:  # noqa: ANN401 [see value_of]
    """Read the cell of a fact, at a row, in the column of a head, of a branch; None if it is not there.

    A blank is refused where the rule set says so; where it does not, a stroke or 不适用 is as good as a blank.
    """
    row, head, branch = at
    if isinstance(cell, str) and not cell.strip(BLANKS):
        if fact.required and not report.is_faulty(row, head):
            report.refuse(row, head, branch, FACT_MISSING)
        return None
    if not fact.required and fact.kind != "text" and not_applicable(cell)[0]:
        report.remark(row, head, cell)
        return None
    return report.read(row, head, branch, cell, fact.kind)
