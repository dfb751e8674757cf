"""The days of a public notice: fixed and recorded by the first announcement of a decided result (plan 4.4)."""

import datetime as dt
from dataclasses import replace
from typing import Literal

from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import ReviewContext, refuse_superseded_reviews
from starrating.errors import Problem, ProcedureError, StarratingError
from starrating.i18n import text
from starrating.model.acts import PublicNotice
from starrating.procedure import working_days
from starrating.procedure.allowed_acts import refuse_unless_publishable
from starrating.procedure.document_kinds import is_correcting
from starrating.ruleset import PublicNotice as NoticeRule
from starrating.ruleset import RuleSet


def record_notice(case: ReviewContext, moment: RecordTime, first: dt.date | None) -> PublicNotice:
    """Fix the days of the notice of a decided result, within the caller's transaction; return the act that holds.

    Where they are fixed already, `first` must be left out or the same day: else `ProcedureError`.
    """
    now, rules = case.now, case.rules
    rule = notice_rule(rules)
    if now.notice and first is None:
        return now.notice
    span = working_days.notice_span(first or moment.today, rule.days, rule.counted_as)
    refuse_unless_publishable(now, rules, span.first)
    if now.notice:
        return now.notice
    refuse_superseded_reviews(case)
    kind: Literal["notice", "correction"] = "correction" if is_correcting(now) else "notice"
    act = PublicNotice(now.period, span.first, now.version, span.last, span.days, span.counted_as, kind)
    case.add(act, moment)
    return act


def notice_rule(rules: RuleSet) -> NoticeRule:
    """Return what the rule set says of the public notice; a scheme without one is refused."""
    if rules.procedure.notice is None:
        raise _no_notice(rules)
    return rules.procedure.notice


def recorded_span(notice: PublicNotice) -> working_days.Span:
    """Return the recorded days; the calendar only says whether it was sure of them."""
    counted_as: working_days.CountedAs = "days" if notice.counted_as == "days" else "working-days"
    return replace(working_days.notice_span(notice.day, notice.days, counted_as), first=notice.day, last=notice.last)


def _no_notice(rules: RuleSet) -> StarratingError:
    return ProcedureError.because(
        "no-public-notice",
        text("The scheme “%(title)s” has no public notice.", title=rules.title),
        text("If there is one, name it in the rule file under procedure, notice."),
    )


def uncertain(day: dt.date) -> Problem:
    """Warn that the last day of a notice was counted without the holidays of its year."""
    message = text(
        "The holiday arrangement of %(year)s is not known: the notice counts Monday to Friday without 1 January, 1 and "
        "2 May and 1 to 3 October. Days off for 春节, 清明, 端午 and 中秋, and days made up for them, are not known.",
        year=day.year,
    )
    hint = text("Compare the last day with the official holiday arrangement.")
    return Problem("warning", "holidays-unknown", None, message, hint)
