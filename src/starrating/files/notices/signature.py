"""Where signer and date stand under a document (GB/T 9704-2012 7.3.5), from how long they are.

A template says which rule holds by the styles of the two paragraphs; the indents are set in the styles of the finished
document. A template that uses other styles places its signature itself.
"""

from fractions import Fraction
from typing import Literal, NamedTuple

from starrating.files.notices.standard import CHARACTER, SET_CHARACTER, TEXT_WIDTH
from starrating.files.notices.typesetting import width

_LONGEST = Fraction(26)
"""A longer signer is broken into lines, the first of them as long as this."""


class Indent(NamedTuple):
    """How far a line stands in from a side of the type area, in twentieths of a point."""

    side: Literal["left", "right"]
    twips: int


class Rule(NamedTuple):
    """The styles of signer and date, by their names in the templates of both languages."""

    signer: tuple[str, str]
    date: tuple[str, str]
    sealed: bool


RULES = (
    Rule(("署名", "Notice Signer"), ("成文日期", "Notice Date"), sealed=False),
    Rule(("署名（用印）", "Notice SealedSigner"), ("成文日期（用印）", "Notice SealedDate"), sealed=True),
)


def indents(signer: str, date: str, *, sealed: bool) -> tuple[Indent, Indent]:
    """Return the indents of signer and date."""
    signed, dated = min(width(signer), _LONGEST), width(date)
    return _under_seal(signed, dated) if sealed else _bare(signed, dated)


def _under_seal(signed: Fraction, dated: Fraction) -> tuple[Indent, Indent]:
    """Centre the signer over the date, which ends 4 字 from the right (7.3.5.1).

    A signer too long for that ends at the right, and the date is centred under it.
    """
    free = max(Fraction(4), (signed - dated) / 2)
    return _from_right(free + (dated - signed) / 2), _from_right(free)


def _bare(signed: Fraction, dated: Fraction) -> tuple[Indent, Indent]:
    """Let the date begin 2 字 after the signer's beginning; the longer of both ends 2 字 from the right (7.3.5.2)."""
    if signed < dated:
        return _from_right(4 + dated - signed), _from_right(Fraction(2))
    # from the left, so that a digit wider than half a character moves the end of the date and not its beginning
    return _from_right(Fraction(2)), Indent("left", TEXT_WIDTH - round(signed * SET_CHARACTER))


def _from_right(characters: Fraction) -> Indent:
    return Indent("right", round(characters * CHARACTER))
