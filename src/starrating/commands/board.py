"""`board`: the board 看板 of a period for the section: results, targets, and what is still to be done."""

import datetime as dt
from pathlib import Path

from msgspec import Struct

from starrating.board.board import Board, Section, write_board
from starrating.board.duties import consequences_section, due_next, procedure_section, rectification_section
from starrating.board.results import branches_section, changes_section, distribution_section, near_section
from starrating.board.targets import declared_section, later_targets, target_figures, target_sentences, targets_section
from starrating.commands.rectify import listed_findings
from starrating.commands.shared.branch_history import compared
from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import last_recorded, newest_version, recorded_review, recorded_rules
from starrating.commands.status import status
from starrating.commands.targets import target_report
from starrating.documents.gb9704 import one_line
from starrating.documents.wording import words_of
from starrating.errors import Problem
from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period, Ratings, Review
from starrating.model.acts import Consequence, ConsequencesDrawn
from starrating.rating.target_outlook import TargetReport
from starrating.workspace import Workspace
from starrating.write.wording import SheetWording


class BoardResult(Struct, frozen=True):
    """The period that the board is about, where it is, and what is worth knowing about the file."""

    period: Period
    file: Path
    problems: tuple[Problem, ...]


def make_board(workspace: Workspace, asked: Period | None, file: Path | None, moment: RecordTime) -> BoardResult:
    """Write the board of a period; of a year, its last result; of none, the last result there is.

    `file` is where it goes, a result file of the workspace if left out. A period that is not recorded raises
    `LedgerError`.
    """
    with open_ledger(workspace.ledger) as ledger:
        period = asked if asked and not asked.is_year else last_recorded(ledger, asked.year if asked else None)
        board = _board(workspace, ledger, period, moment)
        target = file or workspace.results / str(period) / f"{one_line(board.title)}.html"
        written, kept = write_result(target, ledger, lambda path: write_board(path, board, workspace.templates))
    return BoardResult(period, written, kept)


def period_board(workspace: Workspace, period: Period, moment: RecordTime, language: str) -> Board:
    """Return what the board of a recorded period says, in a language; nothing is written."""
    with open_ledger(workspace.ledger) as ledger:
        return _board(workspace, ledger, period, moment, language)


def _board(workspace: Workspace, ledger: Ledger, period: Period, moment: RecordTime, language: str = "") -> Board:
    """Say what the board says, in the language of the rule set by which the review was rated unless one is named.

    It tells the state of the day of the last act; what is overdue is so today.
    """
    review = compared(ledger, recorded_review(ledger, period)).review
    drawn, as_of, today = _consequences(ledger, period), _last_act(ledger, review), moment.today
    rules = recorded_rules(review)
    rules = rules.model_copy(update={"language": language or rules.language})
    words = SheetWording(rules, review.period, workspace.office.organisation)
    report = target_report(workspace, review.period.year, review.period)
    findings, standing = listed_findings(workspace, None, today), status(workspace, None, today)
    sections = (
        *_sections(words, review.ratings, report),
        consequences_section(words, drawn),
        rectification_section(words, findings, today),
        procedure_section(words, standing),
    )
    date = words_of(rules).date
    version = text(
        "The result is version %(version)s of %(period)s, recorded on %(day)s.",
        version=review.version,
        period=review.period.say(rules.language),
        day=date(dt.datetime.fromisoformat(review.recorded_at).date()),
    )
    return Board(
        language=rules.language,
        title=words.title(text("board")),
        organisation=one_line(workspace.office.organisation),
        figures=target_figures(words, report),
        said=(*target_sentences(words, report), words.say(text("As of %(day)s", day=date(as_of)))),
        due=(
            words.say(text("Due next")),
            *due_next(words, standing, [finding for finding in findings if finding.is_open]),
            *later_targets(words, report),
        ),
        sections=tuple(section for section in sections if section),
        contents=words.say(text("Contents")),
        end=words.say(version),
    )


def _sections(words: SheetWording, ratings: Ratings, report: TargetReport) -> tuple[Section | None, ...]:
    """Say what came out: every branch, how the shares went, who is near a line, who moved."""
    return (
        branches_section(words, ratings, report.declared),
        targets_section(words, report),
        near_section(words, ratings),
        changes_section(words, ratings),
        distribution_section(words, ratings),
        declared_section(words, report.declared),
    )


def _last_act(ledger: Ledger, review: Review) -> dt.date:
    """Return the day on which something was recorded last."""
    stamps = (review.recorded_at, *(act.recorded_at for act in ledger.acts()))
    return max(dt.datetime.fromisoformat(stamp).date() for stamp in stamps)


def _consequences(ledger: Ledger, until: Period) -> tuple[Consequence, ...]:
    """Return what follows from the last year up to a period for which it was drawn from the version that holds."""
    drawn = [act.act for act in ledger.acts() if isinstance(act.act, ConsequencesDrawn)]
    holding = {
        act.period: act for act in drawn if act.period <= until and act.version == newest_version(ledger, act.period)
    }
    return holding[max(holding)].consequences if holding else ()
