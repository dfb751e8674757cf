"""Points for incidents: a number for each that counts, by its trigger (rule kinds S4, V7)."""

from fractions import Fraction

from starrating.exact import Exact
from starrating.model import JudgedIncident
from starrating.rating.state import State
from starrating.ruleset.values import Tally


def tallied(value: Tally, state: State) -> Exact:
    """Return the points for the incidents of each branch, 0 without any."""
    points = [Fraction(0)] * len(state.table)
    for row, judged in state.counted.items():
        points[row] = _points(value, judged)
    return Exact.from_decimals(points)


def _points(value: Tally, judged: list[JudgedIncident]) -> Fraction:
    """Add up the points for the incidents of one branch, in the order of their dates."""
    meant = [each for each in judged if each.trigger in value.tally]
    if value.same_act == "heaviest":
        meant = _heaviest(value, meant)
    seen: set[str | None] = set()
    points = Fraction(0)
    for each in meant:
        again = each.trigger in seen and value.repeats == "double"
        points += _base(value, each) * (2 if again else 1)
        seen.add(each.trigger)
    return points


def _heaviest(value: Tally, judged: list[JudgedIncident]) -> list[JudgedIncident]:
    """Keep one incident of each act: rows with the same document are one act, a row without one is its own."""
    acts: dict[object, JudgedIncident] = {}
    for position, each in enumerate(judged):
        act = each.incident.document or position
        held = acts.setdefault(act, each)
        if abs(_base(value, each)) > abs(_base(value, held)):
            acts[act] = each
    return list(acts.values())


def _base(value: Tally, judged: JudgedIncident) -> Fraction:
    assert judged.trigger is not None
    return Fraction(value.tally[judged.trigger])
