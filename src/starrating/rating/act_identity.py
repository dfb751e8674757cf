"""Which rows of the incident list are one act: by the act they name, else by document and date (rule kind V7)."""

import unicodedata
from collections.abc import Callable, Hashable, Sequence

from starrating.model import Incident, JudgedIncident
from starrating.model.chinese_numerals import number_in_words
from starrating.patterns import regex

Identity = Callable[[Sequence[JudgedIncident]], Sequence[Hashable | None]]
"""What each of some rows has in common with those of its act; None: the row is an act of its own."""

_BRACKETS = str.maketrans("〔［【（({｛", "[[[[[[[") | str.maketrans("〕］】）)}｝號", "]]]]]]]号")
_INVISIBLE = regex(r"[\s\u200b-\u200f\u2060\ufeff]")  # 文发〔2025〕 3 号, and what is pasted from pages
_PART = regex(r"\d+|[^\W\d_]+")
_FRAME = regex(r"[第年号]")  # 文发2025年3号, 文发〔2025〕3
_NUMBER = regex(r"第?0*(?P<number>\d+|[一二三四五六七八九十]+)(?=号)")  # 国发[1999]第3号, 文发〔2025〕03号, 通报三号


def document_key(document: str) -> str:
    """Return what a number is compared by: 文发〔2025〕3号, 文发[2025]第3号 and 文发（２０２５） 03號 are one."""
    plain = unicodedata.normalize("NFKC", document.translate(_BRACKETS)).translate(_BRACKETS)
    return _NUMBER.sub(
        lambda found: str(number_in_words(found["number"]) or found["number"]), _INVISIBLE.sub("", plain)
    ).casefold()


def named_act(judged: JudgedIncident) -> Hashable | None:
    """Tell an act as the list does: by its name, else by document and date; two days are two acts."""
    row = judged.incident
    if row.act:
        return ("act", document_key(row.act))
    return ("document", document_key(row.document), row.date) if row.document else None


def by_name(judged: Sequence[JudgedIncident]) -> Sequence[Hashable | None]:
    """Tell acts apart as the list does."""
    return [named_act(incident) for incident in judged]


def at_most(judged: Sequence[JudgedIncident]) -> Sequence[Hashable | None]:
    """Put together what could be one act: rows whose documents are or look the same, and those of a day with a blank.

    Rows that name their acts differently stay apart; a row that names none goes with the first that does.
    """
    rows = [incident.incident for incident in judged]
    acts = {_alike(row.document): named_act(incident) for incident, row in reversed(_named(judged)) if row.document}
    known = [
        named_act(incident) if row.act else acts.get(key, ("document", key)) if (key := _alike(row.document)) else None
        for incident, row in zip(judged, rows, strict=True)
    ]
    first = [(row, key) for row, key in zip(rows, known, strict=True) if key is not None][::-1]
    days = {row.date: key for row, key in first}
    numbers = {(row.date, told): key for row, key in first if (told := _year_and_number(row.document))}
    return [
        key
        if row.act
        else numbers.get((row.date, _year_and_number(row.document))) or key or days.get(row.date, ("day", row.date))
        for row, key in zip(rows, known, strict=True)
    ]


def each_person(judged: Sequence[JudgedIncident]) -> Sequence[Hashable | None]:
    """Tell acts apart as they could be meant at least: different persons on one day did different things."""
    return [
        named_act(incident)
        if incident.incident.act or not incident.incident.document
        else (named_act(incident), _person(incident.incident))
        for incident in judged
    ]


def together(judged: Sequence[JudgedIncident], identity: Identity) -> list[list[JudgedIncident]]:
    """Put the rows of one act together, acts and rows in the order given."""
    acts: dict[Hashable, list[JudgedIncident]] = {}
    for position, (incident, found) in enumerate(zip(judged, identity(judged), strict=True)):
        acts.setdefault(position if found is None else found, []).append(incident)
    return list(acts.values())


def _named(judged: Sequence[JudgedIncident]) -> list[tuple[JudgedIncident, Incident]]:
    return [(incident, incident.incident) for incident in judged if incident.incident.act]


def _alike(document: str | None) -> tuple[str, ...]:
    """Return the words and numbers of a document: those of 文发〔2025〕3号 and 文发2025-3号 are the same."""
    return tuple(_PART.findall(_FRAME.sub(" ", document_key(document)))) if document else ()


def _year_and_number(document: str | None) -> tuple[str, ...]:
    """Return the numbers of a document where they tell it on a day, whoever issued it: a year and another."""
    numbers = tuple(part for part in _alike(document) if part.isdigit())
    return numbers if any(len(number) == len("2025") for number in numbers) and len(numbers) > 1 else ()


def _person(row: Incident) -> tuple[str | None, str | None]:
    return row.person, row.subject
