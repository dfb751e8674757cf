"""What the proof says of rule sets that chance puts together of every kind of value, condition, step and level.

`pytest --update-goldens` writes it anew; read in the difference whether each is what a writer of rules should be told.
"""

import pytest

from chance_rules import made_by_chance, varied
from noted import same_as_noted
from starrating.ruleset.proof import prove


@pytest.mark.parametrize("first", range(0, 240, 40))
def test_what_is_proved_of_rule_sets_by_chance(request, first):
    lines = []
    for seed in range(first, first + 40):
        written, rules, unread = made_by_chance(seed)
        said = [unread] if rules is None else []
        for flaw in prove(rules) if rules else ():
            said.append(f"{flaw.severity} {flaw.code} {flaw.place}: {flaw.message.say('en')}")
            said += [f"  {flaw.hint.say('en')}"] if flaw.hint else []
        lines += [f"# {seed}", *varied(written), *said]
    same_as_noted(f"rule-sets-{first}", lines, request)
