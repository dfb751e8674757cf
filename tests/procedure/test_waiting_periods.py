"""Which periods wait for a command, so that it need not be told the only one."""

import datetime as dt

import pytest

from starrating.model import Period
from starrating.model.acts import Decision
from starrating.procedure.review_state import PeriodStatus, ReviewState
from starrating.procedure.waiting_periods import waiting_periods

H1, H2, YEAR = Period(2013, "H1"), Period(2013, "H2"), Period(2013)


def status(period, stage, **more):
    version = 0 if stage == "not-assessed" else 1
    decided = None if stage in {"not-assessed", "assessed"} else Decision(period, dt.date(2013, 7, 10), 1, 1, "", "")
    return PeriodStatus(ReviewState(period, version, decided), stage, **more)


@pytest.mark.parametrize(
    ("command", "kind", "stages", "waiting"),
    [
        ("decide", "", "assessed decided", [H1]),
        ("decide", "", "assessed assessed", [H1, H2]),
        ("decide", "", "decided on-notice", []),
        ("announce", "", "assessed decided", [H2]),
        ("announce", "", "assessed uncontested", [H2]),
        ("announce", "", "on-notice assessed", [H2]),
        ("announce", "", "on-notice not-assessed", [H1]),
        ("announce", "", "contested awarded", []),
        ("announce", "report", "assessed decided", [H1]),
        ("announce", "notice", "assessed decided", [H2]),
        ("announce", "notice", "assessed uncontested", []),
        ("announce", "circular", "decided uncontested", [H2]),
        ("announce", "letter", "decided uncontested", [H1]),
        ("objection add", "", "on-notice contested", [H1, H2]),
        ("objection add", "", "decided uncontested", []),
        ("award", "", "uncontested decided", []),
        ("rectify open", "", "assessed decided", [H2]),
        ("explain", "", "not-assessed assessed", [H2]),
        ("results", "", "assessed decided", []),
    ],
)
def test_the_most_urgent_wait(command, kind, stages, waiting):
    found = [status(period, stage) for period, stage in zip((H1, H2), stages.split(), strict=True)]
    assert waiting_periods(found, command, kind) == waiting


@pytest.mark.parametrize(
    ("stage", "more", "command", "waits"),
    [
        ("decided", {}, "award", True),
        ("uncontested", {}, "award", True),
        ("on-notice", {}, "award", False),
        ("not-assessed", {}, "annual", True),
        ("not-assessed", {"waits_for": (H1,)}, "annual", False),
        ("assessed", {}, "annual", False),
        ("assessed", {"superseded": (H1,)}, "annual", True),
        ("assessed", {"superseded": (H1,), "waits_for": (H2,)}, "annual", False),
        ("assessed", {"workbook": "superseded"}, "results", True),
    ],
)
def test_a_year_waits_to_be_set_and_for_its_plaques(stage, more, command, waits):
    assert waiting_periods([status(YEAR, stage, **more)], command) == ([YEAR] if waits else [])
    if command != "results":
        assert waiting_periods([status(H1, stage, **more)], command) == []
