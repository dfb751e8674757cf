import datetime as dt

import pytest

from starrating.model import Period
from starrating.model.acts import Alias, UnitChange
from starrating.procedure.branch_changes import (
    absent_in,
    confirmed_aliases,
    ended_in,
    names_in_use,
    unit_changes,
)
from starrating.procedure.change_flaws import alias_flaws, change_flaws
from starrating.procedure.named_branches import NamedBranches
from starrating.rating.roster_checks import by_roster_names, none_is_absent
from tables import H1, inputs

DAY, LATER = dt.date(2013, 8, 1), dt.date(2014, 2, 1)
RATED = {"采煤一队", "机电队", "运输队"}
RENAMED = UnitChange(DAY, "renamed", ("采煤一队",), ("综采队",))


def in_use(changes=()):
    return NamedBranches(sorted(names_in_use(RATED, changes)), changes)


def codes(change, changes=()):
    return [flaw.code for flaw in change_flaws(change, in_use(changes), changes, dict.fromkeys(RATED, H1))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], {"采煤一队", "机电队", "运输队"}),
        ([RENAMED], {"综采队", "机电队", "运输队"}),
        ([UnitChange(DAY, "merged", ("机电队", "运输队"), ("机电队",))], {"采煤一队", "机电队"}),
        ([UnitChange(DAY, "split", ("机电队",), ("机一队", "机二队"))], {"采煤一队", "机一队", "机二队", "运输队"}),
        ([UnitChange(DAY, "closed", ("机电队",), ())], {"采煤一队", "运输队"}),
        ([UnitChange(DAY, "new", (), ("新队",))], {"采煤一队", "机电队", "运输队", "新队"}),
        ([RENAMED, UnitChange(LATER, "renamed", ("综采队",), ("采煤一队",))], {"采煤一队", "机电队", "运输队"}),
        ([RENAMED, UnitChange(LATER, "closed", ("综采队",), ())], {"机电队", "运输队"}),
    ],
    ids=["none", "renamed", "taken in", "split", "closed", "new", "name given back", "closed later"],
)
def test_the_names_in_use_after_changes(changes, expected):
    assert names_in_use(RATED, changes) == expected


def test_a_change_of_known_names_to_free_ones_has_no_flaw():
    assert codes(RENAMED) == []
    assert codes(UnitChange(DAY, "merged", ("机电队", "运输队"), ("机电队",))) == []
    assert codes(UnitChange(DAY, "split", ("机电队",), ("机电队", "供电队"))) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (UnitChange(LATER, "renamed", ("采煤二队",), ("综采队二",)), ["unknown-branch"]),
        (UnitChange(LATER, "renamed", ("采煤一队",), ("综采一队",)), ["unknown-branch"]),
        (UnitChange(LATER, "renamed", ("机电队",), ("运输队",)), ["name-in-use"]),
        (UnitChange(LATER, "merged", ("机电队", "机电队"), ("机运队",)), ["name-twice"]),
        (UnitChange(DAY - dt.timedelta(1), "closed", ("综采队",), ()), ["change-too-early"]),
        (UnitChange(LATER, "renamed", ("机电队",), ("机电队",)), ["same-name"]),
        (
            UnitChange(LATER, "merged", ("甲队", "乙队"), ("运输队",)),
            ["unknown-branch", "unknown-branch", "name-in-use"],
        ),
    ],
)
def test_all_flaws_of_a_change_are_named(change, expected):
    assert codes(change, [RENAMED]) == expected


@pytest.mark.parametrize("kind", ["renamed", "merged"])
def test_a_name_in_use_may_be_that_of_one_of_the_merged(kind):
    (flaw,) = change_flaws(UnitChange(LATER, kind, ("机电队",), ("运输队",)), in_use(), [], {})
    assert str(flaw.hint).endswith("starrating roster merge 机电队 运输队 --into 运输队 --date")
    assert codes(UnitChange(LATER, "merged", ("机电队", "运输队"), ("运输队",))) == []


@pytest.mark.parametrize(
    ("day", "changes", "expected"),
    [
        (dt.date(2013, 3, 1), [], []),
        (H1.last_day, [], []),
        (H1.last_day + dt.timedelta(1), [], ["rated-before-founded"]),
        (dt.date(2013, 3, 1), [UnitChange(dt.date(2013, 1, 9), "new", (), ("机电队",))], ["name-in-use"]),
        (
            dt.date(2013, 3, 1),
            [UnitChange(dt.date(2013, 1, 9), "split", ("大队",), ("机电队", "一队"))],
            ["name-in-use"],
        ),
    ],
    ids=["in it", "its last day", "after it", "known as new", "known otherwise"],
)
def test_a_branch_that_was_rated_first_is_recorded_as_new_by_a_day_of_that_period(day, changes, expected):
    assert codes(UnitChange(day, "new", (), ("机电队",)), changes) == expected


