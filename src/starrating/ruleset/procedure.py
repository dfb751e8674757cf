"""Procedure: stages, departments, public notice (plan 4.1-4.4), and the year (plan 4.4, 4.5)."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from starrating.ruleset.base import Clause, Section, Weight


class DeclaredTarget(Section):
    """The branch's own target (plan 4.1)."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")


class SelfCheck(Section):
    """Regular self-checks and rectification (plan 4.3)."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")


class PublicNotice(Section):
    """The public notice of a result."""

    clause: Clause
    days: int = Field(5, ge=1, le=365, description="Length of the notice.")
    counted_as: Literal["working-days", "days"] = Field(
        "working-days", description="Working days by the official holiday calendar, or calendar days."
    )


class Procedure(Section):
    """From application to plaque."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    review: Literal["quarter", "half-year", "year"] = Field(description="How often branches are assessed.")
    stages: tuple[str, ...] = Field((), description="The stages in their order, where the plan names them.")
    departments: tuple[str, ...] = Field((), description="The departments whose opinion is asked.")
    above_application: Literal["score-decides"] = Field(
        "score-decides",
        description="A star above what the branch applied for: the score decides, the difference is shown.",
    )
    years: int = Field(1, ge=1, description="With `review: year`: a review every so many years (D3).")
    valid_years: int | None = Field(None, ge=1, description="How many years a star holds, where that is said (D3).")
    notice: PublicNotice | None = Field(None, description="The public notice of a result, where there is one.")


class Annual(Section):
    """How the reviews of a year make the star of the year."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    combine: Literal["mean"] = Field("mean", description="The mean of the totals of the reviews.")
    weights: Mapping[str, Weight] = Field(
        {},
        description="Part of the year → its weight, such as `{H1: 40%, H2: 60%}` or `{Q1: 1, Q2: 1, Q3: 2, Q4: 2}`; "
        "left out: all alike. Of reviews that are there, the weights are divided by their sum.",
    )
    triggers: Literal["once"] = Field(
        "once", description="A trigger in any review of the year lowers the year's star, once."
    )
    single_review: Literal["that-review"] = Field(
        "that-review", description="A year with one review only: that review, marked."
    )
    late_incidents: Literal["count", "leave-out"] | None = Field(
        None,
        description="An incident of the year that no review counted, because it was listed too late: it counts in the "
        "year, as it does where the key is left out, or is left out.",
    )
    merged: Literal["first-rating"] | None = Field(
        None,
        description="What comes of a merger or a division, under a new name or an old one: a first rating without a "
        "streak, its predecessors listed. So it is also where the key is left out.",
    )
