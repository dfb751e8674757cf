"""The branches by star: as a text lists them, and those that have none."""

from collections.abc import Sequence
from dataclasses import dataclass

from starrating.exact import share
from starrating.files.notices.papers import Occasion, Order
from starrating.files.notices.typesetting import plain
from starrating.files.notices.words import words_of
from starrating.model import NO_STAR, Ratings
from starrating.model.results import status_words, unstarred
from starrating.ruleset import RuleSet

MOST_NAMES = 20
"""How many names a text says; of more it gives the number, and the names stand in the attachment."""


@dataclass(frozen=True, slots=True)
class Group:
    """The branches of one star: `number` of the heading (一), `name` (五星级), `title` (五星级党支部)."""

    star: int
    number: str
    name: str
    title: str
    count: int
    share: str
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unrated:
    """The branches that have no star for one reason, which `why` names."""

    why: str
    count: int
    branches: tuple[str, ...]


def listed(ratings: Ratings, order: Order) -> list[int]:
    """Return the positions of the branches in the order of a public list: by star, those without one last."""
    positions = list(range(len(ratings)))
    if order == "organisation":
        table = ratings.scores
        positions.sort(key=lambda i: (int(table.origin[i]), int(table.rows[i])))
    return sorted(positions, key=lambda i: -int(ratings.star[i]))


def with_star(ratings: Ratings, positions: Sequence[int], star: int) -> tuple[str, ...]:
    """Return the branches that have a star, in the order of their positions."""
    return tuple(plain(ratings.scores.branch[i]) for i in positions if ratings.star[i] == star)


def groups_of(occasion: Occasion) -> tuple[Group, ...]:
    """Group the branches that have a star, the highest first; shares are of those alone."""
    ratings, rules, words = occasion.review.ratings, occasion.rules, occasion.words
    counts = {star: count for star, count in ratings.counts().items() if star != NO_STAR}
    rated, positions = sum(counts.values()), listed(ratings, occasion.order)
    return tuple(
        Group(
            star=star,
            number=words.numeral(number),
            name=plain(rules.levels.name(star)),
            title=group_title(rules, star),
            count=counts[star],
            share=share(counts[star], rated),
            branches=with_star(ratings, positions, star),
        )
        for number, star in enumerate(sorted(counts, reverse=True), start=1)
    )


def group_title(rules: RuleSet, star: int) -> str:
    """Name the branches of a star: 五星级党支部."""
    return words_of(rules).title(plain(rules.levels.name(star)), plain(rules.wording.subject))


def unrated_of(occasion: Occasion) -> tuple[Unrated, ...]:
    """Group the branches without a star by the reason why they have none."""
    ratings, rules = occasion.review.ratings, occasion.rules
    rows = list(zip(ratings.scores.branch, ratings.status, ratings.star.tolist(), strict=True))
    return tuple(
        Unrated(
            status_words(status, rules.levels.name(NO_STAR)).say(rules.language),
            count,
            tuple(plain(branch) for branch, each, star in rows if each == status and star == NO_STAR),
        )
        for status, count in unstarred(ratings).items()
    )
