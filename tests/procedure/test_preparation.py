"""The weeks around a review: what is fixed, what has come, what is outstanding; what branches declared."""

import datetime as dt

import pytest

from starrating.model import Period
from starrating.model.acts import UnitChange
from starrating.model.branch_names import BranchNames
from starrating.model.preparation_acts import (
    Declaration,
    FormsReceived,
    MarksReceived,
    ReviewSchedule,
    TargetsDeclared,
)
from starrating.procedure.declarations import declarations_of, new_declarations
from starrating.procedure.preparation import (
    Outstanding,
    Owing,
    forms_received,
    marks_received,
    outstanding,
    schedule_of,
)

H1, H2, YEAR = Period(2013, "H1"), Period(2013, "H2"), Period(2013)


def july(day):
    return dt.date(2013, 7, day)


FORMS = ReviewSchedule(H1, july(1), forms_by=july(5), agenda="议题一")
OPINIONS = ReviewSchedule(H1, july(2), opinions_by=july(8))
OTHER = ReviewSchedule(H2, july(3), forms_by=july(30))
CAME, CAME_LATER = FormsReceived(H1, july(4), ("甲",)), FormsReceived(H2, july(29), ("乙",))
MARKED = MarksReceived(H1, july(4), ("安全",))
RENAMED = UnitChange(july(3), "renamed", ("甲",), ("新甲",))


def test_of_what_is_fixed_the_last_word_on_each_counts():
    assert schedule_of(H1, []) is None
    assert schedule_of(H1, [OTHER]) is None
    assert schedule_of(H1, [FORMS, OTHER, OPINIONS]) == ReviewSchedule(
        H1, july(2), forms_by=july(5), opinions_by=july(8), agenda="议题一"
    )


def test_what_has_come_is_that_of_the_review():
    acts = [CAME, CAME_LATER, MARKED, MarksReceived(H2, july(29), ("技术",))]
    assert forms_received(H1, acts) == {"甲"}
    assert forms_received(H2, acts) == {"乙"}
    assert marks_received(H1, acts) == {"安全"}
    assert marks_received(YEAR, acts) == frozenset()


@pytest.mark.parametrize(
    ("acts", "owed"),
    [
        ([], "opinion 纪检 2 -"),
        ([FORMS], "form 甲 0 5, form 乙 0 5, marks 安全 0 -, marks 技术 0 -, opinion 纪检 2 -"),
        ([FORMS, OPINIONS, CAME], "form 乙 0 5, marks 安全 0 -, marks 技术 0 -, opinion 纪检 2 8"),
        ([CAME], "form 乙 0 -, marks 安全 0 -, marks 技术 0 -, opinion 纪检 2 -"),
        ([MARKED], "form 甲 0 -, form 乙 0 -, marks 技术 0 -, opinion 纪检 2 -"),
        ([OTHER, CAME_LATER], "opinion 纪检 2 -"),
    ],
)
def test_what_is_owed_once_it_was_asked_for(acts, owed):
    found = outstanding(H1, acts, Owing(("甲", "乙"), ("安全", "技术"), {"纪检": 2}))
    assert owed == ", ".join(f"{one.owed} {one.who} {one.branches} {one.due.day if one.due else '-'}" for one in found)


def test_a_form_that_came_before_a_renaming_has_come():
    assert outstanding(H1, [CAME, RENAMED], Owing(("新甲",))) == ()
    assert outstanding(H1, [CAME], Owing(("新甲",))) == (Outstanding("新甲", "form", 0, None),)


def test_of_what_a_branch_declared_the_last_word_holds_under_its_name_of_now():
    first, last, other = Declaration("甲", 4), Declaration("甲", 5, due="2013年底"), Declaration("乙", 3)
    acts = [TargetsDeclared(YEAR, july(1), (first, other)), TargetsDeclared(YEAR, july(2), (last,))]
    found = declarations_of(acts, BranchNames([RENAMED]), ("新甲", "乙"))
    assert {branch: (one.declaration.branch, one.declaration.target, one.day) for branch, one in found.items()} == {
        "新甲": ("新甲", 5, july(2)),
        "乙": ("乙", 3, july(1)),
    }
    again = [Declaration("新甲", 5, due="2013年底"), Declaration("乙", 4), Declaration("丙", 3)]
    assert list(new_declarations(again, found)) == again[1:]


@pytest.mark.parametrize(
    ("change", "branch", "to", "told"),
    [
        (UnitChange(july(3), "renamed", ("甲",), ("新甲",)), "新甲", july(9), 5),
        (UnitChange(july(3), "renamed", ("甲",), ("新甲",)), "甲", july(2), 5),
        (UnitChange(july(3), "merged", ("甲", "乙"), ("丙",)), "丙", july(9), None),
        (UnitChange(july(3), "merged", ("甲", "乙"), ("甲",)), "甲", july(9), None),
        (UnitChange(july(3), "merged", ("甲", "乙"), ("丙",)), "甲", july(2), 5),
        (UnitChange(july(3), "split", ("甲",), ("甲", "丁")), "甲", july(9), None),
        (UnitChange(july(3), "merged", ("乙", "丁"), ("丙",)), "甲", july(9), 5),
    ],
)
def test_what_came_of_a_merger_or_a_division_has_declared_nothing_before_it(change, branch, to, told):
    acts = [TargetsDeclared(YEAR, july(1), (Declaration("甲", 5), Declaration("乙", 4)))]
    found = declarations_of(acts, BranchNames([change]), (branch,), to)
    assert {name: each.declaration.target for name, each in found.items()} == ({branch: told} if told else {})


def test_a_branch_is_known_by_the_name_that_it_took_after_its_review():
    acts = [TargetsDeclared(YEAR, july(9), (Declaration("新甲", 5),))]
    found = declarations_of(acts, BranchNames([RENAMED]), ("甲", "乙"), july(2))
    assert {name: each.declaration.target for name, each in found.items()} == {"甲": 5}
