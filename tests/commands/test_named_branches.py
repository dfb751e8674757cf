"""A branch is found by whatever name means it: each command that takes one, with each way to name it.

The branch was rated as 运输队党支部 in the first half of 2013 and is called 运输一队党支部 since August;
机电队党支部 went into 综合队党支部. What is refused for another reason names the branch in its refusal.
"""

import datetime as dt
import re
from pathlib import Path

import pytest

from commands import run
from starrating import cli
from starrating.commands import annual, award, declare, explain, history, objection, rectify, roster
from starrating.commands.decide import DecideRequest, decide
from starrating.commands.shared.committee_stars import StarChangeRequest
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.year_setting import OfficeWorkbooks
from starrating.errors import StarratingError
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import Alias, Award, Finding, PlaqueChange, UnitChange
from starrating.workspace import open_workspace
from workbooks import write_book

H1, YEAR = Period(2013, "H1"), Period(2013)
THEN, NOW, GONE, CAME = "运输队党支部", "运输一队党支部", "机电队党支部", "综合队党支部"
DAY = dt.date(2013, 9, 1)
MOMENT = RecordTime(dt.datetime(2014, 3, 1, tzinfo=dt.UTC))
ONE_BRANCH = (THEN, NOW, "运输 队党支部", "运输一队\u3000党支部", "运输 一队", "汽车队")
"""The name then, the name now, both with blanks, a confirmed alias with a blank, and one without."""
SHORT, UNKNOWN = "运输", "消防队党支部"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Make a workspace with a half-year and its year, a renaming, a merger, aliases, and plaques to be returned."""
    folder = tmp_path_factory.mktemp("office")
    rows = [f"{branch} | {score}" for branch, score in ((THEN, 85), (GONE, 88), ("采煤队党支部", 93))]
    said = [
        f"{branch} | {each} | 无"
        for branch in (THEN, GONE, "采煤队党支部")
        for each in ("纪检", "生产经营", "安全", "技术", "治保")
    ]
    tables = {"考核评分": ["党支部 | 考核总分", *rows], "部门意见": ["党支部 | 部门 | 意见", *said]}
    write_book(folder / "a.xlsx", {sheet: "\n".join(lines) for sheet, lines in tables.items()})
    assert run(folder, "score", str(folder / "a.xlsx"), "--period", "2013H1").exit_code == 0
    workspace = open_workspace(folder)
    with open_ledger(workspace.ledger) as ledger:
        acts = (
            UnitChange(dt.date(2013, 8, 1), "renamed", (THEN,), (NOW,)),
            UnitChange(dt.date(2013, 8, 1), "merged", (GONE,), (CAME,)),
            Alias(None, "运输 一队", NOW),
            Alias(None, "汽车队", NOW),
            *[Award(YEAR, DAY, 1, (PlaqueChange(THEN, "replace-up", 3, 4),)) for _ in ONE_BRANCH],
        )
        for act in acts:
            ledger.add(act, "2013-09-01T08:00:00+08:00", "test")
    return workspace


def listed(workspace, name, heads, cells):
    path = Path(workspace.root) / "list.xlsx"
    write_book(path, {"表": f"{heads}\n{name} | {cells}"})
    return path


def refusal(act, *arguments):
    """Return the branch that a refusal for another reason names."""
    with pytest.raises(StarratingError) as caught:
        act(*arguments)
    said = " ".join(str(problem.message) for problem in caught.value.problems)
    found = [name for name in (NOW, THEN) if name in said]
    if "There is no branch" in said or "merged" in said or not found:
        raise caught.value
    return found[0]


def decided(workspace, wishes):
    return refusal(decide, workspace, DecideRequest(H1, dt.date(2013, 7, 10), "1号", wishes), MOMENT)


def paid(workspace, name):
    papers = OfficeWorkbooks(pay=listed(workspace, name, "党支部 | 年度绩效工资", "-1"))
    return refusal(annual.set_year, workspace, annual.AnnualRequest(YEAR, papers), MOMENT)


ASKED = {
    "explain": lambda office, name: explain.explain(office, name, H1).why.branch,
    "history": lambda office, name: history.history(office, name, None).branch,
    "objection": lambda office, name: (
        objection.add(office, objection.ObjectionRequest(H1, DAY, "漏计", branch=name), MOMENT).branch
    ),
    "decide": lambda office, name: decided(office, StarChangeRequest(named=((name, "9"),), reasons=("r",))),
    "decide --drop": lambda office, name: decided(office, StarChangeRequest(drops=(name,))),
    "award": lambda office, name: award.take_back(office, [name], DAY, MOMENT)[0][0].branch,
    "rectify": lambda office, name: rectify.add_finding(office, Finding(0, name, "f", "抽查"), DAY, MOMENT).branch,
    "declare": lambda office, name: (
        declare.declare(office, listed(office, name, "党支部 | 目标星级", "5"), Period(2014), DAY, MOMENT)
        .declared[0]
        .declaration.branch
    ),
    "annual": paid,
}
"""By command: the branch that is meant by a name."""
CALLED = dict.fromkeys(ASKED, THEN) | dict.fromkeys(("history", "rectify", "declare", "annual"), NOW)
"""What the branch is called there."""
ON_NOTICE = {"objection", "annual"}
"""Commands that need a result that is published, or at least decided."""


def test_no_command_that_takes_a_branch_is_forgotten():
    pages = Path(cli.__file__).parent.glob("*.py")
    taking = {page.stem for page in pages if re.search(r'metavar="\[?BRANCH', page.read_text(encoding="utf-8"))}
    assert taking - {"roster"} == {name.split()[0] for name in ASKED} - {"declare", "annual"}


@pytest.mark.parametrize("command", sorted(ASKED.keys() - ON_NOTICE))
def test_a_branch_is_found_by_every_name_that_means_it_and_by_no_other(office, command):
    assert [ASKED[command](office, name) for name in ONE_BRANCH] == [CALLED[command]] * len(ONE_BRANCH)
    _refuses(office, command)


def test_so_it_is_by_what_needs_a_decision(office):
    for act in (
        ("decide", "--period", "2013H1", "--date", "2013-07-10", "--document", "党发〔2013〕7号"),
        ("announce", "--period", "2013H1", "--from", "2013-07-15", "--format", "md"),
    ):
        assert run(Path(office.root), *act).exit_code == 0
    for command in ("annual", "objection"):
        assert [ASKED[command](office, name) for name in ONE_BRANCH] == [CALLED[command]] * len(ONE_BRANCH), command
        _refuses(office, command)


def _refuses(office, command):
    """See that a part of a name gets a suggestion alone, and that one that came or went is told what became of it."""
    for name, hint in ((SHORT, CALLED[command]), (UNKNOWN, "")):
        with pytest.raises(StarratingError, match=f"There is no branch {name}") as caught:
            ASKED[command](office, name)
        assert hint in str(caught.value.problems[0].hint)
    if command in {"history", "award"}:  # they ask for what was as well
        return
    then = CALLED[command] == THEN
    told = f"{CAME} came into being on 2013-08-01, out of {GONE}" if then else f"{GONE} was merged into {CAME}"
    with pytest.raises(StarratingError, match=told) as caught:
        ASKED[command](office, CAME if then else GONE)
    if command != "annual":  # the year has neither
        assert str(caught.value.problems[0].hint) == f"Name it: {GONE if then else CAME}"


def test_a_change_of_branches_takes_the_name_of_now_however_it_is_written(office):
    change = UnitChange(DAY, "closed", ("运输一队 党支部",), ())
    with pytest.raises(StarratingError, match=f"{THEN} is called {NOW} now") as caught:
        roster.record_alias(office, "车队", THEN, MOMENT)
    assert str(caught.value.problems[0].hint) == "Use that name."
    assert roster.record_change(office, change, MOMENT).act.before == (NOW,)
