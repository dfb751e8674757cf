"""Commands of a review: score, explain.

A scored review: the ranking, the counts, the files; and its JSON.

What a scoring would change, on the terminal and as JSON.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.cli.shared.asking import agreed, can_ask, follow
from starrating.cli.shared.options import (
    Folder,
    Incidents,
    Json,
    Large,
    PeriodOption,
    RulesFile,
    TrustItems,
    by_rules,
    now,
    open_command,
    required_text,
)
from starrating.cli.shared.result_tables import branches_data, counts_data, show_ratings, star_or_null
from starrating.cli.shared.review_books import books_named
from starrating.cli.shared.terminal import answer, arrow, err, line, out, show_problems, shown_path, table
from starrating.commands.score import DryRunResult, ScoreResult, dry_run
from starrating.commands.score import score as run_score
from starrating.i18n import Text, listed, text
from starrating.model import JudgedIncident
from starrating.rating.comparison import Move
from starrating.rating.recorded_differences import CellChange, ReadingDifferences
from starrating.ruleset.citation import clause_number
from starrating.ruleset.words.conditions import column_head

if TYPE_CHECKING:
    from starrating.commands.shared.review_inputs import ScoreRequest
    from starrating.workspace import Workspace


_Reopen = Annotated[
    str | None,
    typer.Option("--reopen", metavar="REASON", help=str(text("Rate a decided period again, and say why."))),
]
_DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help=str(text("Only show what would change against the recorded version; record and write nothing.")),
    ),
]


def score(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=str(text("Score workbooks (.xlsx, .xls)."))),
    ],
    incidents: Incidents = None,
    period: PeriodOption = None,
    rules: RulesFile = None,
    reopen: _Reopen = None,
    dry_run: _DryRun = False,
    large: Large = False,
    trust_items: TrustItems = False,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Rate a period."""
    workspace = by_rules(open_command(ctx, folder, json=json), rules)
    reason = required_text(reopen, "--reopen")
    books = books_named(files, incidents, period, large=large, trust_items=trust_items)
    if dry_run:
        _try(workspace, books, json=json)
        return
    result = run_score(workspace, books, now(), reopen=reason)
    answer(json, to_json, show, result)
    if not json and result.new and can_ask() and agreed(text("Write the report for the committee now?")):
        follow(ctx, "announce", "--period", str(result.review.period), "--kind", "report")


def _try(workspace: "Workspace", books: "ScoreRequest", *, json: bool) -> None:
    answer(json, dry_run_to_json, show_dry_run, dry_run(workspace, books))


def show(scoring: ScoreResult) -> None:
    """Show what `score` did."""
    show_problems(scoring.problems)
    show_ratings(scoring.review.ratings, scoring.rules, next(iter(scoring.files), None))
    out().print(line(scoring.outcome, "bold" if scoring.new else ""))
    for file in scoring.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))
    err().print(line(text("Why: starrating explain --period %(period)s", period=str(scoring.review.period)), "dim"))


def to_json(scoring: ScoreResult) -> dict[str, object]:
    """Return what `score --json` prints; exact numbers are strings."""
    review = scoring.review
    return {
        "period": str(review.period),
        "version": review.version,
        "new": scoring.new,
        "ruleset": {"id": review.rules_id, "digest": review.rules_digest},
        "branches": branches_data(review.ratings, scoring.rules),
        "counts": counts_data(review.ratings, scoring.rules),
        "problems": [problem.to_json() for problem in scoring.problems],
        "files": [shown_path(file) for file in scoring.files],
    }


def show_dry_run(tried: DryRunResult) -> None:
    """Show the result if nothing is recorded yet, else what would differ from what is."""
    if tried.revision is None or tried.recorded is None:
        show_ratings(tried.ratings, tried.rules)
        out().print(
            line(text("Nothing is recorded for %(period)s yet; nothing was recorded now.", period=str(tried.period)))
        )
    else:
        _show_revision(tried.revision, tried)
    show_problems(tried.problems)


def _show_revision(changes: ReadingDifferences, tried: DryRunResult) -> None:
    assert tried.recorded
    fields = {"period": str(tried.period), "version": tried.recorded.version}
    if changes.is_empty:
        out().print(line(text("Nothing would change against %(period)s, version %(version)s.", **fields)))
        return
    out().print(line(text("Against %(period)s, version %(version)s; nothing was recorded:", **fields), "bold"))
    for names, words in ((changes.appeared, _APPEARED), (changes.gone, _GONE)):
        if names:
            out().print(line(Text(words.template, {"names": listed(names)})))
    if changes.moves:
        _show_moves(changes.moves, tried)
    if changes.cells:
        _show_cells(changes.cells, tried)
    for incidents, words in ((changes.added, _ADDED), (changes.dropped, _DROPPED)):
        for judged in incidents:
            out().print(line(Text(words.template, _incident_fields(judged))))


_APPEARED = text("New in the workbook: %(names)s")
_GONE = text("No longer in the workbook: %(names)s")
_ADDED = text("New incident: %(branch)s, %(date)s %(clause)s (%(place)s)")
_DROPPED = text("Incident no longer there: %(branch)s, %(date)s %(clause)s (%(place)s)")


def _incident_fields(judged: JudgedIncident) -> dict[str, object]:
    incident = judged.incident
    return {
        "branch": incident.branch,
        "date": incident.date.isoformat(),
        "clause": clause_number(judged.clause),
        "place": str(incident.place()),
    }


def _show_moves(moves: tuple[Move, ...], tried: DryRunResult) -> None:
    made = table(tried.rules.subject, text("Recorded"), text("Would be"), "", text("Why"), sentences=(4,))
    for move in moves:
        glyph = arrow("promotion" if move.rises else "demotion")
        made.add_row(line(move.branch), str(move.before.level), str(move.after.level), glyph, line(move.reason))
    out().print(made)


def _show_cells(cells: tuple[CellChange, ...], tried: DryRunResult) -> None:
    made = table(text("Cell"), tried.rules.subject, text("Column"), text("Recorded"), text("Now"), right=(3, 4))
    for cell in cells:
        column = column_head(tried.rules, cell.column)
        made.add_row(line(cell.source), line(cell.branch), line(column), line(cell.before), line(cell.after))
    out().print(made)


def dry_run_to_json(tried: DryRunResult) -> dict[str, object]:
    """Return what `score --dry-run --json` prints: the result as `score --json` has it, and `changes`, null if new."""
    return {
        "period": str(tried.period),
        "dry_run": True,
        "branches": branches_data(tried.ratings, tried.rules),
        "counts": counts_data(tried.ratings, tried.rules),
        "against": tried.recorded.version if tried.recorded else None,
        "changes": _changes_data(tried.revision) if tried.revision else None,
        "problems": [problem.to_json() for problem in tried.problems],
        "files": [],
    }


def _changes_data(changes: ReadingDifferences) -> dict[str, object]:
    return {
        "moves": [
            {
                "branch": move.branch,
                "from": star_or_null(move.before.star),
                "to": star_or_null(move.after.star),
                "because": str(move.reason),
            }
            for move in changes.moves
        ],
        "cells": [
            {
                "branch": cell.branch,
                "column": cell.column,
                "before": str(cell.before),
                "after": str(cell.after),
                "source": cell.source,
            }
            for cell in changes.cells
        ],
        "appeared": list(changes.appeared),
        "gone": list(changes.gone),
        "incidents_added": [_incident_fields(judged) for judged in changes.added],
        "incidents_dropped": [_incident_fields(judged) for judged in changes.dropped],
    }
