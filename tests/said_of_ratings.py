"""All that is said of a rating, a line each, to be held against what was read and found right before."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec import Struct, structs

from starrating.i18n import Text
from starrating.model import Ratings
from starrating.rating.explanation import explain
from starrating.rating.next_star import Known
from starrating.rating.sensitivity import sensitivity
from starrating.rating.targets import measure, nearest
from starrating.ruleset import RuleSet

GIVEN = {"branch", "items", "questions"}
"""What an explanation repeats of the example and of the rule set."""
WITHIN = Decimal("0.5")


def plain(value: Any) -> Any:
    """Return what can be written as JSON: words in English, only what there is."""
    if isinstance(value, Text):
        return value.say("en")
    if isinstance(value, Struct):
        return plain(structs.asdict(value))
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Mapping):
        return {
            str(key): plain(part) for key, part in value.items() if part is not False and part not in (None, "", (), {})
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(part) for part in value]
    return value if isinstance(value, str | int) else str(value)


def said_of(ratings: Ratings, rules: RuleSet, known: Known, again: Callable[[RuleSet], Ratings]) -> Iterator[str]:
    """Yield what is said of each branch, then of all together."""
    say = partial(json.dumps, ensure_ascii=False)
    for branch in ratings.scores.branch:
        yield f"## {branch}"
        explained = explain(branch, ratings, rules, known)
        said = plain(explained)
        yield from (
            f"{key}: {say(value)}" for key, value in said.items() if key not in {"branch", "items", "questions"}
        )
        words = [str(plain(value.words())) for value in explained.values]
        yield f"words: {explained.rank_words.say('en')}; {'; '.join(filter(None, words))}"
    for star in rules.levels.stars:
        lacks = [near.lacks.say("en") for near in nearest(ratings, star, rules, 3, known)]
        yield f"they lack: {'. '.join(lacks)}"
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
