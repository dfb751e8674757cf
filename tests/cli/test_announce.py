"""`announce`: the kind that fits, each kind where it may be made, and no file of a call that fails."""

from typing import get_args

import docx
import pytest

from commands import data, run
from starrating.documents.output import RENDERED
from starrating.documents.registry import MAKERS
from starrating.procedure.document_kinds import DOCUMENT_FORMATS, DOCUMENT_KINDS, DocumentKind
from workbooks import write_book

HEAD = "党支部 | 单位 | 书记 | 思想(50分) | 组织(50分)"
HALVES = {
    "2013H1": f"2013年上半年星级党支部考核评分表\n{HEAD}\n甲党支部|一部|张三|46|46\n乙党支部|一部|李四|40|39",
    "2013H2": f"2013年下半年星级党支部考核评分表\n{HEAD}\n甲党支部|一部|张三|47|47\n乙党支部|一部|李四|39|39",
}
WHY = ("--open-opinions", "口头答复")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Make a workspace whose first half of 2013 has been scored."""
    monkeypatch.setenv("STARRATING_LANG", "en")
    (tmp_path / "starrating.toml").write_text(
        'committee = "中共星光公司委员会"\nsection = "组织科"\ntemplates = "templates"\n', encoding="utf-8"
    )
    (tmp_path / "templates").mkdir()
    score(tmp_path, "2013H1")
    return tmp_path


def score(folder, period):
    book = write_book(folder / f"{period}.xlsx", {"考核评分": HALVES[period]})
    do(folder, "score", str(book))


def do(folder, *command):
    result = run(folder, *command)
    assert result.exit_code == 0, result.output
    return result


def decide(folder, period, day):
    do(folder, "decide", "--period", period, "--date", day, "--document", f"星光党〔{day[:4]}〕7号", *WHY)


def announce(folder, *options, period="2013H1", formats="md"):
    return run(folder, "announce", "--period", period, "--format", formats, *options)


def documents(folder, period="2013H1"):
    """Return the names of the documents that were written, without workbooks."""
    return sorted(path.name for path in (folder / "results" / period).iterdir() if path.suffix != ".xlsx")


def text_of(folder, name, period="2013H1"):
    return (folder / "results" / period / name).read_text(encoding="utf-8")


def test_each_stage_has_its_kind(office):
    announce(office)
    assert documents(office) == ["关于2013年上半年星级党支部评审情况的汇报.md"]
    decide(office, "2013H1", "2013-07-10")
    announce(office, "--from", "2013-07-15")
    assert "关于2013年上半年星级党支部评审结果的公示.md" in documents(office)
    announce(office, "--date", "2013-07-25")
    circular = text_of(office, "关于2013年上半年星级党支部评审情况的通报.md")
    assert "2013年7月15日至7月19日（5个工作日）公示，公示期间未收到异议" in circular
    assert "\n2013年7月25日\n" in circular
    assert "张三" not in circular


def test_a_first_day_means_a_notice_whatever_the_stage(office):
    result = announce(office, "--from", "2013-07-15")
    assert "draft for approval" in result.stderr
    assert documents(office) == ["关于2013年上半年星级党支部评审结果的公示.md"]


@pytest.mark.parametrize(
    ("kind", "command"), [("circular", "decide"), ("decision", "decide"), ("award", "--period 2013 ")]
)
def test_too_early_is_refused_with_the_right_command(office, kind, command):
    result = announce(office, "--kind", kind)
    assert result.exit_code == 3
    said = " ".join(result.stderr.split())
    assert "(clause 4.4)" in said
    assert f"starrating {command}" in said or command in said
    assert documents(office) == []


def test_before_the_notice_is_over_a_decision_is_a_draft(office):
    decide(office, "2013H1", "2013-07-10")
    result = announce(office, "--kind", "decision")
    assert "draft for approval" in result.stderr
    assert "公示时间" in result.stderr
    name = "中共星光公司委员会关于命名2013年上半年五星级党支部的决定.md"
    assert text_of(office, name).startswith("**送审稿**")


def test_an_upheld_objection_is_followed_by_a_correction(office):
    decide(office, "2013H1", "2013-07-10")
    announce(office, "--from", "2013-07-15")
    do(office, "objection", "add", "--period", "2013H1", "--what", "漏计", "--who", "王五", "--date", "2013-07-16")
    assert announce(office, "--kind", "circular").exit_code == 3
    resolve = ("objection", "resolve", "1", "--upheld", "--finding", "王五反映属实", "--date", "2013-07-18")
    do(office, *resolve, "--document", "星光党〔2013〕9号", "--set", "乙党支部=四星级", "--reason", "漏计")
    announce(office, "--from", "2013-07-22")
    correction = text_of(office, "关于2013年上半年星级党支部评审结果的更正公示.md")
    assert "乙党支部：原公示为三星级，更正为四星级。" in correction
    assert "于2013年7月18日研究决定（星光党〔2013〕9号）" in correction
    assert "2013年7月22日至7月26日" in correction
    assert "王五" not in correction
    assert data(office, "status", "--period", "2013H1")["periods"][0]["notice"]["kind"] == "correction"
    again = announce(office, "--kind", "correction")
    assert "2013-07-22 to 2013-07-26" in again.stdout


def test_a_year_ends_with_plaques_and_assistance(office):
    score(office, "2013H2")
    decide(office, "2013H1", "2013-07-10")
    decide(office, "2013H2", "2014-01-10")
    do(office, "annual", "--year", "2013")
    decide(office, "2013", "2014-01-12")
    do(office, "announce", "--period", "2013", "--from", "2014-01-13", "--format", "md")
    refused = announce(office, "--kind", "award", period="2013")
    assert refused.exit_code == 3
    assert "starrating award --year 2013" in refused.stderr
    announce(office, period="2013")
    do(office, "award", "--year", "2013", "--date", "2014-01-20")
    announce(office, period="2013")
    result = announce(office, "--kind", "assistance", period="2013")
    assert "proposed" in result.stderr
    written = documents(office, "2013")
    assert [name for name in written if "公示" not in name] == [
        "中共星光公司委员会关于命名2013年度五星级党支部的决定.md",
        "关于2013年度星级党支部授牌的通知.md",
        "关于做好2013年度三星级党支部定向帮扶工作的通知.md",
    ]
    award = text_of(office, "关于2013年度星级党支部授牌的通知.md", "2013")
    assert "新制：甲党支部（五星级）" in award
    assert "附件" not in award
    assert "时间：2014年1月20日。" in award
    helped = text_of(office, "关于做好2013年度三星级党支部定向帮扶工作的通知.md", "2013")
    assert "1.甲党支部帮扶乙党支部：现三星级，目标四星级。" in helped


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "circula"),
        ("--kind", "report", "--from", "2013-07-15"),
        ("--kind", "notice", "--date", "2013-07-15"),
    ],
)
def test_options_that_do_not_go_together(office, options):
    assert announce(office, *options).exit_code == 2
    assert documents(office) == []


def test_one_broken_template_leaves_no_file_behind(office):
    (office / "templates" / "report.docx").write_bytes(b"no Word document")
    result = announce(office, formats="md,html,docx")
    assert result.exit_code == 1
    assert "report.docx" in result.stderr
    assert documents(office) == []


def test_the_command_knows_every_kind_there_is():
    assert set(DOCUMENT_KINDS) == set(MAKERS) == set(get_args(DocumentKind))
    assert set(DOCUMENT_FORMATS) == set(RENDERED)


def test_a_number_stands_on_what_is_sent_out_and_is_refused_elsewhere(office):
    decide(office, "2013H1", "2013-07-10")
    announce(office, "--kind", "circular", "--document", "星光党〔2013〕15号", "--date", "2013-07-22")
    assert "\n星光党〔2013〕15号\n" in text_of(office, "关于2013年上半年星级党支部评审情况的通报.md")
    refused = announce(office, "--kind", "notice", "--document", "星光党〔2013〕15号")
    assert refused.exit_code == 2
    assert "--document" in refused.output


def test_letters_are_one_document_and_a_file_for_each_branch(office):
    decide(office, "2013H1", "2013-07-10")
    assert announce(office, "--kind", "letter", formats="docx").exit_code == 0
    name = "2013年上半年星级党支部评审结果反馈单"
    assert documents(office) == [name, f"{name}.docx"]
    singles = sorted(path.name for path in (office / "results" / "2013H1" / name).iterdir())
    assert singles == sorted(f"{name}（{branch}）.docx" for branch in ("甲党支部", "乙党支部"))


def test_an_edited_document_is_held_against_the_ledger(office):
    decide(office, "2013H1", "2013-07-10")
    announce(office, "--from", "2013-07-15", formats="docx")
    file = office / "results" / "2013H1" / "关于2013年上半年星级党支部评审结果的公示.docx"
    check = ("announce", "--period", "2013H1", "--kind", "notice", "--check", str(file))
    assert "says what the ledger says" in do(office, *check).output
    edited = docx.Document(str(file))
    (line,) = (each for each in edited.paragraphs if each.text == "甲党支部。")
    line.runs[0].text = "甲党支部、乙党支部。"
    edited.save(str(file))
    result = run(office, *check)
    assert result.exit_code == 1
    assert "乙党支部 is not in the ledger's document." in result.output


def test_a_kind_may_be_called_what_the_document_is_called(office):
    decide(office, "2013H1", "2013-07-10")
    done = announce(office, "--kind", "Public notice", "--from", "2013-07-15")
    assert done.exit_code == 0, done.output
    assert documents(office) == ["关于2013年上半年星级党支部评审结果的公示.md"]
