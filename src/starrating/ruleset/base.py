"""What every section of a rule file is made of."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from starrating.model import Period


class Section(BaseModel):
    """A part of the rule file: nothing unknown is accepted, nothing is converted silently, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


def _points(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _share(value: object) -> object:
    if isinstance(value, str) and value.endswith("%"):
        return Fraction(value[:-1]) / 100
    if isinstance(value, Fraction):
        return value
    raise ValueError("a share is written with a percent sign, such as 30%")


def _period(value: object) -> object:
    return Period.parse(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else value


def percent(share: Fraction) -> str:
    """Write a share as the rule file has it: 30%."""
    percents = share * 100
    return f"{percents.numerator if percents.denominator == 1 else Decimal(percents.numerator) / percents.denominator}%"


Points = Annotated[Decimal, BeforeValidator(_points), PlainSerializer(str)]
"""Points of a score: an exact decimal, never a binary float."""

Share = Annotated[
    Fraction,
    BeforeValidator(_share, json_schema_input_type=str),
    PlainSerializer(percent, return_type=str),
]
"""A share of the branches, written 30%."""

Due = Annotated[
    Period,
    BeforeValidator(_period, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]
"""A period such as 2013H1 or 2013."""

Clause = Annotated[
    str, Field(min_length=1, description="The clause of the plan that says so, as messages and documents cite it.")
]
Star = Annotated[int, Field(ge=0, le=100)]
