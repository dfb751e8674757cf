"""Targets: shares of stars to be reached by a period (plan 2-targets)."""

from math import ceil, floor
from typing import Literal

from pydantic import Field, model_validator

from starrating.i18n import text
from starrating.ruleset.base import Clause, Due, Section, Share, Star, UnfitError


class Milestone(Section):
    """A share of the branches that is to have a star, at least or at most, when a period ends."""

    clause: Clause
    star: Star
    at_least: Share | None = None
    at_most: Share | None = None
    due: Due = Field(description="The period whose review shows whether the target is reached.")
    text: str | None = None

    @model_validator(mode="after")
    def _one_side(self) -> "Milestone":
        if (self.at_least is None) == (self.at_most is None):
            raise UnfitError("one-side", text("Give either at_least or at_most."))
        return self

    def needed(self, rated: int) -> int:
        """Return how many of the rated branches it takes: the ceiling of the exact share; at most: the floor."""
        if self.at_least is not None:
            return ceil(self.at_least * rated)
        assert self.at_most is not None
        return floor(self.at_most * rated)

    def short(self, count: int, rated: int) -> int:
        """Return how many branches are missing; with an upper bound, how many are too many."""
        missing = self.needed(rated) - count
        return max(0, missing if self.at_least is not None else -missing)


class Targets(Section):
    """The targets and how they are counted."""

    clause: Clause
    among: Literal["rated"] = Field(
        "rated", description="The denominator: branches rated in that period; others are listed, not counted."
    )
    needed: Literal["ceiling"] = Field("ceiling", description="p % of n branches is the ceiling of the exact p·n.")
    milestones: tuple[Milestone, ...] = Field(min_length=1)
