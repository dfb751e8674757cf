"""The days of a public notice: fixed and recorded by the first announcement of a decided result (plan 4.4)."""

import datetime as dt
from typing import Literal

from msgspec.structs import replace

from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import ReviewContext, refuse_superseded_reviews
from starrating.errors import Problem, ProcedureError, StarratingError, UsageError
from starrating.i18n import text
from starrating.model import Period
from starrating.model.acts import PublicNotice
from starrating.procedure import working_days
from starrating.procedure.account import notices_held
from starrating.procedure.allowed_acts import (
    refuse_before_decision,
    refuse_before_published,
    refuse_unless_correctable,
    refuse_unless_publishable,
)
from starrating.procedure.fitting_kinds import is_correcting
from starrating.procedure.review_state import announce
from starrating.procedure.working_days import NONE_SAID, OfficeDays
from starrating.read.office_calendar import read_office_days
from starrating.ruleset import PublicNotice as NoticeRule
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


def office_days(workspace: Workspace) -> OfficeDays:
    """Return what the office says of days, if it names a calendar."""
    return read_office_days(workspace.calendar) if workspace.calendar else NONE_SAID


def record_notice(
    case: ReviewContext, moment: RecordTime, first: dt.date | None, office_days: OfficeDays
) -> PublicNotice:
    """Fix the days of the notice of a decided result, within the caller's transaction; return the act that holds.

    Where they are fixed already, `first` must be left out or the same day: else `ProcedureError`. Where they are not,
    nobody but the office knows it: `UsageError` if it is left out.
    """
    now, rules = case.now, case.rules
    rule = notice_rule(rules)
    if now.notice and first is None:
        return now.notice
    if first is None:
        refuse_unless_publishable(now, rules, None)
        refuse_superseded_reviews(case)
        hint = text("Name it: %(command)s --from", command=announce(now.period))
        raise UsageError.because("no-first-day-named", text("The first day of the public notice is not named."), hint)
    span = working_days.notice_span(first, rule.days, rule.counted_as, office_days)
    refuse_unless_publishable(now, rules, span.first)
    if now.notice:
        return now.notice
    refuse_superseded_reviews(case)
    kind: Literal["notice", "correction"] = "correction" if is_correcting(now) else "notice"
    act = PublicNotice(now.period, span.first, now.version, span.last, span.days, span.counted_as, kind)
    case.add(act, moment)
    return act


def correct_days(
    case: ReviewContext, moment: RecordTime, first: dt.date | None, office_days: OfficeDays, reason: str
) -> PublicNotice:
    """Count the days of a notice anew, from another first day or by a better calendar; what was recorded stays."""
    now, rule = case.now, notice_rule(case.rules)
    before = refuse_unless_correctable(now, case.rules)
    span = working_days.notice_span(first or before.day, rule.days, rule.counted_as, office_days)
    refuse_before_decision(now, case.rules, span.first)
    earlier = notices_held([act.act for act in case.ledger.acts(now.period)])[:-1]
    refuse_before_published(now, case.rules, span.first, earlier[-1].notice if earlier else None)
    if (span.first, span.last) == (before.day, before.last):
        message = text(
            "The notice runs from %(first)s to %(last)s already.", first=str(span.first), last=str(span.last)
        )
        hint = text("Name another first day with --from, or the office's calendar in starrating.toml.")
        raise UsageError.because("days-same", message, hint)
    act = replace(before, day=span.first, last=span.last, days=span.days, counted_as=span.counted_as, reason=reason)
    case.add(act, moment)
    return act


def notice_rule(rules: RuleSet) -> NoticeRule:
    """Return what the rule set says of the public notice; a scheme without one is refused."""
    if rules.procedure.notice is None:
        raise _no_notice(rules)
    return rules.procedure.notice


def recorded_span(notice: PublicNotice, office_days: OfficeDays) -> working_days.Span:
    """Return the recorded days; the calendar only says whether it was sure of them."""
    counted_as: working_days.CountedAs = "days" if notice.counted_as == "days" else "working-days"
    return replace(
        working_days.notice_span(notice.day, notice.days, counted_as, office_days), first=notice.day, last=notice.last
    )


def _no_notice(rules: RuleSet) -> StarratingError:
    return ProcedureError.because(
        "no-public-notice",
        text("The scheme “%(title)s” has no public notice.", title=rules.title),
        text("If there is one, name it in the rule file under procedure, notice."),
    )


def uncertain(day: dt.date, period: Period) -> Problem:
    """Warn that the last day of a notice was counted without the holidays of its year."""
    message = text(
        "The holiday arrangement of %(year)s is not known: the notice counts Monday to Friday without 1 January, 1 and "
        "2 May and 1 to 3 October. Days off for the Spring Festival, Qingming, Dragon Boat and Mid-Autumn, and days "
        "made up for them, are not known.",
        year=day.year,
    )
    hint = text(
        "Compare the last day with the official arrangement. If it differs, name a calendar of the office in "
        "starrating.toml as calendar and count again: %(command)s --correct-days",
        command=announce(period),
    )
    return Problem("warning", "holidays-unknown", None, message, hint)
