"""`status`: where each period stands in the procedure, what is missing, and the next command."""

import datetime as dt
from collections.abc import Mapping

from msgspec.structs import replace

from starrating.commands.shared.committee_stars import open_opinions
from starrating.commands.shared.next_step import is_replaced, next_step, unsettled_reviews
from starrating.commands.shared.notice_days import office_days
from starrating.commands.shared.preparation import owed
from starrating.commands.shared.recorded_review import ReviewContext, corrections_due, off_notice, superseded_reviews
from starrating.commands.shared.result_workbook import workbook_state
from starrating.commands.shared.scheme import load_rules
from starrating.commands.shared.year_setting import is_outdated
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import Act
from starrating.model.preparation_acts import FormsReceived, MarksReceived, ReviewSchedule
from starrating.procedure.preparation import schedule_of
from starrating.procedure.review_state import (
    PeriodStatus,
    ReviewState,
    assess,
    days_left,
    is_made_of_reviews,
)
from starrating.procedure.waiting_periods import waiting_periods
from starrating.ruleset import RuleSet
from starrating.ruleset.versions import at
from starrating.workspace import Workspace


def status(workspace: Workspace, period: Period | None, today: dt.date) -> list[PeriodStatus]:
    """Say where every recorded period and its year stand, or one period, recorded or not."""
    rules = load_rules(workspace.rules)
    with open_ledger(workspace.ledger, checking=False) as ledger:
        found = {period: _progress(workspace, ReviewContext.of(ledger, period), today) for period in ledger.periods()}
        begun = {act.period for act in _acts(ledger) if isinstance(act, ReviewSchedule | FormsReceived | MarksReceived)}
        found |= {period: _begun(workspace, ledger, period, rules) for period in begun - found.keys()}
    years = (
        {period.year for period in found} if is_made_of_reviews(Period(today.year), rules) and rules.annual else set()
    )
    for year in map(Period, years):
        begun_so_far = found.get(year)
        if begun_so_far is None or not begun_so_far.standing.version:
            schedule = begun_so_far.schedule if begun_so_far else None
            found[year] = replace(_year_to_come(year, found, rules), schedule=schedule)
    if period:
        return [
            found.get(period) or PeriodStatus(ReviewState(period), "not-assessed", next_command=assess(period, rules))
        ]
    return [found[period] for period in sorted(found)]


def waiting(workspace: Workspace, command: str, kind: str, today: dt.date) -> list[Period]:
    """Return the periods that wait for a command: the review to prepare for a template, else by where they stand."""
    found = status(workspace, None, today)
    if command != "template":
        return waiting_periods(found, command, kind)
    length = load_rules(workspace.rules).procedure.review
    rated = [period_status.standing.period for period_status in found if period_status.standing.version]
    reviews = [period for period in rated if period.length == length]
    return [max(reviews).following() if reviews else Period.running(length, today)]


def _progress(workspace: Workspace, case: ReviewContext, today: dt.date) -> PeriodStatus:
    now, rules = case.now, case.rules
    stage = now.stage(today)
    running = now.notice if now.notice and today <= now.notice.last and not now.award else None
    missing = {} if now.decided else open_opinions(case.review, rules)
    return PeriodStatus(
        now,
        stage,
        missing,
        superseded=tuple(superseded_reviews(case.ledger, case.review, rules)),
        uncorrected=corrections_due(case.ledger, now.period, rules),
        off_notice=() if now.award else off_notice(case.ledger, now.period, rules, today),
        days_left=days_left(running, today, office_days(workspace)) if running else None,
        begins_in=max((running.day - today).days, 0) if running else 0,
        waits_for=unsettled_reviews(case),
        next_command=next_step(case, today),
        outdated=is_outdated(case.ledger, case.review, rules),
        workbook=workbook_state(workspace, case.ledger, case.review, rules),
        replaced=bool(now.awarded_before) and is_replaced(case.ledger, now.period),
        schedule=schedule_of(now.period, [act.act for act in case.ledger.acts(now.period)]),
    )


def _begun(workspace: Workspace, ledger: Ledger, period: Period, rules: RuleSet) -> PeriodStatus:
    """Say of a review that is being prepared whose forms and marks are outstanding."""
    fixed = schedule_of(period, _acts(ledger))
    owing = owed(workspace, ledger, at(rules, period), period)
    forms, marks = (
        tuple(outstanding.who for outstanding in owing if outstanding.owed == what) for what in ("form", "marks")
    )
    return PeriodStatus(
        ReviewState(period),
        "not-assessed",
        next_command=assess(period, rules),
        forms=forms,
        marks=marks,
        schedule=fixed,
    )


def _acts(ledger: Ledger) -> list[Act]:
    return [act.act for act in ledger.acts()]


def _year_to_come(year: Period, found: Mapping[Period, PeriodStatus], rules: RuleSet) -> PeriodStatus:
    """Say what a year waits for: the reviews that are not settled, and those that follow the first one of the year."""
    halves = year.parts(rules.procedure.review)
    first = next((half for half in halves if half in found), halves[0])
    waiting = tuple(half for half in halves if half >= first and not (half in found and _is_settled(found[half])))
    command = assess(year, rules)
    if waiting:
        there = found.get(waiting[0])
        command = (there.next_command if there else None) or assess(waiting[0], rules)
    return PeriodStatus(ReviewState(year), "not-assessed", waits_for=waiting, next_command=command)


def _is_settled(half: PeriodStatus) -> bool:
    return half.standing.decided is not None and half.stage != "contested"
