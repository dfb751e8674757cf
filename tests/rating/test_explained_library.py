"""All that is said of the branches in the examples of the library, when those of a rule set are rated together.

The examples themselves say which star comes out, worked out by hand. Here stands how each is explained: values,
reasons, cells, what is lacking; who is nearest to a star, who is near a line, and who moves when a line does.
`pytest --update-goldens` writes it anew; read in the difference whether each sentence is true of its rule set.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs

from rule_texts import RULES
from starrating.i18n import Text
from starrating.model import Period, Ratings
from starrating.rating.examples import example_facts, example_inputs, example_past, example_period
from starrating.rating.explanation import explain
from starrating.rating.next_star import Known
from starrating.rating.rate import rate
from starrating.rating.sensitivity import sensitivity
from starrating.rating.targets import measure, nearest
from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet
from starrating.ruleset.examples import ExampleBranch
from starrating.ruleset.versions import at

GOLDENS = Path(__file__).parents[1] / "goldens" / "explained"
LIBRARY = sorted(path.stem for path in RULES.glob("*.yaml") if "\nformat: 2\n" in path.read_text("utf-8"))
GIVEN = {"branch", "items", "questions"}
"""What an explanation repeats of the example and of the rule set."""
WITHIN = Decimal("0.5")


def together(rules: RuleSet) -> Iterator[tuple[Period, list[ExampleBranch]]]:
    """Yield the branches of the examples by period, the first of each name."""
    found: dict[Period, dict[str, ExampleBranch]] = {}
    for example in rules.examples:
        for branch in example.branches or (example,):
            found.setdefault(example_period(example), {}).setdefault(branch.name, branch)
    return ((period, list(branches.values())) for period, branches in found.items())


def plain(value: Any) -> Any:
    """Return what can be written as JSON: words in English, only what there is."""
    if isinstance(value, Text):
        return value.say("en")
    if isinstance(value, Struct):
        return plain(structs.asdict(value))
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items() if part not in (None, "", (), {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part) for part in value]
    return value if isinstance(value, str | int) else str(value)


def lines_of(ratings: Ratings, rules: RuleSet, known: Known, again: Any) -> Iterator[str]:
    """Yield what is said of each branch, then of all together."""
    say = partial(json.dumps, ensure_ascii=False)
    for branch in ratings.scores.branch:
        yield f"## {branch}"
        said = plain(explain(branch, ratings, rules, known))
        yield from (
            f"{key}: {say(value)}" for key, value in said.items() if key not in {"branch", "items", "questions"}
        )
    for star in rules.levels.stars:
        yield f"nearest to {star}: {say(plain(nearest(ratings, star, rules, 3, known)))}"
    for milestone in rules.targets.milestones if rules.targets else ():
        measured = plain(measure(milestone, {milestone.due: ratings}, rules))
        yield f"target {milestone.star} {milestone.due}: {say({**measured, 'milestone': ''})}"
    tried = sensitivity(ratings, rules, WITHIN, again)
    yield from (f"near: {near.branch} {near.score} {near.line.begins.name} {near.gap}" for near in tried.near)
    for variant in tried.variants:
        moves = [
            f"{move.branch} {move.before.star}→{move.after.star}: {move.reason.say('en')}" for move in variant.moves
        ]
        yield f"{variant.kind} {variant.change.say('en')}: {say(moves)}"
    yield from (f"{problem.code} {problem.place}: {problem.message.say('en')}" for problem in ratings.problems)


@pytest.mark.parametrize("name", LIBRARY)
def test_the_examples_of_the_library_are_explained(name, request):
    rules, lines = load_rules(RULES / f"{name}.yaml"), []
    for period, branches in together(rules):
        valid, inputs = at(rules, period), example_inputs(branches, rules, period)
        past, before = example_past(branches), example_facts(branches)
        again = partial(rate, inputs, past=past, facts_before=before)
        known = Known(inputs.opinions, past, before)
        lines += [f"# {period}", *lines_of(again(valid), valid, known, again)]
    file, told = GOLDENS / f"{name}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, encoding="utf-8", newline="\n")
    assert told == file.read_text(encoding="utf-8")
