"""Which rows of the incident list are one act: by the act they name, else by document and date (rule kind V7)."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence

from starrating.model import Incident, JudgedIncident

Identity = Callable[[JudgedIncident], Hashable | None]
"""What rows of one act have in common; None: the row is an act of its own."""

_BRACKETS = str.maketrans("〔［【（({｛", "[[[[[[[") | str.maketrans("〕］】）)}｝", "]]]]]]]")


def document_key(document: str) -> str:
    """Return what a document number is compared by: 文发〔2025〕3号, 文发[2025]3号 and 文发（２０２５） 3号 are one."""
    return re.sub(
        r"\s", "", unicodedata.normalize("NFKC", document.translate(_BRACKETS)).translate(_BRACKETS)
    ).casefold()


def named_act(judged: JudgedIncident) -> Hashable | None:
    """Tell acts apart as the list does: by the act that is named, else by document and date; two days are two acts."""
    row = judged.incident
    if row.act:
        return ("act", document_key(row.act))
    return ("document", document_key(row.document), row.date) if row.document else None


def one_document(judged: JudgedIncident) -> Hashable | None:
    """Tell acts apart as they could be meant at most: all rows of a document, and the rows of a day without one."""
    row = judged.incident
    if row.act:
        return named_act(judged)
    return ("document", document_key(row.document)) if row.document else ("day", row.date)


def each_person(judged: JudgedIncident) -> Hashable | None:
    """Tell acts apart as they could be meant at least: different persons on one day did different things."""
    row = judged.incident
    return named_act(judged) if row.act or not row.document else (named_act(judged), _person(row))


def together(judged: Sequence[JudgedIncident], identity: Identity) -> list[list[JudgedIncident]]:
    """Put the rows of one act together, acts and rows in the order given."""
    acts: dict[Hashable, list[JudgedIncident]] = {}
    for position, each in enumerate(judged):
        found = identity(each)
        acts.setdefault(position if found is None else found, []).append(each)
    return list(acts.values())


def _person(row: Incident) -> tuple[str | None, str | None]:
    return row.person, row.subject
