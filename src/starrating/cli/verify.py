"""What `verify`, `export` and `import` found and did."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, PeriodOption, existing_files, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import answer, line, out, show_problems, table, tick
from starrating.commands.verify import Outcome, VerifyResult
from starrating.commands.verify import verify as run_verify
from starrating.errors import LedgerError
from starrating.i18n import Text, text
from starrating.model.ledger_entries import Head


def verify(
    ctx: typer.Context,
    period: PeriodOption = None,
    seal: Annotated[
        Path | None,
        typer.Option(
            "--seal",
            metavar="FILE",
            help=str(text("A note of the seal that export wrote earlier: the ledger must still contain it.")),
        ),
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Verify the ledger."""
    workspace = open_command(ctx, folder, json=json)
    noted = existing_files([seal])[0] if seal else None
    found = run_verify(workspace, period_named(period), noted)
    answer(json, to_json, show, found)
    if not found.sound:
        raise typer.Exit(LedgerError.exit_code)


_OUTCOMES: dict[Outcome, Text] = {
    "same": text("the same"),
    "differs": text("differs"),
    "not-computed": text("cannot be computed again"),
}


def show(found: VerifyResult) -> None:
    """Show what was computed again, what is wrong, and the verdict."""
    show_problems(found.problems)
    if found.versions:
        made = table(text("Period"), text("Version"), text("Branches"), text("Computed again"), "", right=(1, 2))
        for version in found.versions:
            mark = tick() if version.outcome == "same" else "!"
            outcome = str(_OUTCOMES[version.outcome])
            made.add_row(str(version.period), str(version.version), str(version.branches), outcome, mark)
        out().print(made)
    if found.sound:
        message = text("The ledger is as it was recorded: results and acts: %(links)s.", links=found.head.number)
        out().print(line(message, "bold"))
    else:
        out().print(line(text("The ledger is not as it was recorded, or does not follow from its inputs."), "bold red"))
    if found.head.seal:
        out().print(line(text("Its seal: %(seal)s (number %(number)s)", **_named(found.head)), "dim"))


def _named(head: Head) -> dict[str, str | int]:
    return {"seal": head.seal, "number": head.number}


def to_json(found: VerifyResult) -> dict[str, object]:
    """Return what `verify --json` prints."""
    return {
        "sound": found.sound,
        "links": found.head.number,
        "seal": found.head.seal,
        "versions": [
            {
                "period": str(version.period),
                "version": version.version,
                "branches": version.branches,
                "outcome": version.outcome,
            }
            for version in found.versions
        ],
        "problems": [problem.to_json() for problem in found.problems],
    }
