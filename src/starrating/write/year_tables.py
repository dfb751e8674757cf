"""The sheets of the stars of a year: the setting itself, who rose and fell, and the years side by side.

What the workbook of a year is about.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

import numpy as np
from msgspec import field

from starrating.exact import Exact
from starrating.i18n import Text, listed, text
from starrating.model import CHANGE_NAMES, NO_STAR, Period, Step
from starrating.model.acts import Consequence
from starrating.model.branch_results import BranchResult, branch_results
from starrating.rating.year_stars import reviews_of
from starrating.ruleset import RuleSet
from starrating.ruleset.base import weight_words
from starrating.ruleset.words.chapters import part_words
from starrating.write.result.points import mean
from starrating.write.result.ranking import assessed_columns, given_columns
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

_LOST = "lost"
_TOLD = {name: CHANGE_NAMES[name] for name in ("promotion", "demotion", "first")} | {_LOST: text("no star any more")}
"""The changes that the sheet of changes tells, in its order."""


def _moved(result: BranchResult) -> str:
    return _LOST if result.previous_star != NO_STAR and result.star == NO_STAR else result.change


class YearContext(ReviewWording, frozen=True, eq=False):
    """The recorded result of a year, what follows from it, and the stars of the years before, the first one first.

    `past` has the branches of this year only; `counts` how many had each star then, whatever became of them.
    """

    consequences: Sequence[Consequence] = ()
    past: Mapping[Period, Mapping[str, int]] = field(default_factory=dict)
    counts: Mapping[Period, Mapping[int, int]] = field(default_factory=dict)

    def drawn(self, kind: str) -> list[Consequence]:
        """Return the consequences of a kind."""
        return [consequence for consequence in self.consequences if consequence.id == kind]

    def held(self, year: Period, branch: str) -> str | None:
        """Name the star of a branch in an earlier year; None if it had none."""
        star = self.past[year].get(branch, NO_STAR)
        return None if star == NO_STAR else self.star(star)


def setting_table(context: YearContext) -> Table:
    """Return a row for each branch in rank order: the totals of the reviews, their mean, the star.

    Units and what follows stand in sheets of their own, so that this one lies upright.
    """
    say, ratings = context.say, context.review.ratings
    columns = [
        *_who(context)[:2],
        *_halves(context),
        *assessed_columns(context),
        *given_columns(context),
    ]
    return Table(
        say(text("Annual stars")),
        context.headline(context.title(text("annual star setting"))),
        context.period_line,
        say(text("Unit: points")),
        columns,
        context.notes(_how_made(context.rules), *_resting_on_fewer(context)),
        ratings.star < ratings.star_by_score,
        signatures=context.signatures,
    )


def _how_made(rules: RuleSet) -> Text:
    """Say how the reviews of the year made its score and its star."""
    weights = rules.annual.weights if rules.annual else {}
    if not weights:
        return text(
            "Note: the score is the exact mean of the totals of the reviews; a trigger in any review lowers the star "
            "of the year once. “Previous star” is that of the year before."
        )
    parts = (
        text("%(part)s %(weight)s", part=part_words(part), weight=weight_words(each)) for part, each in weights.items()
    )
    return text(
        "Note: the score is the exact mean of the totals of the reviews by their weights (%(weights)s), divided by the "
        "weights of the reviews that are there; a trigger in any review lowers the star of the year once. “Previous "
        "star” is that of the year before.",
        weights=listed(parts),
    )


def changes_table(context: YearContext) -> Table:
    """Return the branches whose star changed: those that rose first, then those that fell, then first stars."""
    say, ratings = context.say, context.review.ratings
    moved = [_moved(result) for result in branch_results(ratings)]
    order = [row for kind in _TOLD for row, each in enumerate(moved) if each == kind]
    rows = branch_results(ratings, order, partial(Exact.shown, most=context.rules.decimals))
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(context.rules.wording.subject, [result.branch for result in rows], 14, "text", widest=20),
        Column(say(text("Score")), [result.score for result in rows], 8),
        Column(say(text("Previous star")), [context.star(result.previous_star) for result in rows], 8, widest=12),
        Column(say(text("Star")), [context.star(result.star) for result in rows], 8, widest=12, bold=True),
        Column(say(text("Change")), [say(_TOLD[_moved(result)]) for result in rows], 8, widest=12),
        Column(
            say(text("Reason")),
            [
                "\n".join(f"{context.cited_briefly(step.rule)} {_because(context, step)}" for step in result.holding)
                for result in rows
            ],
            16,
            "text",
            widest=26,
        ),
    ]
    notes = [] if rows else [text("No star has changed.")]
    if "retention" in moved:
        notes.append(text("Note: all others that have a star keep it."))
    return Table(
        say(text("Risen and fallen")),
        context.headline(context.title(text("promotions and demotions"))),
        context.period_line,
        "",
        columns,
        context.notes(*notes),
        np.array([_moved(result) in {"demotion", _LOST} for result in rows], dtype=np.bool_),
        signatures=context.signatures,
    )


def trend_table(context: YearContext) -> Table:
    """Return the stars of each branch, a column for each year that is recorded."""
    say, ratings = context.say, context.review.ratings
    names = ratings.scores.branch
    stars = [context.star(star) for star in ratings.star.tolist()]
    columns = [
        Column(say(text("No.")), np.arange(1, len(names) + 1), 6, "whole"),
        Column(context.rules.wording.subject, names, 26, "text", widest=30),
        *(Column(_year(context, year), [context.held(year, name) for name in names], 12) for year in context.past),
        Column(_year(context, context.period), stars, 12, bold=True),
    ]
    return Table(
        say(text("Stars by year")),
        context.headline(context.title(text("stars by year"))),
        context.period_line,
        "",
        columns,
        context.notes(text("Note: a branch that was renamed stands under its newest name.")),
    )


def counts_table(context: YearContext) -> Table:
    """Return how many branches had each star, a row for each year that is recorded, as they were then."""
    say = context.say
    years = [Counter(counts) for counts in (*context.counts.values(), context.review.ratings.counts())]
    columns = [
        Column(say(text("No.")), np.arange(1, len(years) + 1), 6, "whole"),
        Column(say(text("Year")), [_year(context, year) for year in (*context.counts, context.period)], 14, bold=True),
        *(
            Column(context.rules.levels.name(star), np.array([year[star] for year in years]), 20, "whole")
            for star in reversed(context.rules.levels.stars)
        ),
    ]
    return Table(
        say(text("Course of stars")),
        context.headline(context.title(text("course of stars"))),
        context.period_line,
        "",
        columns,
        context.notes(),
    )


def _because(context: YearContext, step: Step) -> str:
    return context.on_paper(context.say(step.because), briefly=True)


def _year(context: YearContext, year: Period) -> str:
    return year.say(context.rules.language)


def _who(context: YearContext) -> list[Column]:
    say, scores = context.say, context.review.ratings.scores
    return [
        Column(say(text("No.")), np.arange(1, len(scores) + 1), 5, "whole"),
        Column(context.rules.wording.subject, scores.branch, 16, "text", widest=22, foot=say(text("Mean"))),
        Column(say(text("Unit")), scores.column("unit"), 8, "text", widest=12),
    ]


def _halves(context: YearContext) -> Iterator[Column]:
    """Return the totals of each review of the year, blank where a branch was not scored in it."""
    for name, totals in context.review.ratings.values.items():
        given = np.array([total is not None for total in totals], dtype=np.bool_)
        numbers = Exact.from_decimals(Fraction(total or 0) for total in totals)
        head, foot = _year(context, Period.parse(name)), mean(numbers, given)
        yield Column(head, numbers, 7, "number", present=given, absent="—", foot=foot)


def _resting_on_fewer(context: YearContext) -> Iterator[Text]:
    """Name the branches whose year rests on one review, or on fewer than others."""
    ratings = context.review.ratings
    found: dict[int, list[str]] = {}
    for branch, reviews in reviews_of(ratings).items():
        found.setdefault(len(reviews), []).append(branch)
    for count in range(1, len(ratings.values)):
        if count in found:
            message = text("%(count)s reviews only", count=count) if count > 1 else text("one review only")
            yield text("Note: %(said)s: %(branches)s.", said=message, branches=context.listed(found[count]))
