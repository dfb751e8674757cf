"""Which periods wait for a command, so that it need not be told the only one."""

import datetime as dt
from pathlib import Path

import pytest

from starrating.model import Period
from starrating.model.acts import Decision
from starrating.procedure.review_state import PeriodStatus, ReviewState
from starrating.procedure.stages import STAGE_NAMES
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


GOLDENS = Path(__file__).parents[1] / "goldens" / "states"
COMMANDS = (
    *("decide", "announce", "announce report", "announce notice", "announce circular", "objection add", "annual"),
    *("award", "rectify open", "results", "explain"),
)
STATES = [(stage, said) for stage in STAGE_NAMES for said in (None, "announce notice")]
LATER = {"half": H2, "year": YEAR}


@pytest.mark.parametrize("command", COMMANDS)
def test_which_of_two_reviews_waits(command, request):
    """Of every stage beside every other, with a command that comes next and without: 1 and 2 are those that wait."""
    name, _, kind = command.partition(" ") if command.startswith("announce") else (command, "", "")
    lines = [f"# {command}"]
    for stage, said in STATES:
        first = status(H1, stage, next_command=said)
        for name_of, later in LATER.items():
            cells = []
            for other, also in STATES:
                found = [first, status(later, other, next_command=also, workbook="superseded" if also else "current")]
                waiting = waiting_periods(found, name, kind)
                cells.append("".join(str(1 + (period is not H1)) for period in waiting) or "-")
            lines.append(f"{stage} {said or ''} before a {name_of}: {' '.join(cells)}")
    file = GOLDENS / f"waiting-{command.replace(' ', '-')}.txt"
    if request.config.getoption("update_goldens"):
        file.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    assert "\n".join([*lines, ""]) == file.read_text(encoding="utf-8")
