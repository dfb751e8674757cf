"""Reviews built by hand: a text table of branches, as a fixture stands beside its assertion."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import (
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
from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet

RULES = Path(__file__).parents[1] / "rules" / "star-branches.yaml"
SHEET = SourceSheet("2013H1.xlsx", "考核评分", {"branch": "A"})


@cache
def chinese_rules() -> RuleSet:
    return load_rules(RULES)


def english_rules() -> RuleSet:
    rules = chinese_rules()
    wording = rules.wording.model_copy(update={"subject": "Branch", "scheme": "star branch"})
    return rules.model_copy(update={"language": "en", "wording": wording})


def make_review(table: str, *, items: tuple[Item, ...] = (), **changes) -> Review:
    """Build a review from lines `branch score star_by_score star previous_star [points…]`; `-` is blank.

    `changes` replace fields of the ratings, `columns` adds columns to the score table.
    """
    rows = [line.split() for line in table.strip().splitlines()]
    columns = changes.pop("columns", {})
    cells = [row[5:] for row in rows]
    score = Exact.from_decimals(Decimal(row[1]) for row in rows)
    ratings = Ratings(
        scores=_score_table([row[0] for row in rows], items, cells, score, columns),
        score=score,
        rank=score.ranks(),
        star_by_score=_stars(rows, 2),
        star=_stars(rows, 3),
        previous_star=_stars(rows, 4),
        status=["rated" if row[3] != "-" else "no-star" for row in rows],
    )
    return review_of(replace(ratings, **changes))


def review_of(ratings: Ratings) -> Review:
    return Review(
        period=Period(2013, "H1"),
        version=1,
        recorded_at="2013-07-10T09:30:00+08:00",
        program="starrating 1.0",
        rules_id="star-branches",
        rules_digest="sha256:" + "ab" * 32,
        rules="{}",
        inputs=(("2013H1.xlsx", "sha256:" + "cd" * 32),),
        ratings=ratings,
    )


def judged(branch: str, *, counted: bool = True, **fields) -> JudgedIncident:
    """Build a judged incident with trigger 3; `fields` are those of the incident, `key` that of the judgement."""
    key = fields.pop("key", "")
    findings = {"major_loss": True, "held_accountable": counted}
    date = fields.pop("date", Period(2013, "H1").last_day)
    incident = Incident(
        branch, "4.4(3)", date, findings=findings, sheet=SourceSheet("2013H1.xlsx", "降星情形"), row=3, **fields
    )
    reason = text("every condition is found") if counted else text("nobody was held accountable")
    return JudgedIncident(incident, "major_accident", "4.4(3)", counted, reason, key)


def lowering(branch: str, before: int, after: int, key: str = "") -> Step:
    effect = "held" if before == after else "lower"
    return Step(branch, "4.4(3)", effect, before, after, text("an accident"), "2013H1.xlsx!降星情形!A3", key)


def near_problem(branch: str) -> Problem:
    message = text("%(branch)s is near a threshold.", branch=branch)
    return Problem("warning", "near-threshold", CellRef("2013H1.xlsx", "考核评分", "K4"), message, text("look again"))


def big_ratings(branches: int, items: int) -> Ratings:
    """Make up ratings of many branches, in rank order, without incidents."""
    random = np.random.default_rng(2013)
    points = random.integers(2, 9, (branches, items)) * 5
    points = points[np.argsort(-points.sum(axis=1), kind="stable")]
    score = Exact(points, 10).sum()
    star = np.where(score.at_least(90), 5, np.where(score.at_least(80), 4, 3)).astype(np.int16)
    names = [f"第{i}采煤队<机电&运输>党支部" for i in range(branches)]
    table = ScoreTable(
        names,
        {"unit": [f"{i % 97}号矿" for i in range(branches)], "self_score": [Decimal("92.5")] * branches},
        tuple(Item(f"A{i}", f"指标{i}", Decimal(4), f"第{i // 5}类") for i in range(items)),
        Exact(points, 10),
        np.full(points.shape, NUMBER, dtype=np.uint8),
        score,
        np.full(branches, NUMBER, dtype=np.uint8),
        (SHEET,),
        np.zeros(branches, dtype=np.int32),
        np.arange(4, branches + 4, dtype=np.int32),
    )
    return Ratings(table, score, score.ranks(), star, star, np.full_like(star, 4), ["rated"] * branches)


def _score_table(branch, items, cells, score, columns):
    given = np.array([[cell != "-" for cell in row] for row in cells], dtype=np.bool_).reshape(len(cells), len(items))
    flat = [Decimal(cell) if cell != "-" else Decimal(0) for row in cells for cell in row]
    points = Exact.from_decimals(flat)
    return ScoreTable(
        branch,
        columns,
        items,
        Exact(points.numerators.reshape(given.shape), points.unit),
        np.where(given, NUMBER, 1).astype(np.uint8),
        score,
        np.full(len(branch), NUMBER, dtype=np.uint8),
        (SHEET,),
        np.zeros(len(branch), dtype=np.int32),
        np.arange(4, len(branch) + 4, dtype=np.int32),
    )


def _stars(rows, column):
    return np.array([NO_STAR if row[column] == "-" else int(row[column]) for row in rows], dtype=np.int16)
