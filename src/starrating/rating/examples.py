"""The worked examples of a rule set, rated: a rule file is right when its own examples come out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from starrating.exact import Exact
from starrating.model import ABSENT, NO_STAR, NUMBER, Incident, Inputs, Item, Period, ScoreTable, Sheet
from starrating.rating.incidents import judge
from starrating.rating.rate import rate
from starrating.ruleset import Example, ExampleIncident, RuleSet

_PERIOD = Period(2000, 1)
_INSIDE, _OUTSIDE = dt.date(2000, 3, 1), dt.date(2000, 9, 1)
_SHEET = Sheet("", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example expects and what came out; `star` is None and `refused` says why if it could not be rated."""

    position: int
    example: Example
    star: int | None
    because: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether star and reasons are as expected."""
        expected = NO_STAR if self.example.star == "none" else self.example.star
        return not self.refused and self.star == expected and self.because == self.example.because


def try_examples(rules: RuleSet) -> list[Outcome]:
    """Rate every example by its own rule set."""
    return [_try(position, example, rules) for position, example in enumerate(rules.examples)]


def _try(position: int, example: Example, rules: RuleSet) -> Outcome:
    inputs = Inputs(_PERIOD, _table(example), tuple(_incident(each, example.name) for each in example.incidents))
    errors = [str(each.message) for each in judge(inputs.incidents, _PERIOD, rules)[1] if each.severity == "error"]
    if errors:
        return Outcome(position, example, None, refused=tuple(errors))
    ratings = rate(inputs, rules)
    return Outcome(position, example, int(ratings.star[0]), tuple(step.rule for step in ratings.steps))


def _table(example: Example) -> ScoreTable:
    items = tuple(Item(code, code) for code in example.items)
    points = Exact.from_decimals(example.items.values()) if items else Exact(np.zeros(0, np.int64))
    total = Exact.from_decimals([example.score if example.score is not None else Decimal(0)])
    state = NUMBER if example.score is not None else ABSENT
    return ScoreTable(
        branch=[example.name],
        columns={"previous_star": [example.previous_star], **{fact: [value] for fact, value in example.facts.items()}},
        items=items,
        points=Exact(points.numerators.reshape(1, len(items)), points.unit),
        point_states=np.full((1, len(items)), NUMBER, np.uint8),
        total=total,
        total_states=np.array([state], np.uint8),
        sheets=(_SHEET,),
        origin=np.zeros(1, np.int32),
        rows=np.ones(1, np.int32),
    )


def _incident(each: ExampleIncident, branch: str) -> Incident:
    return Incident(
        branch=branch,
        trigger=each.trigger,
        date=_INSIDE if each.inside else _OUTSIDE,
        subject=each.subject,
        sanction_system=each.sanction_system,
        sanction=each.sanction,
        findings=each.findings,
        document="-",
    )


def failures(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that are not as expected."""
    return [outcome for outcome in outcomes if not outcome.passed]
