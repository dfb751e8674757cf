"""The layout of GB/T 9704-2012, read from the document; tests/rendering measures it on the printed page."""

from itertools import groupby
from math import ceil

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from reviews import MANY, OFFICE, notice, rules
from starrating.documents import output
from starrating.documents.gb9704 import width
from starrating.documents.registry import KINDS


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("word") / "n.docx"
    output.write(path, notice(MANY, draft=True))
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
    grid = document.element.body.find(qn("w:sectPr")).find(qn("w:docGrid"))
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
        ("三级标题", "仿宋_GB2312", 16, 579),
        ("附件说明", "仿宋_GB2312", 16, 579),
        ("成文日期（用印）", "仿宋_GB2312", 16, 579),
        ("署名", "仿宋_GB2312", 16, 579),
        ("附件标识", "黑体", 16, 579),
        ("表头", "黑体", 12, 340),
        ("表格文字", "仿宋_GB2312", 12, 340),
        ("表格小字", "仿宋_GB2312", 10.5, 340),
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
    assert value(body, "w:rPr/w:w") == "98"
    assert body.find(f".//{qn('w:rPr')}/{qn('w:spacing')}") is None
    assert value(body, "w:pPr/w:ind", "w:firstLineChars") == "200"
    assert value(body, "w:pPr/w:ind", "w:firstLine") == "640"
    assert value(body, "w:pPr/w:jc") == "both"


def test_no_paragraph_and_no_run_has_a_layout_of_its_own(document):
    (section,) = document.sections
    roots = [document.element.body, section.footer.part.element, section.even_page_footer.part.element]
    own = [child.tag for root in roots for pPr in root.iter(qn("w:pPr")) for child in pPr]
    assert set(own) == {qn("w:pStyle")}
    assert not [run for root in roots for run in root.iter(qn("w:rPr"))]


def test_signer_and_date_are_placed_by_their_styles(document):
    # 12 characters against 6.5: the signer ends 2 characters in, the date begins 2 after the signer
    signer, date = (document.styles[name].paragraph_format for name in ("署名", "成文日期"))
    assert (signer.right_indent, signer.alignment) == (Twips(640), WD_ALIGN_PARAGRAPH.RIGHT)
    assert (date.left_indent, date.alignment) == (Twips(8844 - 12 * 314), WD_ALIGN_PARAGRAPH.LEFT)


def test_only_the_signature_in_use_is_placed(document):
    sealed = document.styles["署名（用印）"].paragraph_format
    assert sealed.right_indent is None


def test_the_title_is_one_paragraph_of_whole_words(document):
    (title,) = (paragraph for paragraph in document.paragraphs if paragraph.style.name == "公文标题")
    assert title.text.split("\n") == ["关于2013年上半年星级党支部", "评审结果的公示"]


def test_the_end_keeps_together(document):
    end = [paragraph for paragraph in document.paragraphs if paragraph.style.name in {"结语", "附件说明", "署名"}]
    assert len(end) == 5  # the contact, the address, the formula, the attachment, the signer
    assert all(paragraph.style.paragraph_format.keep_with_next for paragraph in end)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_signature_keeps_no_more_text_on_its_page_than_it_needs(kind, language, tmp_path):
    """Found on paper: whatever may come last was all there, longer than a page, and the date stood on the next one."""
    for number, sample in enumerate(kind.samples(rules(language), OFFICE)):
        output.write(tmp_path / f"{number}.docx", sample)
        paragraphs = docx.Document(str(tmp_path / f"{number}.docx")).paragraphs
        for is_end, group in groupby(paragraphs, lambda each: each.style.name in {"结语", "Notice Closing"}):
            lines = [ceil(width(each.text) / 28) for each in group] if is_end else []
            assert sum(lines[1:]) < 3, [each.text for each in paragraphs]


def test_page_numbers_stand_outside(document):
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for foot, side, name in ((section.footer, "right", "页码"), (section.even_page_footer, "left", "页码（双页）")):
        (paragraph,) = foot.paragraphs
        assert paragraph.style.name == name
        assert value(paragraph.style.element, "w:pPr/w:jc") == side
        assert value(paragraph.style.element, "w:pPr/w:ind", f"w:{side}") == "280"
        assert "".join(foot.part.element.itertext(qn("w:t"))) == "—1—"


def test_the_list_repeats_its_head_and_splits_no_row(document):
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["党支部"] * 3
    assert [cell.text for cell in table.rows[14].cells] == ["医院党支部", "", ""]
    rows = list(document.element.body.iter(qn("w:tr")))
    assert [value(row, "w:trPr/w:tblHeader", "w:val") for row in rows].count(None) == len(table.rows) == len(rows)
    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True, *[False] * 14]
    assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in rows)


def test_the_file_tells_nothing_of_the_computer(document):
    properties = document.core_properties
    assert properties.title == "关于2013年上半年星级党支部评审结果的公示"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.year == properties.modified.year == 2000
