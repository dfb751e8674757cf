"""`announce`: the documents of a recorded review; the days of a public notice are fixed and recorded (plan 4.4).

`announce --check`: an edited document held against the ledger, so that what is sent is what was decided.
"""

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.document_context import consequences_of, context_of
from starrating.commands.shared.document_files import Shelf, write_document
from starrating.commands.shared.kinds_now import EarlyDocuments, refuse_old_state, reviewed_kind_now
from starrating.commands.shared.notice_days import (
    correct_days,
    notice_rule,
    office_days,
    record_notice,
    recorded_span,
    uncertain,
)
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    PROGRAM,
    ReviewContext,
    assessed,
    standing_of,
)
from starrating.commands.shared.years_before import year_workbook
from starrating.documents import context, output, registry
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds import assistance
from starrating.documents.kinds.circular import Circular
from starrating.documents.kinds.public_notice import Correction
from starrating.documents.read_back import Difference, acting, differences, lines_of
from starrating.documents.rendering import pdf
from starrating.errors import CellRef, Problem, ProcedureError, UsageError, as_typed
from starrating.i18n import Text, listed, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import PublicNotice
from starrating.model.preparation_acts import DocumentIssued, NoticePosted, ReviewSchedule
from starrating.procedure import working_days
from starrating.procedure.act_days import refuse_dated_before_decision
from starrating.procedure.allowed_acts import refuse_unless_posted
from starrating.procedure.document_kinds import DOCUMENT_KINDS, DocumentKind
from starrating.procedure.fitting_kinds import (
    is_correcting,
    is_draft,
    kind_for_stage,
    refuse_empty,
)
from starrating.procedure.review_state import ReviewState
from starrating.workspace import Workspace
from starrating.write.wording import SheetWording


class AnnounceRequest(Struct, frozen=True):
    """What `announce` is asked for: the period, the formats, the kind of document (None for the one that fits).

    `first` is the first day of a public notice, `day` the day of any other document; None for today. `document` is the
    number of a document that is sent out. `schedule` is what is newly fixed of the review before it; with `examples` a
    year's circular names those to look up to. `correct_days` says why the recorded days of a notice are wrong.
    """

    period: Period
    formats: Sequence[str]
    kind: DocumentKind | None = None
    first: dt.date | None = None
    day: dt.date | None = None
    document: str = ""
    schedule: ReviewSchedule | None = None
    examples: bool = False
    correct_days: str = ""


class AnnounceResult(Struct, frozen=True):
    """What `announce` wrote, and what stands open in it.

    `missing` are settings of the workspace, `gaps` what else is to be filled in, in the language of the document.
    `draft` says why it is a draft; None if it is none. `span` are the days of a public notice, `notice` the act that
    fixed them. `again` says that the same result was on notice before.
    """

    kind: DocumentKind
    files: tuple[Path, ...]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]
    draft: Text | None
    span: working_days.Span | None
    problems: tuple[Problem, ...]
    notice: PublicNotice | None = None
    again: bool = False

    @property
    def to_fill_in(self) -> Text | None:
        """Name what is to be filled in by hand, in the words of the document; None where nothing is."""
        quoted = [Text("“%(name)s”", {"name": name}) for name in self.gaps]
        return text("To be filled in by hand, in the file: %(fields)s", fields=listed(quoted)) if quoted else None


def announce(workspace: Workspace, wanted: AnnounceRequest, moment: RecordTime) -> AnnounceResult:
    """Write a document of a recorded review, in all formats or in none.

    A kind that does not fit where the review stands is a draft or refused (`procedure/fitting_kinds`). Of a decided
    review the days of its public notice are recorded the first time and are the same ever after.
    """
    if "pdf" in wanted.formats:
        pdf.office()  # before anything is written
    fixed = wanted.schedule
    moment.refuse_far(wanted.first, wanted.day, *((fixed.forms_by, fixed.opinions_by, fixed.meeting) if fixed else ()))
    result = _written(workspace, wanted, moment)
    if wanted.document and result.draft is None:
        _record_number(workspace, wanted, result, moment)
    return result


def _record_number(workspace: Workspace, wanted: AnnounceRequest, result: AnnounceResult, moment: RecordTime) -> None:
    """Record under which number a document was written, once for each number."""
    with open_ledger(workspace.ledger) as ledger, ledger.writing():
        version = standing_of(ledger, wanted.period).version
        files = tuple(file.name for file in result.files)
        assert wanted.day
        act = DocumentIssued(wanted.period, wanted.day, version, result.kind, wanted.document, files)
        issued = [act.act for act in ledger.acts(wanted.period) if isinstance(act.act, DocumentIssued)]
        if all(replace(act, day=document_issued.day) != document_issued for document_issued in issued):
            ledger.add(act, moment.stamp, PROGRAM)


