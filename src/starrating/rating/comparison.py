"""Who moves if the rules change: two ratings of the same branches, and the reason of each move."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NO_STAR, Ratings, Step
from starrating.model.branch_results import BranchResult, branch_results
from starrating.model.results import effect_words, status_words
from starrating.ruleset import Band, RuleSet
from starrating.ruleset.citation import cited_briefly
from starrating.ruleset.spans import Span

_Steps = Sequence[Step]


class RatedBranch(Struct, frozen=True):
    """A branch under one of two rule sets: score (None if it has none), star by score, star, what the star is called.

    `star_by_score` and `star` are NO_STAR where there is none; `level` is then the status in words.
    """

    score: str | None
    star_by_score: int
    star: int
    level: Text


class Move(Struct, frozen=True):
    """A branch that another rule set gives another star, and the first thing that differs."""

    branch: str
    before: RatedBranch
    after: RatedBranch
    reason: Text

    @property
    def rises(self) -> bool:
        """Tell whether the star is higher than it was; any star is higher than none."""
        return self.after.star > self.before.star


class Comparison(Struct, frozen=True):
    """The moves, rises first, and how many branches have each star (NO_STAR included) under the one and the other."""

    moves: tuple[Move, ...]
    before: Mapping[int, int]
    after: Mapping[int, int]

    @property
    def rises(self) -> tuple[Move, ...]:
        """The branches that rise."""
        return tuple(move for move in self.moves if move.rises)

    @property
    def falls(self) -> tuple[Move, ...]:
        """The branches that fall."""
        return tuple(move for move in self.moves if not move.rises)


def compare(old: Ratings, old_rules: RuleSet, new: Ratings, new_rules: RuleSet) -> Comparison:
    """Compare two ratings of the same branches, in whatever order each has them."""
    there = rows_in(old, new)
    moved = np.flatnonzero(new.star[there] != old.star)
    pairs = zip(_rated(old, moved, old_rules), _rated(new, there[moved], new_rules), strict=True)
    moves = [
        Move(was.branch, before, after, _reason(before, after, (was.steps, now.steps), (old_rules, new_rules)))
        for (was, before), (now, after) in pairs
    ]
    return Comparison(tuple(sorted(moves, key=lambda move: not move.rises)), old.counts(), new.counts())


def rows_in(ratings: Ratings, other: Ratings) -> NDArray[np.intp]:
    """Return for each branch of a rating its row in another one of the same branches."""
    rows = {branch: row for row, branch in enumerate(other.scores.branch)}
    return np.array([rows[branch] for branch in ratings.scores.branch], dtype=np.intp)


def _rated(ratings: Ratings, rows: NDArray[np.intp], rules: RuleSet) -> Iterator[tuple[BranchResult, RatedBranch]]:
    for result in branch_results(ratings, rows.tolist(), Exact.shown):
        starless = status_words(result.status, rules.levels.name(result.star))
        level = starless if result.star == NO_STAR else _named(rules, result.star)
        yield result, RatedBranch(result.score, result.star_by_score, result.star, level)


def _reason(
    before: RatedBranch,
    after: RatedBranch,
    steps: tuple[Sequence[Step], Sequence[Step]],
    rules: tuple[RuleSet, RuleSet],
) -> Text:
    """Name the first thing that differs on the way to the star: the score, the band, a step, the status."""
    old_rules, new_rules = rules
    if before.star_by_score != after.star_by_score and before.score != after.score:
        return text(
            "the score is %(new)s instead of %(old)s: %(level)s",
            new=after.score if after.score is not None else text("none"),
            old=before.score if before.score is not None else text("none"),
            level=_by_score(after, new_rules),
        )
    if before.star_by_score != after.star_by_score and before.score is not None:
        return text(
            "%(score)s points: %(new)s, before %(old)s",
            score=before.score,
            new=_by_score(after, new_rules),
            old=_by_score(before, old_rules),
        )
    for old, new in zip_longest(*steps):
        if new is not None and (old is None or _seen(old) != _seen(new)):
            return text(
                "[%(clause)s] %(effect)s: %(because)s",
                clause=cited_briefly(new.rule, new_rules),
                effect=_effect(new, new_rules),
                because=new.because,
            )
        if new is None:
            return text(
                "no longer [%(clause)s] %(effect)s",
                clause=cited_briefly(old.rule, old_rules),
                effect=_effect(old, old_rules),
            )
    return text("%(new)s, before %(old)s", new=after.level, old=before.level)


def _seen(step: Step) -> tuple[str, int, int]:
    """Return what makes two steps the same, whatever the clauses of two rule sets are called."""
    return step.effect, step.before, step.after


def _effect(step: Step, rules: RuleSet) -> Text:
    return effect_words(step, _named(rules, step.after))


def _by_score(rated: RatedBranch, rules: RuleSet) -> Text:
    """Name the level of a star by score, with the numbers that belong to it where they decide."""
    band = next((band for band in rules.levels.bands if band.star == _starred(rated.star_by_score)), None)
    if band is None:
        return text("no star")
    if not _bounded(band):
        return _named(rules, rated.star_by_score)
    return text("%(level)s (%(span)s)", level=_named(rules, rated.star_by_score), span=Span.of(band).words())


def _bounded(band: Band) -> bool:
    return band.lower is not None or band.upper is not None


def _starred(star: int) -> int | str:
    return "none" if star == NO_STAR else star


def _named(rules: RuleSet, star: int) -> Text:
    name = rules.levels.name(star)
    return Text("%(name)s", {"name": name}) if name else text("no star")
