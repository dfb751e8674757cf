"""A document that was edited, read back: which of its names, stars, counts, shares and dates are not the ledger's.

Wording may change; facts may not. The facts of a line are compared with those of the same document as it would be made
anew, in their order. In a row, a cell is a fact if the document as made has it too. Where a gap (〔待填：…〕) stood,
more facts may stand now, but no names.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from msgspec import Struct
from msgspec.structs import asdict

from starrating.errors import CellRef, InputError
from starrating.i18n import text
from starrating.patterns import regex

_NUMBERS = (
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]+ \d{4}"  # a date
    r"|(?<=至)\d{1,2}月\d{1,2}日"  # the end of a span within one year: 7月15日至7月19日
    r"|\d{4}年(?:[上下]半年|度|第[一二三四]季度)"  # a period
    r"|〔\d{4}〕\d+号|第\d+条(?:第（\d+）项)?"  # the number of a document, a clause
    r"|\d+(?:\.\d+)?%"  # a share
    r"|\d+(?:\.\d+)?(?:分|个工作日|[个名家所块件天])"  # a count, a score
    r"|(?<!\d)(?<!^\()(?!^\d+(?:\.(?!\d)|$))\d+(?:[.-]\d+)*"  # any other; not that of a paragraph (1.) or a row
)
_OUTCOMES = (
    "未收到异议|收到的?|未?达到目标|尚差|超出|不[低高]于|不?计入|晋星|降星|首评|保留|新制|换发|收回|不变|另行"
    "|no objection|objections|reached|missing|too many|at (?:least|most)|not counted"
    "|[Pp]romotion|[Dd]emotion|[Rr]etention|[Ff]irst rating|[Ww]ithdrawn|[Rr]eplaced"
)
"""Words that turn a fact into its contrary: what came of a notice, a target, a star, a plaque."""
_PAGE = regex(r"—\s*\d*\s*—")
"""The number of a page."""
_GAP = regex(r"〔待填|\[to be filled in")
_DIGIT = regex(r"\d")
_NOTES = ("/footnotes", "/endnotes")
_FRAME, _INSTEAD = qn("w:txbxContent"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ENDING = 3
"""How many characters tell of an unknown name that it is one of a branch: 党支部."""


class Fact(Struct, frozen=True):
    """A name, star, count, share or date, and the line it stands in."""

    words: str
    line: str


class Difference(Struct, frozen=True):
    """What the ledger says and what the file says instead; one of them is empty where there is nothing instead."""

    expected: str
    found: str
    line: str


def lines_of(file: Path) -> list[str]:
    """Return the paragraphs and rows of a Word document, cells apart by tabs; `InputError` where it is none.

    What stands at the head or foot of pages, in frames and in notes is read as well.
    """
    try:
        parts = list(_parts(docx.Document(str(file))))
    except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
        message = text("This is not a Word document (.docx) that can be read.")
        raise InputError.because("no-word-document", message, None, CellRef(str(file))) from error
    return [_words(block) for part in parts for block in part.iter(qn("w:p"), qn("w:tr")) if not _in_row(block)]


def _parts(document: Document) -> Iterator[BaseOxmlElement]:
    """Yield the text of a document and what stands around it."""
    yield document.element.body
    for section in document.sections:
        heads = (section.header, section.first_page_header, section.even_page_header)
        feet = (section.footer, section.first_page_footer, section.even_page_footer)
        yield from (header.part.element for header in (*heads, *feet) if not header.is_linked_to_previous)
    notes = (each.target_part for each in document.part.rels.values() if each.reltype.endswith(_NOTES))
    yield from (parse_xml(part.blob) for part in notes)


def differences(
    made: Sequence[str], edited: Sequence[str], known: Collection[str], others: Collection[str] = ()
) -> Iterator[Difference]:
    """Yield where the lines of an edited document say other facts than those that were made.

    `known` are the names of branches and levels, `others` those of who asked, decided, was asked and signs.
    """
    pattern, cells = _pattern(known, others), _cells(made)
    wanted, found = (list(_facts(lines, pattern, cells)) for lines in (made, edited))
    free = _filled_in(made, edited)
    for start, end, begin, stop in _changes([fact.words for fact in wanted], [fact.words for fact in found]):
        before, after = wanted[start:end], found[begin:stop]
        if not before and all(fact.line in free and fact.words not in known for fact in after):
            continue
        for expected, instead in zip_longest(before, after):
            line = (instead or expected or Fact("", "")).line
            yield Difference(expected.words if expected else "", instead.words if instead else "", line)


def acting(values: Mapping[str, Any]) -> set[str]:
    """Return who assessed, was asked, decided and signed, by the fields of a document, and whatever its lines name.

    A gap is nobody yet, and numbers are facts anyway.
    """
    listed = (words for row in values.get("rows", ()) for words in asdict(row).values() if isinstance(words, str))
    named = {*values["departments"], *(values[name] for name in ("committee", "section", "signer")), *listed}
    return {name for name in named if len(name) > 1 and not _GAP.search(name) and not _DIGIT.search(name)}


def _changes(made: Sequence[str], edited: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where two sequences differ: from where to where in the one and in the other."""
    matcher = SequenceMatcher(None, made, edited, autojunk=False)
    yield from (each[1:] for each in matcher.get_opcodes() if each[0] != "equal")


