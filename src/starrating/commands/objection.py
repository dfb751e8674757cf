"""`objection`: what is said against a published result, and what comes of it (plan 4.4: 无异议后授牌).

Who objected stays in the ledger: no document names the person.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.act_workbooks import drawn_by_act, write_after_act
from starrating.commands.shared.committee_stars import NO_STAR_CHANGES, StarChangeRequest, superseded, wanted_changes
from starrating.commands.shared.next_step import next_step
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    assessed,
    committee_of,
    source_reviews,
    superseded_reviews,
)
from starrating.errors import Problem, UsageError
from starrating.i18n import Text, joined, listed, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import Objection, Resolution, StarChange
from starrating.procedure.account import late_objections
from starrating.procedure.allowed_acts import refuse_unless_answerable, refuse_unless_objectionable
from starrating.procedure.committee_decision import DecisionBasis
from starrating.procedure.review_state import assess
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


class ObjectionRequest(Struct, frozen=True):
    """What somebody says against the result of a period: on which day, and, if it was said, who and of which branch."""

    period: Period
    day: dt.date
    what: str
    who: str = ""
    branch: str = ""


class ResolveRequest(Struct, frozen=True):
    """What the committee answers to an objection: upheld or not, what it found; upheld, the stars it sets at once."""

    number: int
    day: dt.date
    upheld: bool
    finding: str
    document: str = ""
    wishes: StarChangeRequest = NO_STAR_CHANGES


class ResolveResult(Struct, frozen=True):
    """What `objection resolve` did: the act, the command that comes next, the workbook of a corrected result."""

    act: Resolution
    next_command: str | None
    file: Path | None = None
    problems: tuple[Problem, ...] = ()


class ObjectionStatus(Struct, frozen=True):
    """An objection, and its answer if there is one."""

    objection: Objection
    answer: Resolution | None


def add(workspace: Workspace, complaint: ObjectionRequest, moment: RecordTime) -> Objection:
    """Record an objection; before the notice has begun, or in the future, it is refused."""
    moment.refuse_future(complaint.day)
    period = complaint.period
    with assessed(workspace, period) as ledger, ledger.writing():
        case = ReviewContext.of(ledger, period)
        refuse_unless_objectionable(case.now, case.rules, complaint.day)
        branch = case.branches.find(complaint.branch)
        if branch and branch not in case.branches:
            raise UsageError([case.branches.unknown(complaint.branch)])
        number = max((objection.objection.number for objection in _disputes(ledger)), default=0) + 1
        notice = case.now.notice
        late = bool(notice and complaint.day > notice.last)
        fields = complaint.what, complaint.who, branch, late
        objection = Objection(period, complaint.day, case.now.version, number, *fields)
        case.add(objection, moment)
    return objection


def resolve(workspace: Workspace, answer: ResolveRequest, moment: RecordTime) -> ResolveResult:
    """Record the answer to an objection; upheld with changes, also the result that supersedes the published one."""
    moment.refuse_future(answer.day)
    _refuse_without_document(answer)
    with open_ledger(workspace.ledger) as ledger:
        objection = _objection(answer.number, ledger)
        period, late = objection.period, tuple(_late(objection))
        with ledger.writing():
            case = ReviewContext.of(ledger, period)
            refuse_unless_answerable(case.now, case.rules, answer.number, answer.day, changing=_sets_stars(answer))
            changes, notices = _changes(answer, case)
            authority = DecisionBasis(committee_of(workspace, case.rules), answer.day, answer.document, answer.number)
            review = superseded(case, changes, authority, moment)
            act = Resolution(
                period,
                answer.day,
                answer.number,
                answer.upheld,
                answer.finding,
                answer.document,
                authority.by,
                review.version if changes else 0,
                changes,
                case.review.version,
            )
            case.add(act, moment)
            case = ReviewContext.of(ledger, period)
            notices = (*notices, *(_reviews_first(case, objection.branch) if act.upheld and not changes else ()))
            year = drawn_by_act(ledger, review, case.rules, moment) if changes else None
            command = next_step(case, moment.today)  # what follows from a year has been drawn by now
        if not changes:
            return ResolveResult(act, command, problems=(*late, *notices))
        file, kept = write_after_act(workspace, review, case.rules, ledger, year)
    return ResolveResult(act, command, file, (*late, *notices, *kept))


def list_objections(workspace: Workspace, period: Period | None) -> list[ObjectionStatus]:
    """List the objections to the results of a period, or of all, in their order."""
    with open_ledger(workspace.ledger) as ledger:
        return _disputes(ledger, period)


def _disputes(ledger: Ledger, period: Period | None = None) -> list[ObjectionStatus]:
    acts = [act.act for act in ledger.acts(period)]
    answers = {act.number: act for act in acts if isinstance(act, Resolution)}
    made = [act for act in acts if isinstance(act, Objection)]
    periods = {act.period: [each for each in acts if getattr(each, "period", None) == act.period] for act in made}
    late = {number for mine in periods.values() for number in late_objections(mine)}
    return [ObjectionStatus(replace(act, late=act.number in late), answers.get(act.number)) for act in made]


def _objection(number: int, ledger: Ledger) -> Objection:
    """Return an objection by its number; one that there is not raises `UsageError`."""
    disputes = _disputes(ledger)
    for objection in disputes:
        if objection.objection.number == number:
            return objection.objection
    waiting = [objection.objection.number for objection in disputes if objection.answer is None]
    raise UsageError.because(
        "unknown-objection",
        text("There is no objection %(number)s.", number=number),
        text("Open: %(numbers)s", numbers=listed(waiting)) if waiting else text("None is open."),
    )


def _late(objection: Objection) -> Iterator[Problem]:
    if objection.late:
        message = text(
            "Objection %(number)s of %(day)s came after the last day of the notice.",
            number=objection.number,
            day=objection.day.isoformat(),
        )
        yield Problem("notice", "objection-late", None, message)


def _reviews_first(case: ReviewContext, branch: str) -> Iterator[Problem]:
    """Say of a year that it stays as it is until a review that it is made of is mended: one that rated the branch."""
    sources = source_reviews(case.review)
    if sources and case.now.due and not superseded_reviews(case.ledger, case.review, case.rules):
        message = text(
            "%(year)s is made of its reviews: set again from the same ones, it says the same.",
            year=str(case.now.period),
        )
        halves = [period for period, _ in sources]
        rated = [half for half in halves if _rated_in(case, half, branch)] or halves
        hint = text(
            "If the error lies in a review, correct that one first: %(commands)s; then %(command)s",
            commands=joined([_reopen(half, case.rules) for half in rated], text("; or ")),
            command=assess(case.now.period, case.rules),
        )
        yield Problem("notice", "reviews-first", None, message, hint)


def _reopen(review: Period, rules: RuleSet) -> Text:
    return Text("%(command)s --reopen", {"command": assess(review, rules)})


def _rated_in(case: ReviewContext, review: Period, branch: str) -> bool:
    """Tell whether a branch of the year was rated in one of its reviews, under whatever name."""
    names = ReviewContext.of(case.ledger, review).branches
    return names.find(branch) in names


def _refuse_without_document(answer: ResolveRequest) -> None:
    """Refuse stars that are set by no document: whoever reads of them later asks for its number."""
    if _sets_stars(answer) and not answer.document:
        message = text("A star is set by a document of the committee, and its number is missing.")
        raise UsageError.because("document-missing", message, text("Name it with --document."))


def _sets_stars(answer: ResolveRequest) -> bool:
    return bool(answer.wishes.book or answer.wishes.named)


def _changes(answer: ResolveRequest, case: ReviewContext) -> tuple[tuple[StarChange, ...], tuple[Problem, ...]]:
    if not _sets_stars(answer):
        return (), ()
    if not answer.upheld:
        raise UsageError.because(
            "changes-without-cause",
            text("An objection that is rejected changes no star."),
            text("Leave out --set, or uphold the objection: --upheld"),
        )
    return wanted_changes(answer.wishes, case)
