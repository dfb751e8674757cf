"""The branches, their changes and aliases, on the terminal and as JSON."""

from collections.abc import Mapping

from starrating.commands.roster import Branches
from starrating.console.screen import line, out, table
from starrating.i18n import Text, text
from starrating.model.acts import UnitChange

KIND_NAMES: Mapping[str, Text] = {
    "renamed": text("renamed"),
    "merged": text("merged"),
    "split": text("split"),
    "closed": text("closed"),
    "new": text("new"),
}


def change_words(change: UnitChange) -> Text:
    """Say a change in a line: 采煤一队 → 综采一队."""
    before, after = "、".join(change.before), "、".join(change.after)
    names = " → ".join(part for part in (before, after) if part)
    return Text("%(kind)s: %(names)s", {"kind": KIND_NAMES[change.kind], "names": names})


def show_branches(known: Branches) -> None:
    """Show the names in use, the changes and the aliases."""
    out().print(line(text("Branches (%(number)s): %(names)s", number=len(known.names), names="、".join(known.names))))
    if known.changes:
        made = table(text("Date"), text("Change"), text("Before"), text("After"), text("Document"))
        for change in known.changes:
            before, after = (line("、".join(names)) for names in (change.before, change.after))
            made.add_row(change.day.isoformat(), str(KIND_NAMES[change.kind]), before, after, line(change.document))
        out().print(made)
    if known.aliases:
        made = table(text("Name in workbooks"), text("Branch"))
        for alias, branch in known.aliases.items():
            made.add_row(line(alias), line(branch))
        out().print(made)


def show_recorded(words: Text) -> None:
    """Say what was recorded."""
    out().print(line(text("Recorded: %(what)s", what=words)))


def branches_data(known: Branches) -> dict[str, object]:
    """Return what `roster list --json` prints."""
    return {
        "branches": list(known.names),
        "changes": [
            {
                "date": change.day.isoformat(),
                "change": change.kind,
                "before": list(change.before),
                "after": list(change.after),
                "document": change.document,
            }
            for change in known.changes
        ],
        "aliases": known.aliases,
    }
