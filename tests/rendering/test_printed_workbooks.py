"""How the workbook of a review lies on paper: its size and way, the size of its type, on how many pages."""

import os
import re
import subprocess

import openpyxl
import pytest
from msgspec.structs import replace
from programs import program
from stand_in_fonts import fonts_file

from result_reviews import big_ratings, chinese_rules, review_of
from starrating.write.result.workbook import write_results

NUMBERS = (24, 60)
A4, A3 = (595, 842), (842, 1191)
_PAGE = re.compile(r"Page +\d+ size: +([\d.]+) x ([\d.]+)")
_WORD = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<')
_LINE_OF_TYPE = 1.026
"""How much higher than its size a line of the stand-in fonts is."""


@pytest.fixture(scope="module", params=NUMBERS)
def company(request, tmp_path_factory):
    """Write the workbook of a company with 28 items and print it: how many branches, the workbook, its pages as XML."""
    folder = tmp_path_factory.mktemp("printed")
    ratings = big_ratings(request.param, 28)
    names = [f"第{row:02}采煤队党支部" for row in range(request.param)]
    review = review_of(replace(ratings, scores=replace(ratings.scores, branch=names)))
    write_results(folder / "book.xlsx", review, chinese_rules(), organisation="某公司")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "book.xlsx"],
        env=os.environ | {"FONTCONFIG_FILE": str(fonts_file(folder))},
        check=True,
        capture_output=True,
        timeout=200,
    )
    return request.param, openpyxl.load_workbook(folder / "book.xlsx"), folder / "book.pdf"


def words_of(pdf):
    """Return the words of each page, without blanks."""
    made = subprocess.run([program("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode()
    return ["".join(page.split()) for page in made.removesuffix("\f").split("\f")]


def sizes_of(pdf, pages):
    """Return the width and height of each page in points."""
    command = [program("pdfinfo"), "-f", "1", "-l", str(pages), pdf]
    said = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return [(round(float(wide)), round(float(high))) for wide, high in _PAGE.findall(said)]


def test_the_ranking_lies_upright_on_a4_and_no_page_has_a_few_rows(company):
    number, _, pdf = company
    pages = words_of(pdf)
    ranking = [(page, size) for page, size in zip(pages, sizes_of(pdf, len(pages)), strict=True) if "降星情形" in page]
    ranking = [(page, size) for page, size in ranking if "得分对应" in page]
    assert [size for _, size in ranking] == [A4] * (1 if number == 24 else 2)
    assert "考核人：" in ranking[-1][0]


def test_the_points_of_28_items_lie_on_a3_one_page_wide(company):
    number, book, pdf = company
    setup = book["得分"].page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (8, "landscape", 0)
    pages = words_of(pdf)
    wide = [size for size in sizes_of(pdf, len(pages)) if size not in {A4, A4[::-1]}]
    assert wide == [A3[::-1]] * (1 if number == 24 else 2)


def types_of(pdf, page=None):
    """Return the sizes of the type of the Chinese words of a page, or of all, in points."""
    pages = ["-f", str(page), "-l", str(page)] if page else []
    made = subprocess.run([program("pdftotext"), "-bbox", *pages, pdf, "-"], check=True, capture_output=True)
    found = _WORD.findall(made.stdout.decode())
    return [(float(low) - float(high)) / _LINE_OF_TYPE for high, low, word in found if re.match("[一-鿿]", word)]


def test_the_ranking_is_in_readable_type_and_nothing_is_smaller_than_8_points(company):
    _, _, pdf = company
    everything, ranking = types_of(pdf), types_of(pdf, 2)
    assert len(ranking) > 100
    assert min(ranking) >= 10.4
    assert min(everything) >= 7.9
