"""Steps in words, in the order of evaluation: whom each meets, and what it does (plan 4.4)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starrating.i18n import Text, text
from starrating.ruleset.base import percent
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.steps import Best, Cap, Floor, Grade, Limit, Lower, Move, Quota, Raise, Step
from starrating.ruleset.words.conditions import column_head, condition_words
from starrating.ruleset.words.vocabulary import ref_words, refs_words, settings


def steps_words(rules: RuleSet) -> Iterator[Text]:
    """Say every step."""
    for step in rules.steps:
        effect = EFFECTS[type(step)](rules, step)
        if step.when is None:
            subject = rules.subject
            yield text("%(clause)s Every %(subject)s: %(effect)s.", clause=step.clause, subject=subject, effect=effect)
        else:
            words = condition_words(rules, step.when)
            yield text("%(clause)s When %(words)s: %(effect)s.", clause=step.clause, words=words, effect=effect)
        if isinstance(step, Quota | Best):
            yield from _contest(rules, step)
        yield from settings(step, rules.subject, but=_unsaid(rules, step))


def _unsaid(rules: RuleSet, step: Step) -> tuple[str, ...]:
    """Return the settings that mean nothing for a step as it is."""
    match step:
        case Grade():
            graded_before = any(isinstance(one, Grade) for one in rules.steps[: rules.steps.index(step)])
            status = () if step.star == "none" else ("status",)
            return status if graded_before else ("several", *status)
        case Lower(from_="current"):
            return ("from_",) if rules.triggers else ("from_", "once")
        case Quota(at_most=None, at_least=None) | Best(share=None):
            return ("among", "rounding")
    return ()


def _lower(_: RuleSet, step: Lower) -> Text:
    return text("the star falls, levels: %(levels)s", levels=step.levels)


def _raise(_: RuleSet, step: Raise) -> Text:
    return text("the star rises, levels: %(levels)s", levels=step.levels)


def _move(rules: RuleSet, step: Move) -> Text:
    return text("the star moves by %(by)s, down if that is below 0", by=ref_words(rules, step.by))


def _limit(_: RuleSet, step: Limit) -> Text:
    if step.down is None:
        return text("at most %(up)s levels above the star before", up=step.up)
    if step.up is None:
        return text("at most %(down)s levels below the star before", down=step.down)
    return text("at most %(up)s levels above the star before and %(down)s below it", up=step.up, down=step.down)


def _cap(rules: RuleSet, step: Cap) -> Text:
    return text("at most %(name)s", name=rules.levels.name(step.star))


def _floor(rules: RuleSet, step: Floor) -> Text:
    return text("at least %(name)s", name=rules.levels.name(step.star))


def _grade(rules: RuleSet, step: Grade) -> Text:
    name = rules.levels.name(-1) if step.star == "none" else rules.levels.name(step.star)
    return text("%(name)s, whatever the score", name=name) if name else text("no star, whatever the score")


def _quota(rules: RuleSet, step: Quota) -> Text:
    name = rules.levels.name(step.star)
    if step.at_most is not None:
        return text("at most %(share)s have %(name)s, the others fall a level", share=percent(step.at_most), name=name)
    if step.at_least is not None:
        return text("at least %(share)s have %(name)s or less, the last ones", share=percent(step.at_least), name=name)
    if step.places is not None:
        return text("at most %(places)s have %(name)s, the others fall a level", places=step.places, name=name)
    return text("the last %(last)s have %(name)s or less", last=step.last, name=name)


def _best(rules: RuleSet, step: Best) -> Text:
    name = rules.levels.name(step.star)
    if step.share is not None:
        return text("the best %(share)s get %(name)s, whatever the score", share=percent(step.share), name=name)
    return text("the best %(places)s get %(name)s, whatever the score", places=step.places, name=name)


def _contest(rules: RuleSet, step: Quota | Best) -> Iterator[Text]:
    """Say among whom, and in which order."""
    if step.pool:
        yield text("Each “%(pool)s” is counted by itself.", pool=column_head(rules, step.pool))
    yield text("The order is that of %(order)s, the best first.", order=refs_words(rules, step.order))
    if isinstance(step, Best) and step.smallest_pool > 1:
        yield text("Where there are fewer than %(smallest)s, nothing changes.", smallest=step.smallest_pool)


EFFECTS: Mapping[type, Callable[[RuleSet, Any], Text]] = {
    Lower: _lower,
    Raise: _raise,
    Move: _move,
    Limit: _limit,
    Cap: _cap,
    Floor: _floor,
    Grade: _grade,
    Quota: _quota,
    Best: _best,
}
