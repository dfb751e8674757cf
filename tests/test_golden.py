"""The example company from its workbooks to its notices, compared by content with tests/goldens.

    pytest tests/test_golden.py --update-goldens

writes the goldens anew; `git diff` then shows what changed for the user.
"""

import datetime as dt
import json
import re
import runpy
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.table import Table

from company import EXAMPLE, REVIEWS, ROOT

GOLDENS = Path(__file__).parent / "goldens" / "company"
FIRST_DAYS = {"2012H2": "2013-01-21", "2013H1": "2013-07-15", "2013H2": "2014-01-27", "2014H1": "2014-07-14"}
VOLATILE = (
    (r"sha256:[0-9a-f]{64}", "sha256:…"),
    (r"\b20[2-9]\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:?\d\d|Z)?", "<recorded at>"),
    (r"\b20[2-9]\d年\d+月\d+日\d+时\d\d分", "<recorded at>"),
    (r"starrating \d+\.\d+[\w.+]*", "starrating <version>"),
)


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with the golden of a name, or write it there."""

    def compare(name: str, text: str) -> None:
        for pattern, mask in VOLATILE:
            text = re.sub(pattern, mask, text)
        path = GOLDENS / name
        if request.config.getoption("update_goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("period", REVIEWS)
def test_score_as_json(company, golden, period):
    golden(f"{period}/score.json", pretty(company[1][period]))


@pytest.mark.parametrize("period", REVIEWS)
def test_result_workbook(company, golden, period):
    (book,) = (company[0] / "results" / period).glob("*.xlsx")
    golden(f"{period}/result-workbook.txt", f"# {book.name}\n{workbook_text(book)}")


@pytest.mark.parametrize("period", REVIEWS)
def test_announcement(company, starrating, golden, period):
    folder = company[0]
    starrating(folder, "announce", "--period", period, "--format", "md,docx", "--from", FIRST_DAYS[period])
    (markdown,) = (folder / "results" / period).glob("*.md")
    (word,) = (folder / "results" / period).glob("*.docx")
    golden(f"{period}/announcement.md", markdown.read_text(encoding="utf-8"))
    golden(f"{period}/announcement.docx.txt", f"# {word.name}\n{word_text(word)}")


@pytest.mark.parametrize("year", ["2013", "2014", "2015"])
def test_targets(company, starrating, golden, year):
    golden(f"targets-{year}.json", pretty(json.loads(starrating(company[0], "targets", "--year", year, "--json"))))


def test_history(company, starrating, golden):
    golden("history.json", pretty(json.loads(starrating(company[0], "history", "--json"))))


@pytest.mark.parametrize("branch", ["热电厂党支部", "铁运队党支部"])
def test_history_of_a_branch(company, starrating, golden, branch):
    told = json.loads(starrating(company[0], "history", branch, "--json"))
    golden(f"history-{branch}.json", pretty(told))


@pytest.mark.parametrize(
    ("branch", "period"),
    [("供应站党支部", "2013H1"), ("机电队党支部", "2013H1"), ("铁运队党支部", "2012H2"), ("热电厂党支部", "2014H1")],
)
def test_explanation(company, starrating, golden, branch, period):
    why = json.loads(starrating(company[0], "explain", branch, "--period", period, "--json"))
    golden(f"{period}/explain-{branch}.json", pretty(why))


def test_the_example_is_what_its_script_makes(tmp_path):
    """The tables in tools/make_examples.py are the example: the workbooks are made from them, cell by cell."""
    runpy.run_path(str(ROOT / "tools" / "make_examples.py"))["main"](tmp_path)
    books = sorted(path.name for path in EXAMPLE.glob("*.xlsx"))
    assert sorted(path.name for path in tmp_path.iterdir()) == books
    for book in books:
        assert workbook_text(EXAMPLE / book) == workbook_text(tmp_path / book)


def pretty(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def workbook_text(path: Path) -> str:
    """Write out every sheet: its name, then its rows, cells parted by tabs."""
    lines = []
    for sheet in openpyxl.load_workbook(path, data_only=True):
        lines.append(f"## {sheet.title}")
        lines += ["\t".join(cell_text(cell) for cell in row).rstrip() for row in sheet.iter_rows(values_only=True)]
    return "\n".join(lines) + "\n"


def cell_text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).replace("\n", "⏎")


def word_text(path: Path) -> str:
    """Write out paragraphs and tables in their order, a row of a table per line."""
    lines = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"
