"""`check`: everything that `score` would find, and nothing recorded; marked and corrected copies of the workbooks.

`check --suggest-mapping`: a proposed columns.yaml for an office's own names of columns and sheets.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.output_files import unused_path, write_result
from starrating.commands.shared.review_inputs import ScoreRequest, rated, read, read_and_check
from starrating.commands.shared.scheme import load_rules
from starrating.errors import CellRef, InputError, Problem, RefusalError, in_reading_order
from starrating.i18n import Text, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Inputs, Period
from starrating.read.column_suggestions import suggested_mapping
from starrating.read.table_roles import SheetRoles
from starrating.ruleset import RuleSet
from starrating.ruleset.citation import cited_within
from starrating.workspace import Workspace
from starrating.write.copies.corrected import Correction, correct, write_fixed_book
from starrating.write.copies.marked import write_marked_book
from starrating.write.copies.workbook_copy import BookCopy, copy_of


class CopyFolders(NamedTuple):
    """The folders for marked and for corrected copies, if such are asked for."""

    marked: Path | None = None
    fixed: Path | None = None


class CheckResult(Struct, frozen=True):
    """What `check` found, the copies that it wrote, what it has to say of them, and how it understood the sheets."""

    problems: tuple[Problem, ...]
    marked: tuple[Path, ...] = ()
    fixed: tuple[Path, ...] = ()
    corrections: tuple[Correction, ...] = ()
    remarks: tuple[Problem, ...] = ()
    understood: tuple[SheetRoles, ...] = ()


def check_books(workspace: Workspace, books: ScoreRequest, copies: CopyFolders) -> CheckResult:
    """Find every problem of the workbooks, in reading order, and write the copies that are asked for."""
    with open_ledger(workspace.ledger) as ledger:
        understood: list[SheetRoles] = []
        problems = _found(workspace, books, ledger, understood)
        writer = _Copier(ledger, [*books.scores, *books.incidents])
        marked = tuple(writer.marked(copies.marked, _as_cited(problems, workspace))) if copies.marked else ()
        fixed = tuple(_corrected(writer, copies.fixed, workspace, books)) if copies.fixed else ()
        if copies.fixed and not fixed and not writer.remarks:
            message = text("Nothing is safe to correct, so no copy was written.")
            writer.remarks.append(Problem("notice", "not-corrected", None, message))
    changed = tuple(writer.corrections), tuple(writer.remarks)
    return CheckResult(tuple(problems), marked, fixed, *changed, tuple(understood))


def _found(workspace: Workspace, books: ScoreRequest, ledger: Ledger, understood: list[SheetRoles]) -> list[Problem]:
    try:
        inputs, rules, notices = read_and_check(workspace, books, ledger, understood)
    except InputError as error:
        missing = any(problem.code == "period-missing" for problem in error.problems)
        return _but_for_the_period(workspace, books, ledger, error.problems) if missing else list(error.problems)
    return in_reading_order([*notices, *rated(inputs, rules, ledger).problems])


def _but_for_the_period(
    workspace: Workspace, books: ScoreRequest, ledger: Ledger, known: Sequence[Problem]
) -> list[Problem]:
    """Add to what is known what else is wrong, whichever period it will be: nobody corrects a book twice."""
    year = Period((books.today or _SOME_DAY).year)
    parts = year.parts(load_rules(workspace.rules).procedure.review)
    found = _found(workspace, replace(books, period=(parts or (year,))[0]), ledger, [])
    told = {(problem.code, str(problem.place)) for problem in known}
    others = [
        problem
        for problem in found
        if problem.code not in _OF_A_PERIOD and (problem.code, str(problem.place)) not in told
    ]
    return in_reading_order([*known, *others])


_SOME_DAY = dt.date(2000, 1, 1)
_OF_A_PERIOD = frozenset(
    (
        "incident-outside-period",
        "incident-not-counted",
        "period-contradiction",
        "sheet-of-other-period",
        "compared-with",
        "previous-star-differs",
        "branch-closed",
        "branch-first-rated",
        "branch-gone",
    )
)
"""What is said of a period, or against earlier ones: nothing of it is known while the period is not."""


def _as_cited(problems: Sequence[Problem], workspace: Workspace) -> list[Problem]:
    """Say problems as paper does: with clauses as people cite them."""
    rules = load_rules(workspace.rules)
    return [
        replace(problem, message=Text("%(said)s", {"said": cited_within(str(problem.message), rules)}))
        for problem in problems
    ]


def _corrected(copies: "_Copier", folder: Path, workspace: Workspace, books: ScoreRequest) -> Iterator[Path]:
    """Correct from what was read, whatever the checks say of it."""
    rules = load_rules(workspace.rules)
    inputs, _ = read(workspace, books, rules)
    if inputs is None:
        message = text("Nothing was corrected: the workbooks could not be read as score sheets of one period.")
        copies.remarks.append(Problem("warning", "not-corrected", None, message))
    else:
        yield from copies.fixed(folder, inputs, rules)


class _Copier:
    """Writes copies of some workbooks, each under a name that is nobody else's."""

    def __init__(self, ledger: Ledger, books: Sequence[Path]) -> None:
        self._ledger = ledger
        self._books = list(dict.fromkeys(books))
        self._taken = {path.resolve() for path in books}
        self.corrections: list[Correction] = []
        self.remarks: list[Problem] = []

    def marked(self, folder: Path, problems: Sequence[Problem]) -> Iterator[Path]:
        """Write a marked copy of every workbook that has problems; those without a place are the first one's."""
        for index, book in enumerate(self._books):
            own = [problem for problem in problems if (problem.place is None and index == 0) or _is_of(problem, book)]
            if own and (copy := self._copy(book)):
                path = self._free(folder, book, text("marked"), copy.suffix)
                if self._is_written(path, write_marked_book, copy, book.name, own):
                    yield path

    def fixed(self, folder: Path, inputs: Inputs, rules: RuleSet) -> Iterator[Path]:
        """Write a corrected copy of every workbook in which something is safe to correct."""
        for book in self._books:
            copy = self._copy(book)
            done = list(correct(copy.sheets, str(book), inputs, rules)) if copy else []
            if copy and done:
                path = self._free(folder, book, text("corrected"), copy.suffix)
                if self._is_written(path, write_fixed_book, copy, book, done):
                    self.corrections += done
                    yield path

    def _is_written(self, path: Path, write: Callable[..., None], *what: object) -> bool:
        """Write a copy; what forbids it is remarked, and the next one gets its turn."""
        try:
            write_result(path, self._ledger, lambda draft: write(draft, *what))
        except RefusalError as error:
            self.remarks += error.problems
            return False
        return True

    def _copy(self, book: Path) -> BookCopy | None:
        copy = copy_of(book)
        remark = _not_copied(book) if copy is None else None if copy.whole else _values_only(book)
        if remark and remark not in self.remarks:
            self.remarks.append(remark)
        return copy

    def _free(self, folder: Path, book: Path, what: Text, suffix: str) -> Path:
        """Return where to write a copy: over no original, no other copy of this run, and nothing of the user's."""
        names = chain([f"{book.stem}（{what}）"], (f"{book.stem}（{what}{number}）" for number in count(2)))
        free = (unused_path(folder / f"{name}{suffix}", self._ledger) for name in names)
        path, kept = next((path, kept) for path, kept in free if path.resolve() not in self._taken)
        self._taken.add(path.resolve())
        self.remarks += kept
        return path


def _is_of(problem: Problem, book: Path) -> bool:
    return problem.file == str(book)


def _not_copied(book: Path) -> Problem:
    message = text("No copy could be made of this file: it cannot be opened, or is too large.")
    hint = text("See what is wrong with it: starrating check %(name)s --json", name=book.name)
    return Problem("warning", "not-copied", CellRef(str(book)), message, hint)


def _values_only(book: Path) -> Problem:
    message = text("The copy of this file has its values only, without formulas and looks.")
    return Problem("notice", "values-only", CellRef(str(book)), message)


def suggested(workspace: Workspace, books: ScoreRequest) -> str:
    """Return the text of a columns.yaml, for people to edit: what was not read, and what it is likeliest to be."""
    return suggested_mapping(books.scores, load_rules(workspace.rules))
