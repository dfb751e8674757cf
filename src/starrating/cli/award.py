"""Plaques on the terminal and as JSON: the list of an award, what hangs where, what is to come back."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, Year, date_option, now, open_command
from starrating.cli.shared.result_tables import star_or_null
from starrating.cli.shared.terminal import (
    answer,
    err,
    first_rows,
    line,
    out,
    show_problems,
    show_rest,
    shown_path,
    table,
)
from starrating.commands import award as run_award
from starrating.commands.award import AwardResult, PlaquesResult
from starrating.errors import as_typed
from starrating.i18n import Text, listed, text
from starrating.model import NO_STAR, Period
from starrating.model.acts import PLAQUE_NAMES, Award, PlannedAward
from starrating.procedure.plaques import Plaque
from starrating.procedure.review_state import announce
from starrating.ruleset import RuleSet

_Returned = Annotated[
    list[str] | None,
    typer.Option(
        "--returned", metavar="BRANCH", help=str(text("The old plaque of this branch came back; repeatable."))
    ),
]
_Planned = Annotated[
    dt.datetime | None,
    date_option(
        "--planned", message=text("The day of the ceremony: gives the list and the notice before it; award after it.")
    ),
]
_Place = Annotated[
    str, typer.Option("--place", metavar="PLACE", help=str(text("Where the ceremony is held, with --planned.")))
]
_Listing = Annotated[bool, typer.Option("--list", help=str(text("List plaques: awarded, on display, to come back.")))]
_Date = Annotated[
    dt.datetime | None,
    date_option("--date", message=text("The day of the award or the return.")),
]


def award(
    ctx: typer.Context,
    year: Year = None,
    returned: _Returned = None,
    planned: _Planned = None,
    place: _Place = "",
    listing: _Listing = False,
    day: _Date = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Award plaques."""
    if (planned and year is None) or (place and not planned):
        message = text("--planned is for --year, and --place for --planned.")
        raise typer.BadParameter(str(message), param_hint="--planned")
    if sum((year is not None, bool(returned), listing)) != 1:
        message = text("Name one of --year, --returned and --list.")
        raise typer.BadParameter(str(message), param_hint="--year")
    workspace = open_command(ctx, folder, json=json)
    if year is not None and planned:
        asked = Period(year), planned.date(), place.strip()
        answer(json, to_json, show, run_award.plan(workspace, *asked, now()))
    elif year is not None:
        answer(json, to_json, show, run_award.award(workspace, Period(year), _named(day), now()))
    elif returned:
        branches = [each.strip() for each in returned]
        came, known = run_award.take_back(workspace, branches, _named(day), now())
        answer(json, plaques_to_json, partial(show_return, came), known)
    else:
        answer(json, plaques_to_json, show_plaques, run_award.plaques(workspace))


def _named(day: dt.datetime | None) -> dt.date:
    """Return the day of an act, which the parser has seen to: only lists and plans do without."""
    assert day
    return day.date()


def show(result: AwardResult) -> None:
    """Show the list of an award."""
    show_problems(result.problems)
    rules, act = result.rules, result.act
    made = table(
        rules.subject,
        text("Star"),
        text("Star of the old plaque"),
        text("Plaque"),
        text("Collected by"),
        spare=(4, 2),
    )
    rows = first_rows(len(act.changes))
    for plaque in act.changes[:rows]:
        style = "" if plaque.act == "unchanged" else "bold"
        collector = line(plaque.collector)
        made.add_row(
            line(plaque.branch, style),
            _star(plaque.after, rules),
            _star(plaque.before, rules),
            _act(plaque.act),
            collector,
        )
    out().print(made)
    show_rest(len(act.changes), rows, next(iter(result.files), None))
    for plaque in act.changes:
        if plaque.note:
            out().print(line(text("%(branch)s: %(what)s", branch=plaque.branch, what=plaque.note)))
    named = {"period": str(act.period), "version": act.version, "day": act.day.isoformat()}
    if isinstance(act, PlannedAward):
        out().print(line(text("Planned for %(day)s by %(period)s, version %(version)s.", **named), "bold"))
        err().print(line(text("Next: %(command)s", command=f"{announce(act.period)} --kind award"), "dim"))
    elif result.new:
        out().print(line(text("Awarded on %(day)s by %(period)s, version %(version)s.", **named), "bold"))
    else:
        out().print(line(text("Awarded already, on %(day)s by %(period)s, version %(version)s.", **named)))
    _show_due(result.due)
    for file in result.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))


