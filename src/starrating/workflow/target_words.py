"""Share targets and how they stand, in words."""

from fractions import Fraction

from starrating.i18n import Text, text
from starrating.rating.targets import Measure
from starrating.ruleset import Levels, Milestone, percent


def aim_words(milestone: Milestone, levels: Levels) -> Text:
    """Say what a target asks for: 五星级 at least 30%."""
    name, bound = milestone.whom(levels), percent(bound_of(milestone))
    if milestone.at_least is not None:
        return text("%(level)s at least %(share)s", level=name, share=bound)
    return text("%(level)s at most %(share)s", level=name, share=bound)


def bound_of(milestone: Milestone) -> Fraction:
    """Return the share of a target, on whichever side it is."""
    bound = milestone.at_least if milestone.at_least is not None else milestone.at_most
    assert bound is not None
    return bound


def verdict_words(each: Measure) -> Text:
    """Say whether a target that was measured is met, or by how many branches it is missed."""
    if each.met:
        return text("met")
    if each.milestone.at_least is not None:
        return text("short by %(number)s", number=each.short)
    return text("too many by %(number)s", number=each.short)
