"""The built-in Word templates, and how a Markdown template is dressed as one."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from make_templates import make, pieces
from official_layout import Column, document, table
from official_styles import style_sheet, styles

from starrating.documents.gb9704 import CELL_MARGIN, CHINESE, ENGLISH
from starrating.documents.registry import KINDS
from starrating.workspace import builtin

NAMES = [f"{kind.stem}{language}.docx" for kind in KINDS.values() for language in ("", ".en")]
EVERY_TEMPLATE = pytest.mark.parametrize("name", NAMES)


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(*made: str, language: str = CHINESE):
    return docx.Document(io.BytesIO(document(made, language)))


def dressed(markdown: str, *, sealed: bool = False) -> list[tuple[str, str]]:
    """Dress a Markdown template and return the paragraphs outside tables: the name of the style, the words."""
    made = opened(*pieces(markdown, sealed=sealed))
    return [(paragraph.style.name, paragraph.text) for paragraph in made.paragraphs]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


@EVERY_TEMPLATE
def test_the_built_in_templates_are_those_that_the_tool_makes(name, made):
    assert (made / name).read_bytes() == (builtin("templates") / name).read_bytes()


@EVERY_TEMPLATE
def test_a_template_embeds_no_font_and_names_no_author(name):
    inside = parts(builtin("templates") / name)
    assert not [part for part in inside if "font" in part.lower() or "theme" in part or "thumbnail" in part]
    assert b"embed" not in b"".join(inside.values())
    assert b"creator" not in inside["docProps/core.xml"]


@EVERY_TEMPLATE
def test_every_style_and_every_font_names_one_for_chinese(name):
    template = docx.Document(str(builtin("templates") / name))
    assert all(style.element.rPr.rFonts.get(qn("w:eastAsia")) for style in template.styles)
    roots = [template.styles.element, template.element, *(foot.part.element for foot in feet(template))]
    fonts = [font for root in roots for font in root.iter(qn("w:rFonts"))]
    assert all(font.get(qn("w:eastAsia")) for font in fonts)
    assert all(font.get(qn("w:hint")) == "eastAsia" for font in fonts if ".en." not in name)


def feet(template):
    (section,) = template.sections
    return [foot for foot in (section.footer, section.even_page_footer) if not foot.is_linked_to_previous]


@EVERY_TEMPLATE
def test_every_paragraph_has_a_style_that_the_template_has(name):
    template = docx.Document(str(builtin("templates") / name))
    known = {style.style_id for style in template.styles}
    roots = [template.element.body, *(foot.part.element for foot in feet(template))]
    used = {style.get(qn("w:val")) for root in roots for style in root.iter(qn("w:pStyle"))}
    assert used <= known


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_styles_have_names_of_their_own(language):
    named = [style.name for style in styles(language)]
    assert len(set(named)) == len(named)
    assert 'w:customStyle="1"' in style_sheet(language)


def test_headings_have_three_levels():
    assert dressed("## 一、甲\n\n### （一）乙\n\n#### 1.丙\n\n丁\n") == [
        ("一级标题", "一、甲"),
        ("二级标题", "（一）乙"),
        ("三级标题", "1.丙"),
        ("结语", "丁"),
    ]


def test_the_last_paragraph_of_the_text_stays_with_the_signature():
    text = "甲\n\n{% if draft_mark %}\n乙\n{% endif %}\n附件：{{ attachment }}\n\n"
    lines = text + "{{ signer }}\n\n{{ date }}\n\n（此件公开）\n"
    assert dressed(lines) == [
        ("公文正文", "甲"),
        ("公文正文", "{%p if draft_mark %}"),
        ("结语", "乙"),
        ("公文正文", "{%p endif %}"),
        ("附件说明", "附件：{{ attachment }}"),
        ("署名", "{{ signer }}"),
        ("成文日期", "{{ date }}"),
        ("附注", "（此件公开）"),
    ]


def test_several_attachments_stand_under_each_other_before_a_sealed_signature():
    lines = "甲\n\n附件：1.{{ one }}\n\n2.{{ two }}\n\n{{ signer }}\n\n{{ date }}\n"
    assert dressed(lines, sealed=True)[1:] == [
        ("附件说明（首项）", "附件：1.{{ one }}"),
        ("附件说明（续项）", "2.{{ two }}"),
        ("署名（用印）", "{{ signer }}"),
        ("成文日期（用印）", "{{ date }}"),
    ]


LISTED = """甲

