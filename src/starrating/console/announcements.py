"""An announcement: its files, its days, and what is left to fill in."""

from collections.abc import Mapping

from starrating.console.problems import show_problems
from starrating.console.screen import err, line, out, shown_path
from starrating.i18n import Text, text
from starrating.workflow.announcing import Announcement

_FIELDS: Mapping[str, Text] = {
    "organisation": text("organisation"),
    "committee": text("committee"),
    "section": text("organization section"),
    "contact": text("contact person"),
    "phone": text("contact phone"),
    "address": text("address"),
}


def show_announcement(done: Announcement) -> None:
    """Show what `announce` wrote; what stands open goes to stderr."""
    show_problems(done.problems)
    for file in done.files:
        out().print(line(text("Notice: %(path)s", path=shown_path(file))))
    span = text("Public from %(first)s to %(last)s.", first=done.first.isoformat(), last=done.last.isoformat())
    out().print(line(span))
    if done.draft:
        err().print(line(text("Marked 送审稿: no committee decision is recorded yet."), "yellow"))
    if done.missing:
        fields = ", ".join(f"{_FIELDS[name]} ({name})" for name in done.missing)
        err().print(line(text("To be filled in: %(fields)s", fields=fields), "yellow"))
        err().print(
            line(
                text("    → Put them into starrating.toml and announce again, or fill in 〔待填〕 in the file."), "dim"
            )
        )
