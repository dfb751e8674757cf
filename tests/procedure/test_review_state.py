"""Where a review stands, read off its acts."""

import datetime as dt

import pytest
from msgspec.structs import replace

from starrating.model import Period
from starrating.model.acts import (
    Award,
    Decision,
    Objection,
    PlannedAward,
    PublicNotice,
    Reopening,
    Resolution,
    StarSetting,
)
from starrating.model.preparation_acts import ReviewSchedule
from starrating.procedure import review_state as states
from starrating.procedure.review_state import (
    PeriodStatus,
    ReviewState,
    days_left,
    next_command,
    review_state,
    score_again,
    setting_command,
    since_reopened,
    status_notes,
)
from tables import H1, plan

YEAR = Period(2013)
SET = "starrating annual --year 2013"


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


def test_a_year_that_is_corrected_after_its_award_is_not_called_uncontested():
    acts = [decision(period=YEAR), notice(period=YEAR), Award(YEAR, july(22), 1), Reopening(YEAR, None, 1, "漏计")]
    again = review_state(YEAR, 1, [*acts, decision(period=YEAR), notice(period=YEAR)])
    status = PeriodStatus(again, again.stage(july(25)))
    assert (again.stage(july(25)), str(status.stage_name)) == ("uncontested", "corrected after the award")
    anew = "plaques were awarded on 2013-07-22 by the result before; they are to be awarded anew"
    assert anew in [note.say("en") for note in status_notes(status)]
    awarded = review_state(YEAR, 1, [*acts, decision(period=YEAR), notice(period=YEAR), Award(YEAR, july(26), 1)])
    assert anew not in [note.say("en") for note in status_notes(PeriodStatus(awarded, "awarded"))]


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
        (
            "outdated",
            ["the result workbook states earlier stars that hold no more: starrating results --period 2013H1"],
        ),
        ("missing", ["the result workbook is not there: starrating results --period 2013H1"]),
    ],
)
def test_status_says_where_a_result_workbook_is_not_that_of_the_version_that_holds(workbook, said):
    status = PeriodStatus(review_state(H1, 1, []), "assessed", workbook=workbook)
    assert [str(note) for note in status_notes(status)] == said


def test_status_says_what_a_new_assessment_has_to_answer():
    set_before = StarSetting("丙党支部", 3, 5, "抢险", "党委", july(10), "1号")
    now = ReviewState(H1, 2, published=notice(), unpublished=(answer(upheld=True),), settings=(set_before, set_before))
    assert [str(note) for note in status_notes(PeriodStatus(now, "assessed"))] == [
        "set before, to be kept or dropped when it is decided: 丙党支部",
        "upheld, and not in a published result yet: objections 1",
        "its published result is to be corrected once it is decided",
    ]
    contested = [
        str(note) for note in status_notes(PeriodStatus(replace(now, open_objections=(objection(2),)), "contested"))
    ]
    assert contested[0] == "open objections: 2"
    assert contested[1:] == [str(note) for note in status_notes(PeriodStatus(now, "assessed"))]
    decided = replace(now, decided=decision(2), notice=notice(2))
    assert [str(note) for note in status_notes(PeriodStatus(decided, "uncontested"))] == [
        "decided on 2013-07-10 (党发〔2013〕7号)",
        "public from 2013-07-15 to 2013-07-19",
    ]


@pytest.mark.parametrize(
    ("made", "command"),
    [
        (lambda: score_again(H1, ["表 一.xlsx", "b.xlsx"]), "starrating score '表 一.xlsx' b.xlsx --period 2013H1"),
        (lambda: states.resolve(2), "starrating objection resolve 2"),
        (lambda: states.write_workbook(H1), "starrating results --period 2013H1"),
        (lambda: states.open_review(H1), "starrating announce --period 2013H1 --kind opening --forms-by --opinions-by"),
        (lambda: states.declare(2013), "starrating declare --year 2013"),
        (states.add_major, "starrating rectify add --major --meeting --responsible --due"),
        (lambda: states.plan_award(2013), "starrating award --year 2013 --planned --place"),
        (lambda: states.award(2013), "starrating award --year 2013"),
        (lambda: setting_command(review_state(YEAR, 1, [decision(period=YEAR)]), plan()), f"{SET} --reopen"),
        (lambda: setting_command(review_state(YEAR, 1, []), plan()), SET),
        (
            lambda: setting_command(
                review_state(
                    YEAR, 1, [decision(period=YEAR), objection(period=YEAR), answer(upheld=True, period=YEAR)]
                ),
                plan(),
            ),
            SET,
        ),
    ],
)
def test_commands_can_be_typed_as_they_are_shown(made, command):
    assert made() == command


def test_a_year_that_is_reviewed_whole_is_scored():
    yearly = plan().model_copy(update={"procedure": plan().procedure.model_copy(update={"review": "year"})})
    assert states.assess(YEAR, plan()) == SET
    assert states.assess(YEAR, yearly) == "starrating score --period 2013"
    assert states.assess(H1, plan()) == "starrating score --period 2013H1"
    contested = review_state(YEAR, 1, [decision(period=YEAR), objection(period=YEAR), answer(upheld=True, period=YEAR)])
    assert next_command(contested, yearly, july(20)) == "starrating score --period 2013"


def test_a_half_year_has_no_plaques_and_an_uncontested_one_nothing_left_to_do():
    over = review_state(H1, 1, [decision(), notice()])
    assert next_command(over, plan(), july(20)) is None
    silent = plan().model_copy(update={"procedure": plan().procedure.model_copy(update={"notice": None})})
    assert next_command(review_state(H1, 1, [decision()]), silent, july(20)) is None


