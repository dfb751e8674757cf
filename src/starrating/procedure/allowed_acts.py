"""Which act of the procedure may follow where a review stands (plan 4.4-procedure, 4.5-dynamic).

What may not follow is refused with the reason, the clause and the command that would be right.
"""

import datetime as dt
from collections.abc import Sequence

from starrating.errors import Problem, ProcedureError, UsageError, as_typed
from starrating.i18n import Text, joined, listed, text
from starrating.model import Period
from starrating.model.acts import Decision, PublicNotice, Resolution, StarSetting
from starrating.procedure import review_state
from starrating.procedure.committee_decision import setting_words
from starrating.procedure.review_state import ReviewState, setting_command, settling_command
from starrating.rating.opinion_checks import reservation_words
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import clause_number
from starrating.ruleset.opinions import Reservation


def refuse_unless_assessed(now: ReviewState, rules: RuleSet) -> None:
    """Go on only from a period that has been assessed."""
    if not now.version:
        raise procedure_error(
            "not-assessed",
            text("%(period)s is not assessed yet.", period=str(now.period)),
            do_first(review_state.assess(now.period, rules)),
            rules,
        )


def refuse_unless_open(now: ReviewState, rules: RuleSet, *, reopening: bool) -> None:
    """Let a review be assessed that is not decided; a decided one only by a reopening, or after an upheld objection.

    A reopening needs something decided, or an upheld objection that is answered by the same result again: else
    `UsageError`.
    """
    if reopening and now.decided is None and not now.due:
        raise UsageError.because(
            "nothing-to-reopen",
            text("%(period)s is not decided, so there is nothing to reopen.", period=str(now.period)),
            text("Leave out --reopen."),
        )
    if now.decided is None or reopening or now.upheld:
        return
    again = review_state.assess(now.period, rules)
    hint = text("If it must be: %(command)s --reopen; the decision and its result stay in the history.", command=again)
    raise _decided_already(now, now.decided, hint, rules)


def unmended(now: ReviewState, rules: RuleSet, answer: Resolution, wrong: int) -> ProcedureError:
    """Refuse an assessment that says again what an upheld objection called wrong, version `wrong`: it stays."""
    message = text(
        "Objection %(number)s was upheld, but the result is still that of %(period)s, version %(version)s.",
        number=answer.number,
        period=str(now.period),
        version=wrong,
    )
    hint = text(
        "Correct what it is made from, then assess it again; if the result is right after all: %(command)s --reopen",
        command=review_state.assess(now.period, rules),
    )
    return procedure_error("upheld-unchanged", message, hint, rules)


def refuse_unless_current(now: ReviewState, rules: RuleSet, superseded: Sequence[Period]) -> None:
    """Go on only from a year that was set from its reviews as they are; `superseded` are those that are not."""
    if superseded:
        message = text(
            "The stars of %(year)s were set before its reviews changed: %(reviews)s.",
            year=str(now.period),
            reviews=listed(superseded),
        )
        raise procedure_error("reviews-changed", message, do_first(setting_command(now, rules)), rules)


def refuse_if_decided(now: ReviewState, rules: RuleSet) -> None:
    """Let an assessed review be decided once: of one that is decided nothing else need be said."""
    refuse_unless_assessed(now, rules)
    if now.decided and not now.due:
        again = review_state.assess(now.period, rules)
        hint = text("To decide it anew, assess it again first: %(command)s --reopen", command=again)
        raise _decided_already(now, now.decided, hint, rules)


def refuse_if_due(now: ReviewState, rules: RuleSet) -> None:
    """Refuse to go on from what an upheld objection wants assessed again."""
    if now.due:
        raise _contested(now, rules)


def refuse_if_called_wrong(now: ReviewState, rules: RuleSet) -> None:
    """Refuse to say again on paper what was decided and an upheld objection has called wrong since."""
    if now.decided:
        refuse_if_due(now, rules)


