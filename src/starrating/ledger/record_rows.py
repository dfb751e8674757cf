"""What came with the scores of a review, as rows of RECORDS and back, each kind in the order of the input."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from itertools import zip_longest

from starrating.errors import Place
from starrating.ledger.database import Row
from starrating.ledger.plain import dumps, loads
from starrating.model import Records, RosterEntry

_OPINION, _FINDING, _ROSTER = "opinion", "finding", "roster"


def record_rows(review: int, records: Records) -> Iterator[Row]:
    """Write the records, numbered through."""
    for position, (kind, branch, place, cells) in enumerate(_all(records)):
        yield review, position, kind, branch, dumps(astuple(place) if place else None), dumps(cells)


def records_of(rows: Iterable[Row]) -> Records:
    """Read the rows of RECORDS of one review."""
    opinions, places, findings, roster = [], [], [], []
    for _, _, kind, _, place, cells in rows:
        found = loads(cells)
        if kind == _ROSTER:
            entry = dict(found)
            roster.append(RosterEntry(**{**entry, "aliases": tuple(entry["aliases"])}))
        elif kind == _OPINION:
            opinions.append(dict(found))
            where = loads(place)
            places += [Place(*where)] if where else []
        else:
            findings.append(dict(found))
    return Records(tuple(opinions), tuple(places), tuple(findings), tuple(roster))


def _all(records: Records) -> Iterator[tuple[str, str, Place | None, list[list[object]]]]:
    for opinion, place in zip_longest(records.opinions, records.opinion_places[: len(records.opinions)]):
        yield _OPINION, str(opinion["branch"]), place, [list(pair) for pair in opinion.items()]
    for finding in records.findings:
        yield _FINDING, str(finding["branch"]), None, [list(pair) for pair in finding.items()]
    for entry in records.roster:
        yield _ROSTER, entry.branch, None, [[field.name, getattr(entry, field.name)] for field in fields(entry)]
