"""Conditions on a row of the incident list: does it show what a trigger asks for? (plan 4.4(1)-(6))."""

from dataclasses import dataclass, field

from starrating.errors import Problem
from starrating.i18n import Text, text
from starrating.model import Incident
from starrating.rating.sanctions import at_least, read_sanction
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Section
from starrating.ruleset.columns import finding_columns, incident_head
from starrating.ruleset.conditions import AllOfIncident, AnyOfIncident, IncidentTest, NotIncident


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row shows of a condition.

    `holds` is None while a needed cell is blank or not understood. `met` and `unmet` say in words which parts hold and
    which do not, `blanks` names the columns left blank, `problems` what could not be understood.
    """

    holds: bool | None
    met: tuple[Text, ...] = ()
    unmet: tuple[Text, ...] = ()
    blanks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def examine(incident: Incident, condition: Section, rules: RuleSet) -> Verdict:
    """Hold a row against a condition."""
    match condition:
        case AllOfIncident():
            return _joined([examine(incident, part, rules) for part in condition.all_], every=True)
        case AnyOfIncident():
            return _joined([examine(incident, part, rules) for part in condition.any_], every=False)
        case NotIncident():
            inner = examine(incident, condition.not_, rules)
            holds = None if inner.holds is None else not inner.holds
            return Verdict(holds, inner.unmet, inner.met, inner.blanks, inner.problems)
        case IncidentTest(incident="sanction"):
            return _sanction(incident, condition, rules)
        case IncidentTest():
            return _cell(incident, condition, rules)
    raise TypeError(condition)


def _joined(verdicts: list[Verdict], *, every: bool) -> Verdict:
    """Join the verdicts of `all` (every) or `any`; one that is known to decide, decides over blanks."""
    known = [verdict.holds for verdict in verdicts]
    decided = (False in known) if every else (True in known)
    holds = (not every) if decided else None if None in known else every
    return Verdict(
        holds,
        tuple(each for verdict in verdicts for each in verdict.met),
        tuple(each for verdict in verdicts for each in verdict.unmet),
        tuple(each for verdict in verdicts for each in verdict.blanks),
        tuple(each for verdict in verdicts for each in verdict.problems),
    )


def _cell(incident: Incident, test: IncidentTest, rules: RuleSet) -> Verdict:
    """Compare an answer or a word; a blank decides nothing."""
    value = _value(incident, test.incident, rules)
    if value is None or value == "":
        return Verdict(None, blanks=(test.incident,))
    wanted = test.in_ if test.in_ is not None else (test.is_,)
    return _verdict(holds=value in wanted, said=_words(incident_head(test.incident, rules), value))


def _value(incident: Incident, column: str, rules: RuleSet) -> bool | str | None:
    if any(column == finding.name for finding in finding_columns(rules)):
        return incident.findings.get(column)
    word = getattr(incident, column)
    return None if word is None else str(word)


def _words(head: str, value: bool | str) -> Text:  # noqa: FBT001 [an answer of the incident list]
    if isinstance(value, str):
        return text("%(head)s: %(value)s", head=head, value=value)
    return text("%(head)s: yes", head=head) if value else text("%(head)s: no", head=head)


def _sanction(incident: Incident, test: IncidentTest, rules: RuleSet) -> Verdict:
    assert rules.sanctions is not None
    assert test.at_least is not None
    reading = read_sanction(incident, rules.sanctions)
    if reading.sanction is None:
        return Verdict(None, blanks=() if incident.sanction else ("sanction",), problems=reading.problems)
    sanction = reading.sanction
    if not sanction.system:
        said = text("%(term)s is not a sanction", term=sanction.term)
    else:
        said = text("sanction: %(system)s %(term)s", system=sanction.system, term=sanction.term)
    verdict = _verdict(holds=at_least(sanction, dict(test.at_least), rules.sanctions), said=said)
    return Verdict(verdict.holds, verdict.met, verdict.unmet, problems=reading.problems)


def _verdict(*, holds: bool, said: Text) -> Verdict:
    return Verdict(True, met=(said,)) if holds else Verdict(False, unmet=(said,))