def refuse_if_open(now: ReviewState, rules: RuleSet) -> None:
    """Let a new result be made public only when every objection to the one before has its answer."""
    if now.decided and now.notice is None and now.open_objections:
        raise _contested(now, rules)


def refuse_unless_answered(now: ReviewState, rules: RuleSet, unanswered: Sequence[Text | str], why: str) -> None:
    """Let a review be decided with open answers of departments only where `why` says why."""
    if unanswered and not why:
        raise procedure_error(
            "opinions-open",
            text("Departments have not answered: %(departments)s.", departments=listed(unanswered)),
            text(
                "Enter their opinions and score again, or say why it is decided without them: "
                "%(command)s --open-opinions",
                command=review_state.decide(now.period),
            ),
            rules,
        )


def refuse_unless_heeded(now: ReviewState, rules: RuleSet, held: Sequence[Reservation], despite: str) -> None:
    """Let a review be decided against what departments have said of branches only where `despite` says why."""
    if held and not despite:
        listed = joined([reservation_words(reservation) for reservation in held], text("; "))
        message = text("Departments have something against branches: %(what)s.", what=listed)
        hint = text(
            "Say why it is decided all the same: %(command)s --despite-opinions",
            command=review_state.decide(now.period),
        )
        raise procedure_error("opinions-against", message, hint, rules)


def refuse_unless_kept_or_dropped(now: ReviewState, rules: RuleSet, passed_over: Sequence[StarSetting]) -> None:
    """Refuse to pass over stars that were set before: each is kept, dropped with a reason, or set anew."""
    if passed_over:
        listed = joined([setting_words(setting, rules) for setting in passed_over], text("; "))
        message = text("Stars were set otherwise before: %(settings)s.", settings=listed)
        hint = text(
            "Keep them: %(command)s --keep; or drop one, saying why: %(command)s --drop %(branch)s --reason",
            command=review_state.decide(now.period),
            branch=as_typed(passed_over[0].branch),
        )
        raise procedure_error("settings-open", message, hint, rules)


def refuse_unless_publishable(now: ReviewState, rules: RuleSet, first: dt.date | None) -> None:
    """Let a decided result be put on notice from a day on; the days of a notice are fixed by its first announcement.

    Where no day is named yet, all is refused that would be refused with any day.
    """
    refuse_unless_assessed(now, rules)
    refuse_if_called_wrong(now, rules)
    refuse_if_open(now, rules)
    period = str(now.period)
    if now.decided is None:
        raise _undecided(now, rules)
    if first is None:
        return
    if now.notice and first != now.notice.day:
        raise procedure_error(
            "notice-fixed",
            text(
                "The notice of %(period)s is fixed: from %(first)s to %(last)s.",
                period=period,
                first=now.notice.day.isoformat(),
                last=now.notice.last.isoformat(),
            ),
            text(
                "To write it again, leave out --from: %(command)s; if the days are wrong: %(command)s --correct-days",
                command=review_state.announce(now.period),
            ),
            rules,
        )
    refuse_before_decision(now, rules, first)
    refuse_before_published(now, rules, first, now.published)


def refuse_before_published(now: ReviewState, rules: RuleSet, first: dt.date, earlier: PublicNotice | None) -> None:
    """Let a notice begin no sooner than the earlier one whose result it corrects."""
    if earlier and first < earlier.day:
        days = {"first": first.isoformat(), "day": earlier.day.isoformat()}
        message = text("The notice would begin on %(first)s, before the one that it corrects, of %(day)s.", **days)
        hint = text("Begin on that day or later: %(command)s --from", command=review_state.announce(now.period))
        raise procedure_error("notice-too-early", message, hint, rules)


def refuse_unless_correctable(now: ReviewState, rules: RuleSet) -> PublicNotice:
    """Let the days of a notice that were recorded wrong be corrected, until plaques are awarded; return that notice."""
    refuse_unless_assessed(now, rules)
    if now.notice is None:
        raise _unpublished(now, rules)
    if now.award:
        message = text("The plaques of %(period)s have been awarded after its notice.", period=str(now.period))
        hint = text("Record what happened in the minutes; the days stay as they are.")
        raise procedure_error("awarded", message, hint, rules)
    return now.notice


