"""`export` and `import`: the whole ledger as one file, and back into an empty ledger."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from starrating.commands.shared.recorded_review import empty_ledger
from starrating.errors import CellRef, ProcedureError, StarratingError, UsageError
from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.model.ledger_entries import TableRows
from starrating.workspace import Workspace
from starrating.write.ledger_dump import read_ledger_book, read_ledger_text, write_ledger_book, write_ledger_text
from starrating.write.seal_note import SUFFIX, write_seal_note

_WRITERS: Mapping[str, Callable[[Path, Iterable[TableRows], str], None]] = {
    ".xlsx": write_ledger_book,
    ".json": lambda path, tables, _: write_ledger_text(path, tables),
}

_READERS: Mapping[str, Callable[[Path], Sequence[TableRows]]] = {".xlsx": read_ledger_book, ".json": read_ledger_text}


class ExportResult(Struct, frozen=True):
    """The file, and how much of the ledger is in it: versions of results, acts; the note of its seal."""

    file: Path
    versions: int
    acts: int
    note: Path | None = None

    @classmethod
    def of(cls, file: Path, ledger: Ledger, note: Path | None = None) -> "ExportResult":
        """Count what a ledger has."""
        return cls(file, len(ledger.versions()), len(ledger.acts()), note)


def export(workspace: Workspace, file: Path) -> ExportResult:
    """Write the whole ledger of the workspace into a new file, .xlsx or .json; beside it, its seal."""
    write = _WRITERS.get(file.suffix.lower())
    if write is None:
        raise UsageError.because(
            "unknown-format",
            text("A ledger is exported as .xlsx or .json, not as %(suffix)s.", suffix=file.suffix or text("nothing")),
            text("Name a file such as ledger.xlsx."),
        )
    if file.exists():
        raise _taken(file)
    with open_ledger(workspace.ledger, checking=False) as ledger, ledger.reading():
        recorded = ledger.chronicle()
        if not recorded:
            raise empty_ledger()
        write(file, ledger.copied(), recorded[-1].recorded_at)
        note = file.with_name(f"{file.name}{SUFFIX}")
        write_seal_note(note, ledger.head())
        return ExportResult.of(file, ledger, note)


def restore(workspace: Workspace, file: Path, into: str | None) -> ExportResult:
    """Put an exported ledger into the ledger of the workspace, or another one, which must be empty."""
    read = _READERS.get(file.suffix.lower())
    if read is None:
        message = text("An exported ledger is .xlsx or .json, not %(suffix)s.", suffix=file.suffix or text("nothing"))
        hint = text("Name the file that was written by: starrating export")
        raise UsageError.because("unknown-format", message, hint, CellRef(str(file)))
    tables = read(file)
    with open_ledger(into or workspace.ledger) as ledger:
        ledger.restore(tables, file.name)
        return ExportResult.of(file, ledger)


def _taken(file: Path) -> StarratingError:
    message = text("There is already a file of this name; it is left as it is.")
    return ProcedureError.because("file-exists", message, text("Name another file."), CellRef(str(file)))
