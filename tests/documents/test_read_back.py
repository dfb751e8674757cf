"""An edited document is held against what the ledger has: facts are found, wording is free."""

import re
from copy import deepcopy

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from document_contexts import FIVE, made
from starrating.documents.output import word
from starrating.documents.read_back import Difference, acting, differences, lines_of
from starrating.documents.registry import MAKERS
from starrating.errors import InputError
from starrating.procedure.document_kinds import DOCUMENT_KINDS

KNOWN = {*(line.split()[0] for line in FIVE.strip().splitlines()), "五星级", "四星级", "三星级"}


def listed(kind, period="2013H1"):
    """Say what a document says, its list attached though it is short enough for the text."""
    return replace(made(kind, period=period), attachment="附表", attachment_lines=("附表",))


def edited(kind, folder, *changes: tuple[str, str], period="2013H1", make=made) -> list[tuple[str, str]]:
    """Return what is found in a document in which words were replaced, as (expected, found)."""
    before, after = folder / "before.docx", folder / "after.docx"
    before.write_bytes(word(make(kind, period=period)))
    document = docx.Document(str(before))
    runs = list(document.element.body.iter(qn("w:t")))
    for old, new in changes:
        touched = next(run for run in runs if old in (run.text or ""))
        touched.text = touched.text.replace(old, new, 1)
    document.save(str(after))
    return [(each.expected, each.found) for each in differences(lines_of(before), lines_of(after), KNOWN)]


CONTRARY = {
    "五星级": "四星级",
    "四星级": "三星级",
    "三星级": "五星级",
    "晋星": "降星",
    "降星": "晋星",
    "首评": "保留",
    "换发": "收回",
    "新制": "保留",
    "未收到异议": "收到异议",
    "达到目标": "未达到目标",
    "尚差": "超出",
    "不低于": "不高于",
    "不计入": "计入",
    "纪检": "工会",
    "书记一": "书记二",
    "公司党委组织科": "公司党委办公室",
    "中共星光公司": "中共星月公司",
}
"""What is written instead of what stands there, beside other numbers and names."""
PARAGRAPH, PAGE = re.compile(r"\d+(?=\.\D|\t)"), re.compile(r"—\d+—")
"""Numbers that say nothing: those of a paragraph or row, and of a page."""


def edits_of(lines: list[str]):
    """Yield the lines with one edit: a number, a name, a word; a row that is gone, moved, or there twice."""
    names = sorted(KNOWN - {"五星级", "四星级", "三星级"})
    instead = {**CONTRARY, **dict(zip(names, [*names[1:], names[0]], strict=True))}
    for at, line in enumerate(lines):
        facts = [] if PAGE.fullmatch(line) else re.finditer(rf"\d+|{'|'.join(instead)}", line)
        for fact in facts:
            if not (fact.start() == 0 and PARAGRAPH.match(line)):
                said = instead.get(fact[0]) or str(int(fact[0]) + 1)
                yield [*lines[:at], line[: fact.start()] + said + line[fact.end() :], *lines[at + 1 :]]
        if any(name in line for name in names):
            yield lines[:at] + lines[at + 1 :]
            yield [*lines[: at + 1], line, *lines[at + 1 :]]
            yield [line, *lines[:at], *lines[at + 1 :]]


@pytest.mark.parametrize(
    ("kind", "make"), [*((kind, made) for kind in MAKERS), ("circular", listed), ("award", listed)]
)
def test_no_edit_of_a_fact_passes_and_what_was_not_edited_does(kind, make, tmp_path):
    paper = make(kind, period="2013" if DOCUMENT_KINDS[kind].of_a_year else "2013H1")
    (tmp_path / "made.docx").write_bytes(word(paper))
    lines, others = lines_of(tmp_path / "made.docx"), acting(paper.values())
    assert list(differences(lines, lines, KNOWN, others)) == []
    edits = [edit for edit in edits_of(lines) if edit != lines]
    assert len(edits) >= 15
    silent = [edit for edit in edits if not list(differences(lines, edit, KNOWN, others))]
    assert [set(edit) - set(lines) for edit in silent] == []


def test_wording_is_free(tmp_path):
    assert edited("notice", tmp_path, ("特此公示。", "现予公示。"), ("予以公示", "进行公示")) == []


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("洗煤厂党支部", "洗煤场党支部", ("洗煤厂党支部", "洗煤场党支部")),
        ("（2个，占50.0%）", "（3个，占50.0%）", ("2个", "3个")),
        ("（2个，占50.0%）", "（2个，占55.0%）", ("50.0%", "55.0%")),
        ("四星级党支部", "五星级党支部", ("四星级", "五星级")),
        ("2013年7月15日至", "2013年7月16日至", ("2013年7月15日", "2013年7月16日")),
        ("至7月19日", "至7月18日", ("7月19日", "7月18日")),
        ("（5个工作日）", "（4个工作日）", ("5个工作日", "4个工作日")),
    ],
)
def test_a_changed_fact_is_told_with_what_the_ledger_has(old, new, difference, tmp_path):
    assert edited("notice", tmp_path, (old, new)) == [difference]