def _written(workspace: Workspace, wanted: AnnounceRequest, moment: RecordTime) -> AnnounceResult:
    """Write the document, by what it needs: nothing yet, a review, a decision with the days of a notice."""
    if wanted.kind and DOCUMENT_KINDS[wanted.kind].early:
        _refuse_other_days(wanted.kind, wanted)
        with open_ledger(workspace.ledger) as ledger:
            return _scheduled(ledger, wanted, moment, partial(_early, workspace, ledger, wanted.kind, wanted, moment))
    with assessed(workspace, wanted.period) as ledger:
        case = ReviewContext.of(ledger, wanted.period)
        kind = wanted.kind or _kind(case, wanted, moment)
        _refuse_other_days(kind, wanted, fixed=case.now.notice is not None)
        if not wanted.correct_days:
            refuse_old_state(case, kind)
        if not DOCUMENT_KINDS[kind].public:
            return _scheduled(ledger, wanted, moment, lambda: _paper(workspace, case, kind, wanted, moment))
        notice_rule(case.rules)
        if not wanted.correct_days and is_draft(kind, case.now, case.rules, moment.today):
            return _public(workspace, case, kind, wanted, wanted.first or moment.today)
        with ledger.writing():  # a document that cannot be written leaves no fixed days behind
            case = case.again()
            office = office_days(workspace)
            if wanted.correct_days:
                notice = correct_days(case, moment, wanted.first, office, wanted.correct_days)
                case = case.again()
            else:
                notice = record_notice(case, moment, wanted.first, office)
            return _public(workspace, case, kind, wanted, notice)


def _scheduled(
    ledger: Ledger, wanted: AnnounceRequest, moment: RecordTime, write: Callable[[], AnnounceResult]
) -> AnnounceResult:
    """Write a document, after recording what is newly fixed of the review: both, or neither where it is refused."""
    if not wanted.schedule:
        return write()
    with ledger.writing():
        ledger.add(wanted.schedule, moment.stamp, PROGRAM)
        return write()


def fixes_days(workspace: Workspace, wanted: AnnounceRequest, moment: RecordTime) -> bool:
    """Tell whether the days of a public notice would be recorded now; `announce` itself says what is refused."""
    if wanted.kind and not DOCUMENT_KINDS[wanted.kind].public:
        return False
    with assessed(workspace, wanted.period) as ledger:
        case = ReviewContext.of(ledger, wanted.period)
        try:
            return reviewed_kind_now(wanted.kind or _kind(case, wanted, moment), case, moment).fixes_days
        except ProcedureError:
            return False


def _kind(case: ReviewContext, wanted: AnnounceRequest, moment: RecordTime) -> DocumentKind:
    """Choose the kind that fits; who names a first day means a notice."""
    if wanted.first or wanted.correct_days:
        return "correction" if is_correcting(case.now) else "notice"
    return kind_for_stage(case.now, case.rules, moment.today)


def _refuse_other_days(kind: DocumentKind, wanted: AnnounceRequest, *, fixed: bool = False) -> None:
    """Refuse the first day of what is no public notice, and the date of what is one: `UsageError`.

    `fixed`: the days of the notice that holds are recorded, so that none is to be named.
    """
    if (wanted.first or wanted.correct_days) and not DOCUMENT_KINDS[kind].public:
        message = text("Only a public notice has a first day.")
        raise UsageError.because("no-first-day", message, text("Date the document with --date."))
    if wanted.day not in {None, wanted.first} and DOCUMENT_KINDS[kind].public:
        message = text("A public notice is dated on its first day.")
        hint = text("Leave out --date.") if wanted.first or fixed else text("Name that day with --from.")
        raise UsageError.because("dated-by-first-day", message, hint)
    if wanted.schedule and kind not in {"opening", "report"}:
        message = text("Days and agenda of a review are fixed with its opening notice, or with the report.")
        raise UsageError.because("no-schedule", message, text("Name it: --kind opening or --kind report"))
    if wanted.examples and not (kind == "circular" and wanted.period.is_year):
        message = text("Only the circular of a year names whom to look up to.")
        raise UsageError.because("no-examples", message, text("Leave out --examples."))
    if wanted.document and not DOCUMENT_KINDS[kind].numbered:
        message = text("A %(kind)s bears no number of a document.", kind=kind)
        raise UsageError.because("unnumbered-kind", message, text("Leave out --document."))
    if wanted.document and not wanted.day:
        message = text("The number of a document is recorded with its date.")
        raise UsageError.because("undated-document", message, text("Name it with --date."))


