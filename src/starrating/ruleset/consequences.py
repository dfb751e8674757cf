"""Consequences: what follows from the star of the year (plan 4.6, 5).

Consequences in words: what each kind is called, and what meets a secretary without promotion.
"""

from collections.abc import Mapping
from typing import Final, Literal

from pydantic import Field

from starrating.i18n import Text, text
from starrating.ruleset.base import Clause, Section, Share, Star, percent


class Nomination(Section):
    """Branches that are considered first for an honour."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    star: Star = Field(description="The star of the year that is considered.")
    honour: str = Field(description="The honour, as documents name it.")


class WithoutPromotion(Section):
    """What meets the secretary of a branch that does not rise for years on end."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    years: int = Field(ge=1, description="Consecutive years without promotion.")
    pay_deduction: Share = Field(description="Share of the year's performance pay.")
    excellent: Literal[False] = Field(False, description="May the appraisal be 'excellent'?")
    post_promotion: Literal[False] = Field(False, description="May the secretary be promoted?")
    top_star: Literal["counts-as-success"] = Field(
        "counts-as-success", description="Holding the top star is not a year without promotion."
    )
    demotion: Literal["counts-as-without"] = Field(
        "counts-as-without", description="A demotion ends a streak of promotion and is a year without one."
    )
    first_year: Literal["no-streak"] = Field("no-streak", description="The first year starts no streak.")
    new_secretary: Literal["show"] = Field(
        "show", description="A change of secretary within the streak is shown beside it, never decided silently."
    )


class Assistance(Section):
    """Help for branches at a star."""

    clause: Clause
    text: str | None = Field(None, description="The words of the plan.")
    star: Star = Field(description="The star of the year that is helped.")


class Responsibility(Section):
    """Who answers for it."""

    clause: Clause
    text: str = Field(description="The words of the plan.")


class Consequences(Section):
    """Rewards, penalties and help."""

    nomination: Nomination | None = None
    without_promotion: WithoutPromotion | None = None
    assistance: Assistance | None = None
    responsibility: tuple[Responsibility, ...] = ()


NOMINATION: Final = "nomination"
WITHOUT_PROMOTION: Final = "without_promotion"
ASSISTANCE: Final = "assistance"

CONSEQUENCE_NAMES: Mapping[str, Text] = {
    NOMINATION: text("nomination"),
    WITHOUT_PROMOTION: text("secretary without promotion"),
    ASSISTANCE: text("paired assistance"),
}
"""By id, which is the key of the section `consequences`."""


def penalty_words(rule: WithoutPromotion) -> tuple[Text, ...]:
    """Say the penalties of the rule one by one."""
    return (
        text("may not be rated “excellent” in the annual appraisal"),
        text("may not be promoted to a higher post"),
        text("%(share)s of the year's performance pay is deducted", share=percent(rule.pay_deduction)),
    )
