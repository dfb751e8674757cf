"""Score sheets with parts, facts and cells that do not apply, and the state of a review of them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from rule_texts import SMALL, rules_of
from starrating.exact import Exact
from starrating.i18n import Text
from starrating.model import (
    ABSENT,
    NO_STAR,
    NOT_APPLICABLE,
    NUMBER,
    Incident,
    Inputs,
    Item,
    JudgedIncident,
    ScoreTable,
    SourceSheet,
)
from starrating.rating.rating_context import RatingContext, star_column
from starrating.rating.values import make_values
from starrating.ruleset import RuleSet
from tables import H1

ITEMS = """
支部 基础.A1/40 基础.A2/60 加分.B1/20
甲   30         45         12
乙   30         /          /
丙   /          /          5
"""
WORDS = {"是": True, "否": False, "-": None}


def sheet(text: str) -> ScoreTable:
    """Read a head and a line per branch; `part.code/5` heads an item, any other word a fact; `/` does not apply."""
    head, *rows = [line.split() for line in text.strip().splitlines()]
    marked = [column for column, name in enumerate(head) if "/" in name]
    cells = [[row[column] for column in marked] for row in rows]
    points = Exact.from_decimals(Decimal(0 if cell == "/" else cell) for line in cells for cell in line)
    shape = (len(rows), len(marked))
    states = np.array([[NOT_APPLICABLE if cell == "/" else NUMBER for cell in line] for line in cells], np.uint8)
    facts = [column for column in range(1, len(head)) if column not in marked]
    total = facts and head[facts[0]] == "total"
    return ScoreTable(
        branch=[row[0] for row in rows],
        columns={head[column]: [_cell(row[column]) for row in rows] for column in facts},
        items=tuple(_item(head[column]) for column in marked),
        points=Exact(points.numerators.reshape(shape), points.unit),
        point_states=states.reshape(shape),
        total=Exact.from_decimals(Decimal(row[facts[0]]) if total else 0 for row in rows),
        total_states=np.full(len(rows), NUMBER if total else ABSENT, np.uint8),
        sheets=(SourceSheet("2013H1.xlsx", "考核评分"),),
        origin=np.zeros(len(rows), np.int32),
        rows=np.arange(2, len(rows) + 2, dtype=np.int32),
    )


def ruled(more: str = "") -> RuleSet:
    """Return a small rule set with further sections, unproved."""
    return rules_of(SMALL + more)


def state(text: str, more: str = "", happened: str = "", **known: Any) -> RatingContext:
    """Return the state of a review before its values are made; `happened` has `branch trigger document` per line."""
    table = sheet(text)
    none = np.full(len(table), NO_STAR, np.int16)
    known = {"period": H1, "past": {}, "opinions": {}, "by_score": none, "current": none} | known
    return RatingContext(
        table=table,
        rules=ruled(more),
        judged=_counted(table, happened),
        previous=star_column(table, "previous_star"),
        status=[],
        **known,
    )


def made(text: str, values: str, more: str = "", happened: str = "") -> Mapping[str, list[Fraction | None]]:
    """Return the values made of a sheet, by id; None where a value is not there."""
    review = state(text, f"values:\n{values}\n{more}", happened)
    make_values(review)
    return {
        name: [number if known else None for number, known in zip(each.exact.fractions(), each.known, strict=True)]
        for name, each in review.values.items()
    }


def value(content: str, text: str = ITEMS, more: str = "", happened: str = "") -> list[Fraction | None]:
    """Return one value made of a sheet."""
    return made(text, f"  - {{id: it, {content}}}", more, happened)["it"]


def inputs(text: str) -> Inputs:
    """Return a sheet as all that was read."""
    return Inputs(H1, sheet(text))


def _item(head: str) -> Item:
    name, marks = head.split("/")
    part, _, code = name.rpartition(".")
    return Item(code, f"项目{code}", Decimal(marks), part or None)


def _cell(cell: str) -> object:
    if cell in WORDS:
        return WORDS[cell]
    if cell.count("-") == 2:
        return dt.date.fromisoformat(cell)
    return Decimal(cell) if cell.lstrip("-").replace(".", "").isdigit() else cell


def _counted(table: ScoreTable, happened: str) -> dict[int, list[JudgedIncident]]:
    counted: dict[int, list[JudgedIncident]] = {}
    for line in happened.strip().splitlines():
        branch, trigger, document = line.split()
        incident = Incident(branch, trigger, dt.date(2013, 3, 1), document=None if document == "-" else document)
        judged = JudgedIncident(incident, trigger, trigger, counted=True, reason=Text(""))
        counted.setdefault(table.branch.index(branch), []).append(judged)
    return counted
