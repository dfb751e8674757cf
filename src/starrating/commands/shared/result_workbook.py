"""`score`: read, check, rate, record, report. Problems of the input raise before anything is written."""

from functools import partial
from pathlib import Path

from starrating.commands.shared.branch_history import compared, declared_stars
from starrating.commands.shared.output_files import Shown, SupersededError, state_of, version_superseded, write_result
from starrating.commands.shared.recorded_review import recorded_rules
from starrating.errors import Problem
from starrating.ledger import Ledger
from starrating.model import Period, Review
from starrating.model.ledger_entries import FileState
from starrating.procedure.review_state import is_made_of_reviews
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace
from starrating.write.result.workbook import file_stem, write_results
from starrating.write.wording import KnownOfBranches


def write_workbook(
    workspace: Workspace, review: Review, rules: RuleSet, ledger: Ledger
) -> tuple[Path, tuple[Problem, ...]]:
    """Write the result workbook of a recorded review; one that someone has changed is kept, and a problem says so.

    If somebody records a newer version meanwhile, that one is written, and a problem says so.
    """
    shown = Shown(review.period, review.version)
    notices: tuple[Problem, ...] = ()
    while True:
        held = compared(ledger, review)
        write = partial(
            write_results,
            review=held.review,
            rules=rules,
            organisation=workspace.office.organisation,
            known=KnownOfBranches(held.gaps, declared_stars(ledger, review)),
        )
        try:
            file, kept = write_result(workbook_path(workspace, review, rules), ledger, write, shown)
        except SupersededError:
            review, rules = _newest(ledger, review.period)
            shown = Shown(review.period, review.version)
            notices = (version_superseded(*shown, "warning"),)
        else:
            return file, (*notices, *kept)


def write_version(path: Path, workspace: Workspace, ledger: Ledger, review: Review) -> None:
    """Write the result workbook of any version somewhere else: for the shelf."""
    known = KnownOfBranches(compared(ledger, review).gaps, declared_stars(ledger, review))
    write_results(
        path, review=review, rules=recorded_rules(review), organisation=workspace.office.organisation, known=known
    )


def workbook_path(workspace: Workspace, review: Review, rules: RuleSet) -> Path:
    """Say where the result workbook of a review is."""
    return workspace.results / str(review.period) / f"{file_stem(review, rules)}.xlsx"


def workbook_state(workspace: Workspace, ledger: Ledger, review: Review, rules: RuleSet) -> FileState:
    """Say whether the result workbook of a period shows this version; that of a year made of reviews may be missing."""
    state = state_of(workbook_path(workspace, review, rules), ledger, review.version)
    return "current" if state == "missing" and is_made_of_reviews(review.period, rules) else state


def _newest(ledger: Ledger, period: Period) -> tuple[Review, RuleSet]:
    review = ledger.latest(period)
    assert review
    return review, recorded_rules(review)
