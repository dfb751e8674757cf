"""The documents of a period that may be written now: preview, Word, PDF, Markdown."""

import datetime as dt
from collections.abc import Mapping
from typing import cast

from starrating.commands.announce import OFFICE_FIELDS, AnnounceRequest, AnnounceResult, KindNow, announce, kinds_now
from starrating.desk.desk import Desk, address
from starrating.desk.forms import FieldError, Sent
from starrating.desk.pages.files import files_table
from starrating.desk.shelf import key_of
from starrating.desk.view import Field, Form, Frame, Note, Page, Part, Said, Section, Words, problems, table
from starrating.desk.works import Parts
from starrating.i18n import Text, language, listed, text
from starrating.model import Period
from starrating.procedure.document_kinds import DOCUMENT_KINDS, DocumentKind

FORMATS = ("html", "docx", "pdf", "md")
KINDS: Mapping[DocumentKind, Text] = {
    "report": text("Report to the committee"),
    "notice": text("Public notice"),
    "correction": text("Correction of a notice"),
    "circular": text("Circular"),
    "decision": text("Decision to award titles"),
    "award": text("Award of plaques"),
    "assistance": text("Paired assistance"),
    "letter": text("Letters to the branches"),
}
_FORMAT_WORDS: Mapping[str, Text] = {
    "html": text("Preview"),
    "docx": text("Word"),
    "pdf": text("PDF"),
    "md": text("Markdown"),
}


def documents(desk: Desk, period: Period) -> Page:
    """Show what can be written now, and why the rest cannot."""
    workspace = desk.workspace()
    kinds = kinds_now(workspace, period, desk.now())
    able = [each for each in kinds if each.refused is None]
    refused = [(KINDS[each.kind], *_why(each)) for each in kinds if each.refused]
    sections = [Section(each.kind, KINDS[each.kind], _writing(period, each)) for each in able]
    if refused:
        heads = (text("Kind of document"), text("Why not yet"), text("Next step"))
        section = Section("later", text("Not yet"), (table(text("Not yet"), heads, "nll", refused),))
        sections.append(section)
    if files := files_table(workspace, period):
        sections.append(Section("files", text("Files"), (files,)))
    title = text("%(period)s: documents", period=period.say(language()))
    return Page(title, "documents", tuple(sections), period=str(period))


def _why(each: KindNow) -> tuple[Text | str, Text | str]:
    assert each.refused
    (problem,) = each.refused.problems
    return problem.message, problem.hint or ""


def _writing(period: Period, each: KindNow) -> tuple[Part, ...]:
    fields = [Field("kind", "", "hidden", each.kind)]
    said: list[Text] = []
    if each.draft:
        said.append(text("As things stand it is a draft, and marked so."))
    if each.fixes_days:
        said.append(text("Writing it fixes the days of the public notice; they stay the same ever after."))
    if DOCUMENT_KINDS[each.kind].public:
        fields.append(Field("day", text("First day"), "date", hint=text("Today if left out.")))
    else:
        fields.append(Field("day", text("Date of the document"), "date", hint=text("Today if left out.")))
    if DOCUMENT_KINDS[each.kind].numbered:
        fields.append(Field("document", text("Number of the document")))
    buttons = tuple(("format", name, _FORMAT_WORDS[name]) for name in FORMATS)
    form = Form(address(period, "documents"), buttons, tuple(fields))
    return (*((Said(tuple(said)),) if said else ()), form)


def asked(period: Period, sent: Sent) -> AnnounceRequest:
    """Read which document is asked for."""
    kind, name = sent.words("kind"), sent.words("format")
    if kind not in DOCUMENT_KINDS or name not in FORMATS:
        raise FieldError(
            "kind", text("There is no kind %(name)s. Kinds: %(known)s", name=kind, known=listed(KINDS)), sent
        )
    day = _day(sent)
    public = DOCUMENT_KINDS[cast("DocumentKind", kind)].public
    first, dated = (day, None) if public else (None, day)
    return AnnounceRequest(period, (name,), cast("DocumentKind", kind), first, dated, sent.words("document"))


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
    done = announce(workspace, request, desk.now())
    made = files_table(workspace, request.period, done.files, KINDS[done.kind])
    shown = [
        Frame(KINDS[done.kind], address(request.period, "shown", key_of(file)))
        for file in done.files
        if file.suffix == ".html"
    ]
    return (*_notes(done), *((made,) if made else ()), *problems(done.problems), *shown)


def _notes(done: AnnounceResult) -> list[Note]:
    words = text("%(document)s is written.", document=KINDS[done.kind])
    days: Words = ""
    if done.span:
        first, last = done.span.first.isoformat(), done.span.last.isoformat()
        days = text("Public from %(first)s to %(last)s.", first=first, last=last)
    notes = [Note(words, "done", days)]
    if done.draft:
        notes.append(Note(text("Marked 送审稿: %(why)s.", why=done.draft), "warning"))
    if done.missing:
        put = text("Put them into starrating.toml and write it again, or fill in 〔待填〕 in the file.")
        notes.append(
            Note(
                text("To be filled in: %(fields)s", fields=listed(OFFICE_FIELDS[name] for name in done.missing)),
                "warning",
                put,
            )
        )
    if done.gaps:
        notes.append(
            Note(text("To be filled in by hand, in the file: %(fields)s", fields=listed(done.gaps)), "warning")
        )
    return notes
