"""Levels: from a total to a star (plan 2-levels)."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from starrating.errors import Rejection
from starrating.i18n import text
from starrating.ruleset.base import Clause, Points, Ref, Section, Star
from starrating.ruleset.conditions import Condition


class Band(Section):
    """One level and the scores that belong to it. A bound that is left out is open."""

    star: Star | Literal["none"] = Field(description="The star of this level; `none` for scores that get no star.")
    name: str = Field(description="What documents call the level, such as 五星级.")
    mark: str | None = Field(
        None, min_length=1, description="A sign of the level that is shown instead of a row of stars: ★★★½, AAA."
    )
    at_least: Points | None = Field(None, description="Lower bound; the bound itself belongs to the level.")
    above: Points | None = Field(None, description="Lower bound; the bound itself does not belong to the level.")
    at_most: Points | None = Field(None, description="Upper bound; the bound itself belongs to the level.")
    below: Points | None = Field(None, description="Upper bound; the bound itself does not belong to the level.")
    by: Literal["score", "steps"] = Field(
        "score", description="`steps`: only steps give this level; it takes in no scores and has no bounds."
    )
    needs: Condition | None = Field(
        None, description="What the level asks for besides the score (T4, T5): parts with their own minimum, a fact."
    )

    @model_validator(mode="after")
    def _one_bound_a_side(self) -> "Band":
        if self.at_least is not None and self.above is not None:
            raise Rejection("two-bounds", text("at_least and above are two lower bounds: keep one."))
        if self.at_most is not None and self.below is not None:
            raise Rejection("two-bounds", text("at_most and below are two upper bounds: keep one."))
        return self

    @property
    def lower(self) -> Decimal | None:
        """The lower bound, whichever way it is stated; None if open."""
        return self.at_least if self.at_least is not None else self.above

    @property
    def upper(self) -> Decimal | None:
        """The upper bound, whichever way it is stated; None if open."""
        return self.below if self.below is not None else self.at_most


class Levels(Section):
    """The levels, which together take in every score exactly once."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    of: Ref = Field("total", description="The number that the bands take in.")
    better: Literal["higher", "lower"] = Field(
        "higher",
        description="Is more better, or less (demerits)? With `lower` the highest star has the lowest numbers, and the "
        "lowest total is ranked first.",
    )
    between: Literal["refuse", "lower", "upper"] = Field(
        "refuse",
        description="Bands of whole numbers that leave gaps, 80–89 and 90–100 (T2): refused, or a fraction such as "
        "89.5 belongs to the band below the gap, or to the one above it. The outermost bounds are left out all the "
        "same: a total above 100 or below 0 needs a level, too.",
    )
    star_is: Ref | None = Field(
        None,
        description="The star is a number of its own: badges counted (T6), a starting star (T13). The bands then "
        "only name the stars: the star is the highest level not above the number; below the lowest there is no star "
        "where a band says `star: none`, else the lowest is held. `needs` are asked as ever: `star_is: 5` and needs "
        "make a scheme without scores (T7, T15).",
    )
    needs_unmet: Literal["next", "none", "undecided"] = Field(
        "next",
        description="A band whose `needs` do not hold: the next level down whose needs hold, no star, or undecided.",
    )
    cumulative: bool = Field(
        False, description="A ladder (T7): a level also asks for the needs of all levels below it."
    )
    missing: Literal["not-assessed", "lowest"] = Field(
        "not-assessed", description="The number is not there: the branch is not assessed, or has the lowest star."
    )
    rounding: Literal["none"] = Field(
        "none",
        description="Rounding before the bands; `none`: the exact stored decimal is compared. A scheme that rounds "
        "says so by `round` of the value `total`.",
    )
    near: Annotated[Points, Field(ge=Decimal(0))] | Literal["none"] = Field(
        Decimal("0.05"),
        description="A score as near as this to a bound of a band gets a notice; `none`: no score does.",
    )
    bands: tuple[Band, ...] = Field(min_length=1, description="From the lowest to the highest score.")

    @property
    def stars(self) -> tuple[int, ...]:
        """The stars there are, ascending."""
        return tuple(sorted(band.star for band in self.bands if band.star != "none"))

    @property
    def lowest(self) -> int:
        """The lowest star."""
        return self.stars[0]

    @property
    def highest(self) -> int:
        """The highest star."""
        return self.stars[-1]

    @property
    def has_unstarred(self) -> bool:
        """Tell whether some scores get no star."""
        return any(band.star == "none" for band in self.bands)

    def name(self, star: int | str) -> str:
        """Return what documents call a star; an empty string for none."""
        return next((band.name for band in self.bands if band.star == star), self._unstarred)

    def mark(self, star: int) -> str | None:
        """Return the sign that is shown for a star instead of a row of stars; None: the row."""
        return next((band.mark for band in self.bands if band.star == star), None)

    def band(self, star: int) -> Band:
        """Return the band of a star; `KeyError` if there is none."""
        for band in self.bands:
            if band.star == star:
                return band
        raise KeyError(star)

    @property
    def _unstarred(self) -> str:
        return next((band.name for band in self.bands if band.star == "none"), "")
