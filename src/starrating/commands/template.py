"""`template`: blank workbooks and forms for a review that has not begun, with all that the ledger knows (plan 4.4).

`template --form`: forms as Word documents, for one period, with what the ledger knows (plan 4.3-4.6).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.blank_context import blank_of
from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.plaque_list import award_or_plan
from starrating.commands.shared.recorded_review import ReviewContext
from starrating.commands.shared.scheme import load_rules
from starrating.documents import output
from starrating.documents.kinds.forms import (
    FORMS,
    Form,
    FormContext,
    application,
    month_of,
    opinion_form,
    pair_form,
    plaque_form,
    rectification_form,
)
from starrating.errors import LedgerError, Problem, StarratingError, UsageError
from starrating.i18n import Text, listed, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import ConsequencesDrawn
from starrating.model.branch_names import BranchNames
from starrating.procedure.branch_changes import names_in_use, unit_changes
from starrating.procedure.rectification import of_period, rectifications
from starrating.procedure.review_state import plan_award
from starrating.rating.year_stars import result_of
from starrating.ruleset.consequences import ASSISTANCE
from starrating.ruleset.versions import at
from starrating.workspace import Workspace
from starrating.write.blank.context import BOOK
from starrating.write.blank.form import FormBook, file_names
from starrating.write.blank.workbook import write_blank_book

FORMS_TITLE = text("form of a branch")


class TemplateResult(Struct, frozen=True):
    """What `template` wrote, for which branches, and what is worth knowing."""

    period: Period
    files: tuple[Path, ...]
    branches: tuple[str, ...]
    problems: tuple[Problem, ...]


def write_template(
    workspace: Workspace, period: Period, path: Path | None = None, number: int | None = None
) -> TemplateResult:
    """Write the blank workbook of a period, into the workspace unless a path is named, with rows for so many branches.

    A file that is there and was changed is kept; the new one then gets the next free name.
    """
    with open_ledger(workspace.ledger) as ledger:
        blank = replace(blank_of(workspace, ledger, period), number=number)
        named = path or workspace.root / f"{blank.title(BOOK)}.xlsx"
        target, kept = write_result(named, ledger, lambda free: write_blank_book(free, blank))
    return TemplateResult(period, (target,), tuple(blank.branches), kept)


def write_forms(workspace: Workspace, period: Period, folder: Path) -> TemplateResult:
    """Write a form for each branch into a folder; `LedgerError` if no branch is known."""
    with open_ledger(workspace.ledger) as ledger:
        blank = blank_of(workspace, ledger, period)
        if not blank.rows:
            raise _no_branches(period)
        form = FormBook(blank)
        targets = [folder / f"{blank.title(FORMS_TITLE)}-{name}.xlsx" for name in file_names(blank.branches)]
        with ledger.writing():
            written = [
                write_result(target, ledger, partial(form.write, known=known))
                for target, known in zip(targets, blank.rows, strict=True)
            ]
    files = tuple(file for file, _ in written)
    return TemplateResult(
        period, files, tuple(blank.branches), tuple(problem for _, kept in written for problem in kept)
    )


def _no_branches(period: Period) -> StarratingError:
    message = text("The ledger knows no branches yet, so there is nobody to make a form for.")
    hint = text(
        "Rate a review first: starrating template --period %(period)s, fill it in, score it; or name the branches: "
        "starrating roster new",
        period=str(period),
    )
    return LedgerError.because("no-known-branches", message, hint)


_MADE_ANEW = frozenset({"new", "replace-up", "replace-down"})


def write_word_forms(workspace: Workspace, period: Period, kinds: Sequence[str]) -> TemplateResult:
    """Write forms of some kinds into the results of a period, all or none.

    `UsageError` for a kind that there is not; `LedgerError` for one that needs what the ledger has not.
    """
    if unknown := [kind for kind in kinds if kind not in FORMS]:
        raise _unknown_kind(unknown[0])
    with open_ledger(workspace.ledger) as ledger:
        made = [_MAKERS[kind](workspace, ledger, period) for kind in dict.fromkeys(kinds)]
        written = [_written(workspace, ledger, period, form) for form in made]
    problems = tuple(problem for _, kept in written for problem in kept)
    return TemplateResult(period, tuple(file for file, _ in written), (), problems)


def _written(workspace: Workspace, ledger: Ledger, period: Period, form: Form) -> tuple[Path, tuple[Problem, ...]]:
    target = workspace.results / str(period) / f"{output.file_stem(form)}.docx"
    return write_result(target, ledger, lambda free: output.write(free, form, workspace.templates))


def _application(workspace: Workspace, ledger: Ledger, period: Period) -> Form:
    blank = blank_of(workspace, ledger, period)
    return application(FormContext(blank.rules, workspace.office, period), blank.rows, blank.criteria)


def _opinions(workspace: Workspace, ledger: Ledger, period: Period) -> Form:
    blank = blank_of(workspace, ledger, period)
    return opinion_form(FormContext(blank.rules, workspace.office, period), blank.departments, blank.branches)


def _rectification(workspace: Workspace, ledger: Ledger, period: Period) -> Form:
    acts = [act.act for act in ledger.acts()]
    changes = unit_changes(acts)
    known = rectifications(acts, BranchNames(changes), names_in_use(ledger.branches(), changes))
    findings = [finding.finding for finding in of_period(known, period, period.last_day)]
    return rectification_form(_desk(workspace, period), findings)


def _pairs(workspace: Workspace, ledger: Ledger, period: Period) -> Form:
    drawn = [act.act for act in ledger.acts(period) if isinstance(act.act, ConsequencesDrawn)]
    review = ledger.version(period, drawn[-1].version) if drawn else None
    if review is None:
        message = text("Who helps whom in %(period)s is not drawn yet.", period=str(period))
        raise _too_early(
            message, text("Set the stars of the year: starrating annual --year %(year)s", year=period.year)
        )
    pairs = [consequence for consequence in drawn[-1].consequences if consequence.id == ASSISTANCE]
    return pair_form(_desk(workspace, period), pairs, result_of(review).stars)


def _plaques(workspace: Workspace, ledger: Ledger, period: Period) -> Form:
    award = award_or_plan(ReviewContext.of(ledger, period)) if ledger.newest(period) else None
    if award is None:
        message = text("The award of plaques of %(period)s is neither planned nor recorded.", period=str(period))
        command = plan_award(period.year)
        raise _too_early(message, text("Plan it first, so that they can be made: %(command)s", command=command))
    desk = _desk(workspace, period)
    changes = [change for change in award.changes if change.act in _MADE_ANEW]
    return plaque_form(desk, changes, month_of(award.day, desk.rules.language))


def _desk(workspace: Workspace, period: Period) -> FormContext:
    return FormContext(at(load_rules(workspace.rules), period), workspace.office, period)


_MAKERS: Mapping[str, Callable[[Workspace, Ledger, Period], Form]] = {
    "application": _application,
    "opinions": _opinions,
    "rectification": _rectification,
    "pairs": _pairs,
    "plaques": _plaques,
}


def _unknown_kind(kind: str) -> UsageError:
    message = text("There is no form %(kind)s. Forms: %(known)s", kind=kind, known=listed(FORMS))
    return UsageError([Problem("error", "unknown-form", None, message, text("Name one of them after --form."))])


def _too_early(message: Text, hint: Text) -> StarratingError:
    return LedgerError.because("form-too-early", message, hint)
