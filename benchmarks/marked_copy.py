"""Time the marked copy of a workbook side by side with openpyxl's bare load and save: python marked_copy.py [ROWS].

Every tenth row has a problem. Both run in this process, in turns, best of several; the ratio is what counts.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from make_book import make
from openpyxl import load_workbook

from starrating.errors import CellRef, Problem
from starrating.i18n import text
from starrating.write.copies.marked import write_marked_book
from starrating.write.copies.workbook_copy import copy_of

RUNS = 3


def bare(book: Path, out: Path) -> None:
    """Load and save, and nothing else."""
    load_workbook(book).save(out)


def marked(book: Path, out: Path) -> None:
    """Mark a problem in every tenth row, in turns of the severities."""
    copy = copy_of(book)
    assert copy
    assert copy.whole
    rows = len(list(copy.sheets["考核评分"].iter_rows(max_col=1)))
    places = [CellRef(book.name, "考核评分", f"H{row}") for row in range(2, rows + 1, 10)]
    said, hint = text("The score is out of range."), text("Correct the score, or the full marks.")
    problems = [
        Problem(("error", "warning", "notice")[number % 3], "score-out-of-range", place, said, hint)
        for number, place in enumerate(places)
    ]
    write_marked_book(out, copy, book.name, problems)


def seconds(act: Callable[[Path, Path], None], book: Path, out: Path) -> float:
    """Return the wall-clock time of an act."""
    begun = time.perf_counter()
    act(book, out)
    return time.perf_counter() - begun


def main() -> None:
    """Compare, and print a Markdown table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        book, out = Path(folder, "book.xlsx"), Path(folder, "out.xlsx")
        make(rows, book)
        times = [(seconds(bare, book, out), seconds(marked, book, out)) for _ in range(RUNS)]
    plain, ours = (min(each) for each in zip(*times, strict=True))
    print("| rows | openpyxl load and save, s | marked copy, s | ratio |\n|---:|---:|---:|---:|")
    print(f"| {rows:,} | {plain:.2f} | {ours:.2f} | {ours / plain:.2f} |")


if __name__ == "__main__":
    os.environ["STARRATING_LANG"] = "en"
    main()