def refuse_before_decision(now: ReviewState, rules: RuleSet, first: dt.date) -> None:
    """Let a notice begin no sooner than the decision that it publishes."""
    if now.decided is None:
        raise _undecided(now, rules)
    if first < now.decided.day:
        raise procedure_error(
            "notice-too-early",
            text(
                "The notice of %(period)s would begin on %(first)s, before the decision of %(day)s.",
                period=str(now.period),
                first=first.isoformat(),
                day=now.decided.day.isoformat(),
            ),
            text("Begin on that day or later: %(command)s --from", command=review_state.announce(now.period)),
            rules,
        )


def refuse_unless_posted(now: ReviewState, rules: RuleSet, day: dt.date) -> None:
    """Let it be recorded where a notice was posted: one that there is, on its first day or later."""
    refuse_unless_assessed(now, rules)
    if now.notice is None:
        raise _unpublished(now, rules)
    if day < now.notice.day:
        message = text(
            "The notice of %(period)s begins on %(first)s; it cannot have been posted on %(day)s.",
            period=str(now.period),
            first=now.notice.day.isoformat(),
            day=day.isoformat(),
        )
        raise procedure_error("posted-too-early", message, text("Check --date."), rules)


def refuse_unless_objectionable(now: ReviewState, rules: RuleSet, day: dt.date) -> None:
    """Take objections to what has been published, from the first day of its notice on.

    By a scheme without public notice, to what is decided, from that day on.
    """
    refuse_unless_assessed(now, rules)
    if now.notice is None:
        if now.decided is None:
            raise _undecided(now, rules)
        if rules.procedure.notice:
            raise _unpublished(now, rules)
        if day < now.decided.day:
            raise _objection_too_early(now, rules, now.decided.day, day)
        return
    if day < now.notice.day:
        raise procedure_error(
            "objection-too-early",
            text(
                "The notice of %(period)s begins on %(first)s; the objection is dated %(day)s.",
                period=str(now.period),
                first=now.notice.day.isoformat(),
                day=day.isoformat(),
            ),
            text("Check --date."),
            rules,
        )


def refuse_unless_answerable(now: ReviewState, rules: RuleSet, number: int, day: dt.date, *, changing: bool) -> None:
    """Let an open objection be answered, not before it was raised; with changed stars only where a result is decided.

    A number that no objection has is for the caller to refuse.
    """
    objection = next((objection for objection in now.open_objections if objection.number == number), None)
    if objection is None:
        raise procedure_error(
            "objection-answered",
            text("Objection %(number)s has been answered already.", number=number),
            text("See what came of it: starrating objection list --period %(period)s", period=str(now.period)),
            rules,
        )
    if day < objection.day:
        raise procedure_error(
            "answer-too-early",
            text(
                "Objection %(number)s was raised on %(raised)s; the answer is dated %(day)s.",
                number=number,
                raised=objection.day.isoformat(),
                day=day.isoformat(),
            ),
            text("Check --date."),
            rules,
        )
    if changing and now.decided is None:
        raise _undecided(now, rules)


def refuse_unless_awardable(now: ReviewState, rules: RuleSet, day: dt.date) -> None:
    """Let plaques be awarded after a notice without objection: 无异议后授牌."""
    refuse_unless_settled(now, rules)
    if now.decided and day < now.decided.day:
        message = text(
            "%(period)s was decided on %(decided)s; its plaques cannot have been awarded on %(day)s.",
            period=str(now.period),
            decided=now.decided.day.isoformat(),
            day=day.isoformat(),
        )
        raise procedure_error("award-too-early", message, text("Check --date."), rules)
    if rules.procedure.notice is None:
        return
    if now.notice is None:
        raise _unpublished(now, rules)
    if day <= now.notice.last:
        raise procedure_error(
            "notice-running",
            text(
                "The notice of %(period)s runs to %(last)s; plaques are awarded after it.",
                period=str(now.period),
                last=now.notice.last.isoformat(),
            ),
            text("Award on a later day: %(command)s", command=review_state.award(now.period.year)),
            rules,
        )


