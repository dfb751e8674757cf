"""Where the periods stand in the procedure, on the terminal and as JSON."""

from collections.abc import Mapping, Sequence
from functools import partial

import typer

from starrating.cli.shared.options import Folder, Json, PeriodOption, now, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import answer, line, out, table
from starrating.commands.status import status as run_status
from starrating.i18n import joined, text
from starrating.procedure.review_state import PeriodStatus, status_notes
from starrating.procedure.stages import Stage


def status(ctx: typer.Context, period: PeriodOption = None, json: Json = False, folder: Folder = None) -> None:
    """Show where each period stands."""
    workspace = open_command(ctx, folder, json=json)
    answer(
        json,
        to_json,
        partial(show, begun=workspace.file is not None),
        run_status(workspace, period_named(period), now().today),
    )


_STYLES: Mapping[Stage, str] = {
    "not-assessed": "dim",
    "on-notice": "cyan",
    "contested": "bold red",
    "uncontested": "green",
    "awarded": "green",
}


def show(found: Sequence[PeriodStatus], *, begun: bool) -> None:
    """Show a line for each period; where there is none, how to begin, and whether the folder is a workspace already."""
    if not found:
        out().print(line(text("The ledger is empty.")))
        begin_with = (
            *(() if begun else [text("A folder with settings, rules and templates: starrating init")]),
            text("A blank workbook: starrating template"),
            text("A workbook that is filled in: starrating score"),
        )
        for words in begin_with:
            out().print(line(words, "dim"))
        return
    made = table(
        text("Period"),
        text("Stage"),
        text("Version"),
        text("What there is to know"),
        text("Next command"),
        sentences=(3,),
    )
    for period_status in found:
        stage = line(period_status.stage_name, _STYLES.get(period_status.stage, ""))
        message = joined(list(status_notes(period_status)), text("; "))
        version = str(period_status.standing.version or "")
        made.add_row(
            str(period_status.standing.period), stage, version, line(message), line(period_status.next_command or "")
        )
    out().print(made)


def to_json(found: Sequence[PeriodStatus]) -> dict[str, object]:
    """Return what `status --json` prints.

    `{"periods": [{"period": "2013H1", "version": 1, "stage": "on-notice", "waits_for": [], "superseded": [],
    "unanswered": [{"department": "安全", "branches": 24}],
    "forms_outstanding": ["采煤一队党支部"], "marks_outstanding": ["组织科"], "open_objections": [1], "upheld": null,
    "workbook": "current",
    "decided": {"date": "2013-07-10", "document": "…", "changes": 1},
    "notice": {"first": "2013-07-15", "last": "2013-07-19", "kind": "notice"}, "days_left": 3,
    "next": "starrating …"}]}`.

    `workbook` is one of current, superseded, outdated (it states earlier stars that hold no more), missing, changed;
    `stage` one of not-assessed, assessed, decided, on-notice, contested, uncontested, awarded; `version` is 0 and
    `decided`, `notice`, `days_left` and `next` are null where there is none.
    """
    return {"periods": [_progress_data(period_status) for period_status in found]}


def _progress_data(period_status: PeriodStatus) -> dict[str, object]:
    now = period_status.standing
    decided, notice = now.decided, now.notice
    return {
        "period": str(now.period),
        "version": now.version,
        "stage": period_status.stage,
        "waits_for": [str(period) for period in period_status.waits_for],
        "superseded": [str(period) for period in period_status.superseded],
        "unanswered": [{"department": name, "branches": count} for name, count in period_status.unanswered.items()],
        "forms_outstanding": list(period_status.forms),
        "marks_outstanding": list(period_status.marks),
        "open_objections": [objection.number for objection in now.open_objections],
        "upheld": now.upheld.number if now.upheld else None,
        "decided": decided
        and {"date": decided.day.isoformat(), "document": decided.document, "changes": len(decided.changes)},
        "notice": notice and {"first": notice.day.isoformat(), "last": notice.last.isoformat(), "kind": notice.kind},
        "workbook": period_status.workbook,
        "days_left": period_status.days_left,
        "next": period_status.next_command,
    }
