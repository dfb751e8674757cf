"""Every state that a few acts lead to, and what may follow there on which day: stage, notes, refusals with their hints.

The acts are played by what the program itself lets through. `pytest --update-goldens` writes the table anew; read in
the difference whether each act is let through or refused as the procedure wants it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from rule_texts import SMALL, rules_of
from starrating.errors import StarratingError
from starrating.model import Period
from starrating.model.acts import (
    Act,
    Award,
    Decision,
    Objection,
    PlannedAward,
    PublicNotice,
    Reopening,
    Resolution,
    StarChange,
)
from starrating.procedure import allowed_acts as may
from starrating.procedure.review_state import (
    PeriodStatus,
    ReviewState,
    days_left,
    next_command,
    review_state,
    setting_command,
    status_notes,
)
from starrating.ruleset import RuleSet
from tables import H1, plan

GOLDENS = Path(__file__).parents[1] / "goldens" / "states"
DAYS = [dt.date(2013, 7, day) for day in (9, 10, 14, 15, 16, 19, 20)]
"""Before and on the day of the decision; before and on the first, a middle, the last day of a notice, and after it."""
BEFORE, DECIDED, UNTIL, FIRST, RAISED, LAST, AFTER = DAYS
WITHOUT_NOTICE = SMALL.replace(', notice: {clause: "3", days: 5}', "")
SCHEMES: dict[str, tuple[Period, Callable[[], RuleSet], int]] = {
    "half-year": (H1, plan, 7),
    "year": (Period(2013), plan, 6),
    "without-notice": (Period(2013), lambda: rules_of(WITHOUT_NOTICE), 6),
}


class Try(NamedTuple):
    """A place in the procedure at which somebody tries an act on a day: newest version and acts, and what they mean."""

    version: int
    acts: tuple[Act, ...]
    now: ReviewState
    rules: RuleSet
    day: dt.date = DECIDED

    def then(self, *acts: Act, newer: int = 0) -> tuple[int, tuple[Act, ...]]:
        """Return the newest version and the acts after further ones."""
        return self.version + newer, (*self.acts, *acts)

    @property
    def objections(self) -> int:
        return sum(isinstance(act, Objection) for act in self.acts)


Outcome = tuple[int, tuple[Act, ...]]


def decide(at: Try) -> Outcome:
    may.refuse_if_decided(at.now, at.rules)
    may.refuse_if_due(at.now, at.rules)
    return at.then(Decision(at.now.period, at.day, at.version, at.version, "7号", "党委"))


def assess(at: Try, *, reopening: bool = False) -> Outcome:
    may.refuse_unless_open(at.now, at.rules, reopening=reopening)
    return at.then(Reopening(at.now.period, at.day, at.version, "复核")) if reopening else at.then(newer=1)


def publish(at: Try) -> Outcome:
    may.refuse_unless_publishable(at.now, at.rules, at.day)
    return at.then(PublicNotice(at.now.period, at.day, at.version, LAST, 5, "working-days"))


def correct(at: Try) -> Outcome:
    may.refuse_unless_correctable(at.now, at.rules)
    return at.then(PublicNotice(at.now.period, FIRST, at.version, AFTER, 5, "working-days", reason="误记"))


def post(at: Try) -> Outcome:
    may.refuse_unless_posted(at.now, at.rules, at.day)
    return at.then()


def object_to(at: Try) -> Outcome:
    may.refuse_unless_objectionable(at.now, at.rules, at.day)
    return at.then(Objection(at.now.period, at.day, at.version, at.objections + 1, "漏计"))


def answer(at: Try, *, upheld: bool, changing: bool = False) -> Outcome:
    number = at.now.open_objections[0].number if at.now.open_objections else 1
    may.refuse_unless_answerable(at.now, at.rules, number, at.day, changing=changing)
    changes = (StarChange("甲", 4, 5, "核实"),) if changing else ()
    made = at.version + 1 if changing else 0
    said = Resolution(at.now.period, at.day, number, upheld, "核实", "", "", made, changes, at.version)
    return at.then(said, newer=int(changing))


def award(at: Try) -> Outcome:
    may.refuse_unless_awardable(at.now, at.rules, at.day)
    return at.then(Award(at.now.period, at.day, at.version))


def plan_award(at: Try) -> Outcome:
    may.refuse_unless_settled(at.now, at.rules)
    return at.then(PlannedAward(at.now.period, AFTER, at.version))


def write_again(at: Try) -> Outcome:
    may.refuse_if_called_wrong(at.now, at.rules)
    return at.then()


ACTS: dict[str, tuple[Callable[[Try], Outcome], list[dt.date]]] = {
    "assess": (assess, [RAISED]),
    "reopen": (partial(assess, reopening=True), [RAISED]),
    "decide": (decide, [DECIDED]),
    "publish": (publish, [FIRST, RAISED, BEFORE]),
    "correct the days": (correct, [FIRST]),
    "post": (post, [FIRST, UNTIL]),
    "object": (object_to, [RAISED, UNTIL, FIRST, BEFORE]),
    "reject": (partial(answer, upheld=False), [RAISED, UNTIL]),
    "uphold": (partial(answer, upheld=True), [RAISED]),
    "change": (partial(answer, upheld=True, changing=True), [RAISED]),
    "plan the award": (plan_award, [AFTER]),
    "award": (award, [AFTER, LAST]),
    "write again": (write_again, [AFTER]),
}
"""Each act, and the days on which it is tried; what follows, once, is tried after the first of them."""


def told(now: ReviewState, rules: RuleSet) -> Iterator[str]:
    """Say where a review stands, day by day where it is another."""
    for day in (FIRST, LAST, AFTER):
        left = days_left(now.notice, day) if now.notice else None
        stage = now.stage(day)
        notes = "; ".join(note.say("en") for note in status_notes(PeriodStatus(now, stage, days_left=left)))
        yield f"{day.day}: {stage} → {next_command(now, rules, day)} | {notes}"
    yield f"setting it again: {setting_command(now, rules)}"


def refused(at: Try, act: Callable[[Try], Outcome]) -> str:
    """Say of an act whether it is let through, or why not."""
    try:
        act(at)
    except StarratingError as error:
        (problem,) = error.problems
        return f"{problem.code}: {problem.message.say('en')} | {problem.hint.say('en') if problem.hint else ''}"
    return "let through"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_state_and_what_may_follow(scheme, request):
    period, made, depth = SCHEMES[scheme]
    rules, lines = made(), []
    seen: set[str] = set()
    reached: list[tuple[str, Outcome]] = [("", (0, ()))]
    for _ in range(depth):
        beyond: list[tuple[str, Outcome]] = []
        for path, (version, acts) in reached:
            at = Try(version, acts, review_state(period, version, acts), rules)
            if (known := repr((version, at.now))) in seen:
                continue
            seen.add(known)
            lines += [f"# {path or 'nothing'}", *told(at.now, rules)]
            answers: dict[str, list[str]] = {}
            for name, (act, days) in ACTS.items():
                for day in days:
                    answers.setdefault(refused(at._replace(day=day), act), []).append(f"{name} {day.day}")
                if not path.endswith(name):
                    with suppress(StarratingError):
                        beyond.append((f"{path}, {name}".removeprefix(", "), act(at._replace(day=days[0]))))
            lines += [f"  {', '.join(tries)}: {answer}" for answer, tries in answers.items()]
        reached = beyond
    file, said = GOLDENS / f"{scheme}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8", newline="\n")
    assert said == file.read_text(encoding="utf-8")
