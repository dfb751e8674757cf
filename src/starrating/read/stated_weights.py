"""Weights that the heads state, 党建工作(50%), beside those by which the total follows from the columns."""

from collections.abc import Iterator
from fractions import Fraction

from starrating.decimals import written
from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import letter
from starrating.patterns import regex
from starrating.read.agreement import Relation
from starrating.read.full_marks import plain_label
from starrating.read.scored_sheet import ScoredSheet

_WEIGHT = regex(r"(\d{1,3}(?:\.\d+)?)%")


def weights(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about a head whose weight is not that by which its column goes into the total, if all parts state one.

    A total that is a mere sum has weighted columns, and says nothing of their weights.
    """
    roles = sheet.meaning.roles
    for relation in roles.relations if roles else ():
        if roles is None or relation.target != roles.total or relation.kind not in {"blend", "mean"}:
            continue
        titles = {head.column: head for head in sheet.meaning.header.heads}
        stated = {part: _WEIGHT.findall(plain_label(titles[part].title)) for part in relation.parts if part in titles}
        if len(stated) < len(relation.parts) or any(len(found) != 1 for found in stated.values()):
            continue
        for part, weight in zip(relation.parts, _counted(relation), strict=True):
            said = Fraction(stated[part][0])
            if said != weight:
                head = titles[part]
                message = text(
                    "“%(head)s” states %(stated)s %%, but %(total)s counts it with %(found)s %%.",
                    head=head.title,
                    stated=written(said, 0),
                    total=letter(relation.target),
                    found=written(weight, 0, 2),
                )
                hint = text("Correct the head, or the formula of the total.")
                yield Problem("error", "weights-differ", sheet.grid.place(head.row, part), message, hint)
                break


def _counted(relation: Relation) -> list[Fraction]:
    """Return the weights in percent; those of a mean are equal."""
    equal = Fraction(100, len(relation.parts))
    return [100 * weight for weight in relation.weights] or [equal] * len(relation.parts)