def _public(
    workspace: Workspace, case: ReviewContext, kind: DocumentKind, wanted: AnnounceRequest, days: PublicNotice | dt.date
) -> AnnounceResult:
    """Write a public notice for the days that were recorded, or a draft that would begin on a day."""
    rule, office = notice_rule(case.rules), office_days(workspace)
    notice = days if isinstance(days, PublicNotice) else None
    span = (
        recorded_span(days, office)
        if isinstance(days, PublicNotice)
        else working_days.notice_span(days, rule.days, rule.counted_as, office)
    )
    draft = None if notice else text("no committee decision is recorded yet")
    made = registry.MAKERS[kind](context_of(case, workspace.office, span.first, span, draft=draft is not None))
    files, problems = write_document(_shelf(workspace, case, wanted, _Issue(span.first)), made)
    doubts = () if span.certain else (uncertain(span.first, case.now.period),)
    again = isinstance(made, Correction) and not made.corrected
    return AnnounceResult(kind, files, made.missing, made.gaps, draft, span, (*doubts, *problems), notice, again)


def _paper(
    workspace: Workspace, case: ReviewContext, kind: DocumentKind, wanted: AnnounceRequest, moment: RecordTime
) -> AnnounceResult:
    """Write a document that is not put on notice."""
    consequences = consequences_of(case)
    draft = None
    if is_draft(kind, case.now, case.rules, moment.today):
        draft = _why_draft(case.now)
    elif kind == "assistance" and not assistance.is_settled(consequences or ()):
        words = SheetWording(case.rules, case.now.period, workspace.office.organisation)
        book = year_workbook(workspace, words)
        book = book.relative_to(workspace.root) if book.is_relative_to(workspace.root) else book
        draft = text(
            "the pairs are only proposed; settle them: starrating annual --year %(year)s --pairs %(file)s",
            year=str(words.period),
            file=as_typed(book.as_posix()),
        )
    refuse_empty(kind, case.review, case.rules, consequences)
    issue, span = _issue(case, kind, wanted, moment), _span(workspace, case)
    refuse_dated_before_decision(case.now, case.rules, issue.day)
    found = context_of(case, workspace.office, issue.day, span, draft=draft is not None)
    made = registry.MAKERS[kind](replace(found, document=issue.document, examples=wanted.examples))
    files, problems = write_document(_shelf(workspace, case, wanted, issue), made)
    notices = (*problems, *_no_example(made)) if wanted.examples else problems
    return AnnounceResult(kind, files, made.missing, made.gaps, draft, None, notices)


def _why_draft(now: ReviewState) -> Text:
    """Say what a document still waits for that is not put on notice."""
    if now.decided is None:
        return text("no committee decision is recorded yet")
    if now.is_contested:
        return text("objections are open")
    return text("the public notice is not over yet") if now.notice else text("the result is not on public notice yet")


def _no_example(made: context.Document) -> Iterator[Problem]:
    """Say that a circular which was to name whom to look up to names nobody."""
    if isinstance(made, Circular) and not (made.best or made.risen):
        message = text("Nobody has the highest level and nobody has risen, so the circular names no example.")
        yield Problem("notice", "no-example", None, message)


def _span(workspace: Workspace, case: ReviewContext) -> working_days.Span | None:
    """Return the recorded days of the public notice that holds."""
    return recorded_span(case.now.notice, office_days(workspace)) if case.now.notice else None


class _Issue(NamedTuple):
    """On which day, and under which number, a document is sent; the number is empty where none is known."""

    day: dt.date
    document: str = ""


def _issue(case: ReviewContext, kind: DocumentKind, wanted: AnnounceRequest, moment: RecordTime) -> _Issue:
    """Return day and number of a document that is not put on notice: named, else recorded, else of the award, today."""
    awarded = case.now.award.day if kind == "award" and case.now.award else None
    recorded = _recorded_issue(case.ledger, case.now, kind, wanted)
    return _Issue(
        wanted.day or (recorded.day if recorded else None) or awarded or moment.today,
        wanted.document or (recorded.document if recorded else ""),
    )


