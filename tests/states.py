"""States of a review made by hand: small rule sets and tables, the star so far, and numbers that are not there."""

from collections.abc import Collection
from functools import cache

import numpy as np

from rule_texts import SMALL, rules_of
from starrating.model import NO_STAR, Step
from starrating.rating.rating_context import NumberColumn, RatingContext, star_column, totals
from starrating.rating.stars import stars_by_score
from starrating.rating.steps import take_steps
from starrating.ruleset import RuleSet
from tables import H1, table

FIVE = """\
  bands:
    - {star: none, name: 不定星, below: 50}
    - {star: 1, name: 一星, at_least: 50, below: 60}
    - {star: 2, name: 二星, at_least: 60, below: 70}
    - {star: 3, name: 三星, at_least: 70, below: 80}
    - {star: 4, name: 四星, at_least: 80, below: 90}
    - {star: 5, name: 五星, at_least: 90}
"""
HEAD, _, _REST = SMALL.partition("  bands:\n")
TAIL = _REST[_REST.index("criteria") :]


@cache
def ruled(*steps: str, levels: str = FIVE, more: str = "") -> RuleSet:
    """Return a rule set of five levels, or of the lines given under `levels:`, with steps of clauses 1, 2 …."""
    listed = "".join(f'  - {{clause: "{number}", {step}}}\n' for number, step in enumerate(steps, start=1))
    return rules_of(HEAD + levels + TAIL + more + (f"steps:\n{listed}" if steps else ""))


def state_of(scores: str, rules: RuleSet, unknown: Collection[str] = ()) -> RatingContext:
    """Return the state before the levels are read; the total of the `unknown` branches is not there."""
    rows = table(scores)
    none = np.full(len(rows), NO_STAR, dtype=np.int16)
    before = star_column(rows, "previous_star")
    state = RatingContext(rows, rules, H1, {}, before, {}, {}, none, none, [])
    known = np.array([branch not in unknown for branch in rows.branch])
    state.values["total"] = NumberColumn(totals(rows).exact, known)
    return state


def starred(scores: str, rules: RuleSet, unknown: Collection[str] = ()) -> RatingContext:
    """Return the state after the levels have been read."""
    state = state_of(scores, rules, unknown)
    stars_by_score(state)
    return state


def stepped(scores: str, rules: RuleSet, unknown: Collection[str] = ()) -> tuple[RatingContext, list[Step]]:
    """Return the state after all steps, and the steps."""
    state = starred(scores, rules, unknown)
    return state, take_steps(state)


def stars(state: RatingContext) -> dict[str, int]:
    """Return the star of each branch."""
    return dict(zip(state.table.branch, state.current.tolist(), strict=True))
