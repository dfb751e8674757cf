"""Kinds of a section, told apart by a key; only those that a rule set has are built, since building is slow."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from starrating.ruleset.base import Section

DEFINED_AT = "https://json-schema.org/kinds/"
"""Where the JSON Schema of a union looks for its kinds, until `rule_set.schema` has them all together."""


class Kinds:
    """The mark of a union of sections: which of them a value is, told by the keys that it has.

    `kind_of` names the kind in raw data, None where nothing tells it.
    """

    def __init__(
        self, models: Mapping[str, type[Section]], kind_of: Callable[[Mapping[str, object]], str | None], told_by: str
    ) -> None:
        self.models = models
        self.kind_of = kind_of
        self.told_by = told_by

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by a function, so that no kind is built before one is met."""
        return core_schema.with_info_plain_validator_function(self._validated)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Name the kinds; `rule_set.schema` adds what they are."""
        return {"oneOf": [{"$ref": f"{DEFINED_AT}{model.__name__}"} for model in self.models.values()]}

    def _validated(self, value: object, info: ValidationInfo) -> Section:
        if type(value) in self.models.values():
            return value  # type: ignore[return-value]  # it is one of the sections
        kind = self.kind_of(value) if isinstance(value, Mapping) else None
        if kind is None:
            raise PydanticKnownError("union_tag_not_found", {"discriminator": self.told_by})
        if kind not in self.models:
            known = ", ".join(f"'{name}'" for name in self.models)
            found = {"discriminator": self.told_by, "tag": kind, "expected_tags": known}
            raise PydanticKnownError("union_tag_invalid", found)
        model = self.models[kind]
        if info.mode == "json":
            return model.model_validate_json(json.dumps(value), by_alias=True, by_name=False)
        return model.model_validate(value, by_alias=True, by_name=False)


def by_key(models: Mapping[str, type[Section]]) -> Kinds:
    """Tell kinds apart by the keys that each must have: `past+fact` has both, and stands before `past` and `fact`."""

    def kind_of(given: Mapping[str, object]) -> str | None:
        return next((kind for kind in models if given.keys() >= set(kind.split("+"))), None)

    return Kinds(models, kind_of, "its key")