def test_a_score_in_a_table_is_a_fact(tmp_path):
    assert edited("circular", tmp_path, ("79.99", "80.00"), make=listed) == [("79.99", "80.00")]
    assert edited("circular", tmp_path, ("79.99", "80.00")) == [("79.99分", "80.00分")]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("〔2013〕9号", "〔2013〕19号", ("〔2013〕9号", "〔2013〕19号")),
        ("第4条第（2）项", "第4条第（3）项", ("第4条第（2）项", "第4条第（3）项")),
        ("不低于30%", "不低于20%", ("30%", "20%")),
        ("2013年上半年", "2013年下半年", ("2013年上半年", "2013年下半年")),
        ("2013年7月25日", "2013年7月26日", ("2013年7月25日", "2013年7月26日")),
        ("评定星级的4个", "评定星级的四个", ("4个", "")),
    ],
)
def test_numbers_of_documents_clauses_goals_and_periods_are_facts(old, new, difference, tmp_path):
    assert edited("circular", tmp_path, (old, new)) == [difference]


def changed_rows(change, tmp_path) -> list[tuple[str, str]]:
    """Return what is found in a circular whose list was changed."""
    before, after = tmp_path / "before.docx", tmp_path / "after.docx"
    before.write_bytes(word(listed("circular")))
    document = docx.Document(str(before))
    change(document.tables[-1]._tbl, document.tables[-1]._tbl.tr_lst)
    document.save(str(after))
    return [(each.expected, each.found) for each in differences(lines_of(before), lines_of(after), KNOWN)]


def words_in(row):
    return list(row.iter(qn("w:t")))


def swap_words(one, other):
    one.text, other.text = other.text, one.text


def add_stranger(table, rows):
    table.append(deepcopy(rows[1]))
    words_in(table.tr_lst[-1])[1].text = "新设党支部"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda table, rows: table.remove(rows[2]), ("机电队党支部", "")),
        (add_stranger, ("", "新设党支部")),
        (lambda table, rows: table.insert(table.index(rows[1]), rows[3]), ("运输队党支部", "")),
        (lambda _, rows: swap_words(words_in(rows[1])[2], words_in(rows[2])[2]), ("95.50", "92.00")),
        (lambda _, rows: swap_words(words_in(rows[1])[3], words_in(rows[2])[3]), ("1", "2")),
        (lambda _, rows: swap_words(words_in(rows[2])[-2], words_in(rows[3])[-2]), ("晋星", "降星")),
    ],
)
def test_rows_that_are_gone_new_moved_or_changed_are_told(change, found, tmp_path):
    assert found in changed_rows(change, tmp_path)


def test_a_fact_at_the_head_of_a_page_is_told(tmp_path):
    (tmp_path / "before.docx").write_bytes(word(made("notice")))
    document = docx.Document(str(tmp_path / "before.docx"))
    document.sections[0].header.paragraphs[0].text = "五星级30个"
    document.save(str(tmp_path / "after.docx"))
    lines = (lines_of(tmp_path / name) for name in ("before.docx", "after.docx"))
    assert [(each.expected, each.found) for each in differences(*lines, KNOWN)] == [("", "五星级"), ("", "30个")]


def test_a_gap_elsewhere_lets_no_fact_in(tmp_path):
    assert edited("circular", tmp_path, ("特此通报。", "特此通报，共9个。")) == [("", "9个")]


def test_a_gap_may_be_filled_in_but_not_with_a_branch(tmp_path):
    assert edited("circular", tmp_path, ("〔待填：整改时限〕", "2013年9月30日")) == []
    assert edited("circular", tmp_path, ("〔待填：整改时限〕", "医院党支部")) == [("", "医院党支部")]


def test_a_name_within_a_longer_one_is_not_taken_for_it():
    known = {"一队党支部", "采煤一队党支部"}
    assert list(differences(["采煤一队党支部"], ["一队党支部"], known)) == [
        Difference("采煤一队党支部", "一队党支部", "一队党支部")
    ]


def test_what_is_no_word_document_is_refused(tmp_path):
    (tmp_path / "n.docx").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        lines_of(tmp_path / "n.docx")
    assert refused.value.problems[0].code == "no-word-document"
