"""What pydantic finds in a rule file, in our words, at its line and column, with the likely key or value.

Where pydantic's locations point in a rule file, and which keys may stand there.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from starrating.errors import Rejection
from starrating.formats.yaml_tree import YamlTree
from starrating.i18n import text
from starrating.ruleset import KeyPath, RuleSet, Section
from starrating.ruleset.conditions import BRANCH_KINDS, COMPARISONS, INCIDENT_KINDS, JOINING
from starrating.ruleset.values import VALUE_KINDS, VALUE_SETTINGS
from starrating.ruleset.words.wrong_values import UNCALLED, advice, likely_word, wrong_value


def report(error: ValidationError, tree: YamlTree, at: KeyPath = ()) -> None:
    """Add a problem to the tree for each path that pydantic complains of and that was not reported already.

    `at` is where in the tree the data stands that pydantic was given.
    """
    found: dict[KeyPath, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        if details["type"] == UNCALLED:
            continue
        details["loc"] = (*at, *details["loc"])
        found.setdefault(_path_of(details, tree), []).append(details)
    for path, details_here in found.items():
        if not tree.is_refused(path) and not _is_echo(details_here[0], path, found):
            _report_path(tree, path, details_here)


def _path_of(details: ErrorDetails, tree: YamlTree) -> KeyPath:
    location = details["loc"]
    if details["type"] == "missing":
        return (*path_in(tree.data, location[:-1]), location[-1])
    return path_in(tree.data, location)


def _is_echo(details: ErrorDetails, path: KeyPath, found: Mapping[KeyPath, object]) -> bool:
    """Tell whether a list is called too short only because its entries are wrong."""
    return details["type"] == "too_short" and any(other[: len(path)] == path and other != path for other in found)


def _report_path(tree: YamlTree, path: KeyPath, found: list[ErrorDetails]) -> None:
    details = next(filter(_is_unfit, found), found[0])
    reporter = _REPORTERS.get(details["type"])
    if reporter:
        reporter(tree, path, details)
    else:
        _report_value(tree, path, found)


def _is_unfit(details: ErrorDetails) -> bool:
    """Tell whether a model itself says what is wrong: of a key that may be several things that is the nearest."""
    return isinstance(details.get("ctx", {}).get("error"), Rejection)


def _report_missing(tree: YamlTree, path: KeyPath, details: ErrorDetails) -> None:
    del details
    key = _key(path)
    message = text("The key %(key)s is missing here.", key=key)
    tree.report(tree.value_mark(path), "missing-key", message, text("Add it: “%(key)s: …”", key=key))


def _report_unknown(tree: YamlTree, path: KeyPath, details: ErrorDetails) -> None:
    message = text("Unknown key: %(key)s", key=_key(path))
    known = known_keys(tree.data, details["loc"])
    other = _OTHER_COMPARISONS.get(_key(path))
    hint = text("Here it is called “%(kind)s”.", kind=other) if other in known else likely_word(_key(path), known)
    if _key(path) == "most" and "full_marks" in known:
        hint = text("full_marks and most are two names of one number: keep one.")
    tree.report(tree.key_mark(path), "unknown-key", message, hint)


def _report_effect(tree: YamlTree, path: KeyPath, details: ErrorDetails) -> None:
    known = re.findall(r"'([^']+)'", str(details["ctx"]["expected_tags"]))
    tag = str(details["ctx"]["tag"])
    message = text("This program knows no effect %(effect)s.", effect=tag)
    tree.report(tree.value_mark((*path, "effect")), "unknown-effect", message, likely_word(tag, known))


def _report_condition(tree: YamlTree, path: KeyPath, details: ErrorDetails) -> None:
    """Name the kind of effect, value or condition that is missing or unknown."""
    given = details["input"]
    if "effect" in str(details["ctx"]["discriminator"]):
        _report_no_effect(tree, path, details)
    elif not isinstance(given, Mapping):
        _report_value(tree, path, [details])
    elif path[0] == "values" and len(path) == len(("values", 0)):
        _report_no_kind_of_value(tree, path, given)
    else:
        known = [kind for kind in (INCIDENT_KINDS if path[0] == "triggers" else BRANCH_KINDS) if "+" not in kind]
        asked = next((str(key) for key in given if key not in COMPARISONS), "")
        message = text("This program knows no condition “%(key)s”.", key=asked)
        other = _OTHER_JOININGS.get(asked)
        hint = text("Here it is called “%(kind)s”.", kind=other) if other else likely_word(asked, known)
        tree.report(tree.key_mark((*path, asked)), "unknown-condition", message, hint)


def _report_no_kind_of_value(tree: YamlTree, path: KeyPath, given: Mapping[str, object]) -> None:
    asked = next((key for key in given if key not in VALUE_SETTINGS), None)
    if asked is None:
        message = text("The value does not say how it is made.")
        tree.report(tree.value_mark(path), "unknown-value", message, likely_word("", VALUE_KINDS))
    else:
        message = text("This program knows no way “%(key)s” to make a value.", key=asked)
        hint = text("Here it is called “%(kind)s”.", kind=_OTHER_NAMES[asked]) if asked in _OTHER_NAMES else None
        tree.report(tree.key_mark((*path, asked)), "unknown-value", message, hint or likely_word(asked, VALUE_KINDS))


_OTHER_NAMES = {
    **dict.fromkeys(("max", "maximum", "best"), "highest"),
    **dict.fromkeys(("min", "minimum", "worst"), "lowest"),
    **dict.fromkeys(("times", "multiply", "square"), "product"),
    **dict.fromkeys(("average", "avg"), "mean"),
    **dict.fromkeys(("const", "constant"), "number"),
    **dict.fromkeys(("add", "plus"), "sum"),
    **dict.fromkeys(("divide", "quotient"), "ratio"),
    **dict.fromkeys(("weighted", "weights"), "blend"),
}
"""What people call kinds of values elsewhere, and did here before."""


_OTHER_COMPARISONS = {
    **dict.fromkeys(("min", "minimum", "from", "gte", "ge", "not_below"), "at_least"),
    **dict.fromkeys(("max", "maximum", "up_to", "lte", "le", "not_above"), "at_most"),
    **dict.fromkeys(("more_than", "greater_than", "over", "gt"), "above"),
    **dict.fromkeys(("less_than", "under", "lt"), "below"),
    **dict.fromkeys(("equals", "equal", "eq", "exactly"), "is"),
    ">=": "at_least",
    "≥": "at_least",
    "<=": "at_most",
    "≤": "at_most",
    "to": "at_most",
    ">": "above",
    "<": "below",
    **dict.fromkeys(("=", "=="), "is"),
}
"""What people call comparisons elsewhere."""

_OTHER_JOININGS = {"and": "all", "every_of": "all", "or": "any", "either": "any", "one_of": "any", "none": "not"}
"""What people call what joins conditions elsewhere."""


def _report_no_effect(tree: YamlTree, path: KeyPath, details: ErrorDetails) -> None:
    """Without its effect a step cannot be read further; so look here whether the key is only misspelt."""
    if near := difflib.get_close_matches("effect", list(details["input"]), n=1):
        message = text("Unknown key: %(key)s", key=near[0])
        tree.report(tree.key_mark((*path, near[0])), "unknown-key", message, likely_word(near[0], ["effect"]))
    else:
        _report_missing(tree, (*path, "effect"), details)


def _report_unfit(tree: YamlTree, path: KeyPath, details: ErrorDetails) -> None:
    reason = details["ctx"]["error"]
    if isinstance(reason, Rejection):
        tree.report(tree.value_mark(path), reason.code, reason.message)
    else:
        _report_value(tree, path, [details])


_REPORTERS: Mapping[str, Callable[[YamlTree, KeyPath, ErrorDetails], None]] = {
    "missing": _report_missing,
    "extra_forbidden": _report_unknown,
    "union_tag_invalid": _report_effect,
    "union_tag_not_found": _report_condition,
    "value_error": _report_unfit,
}


def _report_value(tree: YamlTree, path: KeyPath, found: list[ErrorDetails]) -> None:
    tree.report(tree.value_mark(path), "wrong-value", wrong_value(_key(path), found), advice(found))


def _key(path: KeyPath) -> str:
    """Name a value as people do: by its key; an entry of a list by the list's key and its number from 1."""
    names = [str(step) for step in path if isinstance(step, str)]
    name = names[-1] if names else "…"
    return f"{name}[{path[-1] + 1}]" if path and isinstance(path[-1], int) else name


