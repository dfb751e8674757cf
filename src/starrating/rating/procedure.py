"""Where a review stands in the procedure, and which act may follow (plan 4.4-procedure, 4.5-dynamic).

自评申报 → 组织考核 → 党委评定 → 结果公示 → 挂牌管理. Nothing is kept of a stage itself: it is read off the recorded
versions and acts, so that it can never contradict them. What may not follow is refused with the reason, the clause and
the command that would be right.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from starrating.errors import Problem, ProcedureError
from starrating.i18n import Text, text
from starrating.model import Period
from starrating.model.acts import Act, Award, Decision, Objection, PublicNotice, Resolution
from starrating.ruleset import RuleSet

_Versioned = TypeVar("_Versioned", Decision | Resolution, PublicNotice, Award)
Stage = Literal["not-assessed", "assessed", "decided", "on-notice", "contested", "uncontested", "awarded"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a period stands: its newest version (0 for none) and the acts that hold for it.

    `decided` is the act by which this very version was decided; `notice` the one that published it. `open_objections`
    are those without an answer, `upheld` the answer that asks for a new assessment which has not come yet.
    """

    period: Period
    version: int = 0
    decided: Decision | Resolution | None = None
    notice: PublicNotice | None = None
    open_objections: tuple[Objection, ...] = ()
    upheld: Resolution | None = None
    award: Award | None = None

    def stage(self, today: dt.date) -> Stage:
        """Name the stage on a day; a notice is over when its last day has passed."""
        if not self.version:
            return "not-assessed"
        if self.open_objections or self.upheld:
            return "contested"
        if self.decided is None:
            return "assessed"
        if self.award:
            return "awarded"
        if self.notice is None:
            return "decided"
        return "on-notice" if today <= self.notice.last else "uncontested"


def standing(period: Period, version: int, acts: Sequence[Act]) -> Standing:
    """Read the standing of a period off its newest version and its acts, in the order in which they were recorded."""
    mine = [act for act in acts if getattr(act, "period", None) == period]
    if not version:
        return Standing(period)
    answers = [act for act in mine if isinstance(act, Resolution)]
    answered = {act.number for act in answers}
    objections = {act.number: act for act in mine if isinstance(act, Objection)}
    pending = [act for act in answers if act.upheld and not act.version and objections[act.number].version == version]
    return Standing(
        period,
        version,
        _last([act for act in mine if isinstance(act, Decision | Resolution)], version),
        _last([act for act in mine if isinstance(act, PublicNotice)], version),
        tuple(act for number, act in objections.items() if number not in answered),
        pending[-1] if pending else None,
        _last([act for act in mine if isinstance(act, Award)], version),
    )


def refuse_unless_open(now: Standing, rules: RuleSet, *, reopening: bool) -> None:
    """Let a review be assessed that is not decided; a decided one only by a reopening, or after an upheld objection."""
    if now.decided is None or reopening or now.upheld:
        return
    raise _refused(
        "already-decided",
        text(
            "The review of %(period)s was decided on %(day)s (%(document)s), so it is not assessed again.",
            period=str(now.period),
            day=now.decided.day.isoformat(),
            document=now.decided.document,
        ),
        text("If it must be: add --reopen REASON; the decision and its result stay in the history."),
        rules,
    )


def refuse_unless_decidable(now: Standing, rules: RuleSet, day: dt.date, unanswered: Sequence[str], why: str) -> None:
    """Let an assessed review be decided, once; with open answers of departments only where `why` says so."""
    period = str(now.period)
    if not now.version:
        raise _refused(
            "not-assessed",
            text("%(period)s cannot be decided: it is not assessed.", period=period),
            text("Do first: %(command)s", command=_assessing(now.period, rules)),
            rules,
        )
    if now.decided:
        raise _refused(
            "already-decided",
            text(
                "%(period)s was decided already, on %(day)s (%(document)s).",
                period=period,
                day=now.decided.day.isoformat(),
                document=now.decided.document,
            ),
            text("To decide it anew, assess it again first: starrating score FILE --reopen REASON"),
            rules,
        )
    if day < now.period.first_day:
        raise _refused(
            "decision-too-early",
            text("%(day)s is before %(period)s has begun.", day=day.isoformat(), period=period),
            text("Check --date and --period."),
            rules,
        )
    if unanswered and not why:
        raise _refused(
            "opinions-open",
            text("Departments have not answered: %(departments)s.", departments="、".join(unanswered)),
            text("Enter their opinions and score again, or say why it is decided without them: --open-opinions REASON"),
            rules,
        )