def show_return(came: Sequence[Plaque], left: PlaquesResult) -> None:
    """Say which plaques came back, and what is left."""
    for back in came:
        message = text("The plaque of %(branch)s of %(period)s came back.", branch=back.branch, period=str(back.period))
        out().print(line(message, "bold"))
    _show_due(left.due)
    show_problems(left.problems)
    for file in left.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))


def show_plaques(known: PlaquesResult) -> None:
    """Show what was issued, what hangs, and what is to come back."""
    if not known.awards:
        out().print(line(text("No plaque has been awarded yet.")))
        return
    for act in known.awards:
        named = {"period": act.period, "version": act.version, "day": act.day.isoformat(), "plaques": _summary(act)}
        out().print(line(text("%(period)s, version %(version)s, awarded on %(day)s: %(plaques)s", **named)))
    made = table(known.rules.subject, text("Star"), text("Awarded for"))
    displayed = list(known.displayed.values())
    rows = first_rows(len(displayed))
    for plaque in displayed[:rows]:
        made.add_row(line(plaque.branch), _star(plaque.star, known.rules), str(plaque.period))
    out().print(made)
    show_rest(len(displayed), rows)
    _show_due(known.due)


def _show_due(due: Sequence[Plaque]) -> None:
    if not due:
        out().print(line(text("No old plaque is outstanding.")))
        return
    names = listed(text("%(branch)s (%(period)s)", branch=plaque.branch, period=plaque.period) for plaque in due)
    out().print(line(text("Old plaques to come back (%(number)s): %(names)s", number=len(due), names=names)))
    first = as_typed(due[0].branch)
    out().print(line(text("When one comes back: starrating award --returned %(branch)s --date", branch=first), "dim"))


def _summary(act: Award) -> Text:
    """Count what became of the plaques: 新制牌匾：3."""
    counts = Counter[str](change.act for change in act.changes)
    return listed(
        text("%(what)s: %(value)s", what=name, value=counts[kind])
        for kind, name in PLAQUE_NAMES.items()
        if counts[kind]
    )


def _act(kind: str) -> str:
    return str(PLAQUE_NAMES[kind])


def _star(star: int, rules: RuleSet) -> str:
    return "" if star == NO_STAR else rules.levels.name(star) or str(star)


def to_json(result: AwardResult) -> dict[str, object]:
    """Return what `award --json` prints."""
    act = result.act
    return {
        "year": act.period.year,
        "version": act.version,
        "date": act.day.isoformat(),
        "planned": isinstance(act, PlannedAward),
        "new": result.new,
        "plaques": [
            {
                "branch": plaque.branch,
                "act": plaque.act,
                "from": star_or_null(plaque.before),
                "to": star_or_null(plaque.after),
                "collector": plaque.collector or None,
                "note": str(plaque.note) if plaque.note else None,
            }
            for plaque in act.changes
        ],
        "due": _plaques_data(result.due),
        "problems": [problem.to_json() for problem in result.problems],
        "files": [shown_path(file) for file in result.files],
    }


def plaques_to_json(known: PlaquesResult) -> dict[str, object]:
    """Return what `award --list --json` and `award --returned --json` print."""
    awards = [{"period": str(act.period), "version": act.version, "date": act.day.isoformat()} for act in known.awards]
    return {
        "awards": awards,
        "displayed": _plaques_data(list(known.displayed.values())),
        "due": _plaques_data(known.due),
    }


def _plaques_data(plaques: Sequence[Plaque]) -> list[dict[str, object]]:
    return [{"branch": plaque.branch, "star": plaque.star, "awarded_for": str(plaque.period)} for plaque in plaques]
