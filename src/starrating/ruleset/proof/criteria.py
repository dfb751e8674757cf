"""Criteria: the items add up, and every item has a name of its own (plan 3-criteria); facts likewise.

Facts: each is read in the way that its kind can be, and somebody reads it.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from starrating.errors import KeyPath, Problem
from starrating.i18n import Text, text
from starrating.model import SCORE_COLUMNS
from starrating.ruleset.base import number
from starrating.ruleset.conditions import AgeTest, FactTest, PastFactTest
from starrating.ruleset.criteria import Criteria, CriterionItem
from starrating.ruleset.keys import at_key, known_here, twice, unknown
from starrating.ruleset.reads import deciding_sections, names_read
from starrating.ruleset.rule_set import Fact, RuleSet
from starrating.ruleset.steps import Best, Quota
from starrating.ruleset.values import Percentile

_PARTS = ("criteria", "parts")


def criteria_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check origin, sums and names of the items, and the names of facts: all of them head columns of one sheet."""
    criteria = rules.criteria
    if criteria.file:
        yield at_key(("criteria", "file"), "criteria-not-read", text("The criteria file was not read."))
    if (criteria.origin == "rules") != bool(criteria.parts):
        yield _misplaced_parts(has_parts=bool(criteria.parts))
    yield from item_flaws(criteria)
    facts: list[tuple[KeyPath, str]] = []
    for index, fact in enumerate(rules.facts):
        facts += [(("facts", index, key), name) for name, key in {fact.title: "title", fact.id: "id"}.items()]
    yield from twice([*_columns(), *facts])
    items = {name for _, item in criteria.items for name in (item.code, item.title)}
    yield from (_twofold(path, name) for path, name in facts if name in items)


def item_flaws(criteria: Criteria) -> Iterator[Problem]:
    """Check sums and names of the items that criteria list."""
    yield from _sum_flaws(criteria)
    yield from twice(((*_PARTS, index, "title"), part.title) for index, part in enumerate(criteria.parts))
    yield from _point_flaws(criteria)
    names = [(path, name) for path, item in _items(criteria) for name in dict.fromkeys((item.code, item.title))]
    yield from twice([*_columns(), *names])


def _columns() -> Iterator[tuple[KeyPath, str]]:
    return (((), name) for column in SCORE_COLUMNS for name in (column.name, column.head))


def _twofold(path: KeyPath, name: str) -> Problem:
    return at_key(
        path, "name-twice", text("%(name)s is an item, too.", name=name), text("Give each a name of its own.")
    )


def _misplaced_parts(*, has_parts: bool) -> Problem:
    if has_parts:
        message = text("The items are listed here, but “from” says that they stand elsewhere.")
        return at_key(_PARTS, "parts-unused", message, text("Write “from: rules”, or leave out “parts”."))
    message = text("“from: rules” asks for the items, and there are none.")
    return at_key(
        ("criteria", "from"), "parts-missing", message, text("List them under “parts”, or name a “file” that does.")
    )


def _items(criteria: Criteria) -> Iterator[tuple[KeyPath, CriterionItem]]:
    for index, part in enumerate(criteria.parts):
        for position, item in enumerate(part.items):
            yield (*_PARTS, index, "items", position), item


def _sum_flaws(criteria: Criteria) -> Iterator[Problem]:
    for index, part in enumerate(criteria.parts):
        yield from _wrong_sum((*_PARTS, index, "full_marks"), part.full_marks, part.items_marks)
    if criteria.parts:
        total = sum((part.items_marks for part in criteria.parts), Decimal(0))
        yield from _wrong_sum(("criteria", "full_marks"), criteria.full_marks, total)


def _point_flaws(criteria: Criteria) -> Iterator[Problem]:
    """Find points that an item lists twice, or that lie outside its bounds: no cell may have them."""
    for path, item in _items(criteria):
        yield from twice(((*path, "points", index), number(points)) for index, points in enumerate(item.points))
        for index, points in enumerate(item.points):
            if points > item.full_marks or (item.lowest != "none" and points < item.lowest):
                message = text("%(points)s points lie outside the bounds of the item.", points=number(points))
                hint = text("Correct them, or full_marks or lowest of the item.")
                yield at_key((*path, "points", index), "points-out-of-bounds", message, hint)


def _wrong_sum(path: KeyPath, stated: Decimal | None, added: Decimal) -> Iterator[Problem]:
    if stated is not None and stated != added:
        message = text("The items add up to %(sum)s, not to %(stated)s.", sum=number(added), stated=number(stated))
        yield at_key(path, "wrong-sum", message, text("Correct the full marks of an item, or those stated here."))


FACT = text("fact")
WORD_COLUMNS = ("type", "unit")
"""Columns of every score sheet that are read like facts with words."""
_FORMS: Mapping[str, Text] = {
    "yes-no": text("Facts with yes or no: “is: true” or “is: false”."),
    "word": text("Facts with words: “in: [word, word]”."),
    "number": text("Facts with numbers: “value: …, at_least: …”."),
    "star": text("Facts with stars: “value: …, at_least: …”."),
    "date": text("Facts with dates: “months_since: …, below: 12”."),
}


