"""An announcement: its files, its days, and what is left to fill in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from starrating.commands.announce import Announcement
from starrating.console.problems import show_problems
from starrating.console.screen import err, line, out, shown_path
from starrating.errors import InputError, Problem
from starrating.i18n import Text, text
from starrating.procedure.document_kinds import Kind

_FIELDS: Mapping[str, Text] = {
    "organisation": text("organisation"),
    "committee": text("committee"),
    "section": text("organization section"),
    "contact": text("contact person"),
    "phone": text("contact phone"),
    "address": text("address"),
}


_KINDS: Mapping[Kind, Text] = {
    "report": text("Report: %(path)s"),
    "notice": text("Notice: %(path)s"),
    "correction": text("Correction: %(path)s"),
    "circular": text("Circular: %(path)s"),
    "decision": text("Decision: %(path)s"),
    "award": text("Award: %(path)s"),
    "assistance": text("Assistance: %(path)s"),
    "letter": text("Letters: %(path)s"),
}


def show_announcement(done: Announcement) -> None:
    """Show what `announce` wrote; what stands open goes to stderr."""
    show_problems(done.problems)
    for file in done.files:
        out().print(line(Text(_KINDS[done.kind].template, {"path": shown_path(file)})))
    if done.span:
        days = {"first": done.span.first.isoformat(), "last": done.span.last.isoformat()}
        out().print(line(text("Public from %(first)s to %(last)s.", **days)))
    if done.notice and done.notice.kind == "correction":
        out().print(line(text("An earlier result has been published; this one corrects it.")))
    if done.draft:
        err().print(line(text("Marked 送审稿: %(why)s.", why=done.draft), "yellow"))
    elif done.notice:
        err().print(line(text("These days are recorded; to write the notice again changes none of them."), "dim"))
    _show_open_fields(done)


def show_check(file: Path, problems: Sequence[Problem]) -> None:
    """Show what an edited document says otherwise than the ledger; `InputError` if there is anything."""
    if problems:
        raise InputError(list(problems))
    out().print(line(text("%(path)s says what the ledger says.", path=shown_path(file))))


def _show_open_fields(done: Announcement) -> None:
    if done.missing:
        fields = ", ".join(f"{_FIELDS[name]} ({name})" for name in done.missing)
        err().print(line(text("To be filled in: %(fields)s", fields=fields), "yellow"))
        err().print(
            line(
                text("    → Put them into starrating.toml and announce again, or fill in 〔待填〕 in the file."), "dim"
            )
        )
    if done.gaps:
        gaps = "、".join(done.gaps)
        err().print(line(text("To be filled in by hand, in the file: %(fields)s", fields=gaps), "yellow"))
