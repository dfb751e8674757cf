"""Which periods wait for an act, so that a command need not be told the only one."""

from collections.abc import Callable, Mapping, Sequence

from starrating.model import Period
from starrating.procedure.review_state import PeriodStatus
from starrating.procedure.stages import Stage

_Waits = Callable[[PeriodStatus], bool]


def _at(*stages: Stage) -> _Waits:
    return lambda each: each.stage in stages


def _is_recorded(each: PeriodStatus) -> bool:
    return bool(each.standing.version)


def _to_be_set(each: PeriodStatus) -> bool:
    """Tell whether a year can be set: its reviews are settled, and it is not set, or they have changed since."""
    return each.standing.period.is_year and not each.waits_for and (not each.standing.version or bool(each.superseded))


def _to_be_awarded(each: PeriodStatus) -> bool:
    return each.standing.period.is_year and each.stage in {"decided", "uncontested"}


_WAITING: Mapping[str, tuple[_Waits, ...]] = {
    "decide": (_at("assessed"),),
    "announce": (_at("decided"), _at("uncontested"), _at("assessed"), _at("on-notice")),
    "announce report": (_at("assessed"),),
    "announce notice": (_at("decided"),),
    "announce circular": (_at("uncontested"),),
    "objection add": (_at("on-notice", "contested"),),
    "annual": (_to_be_set,),
    "award": (_to_be_awarded,),
    "rectify open": (lambda each: bool(each.standing.decided),),
    "results": (lambda each: each.workbook != "current",),
}
"""Name of a command, with the kind of its document where that matters → who waits for it, the most urgent first."""


def waiting_periods(found: Sequence[PeriodStatus], command: str, kind: str = "") -> list[Period]:
    """Return the periods that wait for a command; what is more urgent hides what is less."""
    for waits in _WAITING.get(f"{command} {kind}".strip(), _WAITING.get(command, (_is_recorded,))):
        if waiting := [each.standing.period for each in found if waits(each)]:
            return waiting
    return []
