"""The rating of a review: values, star by score, steps, rank; every branch with its reasons."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import NO_STAR, Inputs, JudgedIncident, Ratings, ScoreTable, Step
from starrating.model.cell_words import NOT_ANSWERED
from starrating.model.results import RATED
from starrating.rating.incident_points import act_notices
from starrating.rating.incidents import judge
from starrating.rating.pools import pools
from starrating.rating.rating_context import NumberColumn, PastFacts, RatingContext, Stars, star_column
from starrating.rating.stars import near_thresholds, stars_by_score
from starrating.rating.steps import take_steps
from starrating.rating.values import make_values
from starrating.ruleset import RuleSet


def rate(
    inputs: Inputs,
    rules: RuleSet,
    previous: Mapping[str, int] | None = None,
    past: Mapping[str, tuple[int, ...]] | None = None,
    facts_before: PastFacts | None = None,
) -> Ratings:
    """Rate a review whose inputs have passed the checks.

    `previous` has the stars of the period before, from the ledger; without it the book's column 上期星级 counts. `past`
    has those of all periods before, without a gap, the last one first, NO_STAR for none, and `facts_before`
    the facts of them that conditions read. The result is in rank order,
    ties in the order of the input; branches without a score come last.
    """
    judged, problems = judge(inputs.incidents, inputs.period, rules)
    before, disagreements = previous_stars(inputs.scores, previous or {})
    state = _state(inputs, rules, judged, before, past or {})
    state.facts_before = facts_before or {}
    make_values(state)
    stars_by_score(state)
    steps = take_steps(state)
    notices = (*act_notices(state), *near_thresholds(state), *_above_application(state))
    return _sorted(state, steps, tuple(judged), (*problems, *disagreements, *notices))


def previous_stars(table: ScoreTable, recorded: Mapping[str, int]) -> tuple[Stars, list[Problem]]:
    """Return the stars before, the ledger's where it has the branch; a book that says otherwise gets a warning."""
    written = star_column(table, "previous_star")
    if not recorded:
        return written, []
    result = np.array(
        [recorded.get(branch, star) for branch, star in zip(table.branch, written.tolist(), strict=True)], np.int16
    )
    differing = np.flatnonzero((result != written) & (written != NO_STAR)).tolist()
    return result, [_disagreement(table, row, int(written[row]), int(result[row])) for row in differing]


def ranked(state: RatingContext) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the ranks, best first, ties sharing a rank, and the positions in this order; without a score: last, 0.

    With pools each of them is ranked by itself; the order is that of all scores.
    """
    score, ranking = state.values["total"], state.rules.ranking
    better = score.or_zero() if state.rules.levels.better == "higher" else score.or_zero().times(-1)
    order = better.descending()
    known = score.known[order]
    rank = np.zeros(len(order), np.int64)
    for _, members in pools(ranking.pool if ranking else None, state):
        counted = order[known & members[order]]
        dense = ranking is not None and ranking.ties == "dense"
        rank[counted] = better[counted].ranks_in_order(dense=dense)
    positions = np.concatenate([order[known], order[~known]])
    return rank[positions], positions


def _state(
    inputs: Inputs,
    rules: RuleSet,
    judged: Sequence[JudgedIncident],
    before: Stars,
    past: Mapping[str, tuple[int, ...]],
) -> RatingContext:
    """Lay out what is known before anything is rated; no branch has a star yet."""
    table = inputs.scores
    none = np.full(len(table), NO_STAR, np.int16)
    opinions: dict[str, dict[str, str]] = {}
    for opinion in inputs.opinions:
        opinions.setdefault(opinion["branch"], {})[opinion["department"]] = opinion["opinion"] or NOT_ANSWERED
    return RatingContext(
        table,
        rules,
        inputs.period,
        _by_row(table, judged),
        before,
        past,
        opinions,
        by_score=none,
        current=none,
        status=[RATED] * len(table),
    )


def _sorted(
    state: RatingContext, steps: Sequence[Step], judged: tuple[JudgedIncident, ...], problems: tuple[Problem, ...]
) -> Ratings:
    """Put everything into rank order; the steps of a branch stay in their own."""
    score = state.values["total"]
    rank, order = ranked(state)
    table = state.table.taken(order)
    position = {branch: place for place, branch in enumerate(table.branch)} if steps else {}
    return Ratings(
        scores=table,
        score=score.or_zero()[order],
        rank=rank,
        star_by_score=state.by_score[order],
        star=state.current[order],
        previous_star=state.previous[order],
        status=_statuses(state, order),
        steps=tuple(sorted(steps, key=lambda step: position[step.branch])),
        incidents=judged,
        problems=problems,
        scored=score.known[order],
        values={value.id: _texts(state.values[value.id], order) for value in state.rules.values},
    )


def _statuses(state: RatingContext, order: NDArray[np.intp]) -> list[str]:
    statuses = [RATED] * len(order)
    for position in np.flatnonzero(state.current[order] == NO_STAR).tolist():
        statuses[position] = state.status[order[position]]
    return statuses


def _texts(numbers: NumberColumn, order: NDArray[np.intp]) -> list[str | None]:
    texts, known = numbers.exact[order].texts(), numbers.known[order].tolist()
    return [number if there else None for number, there in zip(texts, known, strict=True)]


def _by_row(table: ScoreTable, judged: Sequence[JudgedIncident]) -> dict[int, list[JudgedIncident]]:
    """Group the incidents by row of the table, each group in the order of the dates."""
    if not judged:
        return {}
    rows = {branch: row for row, branch in enumerate(table.branch)}
    found: dict[int, list[JudgedIncident]] = {}
    for incident in sorted(judged, key=lambda one: one.incident.date):
        if incident.counted or incident.incident.branch in rows:
            found.setdefault(rows[incident.incident.branch], []).append(incident)
    return found


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


def _above_application(state: RatingContext) -> list[Problem]:
    applied, levels = star_column(state.table, "applied_star"), state.rules.levels
    higher = np.flatnonzero((applied != NO_STAR) & (state.current > applied)).tolist()
    return [
        Problem(
            "notice",
            "above-application",
            state.table.place(row, "applied_star"),
            text(
                "%(branch)s applied for %(applied)s and is rated %(star)s; the score decides.",
                branch=state.table.branch[row],
                applied=levels.name(int(applied[row])),
                star=levels.name(int(state.current[row])),
            ),
        )
        for row in higher
    ]
