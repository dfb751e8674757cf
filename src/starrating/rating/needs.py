"""What a level asks for besides the score: parts with their own minimum, facts, a ladder of sheets (T4, T5, T7)."""

from collections.abc import Iterator

import numpy as np

from starrating.i18n import Text, text
from starrating.model import NO_STAR, Step
from starrating.rating.conditions import holds
from starrating.rating.evidence import column_read
from starrating.rating.state import Stars, State
from starrating.ruleset import Levels, RuleSet
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import AllOf, parts_of


def after_needs(state: State) -> Stars:
    """Return the star by score where the needs of its level hold, else what `needs_unmet` says, n int16.

    `next`: the next level down whose needs hold, whatever its band; none left, no star. `none`, `undecided`: no star.
    A level that only steps give is never fallen to.
    """
    levels = state.rules.levels
    result = np.full_like(state.by_score, NO_STAR)
    for star in levels.stars:
        falls_here = levels.needs_unmet == "next" and levels.band(star).by == "score"
        reached = state.by_score >= star if falls_here else state.by_score == star
        for needs in _asked(star, levels):
            reached &= holds(needs, state)
        result[reached] = star
    return result


def _asked(star: int, levels: Levels) -> list[Section]:
    """Return the simple needs of a level; on a ladder (`cumulative`) those of all levels below it come first."""
    bands = [levels.band(each) for each in levels.stars if each == star or (levels.cumulative and each < star)]
    needs = [band.needs for band in bands if band.needs is not None]
    return [part for each in needs for part in (parts_of(each) if isinstance(each, AllOf) else (each,))]


def needs_steps(state: State) -> list[Step]:
    """Say of each branch that lost stars because of the needs which of them do not hold."""
    lost = {int(star) for star in np.unique(state.by_score[state.by_score != state.current])}
    return [step for star in sorted(lost, reverse=True) for step in _lost(star, state)]


def _lost(star: int, state: State) -> Iterator[Step]:
    levels = state.rules.levels
    asked = [(needs, holds(needs, state)) for needs in _asked(star, levels)]
    for row in np.flatnonzero((state.by_score == star) & (state.current != star)).tolist():
        unmet = [needs for needs, met in asked if not met[row]]
        yield Step(
            branch=state.table.branch[row],
            rule=levels.clause,
            effect="needs",
            before=star,
            after=int(state.current[row]),
            because=_because(star, unmet, state.rules),
            source=str(state.table.place(row, column_read(unmet[0], state.table) or "branch")),
            key="levels.needs_unmet",
        )


def _because(star: int, unmet: list[Section], rules: RuleSet) -> Text:
    from starrating.ruleset.condition_words import condition_words  # noqa: PLC0415 [only lost needs are said]
    from starrating.ruleset.number_words import listed  # noqa: PLC0415 [likewise]

    words = listed(condition_words(rules, needs) for needs in unmet)
    return text("%(level)s also asks for what does not hold: %(needs)s", level=rules.levels.name(star), needs=words)