---

附件1

# {{ attachment }}

（{{ note }}）

| 序号 |{% if with_units %} 单位 |{% endif %} 星级 |
| :---: |{% if with_units %} ------ |{% endif %} :-: |
{% for row in rows %}
| {{ row.number }} |{% if with_units %} {{ row.unit | upper }} |{% endif %} {{ row.star }} |
{% endfor %}

---

附件2

# {{ second }}

乙
"""


def test_every_attachment_begins_a_page_with_its_mark_and_title():
    assert [each for each in dressed(LISTED) if "附件" in each[0] or each[0] in {"表注", "公文正文"}] == [
        ("附件标识", "附件1"),
        ("附件标题", '{{ attachment_lines | join("\\n") }}'),
        ("表注", "（{{ note }}）"),
        ("公文正文", "{%p if with_units %}"),
        ("公文正文", "{%p else %}"),
        ("公文正文", "{%p endif %}"),
        ("附件标识", "附件2"),
        ("附件标题", '{{ second_lines | join("\\n") }}'),
        ("公文正文", "乙"),
    ]


def test_a_condition_leaves_a_column_out_and_its_width_to_the_others():
    with_units, without = opened(*pieces(LISTED, sealed=False)).tables
    assert [cell.text for cell in with_units.rows[0].cells] == ["序号", "单位", "星级"]
    assert [cell.text for cell in with_units.rows[2].cells] == [
        "{{ row.number }}",
        "{{ row.unit | upper }}",
        "{{ row.star }}",
    ]
    assert [cell.text for cell in without.rows[0].cells] == ["序号", "星级"]
    assert widths(with_units) == [8844 * 3 // 10, 8844 * 9 // 10 - 8844 * 3 // 10, 8844 - 8844 * 9 // 10]
    assert widths(without) == [8844 * 3 // 4, 8844 - 8844 * 3 // 4]


def widths(made) -> list[int]:
    return [column.width.twips for column in made.columns]


@pytest.mark.parametrize(("number", "style"), [(6, "表格文字"), (7, "表格小字")])
def test_a_table_of_many_columns_has_smaller_type(number, style):
    (made,) = opened(table("row in rows", *[Column("栏", "{{ row.a }}", 1)] * number)).tables
    assert {cell.paragraphs[0].style.name for cell in made.rows[2].cells} == {style}
    assert sum(widths(made)) == 8844


def test_two_conditions_leave_out_what_each_asks_for():
    columns = [Column("甲", "1", 1), Column("乙", "2", 1, only_if="b"), Column("丙", "3", 1, only_if="c")]
    heads = ["".join(cell.text for cell in made.rows[0].cells) for made in opened(table("r in s", *columns)).tables]
    assert heads == ["甲乙丙", "甲乙", "甲丙", "甲"]


LETTER, DIGIT = 0.56, 0.5
"""How wide a letter of the bold Latin face of heads is at most, and a digit of a date, to the size of the type."""
LONGEST_DATE = "2013.12.31"


def points_needed(words: str) -> float:
    """Return how wide the longest word of a head is that must not be broken, to the size of the type."""
    if words.isascii():
        return max((len(word) * LETTER for word in words.replace("-", " ").split()), default=0)
    return len(words) if len(words) <= 2 else 0


@pytest.mark.parametrize("name", sorted(file.name for file in builtin("templates").glob("*.docx")))
def test_no_head_is_broken_within_a_word_and_no_date_of_a_table_within_the_day(name):
    narrow = []
    for listed in docx.Document(str(builtin("templates") / name)).tables:
        heads, *_ = listed.rows
        if "Head" not in heads.cells[0].paragraphs[0].style.style_id:
            continue
        widths = [column.w.pt - 2 * CELL_MARGIN / 20 for column in listed._tbl.tblGrid.gridCol_lst]
        for row in listed.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                is_date = any(field in cell.text for field in ("row.due", "row.day"))
                asked = "" if "{" in cell.text else cell.text
                needed = len(LONGEST_DATE) * DIGIT if is_date else points_needed(asked)
                if needed * cell.paragraphs[0].style.font.size.pt > width:
                    narrow.append((cell.text, width))
    assert narrow == []
