"""The file of a period for the shelf, on the terminal and as JSON."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, Rated, now, open_command
from starrating.cli.shared.periods import required_period
from starrating.cli.shared.terminal import answer, err, line, out, show_problems, shown_path
from starrating.commands.archive import ArchiveResult
from starrating.commands.archive import archive as run_archive
from starrating.i18n import listed, text


def archive(
    ctx: typer.Context,
    period: Rated,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help=str(text("The new .zip; in the results if left out.")))
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Make the file of a period."""
    asked = required_period(period)
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, run_archive(workspace, asked, now().today, output))


def show(result: ArchiveResult) -> None:
    """Say where the file is, how much is in it, and which inputs are gone."""
    show_problems(result.problems)
    out().print(line(text("Files: %(number)s", number=len(result.rows) - len(result.missing)), "bold"))
    out().print(line(text("File: %(path)s", path=shown_path(result.file))))
    if result.missing:
        words = text("Gone, or changed since they were read: %(names)s", names=listed(result.missing))
        err().print(line(words, "yellow"))


def to_json(result: ArchiveResult) -> dict[str, object]:
    """Return what `archive --json` prints; `missing` are the inputs that are gone or were changed since."""
    return {
        "period": str(result.period),
        "file": shown_path(result.file),
        "files": [
            {
                "file": row.name,
                "kind": row.kind,
                "digest": row.digest,
                "day": row.day,
                "document": row.document or "",
                "version": row.version,
                "standing": str(row.standing),
                "edited": row.edited,
            }
            for row in result.rows
        ],
        "missing": list(result.missing),
        "problems": [problem.to_json() for problem in result.problems],
    }
