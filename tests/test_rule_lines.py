"""What the rule language must be able to say, line by line.

Each need has a rule set that is proved, read back in both languages, rated and explained by the commands.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from commands import run
from starrating import i18n
from workbooks import write_book

AROUND = """\
format: 2
id: line
title: Star teams
source: Notice 1
language: en
wording: {subject: team, scheme: star team}
procedure: {clause: "9", review: year}
"""
LEVELS = """\
levels:
  clause: "8"
  bands:
    - {star: 1, name: one star, below: 60}
    - {star: 2, name: two stars, at_least: 60, below: 80}
    - {star: 3, name: three stars, at_least: 80}
"""


class Line(NamedTuple):
    """A need: the rule set without its head, what `rules show` says of it, the book, what `explain` says of branch A.

    `earlier` is the book of the period before.
    """

    rules: str
    english: str
    chinese: str
    scores: str
    explained: str
    levels: str = LEVELS
    incidents: str = ""
    earlier: str = ""


LINES = {
    "a constant": Line(
        """\
facts: [{id: staff, title: Staff, values: number}]
values:
  - {id: needed, title: Staff needed, clause: "2", number: 4}
  - {id: total, title: Staffing, ratio: staff, to: needed, times: 100}
versions: [{since: 2025, clause: "3", set: {"values[needed].number": 8}}]
""",
        "2 “Staff needed”: 4, for every one.",
        "2 “Staff needed”：4，对所有对象相同。",
        "branch | Staff\nA | 6",
        "Staffing 75.00",
    ),
    "a product and a square": Line(
        """\
facts: [{id: side, title: Side, values: number}]
values: [{id: total, title: Area, clause: "2", product: [side, side]}]
""",
        "the product of “Side” × “Side”.",
        "“Side” × “Side”的乘积。",
        "branch | Side\nA | 8.5",
        "Area 72.25 2",
    ),
    "thirds": Line(
        """\
facts: [{id: ayes, title: Ayes, values: number}, {id: grade, title: Grade, values: number}]
values: [{id: approval, title: Approval, ratio: ayes, to: 30}, {id: total, sum: [grade]}]
""",
        "three stars also needs: “Approval” is 2/3 or more (included).",
        "three stars还须满足：“Approval”为2/3以上（含本数）。",
        "branch | Ayes | Grade\nA | 19 | 90",
        "two stars",
        LEVELS.replace("at_least: 80}", "at_least: 80, needs: {value: approval, at_least: 2/3}}"),
    ),
    "weights that are data": Line(
        """\
facts:
  - {id: safety, title: Safety, values: number}
  - {id: course, title: Course, values: number}
  - {id: hours, title: Hours, values: number}
values: [{id: total, title: Mean, clause: "2", blend: [{of: safety, weight: 5}, {of: course, weight: hours}]}]
""",
        "weight “Hours”",
        "“Course”的权重“Hours”",
        "branch | Safety | Course | Hours\nA | 90 | 60 | 10",
        "Mean 70.00 2",
    ),
    "half stars by their marks": Line(
        "facts: []\ncriteria: {clause: '1', from: total}\n",
        "two and a half is shown as ★★½.",
        "two and a half显示为★★½。",
        "branch | score\nA | 70",
        "Star: two and a half ★★½",
        LEVELS.replace("name: two stars", "name: two and a half, mark: ★★½"),
    ),
    "limits taken from the pool": Line(
        """\
facts: [{id: points, title: Points, values: number}]
values:
  - {id: total, title: Own points, sum: [points]}
  - {id: p75, title: Upper limit, clause: "2", percentile: 75%, of: total, method: linear, pool: type}
""",
        "the percentile 75% of “Own points”, of each “Type”",
        "按“Type”分别求“Own points”的75%百分位数",
        "branch | type | Points\nA | ice | 80\nB | ice | 90\nC | road | 10",
        "Upper limit 87.50 2",
        LEVELS.replace("at_least: 80}", "at_least: 80, needs: {value: total, at_least: p75}}"),
    ),
    "the star after a named step": Line(
        """\
facts: [{id: late, title: Late}, {id: award, title: Award}]
criteria: {clause: '1', from: total}
steps:
  - {id: held, clause: "2", effect: cap, star: 2, when: {fact: late, is: true}}
  - {clause: "3", effect: raise, when: {all: [{star: after, step: held, is: 2}, {fact: award, is: true}]}}
""",
        "the star after 2 is exactly 2 stars",
        "按2处理后的星级为2星",
        "branch | score | Late | Award\nA | 95 | yes | yes",
        "raised to three stars [3]",
    ),
    "facts of earlier periods": Line(
        """\
facts: [{id: drill, title: Drill, values: word}]
criteria: {clause: '1', from: total}
steps:
  - {clause: "4", effect: cap, star: 1, when: {all: [{fact: drill, is: weak}, {past: 1, fact: drill, is: weak}]}}
""",
        "in the period before “Drill” is weak",
        "上一期“Drill”为weak",
        "branch | score | Drill\nA | 95 | weak",
        "capped, now one star [4]",
        earlier="branch | score | Drill\nA | 95 | weak",
    ),
    "validity for each kind of incident": Line(
        """\
