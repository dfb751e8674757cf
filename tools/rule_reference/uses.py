"""How shipped rule sets use each key: one line of YAML, as it stands in the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from starrating.formats.yaml_tree import read_yaml
from starrating.ruleset import RuleSet, Section

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Use = tuple[type[Section], str]
"""A section and one of its keys."""

_LONGEST = 72


def uses(files: Iterable[Path]) -> dict[Use, str]:
    """Return for each key what is written there in the first file that has it on one short line."""
    found: dict[Use, str] = {}
    for file in files:
        content = file.read_text(encoding="utf-8")
        if rules := _rules(content):
            for use, line in _uses(rules, yaml.compose(content, Loader=_LOADER), content):
                if len(line) <= _LONGEST:
                    found.setdefault(use, line)
    return found


def _rules(content: str) -> RuleSet | None:
    """Return a rule set, whether it has holes or not; None if it is not one."""
    try:
        return RuleSet.model_validate(read_yaml("", content).data, by_alias=True, by_name=False)
    except ValidationError:
        return None


def _uses(value: object, node: yaml.Node, content: str) -> Iterator[tuple[Use, str]]:
    """Walk a section, list or mapping of the rule set beside the text it was read from."""
    if isinstance(value, Section) and isinstance(node, yaml.MappingNode):
        fields = {field.alias or name: name for name, field in type(value).model_fields.items()}
        for key, below in node.value:
            if key.value not in fields:  # another name of a key
                continue
            if written := _line(below, content):
                yield (_first_with(type(value), fields[key.value]), key.value), f"{key.value}: {written}"
            yield from _uses(getattr(value, fields[key.value]), below, content)
    elif isinstance(value, tuple) and isinstance(node, yaml.SequenceNode):
        for each, below in zip(value, node.value, strict=True):
            yield from _uses(each, below, content)
    elif isinstance(value, Mapping) and isinstance(node, yaml.MappingNode):
        for key, below in node.value:
            yield from _uses(value.get(key.value), below, content)


def _first_with(model: type[Section], name: str) -> type[Section]:
    """Return the section that declares a field: the model, or the one it is a kind of."""
    base = model.__bases__[0]
    return base if issubclass(base, Section) and name in base.model_fields else model


def _line(node: yaml.Node, content: str) -> str | None:
    """Return what a value looks like on one line; None for what is written as a block."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        return None
    return re.sub(r"\s+", " ", content[node.start_mark.index : node.end_mark.index])
