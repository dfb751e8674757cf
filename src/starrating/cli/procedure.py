"""Commands of the procedure: decide, announce, objection, status."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from starrating.cli.speaking import Command, Group
from starrating.cli.state import LEDGER, PROCEDURE, Folder, Json, PeriodOption, begin, existing, now, period_named, said
from starrating.i18n import text

if TYPE_CHECKING:
    from starrating.commands.shared.committee_stars import Wishes
    from starrating.model import Period
    from starrating.procedure.document_kinds import Kind

FORMATS = ("md", "html", "docx", "pdf")
KINDS = ("report", "notice", "correction", "circular", "decision", "award", "assistance", "letter")

Rated = Annotated[
    str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1 or 2013.")))
]
Day = Annotated[
    dt.datetime | None,
    typer.Option(
        "--date", "-d", formats=["%Y-%m-%d"], metavar="DATE", help=str(text("Day of the act; today if left out."))
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="BRANCH=STAR", help=str(text("Set the star of a branch otherwise; repeatable."))),
]
Reasons = Annotated[
    list[str] | None,
    typer.Option(
        "--reason", metavar="TEXT", help=str(text("Why: once for all, or once for each --set, then each --drop."))
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command, rich_help_panel=PROCEDURE, help=str(text("Record the committee's decision.")))(decide)
    app.command(cls=Command, rich_help_panel=PROCEDURE, help=str(text("Write the documents of a rated period.")))(
        announce
    )
    objections = typer.Typer(cls=Group, no_args_is_help=True, help=str(text("Objections to a published result.")))
    objections.command("add", cls=Command, help=str(text("Record an objection.")))(add_objection)
    objections.command("resolve", cls=Command, help=str(text("Record the answer to an objection.")))(resolve_objection)
    objections.command("list", cls=Command, help=str(text("List objections and their answers.")))(list_objections)
    app.add_typer(objections, name="objection", rich_help_panel=PROCEDURE)
    app.command(
        cls=Command,
        rich_help_panel=LEDGER,
        help=str(text("Show where each period stands, what is missing, and the next command.")),
    )(status)


def decide(
    ctx: typer.Context,
    period: Rated,
    document: Annotated[
        str, typer.Option("--document", metavar="NO", help=str(text("Number of the document of the decision.")))
    ],
    day: Day = None,
    changes: Annotated[
        Path | None,
        typer.Option(
            "--changes",
            metavar="FILE",
            help=str(text("Workbook of the stars set otherwise, with the heads 党支部, 评定星级, 理由.")),
        ),
    ] = None,
    settings: Settings = None,
    reasons: Reasons = None,
    keep: Annotated[
        bool, typer.Option("--keep", help=str(text("Let all other stars stand that were set otherwise before.")))
    ] = False,
    drops: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar="BRANCH",
            help=str(text("Drop the star that was set for a branch before, with --reason; repeatable.")),
        ),
    ] = None,
    open_opinions: Annotated[
        str | None,
        typer.Option(
            "--open-opinions",
            metavar="REASON",
            help=str(text("Why it is decided although departments have not answered.")),
        ),
    ] = None,
    despite_opinions: Annotated[
        str | None,
        typer.Option(
            "--despite-opinions",
            metavar="REASON",
            help=str(text("Why it is decided although departments have something against branches.")),
        ),
    ] = None,
    folder: Folder = None,
) -> None:
    """Record the committee's decision."""
    asked = _period(period)
    wishes = _wishes(changes, settings, reasons, drops or [], keep=keep)
    workspace = begin(ctx, folder)
    from starrating.commands.decide import Order
    from starrating.commands.decide import decide as work
    from starrating.console import decisions

    moment = now()
    number, silence = said(document, "--document"), said(open_opinions, "--open-opinions")
    despite = said(despite_opinions, "--despite-opinions")
    order = Order(asked, day.date() if day else moment.today, number, wishes, silence, despite)
    decisions.show_decision(work(workspace, order, moment))


