"""Inputs from small text tables, so that a test's input stands beside its assertion."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from starrating.exact import Exact
from starrating.model import (
    ABSENT,
    INCIDENT_COLUMNS,
    NUMBER,
    Incident,
    Inputs,
    Item,
    Period,
    RosterEntry,
    ScoreTable,
    SourceSheet,
    letter,
)
from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet

PLAN_FILE = Path(__file__).parents[1] / "rules" / "star-branches.yaml"
H1 = Period(2013, "H1")
SCORES = "考核评分"
INCIDENTS = "降星情形"
WORDS = {"是": True, "否": False}


@cache
def plan() -> RuleSet:
    """Return the founding plan."""
    return load_rules(PLAN_FILE)


def table(text: str) -> ScoreTable:
    """Read `branch score [column=value …]` per line; under a line `items 4 3.5 …` of full marks, points, no score."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    marks = lines.pop(0).split()[1:] if lines[0].startswith("items") else []
    rows = [line.split() for line in lines]
    count = len(marks)
    items = tuple(Item(f"I{i + 1}", f"项目{i + 1}", Decimal(mark)) for i, mark in enumerate(marks))
    values = [[Decimal(cell) for cell in row[1 : 1 + max(count, 1)]] for row in rows]
    extra = [dict(cell.split("=") for cell in row[1 + max(count, 1) :]) for row in rows]
    names = sorted({name for each in extra for name in each} - {"total"})
    flat = Exact.from_decimals([value for row in values for value in row])
    stated = (
        [Decimal(each["total"]) if "total" in each else None for each in extra] if count else [row[0] for row in values]
    )
    letters = {"branch": "A", "total": "Z"} | {item.code: letter(i + 1) for i, item in enumerate(items)}
    return ScoreTable(
        branch=[row[0] for row in rows],
        columns={name: [_value(each.get(name)) for each in extra] for name in names},
        items=items,
        points=Exact(flat.numerators.reshape(len(rows), -1)[:, : count or 0], flat.unit),
        point_states=np.full((len(rows), count), NUMBER, np.uint8),
        total=Exact.from_decimals([value or 0 for value in stated]),
        total_states=np.array([ABSENT if value is None else NUMBER for value in stated], np.uint8),
        sheets=(SourceSheet("2013H1.xlsx", SCORES, letters),),
        origin=np.zeros(len(rows), np.int32),
        rows=np.arange(5, len(rows) + 5, dtype=np.int32),
    )


def incidents(text: str) -> tuple[Incident, ...]:
    """Read `branch trigger date [column=value …]` per line; a trigger `-` is left empty."""
    lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    return tuple(_incident(cells, row) for row, cells in enumerate(lines, start=2))


def inputs(scores: str, happened: str = "", roster: Sequence[RosterEntry] = (), period: Period = H1) -> Inputs:
    """Everything that was read for one review."""
    return Inputs(period, table(scores), incidents(happened), tuple(roster), digests={"2013H1.xlsx": "sha256:0"})


def _incident(cells: list[str], row: int) -> Incident:
    branch, trigger, day, *rest = cells
    named: dict[str, Any] = dict(cell.split("=") for cell in rest)
    usual = {"person", *(column.name for column in INCIDENT_COLUMNS)}
    findings = {name: WORDS.get(value, value) for name, value in named.items() if value in WORDS or name not in usual}
    words = {name: value for name, value in named.items() if name not in findings}
    columns = ["branch", "trigger", "date", "subject", "sanction_system", "sanction", "work_disrupted", "plan_missed"]
    sheet = SourceSheet("2013H1.xlsx", INCIDENTS, {name: letter(i) for i, name in enumerate(columns)})
    return Incident(
        branch=branch,
        trigger=None if trigger == "-" else trigger,
        date=dt.date.fromisoformat(day),
        findings=findings,
        sheet=sheet,
        row=row,
        **words,
    )


def _value(cell: str | None) -> Any:
    return int(cell) if cell and cell.isdigit() else cell
