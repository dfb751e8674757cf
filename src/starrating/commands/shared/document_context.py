"""What a document is made from, gathered from the ledger."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypedDict

from starrating.commands.shared.assessed_again import same_result
from starrating.commands.shared.branch_history import compared, founded_in, renamed_since
from starrating.commands.shared.committee_stars import open_opinions
from starrating.commands.shared.notice_days import recorded_span
from starrating.commands.shared.plaque_list import award_or_plan, overdue_plaques
from starrating.commands.shared.recorded_review import ReviewContext, held_settings, source_reviews
from starrating.commands.shared.year_setting import is_outdated
from starrating.documents import context
from starrating.model import Review
from starrating.model.acts import Act, Consequence, ConsequencesDrawn, Decision, Objection, PublicNotice, Resolution
from starrating.model.preparation_acts import FormsReceived
from starrating.procedure import working_days
from starrating.procedure.account import NoticeHeld, late_objections, notices_held, undone_answers
from starrating.procedure.branch_changes import unit_changes
from starrating.procedure.committee_decision import agreeing
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.preparation import schedule_of
from starrating.procedure.review_state import since_reopened
from starrating.rating.targets import Measure, measure
from starrating.workspace import Office


def context_of(
    case: ReviewContext, office: Office, day: dt.date, span: working_days.Span | None, *, draft: bool
) -> context.DocumentContext:
    """Gather what documents say of a review; `span` are the days of its public notice, where they are known."""
    now, acts = case.now, [act.act for act in case.ledger.acts(case.review.period)]
    published, corrected = _published_before(case, acts)
    held = compared(case.ledger, case.review)
    (own, earlier), settings = _notices(case, acts), held_settings(case)
    return context.DocumentContext(
        held.review,
        case.rules,
        office,
        day,
        draft,
        span=span,
        **_answers(acts, own, *_upheld(case, acts, published)),
        earlier=earlier,
        targets=_measures(case),
        unanswered=open_opinions(case.review, case.rules),
        corrected=corrected,
        renamed=renamed_since(case.ledger, corrected, case.review) if corrected else {},
        published=published,
        published_again=_corrects_nothing(case, acts, published),
        basis=context.Basis(now.decided.day, now.decided.document) if now.decided else None,
        decisions=tuple(_decisions(case, acts)),
        award=(award := award_or_plan(case)),
        overdue=overdue_plaques(case, award, award.day) if award else (),
        place=now.planned.place if now.planned else "",
        consequences=consequences_of(case) or (),
        asked=_asked(case),
        settings=settings if now.decided is None else (),
        agreed=agreeing(settings, case.review.ratings),
        dropped=tuple(setting.branch for setting in now.decided.dropped) if isinstance(now.decided, Decision) else (),
        posted=own.posted if own else (),
        compared=held.gaps,
        schedule=schedule_of(case.review.period, acts),
        applied=_applied(case),
        **_changed_by(case, day),
        silence=next((act.open_opinions for act in reversed(acts) if isinstance(act, Decision)), ""),
    )


class _Changed(TypedDict):
    later_names: dict[str, str]
    ended: frozenset[str]


def _changed_by(case: ReviewContext, day: dt.date) -> _Changed:
    """Return the names that branches of a review have by a day where these are others, and those ended by then."""
    acts, branches = [act.act for act in case.ledger.acts()], case.branches
    left = {name for change in unit_changes(acts) for name in change.before if name in branches}
    there = NamedBranches.there_on(day, branches, acts) if left else branches
    later = {name: now for name in left if (now := there.find(name)) not in branches}
    return _Changed(later_names=later, ended=frozenset(name for name in left if there.became(name)))


def _notices(case: ReviewContext, acts: Sequence[Act]) -> tuple[NoticeHeld | None, tuple[context.EarlierNotice, ...]]:
    """Return the notice of this result, None where it has none yet, and those before it, each with its objections."""
    held = notices_held(acts)
    own = held[-1] if held and held[-1].notice == case.now.notice else None
    upheld = {act.number for act in acts if isinstance(act, Resolution) and act.upheld}

    def undone_by(after: PublicNotice | None) -> frozenset[int]:
        return undone_answers(acts[: acts.index(after)] if after else acts)

    followed = {before.notice: after.notice for before, after in pairwise(held)}
    earlier = (
        context.EarlierNotice(
            recorded_span(before.notice, working_days.NONE_SAID),
            len(before.objections),
            len(before.late),
            sum(objection.number in upheld - undone_by(followed.get(before.notice)) for objection in before.objections),
            before.notice in followed and followed[before.notice].day <= before.notice.last,
            before.posted,
        )
        for before in (held[:-1] if own else held)
    )
    return own, tuple(earlier)


def _upheld(case: ReviewContext, acts: Sequence[Act], published: PublicNotice | None) -> tuple[set[int], set[int]]:
    """Return the objections that came between the notice of the result published before this one and its own.

    With them those whose star did not hold until this result. None where no answer that upheld one holds: what is
    corrected then was not corrected for them.
    """
    own = _own_notices(case, acts)
    until = own[0] if own else len(acts)
    notices = ((at, act.version) for at, act in enumerate(acts) if isinstance(act, PublicNotice))
    since = next((at for at, version in notices if published and version == published.version), until)
    came = {act.number for act in acts[since:until] if isinstance(act, Objection)}
    undone = came & undone_answers(acts[:until])
    upheld = {act.number for act in acts if isinstance(act, Resolution) and act.upheld} & came
    return (came, undone) if upheld - undone else (set(), set())


class _Answers(TypedDict):
    objections: int
    late: context.Late
    upheld: int
    rejected: int
    undone: int


def _answers(acts: Sequence[Act], own: NoticeHeld | None, brought: set[int], undone: set[int]) -> _Answers:
    """Count the objections to a notice; those that brought a correction, those of them not upheld, and those undone."""
    late = context.Late(len(own.late) if own else 0, len(late_objections(acts) & brought))
    objections = len(own.objections) if own else 0
    rejected = sum(isinstance(act, Resolution) and not act.upheld and act.number in brought for act in acts)
    return _Answers(objections=objections, late=late, upheld=len(brought), rejected=rejected, undone=len(undone))


def _own_notices(case: ReviewContext, acts: Sequence[Act]) -> list[int]:
    """Return where among the acts the notices of this very result stand, as it holds now."""
    version = case.review.version
    start = len(acts) - len(since_reopened(acts, version))
    return [
        at for at, act in enumerate(acts) if at >= start and isinstance(act, PublicNotice) and act.version == version
    ]


def _applied(case: ReviewContext) -> bool:
    """Tell whether what branches applied for is recorded: in the review or in those of a year, or that forms came."""
    behind = source_reviews(case.review)
    reviews = [case.review, *(half for each in behind if (half := case.ledger.version(*each)))]
    if any(star is not None for review in reviews for star in review.ratings.scores.column("applied_star")):
        return True
    acts = [act.act for period in {review.period for review in reviews} for act in case.ledger.acts(period)]
    return any(isinstance(act, FormsReceived) for act in acts)


def _asked(case: ReviewContext) -> tuple[str, ...]:
    """Return the departments that have answered in all the reviews that a year was set from, about every branch."""
    halves = [half for behind in source_reviews(case.review) if (half := case.ledger.version(*behind))]
    silent = {name for half in halves for name in open_opinions(half, case.rules)}
    return tuple(name for name in case.rules.procedure.departments if halves and name not in silent)


def consequences_of(case: ReviewContext) -> tuple[Consequence, ...] | None:
    """Return the consequences that were last drawn from the result of a year; None where none were, or not from now."""
    if is_outdated(case.ledger, case.review, case.rules):
        return None
    acts = (act.act for act in reversed(case.ledger.acts(case.review.period)))
    version = case.review.version
    drawn = (act for act in acts if isinstance(act, ConsequencesDrawn) and act.version == version)
    return next((act.consequences for act in drawn), None)


def _measures(case: ReviewContext) -> tuple[Measure, ...]:
    """Hold the targets that are due in the period or later against the review."""
    period, rules = case.review.period, case.rules
    milestones = [
        milestone for milestone in (rules.targets.milestones if rules.targets else ()) if milestone.due >= period
    ]
    founded = {period: founded_in(case.review, case.ledger)} if milestones else {}
    return tuple(
        measure(milestone, {period: case.review.ratings}, rules, founded, naming=None) for milestone in milestones
    )


def _corrects_nothing(case: ReviewContext, acts: Sequence[Act], notice: PublicNotice | None) -> bool:
    """Tell whether a notice put the same result on notice again that the one before it had published."""
    before = [act for act in acts[: acts.index(notice)] if isinstance(act, PublicNotice)] if notice else []
    if notice is None or not before or before[-1].version == notice.version:
        return bool(before)
    was, now = (case.ledger.version(case.review.period, act.version) for act in (before[-1], notice))
    return bool(was and now and same_result(case.ledger, was, now))


def _decisions(case: ReviewContext, acts: Sequence[Act]) -> Iterator[context.Basis]:
    """Yield what the result rests on that no earlier notice told: the last decision, and upheld objections after it."""
    own = _own_notices(case, acts)
    told = acts[: own[0] if own else len(acts)]
    since = max((at for at, act in enumerate(told) if isinstance(act, PublicNotice)), default=-1)
    decided = max((at for at, act in enumerate(told) if isinstance(act, Decision)), default=0)
    for act in told[max(since + 1, decided) :] if case.now.decided else ():
        if isinstance(act, Decision) or (isinstance(act, Resolution) and act.changes):
            yield context.Basis(act.day, act.document)


def _published_before(case: ReviewContext, acts: Sequence[Act]) -> tuple[PublicNotice | None, Review | None]:
    """Return the notice of the result that was published last before this one, its own where it alone was, and that."""
    own = _own_notices(case, acts)
    published = [(at in own, act) for at, act in enumerate(acts) if isinstance(act, PublicNotice)]
    others = [act for mine, act in published if not mine]
    last = next(iter([*reversed(others), *(act for _, act in reversed(published))]), None)
    return last, case.ledger.version(case.review.period, last.version) if last else None
