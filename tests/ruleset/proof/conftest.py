"""Every flaw that a test of the proof finds is held against the sentence that was read and found right before.

The tests say where a flaw is and of which kind; here stands how it is said, and what to do. `pytest -n 0
--update-goldens` writes it anew.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test

import rule_texts
from starrating.errors import Problem
from starrating.ruleset import RuleSet
from starrating.ruleset.proof import prove

GOLDENS = Path(__file__).parents[2] / "goldens" / "flaws"


@pytest.fixture(autouse=True)
def _as_it_is_said(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Compare what `flaws_of` finds in a test, sentence by sentence."""
    said: list[str] = []

    def proved(rules: RuleSet) -> list[Problem]:
        flaws = prove(rules)
        for flaw in flaws:
            hint = f" | {flaw.hint.say('en')}" if flaw.hint else ""
            said.append(f"{flaw.severity} {flaw.code} {flaw.place}: {flaw.message.say('en')}{hint}")
        return flaws

    if is_hypothesis_test(request.function):  # what is drawn differs from run to run
        yield
        return
    monkeypatch.setattr(rule_texts, "prove", proved)
    yield
    file, name = GOLDENS / f"{request.path.stem}.json", request.node.name
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if request.config.getoption("update_goldens") and said != known.get(name, []):
        known = {other: told for other, told in {**known, name: said}.items() if told}
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)}\n", encoding="utf-8")
    assert said == known.get(name, [])
