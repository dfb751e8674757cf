"""What every section of a rule file is made of."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
)

from starrating.decimals import exactly
from starrating.errors import Rejection
from starrating.i18n import text
from starrating.model import Period
from starrating.patterns import regex

_DECIMAL = regex(r"-?[0-9]+(\.[0-9]+)?")
_WITH_UNIT = regex(r"-?[0-9.]+\s*(?:分|个|次|人|points?|pts?)")  # 60分, 3次, 60 points
_FRACTION = regex(r"-?[0-9]+/[1-9][0-9]*")

Number = Decimal | Fraction
"""An exact number of a rule file; a fraction only where no decimal holds it."""


class Percent(Fraction):
    """A share that was written with a percent sign; any arithmetic with it gives a plain fraction."""


class Section(BaseModel):
    """A part of the rule file: nothing unknown is accepted, nothing is converted silently, nothing changes later.

    Sections are built when the rule set that holds them is, once and together: that halves the time of the import.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True)


def _points(value: object, info: ValidationInfo) -> object:
    """Take whole numbers as points, the strings that JSON has for decimals, and no more decimals than there are."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return value
    if isinstance(value, str) and (info.mode != "json" or not _DECIMAL.fullmatch(value)):
        return value
    return Decimal(number(Decimal(value)))


def _number(value: object, info: ValidationInfo) -> object:
    """Take what points are, and the fractions that no decimal holds: 1/3."""
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        fraction = Fraction(value)
        written = number(fraction)
        return fraction if "/" in written else Decimal(written)
    return _points(value, info)


def _share(value: object) -> object:
    share = Fraction(value) if isinstance(value, str) and _FRACTION.fullmatch(value) else _percents(value)
    if not isinstance(share, Fraction) or not 0 <= share <= 1:
        message = text("A share is written with a percent sign, from 0% to 100%, such as 30%, or as a fraction: 1/3.")
        raise Rejection("wrong-share", message)
    return share


def _percents(value: object) -> object:
    """Take what is written with a percent sign as the fraction that it is; leave anything else."""
    written_so = isinstance(value, str) and value.endswith("%") and _DECIMAL.fullmatch(value[:-1])
    return Percent(Fraction(written_so[0]) / 100) if written_so else value


def _period(value: object) -> object:
    if isinstance(value, Period):
        return value
    try:
        return Period.parse(str(value))
    except ValueError:
        raise Rejection("wrong-period", text("A period is written 2013H1, 2013Q3 or 2013.")) from None


def percent(share: Fraction) -> str:
    """Write a share as the rule file has it: 30%; 1/3 where percents have no end."""
    percents = exactly(share * 100, 0)
    return number(share) if "/" in percents else f"{percents}%"


def number(value: Number) -> str:
    """Write a number with no more decimals than it has: 80, 79.5; 1/3 where they have no end."""
    return exactly(value, 0)


Points = Annotated[Decimal, BeforeValidator(_points), WithJsonSchema({"type": "number"})]
"""Points of a score: an exact decimal, never a binary float."""

Share = Annotated[
    Fraction,
    BeforeValidator(_share),
    PlainSerializer(percent, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^((100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)%|[0-9]+/[1-9][0-9]*)$"}),
]
"""A share of the branches, written 30% or 1/3."""

_Fraction = Annotated[
    InstanceOf[Fraction],
    PlainSerializer(number, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+/[1-9][0-9]*$"}),
]
Figure = Annotated[Points | _Fraction, Field(union_mode="left_to_right"), BeforeValidator(_number)]
"""An exact number: a decimal, or a fraction such as 1/3."""

Due = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^(19|20)[0-9]{2}(H[12]|Q[1-4])?$"},
                {"type": "integer", "minimum": 1900, "maximum": 2099},
            ]
        }
    ),
]
"""A period such as 2013H1, 2013Q3 or 2013."""

Clause = Annotated[
    str, Field(min_length=1, description="The clause of the plan that says so, as messages and documents cite it.")
]
Star = Annotated[int, Field(ge=0, le=100)]


def its_id(before: Mapping[str, Any]) -> str:
    """Call what has no title by its id, which stands before."""
    return str(before.get("id", ""))


READS = "reads"
"""The mark of the fields that read a number; the proof finds them by it."""


def _name(value: object) -> object:
    """Refuse what is no name but a number that is written otherwise: 60分, 60％, ６０ and "60"."""
    plain = normalize("NFKC", value) if isinstance(value, str) else ""
    if _WITH_UNIT.fullmatch(plain):
        raise Rejection("number-with-unit", text("A number stands without its unit: 60, not 60 points."))
    if plain.endswith("%") and _DECIMAL.fullmatch(plain[:-1].strip()):
        hint = text(
            "A percent sign stands with shares and weights only; write the number that is compared: 60, or 0.6."
        )
        raise Rejection("percent-number", hint)
    if _DECIMAL.fullmatch(plain):
        raise Rejection(
            "number-name", text("A number stands without quotes; an item whose name is a number is read by its title.")
        )
    return value


Ref = Annotated[
    Figure | Annotated[str, Field(min_length=1), BeforeValidator(_name)],
    Field(union_mode="left_to_right"),
    READS,
]
"""What a value or a condition reads: a name, or a number that stands for itself.

A name is the code or title of an item, the title of a part (its items added up), the id of a value or of a number
fact, `items` (all items added up), `total`, or `previous-star` (the star of the period before).
"""


def weight_words(weight: Number | str) -> str:
    """Write a weight as the rule file has it: 40%, 3, 1/3, the name of a number."""
    if isinstance(weight, str):
        return weight
    return percent(weight) if isinstance(weight, Percent) else number(weight)


_PERCENTS = WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?%$"})
Weight = Annotated[
    Annotated[InstanceOf[Percent], BeforeValidator(_percents), _PERCENTS] | Ref,
    Field(union_mode="left_to_right"),
    PlainSerializer(weight_words, return_type=str, when_used="json"),
    READS,
]
"""A weight: percents, which add up to 100%; or numbers, fractions and names, which are divided by their sum."""
