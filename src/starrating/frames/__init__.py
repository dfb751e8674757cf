"""Ratings for notebooks: pandas frames in, pandas frames out, and the same stars as the command line.

The frames have the columns of the input sheets under their identifiers (`branch`, `unit`, `total`, …) and the facts and
findings that the rule set declares under their ids; every other column of the scores is an item, by its code or title.
Numbers may be floats (read at 15 significant digits, as a spreadsheet shows them, or at those that their type
holds, if fewer), Decimals or integers; None or NaN is blank, or 不适用 in an item that may say so. The core works on
exact columns and needs no pandas; this package does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from starrating import model
from starrating.errors import InputError, Problem, has_errors
from starrating.files.rule_files import load_rules as _load_rules
from starrating.frames.reading import FrameReader, incidents_of, scores_of
from starrating.model import NO_STAR, OPINION_COLUMNS, Inputs, Period
from starrating.rating.checks import check
from starrating.rating.rate import rate as _rate
from starrating.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings as frames.

    `branches`: one row per branch in rank order (branch, unit, score as Decimal or None, rank, star_by_score, star,
    status, previous_star; stars are Int16 with NA where there is none). `steps`: branch, rule, effect, from, to,
    because, source. `incidents`: branch, rule, counted, because. `made_values`: branch, and each value that the rule
    set declares, exact, or None. `problems`: warnings and notices.
    """

    branches: pd.DataFrame
    steps: pd.DataFrame
    incidents: pd.DataFrame
    made_values: pd.DataFrame
    problems: tuple[Problem, ...]

    @property
    def star(self) -> "pd.Series[Any]":
        """The star of each branch, by name."""
        return self.branches.set_index("branch")["star"]


def load_rules(path: str | Path) -> RuleSet:
    """Load and prove a rule file; `RuleSetError` with every problem if it has holes."""
    return _load_rules(Path(path))


def rate(  # noqa: PLR0913 [what a review has: scores, incidents, rules, and the stars and opinions beside them]
    scores: pd.DataFrame,
    incidents: pd.DataFrame | None,
    rules: RuleSet,
    previous: Mapping[str, int] | None = None,
    *,
    period: str | None = None,
    opinions: pd.DataFrame | None = None,
    past: Mapping[str, Sequence[int | None]] | None = None,
) -> Ratings:
    """Rate branches; raises `InputError` with every problem.

    Without a `period` no incident is outside it. `past` has the stars of the periods before by branch, the last one
    first, None for no star. Places in messages name the row of the frame, from 2 as in a workbook with a row of heads.
    """
    named = {"scores": scores, "incidents": incidents, "opinions": opinions}
    sheets = {name: FrameReader(frame, name, rules) for name, frame in named.items()}
    if unreadable := [problem for sheet in sheets.values() for problem in sheet.unreadable]:
        raise InputError(unreadable)
    inputs = Inputs(
        Period.parse(period) if period else None,
        scores_of(sheets["scores"], rules),
        tuple(incidents_of(sheets["incidents"], rules)),
        opinions=tuple(sheets["opinions"].records(OPINION_COLUMNS)),
    )
    problems = [*(problem for sheet in sheets.values() for problem in sheet.problems), *check(inputs, rules)]
    if has_errors(problems):
        raise InputError(problems)
    return _framed(_rate(inputs, rules, previous, _past(past or {})), problems)


def _past(stars: Mapping[str, Sequence[int | None]]) -> dict[str, tuple[int, ...]]:
    return {branch: tuple(NO_STAR if star is None else star for star in before) for branch, before in stars.items()}


def _framed(ratings: model.Ratings, notices: Sequence[Problem]) -> Ratings:
    def stars(column: NDArray[np.int16]) -> "pd.Series[Any]":
        return pd.Series(column, dtype="Int16").mask(pd.Series(column == NO_STAR))

    branches = pd.DataFrame(
        {
            "branch": ratings.scores.branch,
            "unit": ratings.scores.column("unit"),
            "score": _decimals(
                score if known else None
                for score, known in zip(ratings.score.texts(), ratings.scored.tolist(), strict=True)
            ),
            "rank": ratings.rank,
            "star_by_score": stars(ratings.star_by_score),
            "star": stars(ratings.star),
            "status": ratings.status,
            "previous_star": stars(ratings.previous_star),
        }
    )
    steps = [(s.branch, s.rule, s.effect, s.before, s.after, str(s.because), s.source) for s in ratings.steps]
    judged = [(each.incident.branch, each.clause, each.counted, str(each.reason)) for each in ratings.incidents]
    return Ratings(
        branches,
        pd.DataFrame(steps, columns=["branch", "rule", "effect", "from", "to", "because", "source"]),
        pd.DataFrame(judged, columns=["branch", "rule", "counted", "because"]),
        pd.DataFrame(
            {"branch": ratings.scores.branch} | {name: _decimals(column) for name, column in ratings.values.items()}  # noqa: PD011 [no frame]
        ),
        (*notices, *ratings.problems),
    )


def _decimals(numbers: Iterable[str | None]) -> "pd.Series[Any]":
    """Make a column of exact numbers; one that no decimal can hold is the fraction that it is."""
    exact = [None if text is None else Fraction(text) if "/" in text else Decimal(text) for text in numbers]
    return pd.Series(exact, dtype=object)
