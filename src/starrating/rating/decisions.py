"""What the committee makes of an assessed review: stars set otherwise than assessed, each with its reason (plan 4.4).

The scores and the ranks stay as assessed; a step of the effect `decision` keeps both stars.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from starrating.errors import Place, Problem
from starrating.i18n import Text, text
from starrating.model import NO_STAR, Ratings, Step
from starrating.model.acts import StarChange
from starrating.model.outcomes import DECISION, NO_STAR_STATUS, RATED
from starrating.rating.names import likely
from starrating.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class WantedStar:
    """A star that the committee wants a branch to have, NO_STAR for none; `place` is the cell that says so."""

    branch: str
    star: int
    reason: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """Who set the stars, on which day, by which document; the document may be empty."""

    by: str
    day: dt.date
    document: str

    def because(self, assessed: Text | str, reason: str) -> Text:
        """Say what was assessed, who set another star when, and why."""
        words = {"level": assessed, "by": self.by, "day": self.day.isoformat(), "reason": reason}
        if not self.document:
            return text("assessed: %(level)s; %(by)s, %(day)s: %(reason)s", **words)
        return text("assessed: %(level)s; %(by)s, %(day)s, %(document)s: %(reason)s", document=self.document, **words)


def changes_of(
    wanted: Sequence[WantedStar], ratings: Ratings, rules: RuleSet
) -> tuple[tuple[StarChange, ...], list[Problem]]:
    """Return the changes against the assessment, and a problem for each that cannot be meant.

    That is an unknown branch or star, a branch named twice, the star that was assessed, a missing reason.
    """
    rows = {branch: row for row, branch in enumerate(ratings.scores.branch)}
    named = Counter(each.branch for each in wanted)
    changes: list[StarChange] = []
    problems: list[Problem] = []
    for each in wanted:
        row = rows.get(each.branch)
        found = list(_flaws(each, None if row is None else int(ratings.star[row]), rules, twice=named[each.branch] > 1))
        problems += found if row is not None else [unknown_branch(each.branch, list(rows), each.place), *found]
        if row is not None and not found:
            changes.append(StarChange(each.branch, int(ratings.star[row]), each.star, each.reason))
    return tuple(changes), problems


def unknown_branch(branch: str, known: Sequence[str], place: Place | None = None) -> Problem:
    """Refuse a branch that the review does not have; the nearest names are suggestions only."""
    near = likely(branch, known)
    message = text("The review has no branch %(branch)s.", branch=branch)
    hint = (
        text("Nearest names: %(names)s", names="、".join(near)) if near else text("Write it as the workbook names it.")
    )
    return Problem("error", "unknown-branch", place, message, hint)


def decided(ratings: Ratings, changes: Sequence[StarChange], authority: Authority, rules: RuleSet) -> Ratings:
    """Return the ratings with the stars that the committee set, and a step for each; without changes, the same.

    Scores, ranks and the order stay. A branch that is given a star is rated; one whose star is taken has none.
    """
    star, status = ratings.star.copy(), list(ratings.status)
    for change in changes:
        row = ratings.position(change.branch)
        star[row] = change.after
        status[row] = NO_STAR_STATUS if change.after == NO_STAR else RATED
    steps = tuple(_step(change, authority, rules) for change in changes)
    return replace(ratings, star=star, status=status, steps=(*ratings.steps, *steps))


def _step(change: StarChange, authority: Authority, rules: RuleSet) -> Step:
    because = authority.because(_level(change.before, rules), change.reason)
    return Step(
        change.branch,
        rules.procedure.clause,
        DECISION,
        change.before,
        change.after,
        because,
        authority.document,
        "procedure",
    )


def _flaws(each: WantedStar, assessed: int | None, rules: RuleSet, *, twice: bool) -> Iterator[Problem]:
    if twice:
        message = text("%(branch)s is to be changed twice.", branch=each.branch)
        yield Problem("error", "branch-twice", each.place, message, text("Keep one of the two."))
    if each.star not in {NO_STAR, *rules.levels.stars}:
        message = text("The rule set has no star %(star)s, which %(branch)s is to have.", **_fields(each))
        known = "、".join(f"{rules.levels.name(star)} ({star})" for star in rules.levels.stars)
        yield Problem("error", "unknown-star", each.place, message, text("Stars: %(known)s", known=known))
    if each.star == assessed:
        message = text(
            "%(branch)s was assessed with that star: %(level)s.",
            branch=each.branch,
            level=_level(assessed, rules),
        )
        yield Problem("error", "star-unchanged", each.place, message, text("Leave it out; what was assessed stays."))
    if not each.reason:
        message = text("There is no reason for the star of %(branch)s.", branch=each.branch)
        hint = text("Say why: in the column 理由, or with --reason TEXT.")
        yield Problem("error", "reason-missing", each.place, message, hint)


def _level(star: int, rules: RuleSet) -> Text | str:
    return rules.levels.name(star) or text("no star")


def _fields(each: WantedStar) -> dict[str, object]:
    return {"branch": each.branch, "star": each.star}
