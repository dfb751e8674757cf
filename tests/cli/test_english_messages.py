"""Nothing Chinese in an English message: what is said of a Chinese scheme, but for names and what is quoted."""

import re

import pytest

from commands import run
from workbooks import write_book

DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
BRANCHES = ("甲党支部", "乙党支部", "丙党支部")
NAMES = (
    *DEPARTMENTS,
    *BRANCHES,
    "党支部",
    "考核评分",
    "部门意见",
    "思想建设",
    "组织建设",
    "党发〔2013〕7号",
    "漏计",
    "属实",
    "复核",
    "先进基层党组织",
    "党委",
    "开展星级党组织提升活动方案",
)
LEVELS = tuple(f"{number}星级" for number in "三四五")
COMMANDS = (
    "score book.xlsx --period 2013H1",
    "status",
    "explain 乙党支部 --period 2013H1",
    "announce --period 2013H1 --kind report --format md",
    "decide --period 2013H1 --date 2013-07-10 --document 党发〔2013〕7号 --set 丙党支部=5 --reason 复核",
    "announce --period 2013H1 --format md --from 2013-07-15",
    "objection add --period 2013H1 --what 漏计 --branch 乙党支部 --date 2013-07-16",
    "objection list --period 2013H1",
    "objection resolve 1 --upheld --finding 属实 --date 2013-07-17",
    "status",
    "score mended.xlsx --period 2013H1",
    "decide --period 2013H1 --date 2013-07-20 --document 党发〔2013〕7号 --drop 丙党支部 --reason 复核",
    "announce --period 2013H1 --format md --from 2013-07-22",
    "announce --period 2013H1 --format md --kind circular --date 2013-08-01",
    "annual --year 2013",
    "decide --period 2013 --date 2014-01-10 --document 党发〔2013〕7号",
    "announce --period 2013 --format md --from 2014-01-13",
    "award --year 2013 --planned 2014-02-10",
    "announce --period 2013 --kind award --format md",
    "award --year 2013 --date 2014-02-10",
    "award --list",
    "targets --year 2013",
    "history 乙党支部",
    "history",
    "verify",
)
CHINESE = re.compile(r"[\u3400-\u9fff]+")


def unquoted(said):
    """Leave out paths, what is quoted, and the names that people and the scheme gave."""
    said = re.sub(r"\S*\.(?:xlsx|md|yaml|db)\b\S*", "", said)
    for name in sorted((*NAMES, *LEVELS), key=len, reverse=True):
        said = said.replace(name, "")
    return re.sub(r"“[^”]*”|《[^》]*》|〔[^〕]*〕", "", said)


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("STARRATING_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    opinions = [f"{branch} | {department} | 无 | " for branch in BRANCHES for department in DEPARTMENTS]
    for name, two in (("book", "45.9"), ("mended", "46.4")):
        rows = [
            "党支部 | 思想建设（50分） | 组织建设（50分）",
            "甲党支部 | 45 | 47",
            f"乙党支部 | 44 | {two}",
            "丙党支部 | 40 | 45",
        ]
        said = ["党支部 | 部门 | 意见 | 说明", *opinions]
        write_book(tmp_path / f"{name}.xlsx", {"考核评分": "\n".join(rows), "部门意见": "\n".join(said)})
    return tmp_path


def test_what_an_english_run_says_is_english(office):
    told = {}
    for command in COMMANDS:
        result = run(office, *(str(office / word) if word.endswith(".xlsx") else word for word in command.split()))
        assert result.exit_code == 0, (command, result.output)
        told[command] = sorted(set(CHINESE.findall(unquoted(result.output.replace(str(office), "")))))
    assert {command: words for command, words in told.items() if words} == {}
