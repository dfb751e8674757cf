"""What came out: judged incidents, steps, ratings, and the recorded review."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from starrating.errors import Place, Problem
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model.inputs import Incident, RosterEntry, ScoreTable
from starrating.model.period import Period

NO_STAR = -1
"""In a column of stars: there is none. Zero stars is a level like others, where a rule set has it."""


@dataclass(frozen=True, slots=True)
class JudgedIncident:
    """An incident with the trigger it was judged by, whether it counts, and why.

    `key` is the path of the key in the rule set that decided; `clause` is empty if no trigger could be meant.
    """

    incident: Incident
    trigger: str | None
    clause: str
    counted: bool
    reason: Text
    key: str = ""


Effect = str
"""What a step did: `lower`, `held` (at the lowest star), `already-lowered`; other kinds add their own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the star by score to the star: the rule (clause) that fired, from which star to which, and why.

    `source` is the cell that says so; `key` the path of the key in the rule set that decided.
    """

    branch: str
    rule: str
    effect: Effect
    before: int
    after: int
    because: Text
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """The result of a review, in rank order (ties in the order of the input): n branches.

    `star_by_score`, `star` and `previous_star` are int16 with NO_STAR where there is none; `status` says `rated` or why
    there is no star. Where `scored` is False there is no score: its number is 0 and means nothing, the rank is 0. Left
    out, all branches have one. `values` has the exact decimals of each value that the rule set declares, by id in the
    order of the file, as text; None where the value is not there.
    """

    scores: ScoreTable
    score: Exact
    rank: NDArray[np.int64]
    star_by_score: NDArray[np.int16]
    star: NDArray[np.int16]
    previous_star: NDArray[np.int16]
    status: list[str]
    steps: tuple[Step, ...] = ()
    incidents: tuple[JudgedIncident, ...] = ()
    problems: tuple[Problem, ...] = ()
    scored: NDArray[np.bool_] = field(default_factory=lambda: np.ones(0, np.bool_))
    values: Mapping[str, list[str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.scored) != len(self):
            object.__setattr__(self, "scored", np.ones(len(self), np.bool_))

    def __len__(self) -> int:
        return len(self.scores)

    def position(self, branch: str) -> int:
        """Return the row of a branch; an unknown one raises `ValueError`."""
        return self.scores.branch.index(branch)

    def steps_of(self) -> dict[str, list[Step]]:
        """Return the steps grouped by branch; branches without a step are not in it."""
        grouped: dict[str, list[Step]] = {}
        for step in self.steps:
            grouped.setdefault(step.branch, []).append(step)
        return grouped

    def counts(self) -> dict[int, int]:
        """Return how many branches have each star that occurs, NO_STAR included."""
        return dict(Counter(self.star.tolist()))


@dataclass(frozen=True, slots=True)
class Records:
    """What else came with the scores: opinions and where they stand, findings of self-checks, the roster.

    Opinions and findings are rows, column → value, as in `Inputs`.
    """

    opinions: tuple[Mapping[str, Any], ...] = ()
    opinion_places: tuple[Place, ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    roster: tuple[RosterEntry, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """A recorded review: one version of the result of one period, with all that is needed to defend it.

    `rules` is the rule set's canonical JSON text, `inputs` the name and digest of each file. The inputs of a year are
    the reviews of its halves: `2013H1 v2` and the digest of their content.
    """

    period: Period
    version: int
    recorded_at: str
    program: str
    rules_id: str
    rules_digest: str
    rules: str
    inputs: tuple[tuple[str, str], ...]
    ratings: Ratings
    records: Records = field(default_factory=Records)


Change = Literal["promotion", "retention", "demotion", "first", ""]


def change(before: int, after: int) -> Change:
    """Compare a star with the one before: promotion, retention, demotion, first; nothing to say without a star."""
    if after == NO_STAR:
        return ""
    if before == NO_STAR:
        return "first"
    if after == before:
        return "retention"
    return "promotion" if after > before else "demotion"


CHANGE_NAMES: Mapping[str, Text] = {
    "promotion": text("promotion"),
    "retention": text("retention"),
    "demotion": text("demotion"),
    "first": text("first rating"),
    "": text("none"),
}
