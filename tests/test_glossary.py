"""One word for each thing of the field: what the glossary tells not to write is written nowhere."""

import re
import zipfile

import pytest

from company import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "用词" not in line
]
AVOIDED = {word: row[0] for row in ROWS for word in row[3].split("、") if word}
QUOTATION = re.compile("“不参加评定”（第9条）与“不定星”（第7条）是两种结果：不参加评定的")
"""Where a page explains two words of the plan that it quotes."""


def pages():
    """Return every text for people, without quotations and blocks of rules: the catalogue, pages, templates."""
    catalogue = ROOT / "src/starrating/locale/zh_CN/LC_MESSAGES/starrating.po"
    yield catalogue, "\n".join(re.findall(r'^msgstr "(.*)"', catalogue.read_text(encoding="utf-8"), re.MULTILINE))
    for pattern in ("*.zh-CN.md", "docs/*.zh-CN.md", "templates/*.j2", "tools/offline/*.txt"):
        for path in ROOT.glob(pattern):
            yield path, re.sub(r"(?s)^```.*?^```|^> [^\n]*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for path in (ROOT / "templates").glob("*.docx"):
        yield path, re.sub(r"<[^>]*>", "", zipfile.ZipFile(path).read("word/document.xml").decode())


TEXTS = list(pages())


def test_the_glossary_is_a_table_of_single_words():
    assert len(ROWS) == len({row[0] for row in ROWS}) > 15
    assert {len(row) for row in ROWS} == {4}
    assert AVOIDED == {"指标": "项目", "不参加评定": "未参评", "触发条件": "降星情形", "算例": "示例"}


@pytest.mark.parametrize(("word", "instead"), AVOIDED.items())
def test_each_thing_has_one_word(word, instead):
    assert len(TEXTS) > 15
    assert any(instead in text for _, text in TEXTS)
    assert [path.name for path, text in TEXTS if word in QUOTATION.sub("", text)] == []
