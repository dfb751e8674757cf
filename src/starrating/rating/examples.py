"""The worked examples of a rule set, rated: a rule file is right when its own examples come out.

What an example says, laid out as the inputs of a review.
"""

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from msgspec import Struct

from starrating.decimals import exactly, read_back
from starrating.exact import Exact
from starrating.i18n import Text, listed, text
from starrating.model import (
    ABSENT,
    BLANK,
    NO_STAR,
    NOT_APPLICABLE,
    NUMBER,
    Incident,
    Inputs,
    Item,
    Period,
    Ratings,
    ScoreTable,
    SourceSheet,
)
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.ruleset import Example, ExampleIncident, RuleSet
from starrating.ruleset.examples import ExampleBranch
from starrating.ruleset.steps import Best, Quota
from starrating.ruleset.versions import at


class ExampleResult(Struct, frozen=True):
    """What a branch of an example expects and what came out.

    `position` is that of the example in the rule set, `group` the name of the example where several branches are rated
    together, else empty. `star` is None and `refused` says why if the example could not be rated; `values` has what
    came out for the values that the example expects, as text, None where a value is not there.
    """

    position: int
    group: str
    example: ExampleBranch
    star: int | None
    status: str = ""
    because: tuple[str, ...] = ()
    values: tuple[tuple[str, str | None], ...] = ()
    refused: tuple[Text, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether everything that the example expects came out."""
        return not self.refused and not any(True for _ in self._differing())

    def differences(self, rules: RuleSet) -> list[Text]:
        """Say line by line what is expected and what came out; empty if the example passed."""
        if self.refused:
            return [text("It cannot be rated: %(reason)s", reason=reason) for reason in self.refused]
        differing = list(self._differing())
        found = [
            text("%(what)s: expected %(expected)s, but came out as %(given)s", what=what, expected=wanted, given=given)
            for what, wanted, given in (self._difference_words(what, pair, rules) for what, pair in differing)
        ]
        if self.example.because is None and any(what in {"star", "status"} for what, _ in differing):
            found.append(text("reasons: %(clauses)s", clauses=_clauses(self.because)))
        if found and not self.group and any(clause in self.because for clause in _shares(rules)):
            found.append(
                text("a share of one branch is none, or the whole: write several under “branches” to try a quota")
            )
        return found

    def _differing(self) -> Iterator[tuple[str, tuple[object, object]]]:
        """Compare what the example gives; what it leaves out is not checked."""
        example = self.example
        star = NO_STAR if example.star == "none" else example.star
        if star is not None and star != self.star:
            yield "star", (star, self.star)
        if example.status is not None and example.status != self.status:
            yield "status", (example.status, self.status)
        if example.because is not None and example.because != self.because:
            yield "because", (example.because, self.because)
        for name, given in self.values:
            if given is None or Fraction(given) != Fraction(example.values[name]):
                yield name, (exactly(example.values[name], 0), given)

    @staticmethod
    def _difference_words(what: str, pair: tuple[object, object], rules: RuleSet) -> tuple[Text, object, object]:
        wanted, given = pair
        match what:
            case "star":
                return text("star"), _star_words(rules, wanted), _star_words(rules, given)
            case "status":
                return text("status"), wanted, given
            case "because":
                return text("reasons"), _clauses(wanted), _clauses(given)
        return text("value %(name)s", name=what), wanted, text("not there") if given is None else _both(str(given))


def _shares(rules: RuleSet) -> Iterator[str]:
    """Return the clauses of the steps that take a share of the branches."""
    for step in rules.steps:
        if isinstance(step, Best) or (isinstance(step, Quota) and step.places is None and step.last is None):
            yield step.clause


def _star_words(rules: RuleSet, star: object) -> str | Text:
    assert isinstance(star, int)
    return rules.levels.name(star) or text("no star")


def _both(number: str) -> str:
    """Write a fraction beside the decimal that people see: an example can only be met by the fraction itself."""
    return f"{number} ({read_back(number)})" if "/" in number else number


def _clauses(clauses: object) -> str | Text:
    assert isinstance(clauses, tuple)
    return listed(clauses) if clauses else text("no step")


def try_examples(rules: RuleSet) -> list[ExampleResult]:
    """Rate every example by its own rule set, as it holds for the period of the example."""
    return [outcome for position, example in enumerate(rules.examples) for outcome in _try(position, example, rules)]


def failures(outcomes: Sequence[ExampleResult]) -> list[ExampleResult]:
    """Return the outcomes that are not as expected."""
    return [outcome for outcome in outcomes if not outcome.passed]


def _try(position: int, example: Example, rules: RuleSet) -> list[ExampleResult]:
    branches = example.branches or (example,)
    group = example.name if example.branches else ""
    refused, ratings = _rated(branches, at(rules, example.period), example_period(example))
    if ratings is None:
        return [ExampleResult(position, group, branch, None, refused=refused) for branch in branches]
    return [_outcome(position, group, branch, ratings) for branch in branches]


def _rated(
    branches: Sequence[ExampleBranch], rules: RuleSet, period: Period
) -> tuple[tuple[Text, ...], Ratings | None]:
    inputs = example_inputs(branches, rules, period)
    errors = [problem.message for problem in check(inputs, rules) if problem.severity == "error"]
    return tuple(errors), None if errors else rate(
        inputs, rules, past=example_past(branches), facts_before=example_facts(branches)
    )


def _outcome(position: int, group: str, branch: ExampleBranch, ratings: Ratings) -> ExampleResult:
    row = ratings.position(branch.name)
    steps = tuple(step.rule for step in ratings.steps if step.branch == branch.name)
    values = tuple((name, _value(ratings, name, row)) for name in branch.values)
    return ExampleResult(position, group, branch, int(ratings.star[row]), ratings.status[row], steps, values)


def _value(ratings: Ratings, name: str, row: int) -> str | None:
    if name in ratings.values:
        return ratings.values[name][row]
    return ratings.score.texts()[row] if ratings.scored[row] else None


_PERIOD = Period(2000, "H1")
_SOME_DAYS = dt.timedelta(days=60)
_SHEET = SourceSheet("", "")


def example_period(example: Example) -> Period:
    """Return the period of an example: the one it names, else the first half of 2000."""
    return example.period or _PERIOD


def example_inputs(branches: Sequence[ExampleBranch], rules: RuleSet, period: Period) -> Inputs:
    """Lay out branches that are rated together."""
    incidents = [_incident(incident, branch.name, period) for branch in branches for incident in branch.incidents]
    opinions = [
        {"branch": branch.name, "department": department, "opinion": opinion}
        for branch in branches
        for department, opinion in branch.opinions.items()
    ]
    return Inputs(period, _table(branches, rules), tuple(incidents), opinions=tuple(opinions))


def example_past(branches: Sequence[ExampleBranch]) -> dict[str, tuple[int, ...]]:
    """Return the stars of the periods before, the last one first; the star before is the last of them."""
    past = {branch.name: branch.past or (branch.previous_star,) for branch in branches}
    return {name: tuple(NO_STAR if star is None else star for star in stars) for name, stars in past.items()}


def example_facts(branches: Sequence[ExampleBranch]) -> dict[str, tuple[dict[str, bool | str], ...]]:
    """Return the facts of the periods before, the last one first."""
    return {branch.name: branch.past_facts for branch in branches}


def _table(branches: Sequence[ExampleBranch], rules: RuleSet) -> ScoreTable:
    items = _items(branches, rules)
    optional = {item.code for _, item in rules.criteria.items if item.not_applicable}
    cells = [[_cell(branch, item, optional) for item in items] for branch in branches]
    points = Exact.from_decimals(point for row in cells for point, _ in row)
    shape = (len(branches), len(items))
    return ScoreTable(
        branch=[branch.name for branch in branches],
        columns=_columns(branches, rules),
        items=items,
        points=Exact(points.numerators.reshape(shape), points.unit),
        point_states=np.array([state for row in cells for _, state in row], np.uint8).reshape(shape),
        total=Exact.from_decimals(branch.score or Decimal(0) for branch in branches),
        total_states=np.array([ABSENT if branch.score is None else NUMBER for branch in branches], np.uint8),
        sheets=(_SHEET,),
        origin=np.zeros(len(branches), np.int32),
        rows=np.arange(1, len(branches) + 1, dtype=np.int32),
    )


def _items(branches: Sequence[ExampleBranch], rules: RuleSet) -> tuple[Item, ...]:
    """Return the items: those of the rule set if it lists them, else those that the branches name."""
    named = dict.fromkeys(name for branch in branches for name in branch.items)
    if not named or not rules.criteria.parts:
        return tuple(Item(name, name) for name in named)
    listed = rules.criteria.items
    return tuple(Item(item.code, item.title, item.full_marks, part, item.department) for part, item in listed)


def _cell(branch: ExampleBranch, item: Item, optional: Container[str]) -> tuple[Decimal, int]:
    """Read one item; one that is left out does not apply, where the criteria let it."""
    points = branch.items.get(item.code, branch.items.get(item.title))
    if isinstance(points, Decimal):
        return points, NUMBER
    return Decimal(0), BLANK if points is None and item.code not in optional else NOT_APPLICABLE


def _columns(branches: Sequence[ExampleBranch], rules: RuleSet) -> Mapping[str, list[Any]]:
    """Lay out stars, facts and columns such as the type; what a branch leaves out is blank."""
    kinds = {fact.id: fact.values for fact in rules.facts}
    names = dict.fromkeys([*kinds, *(name for branch in branches for name in branch.facts)])
    columns: dict[str, list[Any]] = {
        name: [_fact(branch.facts.get(name), kinds.get(name, "word")) for branch in branches] for name in names
    }
    columns["previous_star"] = [_star_before(branch) for branch in branches]
    columns["applied_star"] = [branch.applied_star for branch in branches]
    return columns


def _star_before(branch: ExampleBranch) -> int | None:
    return branch.previous_star if branch.previous_star is not None or not branch.past else branch.past[0]


def _fact(value: object, kind: str) -> object:
    if isinstance(value, str) and kind == "date":
        return dt.date.fromisoformat(value)
    return int(value) if isinstance(value, Decimal) and kind == "star" else value


def _incident(incident: ExampleIncident, branch: str, period: Period) -> Incident:
    return Incident(
        branch=branch,
        trigger=incident.trigger,
        date=_day(incident, period),
        subject=incident.subject,
        sanction_system=incident.sanction_system,
        sanction=incident.sanction,
        findings=incident.findings,
        document=incident.document,
        act=incident.act,
    )


def _day(incident: ExampleIncident, period: Period) -> dt.date:
    if incident.date is not None:
        return dt.date.fromisoformat(incident.date)
    return period.first_day + _SOME_DAYS if incident.inside else period.last_day + _SOME_DAYS
