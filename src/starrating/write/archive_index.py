"""The index of a period's file for the shelf: every file with its day and number, every act, and last the digests.

Importing this module imports XlsxWriter.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from starrating.i18n import Text, text
from starrating.write.wording import SheetWording
from starrating.write.xlsx.table import Column, Table, write_table
from starrating.write.xlsx.workbook import Styles, WorkbookProperties, new_book

FileKind = Literal["input", "written", "edited", "missing"]
_KINDS: Mapping[FileKind, Text] = {
    "input": text("input, as it was read"),
    "written": text("as the program wrote it"),
    "edited": text("edited, or put there by the office"),
    "missing": text("input that is gone or was changed since"),
}


class FileRow(NamedTuple):
    """A file: its name in the folder, what it is, its digest, its day, the number it was sent under (empty if none)."""

    name: str
    kind: FileKind
    digest: str
    day: str
    document: str = ""


class ActRow(NamedTuple):
    """An act: its number in the ledger, what was done, what there is to say of it, when it was recorded."""

    number: int
    what: str
    said: str
    recorded_at: str


def index_stem(words: SheetWording) -> str:
    """Return the name of the index without its ending: 2013年上半年星级党支部归档目录."""
    return words.title(text("index of the file"))


def write_index(
    path: Path, words: SheetWording, files: Sequence[FileRow], acts: Sequence[ActRow], recorded_at: str
) -> None:
    """Write the index; `OSError` if the file cannot be written."""
    about = WorkbookProperties(index_stem(words), recorded_at, words.rules.title, words.organisation)
    with new_book(path, about) as book:
        styles = Styles(book, words.rules.language)
        write_table(book, styles, _files(words, files))
        write_table(book, styles, _acts(words, acts))
        write_table(book, styles, _proofs(words, files))


def _files(words: SheetWording, files: Sequence[FileRow]) -> Table:
    say = words.say
    columns = [
        Column(say(text("No.")), np.arange(1, len(files) + 1), 6, "whole"),
        Column(say(text("File")), [row.name for row in files], 30, "text", widest=50),
        Column(say(text("What it is")), [say(_KINDS[row.kind]) for row in files], 14, "text", widest=24),
        Column(say(text("Date")), [row.day or None for row in files], 12),
        Column(say(text("Number of the document")), [row.document or None for row in files], 14, widest=24),
    ]
    name, title = say(text("Files")), words.headline(index_stem(words))
    _, *checked = words.signatures
    return Table(name, title, words.period_line, "", columns, words.notes(), signatures=checked)


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


def _acts(words: SheetWording, acts: Sequence[ActRow]) -> Table:
    say = words.say
    columns = [
        Column(say(text("No.")), np.array([row.number for row in acts], dtype=np.int64), 6, "whole"),
        Column(say(text("What was done")), [row.what for row in acts], 20, "text", widest=30),
        Column(say(text("What there is to know")), [words.on_paper(row.said) for row in acts], 40, "text", widest=70),
        Column(say(text("Recorded at")), [words.clock(row.recorded_at) for row in acts], 22),
    ]
    title = words.headline(words.title(text("acts of the procedure")))
    return Table(say(text("Acts")), title, words.period_line, "", columns, words.notes())
