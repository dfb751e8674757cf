"""The sections of a rule file and their keys, walked in the order of the models."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from starrating.ruleset import RuleSet, Section
from starrating.ruleset.conditions import Condition, IncidentCondition, NumberTest


class Key(NamedTuple):
    """A key of a section: how it is written, its field, and its type."""

    name: str
    field: FieldInfo
    hint: object


class Chapter(NamedTuple):
    """A section of the reference, such as `levels.bands[]` or `steps[] quota`, and the model it is about."""

    name: str
    model: type[Section]

    @property
    def keys(self) -> list[Key]:
        """The keys of its own; those of the section it is a kind of are told there."""
        shared = _shared(self.model)
        return [key for key in _all_keys(self.model) if shared is None or key.name not in _names(shared)]

    @property
    def shared(self) -> "Chapter | None":
        """The chapter whose keys it has, too."""
        shared = _shared(self.model)
        return chapter_of(shared) if shared else None

    @property
    def text(self) -> list[str]:
        """The paragraphs of the docstring."""
        return [" ".join(part.split()) for part in (self.model.__doc__ or "").split("\n\n")]

    def meaning(self, key: Key) -> str:
        """Return what a key means; one that holds a section means what is said of that."""
        if key.field.description:
            return key.field.description
        if key.name == "effect":
            return "The kind of the step."
        found = sections_in(key.hint)
        return chapter_of(found[0]).text[0] if found else ""


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return all sections of a rule file in its order; conditions, which stand in many places, are not among them."""
    return tuple(_chapters("", "the file", RuleSet))


@cache
def condition_chapters() -> tuple[Chapter, ...]:
    """Return what may stand in a condition on a branch: comparisons, and each kind of condition."""
    return (Chapter("comparisons", NumberTest), *_kinds("condition", Condition))


@cache
def row_chapters() -> tuple[Chapter, ...]:
    """Return the kinds of conditions on a row of the incident list."""
    return tuple(_kinds("row condition", IncidentCondition))


def chapter_of(model: type[Section]) -> Chapter:
    """Return the chapter that is about a model; `StopIteration` if there is none."""
    return next(one for one in (*chapters(), *condition_chapters(), *row_chapters()) if one.model is model)


def sections_in(hint: object) -> list[type[Section]]:
    """Return the sections that a type is made of."""
    if isinstance(hint, type) and issubclass(hint, Section):
        return [hint]
    return list(dict.fromkeys(section for part in get_args(hint) for section in sections_in(part)))


def choices(hint: object) -> tuple[object, ...]:
    """Split a union into its choices; None, for a key that is left out, is no choice."""
    if get_origin(hint) in {None, Annotated, Literal, tuple} or is_mapping(hint):
        return (hint,)
    return tuple(part for part in get_args(hint) if part is not NoneType)


def is_mapping(hint: object) -> bool:
    """Tell whether a type has names that people choose as its keys."""
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _chapters(path: str, name: str, model: type[Section]) -> Iterator[Chapter]:
    chapter = Chapter(name, model)
    yield chapter
    for key in chapter.keys:
        models = [] if _is_told_apart(key.hint) else sections_in(key.hint)
        below = f"{path}.{key.name}".lstrip(".") + ("[]" if _is_many(key.hint) else "")
        if len(models) > 1:
            yield from _chapters(below, below, models[0].__bases__[0])
        for each in models:
            yield from _chapters(below, f"{below} {_kind(each)}" if len(models) > 1 else below, each)


def _kinds(name: str, union: object) -> Iterator[Chapter]:
    return (Chapter(f"{name} {_kind(model)}", model) for model in sections_in(get_args(union)[0]))


def _kind(model: type[Section]) -> str:
    """Return the word that tells a kind of value, step or condition from the others: its effect, or its own key."""
    keys = Chapter("", model).keys
    if keys[0].name == "effect":
        return str(get_args(keys[0].hint)[0])
    own = next(key.name for key in keys if key.field.is_required())
    shared = _shared(model)
    is_kind = shared is not None and not shared.__name__.startswith("_") and shared is not NumberTest
    return f"{own} {_kind(shared)}" if shared and is_kind else own


def _is_told_apart(hint: object) -> bool:
    parts = (hint, *get_args(hint))
    return any(part == one for part in parts for one in (Condition, IncidentCondition, NumberTest))


def _is_many(hint: object) -> bool:
    return any(get_origin(part) is tuple or is_mapping(part) for part in choices(hint))


def _all_keys(model: type[Section]) -> list[Key]:
    hints = get_type_hints(model, include_extras=True)
    return [Key(field.alias or name, field, hints[name]) for name, field in model.model_fields.items()]


def _names(model: type[Section]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def _shared(model: type[Section]) -> type[Section] | None:
    base = model.__bases__[0]
    return base if base is not Section else None
