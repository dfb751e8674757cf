"""The rectification ledger on the terminal and as JSON."""

import datetime as dt
from collections.abc import Sequence

from starrating.commands.rectify import Opened
from starrating.console.problems import show_problems
from starrating.console.screen import line, out, shown_path, table
from starrating.i18n import text
from starrating.model.acts import Finding
from starrating.procedure.rectification import Rectification

_MOST = 40


def show_opened(opened: Opened, today: dt.date) -> None:
    """Say what was entered, and show what is open."""
    show_problems(opened.problems)
    show_findings([each for each in opened.listed if each.is_open], today)
    out().print(line(text("Entered now: %(number)s.", number=opened.entered), "bold"))
    for file in opened.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))


def show_entered(finding: Finding) -> None:
    """Say under which number a finding was entered."""
    words = text("Entered as number %(number)s: %(branch)s.", number=finding.number, branch=finding.branch)
    out().print(line(words, "bold"))


def show_findings(listed: Sequence[Rectification], today: dt.date, *, overdue: bool = False) -> None:
    """Show findings, the overdue ones first and marked; of very many the first ones. `overdue`: only those."""
    if not listed:
        nothing = text("Nothing is overdue.") if overdue else text("Nothing is open in the rectification ledger.")
        out().print(line(nothing))
        return
    heads = (text("No."), text("Period"), text("Branch"), text("Finding"), text("Lost"), text("Responsible"))
    made = table(*heads, text("Due"), text("Status"), right=(0, 4))
    for each in listed[:_MOST]:
        finding, late = each.finding, each.is_overdue(today)
        status = str(text("%(status)s, overdue", status=finding.status)) if late else finding.status
        cells = (finding.branch, finding.finding, finding.lost, finding.responsible, finding.due, status)
        made.add_row(str(finding.number), str(each.period), *map(line, cells), style="bold" if late else "")
    out().print(made)
    if len(listed) > _MOST:
        out().print(line(text("… and %(number)s more in the workbook.", number=len(listed) - _MOST), "dim"))


def findings_data(listed: Sequence[Rectification], today: dt.date) -> dict[str, object]:
    """Return what `rectify list --json` prints."""
    return {
        "findings": [
            {
                "number": each.finding.number,
                "period": str(each.period),
                "branch": each.finding.branch,
                "finding": each.finding.finding,
                "source": each.finding.source,
                "lost": each.finding.lost or None,
                "measure": each.finding.measure,
                "responsible": each.finding.responsible,
                "due": each.finding.due,
                "status": each.finding.status,
                "open": each.is_open,
                "overdue": each.is_overdue(today),
                "notes": list(each.notes),
            }
            for each in listed
        ]
    }


def show_updated(changed: Sequence[Rectification], today: dt.date) -> None:
    """Say what was changed."""
    if changed:
        show_findings(changed, today)
    out().print(line(text("Changed: %(number)s.", number=len(changed)), "bold"))
