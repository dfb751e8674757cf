"""From frames to the inputs of a review: cells are read, and refused, as those of a workbook are.

Ratings for notebooks: pandas frames in, pandas frames out, and the same stars as the command line.

The frames have the columns of the input sheets under their identifiers (`branch`, `unit`, `total`, …) and the facts and
findings that the rule set declares under their ids; every other column of the scores is an item, by its code or title.
Numbers may be floats (read at 15 significant digits, as a spreadsheet shows them, or at those that their type
holds, if fewer), Decimals or integers; None or NaN is blank, or 不适用 in an item that may say so. The core works on
exact columns and needs no pandas; this package does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionDtype

from starrating import model
from starrating.errors import CellRef, InputError, Problem, Rejection, has_errors
from starrating.exact import Exact
from starrating.i18n import listed, text
from starrating.model import (
    ABSENT,
    BLANK,
    NO_STAR,
    NOT_APPLICABLE,
    NUMBER,
    OPINION_COLUMNS,
    REFUSED,
    Column,
    Incident,
    Inputs,
    Item,
    Period,
    ScoreTable,
    SourceSheet,
    letter,
)
from starrating.model.branch_results import branch_results
from starrating.rating.input_checks import check
from starrating.rating.rate import rate as _rate
from starrating.read.cell_values import LEAST_SCORE, MOST_NUMBER, not_applicable, number_of, star_names, value_of
from starrating.read.header_row import full_marks_of
from starrating.read.rule_file import load_rules as _load_rules
from starrating.read.score_columns import FACT_MISSING
from starrating.ruleset import RuleSet
from starrating.ruleset.sheet_columns import fact_columns, finding_columns, incident_columns, score_columns

_States = NDArray[np.uint8]
ROW = "row"
_TOTAL = Item("total", "考核总分")
_BRANCH = Column("branch", "党支部", required=True)


class FrameReader:
    """A frame that is read cell by cell, as the sheet that messages name; `problems` gathers what cannot be meant."""

    def __init__(self, frame: pd.DataFrame | None, name: str, rules: RuleSet) -> None:
        self.frame = pd.DataFrame({"branch": []}) if frame is None else frame
        self.unreadable = tuple(_unreadable(self.frame, name))
        if not self.unreadable:
            self.frame = _widened(self.frame)
        self.letters = {str(head): letter(index) for index, head in enumerate(self.frame.columns)}
        self.sheet = SourceSheet(name, "", self.letters)
        self.problems: list[Problem] = []
        self._stars = star_names(rules.levels)

    def __len__(self) -> int:
        return len(self.frame)

    def __contains__(self, head: str) -> bool:
        return head in self.frame

    def column(self, column: Column) -> list[Any]:
        """Read a column; None where a cell is blank or was reported, and everywhere if there is no such column."""
        if column.name not in self.frame:
            return [None] * len(self)
        return [self._value(row, column, value) for row, value in enumerate(self.plain(column.name))]

    def records(self, columns: Sequence[Column]) -> list[dict[str, Any]]:
        """Read the rows; each record has all of the columns, and as ROW its number as a spreadsheet would count.

        A row without a required value was reported, and is left out.
        """
        self.problems += self.missing_columns(columns) if len(self) else []
        names, required = [column.name for column in columns], [column.name for column in columns if column.required]
        rows = zip(range(2, len(self) + 2), *map(self.column, columns), strict=True)
        records = [dict(zip((ROW, *names), row, strict=True)) for row in rows]
        return [record for record in records if all(record[name] is not None for name in required)]

    def missing_columns(self, columns: Sequence[Column]) -> Iterator[Problem]:
        """Report the required columns that are not there."""
        missing = [column.name for column in columns if column.required and column.name not in self.frame]
        if missing:
            message = text(
                "There is no column %(missing)s. Found: %(found)s",
                missing=listed(missing),
                found=listed(self.letters),
            )
            yield Problem("error", "column-missing", CellRef(self.sheet.file), message)

    def scores(self, head: str, item: Item, *, optional: bool) -> tuple[Exact, _States]:
        """Read a column of scores, and what each cell holds; a blank in an `optional` one says 不适用."""
        column = self.frame[head]
        states = np.where(column.isna(), NOT_APPLICABLE if optional else BLANK, NUMBER).astype(np.uint8)
        kinds = pd.api.types
        if (kinds.is_float_dtype(column.dtype) or kinds.is_integer_dtype(column.dtype)) and _are_usual(column):
            return Exact.from_floats(column.fillna(0).to_numpy(dtype=np.float64)), states
        numbers = [Decimal(0)] * len(self)
        for row, value in enumerate(self.plain(head)):
            if optional and not_applicable(value)[0]:
                states[row] = NOT_APPLICABLE
            elif value is not None:
                numbers[row], states[row] = self._score(row, head, item, value)
        return Exact.from_decimals(numbers), states

    def plain(self, head: str) -> list[Any]:
        """Return the values of a column as Python has them, None where there is none."""
        values = self.frame[head].astype(object).where(self.frame[head].notna(), None).tolist()
        return [_of_python(value) if isinstance(value, np.generic) else value for value in values]

    def _value(self, row: int, column: Column, value: object) -> object:
        if value is None:
            if column.required:
                self._refuse(row, column.name, column.head, FACT_MISSING)
            return None
        try:
            read = value_of(value, column.kind, self._stars)[0]
        except Rejection as refusal:
            self._refuse(row, column.name, column.head, refusal)
            return None
        if read is None and column.required:
            self._refuse(row, column.name, column.head, FACT_MISSING)
        return read

    def _score(self, row: int, head: str, item: Item, value: object) -> tuple[Decimal, int]:
        try:
            return number_of(value)[0], NUMBER
        except Rejection as refusal:
            self._refuse(row, head, item.title, refusal)
            return Decimal(0), REFUSED

    def _refuse(self, row: int, name: str, head: str, refusal: Rejection) -> None:
        branch = str(self.plain("branch")[row] or f"{self.sheet.file}:{row + 2}").strip()
        message = text("%(branch)s: %(column)s %(reason)s.", branch=branch, column=head, reason=refusal.message)
        place = CellRef(self.sheet.file, self.sheet.name, f"{self.letters[name]}{row + 2}")
        self.problems.append(Problem("error", refusal.code, place, message, refusal.hint))


def _unreadable(frame: pd.DataFrame, name: str) -> Iterator[Problem]:
    """Report heads that occur twice, and the column without which no row is anybody's."""
    heads = [str(head) for head in frame.columns]
    for number, head in enumerate(heads):
        if head in heads[:number]:
            message = text("There are two columns %(head)s.", head=head)
            hint = text("Rename or drop one of them.")
            yield Problem("error", "column-twice", CellRef(name, None, f"{letter(number)}1"), message, hint)
    if "branch" not in heads:
        message = text("There is no column %(missing)s. Found: %(found)s", missing="branch", found=listed(heads))
        yield Problem("error", "column-missing", CellRef(name), message)


