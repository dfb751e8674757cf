"""The files of a document: written in all formats or in none, each remembered with the version that it shows."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from starrating.commands.shared.output_files import Shown, write_result
from starrating.documents import context, output
from starrating.documents.kinds import letters
from starrating.errors import Problem
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Period
from starrating.model.ledger_entries import Paper
from starrating.workspace import Workspace


class Shelf(NamedTuple):
    """Where a document of a period is written, in which formats; `version` is the one it shows, 0 for none.

    `day` is its own date, `document` the number that it is sent under; empty where it has none, or none is known.
    """

    workspace: Workspace
    ledger: Ledger
    period: Period
    version: int
    formats: Sequence[str]
    day: dt.date
    document: str = ""

    def paper(self, made: context.Document) -> Paper:
        """Say which document it is."""
        return Paper(made.kind, self.day, self.document, bool(made.values()["draft_mark"]))

    @property
    def shown(self) -> Shown | None:
        """What a file shows; None before a review."""
        return Shown(self.period, self.version) if self.version else None


def write_document(shelf: Shelf, made: context.Document) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Write the files: all of them are made before the first is written; letters each into a folder too."""
    templates = shelf.workspace.templates
    rendered = {name: output.RENDERED[name](made, templates) for name in dict.fromkeys(shelf.formats)}
    files, kept = _saved(shelf, _stem(shelf, made), rendered, shelf.paper(made))
    if isinstance(made, letters.Letters):
        _write_singly(shelf, made)
    return files, (*kept, *(_stand_ins(made, templates) if "pdf" in rendered else ()))


def _stem(shelf: Shelf, made: context.Document) -> Path:
    return shelf.workspace.results / str(shelf.period) / output.file_stem(made)


def _write_singly(shelf: Shelf, made: letters.Letters) -> None:
    """Write every letter into a folder of its own document too, but for PDFs, each of which would take seconds."""
    for each in letters.single(made):
        for name in dict.fromkeys(shelf.formats):
            if name != "pdf":
                rendered = {name: output.RENDERED[name](each, shelf.workspace.templates)}
                _saved(shelf, _stem(shelf, made) / output.file_stem(each), rendered, shelf.paper(made))


def _stand_ins(made: context.Document, templates: Path | None) -> Iterator[Problem]:
    """Say which fonts a PDF was made without, and what stands in it for them."""
    found = output.stand_ins(made, templates)
    if found:
        fonts = ", ".join(f"{name} → {other}" if other else name for name, other in found.items())
        message = text("The PDF was made without these fonts of offices: %(fonts)s.", fonts=fonts)
        yield Problem("notice", "missing-font", None, message, text("Install them here, or print the Word file."))


def _saved(
    shelf: Shelf, stem: Path, rendered: Mapping[str, bytes], paper: Paper
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    files: list[Path] = []
    problems: list[Problem] = []
    for name, content in rendered.items():
        target = stem.with_name(f"{stem.name}.{name}")
        path, kept = write_result(target, shelf.ledger, partial(Path.write_bytes, data=content), shelf.shown, paper)
        files.append(path)
        problems.extend(kept)
    return tuple(files), tuple(problems)
