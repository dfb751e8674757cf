import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from rule_texts import RULES, SMALL, TRIGGERS
from starrating.ruleset.rule_set import schema

VALIDATOR = Draft202012Validator(schema())


def errors(content: str) -> list[str]:
    """Validate as an editor does, which reads YAML as JSON."""
    return [error.json_path for error in VALIDATOR.iter_errors(yaml.safe_load(content))]


def test_the_schema_is_a_schema_and_json() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("content", [SMALL, SMALL + TRIGGERS])
def test_a_sound_rule_file_is_valid(content: str) -> None:
    assert errors(content) == []


@pytest.mark.parametrize("name", [path.name for path in RULES.glob("*.yaml") if path.name != "example-criteria.yaml"])
def test_every_rule_set_of_the_library_is_valid(name: str) -> None:
    assert errors((RULES / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("levels:", "levls:", "$"),
        ("below: 60}", "below: '60'}", "$.levels.bands[0].below"),
        ("below: 60}", "bellow: 60}", "$.levels.bands[0]"),
        ("star: 1,", "star: one,", "$.levels.bands[0].star"),
        ("from: workbook", "from: elsewhere", "$.criteria.from"),
        ("from: workbook", "origin: workbook", "$.criteria"),
        ("effect: lower", "effect: vanish", "$.steps[0]"),
        ('clause: "6"', "clause: 6", "$.steps[0]"),
        ("incidents: [late, hurt]", "incident: [late]", "$.steps[0]"),
    ],
)
def test_a_broken_rule_file_is_not(old: str, new: str, path: str) -> None:
    content = (SMALL + TRIGGERS).replace(old, new, 1)
    assert content != SMALL + TRIGGERS
    assert path in errors(content)


@pytest.mark.parametrize(
    ("share", "valid"), [("30%", True), ("2.5%", True), ("100%", True), ("101%", False), ("30", False), ("0.3", False)]
)
def test_shares(share: str, valid: bool) -> None:  # noqa: FBT001 [a parameter]
    targets = f'targets: {{clause: "7", milestones: [{{clause: "7", star: 3, at_least: "{share}", due: 2013H1}}]}}\n'
    assert (errors(SMALL + targets) == []) == valid


def test_every_section_is_described_for_whoever_writes_it() -> None:
    assert [name for name, section in schema()["$defs"].items() if not section.get("description")] == []


def test_nothing_may_be_null() -> None:
    assert not any(node == {"type": "null"} for node in _nodes(schema()))


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from _nodes(child)


def test_in_chinese_every_description_is_chinese() -> None:
    def descriptions(node: object) -> Iterator[str]:
        if isinstance(node, list):
            node = dict(enumerate(node))
        for key, value in node.items() if isinstance(node, dict) else ():
            if key == "description" and isinstance(value, str):
                yield value
            else:
                yield from descriptions(value)

    told = list(descriptions(schema("zh_CN")))
    assert len(told) > 300
    assert [words for words in told if not any("\u4e00" <= sign <= "\u9fff" for sign in words)] == []
    assert [*descriptions(schema())] != told
