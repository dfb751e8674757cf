"""Open questions: each names a key of the rule set, and none is answered twice."""

from collections.abc import Iterator

from starrating.i18n import text
from starrating.ruleset.keys import resolve
from starrating.ruleset.proof.flaws import Flaw, twice
from starrating.ruleset.rule_set import RuleSet


def question_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check that every answer stands at a key that exists."""
    keys = [(("open_questions", index, "key"), one.key) for index, one in enumerate(rules.open_questions)]
    yield from twice(keys)
    for path, key in keys:
        try:
            resolve(rules, key)
        except KeyError:
            message = text("There is no single key %(key)s in this rule set.", key=key)
            hint = text("Keys are written levels.rounding, steps[4.4].once, targets.milestones[5@2013H1].due.")
            yield Flaw(path, "unknown-name", message, hint)
