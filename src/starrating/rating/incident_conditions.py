"""Conditions on a row of the incident list: does it show what a trigger asks for? (plan 4.4(1)-(6)).

Sanctions: which one a cell names, on which scale, how severe (plan 4.4(2), 4.4(5); facts on terms).

Terms are compared whole: 严重警告 is not 警告, 开除党籍 is not 开除, 留用察看 is not 留党察看. A term that several
systems have needs its system beside it; without, it is refused as ambiguous.
"""

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, field

from starrating.errors import Problem
from starrating.i18n import Text, listed, text
from starrating.model import Incident
from starrating.patterns import regex
from starrating.ruleset import RuleSet, Sanctions
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import AllOfIncident, AnyOfIncident, IncidentTest, NotIncident
from starrating.ruleset.sheet_columns import finding_columns, incident_head

FINDING_WORDS: Mapping[str, Text] = {
    "work_disrupted": text("work disrupted"),
    "plan_missed": text("plan missed"),
    "major_loss": text("major loss"),
    "held_accountable": text("held accountable"),
    "major_impact": text("major impact"),
    "notified": text("notified"),
}
"""What the usual findings are, in the language of whoever reads it."""


class ConditionVerdict(Struct, frozen=True):
    """What a row shows of a condition.

    `holds` is None while a needed cell is blank or not understood. `met` and `unmet` say in words which parts hold and
    which do not, `blanks` names the columns left blank, `problems` what could not be understood.
    """

    holds: bool | None
    met: tuple[Text, ...] = ()
    unmet: tuple[Text, ...] = ()
    blanks: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def check_incident(incident: Incident, condition: Section, rules: RuleSet) -> ConditionVerdict:
    """Hold a row against a condition."""
    return _KINDS[type(condition)](incident, condition, rules)


def _all(incident: Incident, condition: AllOfIncident, rules: RuleSet) -> ConditionVerdict:
    return _joined([check_incident(incident, part, rules) for part in condition.all_], every=True)


def _any(incident: Incident, condition: AnyOfIncident, rules: RuleSet) -> ConditionVerdict:
    return _joined([check_incident(incident, part, rules) for part in condition.any_], every=False)


def _not(incident: Incident, condition: NotIncident, rules: RuleSet) -> ConditionVerdict:
    inner = check_incident(incident, condition.not_, rules)
    holds = None if inner.holds is None else not inner.holds
    return ConditionVerdict(holds, inner.unmet, inner.met, inner.blanks, inner.problems)


def _test(incident: Incident, test: IncidentTest, rules: RuleSet) -> ConditionVerdict:
    return (_sanction if test.incident == "sanction" else _cell)(incident, test, rules)


_KINDS: Mapping[type[Section], Callable[[Incident, Any, RuleSet], ConditionVerdict]] = {
    IncidentTest: _test,
    AllOfIncident: _all,
    AnyOfIncident: _any,
    NotIncident: _not,
}


def _joined(verdicts: list[ConditionVerdict], *, every: bool) -> ConditionVerdict:
    """Join the verdicts of `all` (every) or `any`; one that is known to decide, decides over blanks."""
    known = [verdict.holds for verdict in verdicts]
    decided = (False in known) if every else (True in known)
    holds = (not every) if decided else None if None in known else every
    return ConditionVerdict(
        holds,
        tuple(message for verdict in verdicts for message in verdict.met),
        tuple(message for verdict in verdicts for message in verdict.unmet),
        tuple(each for verdict in verdicts for each in verdict.blanks),
        tuple(problem for verdict in verdicts for problem in verdict.problems),
    )


def _cell(incident: Incident, test: IncidentTest, rules: RuleSet) -> ConditionVerdict:
    """Compare an answer or a word; a blank decides nothing."""
    value = _value(incident, test.incident, rules)
    if value is None or value == "":
        return ConditionVerdict(None, blanks=(test.incident,))
    wanted = test.in_ if test.in_ is not None else (test.is_,)
    return _verdict(holds=value in wanted, message=_words(_head(test.incident, rules), value))