def path_in(data: object, location: Iterable[str | int]) -> KeyPath:
    """Drop from pydantic's location what is no key of the data: the names of the kinds that a value may be of."""
    path: KeyPath = ()
    for step in location:
        if isinstance(data, Mapping):
            data, path = (data[step], (*path, step)) if step in data else (data, path)
        elif isinstance(data, tuple) and isinstance(step, int):
            data, path = data[step], (*path, step)
    return path


def known_keys(data: object, location: Iterable[str | int]) -> list[str]:
    """Return the keys that may stand in data beside the one at a location of pydantic's."""
    models = _models_at(data, tuple(location)[:-1])
    return list(dict.fromkeys(field.alias or name for model in models for name, field in model.model_fields.items()))


def _models_at(data: object, location: Iterable[str | int]) -> list[type[Section]]:
    """Find the sections that may stand at a location, going down the annotations of the fields."""
    for joining in JOINING:
        joining.model_rebuild()
    models: list[type[Section]] = [RuleSet]
    for step in location:
        data = data[step] if isinstance(data, Mapping) else data[int(step)] if isinstance(data, tuple) else None
        if isinstance(step, str):
            fields = [
                field for model in models for name, field in model.model_fields.items() if (field.alias or name) == step
            ]
            models = [model for field in fields for model in _sections_in(field.annotation)] or models
        if isinstance(data, Mapping):
            models = [model for model in models if _is_of_kind(model, data)] or models
    return models


def _sections_in(annotation: object) -> list[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [section for part in get_args(annotation) for section in _sections_in(part)]


def _is_of_kind(model: type[Section], data: Mapping[str, object]) -> bool:
    effect = model.model_fields.get("effect")
    return data.get("effect") in get_args(effect.annotation) if effect else _telling_key(model) in data


def _telling_key(model: type[Section]) -> str:
    """Return the key that tells a kind of value or condition: its first required one beside the name."""
    required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return next((key for key in required if key != "id"), "")
