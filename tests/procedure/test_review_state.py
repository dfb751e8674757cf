"""Where a review stands, read off its acts."""

import datetime as dt

import pytest

from starrating.model import Period
from starrating.model.acts import Award, Decision, Objection, PublicNotice, Reopening, Resolution
from starrating.procedure.review_state import PeriodStatus, next_command, review_state, status_notes
from tables import H1, plan

YEAR = Period(2013)


def july(day):
    return dt.date(2013, 7, day)


def decision(version=1, period=H1):
    return Decision(period, july(10), version, 1, "党发〔2013〕7号", "公司党委")


def notice(version=1, period=H1, kind="notice"):
    return PublicNotice(period, july(15), version, july(19), 5, "working-days", kind)


def objection(number=1, version=1, period=H1):
    return Objection(period, july(16), version, number, "漏计加分")


def answer(number=1, *, upheld, version=0, period=H1):
    return Resolution(period, july(18), number, upheld, "经核实", version=version)


REOPENED = Reopening(H1, july(20), 1, "漏报")
STAGES = {
    "nothing recorded": (0, [], "not-assessed", "starrating score --period 2013H1"),
    "scored": (1, [], "assessed", "starrating decide --period 2013H1"),
    "decided": (1, [decision()], "decided", "starrating announce --period 2013H1"),
    "on notice": (1, [decision(), notice()], "on-notice", None),
    "objected to": (
        1,
        [decision(), notice(), objection(), objection(2)],
        "contested",
        "starrating objection resolve 1",
    ),
    "rejected": (1, [decision(), notice(), objection(), answer(upheld=False)], "on-notice", None),
    "upheld, to be assessed again": (
        1,
        [decision(), notice(), objection(), answer(upheld=True)],
        "contested",
        "starrating score --period 2013H1",
    ),
    "upheld, assessed again": (
        2,
        [decision(), notice(), objection(), answer(upheld=True)],
        "assessed",
        "starrating decide --period 2013H1",
    ),
    "upheld, corrected at once": (
        2,
        [decision(), notice(), objection(), answer(upheld=True, version=2)],
        "decided",
        "starrating announce --period 2013H1",
    ),
    "one of two answered": (
        2,
        [decision(), notice(), objection(), objection(2), answer(upheld=True, version=2)],
        "contested",
        "starrating objection resolve 2",
    ),
    "reopened, scored to the same": (
        1,
        [decision(), notice(), REOPENED],
        "assessed",
        "starrating decide --period 2013H1",
    ),
    "upheld, then reopened to the same": (
        1,
        [decision(), notice(), objection(), answer(upheld=True), REOPENED],
        "assessed",
        "starrating decide --period 2013H1",
    ),
    "reopened and decided again": (
        1,
        [decision(), notice(), REOPENED, decision()],
        "decided",
        "starrating announce --period 2013H1",
    ),
    "acts of another period": (
        1,
        [decision(period=Period(2013, "H2")), notice(period=Period(2013, "H2"))],
        "assessed",
        "starrating decide --period 2013H1",
    ),
}


@pytest.mark.parametrize("case", STAGES)
def test_the_stage_and_the_next_command_follow_from_the_acts(case):
    version, acts, stage, command = STAGES[case]
    now = review_state(H1, version, acts)
    assert now.stage(july(19)) == stage
    assert next_command(now, plan(), july(19)) == command


def test_a_notice_is_over_when_its_last_day_has_passed():
    now = review_state(H1, 1, [decision(), notice()])
    assert [now.stage(july(day)) for day in (15, 19, 20)] == ["on-notice", "on-notice", "uncontested"]


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ([decision(), notice()], "uncontested"),
        ([decision(), notice(), objection(), answer(upheld=False)], "objections answered"),
        ([decision(), notice(), objection(), answer(upheld=True, version=2), notice(2)], "objections answered"),
    ],
)
def test_a_result_that_was_objected_to_is_not_called_uncontested(acts, said):
    now = review_state(H1, acts[-1].version or 1, acts)
    assert str(PeriodStatus(now, now.stage(july(20))).stage_name) == said


def test_after_an_objection_to_a_year_only_a_reopening_takes_the_same_reviews_again():
    acts = [decision(period=YEAR), Objection(YEAR, july(16), 1, 1, "漏计"), answer(upheld=True, period=YEAR)]
    now = review_state(YEAR, 1, acts)
    assert next_command(now, plan(), july(20)) == "starrating annual --year 2013 --reopen"


def test_a_year_goes_on_to_the_plaques():
    acts = [decision(period=YEAR), notice(period=YEAR)]
    assert next_command(review_state(YEAR, 1, acts), plan(), july(20)) == "starrating award --year 2013"
    awarded = review_state(YEAR, 1, [*acts, Award(YEAR, july(22), 1)])
    assert awarded.stage(july(22)) == "awarded"
    assert next_command(awarded, plan(), july(22)) is None


def test_without_a_public_notice_a_decided_year_is_awarded():
    rules = plan().model_copy(update={"procedure": plan().procedure.model_copy(update={"notice": None})})
    decided = review_state(YEAR, 1, [decision(period=YEAR)])
    assert next_command(decided, rules, july(20)) == "starrating award --year 2013"


def test_what_was_published_before_is_known_when_a_later_version_is_not():
    now = review_state(H1, 2, [decision(), notice(), objection(), answer(upheld=True, version=2)])
    assert now.notice is None
    assert now.published == notice()


@pytest.mark.parametrize(
    ("workbook", "said"),
    [
        ("current", []),
        ("changed", []),
        ("superseded", ["the result workbook shows an older version: starrating results --period 2013H1"]),
        ("missing", ["the result workbook is not there: starrating results --period 2013H1"]),
    ],
)
def test_status_says_where_a_result_workbook_is_not_that_of_the_version_that_holds(workbook, said):
    status = PeriodStatus(review_state(H1, 1, []), "assessed", workbook=workbook)
    assert [str(note) for note in status_notes(status)] == said
