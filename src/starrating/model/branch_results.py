"""What came out for each branch: score, rank, star, change, clauses. Whoever lists branches takes them from here."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct

from starrating.exact import Exact
from starrating.model.results import DECISION, Change, Ratings, Step, change, undone


class BranchResult(Struct, frozen=True):
    """The result of one branch, as plain values; `row` is where it stands in the columns of its ratings.

    `score` and `rank` are None where there is none, a star is then NO_STAR; `steps` are in the order they were taken.
    """

    row: int
    branch: str
    unit: str | None
    score: str | None
    rank: int | None
    star_by_score: int
    star: int
    status: str
    previous_star: int
    steps: tuple[Step, ...]

    @property
    def change(self) -> Change:
        """What became of the star since the period before."""
        return change(self.previous_star, self.star)

    @property
    def holding(self) -> tuple[Step, ...]:
        """The steps that the star rests on: without those whose effect an upheld objection has undone."""
        return holding(self.steps)

    @property
    def assessed(self) -> tuple[Step, ...]:
        """The steps of the assessment that hold: a star that was set otherwise is told beside it, as its own."""
        return assessed(self.steps)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses by which the assessment took steps that hold, each once."""
        return tuple(dict.fromkeys(step.rule for step in self.assessed))


def holding(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps of one branch that its star rests on: without those whose effect an objection has undone."""
    gone = {id(step) for step in undone(steps)}
    return tuple(step for step in steps if id(step) not in gone)


def assessed(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return those of them that the assessment took, not the committee."""
    return tuple(step for step in holding(steps) if step.effect != DECISION)


def branch_results(
    ratings: Ratings, rows: Sequence[int] | None = None, written: Callable[[Exact], list[str]] = Exact.texts
) -> list[BranchResult]:
    """Return the results of all branches in rank order, or of some rows in the order of `rows`.

    `written` says how scores are written: exactly, if left out.
    """
    chosen = np.arange(len(ratings)) if rows is None else np.asarray(rows, dtype=np.intp)
    units, steps = ratings.scores.column("unit"), ratings.steps_of()
    columns = (
        chosen.tolist(),
        ratings.scored[chosen].tolist(),
        written(ratings.score[chosen]),
        ratings.rank[chosen].tolist(),
        ratings.star_by_score[chosen].tolist(),
        ratings.star[chosen].tolist(),
        ratings.previous_star[chosen].tolist(),
    )
    return [
        BranchResult(
            row,
            (branch := ratings.scores.branch[row]),
            units[row],
            score if scored else None,
            rank if scored else None,
            by_score,
            star,
            ratings.status[row],
            before,
            tuple(steps.get(branch, ())),
        )
        for row, scored, score, rank, by_score, star, before in zip(*columns, strict=True)
    ]


def moves_by_branch(ratings: Ratings) -> dict[str, Change]:
    """Return what became of the star of each branch since the period before."""
    return dict(zip(ratings.scores.branch, changes(ratings), strict=True))


def changes(ratings: Ratings) -> list[Change]:
    """Return what became of each star since the period before, as a column."""
    return [change(*pair) for pair in zip(ratings.previous_star.tolist(), ratings.star.tolist(), strict=True)]
