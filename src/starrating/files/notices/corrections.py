"""What a correction of a public notice says: which stars changed, on what basis, and the new days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from starrating.files.notices.adjustments import document_numbers
from starrating.files.notices.groups import MOST_NAMES
from starrating.files.notices.papers import Occasion, Paper, named, paper
from starrating.files.notices.public_notices import ASKS
from starrating.files.notices.public_notices import TITLES as NOTICE_TITLES
from starrating.files.notices.results import Move
from starrating.files.notices.typesetting import plain
from starrating.files.notices.words import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.model import NO_STAR, Review
from starrating.model.acts import PublicNotice

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{end}的更正公示"), ("{period}", "{scheme}", "{end}更正情况")),
    ENGLISH: Titles(
        ("Correction of a Public Notice:", "{outcome},", "{period}"),
        ("List of Corrections:", "{scheme},", "{period}"),
    ),
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line of the list: a branch with the star that was published and the right one.

    `dropped` says that the star was set otherwise before and that the committee has dropped that.
    """

    number: int
    branch: str
    before: str
    after: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Correction(Paper):
    """The fields that a template of a correction may use.

    `published` is the title of the notice that is corrected, `published_on` its day, both empty while there is none.
    `decided_on` and `documents` say by which decision the new result holds, both empty while there is none. `rows` are
    the branches whose star differs, in rank order; those that are no longer in the result come last.
    """

    kind: ClassVar[str] = "correction"

    published: str
    published_on: str
    decided_on: str
    documents: str
    objections: int
    span: str
    rows: tuple[Corrected, ...]


def correction(occasion: Occasion) -> Correction:
    """Say what was published wrong; the days and the result that was published must be there."""
    assert occasion.span
    assert occasion.corrected
    basis, words = occasion.basis, occasion.words
    dropped = {plain(branch) for branch in occasion.dropped}
    moves = list(_moves(occasion, occasion.corrected))
    return Correction(
        **paper(occasion, TITLES, signed_by="section", asks=ASKS, attached=len(moves) > MOST_NAMES),
        published=_title_of(occasion.published, occasion) if occasion.published else "",
        published_on=words.date(occasion.published.day) if occasion.published else "",
        decided_on=words.date(basis.day) if basis else "",
        documents=document_numbers(basis.document) if basis else "",
        objections=occasion.objections,
        span=words.span(occasion.span),
        rows=tuple(
            Corrected(number, each.branch, each.before, each.after, each.branch in dropped)
            for number, each in enumerate(moves, start=1)
        ),
    )


def _title_of(published: PublicNotice, occasion: Occasion) -> str:
    titles = TITLES if published.kind == "correction" else NOTICE_TITLES
    called = named(occasion.rules, occasion.review.period)
    return occasion.words.between.join(plain(word.format_map(called)) for word in titles[occasion.rules.language].title)


def _moves(occasion: Occasion, published: Review) -> Iterator[Move]:
    now, before = _stars(occasion.review), _stars(published)
    for branch in (*now, *(each for each in before if each not in now)):
        was, is_now = before.get(branch, NO_STAR), now.get(branch, NO_STAR)
        if was != is_now:
            yield Move(plain(branch), _level(was, occasion), _level(is_now, occasion))


def _stars(review: Review) -> dict[str, int]:
    return dict(zip(review.ratings.scores.branch, review.ratings.star.tolist(), strict=True))


def _level(star: int, occasion: Occasion) -> str:
    return plain(occasion.rules.levels.name(star)) or occasion.words.not_rated
