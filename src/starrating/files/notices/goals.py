"""Share targets as documents state them: what is asked for, by when, and how far it is reached (plan 2-targets)."""

from dataclasses import dataclass
from fractions import Fraction

from starrating.exact import share
from starrating.files.notices.papers import Measured, Occasion
from starrating.files.notices.typesetting import plain
from starrating.ruleset import percent


@dataclass(frozen=True, slots=True)
class Goal:
    """A target: `aim` in words (五星级占比不低于30%), of `whom` (五星级) and its `bound` (不低于30%), when it is `due`.

    `short` is how many are missing, or, where it is not `upward`, too many.
    """

    aim: str
    whom: str
    bound: str
    due: str
    due_now: bool
    upward: bool
    count: int
    rated: int
    share: str
    met: bool
    short: int


def goals_of(occasion: Occasion) -> tuple[Goal, ...]:
    """State the targets that were held against the review."""
    return tuple(_goal(each, occasion) for each in occasion.targets)


def _goal(measured: Measured, occasion: Occasion) -> Goal:
    milestone, words = measured.milestone, occasion.words
    upward = milestone.at_least is not None
    bound = milestone.at_least if milestone.at_least is not None else milestone.at_most or Fraction(0)
    template = words.at_least if upward else words.at_most if bound else words.none
    whom = plain(milestone.whom(occasion.rules.levels).say(occasion.rules.language))
    said = template.format(share=percent(bound))
    who = words.title(whom, plain(occasion.rules.wording.subject))
    return Goal(
        aim=(words.aim if upward or bound else words.aim_of_none).format(whom=whom, bound=said, who=who),
        whom=whom,
        bound=said,
        due=words.period(milestone.due),
        due_now=milestone.due == occasion.review.period,
        upward=upward,
        count=measured.count,
        rated=measured.rated,
        share=share(measured.count, measured.rated, None if measured.met else bound),
        met=measured.met,
        short=measured.short,
    )
