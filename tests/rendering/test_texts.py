"""Every character of a Word file is in the PDF that is made of it, in the same order.

LibreOffice stretches justified lines, and then loses a mark that hangs over the end of one.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from lxml import etree
from official_layout import body
from printing import Printed, printed
from specimens import PERIODS, filled_in, table_of

from document_contexts import made
from starrating.documents import output

NUMBERS = (24, 60, 300)
NAMES = [f"{kind}-{number}" for kind in PERIODS for number in NUMBERS]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = re.compile(r"序号\D+?(?=1)|党支部党支部党支部")
"""The head of a list, up to the number of its first row."""
_NUMBER = re.compile(r"—\d+—")
MARKS = "、，。；：）”"
"""Marks that may not begin a line, each behind a line of 20 to 29 characters."""
LINES = "".join(f"{'党' * (length % 10 + 20)}{mark}{'组' * 9}" for mark in MARKS for length in range(10))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Printed]]:
    """Return every kind of document for companies of some sizes, as Word file and as printed."""
    folder = tmp_path_factory.mktemp("texts")
    words = {
        f"{kind}-{number}": output.word(made(kind, table_of(number), period))
        for kind, period in PERIODS.items()
        for number in NUMBERS
    }
    words["lines"] = filled_in(folder, *(body("组" * start + LINES) for start in range(30)))
    prints = printed(folder, words)
    return {name: (word, prints[name]) for name, word in words.items()}


@pytest.mark.parametrize("name", [*NAMES, "lines"])
def test_no_character_is_lost_on_the_way_to_paper(name, files):
    word, printed = files[name]
    said, shown = "".join(_said(word)), "".join(_shown(printed))
    assert _first_difference(said, shown) == ""


def test_a_lost_mark_would_be_seen():
    assert _first_difference("一队、二队", "一队二队") == "一队 [、二队] [二队]"


def _first_difference(said: str, shown: str) -> str:
    at = next((at for at, (a, b) in enumerate(zip(said, shown, strict=False)) if a != b), min(len(said), len(shown)))
    return "" if said == shown else f"{said[:at][-30:]} [{said[at : at + 10]}] [{shown[at : at + 10]}]"


def _said(word: bytes) -> Iterator[str]:
    """Yield the words of a Word file, without blanks; page numbers stand in parts of their own."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml"))
    for each in root.iter(f"{W}t"):
        yield "".join((each.text or "").split())


def _shown(printed: Printed) -> Iterator[str]:
    """Yield the words of the printed pages, without the numbers of pages and the heads that stand there again."""
    head = ""
    for page in printed.raw:
        text = "".join(line for line in page if not _NUMBER.fullmatch(line))
        yield text.removeprefix(head) if head else text
        found = _HEAD.search(text)
        head = head or (found[0] if found else "")
