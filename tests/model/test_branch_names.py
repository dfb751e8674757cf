import datetime as dt

import pytest

from starrating.model.acts import UnitChange
from starrating.model.branch_names import BranchNames


def day(written):
    return dt.date.fromisoformat(written)


RENAMED = UnitChange(day("2013-08-01"), "renamed", ("采煤一队",), ("综采一队",))
RENAMED_AGAIN = UnitChange(day("2014-02-01"), "renamed", ("综采一队",), ("综采队",))
MERGED = UnitChange(day("2013-09-01"), "merged", ("机电队", "运输队"), ("机运队",))
TAKEN_IN = UnitChange(day("2013-09-01"), "merged", ("机电队", "运输队"), ("机电队",))
DIVIDED = UnitChange(day("2013-09-01"), "split", ("机关",), ("机关一", "机关二"))


def test_the_earlier_names_are_those_of_renamings_only_the_last_one_first():
    lineage = BranchNames([RENAMED_AGAIN, RENAMED, MERGED])
    assert lineage.former("综采队") == ("综采一队", "采煤一队")
    assert lineage.former("综采一队") == ("采煤一队",)
    assert lineage.former("机运队") == ()


def test_a_name_that_was_given_back_is_not_followed_in_a_circle():
    there = UnitChange(day("2013-01-01"), "renamed", ("甲",), ("乙",))
    back = UnitChange(day("2014-01-01"), "renamed", ("乙",), ("甲",))
    assert BranchNames([there, back]).former("甲") == ("乙", "甲")
    assert BranchNames([there, back]).current("乙", {"甲"}) == "甲"
    assert BranchNames([there, back]).current("丙", {"甲"}) == "丙"


def test_two_renamings_of_one_day_count_in_the_order_in_which_they_were_recorded():
    one = UnitChange(day("2013-08-01"), "renamed", ("甲",), ("乙",))
    two = UnitChange(day("2013-08-01"), "renamed", ("乙",), ("丙",))
    assert BranchNames([one, two]).former("丙") == ("乙", "甲")


@pytest.mark.parametrize(
    ("changes", "branches", "expected"),
    [
        ([RENAMED], ["综采一队"], {"综采一队": 5}),
        ([RENAMED, RENAMED_AGAIN], ["综采队"], {"综采队": 5}),
        ([RENAMED], ["采煤一队"], {"采煤一队": 5}),
        ([MERGED], ["机运队"], {}),
        ([TAKEN_IN], ["机电队"], {"机电队": 4}),
        ([DIVIDED], ["机关一", "机关二"], {}),
        ([], ["机电队", "新队"], {"机电队": 4}),
    ],
    ids=["renamed", "twice", "not yet", "merged", "taken in", "divided", "no changes"],
)
def test_stars_survive_a_renaming_and_nothing_else(changes, branches, expected):
    earlier = {"采煤一队": 5, "机电队": 4, "运输队": 3, "机关": 4}
    assert BranchNames(changes).carried(earlier, branches) == expected


@pytest.mark.parametrize(
    ("changes", "name", "expected"),
    [
        ([RENAMED, RENAMED_AGAIN], "采煤一队", "综采队"),
        ([MERGED], "运输队", "机运队"),
        ([DIVIDED], "机关", "机关"),
        ([], "运输队", "运输队"),
    ],
)
def test_an_old_name_leads_to_the_branch_of_today(changes, name, expected):
    assert BranchNames(changes).current(name, {"综采队", "机运队", "机关一", "机关二"}) == expected


@pytest.mark.parametrize("merged", [MERGED, TAKEN_IN])
def test_what_comes_of_a_merger_has_no_past_whatever_name_it_took(merged):
    stars, (name,) = {"机电队": 4, "运输队": 5, "机运队": 3}, merged.after
    before, after, later = day("2013-06-30"), day("2013-12-31"), day("2014-12-31")
    assert BranchNames([merged]).carried(stars, [name], (before, after)) == {}
    assert BranchNames([merged]).carried(stars, [name], (after, later)) == {name: stars[name]}
    assert BranchNames([merged]).carried(stars, [name], (day("2012-12-31"), before)) == {name: stars[name]}
    assert BranchNames([merged]).origin(name, before, after) == merged


