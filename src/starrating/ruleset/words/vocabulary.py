"""Numbers in words: what a reference names, and how a number is compared."""

from collections.abc import Iterable, Iterator
from functools import reduce

from starrating.i18n import Text, joined, text
from starrating.ruleset.base import Ref, number
from starrating.ruleset.conditions import NumberTest
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import POINTS, Span

_TOTAL = text("the total")
_OWN_NAMES = {"total": _TOTAL, "items": text("all items together"), "previous-star": text("the star before")}


def listed(words: Iterable[object]) -> Text:
    """List words as the language does: a, b, c. There must be one."""
    return reduce(lambda first, more: text("%(first)s, %(more)s", first=first, more=more), _texts(words))


def either(words: Iterable[object]) -> Text:
    """List words of which one is meant: a or b. There must be one."""
    return reduce(lambda one, other: text("%(one)s or %(other)s", one=one, other=other), _texts(words))


def _texts(words: Iterable[object]) -> Iterator[Text]:
    return (word if isinstance(word, Text) else Text("%(word)s", {"word": word}) for word in words)


def ref_words(rules: RuleSet, ref: Ref) -> Text:
    """Name what a reference reads, as people call it; a number stands for itself."""
    if not isinstance(ref, str):
        return Text("%(number)s", {"number": number(ref)})
    value = next((value for value in rules.values if value.id == ref), None)
    if ref in _OWN_NAMES and not (value and value.title):
        return _OWN_NAMES[ref]
    fact = next((fact.title for fact in rules.facts if fact.id == ref), None)
    item = next((item.title for _, item in rules.criteria.items if item.code == ref), None)
    return text("“%(name)s”", name=(value.title if value else None) or fact or item or ref)


def refs_words(rules: RuleSet, refs: Iterable[Ref]) -> Text:
    """Name several references. There must be one."""
    return listed(ref_words(rules, ref) for ref in refs)


def unit_of(rules: RuleSet, ref: Ref) -> Text | None:
    """Return what a number is counted in: points for items, parts and the total; nothing can be said of others."""
    names = {value.id for value in rules.values} | {fact.id for fact in rules.facts} | {"previous-star"}
    return None if ref != "total" and (not isinstance(ref, str) or ref in names) else POINTS


def comparison_words(rules: RuleSet, what: Text, test: NumberTest, unit: Text | None) -> Text:
    """Say how a number, named by `what`, is compared."""
    span = Span.of(test)
    fixed = [one for one in (test.is_, *(test.in_ or ())) if one is not None and not isinstance(one, str)]
    said = [span.words(unit)] if span != Span() else []
    if fixed:
        said.append(either(Span.closed(one, one).words(unit) for one in fixed))
    clauses = [text("%(what)s is %(numbers)s", what=what, numbers=joined(said, text(" and ")))] if said else []
    return joined([*clauses, *_named(rules, what, test)], text(" and "))


def _named(rules: RuleSet, what: Text, test: NumberTest) -> Iterator[Text]:
    """Say the comparisons with what has a name."""
    if isinstance(test.at_least, str):
        yield text("%(what)s is at least %(other)s", what=what, other=ref_words(rules, test.at_least))
    if isinstance(test.above, str):
        yield text("%(what)s is more than %(other)s", what=what, other=ref_words(rules, test.above))
    if isinstance(test.at_most, str):
        yield text("%(what)s is at most %(other)s", what=what, other=ref_words(rules, test.at_most))
    if isinstance(test.below, str):
        yield text("%(what)s is less than %(other)s", what=what, other=ref_words(rules, test.below))
    if isinstance(test.is_, str):
        yield text("%(what)s equals %(other)s", what=what, other=ref_words(rules, test.is_))
