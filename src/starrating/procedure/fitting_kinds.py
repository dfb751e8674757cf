"""Which document fits where a review stands: sent, a draft, or refused with what is to be done first (plan 4.4)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from starrating.errors import ProcedureError
from starrating.i18n import Text, text
from starrating.model import Period, Review
from starrating.model.acts import Consequence
from starrating.procedure import review_state
from starrating.procedure.allowed_acts import (
    do_first,
    procedure_error,
    refuse_if_called_wrong,
    refuse_if_open,
    refuse_unless_assessed,
    refuse_unless_awardable,
    refuse_unless_settled,
)
from starrating.procedure.document_kinds import DOCUMENT_KINDS, DocumentKind
from starrating.procedure.review_state import ReviewState
from starrating.procedure.stages import Stage
from starrating.ruleset import RuleSet
from starrating.ruleset.consequences import ASSISTANCE, CONSEQUENCE_NAMES, NOMINATION, WITHOUT_PROMOTION


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
        refuse_if_called_wrong(now, rules)
    if row.public:
        refuse_if_open(now, rules)
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


def refuse_empty(
    kind: DocumentKind, review: Review, rules: RuleSet, consequences: Sequence[Consequence] | None
) -> None:
    """Refuse a decision that would name nobody, and a list of a consequence that meets nobody: `ProcedureError`.

    `consequences` are None where none were drawn.
    """
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


def _refuse_without(
    listed: _Listed, review: Review, rules: RuleSet, consequences: Sequence[Consequence] | None
) -> None:
    """Refuse to list a consequence that the scheme does not have, or that meets nobody."""
    if getattr(rules.consequences, listed.consequence) is None:
        name = CONSEQUENCE_NAMES[listed.consequence]
        message = text("The scheme “%(title)s” has no such consequence: %(name)s.", title=rules.title, name=name)
        hint = text("If there is one, name it in the rule file under consequences, %(key)s.", key=listed.consequence)
        raise ProcedureError.because(f"no-{listed.consequence.replace('_', '-')}", message, hint)
    if consequences is None:
        raise not_drawn(review.period, rules)
    if not any(consequence.id == listed.consequence for consequence in consequences):
        hint = text(
            "No such document is needed then. All that follows: %(command)s",
            command=review_state.write_workbook(review.period),
        )
        raise procedure_error(listed.code, listed.nobody, hint, rules)


def not_drawn(year: Period, rules: RuleSet) -> ProcedureError:
    """Refuse what rests on consequences of a year that are not drawn from the stars as they are by now."""
    message = text(
        "What follows from the stars of %(year)s is not drawn yet, or was before an earlier year or a branch changed.",
        year=str(year),
    )
    return procedure_error("not-drawn", message, do_first(review_state.assess(year, rules)), rules)


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
        fields = {"period": str(now.period), "day": now.decided.day.isoformat()}
        message = text("%(period)s was decided on %(day)s; nothing of its review is outstanding any more.", **fields)
        if kind == "report":
            message = text(
                "%(period)s was decided on %(day)s; there is nothing to report to the committee any more.", **fields
            )
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
