"""References: every name that stands for a number is that of an item, a part, a number fact, or a value made before."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from starrating.errors import KeyPath, Problem
from starrating.i18n import text
from starrating.ruleset.keys import at_key, unknown
from starrating.ruleset.reads import names_in
from starrating.ruleset.rule_set import RuleSet

NUMBER = text("number")
_LIKELY = 0.75


def reference_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check every name that values, levels and steps read as a number.

    Where only the workbook knows the items, a name that is no slip of a value or fact may be one of them: the checks of
    the input look for it.
    """
    ids = [value.id for value in rules.values]
    for index, value in enumerate(rules.values):
        for name, path in names_in(value, ("values", index)):
            yield from _name_flaws(rules, name, path, ids[:index], value.id)
    for section in ("levels", "steps"):
        for name, path in names_in(getattr(rules, section), (section,)):
            yield from _name_flaws(rules, name, path, ids)


def item_names(rules: RuleSet) -> list[str]:
    """Return the names under which conditions find an item, as far as the rule set lists items."""
    return [name for _, item in rules.criteria.items for name in dict.fromkeys((item.code, item.title))]


def may_be_item(rules: RuleSet, name: str, ids: Sequence[str]) -> bool:
    """Tell whether a name that the rule set does not know may head a column of the workbook."""
    return rules.criteria.origin == "workbook" and not get_close_matches(name, ids, 1, _LIKELY)


def _name_flaws(rules: RuleSet, name: str, path: KeyPath, made: list[str], making: str = "") -> Iterator[Problem]:
    numbers = [fact.id for fact in rules.facts if fact.values in {"number", "star"}]
    known = [*made, *numbers, *item_names(rules), *(part.title for part in rules.criteria.parts)]
    ids = [value.id for value in rules.values]
    if path[-1] == "item" or name == "previous-star":
        return
    if name == "total":
        yield from _total_flaws(rules, path, made, making)
    elif name == "items" and rules.criteria.origin != "total":
        return
    elif name in known:
        yield from _ambiguous(rules, name, path)
    elif name in ids:
        yield _made_later(path, name)
    elif fact := next((fact for fact in rules.facts if name in {fact.id, fact.title}), None):
        yield _no_number(path, fact.id, fact.values)
    elif not may_be_item(rules, name, [*ids, *(fact.id for fact in rules.facts), "items", "total", *_triggers(rules)]):
        yield unknown(path, NUMBER, name, dict.fromkeys([*known, "total", "previous-star"]))


def _ambiguous(rules: RuleSet, name: str, path: KeyPath) -> Iterator[Problem]:
    """Find a title that is both that of an item and that of a part with other items in it."""
    part = next((part for part in rules.criteria.parts if part.title == name), None)
    if part and name in item_names(rules) and (len(part.items) > 1 or part.items[0].title != name):
        message = text("%(name)s is both an item and a part: it is not clear which is read.", name=name)
        yield at_key(path, "name-twofold", message, text("Read the item by its code, or give the part another title."))


def _total_flaws(rules: RuleSet, path: KeyPath, made: list[str], making: str) -> Iterator[Problem]:
    """Find reads of the value `total` before it is made; where only the workbook's total is read, that is meant."""
    is_value = any(value.id == "total" for value in rules.values)
    is_early = path[0] == "values" and "total" not in made and making != "total"
    if is_value and is_early and rules.criteria.origin != "total":
        yield _made_later(path, "total")


def _made_later(path: KeyPath, name: str) -> Problem:
    message = text("The value %(name)s is not made yet where it is read.", name=name)
    return at_key(path, "read-too-early", message, text("Put it further up: values are made in the order of the file."))


def _no_number(path: KeyPath, name: str, values: str) -> Problem:
    message = text("The fact %(fact)s is no number.", fact=name)
    hints = {
        "date": text("A date is read by its age: “months_since: %(fact)s, below: 12”.", fact=name),
        "yes-no": text("Facts with yes or no: “fact: %(fact)s, is: true”.", fact=name),
        "word": text("Facts with words: “fact: %(fact)s, in: [word, word]”.", fact=name),
        "number": text("Read it by its id: %(fact)s", fact=name),
        "star": text("Read it by its id: %(fact)s", fact=name),
    }
    return at_key(path, "wrong-comparison", message, hints[values])


def _triggers(rules: RuleSet) -> list[str]:
    return [trigger.id for trigger in rules.triggers.list] if rules.triggers else []
