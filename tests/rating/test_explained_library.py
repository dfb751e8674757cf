"""All that is said of the branches in the examples of the library, when those of a rule set are rated together.

The examples themselves say which star comes out, worked out by hand. Here stands how each is explained: values,
reasons, cells, what is lacking; who is nearest to a star, who is near a line, and who moves when a line does.
`pytest --update-goldens` writes it anew; read in the difference whether each sentence is true of its rule set.
"""

import datetime as dt
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from rule_texts import RULES, SMALL, TRIGGERS, rules_of
from said_of_ratings import plain, said_of
from starrating.model import Period
from starrating.model.acts import UnitChange
from starrating.model.branch_names import BranchNames
from starrating.rating.examples import example_facts, example_inputs, example_past, example_period
from starrating.rating.next_star import Known
from starrating.rating.rate import rate
from starrating.rating.year_stars import rate_year, result_of, reviews_of, rules_of_year
from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Percent
from starrating.ruleset.examples import ExampleBranch
from starrating.ruleset.versions import at
from states import ruled
from tables import inputs, plan
from years import half, year_result

GOLDENS = Path(__file__).parents[1] / "goldens" / "explained"
LIBRARY = sorted(path.stem for path in RULES.glob("*.yaml") if "\nformat: 2\n" in path.read_text("utf-8"))


def together(rules: RuleSet) -> Iterator[tuple[Period, list[ExampleBranch]]]:
    """Yield the branches of the examples by period, the first of each name."""
    found: dict[Period, dict[str, ExampleBranch]] = {}
    for example in rules.examples:
        for branch in example.branches or (example,):
            found.setdefault(example_period(example), {}).setdefault(branch.name, branch)
    return ((period, list(branches.values())) for period, branches in found.items())


@pytest.mark.parametrize("name", LIBRARY)
def test_the_examples_of_the_library_are_explained(name, request):
    rules, lines = load_rules(RULES / f"{name}.yaml"), []
    for period, branches in together(rules):
        valid, inputs = at(rules, period), example_inputs(branches, rules, period)
        past, before = example_past(branches), example_facts(branches)
        again = partial(rate, inputs, past=past, facts_before=before)
        known = Known(inputs.opinions, past, before)
        lines += [f"# {period}", *said_of(again(valid), valid, known, again)]
    file, told = GOLDENS / f"{name}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, encoding="utf-8", newline="\n")
    assert told == file.read_text(encoding="utf-8")


LINEAGE = BranchNames(
    [
        UnitChange(dt.date(2013, 8, 1), "renamed", ("旧",), ("新",)),
        UnitChange(dt.date(2013, 8, 1), "merged", ("丁", "戊"), ("己",)),
        UnitChange(dt.date(2013, 9, 1), "closed", ("庚",), ()),
    ]
)
LOSS = "major_loss=是 held_accountable=是 document=〔2013〕1号"
YEAR = (
    half(
        "2013H1",
        "甲 95 secretary=赵\n乙 85\n旧 89.9 previous_star=4\n丁 70\n戊 80\n庚 90\n独 88",
        f"甲 4.4(3) 2013-03-01 {LOSS}\n旧 6 2013-05-04\n丁 6 2013-02-03\n乙 6 2012-12-31",
    ),
    half(
        "2013H2",
        "乙 95\n甲 84 secretary=钱\n新 90.1\n己 79.98\n后 99",
        f"甲 4.4(3) 2013-03-01 {LOSS}\n乙 6 2013-06-01\n新 6 2013-10-04\n己 4.4(3) 2013-12-31 {LOSS}",
    ),
)
WEIGHTED = plan().annual.model_copy(update={"weights": {"H1": Percent("2/5"), "H2": Percent("3/5")}})
LEFT_OUT = plan().annual.model_copy(update={"late_incidents": "leave-out"})


@pytest.mark.parametrize(
    ("name", "halves", "annual"),
    [
        ("both", YEAR, plan().annual),
        ("weighted", YEAR, WEIGHTED),
        ("late-left-out", YEAR, LEFT_OUT),
        ("first", YEAR[:1], plan().annual),
    ],
)
def test_years_are_explained(name, halves, annual, request):
    rules = plan().model_copy(update={"annual": annual})
    of_year = rules_of_year(rules)
    before = [year_result(2012, "甲=5 旧=4 丁=3 庚=-"), year_result(2011, "乙=3 甲=4")]
    ratings = rate_year(halves, of_year, before, LINEAGE)
    lines = [*said_of(ratings, of_year, Known(), lambda rules: rate_year(halves, rules, before, LINEAGE))]
    lines += [f"reviews of {branch}: {' '.join(map(str, found))}" for branch, found in reviews_of(ratings).items()]
    lines += [json.dumps(plain(result_of(halves[0])), ensure_ascii=False)]
    file, told = GOLDENS / f"year-{name}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.write_text(told, encoding="utf-8", newline="\n")
    assert told == file.read_text(encoding="utf-8")


