"""Steps: what changes the star by score, in the order in which it is written (plan 4.4)."""

from typing import Annotated, Literal

from pydantic import Field

from starrating.ruleset.base import Clause, Section, Star
from starrating.ruleset.conditions import Condition


class _Step(Section):
    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    when: Condition = Field(description="The branches that the step meets.")


class Lower(_Step):
    """Take levels off the star that the steps before have left."""

    effect: Literal["lower"]
    levels: int = Field(1, ge=1, description="How many levels.")
    once: Literal["review", "trigger", "incident"] = Field(
        "review",
        description="Several incidents in one review: one reduction for all of them, one for each trigger, "
        "or one for each incident.",
    )
    at_lowest: Literal["hold", "no-star"] = Field(
        "hold", description="A star that cannot fall further: it is held, or there is no star."
    )


class Cap(_Step):
    """The star is at most this one."""

    effect: Literal["cap"]
    star: Star


class Floor(_Step):
    """The star is at least this one."""

    effect: Literal["floor"]
    star: Star


class Grade(_Step):
    """The star is this one, whatever the score."""

    effect: Literal["grade"]
    star: Star | Literal["none"]


Step = Annotated[Lower | Cap | Floor | Grade, Field(discriminator="effect")]
"""A step; a kind of effect that is not one of these is refused by name."""