def _widened(frame: pd.DataFrame) -> pd.DataFrame:
    """Take short floats at the digits that their type holds: a float32 that shows 8.9 is 8.9, not 8.8999996185."""
    named = frame.set_axis([str(head) for head in frame.columns], axis="columns")
    return named.assign(**{str(head): _digits(column) for head, column in named.items() if _is_short(column.dtype)})


def _is_short(kind: np.dtype[Any] | ExtensionDtype) -> bool:
    return pd.api.types.is_float_dtype(kind) and getattr(kind, "itemsize", 8) < 8


def _are_usual(column: "pd.Series[Any]") -> bool:
    """Tell whether numbers are of the size of scores, so that floats hold them and none is to be refused."""
    size = column.fillna(0).abs()
    return bool(((size == 0) | size.between(LEAST_SCORE, MOST_NUMBER, inclusive="left")).all())


def _digits(column: "pd.Series[Any]") -> NDArray[np.float64]:
    kind = np.float16 if column.dtype == np.float16 else np.float32
    return column.to_numpy(dtype=kind, na_value=np.nan).astype(str).astype(np.float64)


def _of_python(value: np.generic) -> object:
    return float(str(value)) if isinstance(value, np.floating) else value.item()


def scores_of(reader: FrameReader, rules: RuleSet) -> ScoreTable:
    """Make the score table of a frame."""
    items = _items(reader, rules)
    reader.problems += [*_items_without_column(reader, rules, items), *_facts_without_column(reader, rules)]
    points, states = _matrix(reader, items, rules)
    total, stated = _matrix(reader, {"total": _TOTAL} if "total" in reader else {}, rules)
    others = [column for column in score_columns(rules) if column.name in reader]
    letters = reader.letters | {item.code: reader.letters[head] for head, item in items.items()}
    return ScoreTable(
        branch=[name or "" for name in reader.column(_BRANCH)],
        columns={column.name: reader.column(column) for column in others if column.name not in {"branch", "total"}},
        items=tuple(items.values()),
        points=points,
        point_states=states,
        total=Exact(total.numerators[:, 0], total.unit)
        if "total" in reader
        else Exact(np.zeros(len(reader), np.int64)),
        total_states=stated[:, 0] if "total" in reader else np.full(len(reader), ABSENT, np.uint8),
        sheets=(SourceSheet(reader.sheet.file, "", letters),),
        origin=np.zeros(len(reader), np.int32),
        rows=np.arange(2, len(reader) + 2, dtype=np.int32),
    )