def _recorded_issue(
    ledger: Ledger, now: ReviewState, kind: DocumentKind, wanted: AnnounceRequest
) -> DocumentIssued | None:
    """Return under which number a document of the same result was sent before; None where another is named now."""
    issued = [act.act for act in ledger.acts(now.period) if isinstance(act.act, DocumentIssued)]
    mine = [act for act in issued if (act.kind, act.version) == (kind, now.version)]
    return mine[-1] if mine and wanted.document in {"", mine[-1].document} else None


def _shelf(workspace: Workspace, case: ReviewContext, wanted: AnnounceRequest, issue: _Issue) -> Shelf:
    return Shelf(workspace, case.ledger, wanted.period, case.review.version, wanted.formats, *issue)


def _early(
    workspace: Workspace, ledger: Ledger, kind: DocumentKind, wanted: AnnounceRequest, moment: RecordTime
) -> AnnounceResult:
    """Write a document that needs no review; what it would tell nothing of is refused."""
    now = standing_of(ledger, wanted.period)
    recorded = _recorded_issue(ledger, now, kind, wanted)
    day = wanted.day or (recorded.day if recorded else moment.today)
    early = EarlyDocuments.of(workspace, ledger, wanted.period, day)
    early.refuse(kind, moment.today)
    number = wanted.document or (recorded.document if recorded else "")
    made = registry.MAKERS[kind](replace(early.found, document=number))
    shelf = Shelf(workspace, ledger, wanted.period, now.version, wanted.formats, day, number)
    files, problems = write_document(shelf, made)
    return AnnounceResult(kind, files, made.missing, made.gaps, None, None, problems)


def post(workspace: Workspace, period: Period, places: Sequence[str], day: dt.date, moment: RecordTime) -> NoticePosted:
    """Record where the notice that holds was posted, and from which day on; `ProcedureError` where none does."""
    moment.refuse_future(day)
    with assessed(workspace, period) as ledger, ledger.writing():
        case = ReviewContext.of(ledger, period)
        refuse_unless_posted(case.now, case.rules, day)
        act = NoticePosted(period, day, case.review.version, tuple(places))
        case.add(act, moment)
    return act


def check_document(
    workspace: Workspace, wanted: AnnounceRequest, file: Path, moment: RecordTime
) -> tuple[Problem, ...]:
    """Return an error for every fact of a Word file that is not the ledger's; nothing is written."""
    edited = lines_of(file)
    with assessed(workspace, wanted.period) as ledger:
        case = ReviewContext.of(ledger, wanted.period)
        kind = wanted.kind or kind_for_stage(case.now, case.rules, moment.today)
        made = _made(workspace, case, kind, wanted, moment)
    with tempfile.TemporaryDirectory(prefix="starrating-") as folder:
        anew = Path(folder) / "made.docx"
        anew.write_bytes(output.word(made, workspace.templates))
        lines = lines_of(anew)
    levels = (case.rules.levels.name(star) for star in case.rules.levels.stars)
    known = {one_line(name) for name in (*case.review.ratings.scores.branch, *levels)}
    told = differences(lines, edited, known, acting(made.values()))
    return tuple(_problem(difference, file) for difference in told)


def _made(
    workspace: Workspace, case: ReviewContext, kind: DocumentKind, wanted: AnnounceRequest, moment: RecordTime
) -> context.Document:
    """Make the document as the ledger has it now; what is dated by hand has the date that is given."""
    span, (day, number) = _span(workspace, case), _issue(case, kind, wanted, moment)
    if DOCUMENT_KINDS[kind].public:
        rule, begins = notice_rule(case.rules), wanted.first or moment.today
        span = span or working_days.notice_span(begins, rule.days, rule.counted_as, office_days(workspace))
        day = span.first
    found = context_of(case, workspace.office, day, span, draft=False)
    if kind == "correction" and not is_correcting(case.now):
        kind = "notice"
    return registry.MAKERS[kind](replace(found, document=number))


def _problem(difference: Difference, file: Path) -> Problem:
    return Problem(
        "error",
        "differs-from-ledger",
        CellRef(str(file)),
        _difference_message(difference),
        text("In: %(line)s", line=difference.line[:80]),
    )


def _difference_message(difference: Difference) -> Text:
    if not difference.found:
        return text("%(expected)s is missing.", expected=difference.expected)
    if not difference.expected:
        return text("%(found)s is not in the ledger's document.", found=difference.found)
    return text(
        "%(found)s stands here; the ledger has %(expected)s.", found=difference.found, expected=difference.expected
    )
