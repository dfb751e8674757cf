"""Which act may follow: each refusal with its code and the command that would be right."""

import datetime as dt

import pytest
from msgspec.structs import replace

from rule_texts import SMALL, rules_of
from starrating.errors import ProcedureError, UsageError
from starrating.model import Period
from starrating.model.acts import Award, Decision, Objection, PublicNotice, Resolution, StarChange, StarSetting
from starrating.procedure import act_days, allowed_acts
from starrating.procedure.review_state import ReviewState, review_state
from starrating.ruleset.opinions import Reservation
from tables import H1, plan


def july(day):
    return dt.date(2013, 7, day)


DECISION_DAY, FIRST_DAY, RAISED, ANSWERED, LAST_DAY, AFTER = map(july, (10, 15, 16, 18, 19, 20))
DECIDED = Decision(H1, DECISION_DAY, 1, 1, "党发〔2013〕7号", "公司党委")
NOTICE = PublicNotice(H1, FIRST_DAY, 1, LAST_DAY, 5, "working-days")
OBJECTION = Objection(H1, RAISED, 1, 1, "漏计加分")
UPHELD = Resolution(H1, ANSWERED, 1, upheld=True, finding="经核实")
NOTHING = ReviewState(H1)


def after(*acts):
    return review_state(H1, 1, acts)


def award(now, day=AFTER):
    allowed_acts.refuse_unless_awardable(now, plan(), day)


def decide(now, day=DECISION_DAY, unanswered=(), why=""):
    allowed_acts.refuse_if_decided(now, plan())
    allowed_acts.refuse_if_due(now, plan())
    act_days.refuse_decided_too_early(now, plan(), day)
    allowed_acts.refuse_unless_answered(now, plan(), unanswered, why)


def score(now, *, reopening=False):
    allowed_acts.refuse_unless_open(now, plan(), reopening=reopening)


def publish(now, first=FIRST_DAY):
    allowed_acts.refuse_unless_publishable(now, plan(), first)


def object_(now, day=RAISED):
    allowed_acts.refuse_unless_objectionable(now, plan(), day)


def answer(now, day=ANSWERED, number=1, *, changing=False):
    allowed_acts.refuse_unless_answerable(now, plan(), number, day, changing=changing)


