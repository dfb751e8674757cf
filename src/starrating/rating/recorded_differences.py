"""What a new reading of a review would change against the recorded one: who moves, and which cells differ.

What differs between the recorded result of a review and the same review rated again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NO_STAR, NOT_APPLICABLE, NUMBER, Item, JudgedIncident, Ratings, ScoreTable
from starrating.model.cell_words import NOT_APPLICABLE_WORD, word_text
from starrating.rating.comparison import Move, compare
from starrating.ruleset import RuleSet

_NOTHING = text("blank")
_STATES = {NOT_APPLICABLE: word_text(NOT_APPLICABLE_WORD)}


class CellChange(Struct, frozen=True):
    """A cell of a branch that says something else now; `source` is where the new one stands."""

    branch: str
    column: str
    before: Text
    after: Text
    source: str


class ReadingDifferences(Struct, frozen=True):
    """The differences between a recorded review and a new one.

    `moves` are the branches of both whose star changes; `appeared` and `gone` those that only one of them has. Of the
    incidents `added` are new and `dropped` no longer there.
    """

    moves: tuple[Move, ...]
    cells: tuple[CellChange, ...]
    appeared: tuple[str, ...]
    gone: tuple[str, ...]
    added: tuple[JudgedIncident, ...]
    dropped: tuple[JudgedIncident, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.moves or self.cells or self.appeared or self.gone or self.added or self.dropped)


def revision(old: Ratings, old_rules: RuleSet, new: Ratings, new_rules: RuleSet) -> ReadingDifferences:
    """Compare a recorded rating with a new one of the same period, in the order of the recorded one."""
    there = set(new.scores.branch)
    both = [branch for branch in old.scores.branch if branch in there]
    before, after = _of(old, both), _of(new, both)
    known = set(both)
    return ReadingDifferences(
        compare(before, old_rules, after, new_rules).moves,
        tuple(_cells(before.scores, after.scores)),
        tuple(branch for branch in new.scores.branch if branch not in known),
        tuple(branch for branch in old.scores.branch if branch not in known),
        _only_in(new.incidents, old.incidents),
        _only_in(old.incidents, new.incidents),
    )


def _of(ratings: Ratings, branches: Sequence[str]) -> Ratings:
    """Return the ratings of some branches, in that order."""
    rows = {branch: row for row, branch in enumerate(ratings.scores.branch)}
    order = np.array([rows[branch] for branch in branches], dtype=np.intp)
    known = set(branches)
    return replace(
        ratings,
        scores=ratings.scores.taken(order),
        score=ratings.score[order],
        rank=ratings.rank[order],
        star_by_score=ratings.star_by_score[order],
        star=ratings.star[order],
        previous_star=ratings.previous_star[order],
        status=[ratings.status[row] for row in order.tolist()],
        steps=tuple(step for step in ratings.steps if step.branch in known),
        scored=ratings.scored[order],
        values={},
    )


def _cells(old: ScoreTable, new: ScoreTable) -> Iterator[CellChange]:
    """Compare the points of each item, the totals, and the other columns, of the same branches in the same order."""
    items = {item.title: position for position, item in enumerate(old.items)}
    for position, item in enumerate(new.items):
        if item.title in items:
            before = _points(old, items[item.title])
            yield from _number_changes(new, item, before, _points(new, position))
    if not old.items and not new.items:
        before, after = (old.total, old.total_states), (new.total, new.total_states)
        yield from _number_changes(new, Item("total", "total"), before, after)
    for name in dict.fromkeys((*old.columns, *new.columns)):
        for row, (was, now) in enumerate(zip(old.column(name), new.column(name), strict=True)):
            if was != now:
                yield CellChange(new.branch[row], name, _as_text(was), _as_text(now), str(new.place(row, name)))


Numbers = tuple[Exact, NDArray[np.uint8]]


def _points(table: ScoreTable, position: int) -> Numbers:
    return table.points[:, position], table.point_states[:, position]


def _number_changes(new: ScoreTable, item: Item, before: Numbers, after: Numbers) -> Iterator[CellChange]:
    differing = (before[0].minus(after[0]).numerators != 0) | (before[1] != after[1])
    for row in np.flatnonzero(differing).tolist():
        was, now = (_number(numbers[0][row : row + 1], int(numbers[1][row])) for numbers in (before, after))
        yield CellChange(new.branch[row], item.title, was, now, str(new.place(row, item.code)))


def _number(number: Exact, state: int) -> Text:
    return _as_text(number.shown()[0]) if state == NUMBER else _STATES.get(state, _NOTHING)


def _as_text(value: object) -> Text:
    return _NOTHING if value is None else Text("%(value)s", {"value": value})


def _only_in(these: Sequence[JudgedIncident], those: Sequence[JudgedIncident]) -> tuple[JudgedIncident, ...]:
    """Return the incidents that only the first have, whatever rows they stand in; of equal ones the surplus."""
    left = Counter(map(_facts, those))
    only = []
    for judged in these:
        if left[facts := _facts(judged)]:
            left[facts] -= 1
        else:
            only.append(judged)
    return tuple(only)


def _facts(judged: JudgedIncident) -> tuple[object, ...]:
    incident = judged.incident
    return (
        incident.branch,
        incident.date,
        judged.clause,
        judged.counted,
        incident.subject,
        incident.sanction_system,
        incident.sanction,
        tuple(incident.findings.items()),
        incident.department,
        incident.document,
        incident.note,
    )


_NAMES: Mapping[str, Text] = {
    "score": text("score"),
    "rank": text("rank"),
    "star_by_score": text("star by score"),
    "star": text("star"),
    "status": text("status"),
    "incidents": text("judged incidents"),
    "steps": text("reasons"),
}
_ABSENT = dict.fromkeys(_NAMES, "")


class ResultDifference(NamedTuple):
    """One thing of one branch that is recorded otherwise than it is computed; each side is empty where it has none."""

    branch: str
    what: Text
    recorded: str
    again: str


def deviations(recorded: Ratings, again: Ratings, *, words: bool) -> Iterator[ResultDifference]:
    """Compare score, rank, stars, status, incidents and reasons of every branch, in the order of the record.

    `words` says whether reasons must be put in the same words: another version of the program may put them otherwise.
    """
    before, after = _rule_facts(recorded, words=words), _rule_facts(again, words=words)
    for branch in dict.fromkeys((*before, *after)):
        old, new = before.get(branch, _ABSENT), after.get(branch, _ABSENT)
        if old != new:
            yield from (
                ResultDifference(branch, name, old[what], new[what])
                for what, name in _NAMES.items()
                if old[what] != new[what]
            )


def _rule_facts(ratings: Ratings, *, words: bool) -> dict[str, dict[str, str]]:
    steps, incidents = _steps(ratings, words=words), _incidents(ratings)
    columns = (
        ratings.scores.branch,
        [score if there else "" for score, there in zip(ratings.score.texts(), ratings.scored.tolist(), strict=True)],
        map(str, ratings.rank.tolist()),
        map(_star, ratings.star_by_score.tolist()),
        map(_star, ratings.star.tolist()),
        ratings.status,
    )
    return {
        branch: dict(zip(_NAMES, (*values, incidents.get(branch, ""), steps.get(branch, "")), strict=True))
        for branch, *values in zip(*columns, strict=True)
    }


def _steps(ratings: Ratings, *, words: bool) -> dict[str, str]:
    return {
        branch: "; ".join(
            f"{step.rule} {step.effect} {_star(step.before)}→{_star(step.after)} {step.source}".strip()
            + (f" ({step.because})" if words else "")
            for step in steps
        )
        for branch, steps in ratings.steps_of().items()
    }


def _incidents(ratings: Ratings) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for judged in ratings.incidents:
        counted = "" if judged.counted else "—"
        found.setdefault(judged.incident.branch, []).append(f"{judged.incident.date} {counted}{judged.clause}")
    return {branch: "; ".join(sorted(each)) for branch, each in found.items()}


def _star(star: int) -> str:
    return "-" if star == NO_STAR else str(star)