def _value(incident: Incident, column: str, rules: RuleSet) -> bool | str | None:
    if column in incident.findings:
        return incident.findings[column]
    if any(column == finding.name for finding in finding_columns(rules)):
        return None
    word = getattr(incident, column)
    return None if word is None else str(word)


def _head(column: str, rules: RuleSet) -> Text | str:
    """Say what a column of the incident list is in any language; a declared one has its title."""
    return text("subject") if column == "subject" else FINDING_WORDS.get(column) or incident_head(column, rules)


def _words(head: Text | str, value: object) -> Text:
    if isinstance(value, str):
        return text("%(head)s: %(value)s", head=head, value=value)
    return text("%(head)s: yes", head=head) if value else text("%(head)s: no", head=head)


def _sanction(incident: Incident, test: IncidentTest, rules: RuleSet) -> ConditionVerdict:
    assert rules.sanctions is not None
    assert test.at_least is not None
    reading = read_sanction(incident, rules.sanctions)
    if reading.sanction is None:
        return ConditionVerdict(None, blanks=() if incident.sanction else ("sanction",), problems=reading.problems)
    sanction = reading.sanction
    if not sanction.system:
        message = text("%(term)s is not a sanction", term=sanction.term)
    else:
        message = text("sanction: %(system)s %(term)s", system=sanction.system, term=sanction.term)
    verdict = _verdict(holds=at_least(sanction, dict(test.at_least), rules.sanctions), message=message)
    return ConditionVerdict(verdict.holds, verdict.met, verdict.unmet, problems=reading.problems)


def _verdict(*, holds: bool, message: Text) -> ConditionVerdict:
    return ConditionVerdict(True, met=(message,)) if holds else ConditionVerdict(False, unmet=(message,))


_TAILS = ("处分", "处罚")
_AROUND = regex(  # 给予党内警告处分, 被公安机关立案侦查, 因涉嫌受贿被检察机关立案侦查
    r"^(?:因[^,，。;；]*?(?=被|受到|给予))?(?:给予|予以|受到|受|被)*"
    r"(?:(?:公安|检察|司法|执法|纪检|监察)(?:机关|部门)?|法院|检察院|纪委|公安局)?(?:依法)?(?:给予|予以)?(?=.)"
)
_FOR_YEARS = regex(r"(察看)(?:[一二两三1-3]年|(?:六|6|12|十二)个月)$")
"""留党察看一年: how long it lasts is no part of the term."""


class Sanction(Struct, frozen=True):
    """A sanction that was understood: its system ("" if it is a measure that is no sanction) and its term."""

    system: str
    term: str


class SanctionReading(Struct, frozen=True):
    """What a row says of a sanction: the sanction, or None with the problem that forbids to say (none if blank)."""

    sanction: Sanction | None = None
    problems: tuple[Problem, ...] = ()


def read_sanction(incident: Incident, scale: Sanctions) -> SanctionReading:
    """Understand the columns 处分类别 and 处分 of a row together."""
    if not incident.sanction:
        return SanctionReading()
    stated = _system(incident.sanction_system or "", scale)
    if incident.sanction_system and stated is None:
        return SanctionReading(problems=(_unknown_system(incident, scale),))
    word, notices = _term(incident, scale)
    prefixed, term = _without_prefix(word, scale)
    if stated and prefixed and stated != prefixed:
        return SanctionReading(problems=(*notices, _contradiction(incident, stated, prefixed)))
    found = _find(incident, scale, stated or prefixed, term, whole=bool(notices))
    return SanctionReading(found.sanction, (*notices, *found.problems))


def at_least(sanction: Sanction, lightest: dict[str, str], scale: Sanctions) -> bool:
    """Tell whether a sanction is as severe as the lightest one that its system asks for; "以上" includes the base."""
    if sanction.system not in lightest:
        return False
    order = scale.systems[sanction.system].order
    return order.index(sanction.term) >= order.index(lightest[sanction.system])