def fact_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Find facts that nobody reads, and bounds that do not fit what a fact holds."""
    read = {*_read(rules), *_ranked_by(rules)}
    for index, fact in enumerate(rules.facts):
        if fact.id not in read:
            message = text("Nothing reads the fact %(fact)s: it changes no star.", fact=fact.id)
            hint = text("Name it in a condition or a value, or leave it out.")
            yield at_key(("facts", index, "id"), "idle-fact", message, hint, "warning")
        yield from _bound_flaws(fact, ("facts", index))


def _bound_flaws(fact: Fact, path: KeyPath) -> Iterator[Problem]:
    """Check that words are given for words, bounds for numbers."""
    if fact.words and fact.values != "word":
        yield at_key(
            (*path, "words"), "wrong-bounds", text("Only facts with words have a list of words."), _FORMS[fact.values]
        )
    for name in ("at_least", "at_most"):
        if getattr(fact, name) is not None and fact.values != "number":
            message = text("Only facts with numbers have bounds.")
            yield at_key((*path, name), "wrong-bounds", message, _FORMS[fact.values])
    if fact.at_least is not None and fact.at_most is not None and fact.at_most < fact.at_least:
        yield at_key((*path, "at_most"), "wrong-bounds", text("No number lies between the bounds of the fact."))


def _read(rules: RuleSet) -> Iterator[str]:
    for section, path in deciding_sections(rules):
        yield from (name for name, _ in names_read(section, path))
        if isinstance(section, FactTest):
            yield section.fact
            if isinstance(section, PastFactTest) and section.written:
                yield section.written
        elif isinstance(section, AgeTest):
            yield section.months_since
        elif isinstance(section, Quota | Best | Percentile) and section.pool:
            yield section.pool


def _ranked_by(rules: RuleSet) -> set[str]:
    return {rules.ranking.pool} if rules.ranking and rules.ranking.pool else set()


def fact_test_flaws(rules: RuleSet, test: FactTest, path: KeyPath) -> Iterator[Problem]:
    """Check that a fact is there, is answered as the condition says, and may have the words asked for."""
    fact = _fact(rules, test.fact)
    if fact is None:
        yield from _unknown_word(rules, test.fact, (*path, "fact"), (test.is_,))
    elif fact.values not in {"yes-no", "word"} or (fact.values == "yes-no") != isinstance(test.is_, bool):
        yield _wrong_form(path, fact)
    elif fact.words:
        yield from _foreign_words(fact, test, path)


def _foreign_words(fact: Fact, test: FactTest, path: KeyPath) -> Iterator[Problem]:
    """Find words that no cell of the fact may have: a slip, by which the condition would silently never hold."""
    asked: list[tuple[KeyPath, object]] = [((*path, "in", index), word) for index, word in enumerate(test.in_ or ())]
    for place, word in asked or [((*path, "is"), test.is_)]:
        if word not in fact.words:
            message = text("The fact %(fact)s has no word “%(word)s”.", fact=fact.id, word=word)
            yield at_key(place, "unknown-name", message, known_here(word, fact.words))


def age_flaws(rules: RuleSet, test: AgeTest, path: KeyPath) -> Iterator[Problem]:
    """Check that months are counted from a date."""
    fact, dates = _fact(rules, test.months_since), [fact.id for fact in rules.facts if fact.values == "date"]
    if fact is None:
        yield unknown((*path, "months_since"), FACT, test.months_since, dates)
    elif fact.values != "date":
        yield _wrong_form(path, fact)


def pool_flaws(rules: RuleSet, pool: str, path: KeyPath) -> Iterator[Problem]:
    """Check that a pool is told apart by words."""
    fact = _fact(rules, pool)
    if fact is None:
        yield from _unknown_word(rules, pool, path, ())
    elif fact.values != "word":
        message = text("A pool is told by a word; the fact %(fact)s has none.", fact=fact.id)
        yield at_key(path, "wrong-comparison", message, text("Let the fact say “values: word”, or name another."))


def _unknown_word(rules: RuleSet, name: str, path: KeyPath, answers: tuple[object, ...]) -> Iterator[Problem]:
    if name not in WORD_COLUMNS:
        yield unknown(path, FACT, name, [*(fact.id for fact in rules.facts), *WORD_COLUMNS])
    elif any(isinstance(answer, bool) for answer in answers):
        message = text("The column %(column)s has words, not yes or no.", column=name)
        yield at_key(path[:-1], "wrong-comparison", message, _FORMS["word"])


def _fact(rules: RuleSet, name: str) -> Fact | None:
    return next((fact for fact in rules.facts if fact.id == name), None)


def _wrong_form(path: KeyPath, fact: Fact) -> Problem:
    message = text("The fact %(fact)s is not answered so.", fact=fact.title)
    return at_key(path, "wrong-comparison", message, _FORMS[fact.values])
