"""What the head of a column says that it is, without any number being looked at."""

from starrating.i18n import text
from starrating.model import Period
from starrating.patterns import regex
from starrating.read.label_hints import PREVIOUS_ALONE, ColumnHint, plain_title
from starrating.read.stated_periods import covers, periods_in
from starrating.read.table_roles import ColumnHead, Known, LineRole, Witness

_YEAR = regex(r"((?:19|20)\d\d)年?(?:考核|考评|综合|评定)*(?:得分|总分|成绩|分数?)?")
"""2012年, 2012年得分, 2012得分."""


def role_by_head(head: ColumnHead, hint: ColumnHint | None, column: int, known: Known) -> LineRole | None:
    """Return the role that is known, or that the head says; None if numbers have to tell it.

    With full marks that are not the whole, 上期问题整改(5分) is an item, and no score of an earlier period; one below
    上期考核 is.
    """
    whole = "／".join((*head.above[::-1], head.title))
    marked = head.full_marks is not None and known.whole is not None and head.full_marks != known.whole
    of_item = marked and not any(PREVIOUS_ALONE.fullmatch(plain_title(above)) for above in head.above)
    if role := known.columns.get(column):
        return LineRole(role, Witness.KNOWN, text("“%(head)s” is a known name of such a column", head=head.title))
    if hint == "self" or (hint == "previous" and not of_item):
        return LineRole(hint, Witness.WORD, text("“%(head)s” says so", head=whole))
    if _is_of_other_period(head, known):
        return LineRole("previous", Witness.WORD, text("“%(head)s” is of another period", head=whole))
    if hint == "number" or (hint == "other" and head.full_marks is None):
        return LineRole(hint, Witness.WORD, text("“%(head)s” is no score", head=head.title))
    if hint == "marks":
        return LineRole("other", Witness.WORD, text("“%(head)s” are the full marks", head=whole))
    return None


def periods_of(head: ColumnHead, known: Known) -> list[Period]:
    """Return the periods that a head, or one above it, names; none if it is not known which one is rated."""
    rated = known.period
    found = periods_in("".join((*head.above[::-1], head.title)), rated.year) if rated else []
    bare = _YEAR.fullmatch(plain_title(head.title)) if rated and not found else None
    return [Period(int(bare[1]))] if bare else [period for period, _ in found]


def _is_of_other_period(head: ColumnHead, known: Known) -> bool:
    """Tell whether a head names periods of which none is the one that is rated, has it, or is a part of it."""
    stated, rated = periods_of(head, known), known.period
    return (
        rated is not None
        and bool(stated)
        and not any(covers(period, rated) or covers(rated, period) for period in stated)
    )