FIRST = UnitChange(day("2013-03-01"), "merged", ("甲", "乙"), ("丙",))
CALLED = UnitChange(day("2013-04-01"), "renamed", ("丙",), ("新丙",))
THEN = UnitChange(day("2013-05-01"), "merged", ("新丙", "丁"), ("戊",))
KEPT = UnitChange(day("2013-05-01"), "merged", ("新丙", "丁"), ("丁",))
PARTED = UnitChange(day("2013-06-01"), "split", ("戊",), ("己", "庚"))


@pytest.mark.parametrize(
    ("changes", "branch", "on", "came"),
    [
        ((FIRST, CALLED, THEN), "戊", "2013-02-01", ["甲", "乙", "丁"]),
        ((FIRST, CALLED, THEN), "戊", "2013-03-15", ["新丙 丙", "丁"]),
        ((FIRST, CALLED, THEN), "戊", "2013-04-15", ["新丙 丙", "丁"]),
        ((FIRST, CALLED, THEN), "戊", "2013-05-15", ["戊"]),
        ((FIRST, CALLED, THEN), "丁", "2013-02-01", ["丁"]),
        ((FIRST, CALLED, KEPT), "丁", "2013-02-01", ["甲", "乙", "丁"]),
        ((FIRST, CALLED, THEN, PARTED), "庚", "2013-02-01", ["甲", "乙", "丁"]),
        ((FIRST, CALLED), "新丙", "2013-03-15", ["新丙 丙"]),
        ((UnitChange(day("2013-03-01"), "new", (), ("丁",)), THEN), "戊", "2013-02-01", ["新丙"]),
    ],
)
def test_predecessors_are_those_of_the_day_through_however_many_changes(changes, branch, on, came):
    found = BranchNames(changes).predecessors(branch, day(on), YEAR)
    assert [" ".join(names) for names in found] == came


HALF, YEAR, NEXT = day("2013-06-30"), day("2013-12-31"), day("2014-06-30")
GIVEN_UP = [
    UnitChange(day("2013-08-10"), "merged", ("机电队", "后勤队"), ("机后队",)),
    UnitChange(day("2013-08-10"), "closed", ("机电队",), ()),
    UnitChange(day("2013-08-10"), "renamed", ("机电队",), ("机修队",)),
]


@pytest.mark.parametrize("given_up", GIVEN_UP, ids=lambda change: change.kind)
@pytest.mark.parametrize("again", [None, UnitChange(day("2014-02-01"), "renamed", ("机电队",), ("机电一队",))])
def test_a_name_that_another_gave_up_brings_nothing_of_its_past(given_up, again):
    taken = UnitChange(day("2013-10-01"), "renamed", ("掘进队",), ("机电队",))
    lineage = BranchNames([given_up, taken, *([again] if again else [])])
    name = "机电一队" if again else "机电队"
    assert lineage.carried({"掘进队": 4, "机电队": 3}, [name], (HALF, NEXT)) == {name: 4}
    assert lineage.carried({"机电队": 3}, [name], (HALF, NEXT)) == {}
    assert lineage.carried({"机电队": 5}, [name], (YEAR, NEXT)) == {name: 5}
    assert lineage.carried({"掘进队": 4, "机电队": 3}, [name])[name] == 4


def test_a_branch_that_is_founded_anew_has_nothing_of_the_one_that_was_closed():
    earlier = UnitChange(day("2012-03-01"), "renamed", ("办公室",), ("机关",))
    closed = UnitChange(day("2013-07-20"), "closed", ("机关",), ())
    founded = UnitChange(day("2013-08-20"), "new", (), ("机关",))
    lineage = BranchNames([earlier, closed, founded])
    assert lineage.carried({"机关": 4, "办公室": 3}, ["机关"], (HALF, YEAR)) == {}
    assert lineage.carried({"机关": 5}, ["机关"], (YEAR, NEXT)) == {"机关": 5}
    assert lineage.former("机关") == ()


def test_a_workbook_may_use_the_new_name_before_its_day_and_the_old_one_after():
    assert BranchNames([RENAMED]).carried({"综采一队": 4}, ["综采一队"], (HALF, YEAR)) == {"综采一队": 4}
    assert BranchNames([RENAMED]).carried({"采煤一队": 4}, ["综采一队"], (YEAR, NEXT)) == {"综采一队": 4}
