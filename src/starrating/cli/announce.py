"""An announcement: its files, its days, and what is left to fill in."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, cast

import typer
from msgspec.structs import replace

from starrating.cli.shared.asking import asked_day, can_ask, needed_day
from starrating.cli.shared.options import Folder, Rated, date_option, existing_files, now, open_command
from starrating.cli.shared.periods import required_period
from starrating.cli.shared.terminal import err, line, out, show_problems, shown_path
from starrating.commands.announce import (
    AnnounceRequest,
    AnnounceResult,
    check_document,
    fixes_days,
    post,
)
from starrating.commands.announce import announce as run_announce
from starrating.errors import InputError, Problem
from starrating.i18n import Text, listed, text
from starrating.model import Period
from starrating.model.preparation_acts import NoticePosted, ReviewSchedule
from starrating.procedure.document_kinds import DOCUMENT_FORMATS, DOCUMENT_KINDS, DocumentKind
from starrating.workspace import OFFICE_FIELDS


def _one_a_line(words: Text, named: Mapping[str, Text]) -> str:
    colon = str(text(": "))
    return "\n".join([str(words), *(f"{name}{colon}{about}" for name, about in named.items())])


_Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        "-k",
        metavar="KIND",
        help=_one_a_line(
            text("Kind of document; if left out, that which fits the stage:"),
            {kind: row.about for kind, row in DOCUMENT_KINDS.items()},
        ),
    ),
]
_Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="LIST",
        help=_one_a_line(text("Formats, separated by commas:"), DOCUMENT_FORMATS),
    ),
]
_First = Annotated[
    dt.datetime | None,
    date_option("--from", message=text("First day of the notice, where it has none yet.")),
]
_Date = Annotated[
    dt.datetime | None,
    date_option(
        "--date",
        "-d",
        message=text("Date of another document, today if left out; to be named with --document and --posted."),
    ),
]
_Document = Annotated[
    str,
    typer.Option("--document", metavar="NO", help=str(text("Number of the document, where it has one."))),
]
_CorrectDays = Annotated[
    str,
    typer.Option(
        "--correct-days",
        metavar="REASON",
        help=str(
            text("The recorded days of the notice are wrong, for this reason: count them anew, from --from if given.")
        ),
    ),
]
_Edited = Annotated[
    Path | None,
    typer.Option(
        "--check",
        metavar="FILE",
        help=str(text("Hold an edited Word file against the ledger instead: names, stars, counts, shares, dates.")),
    ),
]

_FormsBy = Annotated[
    dt.datetime | None, date_option("--forms-by", message=text("By when forms are due; with --kind opening."))
]
_OpinionsBy = Annotated[
    dt.datetime | None, date_option("--opinions-by", message=text("By when opinions are due; with --kind opening."))
]
_Meeting = Annotated[
    dt.datetime | None, date_option("--meeting", message=text("When the committee meets; with opening or report."))
]
_Agenda = Annotated[
    str, typer.Option("--agenda", metavar="ITEM", help=str(text("Item of the committee's agenda; as --meeting.")))
]
_Posted = Annotated[
    list[str] | None,
    typer.Option(
        "--posted",
        metavar="PLACE",
        help=str(text("Record instead where the notice was posted, on --date; repeatable.")),
    ),
]
_Examples = Annotated[
    bool,
    typer.Option("--examples", help=str(text("Let the circular of a year name whom to look up to."))),
]


def announce(
    ctx: typer.Context,
    period: Rated,
    kind: _Kind = "",
    formats: _Formats = "md,docx",
    first: _First = None,
    day: _Date = None,
    document: _Document = "",
    correct_days: _CorrectDays = "",
    check: _Edited = None,
    posted: _Posted = None,
    forms_by: _FormsBy = None,
    opinions_by: _OpinionsBy = None,
    meeting: _Meeting = None,
    agenda: _Agenda = "",
    examples: _Examples = False,
    folder: Folder = None,
) -> None:
    """Write the documents."""
    asked, named, wanted = required_period(period), _kind(kind), _formats(formats)
    workspace, moment = open_command(ctx, folder), now()
    if posted:
        places = [place.strip() for each in posted for place in re.split("[,，、]", each) if place.strip()]
        since = _day(day) or needed_day(ctx, "--date", text("Day on which it was posted"), asked)
        show_posted(post(workspace, asked, places, since, moment))
        return
    schedule = _schedule(asked, _day(day), (forms_by, opinions_by, meeting), agenda)
    order = AnnounceRequest(asked, wanted, named, _day(first), _day(day), document, schedule, examples, correct_days)
    if check:
        (file,) = existing_files([check])
        show_check(file, check_document(workspace, order, file, moment))
        return
    if can_ask() and not first and fixes_days(workspace, order, moment):
        order = replace(order, first=asked_day(text("First day of the public notice"), asked, needed=True))
    if can_ask() and document and not day:
        order = replace(order, day=asked_day(text("Date of the document"), asked, needed=True))
    show(run_announce(workspace, order, moment))


def _kind(name: str) -> DocumentKind | None:
    """Return the kind of a name, or of what such a document is called (公示); None for no name."""
    called = {str(row.title): kind for kind, row in DOCUMENT_KINDS.items()}
    kind = called.get(name, name)
    if kind and kind not in DOCUMENT_KINDS:
        message = text("There is no kind %(name)s. Kinds: %(known)s", name=name, known=listed(list(DOCUMENT_KINDS)))
        raise typer.BadParameter(str(message), param_hint="--kind")
    return cast("DocumentKind", kind) if kind else None


def _formats(names: str) -> list[str]:
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if not wanted or (unknown := [name for name in wanted if name not in DOCUMENT_FORMATS]):
        refused = listed(unknown) if wanted else names
        message = text(
            "There is no format %(names)s. Formats: %(known)s", names=refused, known=listed(DOCUMENT_FORMATS)
        )
        raise typer.BadParameter(str(message), param_hint="--format")
    return wanted


def _day(typed: dt.datetime | None) -> dt.date | None:
    return typed.date() if typed else None


def _schedule(
    period: Period, day: dt.date | None, days: Sequence[dt.datetime | None], agenda: str
) -> ReviewSchedule | None:
    """Return what is newly fixed of a review; None if nothing is said of it."""
    forms_by, opinions_by, meeting = map(_day, days)
    item = agenda.strip()
    return ReviewSchedule(period, day, forms_by, opinions_by, meeting, item) if any(days) or item else None


def show_posted(act: NoticePosted) -> None:
    """Say where it is recorded that a notice was posted."""
    words = text("Recorded: posted on %(day)s: %(places)s.", day=act.day.isoformat(), places=listed(act.places))
    out().print(line(words, "bold"))


def show(result: AnnounceResult) -> None:
    """Show what `announce` wrote; what stands open goes to stderr."""
    show_problems(result.problems)
    for file in result.files:
        out().print(line(Text(DOCUMENT_KINDS[result.kind].file.template, {"path": shown_path(file)})))
    if result.span:
        days = {"first": result.span.first.isoformat(), "last": result.span.last.isoformat()}
        out().print(line(text("Public from %(first)s to %(last)s.", **days)))
    if result.again:
        out().print(line(text("The same result has been published before; it is on notice again.")))
    elif result.notice and result.notice.kind == "correction":
        out().print(line(text("An earlier result has been published; this one corrects it.")))
    if result.draft:
        err().print(line(text("Marked as a draft for approval: %(why)s.", why=result.draft), "yellow"))
    elif result.notice:
        err().print(line(text("These days are recorded; to write the notice again changes none of them."), "dim"))
    _show_open_fields(result)


def show_check(file: Path, problems: Sequence[Problem]) -> None:
    """Show what an edited document says otherwise than the ledger; `InputError` if there is anything."""
    if problems:
        raise InputError(list(problems))
    out().print(line(text("%(path)s says what the ledger says.", path=shown_path(file))))


def _show_open_fields(result: AnnounceResult) -> None:
    if result.missing:
        fields = listed(f"{OFFICE_FIELDS[name]} ({name})" for name in result.missing)
        err().print(line(text("To be filled in: %(fields)s", fields=fields), "yellow"))
        err().print(
            line(
                text("    → Put them into starrating.toml and announce again, or fill them in by hand, in the file."),
                "dim",
            )
        )
    if result.to_fill_in:
        err().print(line(result.to_fill_in, "yellow"))
