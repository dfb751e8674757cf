"""A small review built by hand, and a way to see everything that is in a review."""

import datetime as dt
from decimal import Decimal

import numpy as np
from msgspec import Struct
from msgspec.structs import astuple, replace

from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import (
    ABSENT,
    BLANK,
    NO_STAR,
    NUMBER,
    Incident,
    Item,
    JudgedIncident,
    Period,
    Ratings,
    Review,
    ScoreTable,
    SourceSheet,
    Step,
)
from starrating.model.inputs import ReorderedList

SCORES = SourceSheet("2013H1.xlsx", "考核评分", {"branch": "B", "$decimal": "D", "I2": "E"})
INCIDENTS = SourceSheet("2013H1.xlsx", "降星情形", {"branch": "A"})


def score_table(branches=("采煤一队党支部", "机电队党支部", "掘进队党支部")):
    """Make a table of two items, a blank point, no total in the book; a column of each kind of value."""
    n = len(branches)
    states = np.full((n, 2), NUMBER, dtype=np.uint8)
    states[-1, 1] = BLANK
    points = np.array([[5000 - 100 * i, 4150] for i in range(n)], dtype=np.int64)
    points[-1, 1] = 0
    return ScoreTable(
        branch=list(branches),
        columns={
            "unit": ["一矿"] * n,
            "members": [25 + i for i in range(n)],
            "self_score": [Decimal("91.50"), *[None] * (n - 1)],
            "founded_party_school": [True, *[False] * (n - 1)],
            "founded": [dt.date(2010, 7, 1), *[None] * (n - 1)],
            "note": ['=cmd|"x"!A1', *[None] * (n - 1)],
        },
        items=(Item("$decimal", "思想建设", Decimal(50), "党建", "组织科"), Item("I2", "安全生产")),
        points=Exact(points, 100),
        point_states=states,
        total=Exact(np.zeros(n, dtype=np.int64)),
        total_states=np.full(n, ABSENT, dtype=np.uint8),
        sheets=(SCORES,),
        origin=np.zeros(n, dtype=np.int32),
        rows=np.arange(3, 3 + n, dtype=np.int32),
    )


def ratings(stars=(4, 4, NO_STAR), branches=("采煤一队党支部", "机电队党支部", "掘进队党支部")):
    """Rate them: the first was lowered from five stars by an incident; the last has a blank point and no star."""
    incident = Incident(
        branches[0],
        "4.4(3)",
        dt.date(2013, 3, 5),
        subject="单位",
        findings={"major_loss": True, "held_accountable": True, "notified": None},
        document="矿安〔2013〕7号",
        sheet=INCIDENTS,
        row=3,
    )
    reason = text("%(what)s: %(clause)s", what=text("major accident"), clause="4.4(3)")
    cell = CellRef("2013H1.xlsx", "考核评分", "E5")
    return Ratings(
        scores=score_table(branches),
        score=Exact(np.array([9150, 9050, 0][: len(branches)], dtype=np.int64), 100),
        rank=np.array([1, 2, 3][: len(branches)], dtype=np.int64),
        star_by_score=np.array([5, 5, NO_STAR][: len(branches)], dtype=np.int16),
        star=np.array(stars, dtype=np.int16),
        previous_star=np.array([4, NO_STAR, 3][: len(branches)], dtype=np.int16),
        status=["rated", "rated", "incomplete"][: len(branches)],
        steps=(Step(branches[0], "4.4(3)", "lower", 5, 4, reason, "2013H1.xlsx!降星情形!A3", "steps.4.4"),),
        incidents=(JudgedIncident(incident, "major_accident", "4.4(3)", True, reason, "triggers.major_accident"),),
        problems=(
            Problem(
                "warning", "blank-point", cell, text("%(branch)s: blank", branch="掘进队党支部"), text("Fill it in.")
            ),
            Problem("notice", "no-place", None, text("100% sure"), source="rules/plan.yaml:12:5"),
        ),
    )


def review(period="2013H1", *, digest="sha256:aa", recorded_at="2013-07-02T09:00:00+08:00", **changes):
    made = Review(
        period=Period.parse(period),
        version=0,
        recorded_at=recorded_at,
        program="starrating 0.1.0",
        rules_id="star-branches",
        rules_digest="sha256:01",
        rules='{"id":"star-branches"}',
        inputs=(("2013H1.xlsx", digest),),
        ratings=ratings(),
    )
    return replace(made, **changes)


def seen(value):
    """Show everything in a value as plain data that can be compared, types of columns included."""
    match value:
        case np.ndarray():
            return str(value.dtype), value.shape, value.tolist()
        case Exact():
            return seen(value.numerators), value.unit
        case list() | tuple() | ReorderedList():
            return [seen(each) for each in value]
        case dict():
            return [(name, seen(each)) for name, each in value.items()]
    if isinstance(value, Struct):
        return type(value).__name__, [seen(each) for each in astuple(value)]
    return type(value).__name__, value


def many(number):
    """Make a review of many branches, large enough that a database writes before the end."""
    scores = np.arange(number, 0, -1, dtype=np.int64)
    stars = np.full(number, 4, dtype=np.int16)
    table = replace(
        score_table([f"第{i}党支部" for i in range(number)]),
        points=Exact(np.stack([scores, scores], axis=1)),
        point_states=np.zeros((number, 2), dtype=np.uint8),
    )
    exact = Exact(2 * scores)
    result = Ratings(table, exact, exact.ranks(), stars, stars, stars, ["rated"] * number)
    return review(digest="sha256:many", ratings=result)