def refuse_unless_objectionable(now: Standing, rules: RuleSet, day: dt.date) -> None:
    """Take objections to what has been published, from the first day of its notice on."""
    period = str(now.period)
    if now.notice is None:
        raise _refused(
            "not-on-notice",
            text(
                "The result of %(period)s has not been published, so nobody can object to it.", period=str(now.period)
            ),
            text("Do first: starrating announce --period %(period)s", period=str(now.period)),
            rules,
        )
    if day < now.notice.day:
        raise _refused(
            "objection-too-early",
            text(
                "The notice of %(period)s begins on %(first)s; the objection is dated %(day)s.",
                period=period,
                first=now.notice.day.isoformat(),
                day=day.isoformat(),
            ),
            text("Check --date."),
            rules,
        )


def refuse_unless_awardable(now: Standing, rules: RuleSet, day: dt.date) -> None:
    """Let plaques be awarded after a notice without objection: 无异议后授牌."""
    refuse_unless_settled(now, rules)
    period = str(now.period)
    if rules.procedure.notice is None:
        return
    if now.notice is None:
        raise _refused(
            "not-on-notice",
            text("The result of %(period)s has not been published.", period=period),
            text("Do first: starrating announce --period %(period)s", period=period),
            rules,
        )
    if day <= now.notice.last:
        raise _refused(
            "notice-running",
            text(
                "The notice of %(period)s runs to %(last)s; plaques are awarded after it.",
                period=period,
                last=now.notice.last.isoformat(),
            ),
            text("Award on a later day: starrating award --year %(year)s --date DATE", year=now.period.year),
            rules,
        )


def refuse_unless_settled(now: Standing, rules: RuleSet) -> None:
    """Go on only from a review that is decided and that nobody's open objection questions."""
    period = str(now.period)
    if now.open_objections or now.upheld:
        pending = [each.number for each in now.open_objections] or [now.upheld.number if now.upheld else 0]
        numbers = "、".join(map(str, pending))
        answer = (
            text("Answer it first: starrating objection resolve %(numbers)s", numbers=numbers)
            if now.open_objections
            else text("Assess it again first: %(command)s", command=_assessing(now.period, rules))
        )
        message = text("Objections to the result of %(period)s are open: %(numbers)s.", period=period, numbers=numbers)
        raise _refused("objection-open", message, answer, rules)
    if now.decided is None:
        wanted = f"starrating decide --period {period} --date DATE --document NO"
        if not now.version:
            wanted = _assessing(now.period, rules)
        raise _refused(
            "not-decided",
            text("The committee has not decided %(period)s.", period=period),
            text("Do first: %(command)s", command=wanted),
            rules,
        )


def _assessing(period: Period, rules: RuleSet) -> str:
    if period.half is None and rules.procedure.review == "half-year":
        return f"starrating annual --year {period.year}"
    return f"starrating score FILE --period {period}"


def _last(acts: Sequence[_Versioned], version: int) -> _Versioned | None:
    return next((act for act in reversed(acts) if act.version == version), None)


def _refused(code: str, reason: Text, hint: Text, rules: RuleSet) -> ProcedureError:
    message = text("%(reason)s (clause %(clause)s)", reason=reason, clause=rules.procedure.clause)
    return ProcedureError([Problem("error", code, None, message, hint)])
