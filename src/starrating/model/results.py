"""What came out: judged incidents, steps, ratings, and the recorded review.

What came of branches, in words: the effect of a step, and why there is no star.

The values that a rating made of its branches, as exact columns.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from msgspec import Struct, field
from msgspec.structs import force_setattr, replace
from numpy.typing import NDArray

from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model.inputs import Incident, RosterEntry, ScoreTable
from starrating.model.period import Period

NO_STAR = -1
"""In a column of stars: there is none. Zero stars is a level like others, where a rule set has it."""


class JudgedIncident(Struct, frozen=True):
    """An incident with the trigger it was judged by, whether it counts, and why.

    `key` is the path of the key in the rule set that decided; `clause` is empty if no trigger could be meant;
    `late` says that its date lies after the period.
    """

    incident: Incident
    trigger: str | None
    clause: str
    counted: bool
    reason: Text
    key: str = ""
    late: bool = False


Effect = str
"""What a step did: `lower`, `held` (at the lowest star), `already-lowered`; other kinds add their own."""


class Step(Struct, frozen=True):
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


class Ratings(Struct, frozen=True, eq=False):
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
            force_setattr(self, "scored", np.ones(len(self), np.bool_))

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


class Records(Struct, frozen=True):
    """What else came with the scores: opinions and where they stand, findings of self-checks, the roster.

    Opinions and findings are rows, column → value, as in `Inputs`.
    """

    opinions: tuple[Mapping[str, Any], ...] = ()
    opinion_places: tuple[CellRef, ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    roster: tuple[RosterEntry, ...] = ()


class Review(Struct, frozen=True, eq=False):
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

DECISION = "decision"
"""The effect of a step by which the committee set a star otherwise than assessed."""
COMMITTEE, OBJECTION = "procedure", "procedure.objection"
"""The key of a step by which a star was set: by a decision of the committee, or by an upheld objection."""
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


def effect_words(step: Step, level: object) -> Text:
    """Say what a step did; an effect without words is said by its name."""
    if step.effect == DECISION and step.key == OBJECTION:
        return text("set after an upheld objection: %(level)s", level=level)
    template = EFFECT_NAMES.get(step.effect)
    return Text(template.template, {"level": level}) if template else Text("%(effect)s", {"effect": step.effect})


def undone(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps of one branch that the star does not rest on any more: an upheld objection set it otherwise.

    A star that was lowered is set back by one as high as before or higher, one that stayed by a higher one, one that
    was raised by one as low as before or lower. Of settings only the last one holds.
    """
    if all(step.effect != DECISION for step in steps):
        return ()
    given = next((step.after for step in reversed(steps) if step.key == OBJECTION), None)
    last = next((step for step in reversed(steps) if step.effect == DECISION), None)
    return tuple(
        step
        for step in steps
        if (step is not last if step.effect == DECISION else given is not None and _is_undone(step, given))
    )


def _is_undone(step: Step, given: int) -> bool:
    if step.after == step.before:
        return given > step.before
    return given >= step.before if step.after < step.before else given <= step.before


def holding_steps(ratings: Ratings) -> tuple[Step, ...]:
    """Return the steps that the stars rest on, in their order: without those that an upheld objection has undone."""
    if all(step.effect != DECISION for step in ratings.steps):
        return ratings.steps
    gone = {id(step) for steps in ratings.steps_of().values() for step in undone(steps)}
    return tuple(step for step in ratings.steps if id(step) not in gone)


def incidents_told(ratings: Ratings) -> tuple[JudgedIncident, ...]:
    """Return the incidents in their order; one whose effect an upheld objection has undone does not count any more."""
    if all(step.key != OBJECTION for step in ratings.steps):
        return ratings.incidents
    gone = {(branch, step.source) for branch, steps in ratings.steps_of().items() for step in undone(steps)}
    reason = text("the star that it had lowered was set otherwise after an upheld objection")
    return tuple(
        replace(judged, counted=False, reason=reason, key="")
        if judged.counted and (judged.incident.branch, str(judged.incident.place())) in gone
        else judged
        for judged in ratings.incidents
    )


def assessed_stars(ratings: Ratings) -> NDArray[np.int16]:
    """Return the stars as they were assessed, before the committee set any otherwise."""
    stars = ratings.star.copy()
    for step in reversed(ratings.steps):
        if step.effect == DECISION:
            stars[ratings.position(step.branch)] = step.before
    return stars


def without_star(ratings: Ratings) -> Mapping[str, int]:
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


TOTAL = "total"
"""The value that is the score."""


def value_columns(ratings: Ratings, value: object) -> tuple[NDArray[np.intp], Exact]:
    """Return the rows of the branches that have a value, and its numbers in these rows.

    The value is named by its id; `total` is the score. What is no value of these ratings no branch has.
    """
    if value == TOTAL:
        rows = np.flatnonzero(ratings.scored)
        return rows, ratings.score[rows]
    written = ratings.values.get(str(value), [])
    given = [row for row, number in enumerate(written) if number is not None]
    return np.array(given, dtype=np.intp), Exact.from_decimals(Fraction(written[row] or 0) for row in given)


BEFORE_MERGER = "incident-before-merger"
"""The code of a notice that names the branch in which an incident happened, where that was merged or divided since."""


def happened_in(ratings: Ratings, language: str) -> Mapping[str, str]:
    """Return the branch in which each incident happened, by its place, where that was merged or divided since."""
    found = (problem for problem in ratings.problems if problem.code == BEFORE_MERGER)
    named = ((problem.place, Text("%(name)s", {"name": problem.message.fields["former"]})) for problem in found)
    return {str(place): name.say(language) for place, name in named}


_OF_INCIDENTS = {"lower", "held", "already-lowered", "already-lower"}


@lru_cache(maxsize=1)
def adjustments(ratings: Ratings) -> tuple[Step, ...]:
    """Return the steps that hold and that the sheet of incidents does not explain, in their order.

    Those of the last ratings are kept: the terminal and several sheets ask, and to say where each incident stands takes
    as long as to lower its star.
    """
    places = {str(judged.incident.place()) for judged in ratings.incidents}
    holding = holding_steps(ratings)
    return tuple(step for step in holding if step.effect not in _OF_INCIDENTS or step.source not in places)


def clause_head(ratings: Ratings) -> Text:
    """Return the head of the clauses that met each branch: triggers, where incidents explain all of them."""
    explained = all(step.effect == "decision" for step in adjustments(ratings))
    return text("Triggers") if explained else text("Clauses")
