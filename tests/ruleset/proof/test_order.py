"""An exempt branch must not take a place of a quota before it is exempted."""

import pytest

from schemes import scheme
from starrating.ruleset.proof import prove

STEPS = {
    "exempt": '- {clause: "1", effect: grade, star: none, status: exempt, when: {fact: type, is: 撤销}}',
    "quota": '- {clause: "2", effect: quota, star: 5, at_most: 10%}',
}


@pytest.mark.parametrize(("order", "warned"), [(("exempt", "quota"), False), (("quota", "exempt"), True)])
def test_exemptions_stand_before_quotas(order, warned):
    rules = scheme("steps:\n" + "".join(f"  {STEPS[name]}\n" for name in order))
    codes = [flaw.code for flaw in prove(rules) if flaw.place.path[:1] == ("steps",)]
    assert ("step-order" in codes) is warned
