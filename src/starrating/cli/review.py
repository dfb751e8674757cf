"""Commands of a review: score, explain, announce."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import REVIEW, Folder, Json, PeriodOption, begin, existing, period_named
from starrating.i18n import text

FORMATS = ("md", "docx")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command, rich_help_panel=REVIEW, help=str(text("Rate a period from its score workbooks.")))(score)
    app.command(cls=Command, rich_help_panel=REVIEW, help=str(text("Say why a branch has its star.")))(explain)
    app.command(cls=Command, rich_help_panel=REVIEW, help=str(text("Write the public notice of a rated period.")))(
        announce
    )


def score(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=str(text("Score workbooks (.xlsx, .xls)."))),
    ],
    incidents: Annotated[
        list[Path] | None,
        typer.Option(
            "--incidents",
            "-i",
            metavar="FILE",
            help=str(text("Incident list; repeatable.")),
        ),
    ] = None,
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Rate a period."""
    workspace = begin(ctx, folder, json=json)
    from starrating.workflow.scoring import score as work

    now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    done = work(workspace, existing(files), existing(incidents or []), period_named(period), now)
    from starrating.console import reviews, screen

    if json:
        screen.print_json(reviews.scoring_data(done))
    else:
        reviews.show_scoring(done)


def explain(
    ctx: typer.Context,
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch, as the workbook names it.")))],
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Explain a star."""
    workspace = begin(ctx, folder, json=json)
    from starrating.console import explanations, screen
    from starrating.workflow.lookups import explained

    review, rules, why = explained(workspace, branch, period_named(period))
    if json:
        screen.print_json(explanations.explanation_data(review, why))
    else:
        explanations.show_explanation(review, rules, why)


def announce(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1.")))
    ],
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help=str(text("Formats, separated by commas: md, docx.")))
    ] = "md,docx",
    first: Annotated[
        dt.datetime | None,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=str(text("First day of the notice; today if left out.")),
        ),
    ] = None,
    folder: Folder = None,
) -> None:
    """Write the public notice."""
    asked = period_named(period)
    assert asked is not None
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    if not wanted or (unknown := [name for name in wanted if name not in FORMATS]):
        names = ", ".join(unknown) if wanted else formats
        message = text("There is no format %(names)s. Formats: %(known)s", names=names, known=", ".join(FORMATS))
        raise typer.BadParameter(str(message), param_hint="--format")
    workspace = begin(ctx, folder)
    from starrating.console import announcements
    from starrating.workflow.announcing import announce as work

    day = first.date() if first else dt.datetime.now().astimezone().date()
    announcements.show_announcement(work(workspace, asked, wanted, day))
