"""What `template` wrote, and what `collect` put together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from starrating.cli.shared.options import Folder, Json, PeriodOption, existing_files, now, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import answer, err, line, out, show_problems, shown_path
from starrating.commands.collect import CollectResult, is_book, record_forms, record_marks
from starrating.commands.collect import collect as collected
from starrating.i18n import listed, text
from starrating.workspace import Workspace

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"}


_Marks = Annotated[
    list[str] | None,
    typer.Option(
        "--marks",
        metavar="DEPARTMENT",
        help=str(text("Record that the marks of a department have come; may be repeated.")),
    ),
]


def collect(
    ctx: typer.Context,
    forms: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FORM...", help=str(text("Forms that came back, or folders of them."))),
    ] = None,
    marks: _Marks = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            metavar="FILE",
            dir_okay=False,
            help=str(text("The workbook to write; named by the period if left out.")),
        ),
    ] = None,
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Collect forms."""
    workspace, asked = open_command(ctx, folder, json=json), period_named(period)
    if bool(forms) == bool(marks):
        raise typer.BadParameter(str(text("Name forms, or departments by --marks.")), param_hint="FORM...")
    if marks:
        if asked is None:
            raise typer.BadParameter(str(text("Say of which period: --period")), param_hint="--marks")
        answer(json, marks_to_json, show_marks, *record_marks(workspace, asked, marks, now()))
        return
    files = existing_files([file for form in forms or () for file in _files(workspace, form, output)])
    with progress(len(files), shown=not json) as told:
        result = collected(workspace, files, output, asked, told)
    record_forms(workspace, result, now())
    answer(json, to_json, show, result)


def _files(workspace: Workspace, named: Path, output: Path | None) -> list[Path]:
    """Return the workbooks of a folder, but for those that are made of forms; a file is itself."""
    if not named.is_dir():
        return [named]
    found = (file for file in named.iterdir() if file.suffix.lower() in _WORKBOOKS and file.is_file())
    made = output.resolve() if output else None
    return sorted(file for file in found if file.resolve() != made and not is_book(workspace, file))


def show(result: CollectResult) -> None:
    """Say which workbook was written, of how many branches, and who has sent nothing."""
    show_problems(result.problems)
    out().print(line(text("Collected: %(number)s", number=len(result.branches)), "bold"))
    if result.untouched:
        out().print(line(text("Nothing is filled in by: %(names)s", names=listed(result.untouched)), "yellow"))
    if result.missing:
        out().print(line(text("No form from: %(names)s", names=listed(result.missing)), "yellow"))
    out().print(line(text("Workbook: %(path)s", path=shown_path(result.file))))
    hint = text("Fill in what is blank, then: starrating score %(path)s", path=shown_path(result.file))
    err().print(line(hint, "dim"))


def show_marks(fresh: Sequence[str], missing: Sequence[str]) -> None:
    """Say whose marks are newly there, and whose are outstanding."""
    out().print(line(text("Marks have come: %(departments)s", departments=listed(fresh)), "bold"))
    if missing:
        out().print(line(text("No marks from: %(departments)s", departments=listed(missing)), "yellow"))


def marks_to_json(fresh: Sequence[str], missing: Sequence[str]) -> dict[str, object]:
    """Return what `collect --marks --json` prints: whose marks are newly there, and whose are outstanding."""
    return {"departments": list(fresh), "missing": list(missing)}


def to_json(result: CollectResult) -> dict[str, object]:
    """Return what `collect --json` prints; `missing` and `untouched` have sent no form, or a blank one."""
    return {
        "period": str(result.period),
        "branches": list(result.branches),
        "missing": list(result.missing),
        "untouched": list(result.untouched),
        "problems": [problem.to_json() for problem in result.problems],
        "files": [shown_path(result.file)],
    }


@contextmanager
def progress(whole: int, *, shown: bool) -> Iterator[Callable[[int], object]]:
    """Show how many of the forms are read, on a terminal; nothing elsewhere."""
    if not (shown and err().is_terminal):
        yield lambda _: None
        return
    with Progress(console=err(), transient=True) as bars:
        task = bars.add_task(str(text("Reading forms")), total=whole)
        yield lambda number: bars.update(task, completed=number)
