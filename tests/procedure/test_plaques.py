"""Plaques: the difference list of a year, what hangs, and what is still to come back."""

import datetime as dt

from starrating.model import Period
from starrating.model.acts import Award, PlaqueReturn, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.plaques import not_returned, on_display, plaque_changes, without_branch
from years import renamed, year_result

DAY = dt.date(2014, 2, 1)
SAME = BranchNames()


def awarded(year, stars, before=(), lineage=SAME, secretaries="", day=DAY):
    """Award the plaques of a year after other acts: the acts with the award."""
    result, displayed = year_result(year, stars, secretaries), on_display(before, lineage)
    names = NamedBranches.there_on(day, {*result.stars, *displayed}, lineage.changes)
    changes = plaque_changes(result, displayed, lineage, names)
    return [*before, Award(Period(year), day, 1, changes)]


def listed(acts):
    return [(each.branch, each.act, each.before, each.after) for each in acts[-1].changes]


def test_every_difference_in_the_order_of_the_result_withdrawn_ones_last():
    first = awarded(2013, "甲=4 乙=4 丙=4 丁=4 戊=5")
    assert listed(first) == [(name, "new", -1, star) for name, star in zip("甲乙丙丁戊", (4, 4, 4, 4, 5), strict=True)]
    assert listed(awarded(2014, "己=3 甲=5 乙=3 丙=4 丁=- 庚=-", first)) == [
        ("己", "new", -1, 3),
        ("甲", "replace-up", 4, 5),
        ("乙", "replace-down", 4, 3),
        ("丙", "unchanged", 4, 4),
        ("丁", "withdraw", 4, -1),
        ("戊", "withdraw", 5, -1),
    ]


def test_the_secretary_collects():
    (award,) = awarded(2013, "甲=4 乙=5", secretaries="甲=张")
    assert [each.collector for each in award.changes] == ["张", ""]


def test_a_renamed_branch_keeps_its_plaque_and_the_old_name_is_not_withdrawn():
    lineage = BranchNames([renamed("甲", "新甲", dt.date(2014, 3, 1))])
    acts = awarded(2014, "新甲=4", awarded(2013, "甲=4"), lineage)
    assert listed(acts) == [("新甲", "unchanged", 4, 4)]
    assert [(each.branch, each.period.year) for each in on_display(acts, lineage).values()] == [("新甲", 2013)]
    later = awarded(2015, "新甲=5", acts, lineage)
    assert listed(later) == [("新甲", "replace-up", 4, 5)]
    assert [(each.branch, each.star, each.period.year) for each in not_returned(later, lineage)] == [("新甲", 4, 2013)]


def test_branches_that_changed_after_their_result_have_the_names_of_the_day_of_the_award():
    change = dt.date(2014, 2, 1)
    lineage = BranchNames(
        [
            renamed("甲", "新甲", change),
            UnitChange(change, "merged", ("乙", "丙"), ("乙",)),
            UnitChange(change, "merged", ("丁", "戊"), ("己",)),
            UnitChange(change, "closed", ("庚",), ()),
        ]
    )
    first = awarded(2012, "甲=3 丙=4 庚=-", day=dt.date(2013, 2, 1), lineage=lineage)
    assert listed(first) == [("甲", "new", -1, 3), ("丙", "new", -1, 4)]
    acts = awarded(2013, "甲=4 乙=4 丙=4 丁=5 戊=- 庚=4", first, lineage)
    told = [(*each, str(change.note or "")) for each, change in zip(listed(acts), acts[-1].changes, strict=True)]
    assert told == [
        ("新甲", "replace-up", 3, 4, "formerly 甲"),
        ("乙", "new", -1, 4, ""),
        ("丙", "withdraw", 4, -1, "merged into 乙 on 2014-02-01"),
        ("丁", "none", -1, -1, "merged into 己 on 2014-02-01"),
        ("庚", "none", -1, -1, "closed on 2014-02-01"),
    ]
    assert list(on_display(acts, lineage)) == ["新甲", "乙"]
    again = awarded(2013, "甲=5 乙=4", acts, lineage)
    assert listed(again) == [("新甲", "replace-up", 4, 5), ("乙", "unchanged", 4, 4)]


def test_replaced_and_withdrawn_plaques_are_due_until_each_has_come_back():
    acts = awarded(2014, "甲=5 乙=4 丙=-", awarded(2013, "甲=4 乙=4 丙=3"))
    acts = awarded(2015, "甲=4 乙=4", acts)
    due = [(each.branch, each.star, each.period.year) for each in not_returned(acts, SAME)]
    assert due == [("甲", 4, 2013), ("丙", 3, 2013), ("甲", 5, 2014)]
    acts.append(PlaqueReturn(DAY, "甲", 4))
    assert [(each.branch, each.star) for each in not_returned(acts, SAME)] == [("丙", 3), ("甲", 5)]
    acts.append(PlaqueReturn(DAY, "甲", 4))
    assert len(not_returned(acts, SAME)) == 2


def test_zero_stars_are_a_level_but_hang_no_plaque():
    first = awarded(2013, "甲=1 乙=0")
    assert listed(first) == [("甲", "new", -1, 1)]
    assert listed(awarded(2014, "甲=0 乙=0", first)) == [("甲", "withdraw", 1, -1)]


def test_the_plaque_of_a_branch_that_is_gone_comes_back_before_an_award_calls_it_back():
    changes = [
        renamed("甲", "新甲", DAY),
        UnitChange(DAY, "closed", ("新甲",), ()),
        UnitChange(DAY, "merged", ("乙", "丙"), ("乙",)),
        UnitChange(DAY, "split", ("丁",), ("丁一", "丁二")),
    ]
    lineage = BranchNames(changes)
    acts = [*awarded(2013, "甲=4 乙=4 丙=3 丁=5 戊=5"), *changes]
    assert [(each.branch, each.star) for each in without_branch(acts, lineage)] == [("甲", 4), ("丙", 3), ("丁", 5)]
    acts.append(PlaqueReturn(DAY, "丙", 3))
    assert [each.branch for each in without_branch(acts, lineage)] == ["甲", "丁"]
    assert [each.branch for each in on_display(acts, lineage).values()] == ["甲", "乙", "丁", "戊"]
    later = awarded(2014, "乙=4 戊=5", acts, lineage)
    assert [(each.branch, each.star) for each in not_returned(later, lineage)] == [("甲", 4), ("丁", 5)]
    assert without_branch(later, lineage) == []
