"""`archive`: the file of a period for the shelf, ready for a successor (交接): inputs, results, documents, an index."""

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from starrating import atomic
from starrating.commands.shared.output_files import write_result
from starrating.commands.shared.recorded_review import ReviewContext, assessed, source_reviews
from starrating.errors import Problem
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Period
from starrating.model.preparation_acts import DocumentIssued
from starrating.procedure.act_words import act_words
from starrating.workspace import Workspace
from starrating.write.archive_index import ActRow, FileRow, index_stem, write_index
from starrating.write.ledger_dump import write_ledger_text
from starrating.write.wording import SheetWording

_FILE = text("file of the period")
_INPUTS, _RESULTS, _LEDGER = text("inputs"), text("results"), text("ledger")


class ArchiveResult(Struct, frozen=True):
    """The file of a period and what is in it, the inputs that are gone among them."""

    period: Period
    file: Path
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that are no longer where they were read, or were changed since."""
        return tuple(row.name for row in self.rows if row.kind == "missing")


def archive(workspace: Workspace, period: Period, file: Path | None = None) -> ArchiveResult:
    """Put all of a recorded period into one .zip, whole or not at all, with an index that has every digest.

    An input is taken only if it is still as it was read. A file of the office is left, and the next free name taken.
    """
    with assessed(workspace, period) as ledger:
        case = ReviewContext.of(ledger, period)
        words = SheetWording(case.rules, period, workspace.office.organisation)
        target = file or workspace.results / f"{words.title(_FILE)}.zip"
        with tempfile.TemporaryDirectory(prefix="starrating-") as made:
            contents = [*_inputs(workspace, case, words), *_results(workspace, case, words)]
            contents.append(_exported(ledger, Path(made) / "ledger.json", words))
            index = Path(made) / f"{index_stem(words)}.xlsx"
            rows = tuple(row for row, _ in contents)
            write_index(index, words, rows, _acts(ledger, period), case.review.recorded_at)
            packed = {index.name: index} | {row.name: path for row, path in contents if path}
            path, kept = write_result(target, ledger, lambda draft: _pack(draft, packed))
    return ArchiveResult(period, path, rows, kept)


def _pack(draft: Path, files: Mapping[str, Path]) -> None:
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in files.items():
            packed.write(path, name)


_Content = tuple[FileRow, Path | None]


def _inputs(workspace: Workspace, case: ReviewContext, words: SheetWording) -> Iterator[_Content]:
    """Yield the workbooks that were read, each only if it is as it was; reviews behind a year are in the ledger."""
    taken: list[str] = []
    read = () if source_reviews(case.review) else case.review.inputs
    for name, digest in read:
        known = Path(name)
        places = (known, workspace.root / known, workspace.root / known.name)
        found = next((path for path in places if path.is_file() and atomic.digest(path) == digest), None)
        if found is None:
            yield FileRow(name, "missing", digest, ""), None
            continue
        unique = found.name if found.name not in taken else f"{found.stem}（{len(taken) + 1}）{found.suffix}"
        taken.append(unique)
        yield FileRow(f"{words.say(_INPUTS)}/{unique}", "input", digest, _day(found)), found


def _results(workspace: Workspace, case: ReviewContext, words: SheetWording) -> Iterator[_Content]:
    """Yield what stands in the folder of results, also what the office has put there."""
    folder, ledger, period = workspace.results / str(case.review.period), case.ledger, case.review.period
    issued = [act.act for act in ledger.acts(period) if isinstance(act.act, DocumentIssued)]
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$"))):
        digest = atomic.digest(path)
        ours = digest in ledger.wrote(f"{path.parent.name}/{path.name}")
        sent = next((act for act in reversed(issued) if path.name in act.files), None)
        name = f"{words.say(_RESULTS)}/{path.relative_to(folder).as_posix()}"
        day, number = (sent.day.isoformat(), sent.document) if sent else (_day(path), "")
        yield FileRow(name, "written" if ours else "edited", digest, day, number), path


def _exported(ledger: Ledger, path: Path, words: SheetWording) -> _Content:
    write_ledger_text(path, ledger.copied())
    return FileRow(f"{words.say(_LEDGER)}/{path.name}", "written", atomic.digest(path), _day(path)), path


def _day(path: Path) -> str:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date().isoformat()


def _acts(ledger: Ledger, period: Period) -> list[ActRow]:
    return [ActRow(act.number, *act_words(act.act), act.recorded_at) for act in ledger.acts(period)]
