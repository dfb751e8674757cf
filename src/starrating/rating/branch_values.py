"""The numbers of one rated branch, by the names that a rule set gives them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec import Struct

from starrating.decimals import written
from starrating.i18n import Text, listed, text
from starrating.model import SCORE_COLUMNS, Ratings
from starrating.rating.rating_context import items_named, items_together, number_fact
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Number, Ref, weight_words
from starrating.ruleset.values import Blend, Highest, Lowest, Mean


class BranchValues(Struct, frozen=True):
    """A value of a branch as an exact decimal, None if it is not there; `won` names the highest of several (S11).

    `held` is what the points for its incidents add up to, where its cap or floor holds the value elsewhere. `weight` is
    that of the total of a review in its year, where the rule set weighs them. `note` says what else the number is made
    of: the lowest of several, those that were left out, the weights that are data.
    """

    id: str
    title: str
    clause: str | None
    number: str | None
    won: str | None = None
    held: str | None = None
    weight: str | None = None
    note: Text | None = None

    def words(self) -> Text | str:
        """Say what is to be known beside the number: which of several it is, or what it was held from."""
        if self.held is not None:
            return text("the incidents make %(points)s; held at its bound", points=self.held)
        if self.weight is not None:
            return text("weight %(weight)s", weight=self.weight)
        if self.won is not None:
            return text("the highest: %(title)s", title=self.won)
        return self.note or ""


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
            note=_note(made[name], ratings, row, rules) if numbers[row] is not None else None,
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
    there = _there(value.highest, value, ratings, row, rules)
    return title_of(max(there, key=lambda each: each[1])[0], rules) if there else None


def _note(value: object, ratings: Ratings, row: int, rules: RuleSet) -> Text | None:
    """Say what a number is made of, where the rule set alone does not say it."""
    if isinstance(value, Lowest):
        there = _there(value.lowest, value, ratings, row, rules)
        return text("the lowest: %(title)s", title=title_of(min(there, key=lambda each: each[1])[0], rules))
    if isinstance(value, Mean) and value.without:
        there = sorted(_there(value.mean, value, ratings, row, rules), key=lambda each: each[1])
        left = [*there[: value.without.lowest], *there[len(there) - value.without.highest :]]
        return text("without %(left)s", left=listed(_with_number(each, rules) for each in left))
    if isinstance(value, Blend) and any(isinstance(part.weight, str) for part in value.blend):
        return text("weights: %(weights)s", weights=listed(_weights(value, ratings, row, rules)))
    return None


def _with_number(part: tuple[Ref, Fraction], rules: RuleSet) -> Text:
    ref, number = part
    return text("%(title)s (%(number)s)", title=title_of(ref, rules), number=written(number, 0, rules.decimals))


def _weights(value: Blend, ratings: Ratings, row: int, rules: RuleSet) -> Iterator[Text]:
    """Name the parts that count with their weights, which are data."""
    for part in value.blend:
        weight = number_of(part.weight, ratings, row, rules)
        if weight is not None and number_of(part.of, ratings, row, rules) is not None:
            yield Text("%(title)s ×%(weight)s", {"title": title_of(part.of, rules), "weight": weight_words(weight)})


def _there(
    refs: Sequence[Ref], value: Highest | Lowest | Mean, ratings: Ratings, row: int, rules: RuleSet
) -> list[tuple[Ref, Fraction]]:
    """Return the numbers that count, those that are not there as 0 where the value says so."""
    numbers = [(ref, number_of(ref, ratings, row, rules)) for ref in refs]
    absent = Fraction(0) if value.missing == "zero" else None
    return [(ref, each) for ref, number in numbers if (each := absent if number is None else number) is not None]


def number_of(ref: str | Number, ratings: Ratings, row: int, rules: RuleSet) -> Fraction | None:
    """Return the number of a branch that a reference names; None if it is not there."""
    if not isinstance(ref, str):
        return Fraction(ref)
    if ref in ratings.values:
        number = ratings.values[ref][row]
        return None if number is None else Fraction(number)
    if ref == "total":
        return ratings.score.at(row) if ratings.scored[row] else None
    if ref == "previous-star":
        star = int(ratings.previous_star[row])
        return Fraction(star) if star >= 0 else None
    return _read(ref, ratings, row, rules)


def _read(name: str, ratings: Ratings, row: int, rules: RuleSet) -> Fraction | None:
    table = ratings.scores
    positions = list(range(len(table.items))) if name == "items" else items_named(name, table)
    numbers = items_together(table, positions) if positions else number_fact(name, table, rules)
    return numbers.exact.at(row) if numbers.known[row] else None


def title_of(ref: str | Number, rules: RuleSet) -> str:
    """Return what people call the number that a reference names."""
    titles = {column.name.replace("_", "-"): column.shown(rules.language) for column in SCORE_COLUMNS}
    titles |= {item.code: item.title for _, item in rules.criteria.items}
    titles |= {fact.id: fact.title for fact in rules.facts}
    titles |= {value.id: value.title for value in rules.values if value.title}
    return titles.get(str(ref), str(ref))
