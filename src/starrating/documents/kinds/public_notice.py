"""What a public notice says (plan 4.4-procedure): from a recorded review to the plain values that a template fills in.

The public sees branches and stars only: no scores, no incidents, no persons but the contact.

What a correction of a public notice says: which stars changed, on what basis, and the new days. A score is told there
alone, where it was corrected and the star stays: else nobody could see that an objection was heeded.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from starrating.documents.context import MOST_NAMES, BranchOrder, DocumentContext, DocumentFields, common_fields, named
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds.branch_lists import (
    Move,
    StarGroup,
    groups_of,
    listed_positions,
    single_reviews_of,
    with_star,
)
from starrating.documents.kinds.star_reasons import document_numbers
from starrating.documents.wording import Titles
from starrating.exact import Exact
from starrating.i18n import CHINESE, ENGLISH, listed
from starrating.model import NO_STAR, Review
from starrating.model.acts import PublicNotice
from starrating.model.branch_results import branch_results
from starrating.model.results import DECISION, assessed_stars
from starrating.procedure.working_days import Span
from starrating.ruleset import RuleSet
from starrating.workspace import Office

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{end}的公示"), ("{period}", "{scheme}", "{end}一览表")),
    ENGLISH: Titles(("Public Notice:", "{outcome},", "{period}"), ("List:", "{outcome},", "{period}")),
}
ASKS = ("section", "contact", "phone", "address")
"""The settings of the office that a notice names so that people can object."""


class Row(Struct, frozen=True):
    """A line of the attached list; `unit` is empty where the workbook names none."""

    number: int
    branch: str
    unit: str
    star: str


class Context(DocumentFields, frozen=True):
    """The fields that a template of a notice may use; `names` are lines of the attached list, three names in each.

    `single_review` is the only review of a year, `single` are those who had one only.
    """

    kind: ClassVar[str] = "notice"

    rated: int
    groups: tuple[StarGroup, ...]
    not_rated: tuple[str, ...]
    order_note: str
    span: str
    rows: tuple[Row, ...]
    with_units: bool
    names: tuple[tuple[str, ...], ...]
    single_review: str
    single: tuple[str, ...]


def context(  # noqa: PLR0913 (the two options are keywords)
    review: Review, rules: RuleSet, office: Office, span: Span, *, draft: bool, order: BranchOrder = "score"
) -> Context:
    """Say what the notice of a review says; it is dated on its first day.

    Within a star the branches stand in rank order, or (`organisation`) in the order of the workbook. Shares are of
    the branches that have a star.
    """
    return public_notice(DocumentContext(review, rules, office, span.first, draft, order, span))


def public_notice(context: DocumentContext) -> Context:
    """Say what the notice of a review says; the days of notice must be there.

    Where nobody has a score, the branches stand in the order of the workbook.
    """
    if not context.review.ratings.scored.any():
        context = replace(context, order="organisation")
    assert context.span
    ratings, words = context.review.ratings, context.words
    positions, groups = listed_positions(ratings, context.order), groups_of(context)
    fields = common_fields(context, TITLES, signed_by="section", asks=ASKS, names=len(ratings))
    only = single_reviews_of(context)
    rows, not_rated = rows_of(context, positions), with_star(context, positions, NO_STAR)
    order_note = words.by_score if context.order == "score" else words.by_organisation
    return Context(
        **fields,
        rated=sum(group.count for group in groups),
        groups=groups,
        not_rated=not_rated,
        order_note=order_note.format(level=fields["level"]),
        span=words.span(context.span),
        rows=rows,
        with_units=any(row.unit for row in rows),
        names=tuple(_lines_of_names(context, groups, not_rated)),
        single_review=only.review,
        single=tuple(only.branches),
    )


def _lines_of_names(
    context: DocumentContext, groups: Sequence[StarGroup], not_rated: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """Yield under the title of each star the names that have it, three in a line, then those without a star."""
    words = context.words
    counter = named(context.rules, context.review.period)["counter"]
    titled = [(group.title, group.branches) for group in groups]
    for title, names in [*titled, *([(words.not_rated, not_rated)] if not_rated else [])]:
        yield f"{title}{words.count.format(number=len(names), counter=counter)}", "", ""
        for at in range(0, len(names), 3):
            yield (*names[at : at + 3], "", "")[:3]


def rows_of(context: DocumentContext, positions: Sequence[int]) -> tuple[Row, ...]:
    """Return a line for each of the branches at these positions, numbered from 1."""
    table = context.review.ratings.scores
    units, stars = table.column("unit"), context.review.ratings.star.tolist()
    return tuple(
        Row(
            number=number,
            branch=context.called(table.branch[i]),
            unit=one_line(units[i]),
            star=one_line(context.rules.level(stars[i])) or context.words.not_rated,
        )
        for number, i in enumerate(positions, start=1)
    )


CORRECTION_TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{end}的更正公示"), ("{period}", "{scheme}", "{end}更正情况")),
    ENGLISH: Titles(
        ("Correction of a Public Notice:", "{outcome},", "{period}"),
        ("List of Corrections:", "{scheme},", "{period}"),
    ),
}


AGAIN_TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{end}的重新公示"), ()),
    ENGLISH: Titles(("Public Notice, Again:", "{outcome},", "{period}"), ()),
}
"""Of a correction by which nothing is corrected: the result was opened again, and is the same."""


class Corrected(Struct, frozen=True):
    """A line of the list: a branch with the star that was published and the right one.

    `after` names the document that set the star, where that is not the one by which the new result holds, or says that
    what was set is kept where it is assessed so by now.
    `dropped` says that the star was set otherwise before and that the committee has dropped that.
    """

    number: int
    branch: str
    before: str
    after: str
    dropped: bool = False


class SameStar(Struct, frozen=True):
    """A branch whose star stays while its score is another, or while what was set before is dropped or agreed with.

    `before` and `after` are the scores, both empty where they are the same. `agreed` says that a star that was set
    otherwise before is kept, and that it is assessed so by now.
    """

    number: int
    branch: str
    before: str
    after: str
    dropped: bool
    agreed: bool


class Correction(DocumentFields, frozen=True):
    """The fields that a template of a correction may use.

    `published` is the title of the notice that is corrected, `published_on` its day, both empty while there is none.
    `decided_on` and `documents` say by which decisions the new result holds, both empty while there is none. `rows` are
    the branches whose star differs, in rank order; those that are no longer in the result come last. Of these the star
    of `dropped` was set otherwise before and is not kept. `late` of the objections came after the last day, `upheld`
    and `rejected` are their answers, `undone` of how many the star that they had brought was not kept. `same` are those
    whose star stays although something of it is told, numbered on; of more than `MOST_NAMES` whose score was corrected
    there is only how many, `same_count`. `corrected` says whether a star or a score is another than was published; else
    the same result is on notice again.
    """

    kind: ClassVar[str] = "correction"

    published: str
    published_on: str
    decided_on: str
    documents: str
    objections: int
    span: str
    rows: tuple[Corrected, ...]
    dropped: tuple[str, ...]
    late: int
    upheld: int
    rejected: int
    undone: int
    same: tuple[SameStar, ...]
    same_count: int
    corrected: bool


def correction(context: DocumentContext) -> Correction:
    """Say what was published wrong; the days and the result that was published must be there."""
    assert context.span
    assert context.corrected
    words, decisions = context.words, context.decisions or ((context.basis,) if context.basis else ())
    days = dict.fromkeys(words.date(each.day) for each in decisions)
    moves = list(_moves(context, context.corrected))
    same = tuple(_same_stars(context, context.corrected, len(moves) + 1))
    corrected = bool(moves) or any(row.after for row in same)
    titles = CORRECTION_TITLES if corrected else AGAIN_TITLES
    return Correction(
        **common_fields(context, titles, signed_by="section", asks=ASKS, names=len(moves)),
        dropped=tuple(move.branch for branch, move in moves if branch in context.dropped),
        published=_title_of(context.published, context) if context.published else "",
        published_on=words.date(context.published.day) if context.published else "",
        decided_on=listed(days).say(context.rules.language) if days else "",
        documents=document_numbers("; ".join(each.document for each in decisions), language=context.rules.language),
        objections=context.upheld,
        late=context.late.upheld,
        upheld=context.upheld - context.rejected - context.undone,
        rejected=context.rejected,
        undone=context.undone,
        same=same if len(same) <= MOST_NAMES or not corrected else (),
        same_count=len(same),
        corrected=corrected,
        span=words.span(context.span),
        rows=tuple(
            Corrected(number, move.branch, move.before, move.after, branch in context.dropped)
            for number, (branch, move) in enumerate(moves, start=1)
        ),
    )


def _title_of(published: PublicNotice, context: DocumentContext) -> str:
    titles = TITLES
    if published.kind == "correction":
        titles = AGAIN_TITLES if context.published_again else CORRECTION_TITLES
    called = named(context.rules, context.review.period)
    return context.words.between.join(
        one_line(word.format_map(called)) for word in titles[context.rules.language].title
    )


def _moves(context: DocumentContext, published: Review) -> Iterator[tuple[str, Move]]:
    """Yield each branch whose star differs, in rank order; those that are no longer there come last.

    One that was renamed since the notice is the one it was, and is called by both names.
    """
    now, before, names = _stars(context.review), _stars(published), context.renamed
    for branch, star in now.items():
        then = names.get(branch, branch)
        if before.get(then) != star:
            after = f"{_level(star, context)}{_set_by(branch, context)}"
            yield branch, Move(context.called(branch, then), _level(before.get(then), context), after)
    listed = {names.get(branch, branch) for branch in now}
    for branch, star in before.items():
        if branch not in listed:
            yield branch, Move(context.called(branch), _level(star, context), context.words.not_listed)


def _same_stars(context: DocumentContext, published: Review, first: int) -> Iterator[SameStar]:
    """Yield those with the star that was published, of which a score or what was set before is corrected."""
    now, before, names = (*(_told(each, context) for each in (context.review, published)), context.renamed)
    assessed = dict(zip(published.ratings.scores.branch, assessed_stars(published.ratings).tolist(), strict=True))
    numbers = count(first)
    for branch, (star, score) in now.items():
        then = names.get(branch, branch)
        published_star, published_score = before.get(then, (None, ""))
        dropped, agreed = branch in context.dropped, branch in context.agreed and assessed.get(then) != star
        if star == published_star and (score != published_score or dropped or agreed):
            scores = (published_score, score) if score != published_score else ("", "")
            yield SameStar(next(numbers), context.called(branch, then), *scores, dropped, agreed)


def _told(review: Review, context: DocumentContext) -> dict[str, tuple[int, str]]:
    """Return star and score of each branch, the score as documents say it."""
    results = branch_results(review.ratings, written=partial(Exact.shown, most=context.rules.decimals))
    return {result.branch: (result.star, result.score or context.words.no_score) for result in results}


def _set_by(branch: str, context: DocumentContext) -> str:
    """Name the document that set the star of a branch: a star that is kept was set by an earlier one.

    Of one that is assessed so by now it is said that it is kept.
    """
    if branch in context.agreed:
        return context.words.agreed
    steps = [step for step in context.review.ratings.steps if step.branch == branch and step.effect == DECISION]
    if not steps or (context.basis and steps[-1].source == context.basis.document):
        return ""
    number = document_numbers(steps[-1].source, language=context.rules.language)
    return context.words.set_by.format(number=number) if number else ""


def _stars(review: Review) -> dict[str, int]:
    return dict(zip(review.ratings.scores.branch, review.ratings.star.tolist(), strict=True))


def _level(star: int | None, context: DocumentContext) -> str:
    """Name a star; None is that of a branch that the result does not have."""
    if star is None:
        return context.words.not_listed
    return one_line(context.rules.level(star)) or context.words.not_rated
