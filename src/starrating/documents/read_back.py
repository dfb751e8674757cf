"""A document that was edited, read back: which of its names, stars, counts, shares and dates are not the ledger's.

Wording may change; facts may not. The facts of a line are compared with those of the same document as it would be made
anew, in their order. A line that had a gap (〔待填：…〕) may have been given more of them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from starrating.errors import CellRef, InputError
from starrating.i18n import text
from starrating.patterns import regex

_NUMBERS = (
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2} [A-Z][a-z]+ \d{4}"  # a date
    r"|(?<=至)\d{1,2}月\d{1,2}日"  # the end of a span within one year: 7月15日至7月19日
    r"|\d+(?:\.\d+)?%"  # a share
    r"|\d+(?:\.\d+)?(?:分|个工作日|[个名家所块件天])"  # a count, a score
    r"|\d+\.\d{2,}"  # a score in a cell
)
_GAP = regex(r"〔待填|\[to be filled in")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name, star, count, share or date, and the line it stands in."""

    words: str
    line: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What the ledger says and what the file says instead; one of them is empty where there is nothing instead."""

    expected: str
    found: str
    line: str


def lines_of(file: Path) -> list[str]:
    """Return the paragraphs and rows of a Word document, cells apart by tabs; `InputError` where it is none."""
    try:
        body = docx.Document(str(file)).element.body
    except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
        message = text("This is not a Word document (.docx) that can be read.")
        raise InputError.because("no-word-document", message, None, CellRef(str(file))) from error
    return [_words(block) for block in body.iter(qn("w:p"), qn("w:tr")) if not _in_row(block)]


def differences(made: Sequence[str], edited: Sequence[str], known: Collection[str]) -> Iterator[Difference]:
    """Yield where the lines of an edited document say other facts than those that were made.

    `known` are the names of branches and levels.
    """
    wanted, found = (list(_facts(lines, known)) for lines in (made, edited))
    may_be_more = any(_GAP.search(line) for line in made)
    matcher = SequenceMatcher(None, [each.words for each in wanted], [each.words for each in found], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        before, after = wanted[start:end], found[begin:stop]
        if not before and may_be_more and not any(each.words in known for each in after):
            continue
        for at in range(max(len(before), len(after))):
            expected = before[at] if at < len(before) else None
            instead = after[at] if at < len(after) else None
            line = (instead or expected or Fact("", "")).line
            yield Difference(expected.words if expected else "", instead.words if instead else "", line)


def _facts(lines: Sequence[str], known: Collection[str]) -> Iterator[Fact]:
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True) if name)
    pattern = re.compile(f"{names}|{_NUMBERS}" if names else _NUMBERS)
    for line in lines:
        for match in pattern.finditer(line):
            yield Fact(match[0], line)


def _words(block: object) -> str:
    if block.tag == qn("w:tr"):  # type: ignore[attr-defined]  # (elements of lxml)
        return "\t".join(_said(cell) for cell in block.iter(qn("w:tc")))  # type: ignore[attr-defined]  # (as above)
    return _said(block)


def _said(element: object) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))  # type: ignore[attr-defined]  # (as above)


def _in_row(block: object) -> bool:
    parents = (each.tag for each in block.iterancestors())  # type: ignore[attr-defined]  # (as above)
    return block.tag == qn("w:p") and qn("w:tr") in parents  # type: ignore[attr-defined]  # (as above)
