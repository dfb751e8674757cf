"""The steps, judged incidents and problems of a review as rows and back, in the order of the result.

What came with the scores of a review, as rows of RECORDS and back, each kind in the order of the input.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from msgspec.structs import asdict

from starrating.errors import CellRef, LineRef, Place, Problem
from starrating.ledger.database import Row
from starrating.ledger.encoding import MessageWriter, from_text, plain_bytes, to_text
from starrating.ledger.rating_rows import SheetList
from starrating.model import Incident, JudgedIncident, Records, RosterEntry, SourceSheet, Step


def step_rows(review: int, steps: Iterable[Step], messages: MessageWriter) -> Iterator[Row]:
    """Write the steps as rows of STEPS."""
    for position, step in enumerate(steps):
        yield (
            review,
            position,
            step.branch,
            step.rule,
            step.effect,
            int(step.before),
            int(step.after),
            messages(step.because),
            step.source,
            step.key,
        )


def step_of(row: Row) -> Step:
    """Read a row of STEPS."""
    _, _, branch, rule, effect, before, after, because, source, key = row
    return Step(branch, rule, effect, before, after, from_text(because), source, key)


def incident_rows(
    review: int, incidents: Iterable[JudgedIncident], sheets: SheetList, messages: MessageWriter
) -> Iterator[Row]:
    """Write the judged incidents as rows of INCIDENTS; what the office wrote stands in `cells`."""
    for position, judged in enumerate(incidents):
        incident = judged.incident
        yield (
            review,
            position,
            incident.branch,
            judged.trigger,
            judged.clause,
            int(judged.counted),
            messages.again(judged.reason),
            judged.key,
            incident.date.isoformat(),
            sheets.number(incident.sheet),
            int(incident.row),
            plain_bytes(_cells(incident)).decode(),
        )


def incident_of(row: Row, sheets: Sequence[SourceSheet]) -> JudgedIncident:
    """Read a row of INCIDENTS."""
    _, _, branch, judged, clause, counted, reason, key, day, sheet, sheet_row, cells = row
    trigger, subject, system, sanction, findings, department, document, note, *act = from_text(cells)
    incident = Incident(
        branch,
        trigger,
        dt.date.fromisoformat(day),
        subject,
        system,
        sanction,
        dict(findings),
        department,
        document,
        note,
        sheets[sheet],
        sheet_row,
        *act,
    )
    return JudgedIncident(incident, judged, clause, bool(counted), from_text(reason), key)


def problem_rows(review: int, problems: Iterable[Problem]) -> Iterator[Row]:
    """Write the problems as rows of PROBLEMS."""
    for position, problem in enumerate(problems):
        yield (
            review,
            position,
            problem.severity,
            problem.code,
            plain_bytes(place_fields(problem.place)).decode(),
            to_text(problem.message),
            to_text(problem.hint),
            problem.source,
        )


def place_fields(place: Place | None) -> tuple[str | int | None, ...] | None:
    """Return a place as ledgers have always had it: file, sheet, cell, line, column."""
    match place:
        case CellRef(file, sheet, cell):
            return file, sheet, cell, None, None
        case LineRef(file, line, column):
            return file, None, None, line, column
    return None


def place_of(recorded: Sequence[Any]) -> Place:
    """Read a place as ledgers have it."""
    file, sheet, cell, line, column = recorded
    return CellRef(file, sheet, cell) if line is None else LineRef(file, line, column)


def problem_of(row: Row) -> Problem:
    """Read a row of PROBLEMS."""
    _, _, severity, code, place, message, hint, source = row
    where = from_text(place)
    return Problem(severity, code, place_of(where) if where else None, from_text(message), from_text(hint), source)


def _cells(incident: Incident) -> tuple[object, ...]:
    """Return what the office wrote; the act only where it names one, as lists of earlier versions have none."""
    return (
        incident.trigger,
        incident.subject,
        incident.sanction_system,
        incident.sanction,
        [list(pair) for pair in incident.findings.items()],
        incident.department,
        incident.document,
        incident.note,
        *([incident.act] if incident.act else []),
    )


_OPINION, _FINDING, _ROSTER = "opinion", "finding", "roster"


def record_rows(review: int, records: Records) -> Iterator[Row]:
    """Write the records, numbered through."""
    for position, (kind, branch, place, cells) in enumerate(_all(records)):
        yield review, position, kind, branch, to_text(place_fields(place)), to_text(cells)


def records_of(rows: Iterable[Row]) -> Records:
    """Read the rows of RECORDS of one review."""
    opinions, places, findings, roster = [], [], [], []
    for _, _, kind, _, place, cells in rows:
        found = from_text(cells)
        if kind == _ROSTER:
            entry = dict(found)
            roster.append(RosterEntry(**{**entry, "aliases": tuple(entry["aliases"])}))
        elif kind == _OPINION:
            opinions.append(dict(found))
            where = from_text(place)
            places += [CellRef(*where[:3])] if where else []
        else:
            findings.append(dict(found))
    return Records(tuple(opinions), tuple(places), tuple(findings), tuple(roster))


def _all(records: Records) -> Iterator[tuple[str, str, CellRef | None, list[list[object]]]]:
    for opinion, place in zip_longest(records.opinions, records.opinion_places[: len(records.opinions)]):
        yield _OPINION, str(opinion["branch"]), place, [list(pair) for pair in opinion.items()]
    for finding in records.findings:
        yield _FINDING, str(finding["branch"]), None, [list(pair) for pair in finding.items()]
    for entry in records.roster:
        yield _ROSTER, entry.branch, None, [[name, value] for name, value in asdict(entry).items()]
