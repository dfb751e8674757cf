"""What came of branches, in words: the effect of a step, and why there is no star."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from starrating.i18n import Text, text
from starrating.model.results import NO_STAR, Ratings

DECISION = "decision"
"""The effect of a step by which the committee set a star otherwise than assessed."""
CONDITION_HOLDS, FOR_ALL = text("the condition of the step holds"), text("the step is for all")
"""Why a step was taken that has no words of its own."""
EFFECT_NAMES: Mapping[str, Text] = {
    "needs": text("the level asks for more than the score: %(level)s"),
    "lower": text("lowered to %(level)s"),
    "held": text("held at %(level)s, the lowest"),
    "already-lowered": text("already lowered in this review: stays %(level)s"),
    "already-lower": text("lower already: stays %(level)s"),
    "raise": text("raised to %(level)s"),
    "move": text("moved to %(level)s"),
    "limit": text("limited to %(level)s by the previous star"),
    "cap": text("capped, now %(level)s"),
    "floor": text("under a floor, now %(level)s"),
    "grade": text("set to %(level)s"),
    "quota": text("by the number of places: %(level)s"),
    "over-quota": text("one of too many; stays %(level)s"),
    "best": text("among the best: %(level)s"),
    DECISION: text("set by the committee: %(level)s"),
}
"""Effect of a step → what it did; `level` is the name of the star after it."""

RATED, NO_STAR_STATUS = "rated", "no-star"
STATUS_NAMES: Mapping[str, Text] = {
    RATED: text("rated"),
    NO_STAR_STATUS: text("no star"),
    "not-assessed": text("not assessed"),
    "undecided": text("undecided"),
    "withdrawn": text("withdrawn"),
    "exempt": text("exempt"),
}
"""Status of a branch → its name; those without a star say why there is none."""


def effect_words(effect: str, level: object) -> Text:
    """Say what a step did; an effect without words is said by its name."""
    template = EFFECT_NAMES.get(effect)
    return Text(template.template, {"level": level}) if template else Text("%(effect)s", {"effect": effect})


def assessed_stars(ratings: Ratings) -> NDArray[np.int16]:
    """Return the stars as they were assessed, before the committee set any otherwise."""
    stars = ratings.star.copy()
    for step in reversed(ratings.steps):
        if step.effect == DECISION:
            stars[ratings.position(step.branch)] = step.before
    return stars


def unstarred(ratings: Ratings) -> Mapping[str, int]:
    """Return how many branches have no star, by status, in the order of `STATUS_NAMES`; nothing if all have one."""
    counts = Counter(
        status for status, star in zip(ratings.status, ratings.star.tolist(), strict=True) if star == NO_STAR
    )
    known = list(STATUS_NAMES)
    return dict(sorted(counts.items(), key=lambda each: known.index(each[0]) if each[0] in known else len(known)))


def status_words(status: str, plain: str = "") -> Text:
    """Name a status; one without words is said as it is. What a rule set calls plainly no star is its own word."""
    if status == NO_STAR_STATUS and plain:
        return Text("%(name)s", {"name": plain})
    return STATUS_NAMES.get(status) or Text("%(status)s", {"status": status})
