"""The index of a period's file for the shelf: every document with its number and date, every act, last the digests.

Importing this module imports XlsxWriter.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import numpy as np

from starrating.i18n import Text, listed, text
from starrating.procedure.document_kinds import DOCUMENT_KINDS
from starrating.write.wording import SheetWording
from starrating.write.xlsx.table import Column, Table, write_table
from starrating.write.xlsx.workbook import Styles, WorkbookProperties, new_book

_KINDS: Mapping[str, Text] = {
    **{kind: row.title for kind, row in DOCUMENT_KINDS.items()},
    "input": text("input"),
    "review": text("review that the year was set from"),
    "rules": text("rule set"),
    "result": text("result workbook"),
    "plaques": text("list of plaques"),
    "rectification": text("rectification ledger"),
    "written": text("written by the program"),
    "office": text("put there by the office"),
    "ledger": text("the whole ledger"),
    "seal": text("seal of the ledger"),
}


class FileRow(NamedTuple):
    """A file: its name in the folder, its kind, its digest, its own day, its number, the version it states, more.

    The kind is that of a document, or another of `_KINDS`. `document` is None where such a file has no number, empty
    where it has one that is to be filled in. `version` is 0 where it states none, and `standing` tells whether it still
    holds, or what became of it. A `missing` one is not in the folder; an `edited` one is not as it was
    written.
    """

    name: str
    kind: str
    digest: str
    day: str
    document: str | None = None
    version: int = 0
    standing: Text = Text("")
    missing: bool = False
    edited: bool = False


class ActRow(NamedTuple):
    """An act: its number in the ledger, what was done, what there is to say of it, when it was recorded."""

    number: int
    what: str
    remark: str
    recorded_at: str


def index_stem(words: SheetWording) -> str:
    """Return the name of the index without its ending: 2013年上半年星级党支部归档目录."""
    return words.title(text("index of the file"))


class Index(NamedTuple):
    """What the index lists: files and acts as of a moment, with notes on where things stand."""

    files: Sequence[FileRow]
    acts: Sequence[ActRow]
    recorded_at: str
    notes: Sequence[Text] = ()


def write_index(path: Path, words: SheetWording, index: Index) -> None:
    """Write the index; `OSError` if the file cannot be written."""
    about = WorkbookProperties(index_stem(words), index.recorded_at, words.rules.title, words.organisation)
    with new_book(path, about) as book:
        styles = Styles(book, words.rules.language)
        write_table(book, styles, _files(words, index.files, index.notes))
        write_table(book, styles, _acts(words, index.acts))
        write_table(book, styles, _proofs(words, index.files))


def _files(words: SheetWording, files: Sequence[FileRow], notes: Sequence[Text]) -> Table:
    """List the documents, each once for all files that it is written in, as a successor looks for them."""
    say = words.say
    rows = _documents(files)
    gap = say(text("[to be filled in]"))
    numbers = [None if row.document is None else row.document or gap for _, row in rows]
    versions = [say(text("version %(version)s", version=row.version)) if row.version else None for _, row in rows]
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(say(text("What it is")), [say(_KINDS[row.kind]) for _, row in rows], 12, "text", widest=20),
        Column(say(text("File")), [name.say(words.rules.language) for name, _ in rows], 30, "text", widest=44),
        Column(say(text("Number of the document")), numbers, 14, widest=22),
        Column(say(text("Date")), [words.on_paper(row.day) or None for _, row in rows], 14),
        Column(say(text("States")), versions, 8),
        Column(
            say(text("Standing")), [words.on_paper(say(row.standing)) or None for _, row in rows], 14, "text", widest=30
        ),
    ]
    name, title = say(text("Files")), words.headline(index_stem(words))
    _, *checked = words.signatures
    return Table(
        name,
        title,
        words.period_line,
        "",
        columns,
        [words.on_paper(note) for note in words.notes(*notes)],
        signatures=checked,
    )


def _documents(files: Sequence[FileRow]) -> list[tuple[Text, FileRow]]:
    """Return each document once: its name with the formats of its files, and how many stand in a folder of its own."""
    found: dict[tuple[object, ...], list[FileRow]] = {}
    for row in files:
        found.setdefault((_document(row.name), row._replace(name="", digest="")), []).append(row)
    return [(_named(rows), rows[0]) for rows in found.values()]


def _document(name: str) -> PurePosixPath:
    """Return the folder and name of a document without ending: files below a folder of its name belong to it."""
    path = PurePosixPath(name)
    return PurePosixPath(*path.parts[:2]) if len(path.parts) > 2 else path.with_suffix("")


def _named(rows: Sequence[FileRow]) -> Text:
    document = _document(rows[0].name)
    own = [row for row in rows if PurePosixPath(row.name).with_suffix("") == document]
    if not own:
        return text("%(folder)s (files: %(number)s)", folder=str(document), number=len(rows))
    if len(rows) == 1:
        return Text("%(name)s", {"name": rows[0].name})
    endings = listed(PurePosixPath(row.name).suffix.removeprefix(".") for row in own)
    if len(own) == len(rows):
        return text("%(name)s (%(endings)s)", name=str(document), endings=endings)
    single = len(rows) - len(own)
    return text(
        "%(name)s (%(endings)s; files in its folder: %(number)s)", name=str(document), endings=endings, number=single
    )


def _proofs(words: SheetWording, files: Sequence[FileRow]) -> Table:
    say = words.say
    columns = [
        Column(say(text("No.")), np.arange(1, len(files) + 1), 6, "whole"),
        Column(say(text("File")), [row.name for row in files], 30, "text", widest=50),
        Column(say(text("Digest")), [row.digest for row in files], 30, "text", widest=40),
    ]
    note = text("Note: the digest is SHA-256 over the bytes of the file; a file that was changed has another one.")
    title = words.headline(words.title(text("proofs")))
    return Table(say(text("Proofs")), title, words.period_line, "", columns, words.notes(note))


_MOST_LINES = 10
"""What there is to know of an act stands in rows of so many lines: no row holds all branches, one a line."""


def _acts(words: SheetWording, acted: Sequence[ActRow]) -> Table:
    say = words.say
    acts = [row for act in acted for row in _broken(words, act)]
    columns = [
        Column(say(text("No.")), np.array([row.number for row in acts], dtype=np.int64), 6, "whole"),
        Column(say(text("What was done")), [row.what for row in acts], 20, "text", widest=30),
        Column(say(text("What there is to know")), [words.on_paper(row.remark) for row in acts], 40, "text", widest=70),
        Column(say(text("Recorded at")), [words.clock(row.recorded_at) for row in acts], 22),
    ]
    title = words.headline(words.title(text("acts of the procedure")))
    return Table(say(text("Acts")), title, words.period_line, "", columns, words.notes())


def _broken(words: SheetWording, act: ActRow) -> Iterator[ActRow]:
    """Yield the rows of an act, those after the first one marked as such."""
    lines = act.remark.splitlines()
    yield act._replace(remark="\n".join(lines[:_MOST_LINES]))
    for start in range(_MOST_LINES, len(lines), _MOST_LINES):
        what = words.say(text("%(what)s (continued)", what=act.what))
        yield act._replace(what=what, remark="\n".join(lines[start : start + _MOST_LINES]))
