"""Which document may be made where a review stands."""

import datetime as dt

import pytest

from reviews import review, rules
from starrating.errors import ProcedureError
from starrating.i18n import Text
from starrating.model import Period
from starrating.model.acts import Award, Consequence, Decision, Objection, PublicNotice
from starrating.procedure.fitting_kinds import (
    is_correcting,
    is_draft,
    kind_for_stage,
    not_drawn,
    refuse_empty,
    refuse_nothing_to_tell,
)
from starrating.procedure.review_state import ReviewState, review_state
from starrating.ruleset.consequences import Assistance, Consequences

YEAR, HALF = Period(2013), Period(2013, "H1")
TODAY = dt.date(2014, 1, 20)
RULES = rules()
KINDS = ("report", "notice", "correction", "circular", "decision", "award", "assistance", "nomination", "deduction")


def at(stage: str, period: Period = YEAR) -> ReviewState:
    """Return the standing of the second version of a period, the first of which was published too."""
    day = dt.date(2014, 1, 10)
    past = [Decision(period, day, 1, 1, "1号", "党委"), PublicNotice(period, day, 1, day, 1, "days")]
    decided = Decision(period, day, 2, 2, "2号", "党委")
    last = TODAY if stage == "on-notice" else dt.date(2014, 1, 17)
    notice = PublicNotice(period, day, 2, last, 5, "days", "correction")
    acts = {
        "assessed": [],
        "decided": [decided],
        "on-notice": [decided, notice],
        "contested": [decided, notice, Objection(period, day, 2, 1, "扣分")],
        "uncontested": [decided, notice],
        "awarded": [decided, notice, Award(period, TODAY, 2)],
    }
    return review_state(period, 2, [*past, *acts[stage]])


TABLE = """
            assessed decided on-notice contested uncontested awarded
report      sent     -       -         -         -           -
notice      draft    sent    sent      sent      sent        sent
correction  draft    sent    sent      sent      sent        sent
circular    -        draft   draft     -         sent        sent
decision    -        draft   draft     -         sent        sent
award       -        -       -         -         -           sent
assistance  -        draft   draft     -         sent        sent
nomination  -        draft   draft     -         sent        sent
deduction  -        draft   draft     -         sent        sent
declaration sent    sent    sent      sent      sent        sent
opening    sent     -       -         -         -           -
reminder   sent     -       -         -         -           -
major      sent     sent    sent      sent      sent        sent
letter     draft    draft   sent      draft     sent        sent
"""
HEADS, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(kind, stage, cell) for kind, *cells in LINES for stage, cell in zip(HEADS, cells, strict=True)]


@pytest.mark.parametrize(("kind", "stage", "cell"), CELLS)
def test_where_a_review_stands_a_kind_is_sent_a_draft_or_refused(kind, stage, cell):
    if cell == "-":
        with pytest.raises(ProcedureError) as refused:
            is_draft(kind, at(stage), RULES, TODAY)
        (problem,) = refused.value.problems
        assert "(clause 4.4)" in problem.message.say("en")
        assert "starrating " in problem.hint.say("en")
    else:
        assert is_draft(kind, at(stage), RULES, TODAY) is (cell == "draft")


@pytest.mark.parametrize(
    ("stage", "half", "year"),
    [
        ("assessed", "report", "report"),
        ("decided", "correction", "correction"),
        ("on-notice", "correction", "correction"),
        ("contested", "correction", "correction"),
        ("uncontested", "circular", "decision"),
    ],
)
def test_the_kind_that_fits(stage, half, year):
    assert kind_for_stage(at(stage, HALF), RULES, TODAY) == half
    assert kind_for_stage(at(stage), RULES, TODAY) == year


def test_awarded_plaques_are_noticed():
    assert kind_for_stage(at("awarded"), RULES, TODAY) == "award"


def test_what_is_published_for_the_first_time_corrects_nothing():
    first = review_state(HALF, 1, [Decision(HALF, TODAY, 1, 1, "1号", "党委")])
    assert not is_correcting(first)
    assert kind_for_stage(first, RULES, TODAY) == "notice"
    with pytest.raises(ProcedureError) as refused:
        is_draft("correction", first, RULES, TODAY)
    assert refused.value.problems[0].code == "nothing-to-correct"


@pytest.mark.parametrize("kind", ["award", "assistance", "nomination", "deduction"])
def test_plaques_and_assistance_are_those_of_a_year(kind):
    with pytest.raises(ProcedureError) as refused:
        is_draft(kind, at("uncontested", HALF), RULES, TODAY)
    assert f"--period 2013 --kind {kind}" in refused.value.problems[0].hint.say("en")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_made_of_what_is_not_assessed(kind):
    with pytest.raises(ProcedureError) as refused:
        is_draft(kind, ReviewState(YEAR), RULES, TODAY)
    assert refused.value.problems[0].code == "not-assessed"


@pytest.mark.parametrize("kind", ["declaration", "opening", "reminder", "major"])
def test_what_needs_no_review_is_made_before_one(kind):
    assert not is_draft(kind, ReviewState(YEAR), RULES, TODAY)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("reminder", "nothing-outstanding"), ("declaration", "nothing-declared"), ("major", "nothing-major")],
)
def test_what_would_tell_nothing_is_refused_with_the_command_that_is_due(kind, code):
    with pytest.raises(ProcedureError) as refused:
        refuse_nothing_to_tell(kind, YEAR, RULES, ())
    (problem,) = refused.value.problems
    assert problem.code == code
    assert "starrating " in problem.hint.say("en")
    refuse_nothing_to_tell(kind, YEAR, RULES, ("a fact",))


def test_consequences_that_no_longer_follow_are_drawn_again_first():
    (problem,) = not_drawn(YEAR, RULES).problems
    assert problem.code == "not-drawn"
    assert problem.hint.say("en") == "Do first: starrating annual --year 2013"


def test_without_a_public_notice_a_decision_is_final_at_once():
    silent = RULES.model_copy(update={"procedure": RULES.procedure.model_copy(update={"notice": None})})
    now = review_state(HALF, 1, [Decision(HALF, TODAY, 1, 1, "1号", "党委")])
    assert kind_for_stage(now, silent, TODAY) == "circular"
    assert not is_draft("circular", now, silent, TODAY)
    contested = review_state(
        HALF, 1, [Decision(HALF, TODAY, 1, 1, "1号", "党委"), Objection(HALF, TODAY, 1, 1, "扣分")]
    )
    assert kind_for_stage(contested, silent, TODAY) == "circular"


def test_a_decision_names_somebody_and_assistance_helps_somebody():
    low = review("甲 - 70 3")
    helping = RULES.model_copy(update={"consequences": Consequences(assistance=Assistance(clause="4.6", star=3))})
    for kind, code in (("decision", "nobody-to-name"), ("assistance", "nobody-to-help")):
        with pytest.raises(ProcedureError) as refused:
            refuse_empty(kind, low, helping, ())
        assert refused.value.problems[0].code == code
    refuse_empty("decision", review("甲 - 95 5"), RULES, ())
    refuse_empty("assistance", low, helping, [Consequence("assistance", "4.6", "甲", Text(""))])
    refuse_empty("circular", low, RULES, ())


def test_a_scheme_without_assistance_says_so():
    with pytest.raises(ProcedureError) as refused:
        refuse_empty("assistance", review("甲 - 70 3"), RULES, ())
    assert refused.value.problems[0].code == "no-assistance"
