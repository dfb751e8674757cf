"""The layout of GB/T 9704-2012, read from the document and measured on the printed page."""

import os
import shutil
import subprocess
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from reviews import OFFICE, SPAN, notice, review_of, rules
from starrating.files import documents
from starrating.files.notices.word import signature_indents

MM = 25.4
DPI = 150
ENDS = range(12, 24)
"""Lines of the list of names for which the end of the notice comes to the end of a page, and beyond it."""


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("word") / "n.docx"
    documents.write_word(path, notice(draft=True))
    return docx.Document(str(path))


def value(element, path: str, attribute: str = "w:val") -> str | None:
    found = element.find(path, element.nsmap)
    return None if found is None else found.get(qn(attribute))


def test_the_page(document):
    (section,) = document.sections
    assert (section.page_width, section.page_height) == (Twips(11906), Twips(16838))
    assert (section.top_margin, section.bottom_margin) == (Twips(2098), Twips(1984))
    assert (section.left_margin, section.right_margin) == (Twips(1587), Twips(1474))
    assert section.footer_distance == Twips(1446)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("style", "font", "size", "line"),
    [
        ("公文标题", "方正小标宋简体", 22, 700),
        ("附件标题", "方正小标宋简体", 22, 700),
        ("公文正文", "仿宋_GB2312", 16, 579),
        ("主送机关", "仿宋_GB2312", 16, 579),
        ("一级标题", "黑体", 16, 579),
        ("二级标题", "楷体_GB2312", 16, 579),
        ("署名", "仿宋_GB2312", 16, 579),
        ("附件标识", "黑体", 16, 579),
        ("表头", "黑体", 12, 400),
        ("表格文字", "仿宋_GB2312", 12, 400),
        ("页码", "宋体", 14, 280),
    ],
)
def test_every_style_names_its_font_and_exact_line(document, style, font, size, line):
    named = document.styles[style]
    fonts = named.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert named.font.size == Pt(size)
    assert named.paragraph_format.line_spacing == Twips(line)
    assert value(named.element, "w:pPr/w:spacing", "w:lineRule") == "exact"


def test_the_body_fills_the_line_and_is_indented_by_two_characters(document):
    body = document.styles["公文正文"].element
    assert value(body, "w:rPr/w:spacing") == "-5"
    assert value(body, "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert value(body, "w:pPr/w:ind", "w:firstLine") == "640"
    assert value(body, "w:pPr/w:jc") == "both"


def test_paragraphs_have_styles_and_nothing_of_their_own_but_the_signature(document):
    own = {
        paragraph.style.name
        for paragraph in document.paragraphs
        if any(child.tag != qn("w:pStyle") for child in paragraph._p.pPr)
    }
    assert own == {"署名", "成文日期"}


def test_the_title_is_one_paragraph_of_whole_words(document):
    (title,) = (paragraph for paragraph in document.paragraphs if paragraph.style.name == "公文标题")
    assert title.text.split("\n") == ["关于2013年上半年星级党支部", "评审结果的公示"]


def test_the_end_keeps_together(document):
    end = [paragraph for paragraph in document.paragraphs if paragraph.style.name in {"结语", "附件说明", "署名"}]
    assert len(end) == 3
    assert all(paragraph.style.paragraph_format.keep_with_next for paragraph in end)


def test_page_numbers_stand_outside(document):
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = foot.paragraphs
        assert value(paragraph._p, "w:pPr/w:jc") == side
        assert value(paragraph._p, "w:pPr/w:ind", f"w:{side}") == "280"
        assert "".join(paragraph._p.itertext(qn("w:t"))) == "—1—"


def test_the_list_repeats_its_head_and_splits_no_row(document):
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "党支部", "单位", "评定星级"]
    assert [cell.text for cell in table.rows[10].cells] == ["10", "医院党支部", "职工医院", "三星级"]
    assert [value(row._tr, "w:trPr/w:tblHeader", "w:val") for row in table.rows].count(None) == len(table.rows)
    assert [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows] == [True, *[False] * 10]
    assert all(row._tr.find(".//" + qn("w:cantSplit")) is not None for row in table.rows)


def test_the_file_tells_nothing_of_the_computer(document):
    properties = document.core_properties
    assert properties.title == "关于2013年上半年星级党支部评审结果的公示"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.year == properties.modified.year == 2000


