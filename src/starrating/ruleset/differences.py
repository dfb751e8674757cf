"""What differs between two rule sets, in words, key by key, in the order of the rule file."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from starrating.i18n import Text, joined, listed, text
from starrating.ruleset.base import Percent, Section, number, percent
from starrating.ruleset.keys import entry_name
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.words.conditions import condition_words, is_condition

_Pair = tuple[object, object]
_NOTHING = text("nothing")


def diff(old: RuleSet, new: RuleSet) -> list[Text]:
    """Say what differs: keys with their value before and after, entries that are gone or new. Empty if nothing does."""
    return list(_Differences(old, new).of("", (old, new)))


class _Differences:
    """Two rule sets: their values are said in their own words."""

    def __init__(self, old: RuleSet, new: RuleSet) -> None:
        self._rules = (old, new)

    def of(self, key: str, pair: _Pair) -> Iterator[Text]:
        """Say what differs between what stands at one key in both."""
        before, after = pair
        if before == after:
            return
        if _is_list(before) and _is_list(after):
            yield from self._entries(key, (_named(before), _named(after)))
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self._entries(key, (before, after))
        elif isinstance(before, Section) and type(before) is type(after) and not is_condition(before):
            for name, field in type(before).model_fields.items():
                below = f"{key}.{field.alias or name}" if key else field.alias or name
                yield from self.of(below, (getattr(before, name), getattr(after, name)))
        else:
            was, now = self._words(0, before), self._words(1, after)
            yield text("%(key)s: was %(before)s; is %(after)s.", key=key, before=was, after=now)

    def _entries(self, key: str, pair: tuple[Mapping[str, object], Mapping[str, object]]) -> Iterator[Text]:
        before, after = pair
        for name in before:
            if name not in after:
                yield text("%(key)s: gone (%(what)s).", key=f"{key}[{name}]", what=self._words(0, before[name]))
        for name in after:
            if name not in before:
                yield text("%(key)s: new (%(what)s).", key=f"{key}[{name}]", what=self._words(1, after[name]))
        for name in before:
            if name in after:
                yield from self.of(f"{key}[{name}]", (before[name], after[name]))
        if [name for name in before if name in after] != [name for name in after if name in before]:
            order = listed(after)
            yield text("%(key)s: the order is another one now (%(order)s).", key=key, order=order)

    def _words(self, side: int, value: object) -> Text:
        """Say a value in short: a condition as a sentence, a section by what tells it, a list by its entries."""
        if value is None:
            return _NOTHING
        if isinstance(value, Section):
            return self._section_words(side, value)
        if isinstance(value, tuple):
            return joined([self._words(side, one) for one in value], text(", ")) if value else _NOTHING
        if isinstance(value, Mapping):
            entries = [Text("%(key)s: %(value)s", {"key": k, "value": self._words(side, v)}) for k, v in value.items()]
            return joined(entries, text(", ")) if entries else _NOTHING
        return Text("%(value)s", {"value": _plain(value)})

    def _section_words(self, side: int, section: Section) -> Text:
        if is_condition(section):
            return condition_words(self._rules[side], section)
        fields = type(section).model_fields
        given = {
            fields[name].alias or name: getattr(section, name) for name in fields if name in section.model_fields_set
        }
        return self._words(side, given)


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, Section) for one in value)


def _named(entries: object) -> dict[str, object]:
    """Name the entries of a list; those that share a name are told apart by their number."""
    named: dict[str, object] = {}
    assert isinstance(entries, tuple)
    for entry in entries:
        name, count = entry_name(entry), 1
        unique = name or "1"
        while unique in named:
            count += 1
            unique = f"{name} {count}".strip()
        named[unique] = entry
    return named


def _plain(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Percent():
            return percent(value)
        case Decimal() | Fraction():
            return number(value)
    return str(value)