REFUSALS = {
    "decided before it is assessed": (lambda: decide(NOTHING), "not-assessed", "starrating score"),
    "decided twice": (lambda: decide(after(DECIDED)), "already-decided", "--reopen"),
    "decided before it began": (lambda: decide(after(), dt.date(2012, 12, 31)), "decision-too-early", "--date"),
    "decided with open answers": (lambda: decide(after(), unanswered=["安全"]), "opinions-open", "--open-opinions"),
    "scored when decided": (lambda: score(after(DECIDED)), "already-decided", "--reopen"),
    "scored when contested": (
        lambda: score(after(DECIDED, NOTICE, OBJECTION)),
        "already-decided",
        "starrating objection resolve 1",
    ),
    "published undecided": (lambda: publish(after()), "not-decided", "starrating decide --period 2013H1"),
    "published before the decision": (lambda: publish(after(DECIDED), july(9)), "notice-too-early", "2013H1 --from"),
    "published on other days": (
        lambda: publish(after(DECIDED, NOTICE), july(16)),
        "notice-fixed",
        "starrating announce --period 2013H1",
    ),
    "objected undecided": (lambda: object_(after()), "not-decided", "starrating decide --period 2013H1"),
    "objected unpublished": (lambda: object_(after(DECIDED)), "not-on-notice", "starrating announce"),
    "objected too early": (lambda: object_(after(DECIDED, NOTICE), july(14)), "objection-too-early", "--date"),
    "answered twice": (
        lambda: answer(after(DECIDED, NOTICE, OBJECTION, UPHELD)),
        "objection-answered",
        "starrating objection list",
    ),
    "answered before it was raised": (
        lambda: answer(after(DECIDED, NOTICE, OBJECTION), july(15)),
        "answer-too-early",
        "--date",
    ),
    "stars changed where none are decided": (
        lambda: answer(review_state(H1, 2, [DECIDED, NOTICE, OBJECTION]), changing=True),
        "not-decided",
        "starrating decide",
    ),
    "awarded unassessed": (lambda: award(NOTHING), "not-assessed", "starrating score"),
    "awarded undecided": (lambda: award(after()), "not-decided", "starrating decide"),
    "awarded unpublished": (lambda: award(after(DECIDED)), "not-on-notice", "starrating announce"),
    "awarded on the last day": (lambda: award(after(DECIDED, NOTICE), july(19)), "notice-running", "starrating award"),
    "awarded when contested": (
        lambda: award(after(DECIDED, NOTICE, OBJECTION)),
        "objection-open",
        "starrating objection resolve 1",
    ),
    "awarded when an objection was upheld": (
        lambda: award(after(DECIDED, NOTICE, OBJECTION, UPHELD)),
        "objection-open",
        "starrating score --period 2013H1",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_an_act_out_of_order_is_refused_with_clause_and_command(case):
    act, code, command = REFUSALS[case]
    with pytest.raises(ProcedureError) as refused:
        act()
    (problem,) = refused.value.problems
    assert problem.code == code
    assert "(clause 4.4)" in str(problem.message)
    assert command in str(problem.hint)
    assert refused.value.exit_code == 3


ALLOWED = {
    "decided": lambda: decide(after()),
    "decided without answers": lambda: decide(after(), unanswered=["安全"], why="逾期未复"),
    "scored": lambda: score(after()),
    "scored for the first time": lambda: score(NOTHING),
    "reopened": lambda: score(after(DECIDED), reopening=True),
    "scored after an upheld objection": lambda: score(after(DECIDED, NOTICE, OBJECTION, UPHELD)),
    "published": lambda: publish(after(DECIDED), july(10)),
    "published again": lambda: publish(after(DECIDED, NOTICE)),
    "objected to": lambda: object_(after(DECIDED, NOTICE), july(15)),
    "answered": lambda: answer(after(DECIDED, NOTICE, OBJECTION), july(16), changing=True),
    "awarded": lambda: award(after(DECIDED, NOTICE)),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_an_act_in_its_order_is_let_through(case):
    ALLOWED[case]()


@pytest.mark.parametrize("now", [NOTHING, after()])
def test_only_what_is_decided_is_reopened(now):
    with pytest.raises(UsageError) as refused:
        score(now, reopening=True)
    assert refused.value.problems[0].code == "nothing-to-reopen"


def test_without_a_public_notice_objections_are_taken_from_the_decision_on():
    rules = plan()
    silent = rules.model_copy(update={"procedure": rules.procedure.model_copy(update={"notice": None})})
    allowed_acts.refuse_unless_objectionable(after(DECIDED), silent, DECISION_DAY)
    for now, day, code in (
        (after(DECIDED), july(9), "objection-too-early"),
        (after(), DECISION_DAY, "not-decided"),
    ):
        with pytest.raises(ProcedureError) as refused:
            allowed_acts.refuse_unless_objectionable(now, silent, day)
        assert refused.value.problems[0].code == code


SET = StarSetting("南 井", 4, 3, "弄虚作假", "公司党委", DECISION_DAY, "党发〔2013〕7号")
AGAINST = (Reservation("安全", "甲", "未整改"), Reservation("纪检", "乙", ""))
AWARDED = Award(H1, AFTER, 1)


@pytest.mark.parametrize(
    ("act", "code", "message", "hint"),
    [
        (
            lambda: allowed_acts.refuse_unless_assessed(NOTHING, plan()),
            "not-assessed",
            "2013H1 is not assessed yet.",
            "Do first: starrating score --period 2013H1",
        ),
        (
            lambda: allowed_acts.refuse_unless_heeded(after(), plan(), AGAINST, ""),
            "opinions-against",
            "Departments have something against branches: ",
            "Say why it is decided all the same: starrating decide --period 2013H1 --despite-opinions",
        ),
        (
            lambda: allowed_acts.refuse_unless_kept_or_dropped(after(), plan(), [SET]),
            "settings-open",
            "Stars were set otherwise before: ",
            (
                "Keep them: starrating decide --period 2013H1 --keep; or drop one, saying why: "
                "starrating decide --period 2013H1 --drop '南 井' --reason"
            ),
        ),
        (
            lambda: allowed_acts.refuse_unless_answered(after(), plan(), ["安全", "技术"], ""),
            "opinions-open",
            "Departments have not answered: 安全, 技术.",
            (
                "Enter their opinions and score again, or say why it is decided without them: "
                "starrating decide --period 2013H1 --open-opinions"
            ),
        ),
        (
            lambda: allowed_acts.refuse_unless_current(after(), plan(), [Period(2012, "H1"), Period(2012, "H2")]),
            "reviews-changed",
            "The stars of 2013H1 were set before its reviews changed: 2012H1, 2012H2.",
            "Do first: starrating score --period 2013H1",
        ),
        (
            lambda: publish(after(DECIDED, NOTICE), july(16)),
            "notice-fixed",
            "The notice of 2013H1 is fixed: from 2013-07-15 to 2013-07-19.",
            (
                "To write it again, leave out --from: starrating announce --period 2013H1; if the days are wrong: "
                "starrating announce --period 2013H1 --correct-days"
            ),
        ),
        (
            lambda: publish(after(DECIDED), july(9)),
            "notice-too-early",
            "The notice of 2013H1 would begin on 2013-07-09, before the decision of 2013-07-10.",
            "Begin on that day or later: starrating announce --period 2013H1 --from",
        ),
        (
            lambda: allowed_acts.refuse_before_decision(after(), plan(), FIRST_DAY),
            "not-decided",
            "The committee has not decided 2013H1.",
            "Do first: starrating decide --period 2013H1",
        ),
        (
            lambda: allowed_acts.refuse_unless_correctable(NOTHING, plan()),
            "not-assessed",
            "2013H1 is not assessed yet.",
            "Do first: starrating score --period 2013H1",
        ),
        (
            lambda: allowed_acts.refuse_unless_correctable(after(DECIDED), plan()),
            "not-on-notice",
            "The result of 2013H1 has not been published.",
            "Do first: starrating announce --period 2013H1",
        ),
        (
            lambda: allowed_acts.refuse_unless_correctable(after(DECIDED, NOTICE, AWARDED), plan()),
            "awarded",
            "The plaques of 2013H1 have been awarded after its notice.",
            "Record what happened in the minutes; the days stay as they are.",
        ),
        (
            lambda: allowed_acts.refuse_unless_posted(after(DECIDED), plan(), FIRST_DAY),
            "not-on-notice",
            "The result of 2013H1 has not been published.",
            "Do first: starrating announce --period 2013H1",
        ),
        (
            lambda: allowed_acts.refuse_unless_posted(after(DECIDED, NOTICE), plan(), july(14)),
            "posted-too-early",
            "The notice of 2013H1 begins on 2013-07-15; it cannot have been posted on 2013-07-14.",
            "Check --date.",
        ),
        (
            lambda: object_(after(DECIDED, NOTICE), july(14)),
            "objection-too-early",
            "The notice of 2013H1 begins on 2013-07-15; the objection is dated 2013-07-14.",
            "Check --date.",
        ),
        (
            lambda: answer(after(DECIDED, NOTICE, OBJECTION), july(15)),
            "answer-too-early",
            "Objection 1 was raised on 2013-07-16; the answer is dated 2013-07-15.",
            "Check --date.",
        ),
        (
            lambda: answer(after(DECIDED, NOTICE, OBJECTION), number=2),
            "objection-answered",
            "Objection 2 has been answered already.",
            "See what came of it: starrating objection list --period 2013H1",
        ),
        (
            lambda: award(after(DECIDED, NOTICE), LAST_DAY),
            "notice-running",
            "The notice of 2013H1 runs to 2013-07-19; plaques are awarded after it.",
            "Award on a later day: starrating award --year 2013",
        ),
        (
            lambda: award(after(DECIDED, NOTICE, OBJECTION, UPHELD, Objection(H1, RAISED, 1, 2, "错"))),
            "objection-open",
            "Objections to the result of 2013H1 are open: 1, 2.",
            "Do first: starrating objection resolve 2",
        ),
        (
            lambda: score(after(DECIDED)),
            "already-decided",
            "2013H1 was decided already, on 2013-07-10 (党发〔2013〕7号).",
            (
                "If it must be: starrating score --period 2013H1 --reopen; "
                "the decision and its result stay in the history."
            ),
        ),
        (
            lambda: decide(after(Decision(H1, DECISION_DAY, 1, 1, "", ""))),
            "already-decided",
            "2013H1 was decided already, on 2013-07-10 (no document number).",
            "To decide it anew, assess it again first: starrating score --period 2013H1 --reopen",
        ),
        (
            lambda: decide(after(), dt.date(2012, 12, 31)),
            "decision-too-early",
            "2012-12-31 is before 2013H1 has begun.",
            "Check --date and --period.",
        ),
        (
            lambda: allowed_acts.refuse_if_called_wrong(after(DECIDED, NOTICE, OBJECTION, UPHELD), plan()),
            "objection-open",
            "Objections to the result of 2013H1 are open: 1.",
            "Do first: starrating score --period 2013H1",
        ),
    ],
)
def test_a_refusal_says_what_stands_against_it_and_what_comes_first(act, code, message, hint):
    with pytest.raises(ProcedureError) as refused:
        act()
    (problem,) = refused.value.problems
    assert (problem.severity, problem.code, problem.hint.say("en")) == ("error", code, hint)
    assert problem.message.say("en").startswith(message.removesuffix("."))
    assert problem.message.say("en").endswith("(clause 4.4)")


def test_an_upheld_objection_that_the_same_result_answers_again_says_how_it_may_stay():
    (problem,) = allowed_acts.unmended(after(DECIDED), plan(), UPHELD, 3).problems
    assert problem.code == "upheld-unchanged"
    assert "Objection 1 was upheld, but the result is still that of 2013H1, version 3." in problem.message.say("en")
    assert problem.hint.say("en").endswith(
        "if the result is right after all: starrating score --period 2013H1 --reopen"
    )


@pytest.mark.parametrize(
    "act",
    [
        lambda: allowed_acts.refuse_unless_heeded(after(), plan(), AGAINST, "已核实"),
        lambda: allowed_acts.refuse_unless_heeded(after(), plan(), (), ""),
        lambda: allowed_acts.refuse_unless_kept_or_dropped(after(), plan(), []),
        lambda: allowed_acts.refuse_unless_current(after(), plan(), []),
        lambda: act_days.refuse_decided_too_early(after(), plan(), dt.date(2013, 1, 1)),
        lambda: allowed_acts.refuse_unless_publishable(after(DECIDED), plan(), None),
        lambda: allowed_acts.refuse_unless_posted(after(DECIDED, NOTICE), plan(), FIRST_DAY),
        lambda: allowed_acts.refuse_if_called_wrong(after(), plan()),
        lambda: allowed_acts.refuse_if_called_wrong(after(DECIDED, NOTICE), plan()),
        lambda: answer(after(OBJECTION), RAISED),
    ],
)
def test_what_nothing_stands_against_is_let_through(act):
    act()


def test_the_notice_whose_days_can_be_corrected_is_the_one_that_holds():
    assert allowed_acts.refuse_unless_correctable(after(DECIDED, NOTICE), plan()) == NOTICE


@pytest.mark.parametrize(("day", "refused"), [(dt.date(2013, 7, 9), True), (DECISION_DAY, False)])
def test_a_year_is_decided_no_sooner_than_the_reviews_that_it_is_made_of(day, refused):
    year, parts = ReviewState(Period(2013), 1), [after(), after(DECIDED)]
    if not refused:
        act_days.refuse_decided_too_early(year, plan(), day, parts)
        return
    with pytest.raises(ProcedureError, match="2013-07-09 is before 2013H1 was decided, on 2013-07-10") as caught:
        act_days.refuse_decided_too_early(year, plan(), day, parts)
    assert caught.value.problems[0].code == "decision-too-early"


TWICE = replace(UPHELD, version=2, changes=(StarChange("甲", 4, 5, "核实"),), at_version=1)


@pytest.mark.parametrize(
    ("acts", "day", "refused"),
    [
        ((DECIDED, NOTICE, OBJECTION, replace(UPHELD, at_version=1)), july(17), True),
        ((DECIDED, NOTICE, OBJECTION, replace(UPHELD, at_version=1)), ANSWERED, False),
        ((DECIDED, NOTICE, OBJECTION, TWICE), july(17), True),
        ((DECIDED, NOTICE, OBJECTION, TWICE), ANSWERED, False),
        ((DECIDED, NOTICE, OBJECTION, replace(UPHELD, upheld=False)), july(17), False),
    ],
)
def test_what_an_upheld_objection_brought_is_decided_no_sooner_than_it_was_answered(acts, day, refused):
    now = review_state(H1, 3, acts)
    if not refused:
        act_days.refuse_decided_too_early(now, plan(), day)
        return
    with pytest.raises(ProcedureError, match="2013-07-17 is before objection 1 was upheld, on 2013-07-18"):
        act_days.refuse_decided_too_early(now, plan(), day)


def test_nothing_is_dated_before_the_decision_that_it_tells_of():
    early = july(9)
    with pytest.raises(ProcedureError, match="2013-07-09 cannot tell of the decision of 2013-07-10"):
        act_days.refuse_dated_before_decision(after(DECIDED), plan(), early)
    act_days.refuse_dated_before_decision(after(DECIDED), plan(), DECISION_DAY)
    act_days.refuse_dated_before_decision(after(), plan(), early)
    without = rules_of(SMALL.replace(', notice: {clause: "3", days: 5}', ""))
    with pytest.raises(ProcedureError, match="cannot have been awarded on 2013-07-09"):
        allowed_acts.refuse_unless_awardable(after(DECIDED), without, early)
    allowed_acts.refuse_unless_awardable(after(DECIDED), without, DECISION_DAY)
