"""What the acts of a period add up to: settings in force, answers that are owed, versions that settings made."""

import datetime as dt

import pytest
from msgspec.structs import replace

from starrating.model.acts import Decision, Objection, PublicNotice, Resolution, StarChange, StarSetting
from starrating.model.preparation_acts import NoticePosted
from starrating.procedure.account import (
    account,
    asked_of,
    assessed_version,
    late_objections,
    notices_held,
    settings_in_force,
    settings_of,
)
from tables import H1


def july(day):
    return dt.date(2013, 7, day)


def change(branch, after=5):
    return StarChange(branch, 4, after, "突出")


def decision(version=1, changes=(), **more):
    return replace(Decision(H1, july(10), version, 1, "7号", "党委"), changes=tuple(changes), **more)


def objection(number=1, version=1, day=16):
    return Objection(H1, july(day), version, number, "漏计")


def answer(number=1, version=0, changes=(), at_version=0):
    return Resolution(H1, july(18), number, True, "属实", "8号", "党委", version, tuple(changes), at_version)


def notice(version=1, last=19, reason=""):
    return PublicNotice(H1, july(15), version, july(last), 5, "working-days", reason=reason)


def held(branch, after=5, number=0):
    by = ("党委", july(18), "8号", number) if number else ("党委", july(10), "7号", 0)
    return StarSetting(branch, 4, after, "突出", *by)


def test_who_set_a_star_and_by_what():
    assert list(settings_of(decision(changes=[change("甲"), change("乙", 3)]))) == [held("甲"), held("乙", 3)]
    assert list(settings_of(answer(3, changes=[change("甲")]))) == [held("甲", number=3)]


@pytest.mark.parametrize(
    ("acts", "settings"),
    [
        ([], ()),
        ([decision(changes=[change("甲")])], (held("甲"),)),
        ([decision(changes=[change("甲")]), decision(2, [change("乙")])], (held("乙"),)),
        ([decision(changes=[change("甲")]), decision(2, [change("乙")], kept=(held("甲"),))], (held("甲"), held("乙"))),
        ([decision(changes=[change("甲")]), answer(changes=[change("乙")])], (held("甲"), held("乙", number=1))),
        ([decision(changes=[change("甲")]), answer(changes=[change("甲", 3)])], (held("甲", 3, number=1),)),
    ],
)
def test_a_decision_says_which_settings_go_on_and_an_objection_adds_to_them(acts, settings):
    assert settings_in_force(acts) == settings


@pytest.mark.parametrize(
    ("acts", "late"),
    [
        ([objection(day=30)], set()),
        ([notice(), objection(day=19), objection(2, day=20)], {2}),
        ([notice(), objection(day=22), notice(last=23, reason="假日")], set()),
        ([notice(last=23), objection(day=22), notice(last=19, reason="假日")], {1}),
        ([notice(), objection(day=22), notice(last=23)], {1}),
        ([notice(), objection(day=22), notice(2, last=23, reason="假日")], {1}),
        ([notice(), notice(last=23, reason="假日"), objection(day=22)], set()),
        ([objection(day=30), notice(last=19)], set()),
    ],
)
def test_which_objections_came_after_the_notice(acts, late):
    assert late_objections(acts) == late


@pytest.mark.parametrize(
    ("version", "acts", "assessed"),
    [
        (3, [], 3),
        (3, [decision(3, [change("甲")])], 2),
        (3, [decision(3, assessed=3)], 3),
        (3, [decision(2, [change("甲")]), answer(version=3, changes=[change("乙")])], 1),
        (4, [decision(2, [change("甲")]), answer(version=3, changes=[change("乙")])], 4),
    ],
)
def test_the_assessment_under_versions_that_the_committee_made(version, acts, assessed):
    assert assessed_version(version, acts) == assessed


@pytest.mark.parametrize(
    ("given", "acts", "version"),
    [
        (answer(at_version=4), [objection(version=2)], 4),
        (answer(), [objection(2, version=3), objection(version=2)], 2),
        (answer(), [objection(2, version=3)], 0),
    ],
)
def test_at_which_version_an_objection_was_answered(given, acts, version):
    assert asked_of(given, acts) == version


@pytest.mark.parametrize(
    ("version", "acts", "due", "unpublished"),
    [
        (1, [objection(), answer(at_version=1)], [1], []),
        (2, [objection(), answer(at_version=1)], [], [1]),
        (2, [objection(), answer(at_version=1), notice(2)], [], []),
        (1, [objection(), replace(answer(at_version=1), upheld=False)], [], []),
        (2, [objection(), answer(at_version=1), decision(2, [change("甲")]), notice(2)], [1], []),
        (2, [objection(), answer(version=2, changes=[change("甲")], at_version=1)], [], []),
        (2, [objection(), answer(version=2, changes=[change("甲")], at_version=1), notice(2)], [], []),
    ],
)
def test_an_upheld_objection_is_owed_an_assessment_and_then_a_notice(version, acts, due, unpublished):
    found = account(version, [decision(), notice(), *acts])
    assert [one.number for one in found.due] == due
    assert [one.number for one in found.unpublished] == unpublished
    assert found.published == (acts[-1] if isinstance(acts[-1], PublicNotice) else notice())


def posted(version, *places):
    return NoticePosted(H1, july(15), version, places)


@pytest.mark.parametrize(
    ("acts", "places"),
    [
        ([], []),
        ([notice()], [()]),
        ([notice(), posted(1, "网站", "公开栏"), posted(1, "网站")], [("网站", "公开栏")]),
        ([notice(), posted(1, "网站"), notice(reason="假日"), posted(1, "公开栏")], [("网站", "公开栏")]),
        ([notice(), posted(1, "网站"), notice(), posted(1, "公开栏")], [("网站",), ("公开栏",)]),
        ([notice(), posted(1, "网站"), notice(2), posted(2, "公开栏")], [("网站",), ("公开栏",)]),
        ([notice(), posted(2, "网站"), posted(1, "公开栏")], [("公开栏",)]),
        ([posted(1, "网站"), notice()], [()]),
    ],
)
def test_each_notice_hangs_where_it_was_posted_since_it_began(acts, places):
    assert [held.posted for held in notices_held(acts)] == places
