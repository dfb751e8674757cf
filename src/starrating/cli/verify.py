"""What `verify`, `export` and `import` found and did."""

from collections.abc import Sequence
from pathlib import Path

from starrating.commands.export import Moved
from starrating.commands.verify import Outcome, Verification
from starrating.console.problems import show_problems
from starrating.console.screen import line, out, shown_path, table, tick
from starrating.errors import Problem
from starrating.i18n import Text, text
from starrating.ledger import Head

_OUTCOMES: dict[Outcome, Text] = {
    "same": text("the same"),
    "differs": text("differs"),
    "not-computed": text("cannot be computed again"),
}


_HERE = text("Its seals are the same. To compute every result again: starrating verify")
_ELSEWHERE = text(
    "Its seals are the same. To work with it, name it in starrating.toml. To compute every result again then: "
    "starrating verify"
)


def show_verification(found: Verification) -> None:
    """Show what was computed again, what is wrong, and the verdict."""
    show_problems(found.problems)
    if found.versions:
        made = table(text("Period"), text("Version"), text("Branches"), text("Computed again"), "", right=(1, 2))
        for each in found.versions:
            mark = tick() if each.outcome == "same" else "!"
            outcome = str(_OUTCOMES[each.outcome])
            made.add_row(str(each.period), str(each.version), str(each.branches), outcome, mark)
        out().print(made)
    if found.sound:
        said = text("The ledger is as it was recorded: results and acts: %(links)s.", links=found.head.number)
        out().print(line(said, "bold"))
    else:
        out().print(line(text("The ledger is not as it was recorded, or does not follow from its inputs."), "bold red"))
    if found.head.seal:
        out().print(line(text("Its seal: %(seal)s (number %(number)s)", **_named(found.head)), "dim"))


def _named(head: Head) -> dict[str, str | int]:
    return {"seal": head.seal, "number": head.number}


def verification_data(found: Verification) -> dict[str, object]:
    """Return what `verify --json` prints."""
    return {
        "sound": found.sound,
        "links": found.head.number,
        "seal": found.head.seal,
        "versions": [
            {
                "period": str(each.period),
                "version": each.version,
                "branches": each.branches,
                "outcome": each.outcome,
            }
            for each in found.versions
        ],
        "problems": [problem.to_json() for problem in found.problems],
    }


def show_rewritten(file: Path, problems: Sequence[Problem]) -> None:
    """Say where a result workbook was written again."""
    show_problems(problems)
    out().print(line(text("Workbook: %(path)s", path=shown_path(file)), "bold"))


def show_export(done: Moved) -> None:
    """Say what was written."""
    out().print(line(text("Exported: %(path)s", path=shown_path(done.file)), "bold"))
    _show_counts(done)
    if done.note:
        said = text(
            "Its seal is noted in %(path)s. Keep it elsewhere; check with verify --seal.", path=shown_path(done.note)
        )
        out().print(line(said, "dim"))


def show_import(done: Moved, *, elsewhere: bool) -> None:
    """Say what was restored, and how it is verified; `elsewhere` is not in the ledger of the workspace."""
    out().print(line(text("Restored from: %(path)s", path=shown_path(done.file)), "bold"))
    _show_counts(done)
    out().print(line(_ELSEWHERE if elsewhere else _HERE, "dim"))


def _show_counts(done: Moved) -> None:
    out().print(line(text("Results: %(versions)s, acts: %(acts)s.", versions=done.versions, acts=done.acts)))
