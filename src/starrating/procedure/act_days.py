"""On which days an act can have been done, and a document be dated: not before what it rests on (plan 4.4-procedure).

What the days of a notice allow stands with the notice in `allowed_acts`.
"""

import datetime as dt
from collections.abc import Sequence

from starrating.i18n import text
from starrating.procedure.allowed_acts import procedure_error
from starrating.procedure.review_state import ReviewState
from starrating.ruleset import RuleSet


def refuse_decided_too_early(now: ReviewState, rules: RuleSet, day: dt.date, parts: Sequence[ReviewState] = ()) -> None:
    """Refuse a decision before a period has begun, or before what it rests on or answers.

    These are the decisions on the `parts` that a year is made of, and the upheld objections that it heeds.
    """
    fields = {"day": day.isoformat()}
    if day < now.period.first_day:
        message = text("%(day)s is before %(period)s has begun.", period=str(now.period), **fields)
        raise procedure_error("decision-too-early", message, text("Check --date and --period."), rules)
    for act in [part.decided for part in parts if part.decided and day < part.decided.day]:
        fields |= {"review": str(act.period), "decided": act.day.isoformat()}
        message = text("%(day)s is before %(review)s was decided, on %(decided)s.", **fields)
        raise procedure_error("decision-too-early", message, text("Check --date and --period."), rules)
    answers = [(answer.number, answer.day) for answer in now.unpublished]
    answers += [(setting.objection, setting.day) for setting in now.settings if setting.objection]
    for number, upheld in answers:
        if day < upheld:
            message = text(
                "%(day)s is before objection %(number)s was upheld, on %(upheld)s.",
                number=number,
                upheld=upheld.isoformat(),
                **fields,
            )
            raise procedure_error("decision-too-early", message, text("Check --date."), rules)


def refuse_dated_before_decision(now: ReviewState, rules: RuleSet, day: dt.date) -> None:
    """Date no document before the decision that it tells of."""
    if now.decided and day < now.decided.day:
        message = text(
            "A document of %(day)s cannot tell of the decision of %(decided)s.",
            day=day.isoformat(),
            decided=now.decided.day.isoformat(),
        )
        raise procedure_error("document-too-early", message, text("Check --date."), rules)
