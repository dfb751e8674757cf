"""Which branch is meant by a name, and what is said of one that means none."""

import datetime as dt

import pytest

from starrating.model import Period
from starrating.model.acts import UnitChange
from starrating.procedure.named_branches import NamedBranches

H1 = Period(2013, "H1")
SPRING, SUMMER, AUTUMN = (dt.date(2013, month, 1) for month in (3, 7, 10))


def branches(*known, changes=(), period=None, aliases=None):
    return NamedBranches(known, changes, aliases, period)


RENAMED = UnitChange(SPRING, "renamed", ("销售",), ("营销",))
AGAIN = UnitChange(SUMMER, "renamed", ("营销",), ("经销",))
MERGED = UnitChange(AUTUMN, "merged", ("甲", "乙"), ("丙",))
INTO_ONE = UnitChange(AUTUMN, "merged", ("甲", "乙"), ("甲",))
SPLIT = UnitChange(AUTUMN, "split", ("甲",), ("甲", "新"))
CLOSED = UnitChange(AUTUMN, "closed", ("甲",), ())
FOUNDED = UnitChange(AUTUMN, "new", (), ("新",))


@pytest.mark.parametrize(
    ("known", "more", "name", "found"),
    [
        (["经销"], {"changes": [RENAMED, AGAIN]}, "销售", "经销"),
        (["销售"], {"changes": [RENAMED, AGAIN]}, "经销", "销售"),
        (["营销"], {"changes": [RENAMED, AGAIN]}, "经销", "营销"),
        (["经销"], {"changes": [RENAMED]}, "销售", "销售"),
        (["Ａ 支部"], {}, "a支部", "Ａ 支部"),
        (["A支部", "a支部"], {}, "ａ支部", "ａ支部"),
        (["甲"], {"aliases": {"老甲": "甲"}}, "老甲", "甲"),
        (["丙"], {"changes": [MERGED]}, "甲", "甲"),
    ],
)
def test_a_branch_is_found_by_the_names_it_had_and_by_what_looks_the_same(known, more, name, found):
    assert branches(*known, **more).find(name) == found


def test_all_names_of_a_branch_the_newest_first():
    assert branches("经销", changes=[RENAMED, AGAIN]).names("营销") == ("经销", "营销", "销售")


@pytest.mark.parametrize(
    ("known", "more", "name", "message", "hint"),
    [
        (["经销"], {"changes": [RENAMED, AGAIN]}, "营销", "营销 is called 经销 now.", "Use that name."),
        (["丙"], {"changes": [MERGED]}, "甲", "甲 was merged into 丙 on 2013-10-01.", "Name it: 丙"),
        (["甲"], {"changes": [INTO_ONE]}, "乙", "乙 was merged into 甲 on 2013-10-01.", "Name it: 甲"),
        (
            ["甲", "乙"],
            {"changes": [MERGED], "period": H1},
            "丙",
            "丙 came into being on 2013-10-01, out of 甲, 乙.",
            "Name it: 甲, 乙",
        ),
        (
            ["甲"],
            {"changes": [SPLIT], "period": H1},
            "新",
            "新 came into being on 2013-10-01, out of 甲.",
            "Name it: 甲",
        ),
        (
            ["丁"],
            {"changes": [UnitChange(H1.last_day, "merged", ("甲", "乙"), ("丙",))], "period": H1},
            "丙",  # on the last day it is one of the branches of the period, of which this was none
            "There is no branch 丙 in 2013H1.",
            "List them: starrating roster list",
        ),
        (
            ["乙"],
            {"changes": [FOUNDED], "period": H1},
            "新",
            "新 was founded on 2013-10-01.",
            "List them: starrating roster list",
        ),
        (["乙"], {"changes": [CLOSED]}, "甲", "甲 was closed on 2013-10-01.", "List them: starrating roster list"),
        (
            ["新", "余"],
            {"changes": [UnitChange(AUTUMN, "split", ("甲",), ("新", "余"))]},
            "甲",
            "甲 was divided on 2013-10-01, into 新, 余.",
            "Name it: 新, 余",
        ),
        (["乙"], {"changes": [MERGED, RENAMED]}, "丁", "There is no branch 丁.", "List them: starrating roster list"),
        (
            ["采煤队党支部"],
            {"period": H1},
            "采煤队",
            "There is no branch 采煤队 in 2013H1.",
            "Nearest names: 采煤队党支部",
        ),
    ],
)
def test_a_name_that_means_no_branch_says_what_became_of_it(known, more, name, message, hint):
    problem = branches(*known, **more).unknown(name)
    assert (problem.severity, problem.code) == ("error", "unknown-branch")
    assert (problem.message.say("en"), problem.hint.say("en")) == (message, hint)


def test_three_near_names_are_suggested_those_first_that_have_the_name_in_them():
    known = ("采煤一队党支部", "采煤二队党支部", "采煤三队党支部", "采煤四队党支部", "采棉一队")
    assert branches(*known).near("采煤") == list(known[:3])
    assert branches(*known).near("采棉一队党支部")[0] == "采煤一队党支部"
    assert branches(*known).near(" ") == []


def test_branches_are_a_collection_in_their_order():
    named = branches("乙", "甲", "乙")
    assert (list(named), len(named), "甲" in named, "丙" in named) == (["乙", "甲"], 2, True, False)
