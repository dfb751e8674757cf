"""Why a step met a branch: its words, and the cell that says so."""

from collections.abc import Iterable

from starrating.i18n import Text
from starrating.model import ScoreTable
from starrating.model.results import CONDITION_HOLDS, FOR_ALL
from starrating.rating.conditions import holds, triggers_read
from starrating.rating.state import State
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import AgeTest, FactTest, ItemTest, ScoreTest, ValueTest, tests_in
from starrating.ruleset.steps import Step


def words_of(step: Step) -> Text:
    """Say why a step is taken: the words of the plan, else that its condition holds."""
    if step.text:
        return Text("%(words)s", {"words": step.text})
    return CONDITION_HOLDS if step.when is not None else FOR_ALL


def sources(when: Section | None, state: State, rows: Iterable[int]) -> dict[int, str]:
    """Name a cell for each row that meets a condition.

    It is that of the first incident that the condition is about; else of the first fact or number in it that holds,
    or, where it holds because something is not so, of the first in it; else of the branch.
    """
    wanted = list(rows)
    if not wanted:
        return {}
    triggers = set() if when is None else set(triggers_read(when))
    tests = (
        []
        if when is None
        else [(role, test) for test, _ in tests_in(when, ()) if (role := column_read(test, state.table))]
    )
    masks = [(role, holds(test, state)) for role, test in tests]
    found: dict[int, str] = {}
    for row in wanted:
        incident = next((each.incident for each in state.counted.get(row, ()) if each.trigger in triggers), None)
        roles = [role for role, mask in masks if mask[row]] or [role for role, _ in masks] or ["branch"]
        found[row] = str(incident.place() if incident else state.table.place(row, roles[0]))
    return found


def column_read(test: Section, table: ScoreTable) -> str | None:
    """Return the column or code of the item that a simple condition reads, where it reads just one."""
    match test:
        case FactTest():
            return test.fact
        case AgeTest():
            return test.months_since
        case ItemTest():
            return _column(test.item, table)
        case ValueTest():
            return _column(str(test.value), table)
        case ScoreTest():
            return "total"
        case _:
            return None


def _column(name: str, table: ScoreTable) -> str | None:
    codes = {known: item.code for item in table.items for known in (item.code, item.title)}
    return codes.get(name) or (name if name in table.columns else None)
