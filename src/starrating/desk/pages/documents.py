"""The documents of a period that may be written now: preview, Word, PDF, Markdown."""

import datetime as dt
from typing import cast

from starrating.commands.announce import (
    AnnounceRequest,
    AnnounceResult,
    announce,
    fixes_days,
)
from starrating.commands.shared.kinds_now import KindNow, kinds_now
from starrating.desk.desk import Desk, address
from starrating.desk.forms import FieldError, Sent
from starrating.desk.pages.files import files_table
from starrating.desk.shelf import key_of
from starrating.desk.view import Field, Form, Frame, Note, Page, Part, Section, Sentences, Words, problems, table
from starrating.desk.works import Parts
from starrating.errors import UsageError
from starrating.i18n import Text, language, listed, text
from starrating.model import Period
from starrating.procedure.document_kinds import DOCUMENT_FORMATS, DOCUMENT_KINDS, DocumentKind
from starrating.workspace import OFFICE_FIELDS


def documents(desk: Desk, period: Period, wrong: FieldError | None = None) -> Page:
    """Show what can be written now, and why the rest cannot; what was typed stays where something was wrong with it."""
    workspace = desk.workspace()
    kinds = kinds_now(workspace, period, desk.now())
    able = [kind for kind in kinds if kind.refused is None]
    refused = [(title_of(kind.kind), *_why(kind)) for kind in kinds if kind.refused]
    sections = [Section(kind.kind, title_of(kind.kind), _writing(period, kind, wrong)) for kind in able]
    if refused:
        heads = (text("Kind of document"), text("Why not yet"), text("Next step"))
        section = Section("later", text("Not yet"), (table(text("Not yet"), heads, "nll", refused),))
        sections.append(section)
    if files := files_table(workspace, period):
        sections.append(Section("files", text("Files"), (files,)))
    title = text("%(period)s: documents", period=period.say(language()))
    return Page(title, "documents", tuple(sections), period=str(period))


def title_of(kind: DocumentKind) -> Text:
    """Return what a kind of document is called."""
    return DOCUMENT_KINDS[kind].title


def _why(kind: KindNow) -> tuple[Text | str, Text | str]:
    assert kind.refused
    (problem,) = kind.refused.problems
    return problem.message, problem.hint or ""


def _writing(period: Period, kind: KindNow, wrong: FieldError | None) -> tuple[Part, ...]:
    row = DOCUMENT_KINDS[kind.kind]
    typed = wrong if wrong and wrong.sent.words("kind") == kind.kind else None
    fields = [Field("kind", "", "hidden", kind.kind), _day_field(kind, typed)]
    if row.numbered:
        number = typed.sent.words("document") if typed else ""
        fields.append(Field("document", text("Number of the document"), value=number))
    notes: list[Text] = []
    if kind.draft:
        notes.append(text("As things stand it is a draft, and marked so."))
    if kind.fixes_days:
        notes.append(text("Writing it fixes the days of the public notice; they stay the same ever after."))
    buttons = tuple(("format", name, words) for name, words in DOCUMENT_FORMATS.items())
    form = Form(address(period, "documents"), buttons, tuple(fields))
    return (*((Sentences(tuple(notes)),) if notes else ()), form)


def _day_field(kind: KindNow, typed: FieldError | None) -> Field:
    """Ask for the day of a document; one that is recorded must be named, since nobody but the office knows it."""
    row = DOCUMENT_KINDS[kind.kind]
    if kind.fixes_days:
        hint = text("It is recorded, and must be named.")
    elif row.public and not kind.draft:
        hint = text("The days are fixed already; it may be left out.")
    elif row.numbered:
        hint = text("Today if left out; with a number it is recorded, and must be named.")
    else:
        hint = text("Today if left out.")
    return Field(
        "day",
        text("First day") if row.public else text("Date of the document"),
        "date",
        value=typed.sent.words("day") if typed else "",
        hint=hint,
        required=kind.fixes_days,
        wrong=typed.message if typed else "",
    )


def asked(desk: Desk, period: Period, sent: Sent) -> AnnounceRequest:
    """Read which document is asked for; a day that would be recorded and is not named is a `FieldError`."""
    kind, name = sent.words("kind"), sent.words("format")
    if kind not in DOCUMENT_KINDS or name not in DOCUMENT_FORMATS:
        message = text("There is no kind %(name)s. Kinds: %(known)s", name=kind, known=listed(DOCUMENT_KINDS))
        raise UsageError.because("no-kind", message)
    day = _day(sent)
    public = DOCUMENT_KINDS[cast("DocumentKind", kind)].public
    if sent.words("document") and not day:
        raise FieldError("day", text("The number of a document is recorded with its date."), sent)
    first, dated = (day, None) if public else (None, day)
    wanted = AnnounceRequest(period, (name,), cast("DocumentKind", kind), first, dated, sent.words("document"))
    if public and not day and fixes_days(desk.workspace(), wanted, desk.now()):
        raise FieldError("day", text("The first day of the public notice is not named."), sent)
    return wanted


def _day(sent: Sent) -> dt.date | None:
    named = sent.words("day")
    if not named:
        return None
    try:
        return dt.date.fromisoformat(named)
    except ValueError:
        raise FieldError("day", text("%(day)s is no day. Write 2013-07-15.", day=named), sent) from None


def write(desk: Desk, request: AnnounceRequest) -> Parts:
    """Write the document; a page is shown, every other file is to be downloaded."""
    workspace = desk.workspace()
    result = announce(workspace, request, desk.now())
    made = files_table(workspace, request.period, result.files, title_of(result.kind))
    shown = [
        Frame(title_of(result.kind), address(request.period, "shown", key_of(file)))
        for file in result.files
        if file.suffix == ".html"
    ]
    return (*_notes(result), *((made,) if made else ()), *problems(result.problems), *shown)


def _notes(result: AnnounceResult) -> list[Note]:
    words = text("%(document)s is written.", document=title_of(result.kind))
    days: Words = ""
    if result.span:
        first, last = result.span.first.isoformat(), result.span.last.isoformat()
        days = text("Public from %(first)s to %(last)s.", first=first, last=last)
    notes = [Note(words, "done", days)]
    if result.draft:
        notes.append(Note(text("Marked as a draft for approval: %(why)s.", why=result.draft), "warning"))
    if result.missing:
        put = text("Put them into starrating.toml and write it again, or fill them in by hand, in the file.")
        notes.append(
            Note(
                text("To be filled in: %(fields)s", fields=listed(OFFICE_FIELDS[name] for name in result.missing)),
                "warning",
                put,
            )
        )
    if result.to_fill_in:
        notes.append(Note(result.to_fill_in, "warning"))
    return notes
