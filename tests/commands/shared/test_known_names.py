"""Names that the ledger knows, and what a reading makes of them."""

import datetime as dt

import pytest
from ledger_reviews import review

from starrating.commands.shared.branch_history import names_known
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import Alias, UnitChange
from starrating.rating.roster_checks import by_roster_names, compared_with_last
from tables import inputs

H1, H2 = Period(2013, "H1"), Period(2013, "H2")
RENAMED = UnitChange(dt.date(2013, 8, 1), "renamed", ("机电队党支部",), ("机运队党支部",))
CLOSED = UnitChange(dt.date(2013, 8, 1), "closed", ("掘进队党支部",), ())
ALIAS = Alias(dt.date(2013, 8, 1), "采一", "采煤一队党支部")


@pytest.fixture
def ledger(tmp_path):
    """Open a ledger in which 采煤一队, 机电队 and 掘进队 were rated in 2013H1."""
    with open_ledger(f"sqlite:///{tmp_path}/starrating.db") as opened:
        opened.record(review("2013H1"))
        yield opened


def test_without_acts_only_who_was_rated_is_known(ledger):
    assert names_known(ledger, H2) == ({}, ("采煤一队党支部", "机电队党支部", "掘进队党支部"))
    assert names_known(ledger, H1) == ({}, ())


def test_old_names_and_confirmed_aliases_stand_for_the_branch_of_now(ledger):
    for act in (RENAMED, CLOSED, ALIAS):
        ledger.add(act, "", "")
    known = names_known(ledger, H2)
    assert known.aliases == {"采一": "采煤一队党支部", "机电队党支部": "机运队党支部"}
    assert known.last == ("采煤一队党支部", "机运队党支部")


def test_a_change_after_the_period_is_not_heeded_in_it(ledger):
    ledger.add(RENAMED, "", "")
    assert names_known(ledger, H1).aliases == {}


def test_recorded_names_are_read_with_a_notice_and_the_rosters_own_word_counts_more():
    read, notices = by_roster_names(inputs("机电队 90\n新队 80"), {"机电队": "机运队"})
    assert list(read.scores.branch) == ["机运队", "新队"]
    assert [notice.code for notice in notices] == ["alias"]


def test_who_is_gone_and_who_is_new_is_said_with_the_name_it_may_have_had():
    found = list(compared_with_last(inputs("采煤一队 90\n机电二队 80"), ["采煤一队", "机电队", "运输队"]))
    assert [(each.severity, each.code) for each in found] == [
        ("warning", "branch-gone"),
        ("warning", "branch-gone"),
        ("notice", "branch-first-rated"),
    ]
    assert "机电队" in str(found[2].hint)


def test_the_first_review_of_all_is_compared_with_nothing():
    assert list(compared_with_last(inputs("采煤一队 90"), [])) == []
