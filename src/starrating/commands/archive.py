"""`archive`: the file of a period for the shelf, ready for a successor (交接): inputs, results, documents, an index."""

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.archive_contents import Archived, contents
from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.recorded_review import ReviewContext, assessed, superseded_reviews
from starrating.commands.shared.result_workbook import stale_workbooks
from starrating.errors import Problem
from starrating.i18n import Text, joined, listed, text
from starrating.model import Period
from starrating.model.acts import Act, Objection
from starrating.model.branch_names import BranchNames
from starrating.procedure.act_words import act_words
from starrating.procedure.branch_changes import names_in_use, unit_changes
from starrating.procedure.plaques import not_returned
from starrating.procedure.rectification import of_period, rectifications
from starrating.procedure.review_state import PeriodStatus, status_notes
from starrating.workspace import Workspace
from starrating.write.archive_index import ActRow, FileRow, Index, index_stem, write_index
from starrating.write.wording import SheetWording

_FILE = text("file of the period")


class ArchiveResult(Struct, frozen=True):
    """The file of a period and what is in it, the inputs that are gone among them."""

    period: Period
    file: Path
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that are no longer where they were read, or were changed since."""
        return tuple(row.name for row in self.rows if row.missing)


def archive(workspace: Workspace, period: Period, today: dt.date, file: Path | None = None) -> ArchiveResult:
    """Put all of a recorded period into one .zip, whole or not at all, with an index that has every digest.

    An input is taken only if it is still as it was read. A file of the office is left, and the next free name taken.
    """
    with assessed(workspace, period) as ledger:
        case = ReviewContext.of(ledger, period)
        words = SheetWording(case.rules, period, workspace.office.organisation)
        target = file or workspace.results / f"{words.title(_FILE)}.zip"
        with tempfile.TemporaryDirectory(prefix="starrating-") as folder:
            made = Path(folder)
            found = contents(Archived(workspace, case, words, made))
            rows = tuple(row for row, _ in found)
            index = made / f"{index_stem(words)}.xlsx"
            notes = [*_where_it_stands(case, today), *_left_to_do(case, today)]
            write_index(index, words, Index(rows, _acts(case, words), case.review.recorded_at, notes))
            packed = {index.name: index} | {row.name: path for row, path in found if path}
            path, kept = write_result(target, ledger, lambda draft: _pack(draft, packed))
            stale = stale_workbooks(workspace, ledger, [period])
            return ArchiveResult(period, path, rows, (*kept, *stale))


def _pack(draft: Path, files: Mapping[str, Path]) -> None:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in files.items():
            packed.write(path, name)


def _acts(case: ReviewContext, words: SheetWording) -> list[ActRow]:
    """Tell the acts in the words of paper, which names nobody who objected."""
    worded = [
        (act, act_words(_without_person(act.act), lambda star: words.star(star) or str(star), case.rules.language))
        for act in case.ledger.acts(case.review.period)
    ]
    return [ActRow(act.number, *parts, act.recorded_at) for act, parts in worded]


def _without_person(act: Act) -> Act:
    return replace(act, who="") if isinstance(act, Objection) else act


def _where_it_stands(case: ReviewContext, today: dt.date) -> Iterator[Text]:
    """Say for a successor how far the period has come."""
    status = PeriodStatus(
        case.now,
        case.now.stage(today),
        superseded=tuple(superseded_reviews(case.ledger, case.review, case.rules)),
    )
    yield text(
        "On %(day)s: %(standing)s",
        day=today.isoformat(),
        standing=joined([status.stage_name, *status_notes(status)], text("; ")),
    )


def _left_to_do(case: ReviewContext, today: dt.date) -> Iterator[Text]:
    """Name the findings of the period that are open, and the old plaques that have not come back."""
    acts = [act.act for act in case.ledger.acts()]
    changes = unit_changes(acts)
    lineage = BranchNames(changes)
    known = rectifications(acts, lineage, names_in_use(case.ledger.branches(), changes))
    findings = [finding for finding in of_period(known, case.review.period, today) if finding.is_open]
    if findings:
        numbers = listed(str(finding.finding.number) for finding in findings)
        yield text("Findings that are open still: %(numbers)s", numbers=numbers)
    due = not_returned(acts, lineage) if case.review.period.is_year else []
    if due:
        yield text("Old plaques that have not come back: %(names)s", names=listed(plaque.branch for plaque in due))
