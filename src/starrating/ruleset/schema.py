"""The JSON Schema of rule files: editors complete and check with it while one writes."""

from typing import Any

from starrating.ruleset.rule_set import RuleSet


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of rule files, keys as they are written in YAML.

    It knows the shape; that bands leave no gap, and the like, only `rules check` can tell.
    """
    described = _without_nulls(RuleSet.model_json_schema(by_alias=True, mode="validation"))
    assert isinstance(described, dict)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described,
        "title": "starrating rule set",
    }


def _without_nulls(node: Any) -> Any:  # noqa: ANN401 [JSON of any kind]
    """Drop `null` as a type and as a default: a key that says nothing is left out of a rule file."""
    if isinstance(node, list):
        return [_without_nulls(one) for one in node if one != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_nulls(value) for key, value in node.items() if not (key == "default" and value is None)}
    choices = kept.get("anyOf")
    if isinstance(choices, list) and len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return kept
