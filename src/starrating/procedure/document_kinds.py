"""Which document fits where a review stands, and whether it may be sent, is a draft, or is refused (plan 4.4).

    kind        assessed  decided  on notice  contested  uncontested  awarded
    report      sent      -        -          -          -            -
    notice      draft     sent     sent       sent       sent         sent
    correction  draft     sent     sent       sent       sent         sent       where another result was published
    circular    -         draft    draft      -          sent         sent
    decision    -         draft    draft      -          sent         sent
    award       -         -        -          -          sent *       sent       of a year; * once it is planned
    assistance  -         draft    draft      -          sent         sent       of a year
    nomination  -         draft    draft      -          sent         sent       of a year
    deduction   -         draft    draft      -          sent         sent       of a year
    declaration sent      sent     sent       sent       sent         sent       of a year; also before a review
    opening     sent      -        -          -          -            -          also before a review
    reminder    sent      -        -          -          -            -          also before a review
    major       sent      sent     sent       sent       sent         sent       also before a review
    letter      draft     sent     sent       sent       sent         sent

A result that is not decided counts as assessed, also while objections to an earlier one are open. Where the rule set
has no public notice, a decided result is uncontested.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from starrating.errors import ProcedureError
from starrating.i18n import Text, text
from starrating.model import Period, Review
from starrating.model.acts import Consequence
from starrating.procedure import review_state
from starrating.procedure.allowed_acts import (
    do_first,
    procedure_error,
    refuse_unless_assessed,
    refuse_unless_awardable,
    refuse_unless_settled,
)
from starrating.procedure.review_state import ReviewState, Stage
from starrating.ruleset import RuleSet
from starrating.ruleset.consequences import ASSISTANCE, CONSEQUENCE_NAMES, NOMINATION, WITHOUT_PROMOTION

DocumentKind = Literal[
    "report",
    "notice",
    "correction",
    "circular",
    "decision",
    "award",
    "assistance",
    "letter",
    "nomination",
    "deduction",
    "declaration",
    "opening",
    "reminder",
    "major",
]


class KindRow(NamedTuple):
    """What holds of a kind of document: what its file and itself are called, and the stages of a review it fits.

    It is `sent` at some stages, a `draft` at others, and refused at the rest. `of_a_year`: it is made of a year only;
    `public`: it has days on which it is public; `numbered`: it is sent out for good, with a number and a seal;
    `early`: it needs no review, and is made before one too.
    """

    file: Text
    title: Text
    sent: frozenset[Stage]
    draft: frozenset[Stage] = frozenset()
    of_a_year: bool = False
    public: bool = False
    numbered: bool = False
    early: bool = False


_ASSESSED: frozenset[Stage] = frozenset({"assessed"})
_DECIDED: frozenset[Stage] = frozenset({"decided", "on-notice"})
_OVER: frozenset[Stage] = frozenset({"uncontested", "awarded"})
_PUBLIC: frozenset[Stage] = _DECIDED | _OVER | {"contested"}
_BEFORE: frozenset[Stage] = _ASSESSED | {"not-assessed"}

DOCUMENT_KINDS: Mapping[DocumentKind, KindRow] = {
    "report": KindRow(text("Report: %(path)s"), text("Report to the committee"), _ASSESSED),
    "notice": KindRow(text("Notice: %(path)s"), text("Public notice"), _PUBLIC, _ASSESSED, public=True),
    "correction": KindRow(
        text("Correction: %(path)s"), text("Correction of a notice"), _PUBLIC, _ASSESSED, public=True
    ),
    "circular": KindRow(text("Circular: %(path)s"), text("Circular"), _OVER, _DECIDED, numbered=True),
    "decision": KindRow(text("Decision: %(path)s"), text("Decision to award titles"), _OVER, _DECIDED, numbered=True),
    "award": KindRow(text("Award: %(path)s"), text("Award of plaques"), _OVER, of_a_year=True, numbered=True),
    "assistance": KindRow(
        text("Assistance: %(path)s"), text("Paired assistance"), _OVER, _DECIDED, of_a_year=True, numbered=True
    ),
    "letter": KindRow(text("Letters: %(path)s"), text("Letters to the branches"), _PUBLIC, _ASSESSED),
    "nomination": KindRow(
        text("Nomination: %(path)s"), text("Nominations for honours"), _OVER, _DECIDED, of_a_year=True
    ),
    "deduction": KindRow(
        text("Deduction: %(path)s"), text("Deductions from annual pay"), _OVER, _DECIDED, of_a_year=True, numbered=True
    ),
    "declaration": KindRow(
        text("Targets: %(path)s"), text("Notice of the targets declared"), _PUBLIC | _BEFORE, of_a_year=True, early=True
    ),
    "opening": KindRow(text("Opening notice: %(path)s"), text("Opening notice"), _BEFORE, numbered=True, early=True),
    "reminder": KindRow(text("Reminder: %(path)s"), text("Reminder"), _BEFORE, early=True),
    "major": KindRow(text("Major findings: %(path)s"), text("Major findings"), _PUBLIC | _BEFORE, early=True),
}
"""THE table of document kinds; their makers and templates are in documents/registry, by the same names."""


def kind_for_stage(now: ReviewState, rules: RuleSet, today: dt.date) -> DocumentKind:
    """Return the kind of document that fits where a review stands."""
    match _stage(now, rules, today):
        case "decided" | "on-notice" | "contested" if rules.procedure.notice:
            return "correction" if is_correcting(now) else "notice"
        case "uncontested" | "contested":
            return "decision" if now.period.is_year else "circular"
        case "awarded":
            return "award"
    return "report"


def is_draft(kind: DocumentKind, now: ReviewState, rules: RuleSet, today: dt.date) -> bool:
    """Tell whether a document is a draft where a review stands; `ProcedureError` says why it may not be made at all."""
    stage, row = _stage(now, rules, today), DOCUMENT_KINDS[kind]
    if not row.early:
        refuse_unless_assessed(now, rules)
    if row.of_a_year and not now.period.is_year:
        raise _of_a_year(now, rules, kind)
    if stage not in row.sent | row.draft:
        raise _out_of_stage(kind, now, rules, today)
    if kind == "award" and not (now.award or now.planned):
        raise _out_of_stage(kind, now, rules, today)
    if kind == "correction" and not is_correcting(now):
        raise _nothing_to_correct(now, rules)
    return stage in row.draft


def is_correcting(now: ReviewState) -> bool:
    """Tell whether another result of the period has been published before this one."""
    if now.notice:
        return now.notice.kind == "correction"
    return now.published is not None


def _stage(now: ReviewState, rules: RuleSet, today: dt.date) -> Stage:
    if now.version and now.decided is None:
        return "assessed"
    stage = now.stage(today)
    return "uncontested" if stage == "decided" and rules.procedure.notice is None else stage


def refuse_empty(kind: DocumentKind, review: Review, rules: RuleSet, consequences: Sequence[Consequence]) -> None:
    """Refuse a decision that would name nobody, and a list of a consequence that meets nobody: `ProcedureError`."""
    if kind == "decision" and rules.levels.highest not in review.ratings.counts():
        level = rules.levels.name(rules.levels.highest)
        message = text("Nobody has the highest level, %(level)s, so there is nobody to be named.", level=level)
        raise procedure_error("nobody-to-name", message, text("Tell the result by a circular: --kind circular"), rules)
    if kind in _LISTED:
        _refuse_without(_LISTED[kind], review, rules, consequences)


class _Listed(NamedTuple):
    """The consequence that a document lists, and what is refused where it meets nobody."""

    consequence: str
    code: str
    nobody: Text


_LISTED: Mapping[DocumentKind, _Listed] = {
    "assistance": _Listed(
        ASSISTANCE, "nobody-to-help", text("Nobody is to be helped by the consequences that are drawn.")
    ),
    "nomination": _Listed(
        NOMINATION, "nobody-to-nominate", text("Nobody is to be proposed by the consequences that are drawn.")
    ),
    "deduction": _Listed(
        WITHOUT_PROMOTION, "nobody-to-deduct", text("Nobody's pay is cut by the consequences that are drawn.")
    ),
}


def _refuse_without(listed: _Listed, review: Review, rules: RuleSet, consequences: Sequence[Consequence]) -> None:
    """Refuse to list a consequence that the scheme does not have, or that meets nobody."""
    if getattr(rules.consequences, listed.consequence) is None:
        name = CONSEQUENCE_NAMES[listed.consequence]
        message = text("The scheme “%(title)s” has no such consequence: %(name)s.", title=rules.title, name=name)
        hint = text("If there is one, name it in the rule file under consequences, %(key)s.", key=listed.consequence)
        raise ProcedureError.because(f"no-{listed.consequence.replace('_', '-')}", message, hint)
    if not any(each.id == listed.consequence for each in consequences):
        hint = text("They are drawn by: %(command)s", command=review_state.assess(review.period, rules))
        raise procedure_error(listed.code, listed.nobody, hint, rules)


def refuse_nothing_to_tell(kind: DocumentKind, period: Period, rules: RuleSet, told: Collection[object]) -> None:
    """Refuse a document that needs no review where nothing is `told` in it: `ProcedureError`."""
    if kind == "reminder" and not told:
        message = text("Nothing is known to be outstanding for %(period)s.", period=str(period))
        hint = text("Say by when forms are due: %(command)s", command=review_state.open_review(period))
        raise procedure_error("nothing-outstanding", message, hint, rules)
    if kind == "declaration" and not told:
        message = text("No branch has declared a target for %(period)s.", period=str(period))
        hint = text("Record them: %(command)s", command=review_state.declare(period.year))
        raise procedure_error("nothing-declared", message, hint, rules)
    if kind == "major" and not told:
        message = text("No major finding of %(period)s is recorded.", period=str(period))
        hint = text("Record it: %(command)s", command=review_state.add_major())
        raise procedure_error("nothing-major", message, hint, rules)


def _out_of_stage(kind: DocumentKind, now: ReviewState, rules: RuleSet, today: dt.date) -> ProcedureError:
    """Say what stands in the way: what has not been done yet, or has been done already."""
    if kind in {"report", "opening", "reminder"}:
        assert now.decided
        said = {"period": str(now.period), "day": now.decided.day.isoformat()}
        message = text(
            "%(period)s was decided on %(day)s; there is nothing to report to the committee any more.", **said
        )
        if kind != "report":
            message = text("%(period)s was decided on %(day)s; nothing of its review is outstanding any more.", **said)
        return procedure_error("already-decided", message, _instead(review_state.announce(now.period)), rules)
    try:
        if kind == "award":
            refuse_unless_awardable(now, rules, today)
        else:
            refuse_unless_settled(now, rules)
    except ProcedureError as error:
        return error
    message = text("The plaques of %(period)s have not been awarded.", period=str(now.period))
    return procedure_error("not-awarded", message, do_first(review_state.plan_award(now.period.year)), rules)


def _of_a_year(now: ReviewState, rules: RuleSet, kind: DocumentKind) -> ProcedureError:
    message = text("%(period)s is a part of a year; that document is made of a year.", period=str(now.period))
    command = f"{review_state.announce(Period(now.period.year))} --kind {kind}"
    return procedure_error("of-a-year", message, _instead(command), rules)


def _nothing_to_correct(now: ReviewState, rules: RuleSet) -> ProcedureError:
    message = text(
        "No other result of %(period)s has been published, so there is nothing to correct.", period=str(now.period)
    )
    command = f"{review_state.announce(now.period)} --kind notice"
    return procedure_error("nothing-to-correct", message, _instead(command), rules)


def _instead(command: str) -> Text:
    return text("Right is: %(command)s", command=command)
