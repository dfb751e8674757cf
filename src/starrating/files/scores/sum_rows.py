"""The row of sums below a table: it is no branch, but what it says should be true."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import isfinite

from starrating.errors import Problem
from starrating.exact import decimal_of, written
from starrating.files.scores.heads import Head
from starrating.formats.sheet import Row
from starrating.i18n import text
from starrating.model import NUMBER, ScoreTable

_TOLERANCE = Fraction(5, 1000)


def wrong_sums(table: ScoreTable, sums: Sequence[tuple[int, Row]], heads: Sequence[Head]) -> Iterator[Problem]:
    """Notice the sums that are not those of the column above; with several rows of sums, nobody knows of what."""
    if len(sums) != 1 or not len(table):
        return
    ((number, row),) = sums
    above = table.rows < number
    added = table.points[above].sum(axis=0).fractions()
    whole = (table.point_states[above] == NUMBER).all(axis=0).tolist()
    for column, head in enumerate(heads):
        said = row[head.column]
        if not whole[column] or type(said) not in {int, float} or not isfinite(said):
            continue
        if abs(Fraction(decimal_of(said)) - added[column]) > _TOLERANCE:
            message = text(
                "The row of sums says %(said)s for %(item)s, but the rows above add up to %(added)s.",
                said=written(decimal_of(said), 0),
                item=head.title,
                added=written(added[column], 0),
            )
            place = table.sheets[0].place(table.items[column].code, number)
            yield Problem("notice", "sum-disagrees", place, message, text("Is a row missing, or a formula wrong?"))
