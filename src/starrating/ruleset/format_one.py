"""Format 1 of the rule language, as files and ledgers have it: read as the rule set of format 2 that says the same.

Recorded rule sets are complete: every default is written out. So what format 2 leaves out by another default stays as
it was, and only what has another name or form is put into words here. Of a file only a count changes: what is missing
does not pass now, where nothing else is written.
"""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from starrating.ruleset.base import number

Tree = Mapping[str, Any]
_NEW_NAMES = {"best": "highest", "worst": "lowest"}


class _Form(NamedTuple):
    """What a value becomes: values, where its keys lead now, and by which factor units are whole or exact."""

    values: tuple[object, ...]
    keys: Mapping[str, str] = {}
    units: Mapping[object, str] = {}


def upgraded(tree: Tree) -> Tree:
    """Return the tree of format 2 that says what a tree of format 1 says; any other tree, and any slip, as it is."""
    if tree.get("format") != 1:
        return tree
    later = {key for entry in _entries(tree, "versions") for key in _changes(entry)}
    forms = [_form(value, later) for value in _entries(tree, "values")]
    made: dict[str, object] = {"format": 2}
    if forms:
        made["values"] = tuple(value for form in forms for value in form.values)
    if later:
        made["versions"] = tuple(_version(entry, forms) for entry in _entries(tree, "versions"))
    if asked := _entries(tree, "open_questions"):
        made["open_questions"] = tuple(
            {**each, "key": _new_key(str(each["key"]), forms)} if isinstance(each, Mapping) and "key" in each else each
            for each in asked
        )
    return {**tree, **made}


def _entries(tree: Tree, name: str) -> tuple[object, ...]:
    entries = tree.get(name)
    return tuple(entries) if isinstance(entries, list | tuple) else ()


def _changes(version: object) -> Tree:
    changes = version.get("set") if isinstance(version, Mapping) else None
    return changes if isinstance(changes, Mapping) else {}


def _version(version: object, forms: list[_Form]) -> object:
    """Let what a version changes lead where it leads now; `units` chooses a factor now."""
    if not isinstance(version, Mapping) or not _changes(version):
        return version
    units = {new: form.units for form in forms for old, new in form.keys.items() if old.endswith(".units")}
    changed = {_new_key(key, forms): value for key, value in _changes(version).items()}
    return {**version, "set": {key: units.get(key, {}).get(value, value) for key, value in changed.items()}}


def _new_key(key: str, forms: list[_Form]) -> str:
    """Give a key its new name; what stands below it keeps its own: values[top].best[A1] is values[top].highest[A1]."""
    renamed = ((old, new) for form in forms for old, new in form.keys.items())
    return next((new + key[len(old) :] for old, new in renamed if key == old or key.startswith(f"{old}[")), key)


def _form(value: object, later: Collection[str]) -> _Form:
    if not isinstance(value, Mapping):
        return _Form((value,))
    if old := next((name for name in _NEW_NAMES if name in value), None):
        at = f"values[{value.get('id')}]"
        renamed = {_NEW_NAMES.get(key, key): part for key, part in value.items()}
        return _Form((renamed,), {f"{at}.{old}": f"{at}.{_NEW_NAMES[old]}"})
    if "ratio" in value:
        return _Form(({"times": 100, **value},))
    return (
        _product(value, later)
        if {"times", "each", "id"} <= value.keys() and _is_number(value["each"])
        else _Form((value,))
    )


def _is_number(given: object) -> bool:
    try:
        Fraction(str(given))
    except ValueError:
        return False
    return True


def _product(value: Tree, later: Collection[str]) -> _Form:
    """Make units times points a product. Whole units are rounded: with the points, or by a value before.

    They take a value of their own where the points are rounded once more, or change later.
    """
    name, times, each, whole = value["id"], value["times"], value["each"], value.get("units") == "whole"
    kept = {key: part for key, part in value.items() if key not in {"times", "each", "units"}}
    at, units = f"values[{name}]", f"{name}_whole"
    apart = f"{at}.units" in later or (whole and ("round" in kept or f"{at}.each" in later))
    factor = units if apart and whole else str(times)
    keys = {f"{at}.each": f"{at}.product[{number(Fraction(str(each)))}]"}
    if not apart:
        rounded = {"round": dict(_whole(each))} if whole and Fraction(str(each)) else {}
        return _Form(
            ({**kept, "product": (times, each), **rounded},), {**keys, f"{at}.times": f"{at}.product[{factor}]"}
        )
    missing = {"missing": kept["missing"]} if "missing" in kept else {}
    counted = {"id": units, **missing, "sum": (times,), "round": dict(_whole(type(each)(1)))}
    keys |= {f"{at}.units": f"{at}.product[{factor}]", f"{at}.times": f"values[{units}].sum[{times}]"}
    return _Form((counted, {**kept, "product": (factor, each)}), keys, {"whole": units, "exact": str(times)})


def _whole(points: float | str) -> Iterator[tuple[str, object]]:
    """Round points to those of a whole unit; they are written as they were, as a number or as JSON has one."""
    yield "to", points.removeprefix("-") if isinstance(points, str) else abs(points)
    yield "how", "up" if Fraction(str(points)) < 0 else "down"
