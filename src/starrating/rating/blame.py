"""Which numbers are to blame that a condition does not hold: of “none of A, B, C below 40” the one that is below."""

from collections.abc import Iterable, Iterator, Sequence

from starrating.decimals import written
from starrating.i18n import Text, listed, text
from starrating.rating.conditions import holds, passes
from starrating.rating.rating_context import RatingContext
from starrating.ruleset.base import Ref, Section
from starrating.ruleset.conditions import (
    AllOf,
    CountTest,
    EveryTest,
    ItemTest,
    Not,
    NumberTest,
    ScoreTest,
    SomeTest,
    ValueTest,
    parts_of,
)
from starrating.ruleset.words.conditions import condition_words
from starrating.ruleset.words.vocabulary import ref_words


def unmet_words(condition: Section, state: RatingContext, row: int) -> Text:
    """Say a condition that does not hold of a branch, and what the numbers are that make it so."""
    words = condition_words(state.rules, condition)
    numbers = [_number_words(ref, state, row) for ref in dict.fromkeys(_to_blame(condition, state, row))]
    return text("%(condition)s – now %(numbers)s", condition=words, numbers=listed(numbers)) if numbers else words


def _number_words(ref: str, state: RatingContext, row: int) -> Text:
    column, name = state.number(ref), ref_words(state.rules, ref)
    if not column.known[row]:
        return text("%(name)s: no number", name=name)
    number = column.exact.at(row)
    return text("%(name)s: %(number)s", name=name, number=written(number, 0, state.rules.decimals))


def _to_blame(condition: Section, state: RatingContext, row: int) -> Iterator[str]:
    """Name the numbers by which a condition fails; of “not so”, those by which it holds."""
    failing: Sequence[Section] = ()
    match condition:
        case AllOf():
            failing = [part for part in condition.all_ if not holds(part, state)[row]]
        case Not(not_=SomeTest() as some):
            yield from _compared(_passing(some.some, some, state, row, wanted=True), some)
        case NumberTest():
            yield from _compared(_failing_refs(condition, state, row), condition)
        case CountTest():
            passing = _passing(condition.count, condition.that, state, row, wanted=True)
            few = len(passing) < condition.at_least
            yield from _compared([ref for ref in condition.count if (ref in passing) != few], condition.that)
        case _:
            failing = parts_of(condition)
    for part in failing:
        yield from _to_blame(part, state, row)


def _failing_refs(test: NumberTest, state: RatingContext, row: int) -> Sequence[Ref]:
    """Name the numbers of a comparison; of those that must all pass, the ones that do not."""
    match test:
        case EveryTest():
            return _passing(test.every, test, state, row, wanted=False)
        case SomeTest():
            return test.some
        case ScoreTest():
            return (test.score,)
        case ItemTest():
            return (test.item,)
        case ValueTest():
            return (test.value,)
    return ()


def _passing(refs: tuple[Ref, ...], test: NumberTest, state: RatingContext, row: int, *, wanted: bool) -> list[Ref]:
    return [ref for ref in refs if bool(passes(state.number(ref), test, state)[row]) == wanted]


def _compared(refs: Iterable[Ref], test: NumberTest) -> Iterator[str]:
    """Name what is compared, and what it is compared with where that is no plain number."""
    bounds = (test.at_least, test.above, test.at_most, test.below, test.is_)
    yield from (ref for ref in (*refs, *bounds) if isinstance(ref, str))