def refuse_unless_corrected(now: ReviewState, rules: RuleSet, uncorrected: Sequence[Period]) -> None:
    """Let plaques of a year be awarded by reviews whose results were told; `uncorrected` are told otherwise so far."""
    if uncorrected:
        first = do_first(review_state.announce(uncorrected[0]))
        raise procedure_error("correction-due", correction_due(now.period, uncorrected), first, rules)


def correction_due(year: Period, uncorrected: Sequence[Period]) -> Text:
    """Say of a year that reviews which it is made of are told otherwise so far."""
    return text(
        "%(year)s rests on results whose correction is not published yet: %(periods)s.",
        year=str(year),
        periods=listed(uncorrected),
    )


def refuse_unless_settled(now: ReviewState, rules: RuleSet) -> None:
    """Go on only from a review that is decided and that nobody's open objection questions."""
    if now.is_contested:
        raise _contested(now, rules)
    refuse_unless_assessed(now, rules)
    if now.decided is None:
        raise _undecided(now, rules)


def _contested(now: ReviewState, rules: RuleSet) -> ProcedureError:
    numbers = sorted(
        [*(objection.number for objection in now.open_objections), *(resolution.number for resolution in now.due)]
    )
    message = text(
        "Objections to the result of %(period)s are open: %(numbers)s.",
        period=str(now.period),
        numbers=listed(numbers),
    )
    return procedure_error("objection-open", message, do_first(settling_command(now, rules)), rules)


def _objection_too_early(now: ReviewState, rules: RuleSet, decided: dt.date, day: dt.date) -> ProcedureError:
    message = text(
        "%(period)s was decided on %(decided)s; the objection is dated %(day)s.",
        period=str(now.period),
        decided=decided.isoformat(),
        day=day.isoformat(),
    )
    return procedure_error("objection-too-early", message, text("Check --date."), rules)


def _decided_already(now: ReviewState, act: Decision | Resolution, anew: Text, rules: RuleSet) -> ProcedureError:
    """Refuse what is decided; `anew` says how it is opened again, where no objection has to be settled before."""
    message = text(
        "%(period)s was decided already, on %(day)s (%(document)s).",
        period=str(now.period),
        day=act.day.isoformat(),
        document=act.document or text("no document number"),
    )
    hint = do_first(settling_command(now, rules)) if now.is_contested else anew
    return procedure_error("already-decided", message, hint, rules)


def _undecided(now: ReviewState, rules: RuleSet) -> ProcedureError:
    message = text("The committee has not decided %(period)s.", period=str(now.period))
    return procedure_error("not-decided", message, do_first(review_state.decide(now.period)), rules)


def _unpublished(now: ReviewState, rules: RuleSet) -> ProcedureError:
    """Refuse what needs a notice where there is none; what stands before the notice is to be done first."""
    if now.due:
        return _contested(now, rules)
    if now.decided is None:
        return _undecided(now, rules)
    message = text("The result of %(period)s has not been published.", period=str(now.period))
    return procedure_error("not-on-notice", message, do_first(review_state.announce(now.period)), rules)


def do_first(command: str) -> Text:
    """Name the command that has to come before."""
    return text("Do first: %(command)s", command=command)


def procedure_error(code: str, reason: Text, hint: Text, rules: RuleSet) -> ProcedureError:
    """Say why something may not be done, by the clause of the procedure, and what to do."""
    message = text("%(reason)s (clause %(clause)s)", reason=reason, clause=clause_number(rules.procedure.clause))
    return ProcedureError([Problem("error", code, None, message, hint)])
