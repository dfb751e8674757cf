"""The worked examples of a rule set, rated: a rule file is right when its own examples come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starrating.exact import written
from starrating.i18n import Text, text
from starrating.model import NO_STAR, Period, Ratings
from starrating.rating.checks import check
from starrating.rating.example_inputs import example_facts, example_inputs, example_past, example_period
from starrating.rating.rate import rate
from starrating.ruleset import Example, RuleSet
from starrating.ruleset.examples import ExampleBranch
from starrating.ruleset.versions import at


@dataclass(frozen=True, slots=True)
class Outcome:
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
            for what, wanted, given in (self._said(what, pair, rules) for what, pair in differing)
        ]
        if self.example.because is None and any(what in {"star", "status"} for what, _ in differing):
            found.append(text("reasons: %(clauses)s", clauses=_clauses(self.because)))
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
                yield name, (written(example.values[name], 0), given)

    @staticmethod
    def _said(what: str, pair: tuple[object, object], rules: RuleSet) -> tuple[Text, object, object]:
        wanted, given = pair
        match what:
            case "star":
                return text("star"), _star_words(rules, wanted), _star_words(rules, given)
            case "status":
                return text("status"), wanted, given
            case "because":
                return text("reasons"), _clauses(wanted), _clauses(given)
        return text("value %(name)s", name=what), wanted, text("not there") if given is None else given


def _star_words(rules: RuleSet, star: object) -> str | Text:
    assert isinstance(star, int)
    return rules.levels.name(star) or text("no star")


def _clauses(clauses: object) -> str | Text:
    assert isinstance(clauses, tuple)
    return ", ".join(clauses) or text("no step")


def try_examples(rules: RuleSet) -> list[Outcome]:
    """Rate every example by its own rule set, as it holds for the period of the example."""
    return [outcome for position, example in enumerate(rules.examples) for outcome in _try(position, example, rules)]


def failures(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes that are not as expected."""
    return [outcome for outcome in outcomes if not outcome.passed]


def _try(position: int, example: Example, rules: RuleSet) -> list[Outcome]:
    branches = example.branches or (example,)
    group = example.name if example.branches else ""
    refused, ratings = _rated(branches, at(rules, example.period), example_period(example))
    if ratings is None:
        return [Outcome(position, group, branch, None, refused=refused) for branch in branches]
    return [_outcome(position, group, branch, ratings) for branch in branches]


def _rated(
    branches: Sequence[ExampleBranch], rules: RuleSet, period: Period
) -> tuple[tuple[Text, ...], Ratings | None]:
    inputs = example_inputs(branches, rules, period)
    errors = [each.message for each in check(inputs, rules) if each.severity == "error"]
    return tuple(errors), None if errors else rate(
        inputs, rules, past=example_past(branches), facts_before=example_facts(branches)
    )


def _outcome(position: int, group: str, branch: ExampleBranch, ratings: Ratings) -> Outcome:
    row = ratings.position(branch.name)
    steps = tuple(step.rule for step in ratings.steps if step.branch == branch.name)
    values = tuple((name, _value(ratings, name, row)) for name in branch.values)
    return Outcome(position, group, branch, int(ratings.star[row]), ratings.status[row], steps, values)


def _value(ratings: Ratings, name: str, row: int) -> str | None:
    if name in ratings.values:
        return ratings.values[name][row]
    return ratings.score.texts()[row] if ratings.scored[row] else None
