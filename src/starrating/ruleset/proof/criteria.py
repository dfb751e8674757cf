"""Criteria: the items add up, and every item has a name of its own (plan 3-criteria); facts likewise."""

from collections.abc import Iterator
from decimal import Decimal

from starrating.errors import KeyPath
from starrating.i18n import text
from starrating.model import SCORE_COLUMNS
from starrating.ruleset.base import number
from starrating.ruleset.criteria import Criteria, CriterionItem
from starrating.ruleset.proof.flaws import Flaw, twice
from starrating.ruleset.rule_set import RuleSet

_PARTS = ("criteria", "parts")


def criteria_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check origin, sums and names of the items, and the names of facts: all of them head columns of one sheet."""
    criteria = rules.criteria
    if criteria.file:
        yield Flaw(("criteria", "file"), "criteria-not-read", text("The criteria file was not read."))
    if (criteria.origin == "rules") != bool(criteria.parts):
        yield _misplaced_parts(has_parts=bool(criteria.parts))
    yield from item_flaws(criteria)
    facts: list[tuple[KeyPath, str]] = []
    for index, fact in enumerate(rules.facts):
        facts += [(("facts", index, key), name) for name, key in {fact.title: "title", fact.id: "id"}.items()]
    yield from twice([*_columns(), *facts])
    items = {name for _, item in criteria.items for name in (item.code, item.title)}
    yield from (_twofold(path, name) for path, name in facts if name in items)


def item_flaws(criteria: Criteria) -> Iterator[Flaw]:
    """Check sums and names of the items that criteria list."""
    yield from _sum_flaws(criteria)
    yield from twice(((*_PARTS, index, "title"), part.title) for index, part in enumerate(criteria.parts))
    names = [(path, name) for path, item in _items(criteria) for name in dict.fromkeys((item.code, item.title))]
    yield from twice([*_columns(), *names])


def _columns() -> Iterator[tuple[KeyPath, str]]:
    return (((), name) for column in SCORE_COLUMNS for name in (column.name, column.head))


def _twofold(path: KeyPath, name: str) -> Flaw:
    return Flaw(path, "name-twice", text("%(name)s is an item, too.", name=name), text("Give each a name of its own."))


def _misplaced_parts(*, has_parts: bool) -> Flaw:
    if has_parts:
        message = text("The items are listed here, but “from” says that they stand elsewhere.")
        return Flaw(_PARTS, "parts-unused", message, text("Write “from: rules”, or leave out “parts”."))
    message = text("“from: rules” asks for the items, and there are none.")
    return Flaw(
        ("criteria", "from"), "parts-missing", message, text("List them under “parts”, or name a “file” that does.")
    )


def _items(criteria: Criteria) -> Iterator[tuple[KeyPath, CriterionItem]]:
    for index, part in enumerate(criteria.parts):
        for position, item in enumerate(part.items):
            yield (*_PARTS, index, "items", position), item


def _sum_flaws(criteria: Criteria) -> Iterator[Flaw]:
    for index, part in enumerate(criteria.parts):
        yield from _wrong_sum((*_PARTS, index, "full_marks"), part.full_marks, part.items_marks)
    if criteria.parts:
        total = sum((part.items_marks for part in criteria.parts), Decimal(0))
        yield from _wrong_sum(("criteria", "full_marks"), criteria.full_marks, total)


def _wrong_sum(path: KeyPath, stated: Decimal | None, added: Decimal) -> Iterator[Flaw]:
    if stated is not None and stated != added:
        message = text("The items add up to %(sum)s, not to %(stated)s.", sum=number(added), stated=number(stated))
        yield Flaw(path, "wrong-sum", message, text("Correct the full marks of an item, or those stated here."))
