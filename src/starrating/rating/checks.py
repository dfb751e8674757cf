"""Checks: is the input fit to rate? Each check is a function of the inputs and the rules; all of them always run."""

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from starrating.errors import Problem
from starrating.exact import Exact, Number, written
from starrating.i18n import text
from starrating.model import BLANK, NUMBER, Inputs
from starrating.rating.incidents import judge
from starrating.rating.names import likely
from starrating.rating.roster import agrees_with_roster
from starrating.ruleset import RuleSet

TOLERANCE = Fraction(5, 1000)
"""How far a stated total may be from the sum of its items: a saved =SUM carries float noise."""


def check(inputs: Inputs, rules: RuleSet) -> list[Problem]:
    """Return every problem that forbids to rate, and notices; an empty list is a clean bill."""
    return [problem for each in CHECKS for problem in each(inputs, rules)]


def some_branches(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that there is something to rate."""
    if not len(inputs.scores):
        message = text("There is no branch with scores in the workbook.")
        yield Problem(
            "error", "no-branches", None, message, text("Is it the right file, and the sheet 考核评分 filled in?")
        )


def no_blank_scores(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every item of every branch has a score; blank is not zero."""
    table = inputs.scores
    for row, column in np.argwhere(table.point_states == BLANK).tolist():
        item = table.items[column]
        yield Problem(
            "error",
            "blank-score",
            table.place(row, item.code),
            text("%(branch)s has no score for %(item)s.", branch=table.branch[row], item=item.title),
            text("Fill in the score; write 0 if it is zero."),
        )
    if not table.items:
        for row in np.flatnonzero(table.total_states == BLANK).tolist():
            message = text("%(branch)s has no total score.", branch=table.branch[row])
            hint = text("Fill in the score; write 0 if it is zero.")
            yield Problem("error", "blank-score", table.place(row, "total"), message, hint)


def scores_in_range(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that no item is below 0 or above its full marks; without items, no total below 0 or above the full marks."""
    table = inputs.scores
    for column, item in enumerate(table.items):
        points = Exact(table.points.numerators[:, column], table.points.unit)
        known = table.point_states[:, column] == NUMBER
        yield from _out_of_range(inputs, points, known, item.full_marks, (item.code, item.title))
    if not table.items:
        known = table.total_states == NUMBER
        yield from _out_of_range(inputs, table.total, known, rules.criteria.full_marks, ("total", "考核总分"))


def totals_agree(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that a stated total is the sum of its items."""
    table = inputs.scores
    if not table.items:
        return
    whole = (table.point_states == NUMBER).all(axis=1) & (table.total_states == NUMBER)
    rows = np.flatnonzero(whole)
    if not len(rows):
        return
    added, stated = table.points.sum(axis=1)[rows], table.total[rows]
    gap = stated.minus(added)
    for i in np.flatnonzero(gap.above(TOLERANCE) | gap.below(-TOLERANCE)).tolist():
        row = int(rows[i])
        yield Problem(
            "error",
            "total-disagrees",
            table.place(row, "total"),
            text(
                "%(branch)s: the total says %(stated)s, but the items add up to %(added)s.",
                branch=table.branch[row],
                stated=stated[i : i + 1].texts()[0],
                added=added[i : i + 1].texts()[0],
            ),
            text("Correct the item or the total; a formula such as =SUM keeps them together."),
        )


def no_branch_twice(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every branch stands in one row."""
    table = inputs.scores
    if len(set(table.branch)) == len(table):
        return
    first: dict[str, int] = {}
    for row, branch in enumerate(table.branch):
        if branch in first:
            place = str(table.place(first[branch]))
            message = text("%(branch)s stands here again; it is already in %(place)s.", branch=branch, place=place)
            hint = text("Keep one of the two rows.")
            yield Problem("error", "branch-twice", table.place(row), message, hint)
        else:
            first[branch] = row


def known_stars(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that stars before, applied for and aimed at are levels of the rule set."""
    table, levels = inputs.scores, set(rules.levels.stars)
    for name in ("previous_star", "applied_star", "declared_target"):
        for row, star in enumerate(table.column(name)):
            if star is not None and star not in levels:
                message = text("%(branch)s: there is no level of %(star)s stars.", branch=table.branch[row], star=star)
                hint = text("Levels: %(known)s", known="、".join(band.name for band in rules.levels.bands))
                yield Problem("error", "unknown-star", table.place(row, name), message, hint)


def incidents_have_branches(inputs: Inputs, _: RuleSet) -> Iterator[Problem]:
    """See that every incident is about a branch that is rated; a name that does not match is never guessed."""
    known = set(inputs.scores.branch)
    for incident in inputs.incidents:
        if incident.branch not in known:
            near = likely(incident.branch, known)
            hint = (
                text("Nearest names: %(names)s", names="、".join(near))
                if near
                else text("Write the name as in the score sheet.")
            )
            message = text("An incident names %(branch)s, which has no scores.", branch=incident.branch)
            yield Problem("error", "unknown-branch", incident.place(), message, hint)


def incidents_can_be_judged(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that every incident can be judged; the notices come with the rating."""
    _, problems = judge(inputs.incidents, inputs.period, rules)
    yield from (problem for problem in problems if problem.severity == "error")


Check = Callable[[Inputs, RuleSet], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    some_branches,
    agrees_with_roster,
    no_branch_twice,
    no_blank_scores,
    scores_in_range,
    totals_agree,
    known_stars,
    incidents_have_branches,
    incidents_can_be_judged,
)


def _out_of_range(
    inputs: Inputs,
    points: Exact,
    known: NDArray[np.bool_],
    most: Number | None,
    of: tuple[str, str],
) -> Iterator[Problem]:
    outside = points.below(0) if most is None else points.below(0) | points.above(most)
    role, title = of
    for row in np.flatnonzero(outside & known).tolist():
        value = points[row : row + 1].texts(0)[0]
        branch = inputs.scores.branch[row]
        if value.startswith("-"):
            message = text("%(branch)s: %(item)s is %(value)s, below 0.", branch=branch, item=title, value=value)
        else:
            message = text(
                "%(branch)s: %(item)s is %(value)s, above the full marks of %(most)s.",
                branch=branch,
                item=title,
                value=value,
                most=written(most or 0, 0),
            )
        hint = text("Correct the score, or the full marks in the head of the column.")
        yield Problem("error", "score-out-of-range", inputs.scores.place(row, role), message, hint)