facts: [{id: base, title: Base, values: number}]
values:
  - {id: lost, title: Points lost, clause: "5", tally: {late: 5, fraud: 20}}
  - {id: total, sum: [base], minus: [lost]}
triggers:
  clause: "5"
  window: {date: act, inside: months, months: 12}
  list:
    - {id: late, number: 1, clause: "5(1)", text: Late}
    - {id: fraud, number: 2, clause: "5(2)", text: Fraud, window: {date: act, inside: months, months: 24}}
""",
        "5(2): So many months, up to the last day of the period: 24.",
        "5(2)：期限为截至评审期最后一日的24个月。",
        "branch | Base\nA | 95",
        "Points lost 20.00 5",
        incidents="branch | date | document | trigger\nA | @2024-03-01 | N1 | late\nA | @2024-03-01 | N2 | fraud",
    ),
    "gaps between the bands of points": Line(
        """\
facts: [{id: rate, title: Rate, values: number}]
values:
  - id: total
    title: Points
    clause: "6"
    points_for: rate
    between: lower
    bands: [{points: 90, at_most: 1}, {points: 70, at_least: 2, at_most: 5}, {points: 5, at_least: 6}]
""",
        "A fraction between two bands belongs to the lower one.",
        "落在两档之间的小数归入较低的一档。",
        "branch | Rate\nA | 1.5",
        "Points 90.00 6",
    ),
    "dense ranks for each pool": Line(
        "criteria: {clause: '1', from: total}\nranking: {pool: type, ties: dense}\n",
        "There is a ranking for each “Type”.",
        "按“Type”分别排名。",
        "branch | type | score\nB | ice | 90\nC | ice | 90\nA | ice | 85\nD | road | 99",
        "rank 2",
    ),
    "trimmed means": Line(
        """\
facts:
  - {id: j1, title: J1, values: number}
  - {id: j2, title: J2, values: number}
  - {id: j3, title: J3, values: number}
values: [{id: total, title: Judges, clause: "2", mean: [j1, j2, j3], without: {highest: 1, lowest: 1}}]
""",
        "without the highest (1) and the lowest (1)",
        "去掉最高的1个和最低的1个",
        "branch | J1 | J2 | J3\nA | 100 | 72 | 10",
        "Judges 72.00 2",
    ),
    "quarters": Line(
        "criteria: {clause: '1', from: total}\nannual: {clause: '7', weights: {Q1: 1, Q2: 1, Q3: 2, Q4: 2}}\n",
        "the third quarter has the weight 2.",
        "第三季度的权重为2。",
        "branch | score\nA | 85",
        "A 2025Q3",
    ),
    "decimals for people": Line(
        """\
facts: [{id: sum, title: Sum, values: number}]
values: [{id: total, title: Third, clause: "2", blend: [{of: sum, weight: 1}, {of: 0, weight: 2}]}]
show: {decimals: 2}
""",
        "Decimals that people are shown: 2; what is compared is exact.",
        "向人显示2位小数，比较时用精确的数。",
        "branch | Sum\nA | 254",
        "Third 84.67 2",
    ),
}


@pytest.fixture(params=LINES.items(), ids=lambda item: item[0].replace(" ", "-"))
def line(request, tmp_path) -> tuple[str, Line, Path]:
    """Return the name of a need, the need, and a workspace with its rule set."""
    name, need = request.param
    head = AROUND.replace("review: year", "review: quarter") if name == "quarters" else AROUND
    (tmp_path / "line.yaml").write_text(head + need.levels + need.rules.replace("facts: []\n", ""), encoding="utf-8")
    (tmp_path / "starrating.toml").write_text('rules = "line.yaml"\n', encoding="utf-8")
    return name, need, tmp_path


@pytest.fixture(params=["en", "zh"])
def language(request, monkeypatch):
    """Give a language, while the program speaks it."""
    monkeypatch.setenv("STARRATING_LANG", request.param)
    i18n.language.cache_clear()
    yield request.param
    monkeypatch.undo()
    i18n.language.cache_clear()


def test_each_line_is_proved_and_read_back_in_words(line, language):
    _, need, folder = line
    checked = run(folder, "rules", "check", "line.yaml")
    assert checked.exit_code == 0, checked.output
    said = run(folder, "rules", "show", "line.yaml").output
    assert (need.english if language == "en" else need.chinese) in said, said


def test_each_line_is_rated_and_explained(line):
    name, need, folder = line
    period = "2025Q3" if name == "quarters" else "2025"
    books = {"2024": {"scores": need.earlier}} if need.earlier else {}
    incidents = {"incidents": need.incidents} if need.incidents else {}
    for when, sheets in {**books, period: {"scores": need.scores, **incidents}}.items():
        result = run(folder, "score", str(write_book(folder / f"{when}.xlsx", sheets)), "--period", when)
        assert result.exit_code == 0, result.output
    said = run(folder, "explain", "A", "--period", period).output
    assert need.explained in " ".join(said.split()), said
