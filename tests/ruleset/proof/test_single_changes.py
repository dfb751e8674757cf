"""What the proof says of each small change of the library: a number moved, a word replaced, a key or an entry left out.

Each kind of place is changed in the first rule set that has it. `pytest --update-goldens` writes the expected sentences
anew; read in the difference whether each is what a writer of rules should be told of this change.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rule_texts import RULES
from starrating.formats.yaml_tree import read_yaml
from starrating.ruleset import KeyPath, RuleSet
from starrating.ruleset.proof import prove

GOLDEN = Path(__file__).parents[2] / "goldens" / "single-changes.txt"
SHOWN = {"title", "source", "language", "wording", "text", "name", "question", "words", "format", "clause", "hint"}
"""Keys whose words are shown, and compared with no others."""


def places(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the path of everything in a rule file but words that are only shown, each with its value."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, tuple) else ():
        if key not in SHOWN:
            yield (*path, key), value
            yield from places(value, (*path, key))


def others(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what may become of a value, each with its words; None: it is left out."""
    yield "left out", None
    if isinstance(value, bool):
        yield "the other", not value
    elif isinstance(value, int | Decimal):
        yield "more", value + 1
        yield "less", value - 1
    elif isinstance(value, dt.date):
        yield "later", value + dt.timedelta(days=400)
    elif isinstance(value, str):
        yield "another", "nobody"
    elif isinstance(value, tuple) and value:
        yield "twice", (*value, value[0])
        yield "turned round", value[::-1]


def changed(data: Any, path: KeyPath, value: Any) -> Any:
    """Return a rule file with another value at a path, or without it."""
    first, rest = path[0], path[1:]
    made = dict(data.items() if isinstance(data, dict) else enumerate(data))
    made[first] = changed(made[first], rest, value) if rest else value
    if made[first] is None:
        del made[first]
    return made if isinstance(data, dict) else tuple(made.values())


def kind_of(path: KeyPath) -> KeyPath:
    """Return a path without its positions; of an example no more than which of its keys it is in."""
    return tuple("·" if isinstance(key, int) else key for key in (path[:3] if path[0] == "examples" else path))


def tried() -> Iterator[tuple[str, RuleSet]]:
    """Yield the changes that the models let through, each with its words."""
    seen: set[tuple[KeyPath, str]] = set()
    for file in sorted(RULES.glob("*.yaml")):
        data = read_yaml(file.name, file.read_text(encoding="utf-8")).data
        for path, value in places(data) if data.get("format") == 2 else ():
            for words, other in others(value):
                if (kind := (kind_of(path), words)) not in seen:
                    seen.add(kind)
                    try:
                        rules = RuleSet.model_validate(changed(data, path, other), by_alias=True, by_name=False)
                    except ValidationError:
                        continue
                    yield f"{file.stem} {'.'.join(map(str, path))} {words}", rules


def test_what_the_proof_says_of_each_single_change(request):
    lines = []
    for words, rules in tried():
        lines.append(words)
        for flaw in prove(rules):
            hint = f" | {flaw.hint.say('en')}" if flaw.hint else ""
            lines.append(f"  {flaw.severity} {flaw.code} {flaw.place}: {flaw.message.say('en')}{hint}")
    said = "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        GOLDEN.write_text(said, encoding="utf-8", newline="\n")
    assert said == GOLDEN.read_text(encoding="utf-8")
