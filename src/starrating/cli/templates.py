"""Commands about templates of documents: templates check.

Templates: which ones documents are made of, and that they are fit.
"""

import typer

from starrating.cli.shared.options import Folder, Json, open_command
from starrating.cli.shared.terminal import answer, line, out, show_problems, shown_path, tick
from starrating.commands.templates import TemplatesResult, checked_templates
from starrating.i18n import text


def check(ctx: typer.Context, json: Json = False, folder: Folder = None) -> None:
    """Check the templates."""
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, checked_templates(workspace))


def show(checked: TemplatesResult) -> None:
    """Show the templates that are used, the built-in ones by name only."""
    show_problems(checked.problems)
    for file in checked.files:
        name = shown_path(file) if file in checked.own else text("%(name)s (built-in)", name=file.name)
        out().print(line(f"{tick()} {name}"))
    out().print(
        line(text("Every template can be filled in. Templates: %(number)s.", number=len(checked.files)), "green")
    )


def to_json(checked: TemplatesResult) -> dict[str, object]:
    """Return what `templates check --json` prints."""
    return {
        "templates": [{"file": str(file), "own": file in checked.own} for file in checked.files],
        "problems": [problem.to_json() for problem in checked.problems],
    }
