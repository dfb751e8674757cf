"""Format 1 of the rule language, as ledgers have recorded it: read as the rule set of format 2 that says the same.

Recorded rule sets are complete: every default is written out. So what format 2 leaves out by another default stays as
it was, and only what has another name or form is put into words here.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

Tree = Mapping[str, Any]


def upgraded(tree: Tree) -> Tree:
    """Return the tree of format 2 that says what a recorded tree of format 1 says; any other tree as it is."""
    if tree.get("format") != 1:
        return tree
    values = [made for value in tree.get("values", ()) for made in _values(value)]
    return {**tree, "format": 2, "values": values}


def _values(value: Tree) -> Iterator[Tree]:
    """Give a value its new form; whole units that are rounded once more, after the points, take two values."""
    if "best" in value or "worst" in value:
        yield {{"best": "highest", "worst": "lowest"}.get(key, key): part for key, part in value.items()}
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
