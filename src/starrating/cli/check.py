"""Before a review: check.

What `check` found: problems by kind, corrections, and the copies that were written.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.cli.shared.options import (
    Folder,
    Incidents,
    Json,
    Large,
    PeriodOption,
    RulesFile,
    TrustItems,
    by_rules,
    open_command,
)
from starrating.cli.shared.review_books import books_named
from starrating.cli.shared.terminal import (
    STYLES,
    answer,
    line,
    out,
    print_hanging,
    print_hint,
    show_outcome,
    show_problems,
    shown_path,
    table,
    tick,
)
from starrating.cli.shared.text_lines import harmless
from starrating.commands.check import CheckResult, CopyFolders, check_books, suggested
from starrating.errors import InputError, Problem, RefusalError, has_errors
from starrating.i18n import Text, text
from starrating.model import letter
from starrating.model.problem_kinds import SEVERITIES, by_kind, counted, title
from starrating.outcome import this_run

if TYPE_CHECKING:
    from starrating.read.table_roles import LineRole, SheetRoles
    from starrating.write.copies.corrected import Correction


_Marked = Annotated[
    Path | None,
    typer.Option(
        "--marked",
        metavar="DIR",
        file_okay=False,
        help=str(text("Write a copy of each workbook with its problems marked into this folder.")),
    ),
]
_Fix = Annotated[
    Path | None,
    typer.Option(
        "--fix",
        metavar="DIR",
        file_okay=False,
        help=str(text("Write a copy with what is safe to correct corrected into this folder.")),
    ),
]
_SuggestMapping = Annotated[
    bool,
    typer.Option("--suggest-mapping", help=str(text("Only print a proposed columns.yaml for these workbooks."))),
]


def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=str(text("Score workbooks."))),
    ],
    incidents: Incidents = None,
    period: PeriodOption = None,
    rules: RulesFile = None,
    marked: _Marked = None,
    fix: _Fix = None,
    suggest_mapping: _SuggestMapping = False,
    large: Large = False,
    trust_items: TrustItems = False,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Check workbooks; problems of severity error make the exit code 1."""
    workspace = by_rules(open_command(ctx, folder, json=json), rules)
    books = books_named(files, incidents, period, large=large, trust_items=trust_items)
    if suggest_mapping:
        typer.echo(harmless(suggested(workspace, books)), nl=False)
        return
    result = check_books(workspace, books, CopyFolders(marked, fix))
    answer(json, to_json, show, result)
    if has_errors(result.remarks):  # a copy could not be written
        show_outcome(this_run)
        raise typer.Exit(RefusalError.exit_code)
    if has_errors(result.problems):
        raise typer.Exit(InputError.exit_code)


_INDENT = 2
_SHOWN = 20
"""How many problems of a kind are shown, and how many corrections."""


def to_json(result: CheckResult) -> dict[str, object]:
    """Return what `check --json` prints; `files` are the copies that were written."""
    return {
        "files": [shown_path(path) for path in (*result.marked, *result.fixed)],
        "problems": [problem.to_json() for problem in (*result.problems, *result.remarks)],
        "counts": {
            "severities": dict.fromkeys(SEVERITIES, 0) | Counter(problem.severity for problem in result.problems),
            "kinds": Counter(problem.code for problem in result.problems),
        },
        "corrections": [correction.to_json() for correction in result.corrections],
        "sheets": [_sheet_data(sheet) for sheet in result.understood],
    }


def _sheet_data(sheet: "SheetRoles") -> dict[str, object]:
    """Return what every row and column of a sheet is, and why; `unexplained` are those with an open question."""
    rows = {str(number): line for number, line in sheet.roles.rows.items()}
    columns = {letter(column): line for column, line in sheet.roles.columns.items()}
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "rows": {name: _role_data(role) for name, role in rows.items()},
        "columns": {name: _role_data(role) for name, role in columns.items()},
        "unexplained": [name for name, role in (*rows.items(), *columns.items()) if role.question],
    }


def _role_data(role: "LineRole") -> dict[str, str]:
    return {"role": role.role, "because": str(role.because)}


def show(result: CheckResult) -> None:
    """Show the problems by kind, the worst kinds first; what is to be said of the copies goes to stderr."""
    files = {problem.file for problem in result.problems if problem.place}
    for problems in by_kind(result.problems):
        _show_kind(problems, one_file=len(files) == 1)
    if result.problems:
        out().print()
    out().print(line(_summary(result.problems), "bold"))
    _show_corrections(result.corrections)
    _show_files(text("Marked copy: %(path)s"), result.marked)
    _show_files(text("Corrected copy: %(path)s"), result.fixed)
    show_problems(result.remarks)


def _show_kind(problems: Sequence[Problem], *, one_file: bool) -> None:
    severity = problems[0].severity
    head = line(SEVERITIES[severity], STYLES[severity])
    head.append(f" {title(problems[0].code)} × {len(problems)}", style="bold not dim")
    out().print(head)
    hints = {str(problem.hint): problem.hint for problem in problems[:_SHOWN] if problem.hint}
    for problem in problems[:_SHOWN]:
        words = line(Text("%(place)s", {"place": _where(problem, one_file=one_file)}), "bold")
        words.append("  " if words.plain else "").append_text(line(problem.message, "not bold"))
        print_hanging(out(), " " * _INDENT, words)
        if problem.hint and len(hints) > 1:
            print_hint(out(), problem.hint, 2 * _INDENT)
    if len(problems) > _SHOWN:
        more = text("… and %(number)s more; all of them: --marked or --json", number=len(problems) - _SHOWN)
        out().print(line(f"  {more}", "dim"))
    for hint in hints.values() if len(hints) == 1 else ():
        print_hint(out(), hint, _INDENT)


def _where(problem: Problem, *, one_file: bool) -> str:
    if problem.file is None:
        return ""
    within = "!".join(part for part in (problem.sheet, problem.cell) if part)
    return within or shown_path(Path(problem.file)) if one_file else str(problem.place)


def _summary(problems: Sequence[Problem]) -> Text:
    if not problems:
        return text("%(tick)s No problem found.", tick=tick())
    ready = text("These workbooks cannot be rated yet.") if has_errors(problems) else text("Nothing forbids to rate.")
    return text("%(counted)s. %(ready)s", counted=counted(problems), ready=ready)


def _show_corrections(corrections: Sequence["Correction"]) -> None:
    if not corrections:
        return
    out().print(line(text("Corrections: %(number)s", number=len(corrections)), "bold"))
    shown = table(text("Cell"), text("Old content"), text("New content"), text("Why"), sentences=(1, 2, 3))
    for correction in corrections[:_SHOWN]:
        shown.add_row(
            *map(line, (str(correction.place), correction.before, str(correction.after), str(correction.after.why)))
        )
    out().print(shown)
    if len(corrections) > _SHOWN:
        more = text("… and %(number)s more; the copy lists them all.", number=len(corrections) - _SHOWN)
        out().print(line(f"  {more}", "dim"))


def _show_files(message: Text, paths: Iterable[Path]) -> None:
    for path in paths:
        out().print(line(Text(message.template, {"path": shown_path(path)})))