def _find(incident: Incident, scale: Sanctions, system: str | None, term: str, *, whole: bool) -> SanctionReading:
    """Find a term in its system, or in the only one that has it; one that is not `whole` may be cut short.

    开除 is a sanction of one system, and what people write for 开除党籍, of another one.
    """
    if term in scale.not_sanctions or (incident.sanction or "") in scale.not_sanctions:
        return SanctionReading(Sanction("", term))
    if system:
        if term in scale.systems[system].order:
            return SanctionReading(Sanction(system, term))
        return SanctionReading(problems=(_unknown_term(incident, term, list(scale.systems[system].order)),))
    homes = [name for name, system in scale.systems.items() if term in system.order]
    if homes and not whole:
        homes = [name for name, system in scale.systems.items() if any(full.startswith(term) for full in system.order)]
    if len(homes) == 1:
        return SanctionReading(Sanction(homes[0], term))
    if homes:
        return SanctionReading(problems=(_ambiguous(incident, term, homes),))
    return SanctionReading(
        problems=(_unknown_term(incident, term, [t for s in scale.systems.values() for t in s.order]),)
    )


def _system(stated: str, scale: Sanctions) -> str | None:
    word = stated.removesuffix("处分")
    for name, system in scale.systems.items():
        if word == name or word in system.names:
            return name
    return None


def _term(incident: Incident, scale: Sanctions) -> tuple[str, tuple[Problem, ...]]:
    word = _AROUND.sub("", (incident.sanction or "").strip())
    for tail in _TAILS:
        word = word.removesuffix(tail) or word
    word = _FOR_YEARS.sub(r"\1", word)
    if word not in scale.spellings:
        return word, ()
    term = scale.spellings[word]
    message = text("%(word)s was read as %(term)s.", word=word, term=term)
    return term, (Problem("notice", "sanction-spelling", incident.place("sanction"), message),)


def _without_prefix(word: str, scale: Sanctions) -> tuple[str | None, str]:
    """Split 党内警告 into its system and its term; a term that is whole by itself stays so."""
    if any(word in system.order for system in scale.systems.values()):
        return None, word
    for name, system in scale.systems.items():
        for prefix in sorted((name, *system.names), key=len, reverse=True):
            rest = word.removeprefix(prefix)
            if rest != word and rest in system.order:
                return name, rest
    return None, word


def _unknown_system(incident: Incident, scale: Sanctions) -> Problem:
    return Problem(
        "error",
        "unknown-sanction-system",
        incident.place("sanction_system"),
        text(
            "%(branch)s: %(system)s is no system of sanctions.",
            branch=incident.branch,
            system=incident.sanction_system or "",
        ),
        text("Write one of: %(known)s", known=listed(scale.systems)),
    )


def _contradiction(incident: Incident, stated: str, prefixed: str) -> Problem:
    return Problem(
        "error",
        "sanction-contradiction",
        incident.place("sanction"),
        text(
            "%(branch)s: the sanction %(sanction)s belongs to %(prefixed)s, but the system beside it says %(stated)s.",
            branch=incident.branch,
            sanction=incident.sanction or "",
            prefixed=prefixed,
            stated=stated,
        ),
        text("Correct one of the two cells."),
    )


def _ambiguous(incident: Incident, term: str, homes: list[str]) -> Problem:
    return Problem(
        "error",
        "ambiguous-sanction",
        incident.place("sanction"),
        text(
            "%(branch)s: the bare sanction %(term)s could be one of several systems: %(homes)s.",
            branch=incident.branch,
            term=term,
            homes=listed(homes),
        ),
        text("Fill in the column sanction system beside it; the systems weigh differently."),
    )


def _unknown_term(incident: Incident, term: str, known: list[str]) -> Problem:
    likely = difflib.get_close_matches(term, known, n=3, cutoff=0.3)
    return Problem(
        "error",
        "unknown-sanction",
        incident.place("sanction"),
        text("%(branch)s: %(term)s is no known sanction.", branch=incident.branch, term=term),
        text("Write one term per row, such as: %(known)s", known=listed(likely or dict.fromkeys(known))),
    )
