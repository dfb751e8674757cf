"""Templates: which ones documents are made of, and that they are fit."""

from starrating.commands.templates import CheckedTemplates
from starrating.console.problems import show_problems
from starrating.console.screen import line, out, shown_path, tick
from starrating.i18n import text


def show_templates(checked: CheckedTemplates) -> None:
    """Show the templates that are used, the built-in ones by name only."""
    show_problems(checked.problems)
    for file in checked.files:
        said = shown_path(file) if file in checked.own else text("%(name)s (built-in)", name=file.name)
        out().print(line(f"{tick()} {said}"))
    out().print(
        line(text("Every template can be filled in. Templates: %(number)s.", number=len(checked.files)), "green")
    )


def templates_data(checked: CheckedTemplates) -> dict[str, object]:
    """Return what `templates check --json` prints."""
    return {
        "templates": [{"file": str(file), "own": file in checked.own} for file in checked.files],
        "problems": [problem.to_json() for problem in checked.problems],
    }
