"""What an example says, laid out as the inputs of a review."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from starrating.exact import Exact
from starrating.model import (
    ABSENT,
    BLANK,
    NO_STAR,
    NOT_APPLICABLE,
    NUMBER,
    Incident,
    Inputs,
    Item,
    Period,
    ScoreTable,
    Sheet,
)
from starrating.ruleset import Example, ExampleIncident, RuleSet
from starrating.ruleset.examples import ExampleBranch

_PERIOD = Period(2000, "H1")
_SOME_DAYS = dt.timedelta(days=60)
_SHEET = Sheet("", "")


def example_period(example: Example) -> Period:
    """Return the period of an example: the one it names, else the first half of 2000."""
    return example.period or _PERIOD


def example_inputs(branches: Sequence[ExampleBranch], rules: RuleSet, period: Period) -> Inputs:
    """Lay out branches that are rated together."""
    incidents = [_incident(each, branch.name, period) for branch in branches for each in branch.incidents]
    opinions = [
        {"branch": branch.name, "department": department, "opinion": opinion}
        for branch in branches
        for department, opinion in branch.opinions.items()
    ]
    return Inputs(period, _table(branches, rules), tuple(incidents), opinions=tuple(opinions))


def example_past(branches: Sequence[ExampleBranch]) -> dict[str, tuple[int, ...]]:
    """Return the stars of the periods before, the last one first; the star before is the last of them."""
    past = {branch.name: branch.past or (branch.previous_star,) for branch in branches}
    return {name: tuple(NO_STAR if star is None else star for star in stars) for name, stars in past.items()}


def example_facts(branches: Sequence[ExampleBranch]) -> dict[str, tuple[dict[str, bool | str], ...]]:
    """Return the facts of the periods before, the last one first."""
    return {branch.name: branch.past_facts for branch in branches}


def _table(branches: Sequence[ExampleBranch], rules: RuleSet) -> ScoreTable:
    items = _items(branches, rules)
    optional = {item.code for _, item in rules.criteria.items if item.not_applicable}
    cells = [[_cell(branch, item, optional) for item in items] for branch in branches]
    points = Exact.from_decimals(point for row in cells for point, _ in row)
    shape = (len(branches), len(items))
    return ScoreTable(
        branch=[branch.name for branch in branches],
        columns=_columns(branches, rules),
        items=items,
        points=Exact(points.numerators.reshape(shape), points.unit),
        point_states=np.array([state for row in cells for _, state in row], np.uint8).reshape(shape),
        total=Exact.from_decimals(branch.score or Decimal(0) for branch in branches),
        total_states=np.array([ABSENT if branch.score is None else NUMBER for branch in branches], np.uint8),
        sheets=(_SHEET,),
        origin=np.zeros(len(branches), np.int32),
        rows=np.arange(1, len(branches) + 1, dtype=np.int32),
    )


def _items(branches: Sequence[ExampleBranch], rules: RuleSet) -> tuple[Item, ...]:
    """Return the items: those of the rule set if it lists them, else those that the branches name."""
    named = dict.fromkeys(name for branch in branches for name in branch.items)
    if not named or not rules.criteria.parts:
        return tuple(Item(name, name) for name in named)
    listed = rules.criteria.items
    return tuple(Item(item.code, item.title, item.full_marks, part, item.department) for part, item in listed)


def _cell(branch: ExampleBranch, item: Item, optional: Container[str]) -> tuple[Decimal, int]:
    """Read one item; one that is left out does not apply, where the criteria let it."""
    points = branch.items.get(item.code, branch.items.get(item.title))
    if isinstance(points, Decimal):
        return points, NUMBER
    return Decimal(0), BLANK if points is None and item.code not in optional else NOT_APPLICABLE


def _columns(branches: Sequence[ExampleBranch], rules: RuleSet) -> Mapping[str, list[Any]]:
    """Lay out stars, facts and columns such as the type; what a branch leaves out is blank."""
    kinds = {fact.id: fact.values for fact in rules.facts}
    names = dict.fromkeys([*kinds, *(name for branch in branches for name in branch.facts)])
    columns: dict[str, list[Any]] = {
        name: [_fact(branch.facts.get(name), kinds.get(name, "word")) for branch in branches] for name in names
    }
    columns["previous_star"] = [_star_before(branch) for branch in branches]
    columns["applied_star"] = [branch.applied_star for branch in branches]
    return columns


def _star_before(branch: ExampleBranch) -> int | None:
    return branch.previous_star if branch.previous_star is not None or not branch.past else branch.past[0]


def _fact(value: bool | str | Decimal | None, kind: str) -> object:  # noqa: FBT001 [an answer]
    if isinstance(value, str) and kind == "date":
        return dt.date.fromisoformat(value)
    return int(value) if isinstance(value, Decimal) and kind == "star" else value


def _incident(each: ExampleIncident, branch: str, period: Period) -> Incident:
    return Incident(
        branch=branch,
        trigger=each.trigger,
        date=_day(each, period),
        subject=each.subject,
        sanction_system=each.sanction_system,
        sanction=each.sanction,
        findings=each.findings,
        document=each.document,
        act=each.act,
    )


def _day(each: ExampleIncident, period: Period) -> dt.date:
    if each.date is not None:
        return dt.date.fromisoformat(each.date)
    return period.first_day + _SOME_DAYS if each.inside else period.last_day + _SOME_DAYS
