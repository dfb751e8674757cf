"""Of the steps of a branch only those hold that its star rests on."""

import pytest

from starrating.i18n import Text
from starrating.model import Step
from starrating.model.results import COMMITTEE, DECISION, OBJECTION, undone


def step(effect: str, before: int, after: int, key: str = "") -> Step:
    return Step("甲", "4.4", effect, before, after, Text(""), "", key)


LOWERED = step("lower", 4, 3)
SET, SET_BACK = step(DECISION, 4, 5, COMMITTEE), step(DECISION, 5, 4, OBJECTION)


@pytest.mark.parametrize(
    ("steps", "gone"),
    [
        ([SET], []),
        ([LOWERED, SET], []),
        ([SET, SET_BACK], [SET]),
        ([SET_BACK, step(DECISION, 4, 3, OBJECTION)], [SET_BACK]),
        ([SET_BACK, SET], [SET_BACK]),
        ([LOWERED, SET, SET_BACK], [LOWERED, SET]),
        ([LOWERED, step(DECISION, 3, 2, OBJECTION)], []),
    ],
)
def test_of_settings_the_last_one_holds(steps, gone):
    assert list(undone(steps)) == gone
