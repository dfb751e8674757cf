"""`rectify`: the rectification ledger 整改台账: opened from a review, kept up to date, carried over (plan 4.3)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    PROGRAM,
    assessed,
    in_use,
    recorded_review,
    recorded_rules,
    speak_of_last,
)
from starrating.commands.shared.scheme import load_rules
from starrating.errors import InputError, Problem, UsageError, has_errors, in_reading_order
from starrating.i18n import listed, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import Finding, FindingsOpened, Progress
from starrating.model.branch_names import BranchNames
from starrating.model.cell_words import BETWEEN_REVIEWS, STATUSES, word_text
from starrating.procedure.branch_changes import names_in_use, unit_changes
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.rectification import Rectification, new_findings, numbered_on, of_period, rectifications
from starrating.read.office_lists import read_progress
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace
from starrating.write.rectification_workbook import file_stem, write_rectifications
from starrating.write.wording import SheetWording


class RectifyResult(Struct, frozen=True):
    """The ledger of a period: what was entered now, all that belongs to it, and the workbook."""

    period: Period
    rules: RuleSet
    entered: int
    listed: tuple[Rectification, ...]
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def open_findings(
    workspace: Workspace, period: Period, moment: RecordTime, min_lost: Decimal | None = None
) -> RectifyResult:
    """Enter what a recorded review found, write the workbook; what is entered already is not entered again.

    Points lost are entered where an item lost `min_lost` or more; left out, none are.
    """
    with assessed(workspace, period) as ledger:
        with ledger.writing():
            review = recorded_review(ledger, period)
            fresh = new_findings(review, _known(ledger), min_lost)
            if fresh:
                act = FindingsOpened(period, None, review.version, tuple(fresh))
                ledger.add(act, moment.stamp, PROGRAM)
        listed = of_period(_known(ledger), period, moment.today)
        opened = RectifyResult(period, recorded_rules(review), len(fresh), tuple(listed))
        return _with_book(opened, workspace, moment, ledger)


def add_finding(workspace: Workspace, finding: Finding, day: dt.date, moment: RecordTime) -> Finding:
    """Enter what was found on a day between two reviews; what cannot be meant raises `UsageError`, all of it at once.

    A major one needs the meeting that looked into it, who is responsible, and the day by which it is mended (plan 4.3).
    """
    moment.refuse_future(day)
    length = load_rules(workspace.rules).procedure.review
    with open_ledger(workspace.ledger) as ledger:
        branches = in_use(ledger)
        finding = replace(finding, branch=branches.find(finding.branch))
        if flaws := [*_unfit(finding, branches)]:  # before anything is opened for writing, which makes the ledger
            raise UsageError(flaws)
        with ledger.writing():
            (numbered,) = numbered_on([replace(finding, status=finding.status or STATUSES[0])], _known(ledger))
            period = next(part for part in Period(day.year).parts(length) if day <= part.last_day)
            ledger.add(FindingsOpened(period, day, 0, (numbered,)), moment.stamp, PROGRAM)
    return numbered


def _unfit(finding: Finding, branches: NamedBranches) -> Iterator[Problem]:
    if finding.branch not in branches:
        yield branches.unknown(finding.branch)
    if finding.source not in BETWEEN_REVIEWS:
        message = text("“%(source)s” is no source of a finding.", source=finding.source)
        hint = text("Write one of: %(known)s", known=listed(map(word_text, BETWEEN_REVIEWS)))
        yield Problem("error", "unknown-source", None, message, hint)
    needed = {"--meeting": finding.meeting, "--responsible": finding.responsible, "--due": finding.due}
    missing = [option for option, given in needed.items() if not given]
    if finding.major and missing:
        message = text("A major finding needs the meeting, the person responsible and the day it is due.")
        hint = text("Missing: %(options)s", options=listed(missing))
        yield Problem("error", "major-incomplete", None, message, hint)


def listed_findings(workspace: Workspace, period: Period | None, today: dt.date) -> list[Rectification]:
    """List the findings of a period, or all that are open, the overdue ones first."""
    with open_ledger(workspace.ledger) as ledger:
        known = _known(ledger)
    if period:
        return of_period(known, period, today)
    return sorted((finding for finding in known if finding.is_open), key=lambda each: not each.is_overdue(today))


def update_finding(workspace: Workspace, progress: Progress, moment: RecordTime) -> Rectification:
    """Record how far a finding has come; an unknown number or status raises `UsageError`."""
    moment.refuse_future(progress.day)
    with open_ledger(workspace.ledger) as ledger, ledger.writing():
        speak_of_last(ledger)
        known = {finding.finding.number: finding for finding in _known(ledger)}
        if flaws := _flaws(progress, known):
            raise UsageError(flaws)
        ledger.add(progress, moment.stamp, PROGRAM)
        return {finding.finding.number: finding for finding in _known(ledger)}[progress.number]


def update_from_book(workspace: Workspace, path: Path, day: dt.date, moment: RecordTime) -> list[Rectification]:
    """Record what an edited workbook of a day says otherwise than the ledger; wrong rows: `InputError`, all at once."""
    moment.refuse_future(day)
    rows, problems = read_progress(path, day, load_rules(workspace.rules).wording.subject)
    with open_ledger(workspace.ledger) as ledger, ledger.writing():
        known = {finding.finding.number: finding for finding in _known(ledger)}
        problems += [
            replace(flaw, place=row.place(_ROLES[flaw.code]))
            for progress, row in rows
            for flaw in _flaws(progress, known)
        ]
        if has_errors(problems):
            raise InputError(in_reading_order(problems))
        changed = [progress for row, _ in rows if (progress := _changes(row, known[row.number]))]
        for progress in changed:
            ledger.add(progress, moment.stamp, PROGRAM)
        now = {finding.finding.number: finding for finding in _known(ledger)}
    return [now[progress.number] for progress in changed]


def _known(ledger: Ledger) -> list[Rectification]:
    acts = [act.act for act in ledger.acts()]
    changes = unit_changes(acts)
    return rectifications(acts, BranchNames(changes), names_in_use(ledger.branches(), changes))


def _with_book(opened: RectifyResult, workspace: Workspace, moment: RecordTime, ledger: Ledger) -> RectifyResult:
    words = SheetWording(opened.rules, opened.period, workspace.office.organisation)
    language = opened.rules.language
    as_of = ledger.chronicle()[-1].recorded_at  # not the clock: the same ledger makes the same file
    rows = [
        (finding.period.say(language), finding.finding, finding.is_overdue(moment.today)) for finding in opened.listed
    ]
    file, kept = write_result(
        workspace.results / str(opened.period) / f"{file_stem(words)}.xlsx",
        ledger,
        lambda path: write_rectifications(path, words, rows, as_of),
    )
    return replace(opened, files=(file,), problems=kept)


_ROLES = {"unknown-finding": "number", "unknown-status": "status"}


def _flaws(progress: Progress, known: dict[int, Rectification]) -> list[Problem]:
    flaws = []
    if progress.number not in known:
        message = text("The rectification ledger has no number %(number)s.", number=progress.number)
        flaws.append(Problem("error", "unknown-finding", None, message, text("List them: starrating rectify list")))
    if progress.status and progress.status not in STATUSES:
        message = text("“%(status)s” is no status of a finding.", status=progress.status)
        hint = text("Write one of: %(known)s", known=listed(map(word_text, STATUSES)))
        flaws.append(Problem("error", "unknown-status", None, message, hint))
    return flaws


def _changes(progress: Progress, known: Rectification) -> Progress | None:
    """Return what differs from what is known; None if nothing does."""
    changed = {
        name: getattr(progress, name)
        for name in ("status", "responsible", "due", "measure")
        if getattr(progress, name) not in {"", getattr(known.finding, name)}
    }
    note = progress.note if progress.note and not any(note.endswith(progress.note) for note in known.notes) else ""
    return Progress(progress.day, progress.number, **changed, note=note) if changed or note else None
