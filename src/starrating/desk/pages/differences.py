"""What a rating would change against what is recorded."""

from collections.abc import Iterator

from starrating.commands.score import DryRunResult
from starrating.desk.inbox import as_dropped
from starrating.desk.pages.ranking import ranking_table
from starrating.desk.view import Note, Part, Sentences, problems, table
from starrating.desk.works import Parts
from starrating.i18n import listed, text
from starrating.model import JudgedIncident
from starrating.rating.recorded_differences import ReadingDifferences
from starrating.ruleset.citation import clause_number
from starrating.ruleset.words.conditions import column_head


def difference_parts(tried: DryRunResult) -> Parts:
    """Show the result if nothing is recorded yet, else what would differ from what is."""
    if tried.revision is None or tried.recorded is None:
        message = text("Nothing is recorded for %(period)s yet; nothing was recorded now.", period=str(tried.period))
        return Note(message, "notice"), ranking_table(tried.ratings, tried.rules), *problems(tried.problems)
    named = {"period": str(tried.period), "version": tried.recorded.version}
    if tried.revision.is_empty:
        same = text("Nothing would change against %(period)s, version %(version)s.", **named)
        return Note(same, "notice"), *problems(tried.problems)
    against = text("Against %(period)s, version %(version)s; nothing was recorded:", **named)
    return Note(against, "notice"), *_changes(tried.revision, tried), *problems(tried.problems)


def _changes(changes: ReadingDifferences, tried: DryRunResult) -> Iterator[Part]:
    subject = tried.rules.subject
    parts = [
        *((text("New in the workbook: %(names)s", names=listed(changes.appeared)),) if changes.appeared else ()),
        *((text("No longer in the workbook: %(names)s", names=listed(changes.gone)),) if changes.gone else ()),
        *(
            text("New incident: %(branch)s, %(date)s %(clause)s (%(place)s)", **_named(incident))
            for incident in changes.added
        ),
        *(
            text("Incident no longer there: %(branch)s, %(date)s %(clause)s (%(place)s)", **_named(incident))
            for incident in changes.dropped
        ),
    ]
    if parts:
        yield Sentences(tuple(parts))
    if changes.moves:
        heads = (subject, text("Recorded"), text("Would be"), text("Why"))
        rows = [(move.branch, move.before.level, move.after.level, move.reason) for move in changes.moves]
        yield table(text("Stars that would change"), heads, "nssl", rows)
    if changes.cells:
        where = (text("Cell"), subject, text("Column"), text("Recorded"), text("Now"))
        cells = [
            (
                as_dropped(change.source),
                change.branch,
                column_head(tried.rules, change.column),
                str(change.before),
                str(change.after),
            )
            for change in changes.cells
        ]
        yield table(text("Cells that differ"), where, "nllrr", cells)


def _named(judged: JudgedIncident) -> dict[str, object]:
    incident = judged.incident
    named = {"branch": incident.branch, "date": incident.date.isoformat(), "clause": clause_number(judged.clause)}
    return {**named, "place": as_dropped(str(incident.place()))}
