"""Format 1 of the rule language, as ledgers have recorded it: read as the rule set of format 2 that says the same.

Recorded rule sets are complete: every default is written out. So what format 2 leaves out by another default stays as
it was, and only what has another name or form is put into words here.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from starrating.patterns import regex

Tree = Mapping[str, Any]
_NEW_NAMES = {"best": "highest", "worst": "lowest"}
_OLD_NAME = regex(r"^(values\[[^\]]+\]\.)(best|worst)\b")  # values[top].best[A1]


def upgraded(tree: Tree) -> Tree:
    """Return the tree of format 2 that says what a recorded tree of format 1 says; any other tree as it is."""
    if tree.get("format") != 1:
        return tree
    values = [made for value in tree.get("values", ()) for made in _values(value)]
    versions = [{**each, "set": _renamed(each["set"])} for each in tree.get("versions", ())]
    return {**tree, "format": 2, "values": values, **({"versions": versions} if versions else {})}


def _renamed(given: Tree) -> Tree:
    """Give the keys that a version changes their new names: values[ID].best[ITEM] is values[ID].highest[ITEM] now."""
    return {_OLD_NAME.sub(lambda key: f"{key[1]}{_NEW_NAMES[key[2]]}", key): value for key, value in given.items()}


def _values(value: Tree) -> Iterator[Tree]:
    """Give a value its new form; whole units that are rounded once more, after the points, take two values."""
    if "best" in value or "worst" in value:
        yield {_NEW_NAMES.get(key, key): part for key, part in value.items()}
    elif "times" in value and "ratio" not in value:
        yield from _product(value)
    else:
        yield value


def _product(value: Tree) -> Iterator[Tree]:
    kept = {key: part for key, part in value.items() if key not in {"times", "each", "units"}}
    factors = [value["times"], value["each"]]
    each = Fraction(value["each"])
    if value.get("units") != "whole" or not each:
        yield {**kept, "product": factors}
    elif "round" in kept:
        whole = f"{value['id']}_whole"
        yield {"id": whole, "missing": kept["missing"], "sum": factors[:1], "round": {"to": "1", "how": "down"}}
        yield {**kept, "product": [whole, value["each"]]}
    else:
        to = str(value["each"]).removeprefix("-")
        yield {**kept, "product": factors, "round": {"to": to, "how": "down" if each > 0 else "up"}}