NESTED = """\
  bands:
    - {star: 4, name: a, below: 90}
    - star: 5
      name: b
      at_least: 90
      needs: {any: [{all: [{item: I1, at_least: 47}, {some: [I1, I2], at_least: 48}]}, {value: never, at_least: 5},
        {count: [I1, I2], that: {at_least: 49}, at_least: 2}, {opinion: 纪检, is: 无}]}
"""
DEMERITS = "  better: lower\n  bands:\n    - {star: 4, name: a, at_least: 9}\n    - {star: 5, name: b, below: 9}\n"
NEVER = "values:\n  - {id: never, title: 无数, ratio: I1, to: 0}\n"
TALLY = """\
values:
  - {id: lost, title: 扣分, tally: {late: 2, hurt: 5}, cap: 6}
  - {id: total, sum: [items], minus: [lost]}
"""
OUTERMOST = """\
facts:
  - {id: a, title: A, values: number, blank: missing}
  - {id: b, title: B, values: number, blank: missing}
  - {id: c, title: C, values: number, blank: missing}
values:
  - {id: low, title: 低, lowest: [a, b, c], missing: zero}
  - {id: low_there, title: 低二, lowest: [a, b, c], missing: skip}
  - {id: high, title: 高, highest: [a, b, c], missing: skip}
  - {id: middle, title: 中, mean: [a, b, c, I1], without: {highest: 1, lowest: 1}, missing: zero}
  - {id: weighted, title: 权, blend: [{of: a, weight: b}, {of: c, weight: 1}], missing: skip}
"""
HALVES = TALLY.replace("late: 2, hurt: 5}, cap: 6", "late: 1, hurt: 2}, same_act: heaviest")
MADE = {
    "outermost numbers": (
        ruled(more=OUTERMOST),
        "items 50 50\n甲 45 45 a=3 b=5 c=1\n乙 40 40 a=2 b=2\n丙 30 30 c=7\n丁 20 20\n戊 2 3 a=9 b=4 c=9",
    ),
    "nested needs": (ruled(levels=NESTED, more=NEVER), "items 50 50\n甲 46 46\n乙 48 44\n丙 47 44\n丁 49 50\n戊 40 40"),
    "demerits": (ruled(levels=DEMERITS), "甲 9\n乙 8.99\n丙 12\n丁 0"),
    "ranks by type": (
        ruled("effect: cap, star: 3, when: {fact: type, is: 甲类}", more="ranking: {pool: type, ties: dense}\n"),
        "甲 95 type=甲类\n乙 95 type=甲类\n丙 85 type=甲类\n丁 99 type=乙类\n戊 60",
    ),
    "points for one act": (
        rules_of(SMALL.replace(", full_marks: 100", "") + HALVES + TRIGGERS),
        "items 50 50\n甲 45 45\n乙 40 44\n丙 30 31",
    ),
    "points for incidents": (
        rules_of(SMALL.replace(", full_marks: 100", "") + TALLY + TRIGGERS),
        "items 50 50\n甲 45 45\n乙 40 44\n丙 30 31",
    ),
}
HAPPENED = (
    "甲 late 2013-02-01\n甲 hurt 2013-02-01 major_loss=是\n甲 late 2013-03-01 document=1号\n"
    "甲 hurt 2013-04-01 major_loss=是\n"
    "乙 late 2013-05-01\n乙 hurt 2013-05-02 major_loss=否\n丙 late 2012-05-01"
)


@pytest.mark.parametrize("name", MADE)
def test_made_rules_are_explained(name, request):
    rules, scores = MADE[name]
    given = inputs(scores, HAPPENED if "points for" in name else "")
    again = partial(rate, given)
    said = {"戊": "无", "甲": None}
    opinions = [{"branch": name, "department": "纪检", "opinion": opinion} for name, opinion in said.items()]
    lines = [*said_of(again(rules), rules, Known(opinions, {}, {}), again)]
    file, told = GOLDENS / f"made-{name.replace(' ', '-')}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.write_text(told, encoding="utf-8", newline="\n")
    assert told == file.read_text(encoding="utf-8")
