"""Which act may follow: each refusal with its code and the command that would be right."""

import datetime as dt

import pytest

from starrating.errors import ProcedureError, UsageError
from starrating.model.acts import Decision, Objection, PublicNotice, Resolution
from starrating.procedure import allowed_acts
from starrating.procedure.review_state import ReviewState, review_state
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
    allowed_acts.refuse_before_period(now, plan(), day)
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
