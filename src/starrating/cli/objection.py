"""Commands of the procedure: decide, announce, objection, status.

Objections and their answers, on the terminal and as JSON.
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from starrating.cli.shared.options import (
    Day,
    Folder,
    Json,
    PeriodOption,
    Rated,
    Reasons,
    Settings,
    now,
    open_command,
    required_text,
)
from starrating.cli.shared.periods import period_named, required_period
from starrating.cli.shared.result_tables import star_or_null
from starrating.cli.shared.star_changes import star_changes_asked
from starrating.cli.shared.terminal import answer, err, line, out, show_problems, shown_path, table
from starrating.commands.objection import ObjectionRequest, ObjectionStatus, ResolveRequest, ResolveResult, add
from starrating.commands.objection import list_objections as run_list
from starrating.commands.objection import resolve as run_resolve
from starrating.i18n import Text, text
from starrating.model.acts import Objection, Resolution
from starrating.procedure.review_state import announce, resolve


def add_objection(
    ctx: typer.Context,
    period: Rated,
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help=str(text("What is objected to.")))],
    day: Day,
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help=str(text("Who objects; may be withheld. In no document.")))
    ] = "",
    branch: Annotated[
        str, typer.Option("--branch", metavar="BRANCH", help=str(text("The branch whose star is meant.")))
    ] = "",
    folder: Folder = None,
) -> None:
    """Record an objection."""
    asked = required_period(period)
    workspace = open_command(ctx, folder)
    words = required_text(what, "--what")
    complaint = ObjectionRequest(asked, day.date(), words, who.strip(), branch.strip())
    show_added(add(workspace, complaint, now()))


def resolve_objection(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help=str(text("Number of the objection.")))],
    upheld: Annotated[bool, typer.Option("--upheld/--rejected", help=str(text("What was decided on it.")))],
    finding: Annotated[str, typer.Option("--finding", metavar="TEXT", help=str(text("What was found.")))],
    day: Day,
    document: Annotated[
        str, typer.Option("--document", metavar="NO", help=str(text("Number of the document of the decision.")))
    ] = "",
    settings: Settings = None,
    reasons: Reasons = None,
    folder: Folder = None,
) -> None:
    """Record the answer to an objection."""
    wishes = star_changes_asked(None, settings, reasons)
    workspace = open_command(ctx, folder)
    found = required_text(finding, "--finding")
    answer = ResolveRequest(number, day.date(), upheld, found, document.strip(), wishes)
    show_answered(run_resolve(workspace, answer, now()))


def list_objections(ctx: typer.Context, period: PeriodOption = None, json: Json = False, folder: Folder = None) -> None:
    """List objections."""
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, run_list(workspace, period_named(period)))


def show_added(objection: Objection) -> None:
    """Show that an objection was recorded, and how it is answered."""
    number = objection.number
    words = text("Recorded objection %(number)s to %(period)s.", number=number, period=str(objection.period))
    out().print(line(words, "bold"))
    if objection.late:
        err().print(line(text("It came after the last day of the notice and is recorded as late.")))
    err().print(line(text("Next: %(command)s", command=resolve(number)), "dim"))


def show_answered(result: ResolveResult) -> None:
    """Show what came of an objection, and what is to be done now."""
    show_problems(result.problems)
    act = result.act
    words = text("Objection %(number)s: %(answer)s.", number=act.number, answer=_answer(act))
    out().print(line(words, "bold"))
    if act.version:
        message = text("The corrected result of %(period)s is version %(version)s.", **_named(act))
        out().print(line(message))
        if result.file:
            out().print(line(text("Workbook: %(path)s", path=shown_path(result.file))))
    if act.upheld and result.next_command == announce(act.period):
        err().print(line(text("The correction is to be published.")))
    elif act.upheld and not act.version:
        err().print(line(text("The result is to be assessed again.")))
    if result.next_command:
        err().print(line(text("Next: %(command)s", command=result.next_command), "dim"))


def _named(act: Resolution) -> dict[str, object]:
    return {"period": str(act.period), "version": act.version}


def show(disputes: Sequence[ObjectionStatus]) -> None:
    """Show the objections, the open ones in bold."""
    if not disputes:
        out().print(line(text("No objections.")))
        return
    made = table(
        text("No."),
        text("Period"),
        text("Raised on"),
        text("Objection"),
        text("Branch"),
        text("By"),
        text("Answer"),
        text("Answered on"),
        text("Finding"),
        right=(0,),
        sentences=(3, 8),
    )
    for objection in disputes:
        raised, answer = objection.objection, objection.answer
        made.add_row(
            str(raised.number),
            str(raised.period),
            line(_raised_on(raised)),
            line(raised.what),
            line(raised.branch),
            line(raised.who or text("withheld")),
            line(_answer(answer)),
            answer.day.isoformat() if answer else "",
            line(answer.finding if answer else ""),
            style="" if answer else "bold",
        )
    out().print(made)


def _raised_on(objection: Objection) -> Text | str:
    day = objection.day.isoformat()
    return text("%(day)s, late", day=day) if objection.late else day


def _answer(answer: Resolution | None) -> Text:
    if answer is None:
        return text("open")
    return text("upheld") if answer.upheld else text("rejected")


def to_json(disputes: Sequence[ObjectionStatus]) -> dict[str, object]:
    """Return what `objection list --json` prints.

    `{"objections": [{"number": 1, "period": "2013H1", "version": 1, "date": "2013-07-16", "late": false, "what": "…",
    "who": null, "branch": "…", "answer": {"date": …, "upheld": true, "finding": "…", "document": null, "by": "…",
    "version": 2, "changes": [{"branch": "…", "from": 4, "to": 5, "reason": "…"}]}}]}`; `answer` is null
    while it is open, its `version` where the result is to be assessed again or stays.
    """
    return {"objections": [_dispute_data(objection) for objection in disputes]}


def _dispute_data(objection: ObjectionStatus) -> dict[str, object]:
    raised = objection.objection
    return {
        "number": raised.number,
        "period": str(raised.period),
        "version": raised.version,
        "date": raised.day.isoformat(),
        "late": raised.late,
        "what": raised.what,
        "who": raised.who or None,
        "branch": raised.branch or None,
        "answer": _answer_data(objection.answer) if objection.answer else None,
    }


def _answer_data(answer: Resolution) -> dict[str, object]:
    return {
        "date": answer.day.isoformat(),
        "upheld": answer.upheld,
        "finding": answer.finding,
        "document": answer.document or None,
        "by": answer.by,
        "version": answer.version or None,
        "changes": [
            {
                "branch": change.branch,
                "from": star_or_null(change.before),
                "to": star_or_null(change.after),
                "reason": change.reason,
            }
            for change in answer.changes
        ],
    }
