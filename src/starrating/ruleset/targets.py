"""Targets: shares of stars to be reached by a period (plan 2-targets)."""

from math import ceil, floor
from typing import Literal

from pydantic import Field, model_validator

from starrating.errors import Rejection
from starrating.i18n import Text, text
from starrating.model import NO_STAR
from starrating.ruleset.base import Clause, Due, Section, Share, Star
from starrating.ruleset.levels import Levels


class Milestone(Section):
    """A share of the branches that is to have a star, at least or at most, when a period ends."""

    clause: Clause
    star: Star | Literal["none"] = Field(description="The star that is counted; `none` counts branches without a star.")
    or_more: bool = Field(False, description="Higher stars count too: “four stars or more”.")
    at_least: Share | None = Field(None, description="The share that is to be reached.")
    at_most: Share | None = Field(None, description="The share that is not to be exceeded.")
    due: Due = Field(description="The period whose review shows whether the target is reached.")
    text: str | None = Field(None, description="The words of the plan.")

    @model_validator(mode="after")
    def _one_side(self) -> "Milestone":
        if (self.at_least is None) == (self.at_most is None):
            raise Rejection("one-side", text("Give either at_least or at_most."))
        return self

    def whom(self, levels: Levels) -> Text:
        """Name what is counted: 五星级, 四星级 or more."""
        name = levels.name(self.star) or text("no star")
        return text("%(level)s or more", level=name) if self.or_more else Text("%(level)s", {"level": name})

    def counts(self, star: int) -> bool:
        """Tell whether a branch with this star counts; NO_STAR for none."""
        if self.star == "none":
            return star == NO_STAR
        return star >= self.star if self.or_more else star == self.star

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
    among: Literal["rated", "all"] = Field(
        "rated",
        description="The denominator: branches rated in that period, others being listed and not counted; or all.",
    )
    new_branches: Literal["counted", "left-out"] = Field(
        "counted",
        description="Do branches that were founded within the period count, above and below the line, or are they left "
        "out of the share?",
    )
    needed: Literal["ceiling"] = Field("ceiling", description="p % of n branches is the ceiling of the exact p·n.")
    milestones: tuple[Milestone, ...] = Field(min_length=1, description="The targets, each with its period.")
