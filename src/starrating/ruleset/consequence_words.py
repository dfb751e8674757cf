"""Consequences in words: what each kind is called, and what meets a secretary without promotion."""

from collections.abc import Mapping
from typing import Final

from starrating.i18n import Text, text
from starrating.ruleset.base import percent
from starrating.ruleset.consequences import WithoutPromotion

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
