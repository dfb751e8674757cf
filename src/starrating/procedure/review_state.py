"""Where a review stands in the procedure (plan 4.4-procedure, 4.5-dynamic), and the command that comes next.

自评申报 → 组织考核 → 党委评定 → 结果公示 → 挂牌管理. Nothing is kept of a stage itself: it is read off the recorded
versions and acts, so that it can never contradict them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from starrating.model import Period
from starrating.model.acts import (
    Act,
    Award,
    Decision,
    Objection,
    PlannedAward,
    PublicNotice,
    Reopening,
    Resolution,
    StarSetting,
)
from starrating.procedure.account import account
from starrating.rating import command_lines
from starrating.ruleset import RuleSet

_Versioned = TypeVar("_Versioned", Decision | Resolution, PublicNotice, Award, PlannedAward)
Stage = Literal["not-assessed", "assessed", "decided", "on-notice", "contested", "uncontested", "awarded"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a period stands: its newest version (0 for none) and the acts that hold for it.

    `decided` is the act by which this very version was decided; `notice` the one that published it, `published` the
    last one that published any version. `open_objections` are those without an answer, `due` the answers that ask for
    a new assessment which has not come yet, `unpublished` those whose new assessment no notice says yet. `settings` are
    the stars that were set and not dropped. `planned` is the ceremony that the award of this version waits for.
    """

    period: Period
    version: int = 0
    decided: Decision | Resolution | None = None
    notice: PublicNotice | None = None
    published: PublicNotice | None = None
    open_objections: tuple[Objection, ...] = ()
    due: tuple[Resolution, ...] = ()
    award: Award | None = None
    unpublished: tuple[Resolution, ...] = ()
    settings: tuple[StarSetting, ...] = ()
    planned: PlannedAward | None = None

    @property
    def upheld(self) -> Resolution | None:
        """The first answer that asks for a new assessment which has not come yet."""
        return self.due[0] if self.due else None

    @property
    def is_contested(self) -> bool:
        """Whether an objection has no answer yet, or was upheld and waits for the new assessment."""
        return bool(self.open_objections or self.upheld)

    def stage(self, today: dt.date) -> Stage:
        """Name the stage on a day; a notice is over when its last day has passed."""
        if not self.version:
            return "not-assessed"
        if self.is_contested:
            return "contested"
        if self.decided is None:
            return "assessed"
        if self.award:
            return "awarded"
        if self.notice is None:
            return "decided"
        return "on-notice" if today <= self.notice.last else "uncontested"


def standing(period: Period, version: int, acts: Sequence[Act]) -> Standing:
    """Read the standing of a period off its newest version and its acts, in the order in which they were recorded.

    What was done with a version before it was reopened no longer holds; objections stay open until they are answered.
    """
    if not version:
        return Standing(period)
    mine = [act for act in acts if getattr(act, "period", None) == period]
    holding = _since_reopened(mine, version)
    objections = {act.number: act for act in mine if isinstance(act, Objection)}
    answered = {act.number for act in mine if isinstance(act, Resolution)}
    held = account(version, mine)
    return Standing(
        period,
        version,
        _last([act for act in holding if isinstance(act, Decision | Resolution)], version),
        _last([act for act in holding if isinstance(act, PublicNotice)], version),
        held.published,
        tuple(act for number, act in objections.items() if number not in answered),
        held.due,
        _last([act for act in holding if isinstance(act, Award)], version),
        held.unpublished,
        held.settings,
        _last([act for act in holding if isinstance(act, PlannedAward)], version),
    )


def next_command(now: Standing, rules: RuleSet, today: dt.date) -> str | None:
    """Return the command that comes next; None while a notice runs, and where nothing is left to do for the period.

    Plaques are those of a year.
    """
    match now.stage(today):
        case "not-assessed":
            return command_lines.assess(now.period, rules)
        case "contested":
            return settling_command(now, rules)
        case "assessed":
            return command_lines.decide(now.period)
        case "decided" if rules.procedure.notice:
            return command_lines.announce(now.period)
        case "decided" | "uncontested" if now.period.is_year:
            return command_lines.award(now.period.year)
    return None


def settling_command(now: Standing, rules: RuleSet) -> str:
    """Return the command that answers the first open objection, or assesses again after one that was upheld."""
    if now.open_objections:
        return command_lines.resolve(now.open_objections[0].number)
    return command_lines.assess(now.period, rules)


def setting_command(now: Standing, rules: RuleSet) -> str:
    """Return the command that sets a year from its reviews as they are now, decided or not."""
    again = command_lines.assess(now.period, rules)
    return f"{again} --reopen REASON" if now.decided and not now.upheld else again


def _since_reopened(acts: Sequence[Act], version: int) -> list[Act]:
    reopened = [index for index, act in enumerate(acts) if isinstance(act, Reopening) and act.version == version]
    return list(acts[reopened[-1] + 1 :] if reopened else acts)


def _last(acts: Sequence[_Versioned], version: int) -> _Versioned | None:
    return next((act for act in reversed(acts) if act.version == version), None)
