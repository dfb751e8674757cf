"""Commands of the year: annual, award."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import PROCEDURE, Folder, Json, begin, existing, now, said
from starrating.i18n import text

Year = Annotated[
    int | None,
    typer.Option("--year", "-y", min=1900, max=2099, metavar="YEAR", help=str(text("The year, such as 2013."))),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        cls=Command, rich_help_panel=PROCEDURE, help=str(text("Set the stars of a year from its decided reviews."))
    )(annual)
    app.command(
        cls=Command,
        rich_help_panel=PROCEDURE,
        help=str(text("Award the plaques of a year; list them; take old ones back.")),
    )(award)


def annual(
    ctx: typer.Context,
    year: Annotated[
        int,
        typer.Option("--year", "-y", min=1900, max=2099, metavar="YEAR", help=str(text("The year, such as 2013."))),
    ],
    pay: Annotated[
        Path | None,
        typer.Option(
            "--pay",
            metavar="FILE",
            help=str(text("Workbook with 党支部, 书记, 年度绩效工资; amounts are then worked out to the fen.")),
        ),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", metavar="FILE", help=str(text("Workbook with the edited sheet of pairs for assistance."))
        ),
    ] = None,
    reopen: Annotated[
        str | None,
        typer.Option("--reopen", metavar="REASON", help=str(text("Set a decided year again, and say why."))),
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Set the stars of a year."""
    reason = said(reopen, "--reopen")
    workspace = begin(ctx, folder, json=json)
    existing([file for file in (pay, pairs) if file])
    from starrating.commands.annual import Asked, set_year
    from starrating.commands.shared.year_setting import OfficePapers
    from starrating.console import annual as view
    from starrating.console import screen
    from starrating.model import Period

    asked = Asked(Period(year), OfficePapers(pay, pairs), reason)
    done = set_year(workspace, asked, now())
    if json:
        screen.print_json(view.annual_data(done))
    else:
        view.show_annual(done)


def award(
    ctx: typer.Context,
    year: Year = None,
    returned: Annotated[
        list[str] | None,
        typer.Option(
            "--returned", metavar="BRANCH", help=str(text("The old plaque of this branch came back; repeatable."))
        ),
    ] = None,
    planned: Annotated[
        dt.datetime | None,
        typer.Option(
            "--planned",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=str(text("The day of the ceremony: gives the list and the notice before it; award after it.")),
        ),
    ] = None,
    place: Annotated[
        str, typer.Option("--place", metavar="PLACE", help=str(text("Where the ceremony is held, with --planned.")))
    ] = "",
    listing: Annotated[
        bool, typer.Option("--list", help=str(text("List plaques: awarded, on display, to come back.")))
    ] = False,
    day: Annotated[
        dt.datetime | None,
        typer.Option(
            "--date",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=str(text("The day of the award or the return; today if left out.")),
        ),
    ] = None,
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
    workspace = begin(ctx, folder, json=json)
    from starrating.commands import award
    from starrating.console import plaques as view
    from starrating.console import screen

    moment = now()
    on = day.date() if day else moment.today
    if year is not None:
        from starrating.model import Period

        if planned:
            done = award.plan(workspace, Period(year), planned.date(), place.strip(), moment)
        else:
            done = award.award(workspace, Period(year), on, moment)
        screen.print_json(view.award_data(done)) if json else view.show_award(done)
        return
    if returned:
        came, known = award.take_back(workspace, [each.strip() for each in returned], on, moment)
        screen.print_json(view.plaques_data(known)) if json else view.show_return(came, known)
        return
    known = award.plaques(workspace)
    screen.print_json(view.plaques_data(known)) if json else view.show_plaques(known)
