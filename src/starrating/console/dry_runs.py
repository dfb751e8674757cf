"""What a scoring would change, on the terminal and as JSON."""

from collections.abc import Mapping

from starrating.commands.score import DryRun
from starrating.console.problems import show_problems
from starrating.console.reviews import branches_data, counts_data, show_ratings
from starrating.console.screen import arrow, line, out, table
from starrating.console.values import star_or_null
from starrating.i18n import Text, text
from starrating.model import SCORE_COLUMNS, JudgedIncident
from starrating.rating.comparison import Move
from starrating.rating.recorded_differences import CellChange, Revision

_HEADS: Mapping[str, str] = {column.name: column.head for column in SCORE_COLUMNS}


def show_dry_run(tried: DryRun) -> None:
    """Show the result if nothing is recorded yet, else what would differ from what is."""
    if tried.revision is None or tried.recorded is None:
        show_ratings(tried.ratings, tried.rules)
        out().print(
            line(text("Nothing is recorded for %(period)s yet; nothing was recorded now.", period=str(tried.period)))
        )
    else:
        _show_revision(tried.revision, tried)
    show_problems(tried.problems)


def _show_revision(changes: Revision, tried: DryRun) -> None:
    assert tried.recorded
    said = {"period": str(tried.period), "version": tried.recorded.version}
    if changes.is_empty:
        out().print(line(text("Nothing would change against %(period)s, version %(version)s.", **said)))
        return
    out().print(line(text("Against %(period)s, version %(version)s; nothing was recorded:", **said), "bold"))
    for names, words in ((changes.appeared, _APPEARED), (changes.gone, _GONE)):
        if names:
            out().print(line(Text(words.template, {"names": "、".join(names)})))
    if changes.moves:
        _show_moves(changes.moves, tried)
    if changes.cells:
        _show_cells(changes.cells)
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
        "clause": judged.clause,
        "place": str(incident.place()),
    }


def _show_moves(moves: tuple[Move, ...], tried: DryRun) -> None:
    made = table(tried.rules.wording.subject, text("Recorded"), text("Would be"), text("Why"), "")
    for move in moves:
        glyph = arrow("promotion" if move.rises else "demotion")
        made.add_row(line(move.branch), str(move.before.level), str(move.after.level), line(move.reason), glyph)
    out().print(made)


def _show_cells(cells: tuple[CellChange, ...]) -> None:
    made = table(text("Cell"), text("Branch"), text("Column"), text("Recorded"), text("Now"), right=(3, 4))
    for cell in cells:
        column = _HEADS.get(cell.column, cell.column)
        made.add_row(line(cell.source), line(cell.branch), line(column), line(cell.before), line(cell.after))
    out().print(made)


def dry_run_data(tried: DryRun) -> dict[str, object]:
    """Return what `score --dry-run --json` prints: the result as `score --json` has it, and `changes`, null if new."""
    return {
        "period": str(tried.period),
        "dry_run": True,
        "branches": branches_data(tried.ratings),
        "counts": counts_data(tried.ratings, tried.rules),
        "against": tried.recorded.version if tried.recorded else None,
        "changes": _changes_data(tried.revision) if tried.revision else None,
        "problems": [problem.to_json() for problem in tried.problems],
        "files": [],
    }


def _changes_data(changes: Revision) -> dict[str, object]:
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
