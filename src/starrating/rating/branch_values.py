"""The numbers of one rated branch, by the names that a rule set gives them."""

from fractions import Fraction

from msgspec import Struct

from starrating.i18n import Text, text
from starrating.model import SCORE_COLUMNS, Ratings
from starrating.rating.rating_context import items_named, items_together, number_fact
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Number, weight_words
from starrating.ruleset.values import Highest


class BranchValues(Struct, frozen=True):
    """A value of a branch as an exact decimal, None if it is not there; `won` names the highest of several (S11).

    `held` is what the points for its incidents add up to, where its cap or floor holds the value elsewhere. `weight` is
    that of the total of a review in its year, where the rule set weighs them.
    """

    id: str
    title: str
    clause: str | None
    number: str | None
    won: str | None = None
    held: str | None = None
    weight: str | None = None

    def words(self) -> Text | str:
        """Say what is to be known beside the number: which of several it is, or what it was held from."""
        if self.held is not None:
            return text("the incidents make %(points)s; held at its bound", points=self.held)
        if self.weight is not None:
            return text("weight %(weight)s", weight=self.weight)
        return text("the highest: %(title)s", title=self.won) if self.won else ""


def values_of(ratings: Ratings, row: int, rules: RuleSet) -> tuple[BranchValues, ...]:
    """Return the values of a branch in the order in which they were made."""
    made = {value.id: value for value in rules.values}
    return tuple(
        BranchValues(
            name,
            title_of(name, rules),
            made[name].clause,
            numbers[row],
            _won(made[name], ratings, row, rules),
        )
        if name in made
        else _total(name, numbers[row], rules)
        for name, numbers in ratings.values.items()
    )


def _total(period: str, number: str | None, rules: RuleSet) -> BranchValues:
    """Return the total of a review in the result of its year, with its weight where the rule set weighs them."""
    weights = rules.annual.weights if rules.annual else {}
    weight = next((weight_words(each) for part, each in weights.items() if period.endswith(part)), None)
    clause = rules.annual.clause if rules.annual and weight else None
    return BranchValues(period, period, clause, number, weight=weight)


def _won(value: object, ratings: Ratings, row: int, rules: RuleSet) -> str | None:
    """Name the highest of the numbers of which a value is the highest; of equals, the one that is written first."""
    if not isinstance(value, Highest):
        return None
    numbers = {ref: number_of(ref, ratings, row, rules) for ref in value.highest}
    there = {ref: number for ref, number in numbers.items() if number is not None}
    return title_of(max(there, key=lambda ref: there[ref]), rules) if there else None


def number_of(ref: str | Number, ratings: Ratings, row: int, rules: RuleSet) -> Fraction | None:
    """Return the number of a branch that a reference names; None if it is not there."""
    if not isinstance(ref, str):
        return Fraction(ref)
    if ref in ratings.values:
        number = ratings.values[ref][row]
        return None if number is None else Fraction(number)
    if ref == "total":
        return ratings.score[row : row + 1].fractions()[0] if ratings.scored[row] else None
    if ref == "previous-star":
        star = int(ratings.previous_star[row])
        return Fraction(star) if star >= 0 else None
    return _read(ref, ratings, row, rules)


def _read(name: str, ratings: Ratings, row: int, rules: RuleSet) -> Fraction | None:
    table = ratings.scores
    positions = list(range(len(table.items))) if name == "items" else items_named(name, table)
    numbers = items_together(table, positions) if positions else number_fact(name, table, rules)
    return numbers.exact[row : row + 1].fractions()[0] if numbers.known[row] else None


def title_of(ref: str | Number, rules: RuleSet) -> str:
    """Return what people call the number that a reference names."""
    titles = {column.name.replace("_", "-"): column.shown(rules.language) for column in SCORE_COLUMNS}
    titles |= {fact.id: fact.title for fact in rules.facts}
    titles |= {value.id: value.title for value in rules.values if value.title}
    return titles.get(str(ref), str(ref))