def test_an_old_name_is_answered_by_the_new_one():
    (flaw,) = change_flaws(UnitChange(LATER, "closed", ("采煤一队",), ()), in_use([RENAMED]), [RENAMED], {})
    assert "综采队" in str(flaw.message)


def test_an_alias_stands_for_a_known_branch_and_is_none_itself():
    assert list(alias_flaws(Alias(DAY, "机电科", "机电队"), in_use())) == []
    assert [flaw.code for flaw in alias_flaws(Alias(DAY, "机电科", "机电对"), in_use())] == ["unknown-branch"]
    assert [flaw.code for flaw in alias_flaws(Alias(DAY, "运输队", "机电队"), in_use())] == ["alias-is-branch"]


def test_the_last_word_on_an_alias_counts():
    acts = [Alias(DAY, "一队", "机电队"), RENAMED, Alias(LATER, "一队", "运输队")]
    assert confirmed_aliases(acts) == {"一队": "运输队"}
    assert unit_changes(acts) == [RENAMED]


def _change(kind, day, before="", after=""):
    return UnitChange(dt.date.fromisoformat(day), kind, tuple(before.split()), tuple(after.split()))


@pytest.mark.parametrize(
    ("changes", "absent"),
    [
        ([_change("closed", "2013-06-30", "甲")], {"甲"}),
        ([_change("closed", "2013-07-01", "甲")], {"甲"}),
        ([_change("closed", "2013-07-02", "甲")], set()),
        ([_change("closed", "2013-06-01", "甲"), _change("new", "2013-06-30", "", "甲")], set()),
        ([_change("renamed", "2013-03-01", "甲", "子"), _change("closed", "2013-07-01", "子")], {"甲", "子"}),
        ([_change("renamed", "2013-03-01", "甲", "子"), _change("closed", "2014-01-01", "子")], set()),
        (
            [
                _change("renamed", "2013-03-01", "甲", "子"),
                _change("new", "2013-04-01", "", "甲"),
                _change("closed", "2013-07-01", "子"),
            ],
            {"子"},
        ),
        ([_change("new", "2013-12-31", "", "甲")], set()),
        ([_change("new", "2014-01-01", "", "甲")], {"甲"}),
        ([_change("merged", "2013-12-31", "甲 乙", "丙")], {"甲", "乙"}),
        ([_change("merged", "2014-01-01", "甲 乙", "丙")], {"丙"}),
        ([_change("merged", "2013-08-01", "甲 乙", "甲")], {"乙"}),
        ([_change("merged", "2014-01-01", "甲 乙", "甲")], set()),
        ([_change("split", "2013-07-01", "甲", "乙 丙")], {"甲"}),
        ([_change("split", "2013-07-02", "甲", "乙 丙")], set()),
        ([_change("split", "2014-01-01", "甲", "乙 丙")], {"乙", "丙"}),
        ([_change("renamed", "2014-01-01", "甲", "子")], set()),
    ],
)
def test_who_is_no_branch_in_the_second_half_of_2013(changes, absent):
    """On the days around its first and its last one."""
    found = absent_in(Period(2013, "H2"), changes)
    assert set(found) == absent
    assert all(change in changes for change in found.values())


def test_scores_of_a_branch_that_was_merged_are_nobody_elses_but_its_incidents_are():
    merged = _change("merged", "2013-03-01", "甲 乙", "丙")
    given = inputs("甲 92\n丙 85", "甲 6 2013-02-05")
    read, _ = by_roster_names(given, {"甲": "丙", "乙": "丙"}, absent_in(Period(2013, "H1"), [merged]))
    assert list(read.scores.branch) == ["甲", "丙"]
    assert [incident.branch for incident in read.incidents] == ["丙"]
    problems = list(none_is_absent(read, {"甲": merged}))
    assert [(each.code, each.message.fields["day"]) for each in problems] == [("branch-merged", "2013-03-01")]


def change(kind, day, before, after=""):
    return UnitChange(day, kind, tuple(before), tuple(after))


@pytest.mark.parametrize(
    ("changed", "ended"),
    [
        (change("closed", dt.date(2013, 7, 2), "甲"), {"甲"}),
        (change("closed", dt.date(2013, 7, 1), "甲"), set()),
        (change("closed", dt.date(2013, 12, 31), "甲"), {"甲"}),
        (change("closed", dt.date(2014, 1, 1), "甲"), set()),
        (change("split", dt.date(2013, 10, 1), "甲", "乙丙"), {"甲"}),
        (change("split", dt.date(2013, 10, 1), "甲", "甲乙"), set()),
        (change("merged", dt.date(2013, 10, 1), "甲乙", "丙"), set()),
        (change("renamed", dt.date(2013, 10, 1), "甲", "乙"), set()),
    ],
)
def test_who_ended_within_the_second_half_of_2013(changed, ended):
    assert set(ended_in(Period(2013, "H2"), [changed])) == ended
