"""Are the templates of an office fit? They are filled in with a made-up review, and nothing is written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from starrating.errors import InputError, Problem
from starrating.exact import Exact
from starrating.files import documents
from starrating.files.holidays import Span
from starrating.model import NO_STAR, NUMBER, Period, Ratings, Review, ScoreTable, Sheet
from starrating.ruleset import RuleSet
from starrating.workspace import Office

_DAY = dt.date(2013, 7, 15)


def check_templates(rules: RuleSet, office: Office, templates: Path | None) -> tuple[Problem, ...]:
    """Return what is wrong with the templates of a notice, in every format.

    Each is filled in twice, with everything that a notice can say and with as little as it can, so that both sides of
    a condition are seen.
    """
    found: dict[tuple[str, str], Problem] = {}
    for context in _contexts(rules, office):
        for fill in (documents.markdown, documents.word):
            try:
                fill(context, templates)
            except InputError as error:
                found |= {(str(problem.place), str(problem.message)): problem for problem in error.problems}
    return tuple(found.values())


def _contexts(rules: RuleSet, office: Office) -> Iterator[documents.Context]:
    notice = rules.procedure.notice
    span = Span(_DAY, _DAY, 1, notice.counted_as if notice else "days")
    full = documents.context(_review(rules), rules, office, span, draft=True)
    yield full
    yield replace(full, draft_mark="", departments=(), not_rated=(), with_units=False)


def _review(rules: RuleSet) -> Review:
    """Make up a review with one branch of every star and one without."""
    stars = [*reversed(rules.levels.stars), NO_STAR]
    names = [f"{rules.wording.subject}{number}" for number in range(1, len(stars) + 1)]
    count = len(stars)
    nothing = Exact.from_decimals([Decimal(0)] * count)
    table = ScoreTable(
        branch=names,
        columns={"unit": names},
        items=(),
        points=Exact(np.zeros((count, 0), dtype=np.int64)),
        point_states=np.zeros((count, 0), dtype=np.uint8),
        total=nothing,
        total_states=np.full(count, NUMBER, dtype=np.uint8),
        sheets=(Sheet("", ""),),
        origin=np.zeros(count, dtype=np.int32),
        rows=np.arange(count, dtype=np.int32),
    )
    star = np.array(stars, dtype=np.int16)
    status = ["rated"] * (count - 1) + ["none"]
    ratings = Ratings(table, nothing, nothing.ranks(), star, star, np.full_like(star, NO_STAR), status)
    return Review(Period(_DAY.year, 1), 1, "", "", rules.id, "", "", (), ratings)
