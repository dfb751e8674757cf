"""`announce --check`: an edited document held against the ledger, so that what is sent is what was decided."""

import tempfile
from dataclasses import replace
from pathlib import Path

from starrating.documents import context, output, registry
from starrating.documents.gb9704 import plain
from starrating.documents.read_back import Difference, differences, lines_of
from starrating.errors import Place, Problem
from starrating.i18n import Text, text
from starrating.procedure import working_days
from starrating.procedure.document_kinds import PUBLIC, Kind, fitting_kind, is_correcting
from starrating.workflow.acting import Case, assessed
from starrating.workflow.announcing import Wanted
from starrating.workflow.moments import Moment
from starrating.workflow.notice_days import notice_rule, recorded_span
from starrating.workflow.occasions import occasion
from starrating.workspace import Workspace


def check_document(workspace: Workspace, wanted: Wanted, file: Path, moment: Moment) -> tuple[Problem, ...]:
    """Return an error for every fact of a Word file that is not the ledger's; nothing is written."""
    edited = lines_of(file)
    with assessed(workspace, wanted.period) as ledger:
        case = Case.of(ledger, wanted.period)
        kind = wanted.kind or fitting_kind(case.now, case.rules, moment.today)
        made = _made(workspace, case, kind, wanted, moment)
    with tempfile.TemporaryDirectory(prefix="starrating-") as folder:
        anew = Path(folder) / "made.docx"
        anew.write_bytes(output.word(made, workspace.templates))
        lines = lines_of(anew)
    levels = (case.rules.levels.name(star) for star in case.rules.levels.stars)
    known = {plain(name) for name in (*case.review.ratings.scores.branch, *levels)}
    return tuple(_problem(each, file) for each in differences(lines, edited, known))


def _made(workspace: Workspace, case: Case, kind: Kind, wanted: Wanted, moment: Moment) -> context.Document:
    """Make the document as the ledger has it now; what is dated by hand has the date that is given."""
    span = recorded_span(case.now.notice) if case.now.notice else None
    if kind in PUBLIC and span is None:
        rule = notice_rule(case.rules)
        span = working_days.notice_span(wanted.first or moment.today, rule.days, rule.counted_as)
    awarded = case.now.award.day if kind == "award" and case.now.award else None
    day = span.first if kind in PUBLIC and span else wanted.day or awarded or moment.today
    found = occasion(case, workspace.office, day, span, draft=False)
    if kind == "correction" and not is_correcting(case.now):
        kind = "notice"
    return registry.MADE[kind](replace(found, document=wanted.document))


def _problem(each: Difference, file: Path) -> Problem:
    return Problem(
        "error", "differs-from-ledger", Place(str(file)), _said(each), text("In: %(line)s", line=each.line[:80])
    )


def _said(each: Difference) -> Text:
    if not each.found:
        return text("%(expected)s is missing.", expected=each.expected)
    if not each.expected:
        return text("%(found)s is not in the ledger's document.", found=each.found)
    return text("%(found)s stands here; the ledger has %(expected)s.", found=each.found, expected=each.expected)
