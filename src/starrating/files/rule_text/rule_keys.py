"""Where pydantic's locations point in a rule file, and which keys may stand there."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from starrating.ruleset import KeyPath, RuleSet, Section
from starrating.ruleset.conditions import JOINING


def path_in(data: Any, location: Iterable[str | int]) -> KeyPath:  # noqa: ANN401 [plain data of any kind]
    """Drop from pydantic's location what is no key of the data: the names of the kinds that a value may be of."""
    path: KeyPath = ()
    for step in location:
        is_key = step in data if isinstance(data, Mapping) else isinstance(data, tuple) and isinstance(step, int)
        if is_key:
            data, path = data[step], (*path, step)
    return path


def known_keys(location: Iterable[str | int]) -> list[str]:
    """Return the keys that may stand beside the one at a location of pydantic's."""
    models = _models_at(tuple(location)[:-1])
    return list(dict.fromkeys(field.alias or name for model in models for name, field in model.model_fields.items()))


def _models_at(location: Iterable[str | int]) -> list[type[Section]]:
    """Find the sections that may stand at a location, going down the annotations of the fields."""
    for joining in JOINING:
        joining.model_rebuild()
    models: list[type[Section]] = [RuleSet]
    for step in location:
        if isinstance(step, int):
            continue
        fields = [
            field for model in models for name, field in model.model_fields.items() if (field.alias or name) == step
        ]
        if fields:
            models = [model for field in fields for model in _sections_in(field.annotation)]
        else:
            models = [model for model in models if _is_of_kind(model, str(step))] or models
    return models


def _sections_in(annotation: object) -> list[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return [annotation]
    return [section for part in get_args(annotation) for section in _sections_in(part)]


def _is_of_kind(model: type[Section], kind: str) -> bool:
    effect = model.model_fields.get("effect")
    return kind in get_args(effect.annotation) if effect else kind == f"<{_telling_key(model)}>"


def _telling_key(model: type[Section]) -> str:
    """Return the key that tells a kind of value or condition: its first required one beside the name."""
    required = [field.alias or name for name, field in model.model_fields.items() if field.is_required()]
    return next((key for key in required if key != "id"), "")
