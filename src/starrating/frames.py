"""Ratings for notebooks: pandas frames in, pandas frames out, and the same stars as the command line.

The frames have the columns of the input sheets under their identifiers (`branch`, `unit`, `total`, …); every other
numeric column of the scores is an item. Numbers may be floats (read at 15 significant digits, as a spreadsheet shows
them), Decimals or integers. The core works on exact columns and needs no pandas; this module is the only one that does.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from starrating import model
from starrating.errors import InputError, Problem, has_errors
from starrating.exact import Exact, decimal_of
from starrating.files.rule_files import load_rules as _load_rules
from starrating.model import (
    ABSENT,
    BLANK,
    FINDING_COLUMNS,
    INCIDENT_COLUMNS,
    NO_STAR,
    NUMBER,
    SCORE_COLUMNS,
    Incident,
    Inputs,
    Item,
    Period,
    ScoreTable,
    Sheet,
    letter,
)
from starrating.rating.checks import check
from starrating.rating.rate import rate as _rate
from starrating.ruleset import RuleSet

_KNOWN = {column.name for column in SCORE_COLUMNS}


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings as frames.

    `branches`: one row per branch in rank order (branch, unit, score as Decimal, rank, star_by_score, star, status,
    previous_star; stars are Int16 with NA where there is none). `steps`: branch, rule, effect, from, to, because,
    source. `incidents`: branch, rule, counted, because. `problems`: warnings and notices.
    """

    branches: pd.DataFrame
    steps: pd.DataFrame
    incidents: pd.DataFrame
    problems: tuple[Problem, ...]

    @property
    def star(self) -> "pd.Series[Any]":
        """The star of each branch, by name."""
        return self.branches.set_index("branch")["star"]


def load_rules(path: str | Path) -> RuleSet:
    """Load and prove a rule file; `RuleSetError` with every problem if it has holes."""
    return _load_rules(Path(path))


def rate(
    scores: pd.DataFrame,
    incidents: pd.DataFrame | None,
    rules: RuleSet,
    previous: Mapping[str, int] | None = None,
    *,
    period: str | None = None,
) -> Ratings:
    """Rate branches; raises `InputError` with every problem.

    Without a `period` no incident is outside it. Places in messages name the row of the frame, from 2 as in a workbook
    with one row of heads.
    """
    when = Period.parse(period) if period else None
    rows = () if incidents is None else tuple(_incidents(incidents))
    inputs = Inputs(when, _table(scores, rules), rows)
    problems = check(inputs, rules)
    if has_errors(problems):
        raise InputError(problems)
    return _framed(_rate(inputs, rules, previous))


def _table(frame: pd.DataFrame, rules: RuleSet) -> ScoreTable:
    facts = [fact.id for fact in rules.facts]
    items = [] if rules.criteria.origin == "total" else [n for n in frame.columns if n not in _KNOWN and n not in facts]
    letters = {str(name): letter(index) for index, name in enumerate(frame.columns)}
    points, states = _matrix([frame[name] for name in items], len(frame))
    total, stated = _matrix([frame["total"]], len(frame)) if "total" in frame else _matrix([], len(frame))
    named = {item.code: item for _, item in rules.criteria.items} | {
        item.title: item for _, item in rules.criteria.items
    }
    return ScoreTable(
        branch=[str(name) for name in frame["branch"]],
        columns={n: _column(frame[n]) for n in [*_KNOWN, *facts] if n in frame and n not in {"branch", "total"}},
        items=tuple(Item(str(n), str(n), named[n].full_marks if n in named else None) for n in items),
        points=points,
        point_states=states,
        total=_first(total, len(frame)),
        total_states=stated[:, 0] if stated.shape[1] else np.full(len(frame), ABSENT, np.uint8),
        sheets=(Sheet("scores", "", letters),),
        origin=np.zeros(len(frame), np.int32),
        rows=np.arange(2, len(frame) + 2, dtype=np.int32),
    )


def _first(matrix: Exact, rows: int) -> Exact:
    if matrix.numerators.shape[1]:
        return Exact(matrix.numerators[:, 0], matrix.unit)
    return Exact(np.zeros(rows, np.int64))


def _matrix(columns: Sequence["pd.Series[Any]"], rows: int) -> tuple[Exact, NDArray[np.uint8]]:
    """Make one exact matrix of the columns, and say which cells are blank."""
    if not columns:
        return Exact(np.zeros((rows, 0), np.int64)), np.zeros((rows, 0), np.uint8)
    exact = [_exact(column) for column in columns]
    unit = int(np.lcm.reduce([each.unit for each in exact], dtype=object))
    numerators = np.stack([each.over(unit) for each in exact], axis=1)
    states = np.stack([np.where(column.isna(), BLANK, NUMBER).astype(np.uint8) for column in columns], axis=1)
    return Exact(numerators, unit), states


def _exact(column: "pd.Series[Any]") -> Exact:
    if pd.api.types.is_float_dtype(column.dtype):
        return Exact.from_floats(column.fillna(0).to_numpy(dtype=np.float64))
    if pd.api.types.is_integer_dtype(column.dtype):
        return Exact(column.fillna(0).to_numpy(dtype=np.int64))
    return Exact.from_decimals(Decimal(0) if pd.isna(value) else _decimal(value) for value in column)


def _decimal(value: object) -> Decimal:
    return decimal_of(value) if isinstance(value, float) else Decimal(str(value))


def _column(column: "pd.Series[Any]") -> list[Any]:
    values = column.astype(object).where(column.notna(), None).tolist()
    if column.name in {"previous_star", "applied_star", "declared_target"}:
        return [None if value is None else int(value) for value in values]
    return values


def _incidents(frame: pd.DataFrame) -> list[Incident]:
    findings = [column.name for column in FINDING_COLUMNS]
    sheet = Sheet("incidents", "", {str(name): letter(index) for index, name in enumerate(frame.columns)})
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    words = [
        column.name for column in INCIDENT_COLUMNS if column.kind == "text" and column.name not in {"branch", "trigger"}
    ]
    return [
        Incident(
            branch=str(record["branch"]),
            trigger=_word(record.get("trigger")),
            date=_day(record["date"]),
            findings={name: None if record.get(name) is None else bool(record[name]) for name in findings},
            sheet=sheet,
            row=row,
            **{name: _word(record.get(name)) for name in words},
        )
        for row, record in enumerate(records, start=2)
    ]


def _word(value: object) -> str | None:
    """Read a word; a whole number that a frame has turned into a float is written without its point."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _day(value: object) -> dt.date:
    return pd.Timestamp(str(value)).date()


def _framed(ratings: model.Ratings) -> Ratings:
    def stars(column: NDArray[np.int16]) -> "pd.Series[Any]":
        return pd.Series(column, dtype="Int16").mask(pd.Series(column == NO_STAR))

    branches = pd.DataFrame(
        {
            "branch": ratings.scores.branch,
            "unit": ratings.scores.column("unit"),
            "score": [Decimal(score) for score in ratings.score.texts()],
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
        ratings.problems,
    )
