"""Which periods wait for an act, so that a command need not be told the only one."""

from collections.abc import Callable, Mapping, Sequence

from starrating.model import Period
from starrating.procedure.review_state import PeriodStatus
from starrating.procedure.stages import Stage

_Waits = Callable[[PeriodStatus], bool]


def _at(*stages: Stage) -> _Waits:
    return lambda status: status.stage in stages


def _is_recorded(status: PeriodStatus) -> bool:
    return bool(status.standing.version)


def _to_be_set(status: PeriodStatus) -> bool:
    """Tell whether a year can be set: its reviews are settled, and it is not set, or they have changed since."""
    return (
        status.standing.period.is_year
        and not status.waits_for
        and (not status.standing.version or bool(status.superseded))
    )


def _to_be_published(status: PeriodStatus) -> bool:
    """Tell whether a decided result has its notice to come; one that later results have taken over has not."""
    return status.stage == "decided" and status.next_command is not None


def _to_be_awarded(status: PeriodStatus) -> bool:
    return status.standing.period.is_year and status.stage in {"decided", "uncontested"}


_WAITING: Mapping[str, tuple[_Waits, ...]] = {
    "decide": (_at("assessed"),),
    "announce": (_to_be_published, _at("decided"), _at("uncontested"), _at("assessed"), _at("on-notice")),
    "announce report": (_at("assessed"),),
    "announce notice": (_to_be_published, _at("decided")),
    "announce circular": (_at("uncontested"),),
    "objection add": (_at("on-notice", "contested"),),
    "annual": (_to_be_set,),
    "award": (_to_be_awarded,),
    "rectify open": (lambda status: bool(status.standing.decided),),
    "results": (lambda status: status.workbook != "current",),
}
"""Name of a command, with the kind of its document where that matters → who waits for it, the most urgent first."""


def waiting_periods(found: Sequence[PeriodStatus], command: str, kind: str = "") -> list[Period]:
    """Return the periods that wait for a command; what is more urgent hides what is less."""
    for waits in _WAITING.get(f"{command} {kind}".strip(), _WAITING.get(command, (_is_recorded,))):
        if waiting := [status.standing.period for status in found if waits(status)]:
            return waiting
    return []
