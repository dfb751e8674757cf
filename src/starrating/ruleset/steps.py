"""Steps: what changes the star by score, in the order in which it is written (plan 4.4)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from starrating.ruleset.base import Clause, Ref, Section, Share, Star
from starrating.ruleset.conditions import Condition
from starrating.ruleset.kinds import Kinds


class _Step(Section):
    """What every step says."""

    id: str | None = Field(
        None, pattern=r"^[a-z][a-z0-9_]*$", description="A name by which later steps read the star after this one."
    )
    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    when: Condition | None = Field(None, description="The branches that the step meets; left out: all of them.")


_Order = Annotated[
    tuple[Ref, ...],
    Field(
        description="Highest first, numbers that are not there last; later ones break ties of the earlier. Only the "
        "total, and what `levels.of` names, stand lowest first with `levels.better: lower`; any other number does so "
        "by a value `sum: [0], minus: [x]`.",
    ),
]
_Ties = Annotated[
    Literal["all-in", "all-out"],
    Field(
        description="Branches equal in all of `order` at the edge: all of them, or none, have the better star. "
        "`all-out` keeps the bound, `all-in` may exceed it.",
    ),
]


class Lower(_Step):
    """Take levels off a star (V5); it never raises one."""

    effect: Literal["lower"]
    levels: int = Field(1, ge=1, description="How many levels.")
    once: Literal["review", "trigger", "incident"] = Field(
        "review",
        description="Several incidents in one review: one reduction for all of them, one for each trigger, "
        "or one for each incident.",
    )
    from_: Literal["current", "previous"] = Field(
        "current",
        alias="from",
        description="Taken off the star that the steps before have left, or off the star held before (a branch "
        "without one: as `current`); a star already lower stays.",
    )
    at_lowest: Literal["hold", "no-star"] = Field(
        "hold", description="A star that cannot fall further: it is held, or there is no star."
    )


class Raise(_Step):
    """Add levels to the star that the steps before have left; at the highest it is held."""

    effect: Literal["raise"]
    levels: int = Field(1, ge=1, description="How many levels.")


class Move(_Step):
    """Move the star by a value, up or down, whole levels (T13: stars added to or taken from a starting star).

    What goes beyond the scale is held at its ends (V10), at once: the order of steps changes results. Part of a level
    does not count: 1.5 moves one up, -0.5 moves nothing. A value that is not there moves nothing.
    """

    effect: Literal["move"]
    by: Ref = Field(description="The levels: a value, or a number; below 0 it goes down.")


class Limit(_Step):
    """Limit the way from the previous star (D1: one level at a time); without a previous star nothing is limited.

    With `up: 0` and `down: 0` the previous star is kept.
    """

    effect: Literal["limit"]
    up: int | None = Field(None, ge=0, description="At most so many levels above the previous star.")
    down: int | None = Field(None, ge=0, description="At most so many levels below it.")


class Cap(_Step):
    """The star is at most this one."""

    effect: Literal["cap"]
    star: Star = Field(description="The highest star that may remain.")


class Floor(_Step):
    """The star is at least this one (V6). A branch with the status no-star gets it, one not assessed does not.

    Where it meets a veto the order of the steps decides: a veto that is to win stands after it.
    """

    effect: Literal["floor"]
    star: Star = Field(description="The lowest star that may remain.")


class Grade(_Step):
    """The star is this one, whatever the score (V1, V3); a branch without a star gets it."""

    effect: Literal["grade"]
    star: Star | Literal["none"] = Field(description="The star; `none` for no star.")
    status: Literal["no-star", "not-assessed", "withdrawn", "exempt"] = Field(
        "no-star",
        description="With `star: none`: why there is no star. `withdrawn`: the plaque held goes, too; "
        "with the others it stays until the next review.",
    )
    several: Literal["last", "lowest"] = Field(
        "last", description="A branch graded by a step before: this grade replaces that one, or the lower one stays."
    )


class Quota(_Step):
    """Bound how many branches have a star (T9-T12), in the order of their scores.

    `at_most` (or `places`) bounds from above: of the branches with this star, those beyond it fall one level (from the
    lowest to no star), and a quota of the level below that stands after this one meets them again. `at_least` (or
    `last`) bounds from below, for the bottom: the last ones get the star until so many have it or a lower one.
    """

    effect: Literal["quota"]
    star: Star = Field(description="The star whose branches are counted.")
    at_most: Share | None = Field(None, description="Its highest share of N (T9).")
    at_least: Share | None = Field(None, description="Its lowest share of N, for the lowest star (T10).")
    places: int | None = Field(None, ge=0, description="A fixed number instead of a share (T11).")
    last: int | None = Field(None, ge=0, description="A fixed number instead of a share, for the bottom.")
    bound: Literal["hard", "soft"] = Field(
        "hard", description="`soft`: nobody moves; the branches that would are listed with the reason."
    )
    among: Literal["rated", "all"] = Field(
        "rated",
        description="N, of which the share is taken: the branches that `when` meets and that have a star, or all.",
    )
    pool: str | None = Field(
        None,
        description="A word fact or column (`type`, `unit`): one quota for each of its words, and one for the blanks.",
    )
    rounding: Literal["down", "up", "half-up"] | None = Field(
        None, description="How a share of N becomes a number; left out: down for at_most, up for at_least."
    )
    order: _Order = ("total",)
    ties: _Ties = "all-out"


class Best(_Step):
    """Give a star to the best of a pool, by share or places, whatever their score (T8, T11).

    The share is taken of the branches that `when` meets, but for those not assessed, undecided, withdrawn or exempt.
    """

    effect: Literal["best"]
    star: Star = Field(description="The star that they get.")
    share: Share | None = Field(None, description="The share of the pool that gets it (T8).")
    places: int | None = Field(None, ge=0, description="A fixed number instead of a share (T11).")
    pool: str | None = Field(None, description="A word fact or column (`type`, `unit`): the best of each of its words.")
    rounding: Literal["down", "up", "half-up"] = Field("down", description="How the share becomes a number.")
    order: _Order = ("total",)
    ties: _Ties = "all-out"
    smallest_pool: int = Field(1, ge=1, description="A smaller pool is left as it is.")


_KINDS = {
    "lower": Lower,
    "raise": Raise,
    "move": Move,
    "limit": Limit,
    "cap": Cap,
    "floor": Floor,
    "grade": Grade,
    "quota": Quota,
    "best": Best,
}


def _effect(given: Mapping[str, object]) -> str | None:
    return str(given["effect"]) if "effect" in given else None


Step = Annotated[Lower | Raise | Move | Limit | Cap | Floor | Grade | Quota | Best, Kinds(_KINDS, _effect, "effect")]
"""A step; a kind of effect that is not one of these is refused by name."""
