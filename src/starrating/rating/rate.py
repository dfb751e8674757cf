"""The rating of a review: score, star by score, steps, rank; every branch with its reasons."""

from collections.abc import Mapping, Sequence

import numpy as np

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import NO_STAR, Inputs, JudgedIncident, Ratings, ScoreTable
from starrating.rating.conditions import Stars, State, star_column
from starrating.rating.incidents import judge
from starrating.rating.scores import totals
from starrating.rating.stars import near_thresholds, stars_by_score
from starrating.rating.steps import take_steps
from starrating.ruleset import RuleSet


def rate(inputs: Inputs, rules: RuleSet, previous: Mapping[str, int] | None = None) -> Ratings:
    """Rate a review whose inputs have passed the checks.

    `previous` has the stars of the period before, from the ledger; without it the book's column 上期星级 counts.
    The result is in rank order, ties in the order of the input.
    """
    score = totals(inputs.scores)
    rank = score.ranks()
    order = np.argsort(rank, kind="stable")
    table, score = inputs.scores.taken(order), score[order]
    judged, problems = judge(inputs.incidents, inputs.period, rules)
    by_score = stars_by_score(score, rules)
    before, disagreements = previous_stars(table, previous or {})
    state = State(table, score, by_score.copy(), before, _counted(table, judged))
    steps = take_steps(state, rules)
    return Ratings(
        scores=table,
        score=score,
        rank=rank[order],
        star_by_score=by_score,
        star=state.current,
        previous_star=before,
        status=["rated" if star != NO_STAR else "no-star" for star in state.current.tolist()],
        steps=tuple(steps),
        incidents=tuple(judged),
        problems=(
            *problems,
            *disagreements,
            *near_thresholds(table, score, rules),
            *_above_application(table, state.current, rules),
        ),
    )


def previous_stars(table: ScoreTable, recorded: Mapping[str, int]) -> tuple[Stars, list[Problem]]:
    """Return the stars before, the ledger's where it has the branch; a book that says otherwise gets a warning."""
    written = star_column(table, "previous_star")
    stars = np.array([recorded.get(branch, NO_STAR) for branch in table.branch], dtype=np.int16)
    unrecorded = np.array([branch not in recorded for branch in table.branch], dtype=np.bool_)
    result = np.where(unrecorded, written, stars).astype(np.int16)
    differing = np.flatnonzero((result != written) & (written != NO_STAR)).tolist()
    return result, [_disagreement(table, row, int(written[row]), int(result[row])) for row in differing]


def _counted(table: ScoreTable, judged: Sequence[JudgedIncident]) -> dict[int, list[JudgedIncident]]:
    """Group the incidents that count by row of the table, each group in the order of the dates."""
    if not judged:
        return {}
    rows = {branch: row for row, branch in enumerate(table.branch)}
    counted: dict[int, list[JudgedIncident]] = {}
    for each in sorted(judged, key=lambda one: one.incident.date):
        if each.counted:
            counted.setdefault(rows[each.incident.branch], []).append(each)
    return counted


def _disagreement(table: ScoreTable, row: int, written: int, recorded: int) -> Problem:
    return Problem(
        "warning",
        "previous-star-differs",
        table.place(row, "previous_star"),
        text(
            "%(branch)s: the workbook says %(written)s stars before, the ledger %(recorded)s; the ledger counts.",
            branch=table.branch[row],
            written=written,
            recorded=recorded if recorded != NO_STAR else text("none"),
        ),
        text("See: starrating history %(branch)s", branch=table.branch[row]),
    )


def _above_application(table: ScoreTable, star: Stars, rules: RuleSet) -> list[Problem]:
    applied = star_column(table, "applied_star")
    higher = np.flatnonzero((applied != NO_STAR) & (star > applied)).tolist()
    return [
        Problem(
            "notice",
            "above-application",
            table.place(row, "applied_star"),
            text(
                "%(branch)s applied for %(applied)s and is rated %(star)s; the score decides.",
                branch=table.branch[row],
                applied=rules.levels.name(int(applied[row])),
                star=rules.levels.name(int(star[row])),
            ),
        )
        for row in higher
    ]
