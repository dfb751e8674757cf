"""Incidents: which trigger a row of 降星情形 is judged by, whether it counts, and why (plan 4.4(1)-(6)).

A row counts when it meets every condition of its trigger and its date lies in the period. A condition answered 否: the
row is listed as not counted. A condition left blank: an error, for a star is never lowered or spared on a guess.
"""

import re
from collections.abc import Iterator, Sequence

from starrating.errors import Problem
from starrating.i18n import Text, joined, text
from starrating.model import INCIDENT_COLUMNS, Incident, JudgedIncident, Period
from starrating.rating.findings import Verdict, examine
from starrating.rating.names import likely
from starrating.ruleset import RuleSet, Trigger

_HEADS = {column.name: column.head for column in INCIDENT_COLUMNS}
_NARROW = str.maketrans("（）．０１２３４５６７８９", "().0123456789")
_AND = text(", ")
WINDOW = "triggers.window"
SUBJECTS = ("班子成员", "党员", "群众", "单位")

Judgement = tuple[JudgedIncident | None, tuple[Problem, ...]]


def judge(
    incidents: Sequence[Incident], period: Period | None, rules: RuleSet
) -> tuple[list[JudgedIncident], list[Problem]]:
    """Judge every row; a row with an error is not judged, its problems say why. No period: every date is inside."""
    judged: list[JudgedIncident] = []
    problems: list[Problem] = []
    for incident in incidents:
        verdict, flaws = _judge_one(incident, period, rules)
        problems.extend(flaws)
        if verdict:
            judged.append(verdict)
            problems.extend(_without_document(verdict))
    return judged, problems


def _judge_one(incident: Incident, period: Period | None, rules: RuleSet) -> Judgement:
    if incident.subject and incident.subject not in SUBJECTS:
        return None, (_unknown_subject(incident),)
    if not incident.trigger:
        return _outside(incident, "", None, period) or _found_by_facts(incident, rules)
    trigger = named_trigger(incident.trigger, rules)
    if trigger is None:
        return None, (_unknown_trigger(incident, rules),)
    return _outside(incident, trigger.clause, trigger.id, period) or _by_trigger(incident, trigger, rules)


def named_trigger(name: str, rules: RuleSet) -> Trigger | None:
    """Find the trigger that a cell names: by id, clause (4.4(3), 4.4（3）) or number (3, (3), 第3项)."""
    narrow = name.translate(_NARROW).replace(" ", "")
    number = re.fullmatch(r"(?:第|情形)?\(?(\d+)\)?(?:项|种)?", narrow)
    return rules.trigger(narrow) or (rules.trigger(number[1]) if number else None)


def _outside(incident: Incident, clause: str, trigger: str | None, period: Period | None) -> Judgement | None:
    if period is None or incident.date in period:
        return None
    reason = text("dated %(date)s, outside %(period)s", date=incident.date.isoformat(), period=str(period))
    judged = JudgedIncident(incident, trigger, clause, counted=False, reason=reason, key=WINDOW)
    message = text("%(branch)s: the incident is not counted (%(reason)s).", branch=incident.branch, reason=reason)
    return judged, (Problem("notice", "incident-outside-period", incident.place("date"), message),)


def _by_trigger(incident: Incident, trigger: Trigger, rules: RuleSet) -> Judgement:
    if trigger.when is None:
        return _counted(incident, trigger, (text("as reported"),)), ()
    verdict = examine(incident, trigger.when, rules)
    if any(problem.severity == "error" for problem in verdict.problems):
        return None, verdict.problems
    if verdict.blanks:
        return None, (*verdict.problems, *(_missing(incident, trigger, name) for name in verdict.blanks))
    if verdict.holds:
        return _counted(incident, trigger, verdict.met), verdict.problems
    return _not_counted(incident, trigger, verdict), verdict.problems


def _found_by_facts(incident: Incident, rules: RuleSet) -> Judgement:
    """Find the triggers whose conditions all hold; several found for one row are one event."""
    triggers = [trigger for trigger in (rules.triggers.list if rules.triggers else ()) if trigger.when is not None]
    verdicts = [(trigger, examine(incident, trigger.when, rules)) for trigger in triggers if trigger.when]
    held = [(trigger, verdict) for trigger, verdict in verdicts if verdict.holds]
    if held:
        trigger, verdict = held[0]
        also = tuple(text("also %(clause)s", clause=other.clause) for other, _ in held[1:])
        return _counted(incident, trigger, (*verdict.met, *also)), verdict.problems
    unclear = list(dict.fromkeys(problem for _, verdict in verdicts for problem in verdict.problems))
    if any(problem.severity == "error" for problem in unclear):
        return None, tuple(unclear)
    begun = [(trigger, verdict) for trigger, verdict in verdicts if verdict.met and verdict.holds is None]
    if begun:
        return None, tuple(_missing(incident, trigger, name) for trigger, verdict in begun for name in verdict.blanks)
    failed = [(trigger, verdict) for trigger, verdict in verdicts if verdict.unmet]
    if not failed:
        return None, (_undetermined(incident),)
    reasons = [_falls_short(trigger, verdict) for trigger, verdict in failed]
    return JudgedIncident(incident, None, "", counted=False, reason=joined(reasons, _AND)), tuple(unclear)


def _counted(incident: Incident, trigger: Trigger, met: tuple[Text, ...]) -> JudgedIncident:
    return JudgedIncident(incident, trigger.id, trigger.clause, counted=True, reason=joined(list(met), _AND))


def _not_counted(incident: Incident, trigger: Trigger, verdict: Verdict) -> JudgedIncident:
    reason = _falls_short(trigger, verdict)
    return JudgedIncident(incident, trigger.id, trigger.clause, counted=False, reason=reason)


def _falls_short(trigger: Trigger, verdict: Verdict) -> Text:
    unmet = joined(list(verdict.unmet), _AND)
    return text("does not meet %(clause)s: %(unmet)s", clause=trigger.clause, unmet=unmet)


def _without_document(judged: JudgedIncident) -> Iterator[Problem]:
    incident = judged.incident
    if judged.counted and not incident.document:
        message = text("%(branch)s: the incident counts but has no document number.", branch=incident.branch)
        hint = text("Fill in the column 文号, so that the star can be defended.")
        yield Problem("notice", "no-document-number", incident.place("document"), message, hint)


def _missing(incident: Incident, trigger: Trigger, column: str) -> Problem:
    return Problem(
        "error",
        "missing-finding",
        incident.place(column),
        text(
            "%(branch)s: %(clause)s needs the column %(head)s, and the cell is blank.",
            branch=incident.branch,
            clause=trigger.clause,
            head=_HEADS[column],
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
            known=", ".join(likely(incident.trigger or "", names) or known),
        ),
    )


def _unknown_subject(incident: Incident) -> Problem:
    return Problem(
        "error",
        "unknown-subject",
        incident.place("subject"),
        text("%(branch)s: %(subject)s is no known subject.", branch=incident.branch, subject=incident.subject or ""),
        text("Write one of: %(known)s", known="、".join(SUBJECTS)),
    )


def _undetermined(incident: Incident) -> Problem:
    return Problem(
        "error",
        "trigger-undetermined",
        incident.place("trigger"),
        text("%(branch)s: the row names no trigger and has no finding to judge by.", branch=incident.branch),
        text("Fill in the column 情形, or the findings, the subject and the sanction."),
    )
