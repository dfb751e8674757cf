"""The targets that branches declare for a year, on the terminal and as JSON."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, date_option, existing_files, now, open_command, year_option
from starrating.cli.shared.terminal import answer, first_rows, line, out, show_problems, show_rest, table
from starrating.commands.declare import DeclareResult
from starrating.commands.declare import declare as run_declare
from starrating.i18n import text
from starrating.model import Period


def declare(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=str(text("The list: branch, own target and more.")))],
    year: Annotated[int, year_option(text("The year that the targets are for."))],
    day: Annotated[dt.datetime, date_option("--date", "-d", message=text("Day of the declaration."))],
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Record declared targets."""
    (book,) = existing_files([file])
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, run_declare(workspace, book, Period(year), day.date(), now()))


def show(result: DeclareResult) -> None:
    """Show what holds for the year, and how much of it is new."""
    show_problems(result.problems)
    made = table(result.rules.subject, text("Own target"), text("By when"), text("Declared on"), spare=(3,))
    rows = first_rows(len(result.declared))
    for declaration, day in result.declared[:rows]:
        made.add_row(
            line(declaration.branch),
            result.rules.levels.name(declaration.target),
            line(declaration.due),
            day.isoformat(),
        )
    out().print(made)
    show_rest(len(result.declared), rows)
    out().print(line(text("Declared now: %(number)s.", number=len(result.fresh)), "bold"))
    command = f"starrating announce --period {result.year} --kind declaration"
    out().print(line(text("Next: %(command)s", command=command), "dim"))


def to_json(result: DeclareResult) -> dict[str, object]:
    """Return what `declare --json` prints."""
    return {
        "year": result.year.year,
        "declared_now": len(result.fresh),
        "declared": [
            {
                "branch": declaration.branch,
                "declared_target": declaration.target,
                "due": declaration.due,
                "plan": declaration.plan,
                "measures": declaration.measures,
                "declared_on": day.isoformat(),
            }
            for declaration, day in result.declared
        ],
        "problems": [problem.to_json() for problem in result.problems],
    }
