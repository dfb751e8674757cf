"""`targets` over the example company's four reviews."""

import pytest

from commands import data, run
from company import EXAMPLE, REVIEWS


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    folder = tmp_path_factory.mktemp("targets")
    for books in REVIEWS.values():
        named = [book if book.startswith("-") else str(EXAMPLE / book) for book in books]
        assert run(folder, "score", *named).exit_code == 0
    return folder


def test_a_year_has_its_milestones_trend_own_targets_and_outlook(company):
    report = data(company, "targets", "--year", "2014")
    assert [(each["due"], each["star"], each["count"], each["needed"]) for each in report["milestones"]] == [
        ("2014H1", 5, 11, 12),
        ("2015H1", 5, 11, 17),
        ("2015H1", 3, 1, 0),
    ]
    assert report["period"] == "2014H1"
    assert [(each["period"], each["counts"]["5"]) for each in report["trend"]] == [
        ("2012H2", 4),
        ("2013H1", 8),
        ("2013H2", 10),
        ("2014H1", 11),
    ]
    assert [each["branch"] for each in report["declared"] if not each["reached"]] == [
        "热电厂党支部",
        "掘进一队党支部",
        "地测科党支部",
        "运输队党支部",
        "培训中心党支部",
        "掘进二队党支部",
        "离退休党支部",
    ]
    ahead = report["outlook"]
    assert [(each["branch"], each["star"], each["would_have"]) for each in ahead["rises"]] == [
        ("地测科党支部", 4, 5),
        ("运输队党支部", 4, 5),
        ("离退休党支部", 3, 4),
    ]
    assert [(each["count"], each["met"]) for each in ahead["milestones"]] == [(13, True), (13, False), (0, True)]


def test_a_period_is_measured_by_itself_whatever_came_later(company):
    report = data(company, "targets", "--period", "2013H1")
    assert [(each["due"], each["period"], each["count"]) for each in report["milestones"]] == [
        ("2013H1", "2013H1", 8),
        ("2014H1", "2013H1", 8),
    ]
    assert [each["period"] for each in report["trend"]] == ["2012H2", "2013H1"]


def test_the_terminal_says_all_of_it(company):
    said = run(company, "targets", "--year", "2014").stdout
    for words in ("short by 1", "Over time", "17 of 24", "地测科党支部", "1 point or less in 2014H1 had risen (3)"):
        assert words in said


@pytest.mark.parametrize("options", [[], ["--year", "2014", "--period", "2014H1"]])
def test_either_the_year_or_the_period_is_named(company, options):
    assert run(company, "targets", *options).exit_code == 2


def test_a_period_that_is_not_recorded_is_refused(company):
    assert run(company, "targets", "--period", "2015H1").exit_code == 3
