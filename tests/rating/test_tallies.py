"""Points for incidents, by trigger."""

import pytest

from sheets import value


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("tally: {late: 1, hurt: 5}", 8),
        ("tally: {hurt: 5}", 5),
        ("tally: {late: 1, hurt: 5}, same_act: heaviest", 7),
        ("tally: {late: 1, hurt: 5}, repeats: double", 10),
        ("tally: {late: 1, hurt: 5}, same_act: heaviest, repeats: double", 8),
        ("tally: {late: -1, hurt: -5}, same_act: heaviest", -7),
        ("tally: {late: 1, hurt: 5}, cap: 6", 6),
    ],
)
def test_incidents_are_tallied_by_trigger(content, number):
    happened = "甲 late 1号\n甲 hurt 1号\n甲 late -\n甲 late -\n甲 other 2号"
    assert value(content, "支部 A1/9\n甲 1\n乙 1", happened=happened) == [number, 0]