def test_only_the_reopening_of_this_version_ends_what_held():
    other = Reopening(H1, july(20), 2, "漏报")
    acts = [decision(), REOPENED, notice(), REOPENED, objection(), other]
    assert since_reopened(acts, 1) == [objection(), other]
    assert since_reopened(acts, 2) == []
    assert since_reopened(acts, 3) == acts


def test_a_version_has_the_ceremony_and_the_answers_of_its_acts():
    planned = PlannedAward(YEAR, july(25), 1, place="礼堂")
    acts = [decision(period=YEAR), notice(period=YEAR), objection(period=YEAR), answer(upheld=False, period=YEAR)]
    now = review_state(YEAR, 1, [*acts, planned])
    assert (now.planned, now.answered, now.award) == (planned, 1, None)
    assert review_state(YEAR, 2, [*acts, planned]).planned is None
    assert review_state(YEAR, 0, acts) == ReviewState(YEAR)


@pytest.mark.parametrize(
    ("today", "counted_as", "said", "left"),
    [
        (15, "working-days", {}, 5),
        (14, "working-days", {}, 5),
        (17, "working-days", {}, 3),
        (19, "working-days", {}, 1),
        (20, "working-days", {}, 0),
        (17, "working-days", {july(18): False}, 2),
        (12, "days", {}, 5),
    ],
)
def test_the_days_that_a_notice_still_has(today, counted_as, said, left):
    running = PublicNotice(H1, july(15), 1, july(19), 5, counted_as)
    assert days_left(running, july(today), said) == left


SCHEDULE = ReviewSchedule(H1, july(1), forms_by=july(2), opinions_by=july(3), meeting=july(4))


@pytest.mark.parametrize(
    ("status", "notes"),
    [
        (PeriodStatus(ReviewState(H1), "not-assessed"), []),
        (
            PeriodStatus(
                ReviewState(H1), "not-assessed", forms=("甲", "乙"), marks=("安全", "技术"), schedule=SCHEDULE
            ),
            [
                "forms by 2013-07-02",
                "no form yet (2): 甲, 乙",
                "no marks yet: 安全, 技术",
                "opinions by 2013-07-03",
                "committee on 2013-07-04",
            ],
        ),
        (
            PeriodStatus(ReviewState(H1), "not-assessed", forms=tuple("一二三四五六七八九十")),
            ["no form yet (10): 一, 二, 三, 四, 五, 六, 七, 八, 九, 十"],
        ),
        (
            PeriodStatus(ReviewState(H1), "not-assessed", forms=tuple("一二三四五六七八九十末")),
            ["no form yet (11): 一, 二, 三, 四, 五, 六, 七, 八, 九, 十, …"],
        ),
        (
            PeriodStatus(
                review_state(H1, 1, []), "assessed", {"安全": 2}, (H1,), (Period(2013, "H2"),), schedule=SCHEDULE
            ),
            [
                "opinions by 2013-07-03",
                "committee on 2013-07-04",
                "waits for 2013H1",
                "its reviews have changed since: 2013H2",
                "not answered: 安全: fill in their sheets of opinions, then score again",
            ],
        ),
        (
            PeriodStatus(
                review_state(H1, 1, [decision(), notice(), objection(), objection(2), answer(2, upheld=True)]),
                "contested",
                schedule=SCHEDULE,
            ),
            [
                "open objections: 1",
                "objection 2 was upheld: to be assessed again",
                "decided on 2013-07-10 (党发〔2013〕7号)",
                "public from 2013-07-15 to 2013-07-19",
            ],
        ),
        (
            PeriodStatus(review_state(H1, 1, [Decision(H1, july(10), 1, 1, "", "")]), "decided"),
            ["decided on 2013-07-10 (no document number)"],
        ),
        (
            PeriodStatus(
                review_state(H1, 2, [decision(), notice(), objection(), answer(upheld=True, version=2)]), "decided"
            ),
            ["decided on 2013-07-18 (no document number)", "the correction is to be published"],
        ),
        (
            PeriodStatus(review_state(H1, 1, [decision(), notice()]), "on-notice", days_left=5, begins_in=3),
            [
                "decided on 2013-07-10 (党发〔2013〕7号)",
                "public from 2013-07-15 to 2013-07-19",
                "the notice has not begun; days until then: 3",
            ],
        ),
        (
            PeriodStatus(review_state(H1, 1, [decision(), notice()]), "on-notice", days_left=0),
            ["decided on 2013-07-10 (党发〔2013〕7号)", "public from 2013-07-15 to 2013-07-19", "days left: 0"],
        ),
        (
            PeriodStatus(
                review_state(YEAR, 1, [decision(period=YEAR), PlannedAward(YEAR, july(25), 1)]), "uncontested"
            ),
            ["decided on 2013-07-10 (党发〔2013〕7号)", "plaques are to be awarded on 2013-07-25"],
        ),
        (
            PeriodStatus(
                review_state(
                    YEAR, 1, [decision(period=YEAR), PlannedAward(YEAR, july(25), 1), Award(YEAR, july(25), 1)]
                ),
                "awarded",
            ),
            ["decided on 2013-07-10 (党发〔2013〕7号)"],
        ),
    ],
)
def test_what_there_is_to_know_of_a_period(status, notes):
    assert [note.say("en") for note in status_notes(status)] == notes


def test_nobody_is_sent_to_award_anew_what_a_later_year_has_replaced():
    before = Award(Period(2013), dt.date(2014, 2, 1), 1, ())
    state = ReviewState(Period(2013), 2, awarded_before=before)
    told = [list(status_notes(PeriodStatus(state, "decided", replaced=replaced))) for replaced in (False, True)]
    assert ["awarded anew" in " ".join(map(str, notes)) for notes in told] == [True, False]
