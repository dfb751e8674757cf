"""What differs between the recorded result of a review and the same review rated again."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from starrating.i18n import Text, text
from starrating.model import NO_STAR, Ratings

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


class Deviation(NamedTuple):
    """One thing of one branch that is recorded otherwise than it is computed; each side is empty where it has none."""

    branch: str
    what: Text
    recorded: str
    again: str


def deviations(recorded: Ratings, again: Ratings, *, words: bool) -> Iterator[Deviation]:
    """Compare score, rank, stars, status, incidents and reasons of every branch, in the order of the record.

    `words` says whether reasons must be put in the same words: another version of the program may put them otherwise.
    """
    before, after = _facts(recorded, words=words), _facts(again, words=words)
    for branch in dict.fromkeys((*before, *after)):
        old, new = before.get(branch, _ABSENT), after.get(branch, _ABSENT)
        if old != new:
            yield from (
                Deviation(branch, name, old[what], new[what]) for what, name in _NAMES.items() if old[what] != new[what]
            )


def _facts(ratings: Ratings, *, words: bool) -> dict[str, dict[str, str]]:
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