def _filled_in(made: Sequence[str], edited: Sequence[str]) -> set[str]:
    """Return the lines that stand where a line with a gap stood."""
    return {
        line
        for start, end, begin, stop in _changes(made, edited)
        if any(_GAP.search(line) for line in made[start:end])
        for line in edited[begin:stop]
    }


def _pattern(known: Collection[str], others: Collection[str]) -> re.Pattern[str]:
    """Return what finds facts: known names first, then what ends as names do and stands in a list, then numbers."""
    names = [re.escape(name) for name in sorted({*known, *others}, key=len, reverse=True) if name]
    ends = sorted({re.escape(name[-_ENDING:]) for name in known if len(name) > _ENDING})
    unknown = [f"(?:(?<=[、：\t])|^)[^、：，。；（\t]{{1,40}}(?:{'|'.join(ends)})(?=[、。；（\t]|$)"] if ends else []
    return re.compile("|".join((*names, *unknown, _NUMBERS, _OUTCOMES)))


def _cells(lines: Sequence[str]) -> frozenset[str]:
    """Return what stands in cells, but for the numbers of the rows."""
    return frozenset(cell for line in lines for cell in line.split("\t")[1:] if cell)


def _facts(lines: Sequence[str], pattern: re.Pattern[str], cells: Collection[str]) -> Iterator[Fact]:
    for line in lines:
        if _PAGE.fullmatch(line.strip()):
            continue
        for at, words in enumerate(line.split("\t")):
            found = [match[0] for match in pattern.finditer(words)]
            whole = [words] if at and words in cells else []
            yield from (Fact(each, line) for each in found or whole)


def _words(block: BaseOxmlElement) -> str:
    if block.tag == qn("w:tr"):
        return "\t".join(_own_text(cell).strip() for cell in block.iter(qn("w:tc")))
    return _own_text(block)


def _own_text(element: BaseOxmlElement) -> str:
    """Return the words of a paragraph or cell, without those of a frame that is anchored in it."""
    own = len(list(element.iterancestors(_FRAME)))
    words = (each for each in element.iter(qn("w:t")) if len(list(each.iterancestors(_FRAME))) == own)
    return "".join(word.text or "" for word in words)


def _in_row(block: BaseOxmlElement) -> bool:
    """Tell whether a paragraph stands in a row, or is the older form of a frame that Word writes beside the newer."""
    around = {each.tag for each in block.iterancestors()}
    return _INSTEAD in around or (block.tag == qn("w:p") and qn("w:tr") in around)
