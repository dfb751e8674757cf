"""Facts that cannot be meant: a word that the rule set does not know, a number outside its bounds."""

from collections.abc import Iterator

from starrating.errors import Problem
from starrating.exact import written
from starrating.i18n import Text, text
from starrating.model import Inputs
from starrating.rating.names import likely
from starrating.ruleset import Fact, RuleSet


def facts_can_be_meant(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that facts hold the words and numbers that the rule set allows; a mistyped type gives a wrong star."""
    for fact in rules.facts:
        if not fact.words and fact.at_least is None and fact.at_most is None:
            continue
        for row, value in enumerate(inputs.scores.column(fact.id)):
            if value is not None and (hint := _fault(fact, value)):
                branch = inputs.scores.branch[row]
                message = text(
                    "%(branch)s: %(fact)s cannot be “%(value)s”.", branch=branch, fact=fact.title, value=value
                )
                yield Problem("error", "fact-not-allowed", inputs.scores.place(row, fact.id), message, hint)


def _fault(fact: Fact, value: object) -> Text | None:
    """Say what may stand there instead; None if the value may."""
    if fact.words and value not in fact.words:
        near = likely(str(value), fact.words) or fact.words
        return text("Write one of: %(known)s", known="、".join(near))
    if fact.at_least is not None and value < fact.at_least:  # type: ignore[operator]  # (bounds are for numbers)
        return text("The least is %(bound)s.", bound=written(fact.at_least, 0))
    if fact.at_most is not None and value > fact.at_most:  # type: ignore[operator]  # (as above)
        return text("The most is %(bound)s.", bound=written(fact.at_most, 0))
    return None
