"""Before a review: template, collect."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import answer, err, line, out, show_problems, shown_path
from starrating.commands import template as run_template
from starrating.commands.template import TemplateResult, write_word_forms
from starrating.i18n import text

_Period = Annotated[
    str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The period, such as 2013H1.")))
]
_Output = Annotated[
    Path | None,
    typer.Option("-o", metavar="FILE", dir_okay=False, help=str(text("The workbook to write."))),
]
_PerBranch = Annotated[
    Path | None,
    typer.Option(
        "--per-branch",
        metavar="DIR",
        file_okay=False,
        help=str(text("Write a form for each branch into this folder instead.")),
    ),
]
_Branches = Annotated[
    int | None,
    typer.Option(
        "--branches",
        metavar="N",
        min=1,
        max=10_000,
        help=str(text("How many rows the workbook has; as many as branches are known if left out.")),
    ),
]
_Form = Annotated[
    list[str] | None,
    typer.Option(
        "--form",
        metavar="KIND",
        help=str(
            text("Write a Word form instead: application, opinions, rectification, pairs or plaques; repeatable.")
        ),
    ),
]


def template(
    ctx: typer.Context,
    period: _Period,
    output: _Output = None,
    per_branch: _PerBranch = None,
    form: _Form = None,
    branches: _Branches = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Write blank workbooks and forms."""
    if sum((output is not None, per_branch is not None, bool(form))) > 1:
        message = text("Name one of -o, --per-branch and --form.")
        raise typer.BadParameter(str(message), param_hint="-o")
    workspace = open_command(ctx, folder, json=json)
    named = period_named(period)
    assert named
    if form:
        written = write_word_forms(workspace, named, form)
    elif per_branch:
        written = run_template.write_forms(workspace, named, per_branch)
    else:
        written = run_template.write_template(workspace, named, output, branches)
    answer(json, to_json, show, written)


_SHOWN = 5
"""So many files are named; of more, the folder is."""


def show(written: TemplateResult) -> None:
    """List the files, and say what to do with them."""
    show_problems(written.problems)
    if len(written.files) > _SHOWN:
        folder = shown_path(written.files[0].parent)
        out().print(line(text("Forms in %(folder)s: %(number)s", folder=folder, number=len(written.files))))
        hint = text("When they are back: starrating collect %(folder)s", folder=folder)
        err().print(line(hint, "dim"))
        return
    for file in written.files:
        out().print(line(text("File: %(path)s", path=shown_path(file))))
    if written.branches:
        out().print(line(text("Branches filled in: %(number)s", number=len(written.branches)), "dim"))


def to_json(written: TemplateResult) -> dict[str, object]:
    """Return what `template --json` prints."""
    return {
        "period": str(written.period),
        "branches": list(written.branches),
        "problems": [problem.to_json() for problem in written.problems],
        "files": [shown_path(file) for file in written.files],
    }
