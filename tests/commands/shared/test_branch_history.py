"""Stars of earlier periods under the names that branches have now."""

import datetime as dt

import pytest
from msgspec.structs import replace

from reviews import review
from starrating.commands.shared.branch_history import facts_before, lineage_of, previous_stars
from starrating.ledger import open_ledger
from starrating.model import NO_STAR, Period
from starrating.model.acts import Alias, UnitChange

H1 = Period(2013, "H1")
NAMES = ["综采队党支部", "机电队党支部"]


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'starrating.db'}") as opened:
        opened.record(review("采煤队党支部 - 91 5\n机电队党支部 - 85 4", "2012H1"))
        opened.record(review("采煤队党支部 - 81 4\n机电队党支部 - 85 4", "2012H2"))
        yield opened


def test_without_changes_a_name_is_a_name(ledger):
    ledger.add(Alias(dt.date(2013, 1, 1), "机电", "机电队党支部"), "2013-01-01T08:00:00+08:00", "test")
    assert lineage_of(ledger) is None
    previous, past = previous_stars(ledger, H1, 2, NAMES)
    assert previous["机电队党支部"] == 4
    assert "综采队党支部" not in previous
    assert past["机电队党支部"] == (4, 4)


def test_a_renamed_branch_has_the_stars_of_its_earlier_name(ledger):
    renamed = UnitChange(dt.date(2013, 2, 1), "renamed", ("采煤队党支部",), ("综采队党支部",))
    ledger.add(renamed, "2013-02-01T08:00:00+08:00", "test")
    previous, past = previous_stars(ledger, H1, 3, NAMES)
    assert previous == {"综采队党支部": 4, "机电队党支部": 4}
    assert past == {"综采队党支部": (4, 5, NO_STAR), "机电队党支部": (4, 4, NO_STAR)}
    assert previous_stars(ledger, H1, 0, NAMES) == (previous, {})


def with_units(text, period, units):
    made = review(text, period)
    scores = replace(made.ratings.scores, columns={**made.ratings.scores.columns, "inspection": units})
    return replace(made, ratings=replace(made.ratings, scores=scores))


def test_facts_of_earlier_periods_are_those_of_the_earlier_names(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'facts.db'}") as ledger:
        ledger.record(with_units("采煤队党支部 - 91 5\n机电队党支部 - 85 4", "2012H2", ["基本合格", None]))
        renamed = UnitChange(dt.date(2013, 2, 1), "renamed", ("采煤队党支部",), ("综采队党支部",))
        ledger.add(renamed, "2013-02-01T08:00:00+08:00", "test")
        found = facts_before(ledger, H1, (2, ("inspection",)), NAMES)
    assert found == {
        "综采队党支部": ({"inspection": "基本合格"}, {}),
        "机电队党支部": ({"inspection": None}, {}),
    }
