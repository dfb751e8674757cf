"""Incidents: which trigger a row of 降星情形 is judged by, whether it counts, and why (plan 4.4(1)-(6)).

A row counts when it meets every condition of its trigger and its date lies in the window. A condition answered 否: the
row is listed as not counted. A condition left blank: an error, for a star is never lowered or spared on a guess.

One row that meets several triggers: the same event whichever is taken, or refused where another star came out.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from starrating.errors import Problem
from starrating.i18n import Text, joined, listed, text
from starrating.model import Incident, JudgedIncident, Period
from starrating.model.chinese_numerals import number_in_words
from starrating.rating.incident_conditions import ConditionVerdict, check_incident
from starrating.rating.similar_names import likely
from starrating.ruleset import RuleSet, Trigger
from starrating.ruleset.conditions import IncidentsTest, IncidentTest, tests_in
from starrating.ruleset.reads import sections_of
from starrating.ruleset.sheet_columns import incident_head, subjects
from starrating.ruleset.triggers import WINDOW, Window, narrow
from starrating.ruleset.values import Choose, Tally

_AND = text(", ")

Judgement = tuple[JudgedIncident | None, tuple[Problem, ...]]


def judge(
    incidents: Sequence[Incident], period: Period | None, rules: RuleSet
) -> tuple[list[JudgedIncident], list[Problem]]:
    """Judge every row; a row with an error is not judged, its problems say why. No period: every date is inside."""
    if rules.triggers is None:
        return [], [_no_triggers(incidents[0])] if incidents else []
    known = subjects(rules)
    facts_of, alike = _facts_read(rules), dict[tuple[object, ...], JudgedIncident]()
    judged: list[JudgedIncident] = []
    problems: list[Problem] = []
    for incident in incidents:
        if known and incident.subject and incident.subject not in known:
            problems.append(_unknown_subject(incident, known))
            continue
        facts = facts_of(incident)
        same = alike.get(facts)
        verdict, flaws = (replace(same, incident=incident), ()) if same else _judge_one(incident, period, rules)
        if verdict and not flaws:
            alike[facts] = verdict
        problems.extend(flaws)
        if verdict:
            judged.append(verdict)
            problems.extend(_notices(verdict))
    return judged, problems


def _facts_read(rules: RuleSet) -> Callable[[Incident], tuple[object, ...]]:
    """Return what gives all that a verdict without problems follows from: of rows alike in it, one is judged."""
    tested = {test.incident for test in sections_of(rules, IncidentTest)}
    columns = [name for name in Incident.__struct_fields__ if name in tested | {"trigger", "date", "sanction_system"}]
    cells = attrgetter(*columns)
    return lambda incident: (cells(incident), *incident.findings.items())


def _judge_one(incident: Incident, period: Period | None, rules: RuleSet) -> Judgement:
    if incident.trigger:
        trigger = named_trigger(incident.trigger, rules)
        if trigger is None:
            return None, (_unknown_trigger(incident, rules),)
        meant = [trigger]
    else:
        meant = [trigger for trigger in (rules.triggers.list if rules.triggers else ()) if trigger.when is not None]
    windows = [_window(trigger.id, rules) for trigger in meant] or [_window(None, rules)]
    reasons = [_outside_window(incident.date, period, window) for window in windows]
    if reasons[0] is not None and all(reasons):
        return _outside(incident, meant, reasons[0], rules, period)
    inside = [trigger for trigger, reason in zip(meant, reasons, strict=False) if reason is None]
    return _by_trigger(incident, inside[0], rules) if incident.trigger else _found_by_facts(incident, inside, rules)


def _window(trigger: str | None, rules: RuleSet) -> Window:
    return rules.triggers.window_of(trigger) if rules.triggers else Window()


def named_trigger(name: str, rules: RuleSet) -> Trigger | None:
    """Find the trigger that a cell names: by id, clause (4.4(3), 4.4（3）), number (第3项, （六）), or words."""
    listed = rules.triggers.list if rules.triggers else ()
    if found := rules.trigger(name):
        return found
    called = narrow(name)
    words = _only_words(called)
    if found := next((trigger for trigger in listed if _only_words(narrow(trigger.text)) == words), None):
        return found
    match = re.fullmatch(r"(?:第|情形)?\(?(\d+|[一二三四五六七八九十]+)\)?(?:项|种|款|条)?(?:情形)?", called)
    number = (int(match[1]) if match[1].isdecimal() else number_in_words(match[1])) if match else None
    return rules.trigger(str(number)) if number is not None else None


def _only_words(phrase: str) -> str:
    return re.sub(r"\W|的$", "", phrase)


def first_counted_day(period: Period, months: int) -> dt.date:
    """Return the first day of a window of so many full months that ends with the last day of the period (V8).

    Every period ends with a month, so 12 months up to 2013-06-30 begin on 2012-07-01, and the day before is outside.
    """
    whole = period.last_day.year * 12 + period.last_day.month - months
    return dt.date(whole // 12, whole % 12 + 1, 1)


def _outside(
    incident: Incident, meant: Sequence[Trigger], reason: Text, rules: RuleSet, period: Period | None
) -> Judgement:
    """List what lies outside the window, by the trigger whose conditions it meets: a repeat looks back at it."""
    met = (trigger for trigger in meant if trigger.when is None or check_incident(incident, trigger.when, rules).holds)
    trigger = next(met, None)
    clause = trigger.clause if trigger else meant[0].clause if incident.trigger else ""
    name, late = trigger.id if trigger else None, period is not None and incident.date > period.last_day
    judged = JudgedIncident(incident, name, clause, counted=False, reason=reason, key=WINDOW, late=late)
    message = text("%(branch)s: the incident is not counted (%(reason)s).", branch=incident.branch, reason=reason)
    return judged, (
        Problem("notice", "incident-outside-period", incident.place("date"), message, _belongs(incident, period)),
    )


def _belongs(incident: Incident, period: Period | None) -> Text | None:
    """Say which earlier period an incident belongs to, and how that is assessed again."""
    earlier = period
    while earlier and incident.date < earlier.first_day:
        earlier = earlier.previous()
    if earlier is None or earlier == period:
        return None
    return text(
        "It belongs to %(period)s. Where that is decided: starrating score --period %(period)s --reopen",
        period=str(earlier),
    )


def _outside_window(date: dt.date, period: Period | None, window: Window) -> Text | None:
    """Say why a date is outside the window; None if it is inside, as every date is without a period."""
    if period is None:
        return None
    if window.months is None or window.inside == "period":
        if date in period:
            return None
        return text("dated %(date)s, outside %(period)s", date=date.isoformat(), period=str(period))
    first = first_counted_day(period, window.months)
    if first <= date <= period.last_day:
        return None
    return text(
        "dated %(date)s, outside the window from %(first)s to %(last)s (months: %(months)s)",
        date=date.isoformat(),
        first=first.isoformat(),
        last=period.last_day.isoformat(),
        months=window.months,
    )


def _by_trigger(incident: Incident, trigger: Trigger, rules: RuleSet) -> Judgement:
    if trigger.when is None:
        return _counted(incident, trigger, (text("as reported"),)), ()
    verdict = check_incident(incident, trigger.when, rules)
    if any(problem.severity == "error" for problem in verdict.problems):
        return None, verdict.problems
    if verdict.blanks:
        return None, (*verdict.problems, *(_missing(incident, trigger, name, rules) for name in verdict.blanks))
    if verdict.holds:
        return _counted(incident, trigger, verdict.met), verdict.problems
    return _not_counted(incident, trigger, verdict), verdict.problems


def _found_by_facts(incident: Incident, triggers: Sequence[Trigger], rules: RuleSet) -> Judgement:
    """Find the triggers whose conditions all hold; several found for one row are one event, if that is all the same."""
    verdicts = [(trigger, check_incident(incident, trigger.when, rules)) for trigger in triggers if trigger.when]
    held = [(trigger, verdict) for trigger, verdict in verdicts if verdict.holds]
    if held:
        trigger, verdict = held[0]
        met = [trigger for trigger, _ in held]
        if len(met) > 1 and consequences_differ(met, rules):
            return None, (several_triggers(incident, met),)
        also = tuple(text("also %(clause)s", clause=other.clause) for other, _ in held[1:])
        return _counted(incident, trigger, (*verdict.met, *also)), verdict.problems
    unclear = list(dict.fromkeys(problem for _, verdict in verdicts for problem in verdict.problems))
    if any(problem.severity == "error" for problem in unclear):
        return None, tuple(unclear)
    begun = [(trigger, verdict) for trigger, verdict in verdicts if verdict.met and verdict.holds is None]
    if begun:
        blanks = ((trigger, name) for trigger, verdict in begun for name in verdict.blanks)
        return None, tuple(_missing(incident, trigger, name, rules) for trigger, name in blanks)
    failed = [(trigger, verdict) for trigger, verdict in verdicts if verdict.unmet]
    if not failed:
        return None, (_undetermined(incident),)
    reasons = [_falls_short(trigger, verdict) for trigger, verdict in failed]
    return JudgedIncident(incident, None, "", counted=False, reason=joined(reasons, _AND)), tuple(unclear)


def _counted(incident: Incident, trigger: Trigger, met: tuple[Text, ...]) -> JudgedIncident:
    return JudgedIncident(incident, trigger.id, trigger.clause, counted=True, reason=joined(list(met), _AND))


def _not_counted(incident: Incident, trigger: Trigger, verdict: ConditionVerdict) -> JudgedIncident:
    reason = _falls_short(trigger, verdict)
    return JudgedIncident(incident, trigger.id, trigger.clause, counted=False, reason=reason)


def _falls_short(trigger: Trigger, verdict: ConditionVerdict) -> Text:
    unmet = joined(list(verdict.unmet), _AND)
    return text("does not meet %(clause)s: %(unmet)s", clause=trigger.clause, unmet=unmet)


def _notices(judged: JudgedIncident) -> Iterator[Problem]:
    incident = judged.incident
    if not judged.counted and judged.key != WINDOW:
        message = text(
            "%(branch)s: the incident is not counted (%(reason)s).", branch=incident.branch, reason=judged.reason
        )
        yield Problem("notice", "incident-not-counted", incident.place("trigger"), message)
    if judged.counted and not incident.document:
        message = text("%(branch)s: the incident counts but has no document number.", branch=incident.branch)
        hint = text("Fill in the column document, so that the star can be defended.")
        yield Problem("notice", "no-document-number", incident.place("document"), message, hint)


def _missing(incident: Incident, trigger: Trigger, column: str, rules: RuleSet) -> Problem:
    return Problem(
        "error",
        "missing-finding",
        incident.place(column),
        text(
            "%(branch)s: %(clause)s needs the column %(head)s, and the cell is blank.",
            branch=incident.branch,
            clause=trigger.clause,
            head=incident_head(column, rules),
        ),
        text("Fill it in from the finding of the department in charge; nothing is assumed."),
    )


def _unknown_trigger(incident: Incident, rules: RuleSet) -> Problem:
    known = [trigger.clause for trigger in (rules.triggers.list if rules.triggers else ())]
    names = known + [trigger.id for trigger in (rules.triggers.list if rules.triggers else ())]
    return Problem(
        "error",
        "unknown-trigger",
        incident.place("trigger"),
        text("%(branch)s: there is no trigger %(trigger)s.", branch=incident.branch, trigger=incident.trigger or ""),
        text(
            "Write one of %(known)s, or leave the cell empty.",
            known=listed(likely(incident.trigger or "", names) or known),
        ),
    )


def _no_triggers(incident: Incident) -> Problem:
    return Problem(
        "error",
        "no-triggers",
        incident.place(),
        text("There is a list of incidents, but the rule set has no triggers by which an incident could count."),
        text("Rate by a rule set that has triggers, or leave the list of incidents away."),
    )


def _unknown_subject(incident: Incident, known: Sequence[str]) -> Problem:
    return Problem(
        "error",
        "unknown-subject",
        incident.place("subject"),
        text("%(branch)s: %(subject)s is no known subject.", branch=incident.branch, subject=incident.subject or ""),
        text("Write one of: %(known)s", known=listed(known)),
    )


def _undetermined(incident: Incident) -> Problem:
    return Problem(
        "error",
        "trigger-undetermined",
        incident.place("trigger"),
        text("%(branch)s: the row names no trigger and has no finding to judge by.", branch=incident.branch),
        text("Fill in the column trigger, or the findings, the subject and the sanction."),
    )


def consequences_differ(triggers: Collection[Trigger], rules: RuleSet) -> bool:
    """Tell whether a condition counts some of the triggers and not others, or a tally weighs them differently."""
    met = {trigger.id for trigger in triggers}
    if any(met & counted and not met <= counted for counted in _counted_together(rules)):
        return True
    tallies = (value.tally for value in rules.values if isinstance(value, Tally))
    return any(len({tally.get(trigger) for trigger in met}) > 1 for tally in tallies)


def several_triggers(incident: Incident, triggers: Collection[Trigger]) -> Problem:
    """Refuse a row that meets triggers with different consequences: which one it is must not be guessed."""
    return Problem(
        "error",
        "several-triggers",
        incident.place("trigger"),
        text(
            "%(branch)s: the row meets %(clauses)s, which have different consequences.",
            branch=incident.branch,
            clauses=listed(trigger.clause for trigger in triggers),
        ),
        text("Name the one that is meant in the column of triggers, or write one row for each."),
    )


def _counted_together(rules: RuleSet) -> Iterator[set[str]]:
    conditions = [*(step.when for step in rules.steps), *(band.needs for band in rules.levels.bands)]
    choices = [value for value in rules.values if isinstance(value, Choose)]
    for condition in [*conditions, *(case.when for value in choices for case in value.choose)]:
        for test, _ in tests_in(condition, ()) if condition else ():
            if isinstance(test, IncidentsTest):
                yield set(test.incidents)