def incidents_of(reader: FrameReader, rules: RuleSet) -> Iterator[Incident]:
    """Read the incidents that have a branch and a date."""
    found = [column.name for column in finding_columns(rules)]
    for record in reader.records(incident_columns(rules)):
        row = record.pop(ROW)
        plain = {name: value for name, value in record.items() if name not in found}
        yield Incident(**plain, findings={name: record[name] for name in found}, sheet=reader.sheet, row=row)


def _items(reader: FrameReader, rules: RuleSet) -> dict[str, Item]:
    """Return the columns that are items: those that the rule set lists, or all that are nothing else."""
    heads = [str(head) for head in reader.frame.columns]
    if rules.criteria.origin == "workbook":
        others = {column.name for column in score_columns(rules)}
        marks = {head: full_marks_of(head) for head in heads if head not in others}
        return {head: Item(head, title, most) for head, (title, most) in marks.items()}
    listed = {
        name: Item(item.code, item.title, item.full_marks, part, item.department)
        for part, item in rules.criteria.items
        for name in (item.code, item.title)
    }
    return {head: listed[head] for head in heads if head in listed}


def _matrix(reader: FrameReader, items: Mapping[str, Item], rules: RuleSet) -> tuple[Exact, _States]:
    """Make one exact matrix of the columns of the items, and say what each cell holds."""
    if not items:
        return Exact(np.zeros((len(reader), 0), np.int64)), np.zeros((len(reader), 0), np.uint8)
    optional = {item.code for _, item in rules.criteria.items if item.not_applicable}
    read = [reader.scores(head, item, optional=item.code in optional) for head, item in items.items()]
    unit = int(np.lcm.reduce([exact.unit for exact, _ in read], dtype=object))
    numerators = np.stack([exact.over(unit) for exact, _ in read], axis=1)
    return Exact(numerators, unit), np.stack([states for _, states in read], axis=1)


def _items_without_column(reader: FrameReader, rules: RuleSet, items: Mapping[str, Item]) -> Iterator[Problem]:
    found = {item.code for item in items.values()}
    missing = [item.title for _, item in rules.criteria.items if item.code not in found]
    if found and missing:
        message = text(
            "Items of the rule set have no column: %(missing)s. Found: %(found)s",
            missing=listed(missing),
            found=listed(reader.letters),
        )
        hint = text("Add a column for each, headed by the item's title or code.")
        yield Problem("error", "item-missing", CellRef(reader.sheet.file), message, hint)


def _facts_without_column(reader: FrameReader, rules: RuleSet) -> Iterator[Problem]:
    yield from reader.missing_columns(fact_columns(rules))
    absent = [fact.name for fact in fact_columns(rules) if not fact.required and fact.name not in reader]
    if absent:
        message = text("There is no column %(missing)s; it counts as blank for every branch.", missing=listed(absent))
        yield Problem("notice", "fact-column-missing", CellRef(reader.sheet.file), message)


class Ratings(Struct, frozen=True):
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
    def stars(column: list[int]) -> "pd.Series[Any]":
        return pd.Series([None if star == NO_STAR else star for star in column], dtype="Int16")

    results = branch_results(ratings)
    branches = pd.DataFrame(
        {
            "branch": [result.branch for result in results],
            "unit": [result.unit for result in results],
            "score": _decimals(result.score for result in results),
            "rank": np.array([result.rank or 0 for result in results], dtype=np.int64),
            "star_by_score": stars([result.star_by_score for result in results]),
            "star": stars([result.star for result in results]),
            "status": [result.status for result in results],
            "previous_star": stars([result.previous_star for result in results]),
        }
    )
    steps = [(s.branch, s.rule, s.effect, s.before, s.after, str(s.because), s.source) for s in ratings.steps]
    judged = [
        (incident.incident.branch, incident.clause, incident.counted, str(incident.reason))
        for incident in ratings.incidents
    ]
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
