"""The committee's decision: what was recorded, and which stars it set otherwise than assessed."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from starrating.cli.shared.asking import asked_day, can_ask, follow
from starrating.cli.shared.options import (
    Folder,
    Rated,
    Reasons,
    Settings,
    date_option,
    now,
    open_command,
    required_text,
)
from starrating.cli.shared.periods import required_period
from starrating.cli.shared.star_changes import star_changes_asked
from starrating.cli.shared.terminal import arrow, err, line, out, show_problems, shown_path, table
from starrating.commands.decide import DecideRequest, DecideResult
from starrating.commands.decide import decide as run_decide
from starrating.i18n import Text, text
from starrating.model import Period, change
from starrating.model.acts import StarChange
from starrating.procedure.committee_decision import told_settings
from starrating.procedure.review_state import announce
from starrating.ruleset import RuleSet

_Document = Annotated[
    str,
    typer.Option(
        "--document", metavar="NO", help=str(text("Number of the document of the decision; it may stand alone."))
    ),
]
_Day = Annotated[dt.datetime, date_option("--date", "-d", message=text("Day of the decision."))]
_Changes = Annotated[
    Path | None,
    typer.Option(
        "--changes",
        metavar="FILE",
        help=str(text("Workbook of the stars set otherwise, with the heads branch, star and reason.")),
    ),
]
_Keep = Annotated[
    bool, typer.Option("--keep", help=str(text("Let all other stars stand that were set otherwise before.")))
]
_Drops = Annotated[
    list[str] | None,
    typer.Option(
        "--drop",
        metavar="BRANCH",
        help=str(text("Drop the star that was set for a branch before, with --reason; repeatable.")),
    ),
]
_OpenOpinions = Annotated[
    str | None,
    typer.Option(
        "--open-opinions",
        metavar="REASON",
        help=str(text("Why it is decided although departments have not answered.")),
    ),
]
_DespiteOpinions = Annotated[
    str | None,
    typer.Option(
        "--despite-opinions",
        metavar="REASON",
        help=str(text("Why it is decided although departments have something against branches.")),
    ),
]


def decide(
    ctx: typer.Context,
    period: Rated,
    document: _Document,
    day: _Day,
    changes: _Changes = None,
    settings: Settings = None,
    reasons: Reasons = None,
    keep: _Keep = False,
    drops: _Drops = None,
    open_opinions: _OpenOpinions = None,
    despite_opinions: _DespiteOpinions = None,
    folder: Folder = None,
) -> None:
    """Record the committee's decision."""
    asked = required_period(period)
    wishes = star_changes_asked(changes, settings, reasons, drops or [], keep=keep)
    workspace = open_command(ctx, folder)
    moment = now()
    number, silence = required_text(document, "--document"), required_text(open_opinions, "--open-opinions")
    despite = required_text(despite_opinions, "--despite-opinions")
    order = DecideRequest(asked, day.date(), number, wishes, silence, despite)
    result = run_decide(workspace, order, moment)
    show(result)
    if result.next_command:
        _go_on(ctx, asked, result.next_command)


def _go_on(ctx: typer.Context, period: Period, command: str) -> None:
    """Go on with the public notice if it comes next and its first day is known already; else say what comes next."""
    question = text("First day of the public notice (Enter to write it later)")
    first = asked_day(question, period) if can_ask() and command == announce(period) else None
    if first:
        follow(ctx, "announce", "--period", str(period), "--from", first.isoformat())
    else:
        err().print(line(text("Next: %(command)s", command=command), "dim"))


def show(result: DecideResult) -> None:
    """Show what `decide` did."""
    show_problems(result.problems)
    act = result.act
    if act.changes:
        out().print(changes_table(act.changes, result.rules))
    for _, told in told_settings(act.kept, result.review.ratings, result.rules):
        out().print(line(text("Kept: %(set)s", set=told)))
    for dropped in act.dropped:
        level = _level(dropped.star, result.rules)
        words = {"branch": dropped.branch, "level": level, "reason": dropped.reason}
        out().print(line(text("Dropped: %(branch)s: %(level)s (%(reason)s)", **words)))
    named = {"period": str(act.period), "version": act.version, "day": act.day.isoformat(), "document": act.document}
    message = text("Decided %(period)s, version %(version)s, on %(day)s by %(document)s.", **named)
    out().print(line(message, "bold"))
    if result.file:
        out().print(line(text("Workbook: %(path)s", path=shown_path(result.file))))


def changes_table(changes: Iterable[StarChange], rules: RuleSet) -> Table:
    """Return the stars that were set otherwise, with both stars and the reason."""
    made = table(rules.subject, text("Star assessed"), text("Star decided"), "", text("Reason"), sentences=(4,))
    for star_change in changes:
        moved = arrow(change(star_change.before, star_change.after))
        made.add_row(
            line(star_change.branch),
            _level(star_change.before, rules),
            _level(star_change.after, rules),
            moved,
            line(star_change.reason),
        )
    return made


def _level(star: int, rules: RuleSet) -> str:
    level: Text | str = rules.levels.name(star) or text("no star")
    return str(level)
