"""`score`: read, check, rate, record, report. Problems of the input raise before anything is written."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from starrating.commands.shared.branch_history import compared, declared_stars
from starrating.commands.shared.output_files import (
    Shown,
    SupersededError,
    basis_of,
    state_of,
    version_superseded,
    write_result,
)
from starrating.commands.shared.plaque_list import void_invitations
from starrating.commands.shared.recorded_review import recorded_review, recorded_rules
from starrating.commands.shared.years_before import year_basis, year_workbook
from starrating.errors import CellRef, Problem, StarratingError
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Period, Review
from starrating.model.ledger_entries import FileState
from starrating.procedure.review_state import is_made_of_reviews
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace
from starrating.write.result.workbook import file_stem, write_results
from starrating.write.wording import KnownOfBranches, SheetWording


def write_workbook(
    workspace: Workspace, review: Review, rules: RuleSet, ledger: Ledger
) -> tuple[Path, tuple[Problem, ...]]:
    """Write the result workbook of a recorded review; one that someone has changed is kept, and a problem says so.

    If somebody records a newer version meanwhile, that one is written, and a problem says so.
    """
    notices: tuple[Problem, ...] = ()
    while True:
        told, known = _told(ledger, review)
        write = partial(
            write_results, review=told, rules=rules, organisation=workspace.office.organisation, known=known
        )
        shown = Shown(review.period, review.version, _basis(told, known))
        try:
            file, kept = write_result(workbook_path(workspace, review, rules), ledger, write, shown)
        except SupersededError:
            review, rules = _newest(ledger, review.period)
            notices = (version_superseded(review.period, review.version, "warning"),)
        else:
            return file, (*notices, *kept)


def stale_after(workspace: Workspace, ledger: Ledger, corrected: Period) -> Iterator[Problem]:
    """Name what no longer agrees once something was done with a period: workbooks of later ones, an invitation."""
    yield from void_invitations(ledger, [Period(corrected.year)])
    yield from stale_workbooks(workspace, ledger, (period for period in ledger.periods() if period > corrected))


def stale_workbooks(workspace: Workspace, ledger: Ledger, periods: Iterable[Period]) -> Iterator[Problem]:
    """Name each result workbook that shows a version that no longer holds, or states earlier stars that do not."""
    for period in periods:
        try:
            review = recorded_review(ledger, period)
            rules = recorded_rules(review)
            state = workbook_state(workspace, ledger, review, rules)
        except StarratingError:
            continue  # that it cannot be read is said by `verify`, where it is computed again
        place = CellRef(str(workbook_path(workspace, review, rules)))
        hint = text("Write it: starrating results --period %(period)s", period=str(period))
        if state == "superseded":
            message = text("This result workbook shows an older version than the one that holds.")
            yield Problem("warning", "workbook-superseded", place, message, hint)
        elif state == "outdated":
            message = text("This result workbook states earlier stars that hold no more.")
            yield Problem("warning", "workbook-outdated", place, message, hint)


def write_version(path: Path, workspace: Workspace, ledger: Ledger, review: Review) -> None:
    """Write the result workbook of any version somewhere else: for the shelf."""
    known = _told(ledger, review)[1]
    write_results(
        path, review=review, rules=recorded_rules(review), organisation=workspace.office.organisation, known=known
    )


def _told(ledger: Ledger, review: Review) -> tuple[Review, KnownOfBranches]:
    """Return what a workbook tells of a review: held against the results before it, and what is known besides."""
    held = compared(ledger, review)
    return held.review, KnownOfBranches(held.gaps, declared_stars(ledger, review))


def _basis(told: Review, known: KnownOfBranches) -> str:
    return basis_of(told.ratings.previous_star.tolist(), known)


def workbook_path(workspace: Workspace, review: Review, rules: RuleSet) -> Path:
    """Say where the result workbook of a review is."""
    if is_made_of_reviews(review.period, rules):
        return year_workbook(workspace, SheetWording(rules, review.period, workspace.office.organisation))
    return workspace.results / str(review.period) / f"{file_stem(review, rules)}.xlsx"


def workbook_state(workspace: Workspace, ledger: Ledger, review: Review, rules: RuleSet) -> FileState:
    """Say whether the result workbook shows this version, held against the results before it as they are now."""

    def basis() -> str:
        if is_made_of_reviews(review.period, rules):
            return year_basis(ledger, review, rules)
        return _basis(*_told(ledger, review))

    return state_of(workbook_path(workspace, review, rules), ledger, review.version, basis)


def _newest(ledger: Ledger, period: Period) -> tuple[Review, RuleSet]:
    review = ledger.latest(period)
    assert review
    return review, recorded_rules(review)