@pytest.mark.parametrize(
    ("signer", "date", "indents"),
    [
        # 12 characters against 6.5: the date begins 2 after the signer, who ends 2 from the right
        ("中共星光公司委员会组织科", "2013年7月15日", ({"right": 640}, {"left": 8844 - 12 * 315})),
        # 3 against 6.5: the date ends 2 from the right, the signer begins 2 before it, so ends 4 + 3.5 from the right
        ("组织科", "2013年7月15日", ({"right": 2400}, {"right": 640})),
    ],
)
def test_the_signature_stands_where_the_standard_says(signer, date, indents):
    assert signature_indents(signer, date) == indents


class Print:
    """A document as LibreOffice prints it."""

    def __init__(self, folder: Path, *names: str) -> None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        files = [str(folder / f"{name}.docx") for name in names]
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files],
            check=True,
            capture_output=True,
            timeout=300,
        )
        self.folder = folder

    def pages(self, name: str) -> list[list[str]]:
        """Return the lines of every page, without blanks."""
        made = subprocess.run(
            ["pdftotext", "-layout", str(self.folder / f"{name}.pdf"), "-"], check=True, capture_output=True
        )
        pages = made.stdout.decode().split("\f")[:-1]
        return [[line.replace(" ", "") for line in page.splitlines() if line.strip()] for page in pages]

    def ink(self, name: str, page: int) -> np.ndarray:
        """Return where a page is black."""
        number = str(page)
        command = ["pdftoppm", "-r", str(DPI), "-gray", "-f", number, "-l", number, str(self.folder / f"{name}.pdf")]
        head, size, _, pixels = subprocess.run(command, check=True, capture_output=True).stdout.split(b"\n", 3)
        assert head == b"P5"
        wide, high = map(int, size.split())
        return np.frombuffer(pixels, dtype=np.uint8).reshape(high, wide) < 128


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        assert not os.environ.get("CI"), "the checks of the printed page need LibreOffice and poppler-utils"
        pytest.skip("LibreOffice and poppler-utils are not installed")
    folder = tmp_path_factory.mktemp("printed")
    long = [["党" * 1300, "-", "95", "5"], *([f"第{i:02}号党支部", f"单位{i:02}", "85", "4"] for i in range(1, 61))]
    ends = {f"end{lines}": [["党" * (28 * lines + 26), "-", "95", "5"]] for lines in ENDS}
    for name, table in {"long": long, **ends}.items():
        context = documents.context(review_of(table, list(range(len(table)))), rules(), OFFICE, SPAN, draft=False)
        documents.write_word(folder / f"{name}.docx", context)
    return Print(folder, "long", *ends)


def test_a_full_page_has_22_lines_of_28_characters(printed):
    *lines, number = printed.pages("long")[1]
    assert number == "—2—"
    assert [len(line) for line in lines] == [28] * 22


def test_the_ink_lies_in_the_type_area(printed):
    ink = printed.ink("long", 2)
    high, wide = ink.shape
    assert (wide / DPI * MM, high / DPI * MM) == pytest.approx((210, 297), abs=0.3)
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) / DPI * MM for axis in (1, 0))
    assert rows[0] == pytest.approx(40.6, abs=1)
    assert columns[0] == pytest.approx(28.3, abs=1)
    assert columns[-1] <= 184.2
    dash = rows[rows > 262]
    assert dash.min() == pytest.approx(268, abs=1.5)
    below = np.flatnonzero(ink[round(263 / MM * DPI) :].any(axis=0)) / DPI * MM
    assert below[0] == pytest.approx(28 + 4.94, abs=1)  # an even page: one character of 14 pt in from the left


def test_signature_and_date_never_part(printed):
    broken = set()
    for lines in ENDS:
        pages = printed.pages(f"end{lines}")
        (with_date,) = (page for page in pages if "2013年7月15日" in page)
        start = with_date.index("特此公示。")
        assert with_date[start + 1 : start + 4] == [
            "附件：2013年上半年星级党支部评审结果一览表",
            "中共星光公司委员会组织科",
            "2013年7月15日",
        ]
        broken.add(pages.index(with_date))
    assert len(broken) == 2  # the block moved from one page to the next within these lengths


def test_the_list_goes_on_over_pages_under_its_head(printed):
    pages = printed.pages("long")
    lists = [page for page in pages if page[0] == "序号党支部单位评定星级"]
    assert lists
    assert pages[-1] is lists[-1]
    assert any(line.startswith("61第60号党支部") for line in pages[-1])


def test_no_page_is_empty(printed):
    assert all(len(page) > 1 for page in printed.pages("long"))