def announce(
    ctx: typer.Context,
    period: Rated,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            "-k",
            metavar="KIND",
            help=str(
                text(
                    "Kind of document: report 汇报, notice 公示, correction 更正公示, circular 通报, "
                    "decision 命名决定, award 授牌通知, assistance 帮扶通知, "
                    "letter 反馈单; that which fits the stage if left out."
                )
            ),
        ),
    ] = "",
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help=str(text("Formats, separated by commas: md, html, docx, pdf."))),
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
    day: Annotated[
        dt.datetime | None,
        typer.Option(
            "--date",
            "-d",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=str(text("Date of another document; today if left out.")),
        ),
    ] = None,
    document: Annotated[
        str,
        typer.Option(
            "--document", metavar="NO", help=str(text("Number of the document (发文字号), where it has one."))
        ),
    ] = "",
    check: Annotated[
        Path | None,
        typer.Option(
            "--check",
            metavar="FILE",
            help=str(text("Hold an edited Word file against the ledger instead: names, stars, counts, shares, dates.")),
        ),
    ] = None,
    folder: Folder = None,
) -> None:
    """Write the documents."""
    asked = _period(period)
    if kind and kind not in KINDS:
        message = text("There is no kind %(name)s. Kinds: %(known)s", name=kind, known=", ".join(KINDS))
        raise typer.BadParameter(str(message), param_hint="--kind")
    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    if not wanted or (unknown := [name for name in wanted if name not in FORMATS]):
        names = ", ".join(unknown) if wanted else formats
        message = text("There is no format %(names)s. Formats: %(known)s", names=names, known=", ".join(FORMATS))
        raise typer.BadParameter(str(message), param_hint="--format")
    workspace = begin(ctx, folder)
    from starrating.commands.announce import Wanted
    from starrating.commands.announce import announce as work
    from starrating.console import announcements

    days = (first.date() if first else None, day.date() if day else None)
    named = cast("Kind | None", kind or None)
    order = Wanted(asked, wanted, named, *days, document)
    if check:
        from starrating.commands.announce import check_document

        (file,) = existing([check])
        announcements.show_check(file, check_document(workspace, order, file, now()))
        return
    announcements.show_announcement(work(workspace, order, now()))


def add_objection(
    ctx: typer.Context,
    period: Rated,
    what: Annotated[str, typer.Option("--what", metavar="TEXT", help=str(text("What is objected to.")))],
    who: Annotated[
        str, typer.Option("--who", metavar="NAME", help=str(text("Who objects; may be withheld. In no document.")))
    ] = "",
    branch: Annotated[
        str, typer.Option("--branch", metavar="BRANCH", help=str(text("The branch whose star is meant.")))
    ] = "",
    day: Day = None,
    folder: Folder = None,
) -> None:
    """Record an objection."""
    asked = _period(period)
    workspace = begin(ctx, folder)
    from starrating.commands.objection import Complaint, add
    from starrating.console import objections

    moment = now()
    words = said(what, "--what")
    complaint = Complaint(asked, day.date() if day else moment.today, words, who.strip(), branch.strip())
    objections.show_added(add(workspace, complaint, moment))


def resolve_objection(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help=str(text("Number of the objection.")))],
    upheld: Annotated[bool, typer.Option("--upheld/--rejected", help=str(text("What was decided on it.")))],
    finding: Annotated[str, typer.Option("--finding", metavar="TEXT", help=str(text("What was found.")))],
    document: Annotated[
        str, typer.Option("--document", metavar="NO", help=str(text("Number of the document of the decision.")))
    ] = "",
    settings: Settings = None,
    reasons: Reasons = None,
    day: Day = None,
    folder: Folder = None,
) -> None:
    """Record the answer to an objection."""
    wishes = _wishes(None, settings, reasons)
    workspace = begin(ctx, folder)
    from starrating.commands.objection import Answer, resolve
    from starrating.console import objections

    moment = now()
    found = said(finding, "--finding")
    answer = Answer(number, day.date() if day else moment.today, upheld, found, document.strip(), wishes)
    objections.show_answered(resolve(workspace, answer, moment))


def list_objections(ctx: typer.Context, period: PeriodOption = None, json: Json = False, folder: Folder = None) -> None:
    """List objections."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.objection import listed
    from starrating.console import objections, screen

    found = listed(workspace, period_named(period))
    if json:
        screen.print_json(objections.disputes_data(found))
    else:
        objections.show_disputes(found)


def status(ctx: typer.Context, period: PeriodOption = None, json: Json = False, folder: Folder = None) -> None:
    """Show where each period stands."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.status import status as look
    from starrating.console import screen, standings

    found = look(workspace, period_named(period), now().today)
    if json:
        screen.print_json(standings.status_data(found))
    else:
        standings.show_status(found)


def _period(name: str) -> "Period":
    asked = period_named(name)
    assert asked is not None
    return asked


def _wishes(
    book: Path | None,
    settings: list[str] | None,
    reasons: list[str] | None,
    drops: Sequence[str] = (),
    *,
    keep: bool = False,
) -> "Wishes":
    """Read which stars are to be set: BRANCH=STAR, the star after the last equals sign; and which are dropped."""
    from starrating.commands.shared.committee_stars import Wishes

    named = [tuple(part.strip() for part in setting.rpartition("=")[::2]) for setting in settings or []]
    for setting, (branch, star) in zip(settings or [], named, strict=True):
        if not (branch and star):
            message = text("%(setting)s is not BRANCH=STAR.", setting=setting)
            raise typer.BadParameter(str(message), param_hint="--set")
    if reasons and not (settings or book or drops):
        message = text("There is no --set, --changes or --drop that it is for.")
        raise typer.BadParameter(str(message), param_hint="--reason")
    if book:
        existing([book])
    said_why = tuple(each.strip() for each in reasons or [])
    dropped = tuple(each.strip() for each in drops)
    return Wishes(book, tuple((branch, star) for branch, star in named), said_why, keep, dropped)
