"""`announce`: the public notice of a recorded review."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starrating.errors import Problem, ProcedureError, StarratingError
from starrating.files import documents, holidays
from starrating.i18n import text
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.ruleset import RuleSet, from_canonical
from starrating.workflow.lookups import recorded
from starrating.workflow.result_files import free_path, remember
from starrating.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Announcement:
    """What `announce` wrote, the fields that stand open, and whether it is a draft."""

    files: tuple[Path, ...]
    missing: tuple[str, ...]
    draft: bool
    first: dt.date
    last: dt.date
    problems: tuple[Problem, ...]


def announce(workspace: Workspace, period: Period, formats: Sequence[str], first: dt.date) -> Announcement:
    """Write the public notice of a recorded review."""
    with open_ledger(workspace.ledger) as ledger:
        review = recorded(ledger, period)
        rules = from_canonical(review.rules)
        notice = rules.procedure.notice
        if notice is None:
            raise _no_notice(rules)
        span = holidays.notice_span(first, notice.days, notice.counted_as)
        context = documents.context(review, rules, workspace.office, span, draft=True)
        files: list[Path] = []
        problems: list[Problem] = [] if span.certain else [_uncertain(span.first)]
        for name in formats:
            target = workspace.results / str(period) / f"{documents.file_stem(context)}.{name}"
            path, kept = free_path(target, ledger)
            documents.WRITERS[name](path, context, workspace.templates)
            remember(path, ledger)
            files.append(path)
            problems.extend(kept)
    return Announcement(tuple(files), context.missing, context.draft, span.first, span.last, tuple(problems))


def _no_notice(rules: RuleSet) -> StarratingError:
    return ProcedureError.because(
        "no-public-notice",
        text("The scheme “%(title)s” has no public notice.", title=rules.title),
        text("If there is one, name it in the rule file under procedure, notice."),
    )


def _uncertain(day: dt.date) -> Problem:
    message = text("The holidays of %(year)s are not known; the notice counts Monday to Friday.", year=day.year)
    hint = text("Compare the last day with the official holiday arrangement.")
    return Problem("warning", "holidays-unknown", None, message, hint)
