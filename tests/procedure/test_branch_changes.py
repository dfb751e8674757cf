import datetime as dt

import pytest

from starrating.model.acts import Alias, UnitChange
from starrating.procedure.branch_changes import alias_flaws, change_flaws, confirmed_aliases, names_in_use, unit_changes

DAY, LATER = dt.date(2013, 8, 1), dt.date(2014, 2, 1)
RATED = {"采煤一队", "机电队", "运输队"}
RENAMED = UnitChange(DAY, "renamed", ("采煤一队",), ("综采队",))


def codes(change, changes=()):
    return [flaw.code for flaw in change_flaws(change, names_in_use(RATED, changes), changes)]


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


def test_an_old_name_is_answered_by_the_new_one():
    (flaw,) = change_flaws(UnitChange(LATER, "closed", ("采煤一队",), ()), names_in_use(RATED, [RENAMED]), [RENAMED])
    assert "综采队" in str(flaw.message)


def test_an_alias_stands_for_a_known_branch_and_is_none_itself():
    assert list(alias_flaws(Alias(DAY, "机电科", "机电队"), RATED, [])) == []
    assert [flaw.code for flaw in alias_flaws(Alias(DAY, "机电科", "机电对"), RATED, [])] == ["unknown-branch"]
    assert [flaw.code for flaw in alias_flaws(Alias(DAY, "运输队", "机电队"), RATED, [])] == ["alias-is-branch"]


def test_the_last_word_on_an_alias_counts():
    acts = [Alias(DAY, "一队", "机电队"), RENAMED, Alias(LATER, "一队", "运输队")]
    assert confirmed_aliases(acts) == {"一队": "运输队"}
    assert unit_changes(acts) == [RENAMED]
