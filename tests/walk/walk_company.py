"""The company of the walk: the scores of `company.txt`, what else the workbooks say, and how they are written."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from workbooks import write_book

HERE = Path(__file__).parent
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
RENAMED = {"运输队党支部": "运输一队党支部"}
RENAMED_SINCE = "2013H2"
BEFORE_REOPENING = {"财务科党支部": "78.00"}
APPLIED = {"2014H1": "五星级 | 四星级"}
"""What every branch aimed at and applied for."""
SILENT = {"2013H2": ("供应站党支部", "安全")}

HEAD = (
    "党支部 | 情形 | 日期 | 对象 | 处分类别 | 处分 | 影响正常工作 | 未完成计划 | "
    "造成重大损失 | 受到责任追究 | 造成重大影响 | 部门通报 | 文号\n"
)
INCIDENTS = {
    "2013H1": """
通风队党支部 | 4.4(3) | @2013-03-12 | 单位 | | | | | 是 | 是 | | | 安监〔2013〕4号
抽采队党支部 | 4.4(2) | @2013-04-02 | 班子成员 | 党纪 | 警告 | | | | | | | 纪〔2013〕2号
防尘队党支部 | 4.4(6) | @2013-05-15 | 单位 | | | | | | | | | 计生〔2013〕1号
地测科党支部 | 4.4(4) | @2013-06-03 | 群众 | | | | | | | 是 | 否 |
机修厂党支部 | 4.4(5) | @2013-06-20 | 党员 | 政纪 | 警告 | | | | | | | 人〔2013〕6号
""",
    "2013H2": """
热电厂党支部 | 4.4(5) | @2013-05-20 | 群众 | 刑事 | 立案侦查 | | | | | | | 公立〔2013〕9号
抽采队党支部 | 4.4(5) | @2013-09-10 | 党员 | 政纪 | 记过 | | | | | | | 人〔2013〕8号
生产科党支部 | 4.4(1) | @2013-10-08 | 班子成员 | | | 是 | 是 | | | | | 组〔2013〕5号
生产科党支部 | 4.4(6) | @2013-11-11 | 单位 | | | | | | | | | 计生〔2013〕3号
""",
    "2014H1": "生产科党支部 | 4.4(3) | @2014-02-20 | 单位 | | | | | 是 | 是 | | | 安监〔2014〕1号",
}
FINDINGS = """
党支部 | 问题 | 来源 | 措施 | 责任人 | 时限
通风队党支部 | 瓦斯监测记录不全 | 抽查 | 补齐记录 | 技术员 | '2013-08-31
机电队党支部 | 党课记录缺失 | 自查 | 补课 | 组织委员 | '2013-12-31
"""
AIMS = """
党支部 | 目标星级 | 达标时限 | 提升计划 | 提升措施
采煤二队党支部 | 五星级 | 2013年底 | 补短板 | 每月自查
掘进一队党支部 | 4 | 2013年底 | |
学校党支部 | 5 | | |
"""
PAY = """
党支部 | 书记 | 年度绩效工资
掘进一队党支部 | 书记04 | 12345.75
掘进二队党支部 | 书记25 | 100000
掘进三队党支部 | 书记06 | 30000.25
机电队党支部 | 书记07 | 56789.01
运输一队党支部 | 书记08 | 43210.5
调度室党支部 | 书记13 | 60000
后勤中心党支部 | 书记22 | 20000.24
"""
PAIRS = """
被帮扶党支部 | 帮扶党支部（部门）
机电队党支部 | 采煤一队党支部
后勤中心党支部 | 供应站党支部
物业公司党支部 | 机修厂党支部
"""


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table of words; # begins a remark."""
    head, *rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return [dict(zip(head, row, strict=True)) for row in rows]


COMPANY = read_table(HERE / "company.txt")


def write_workbooks(folder: Path) -> None:
    """Write every workbook of the walk."""
    for period in ("2012H2", "2013H1", "2013H2", "2014H1", "2014H2"):
        write_review(folder, period, f"{period}.xlsx")
    write_review(folder, "2014H1", "2014H1-first.xlsx", BEFORE_REOPENING)
    write_book(folder / "aims.xlsx", {"目标": AIMS})
    write_book(folder / "pay.xlsx", {"绩效工资": PAY})
    write_book(folder / "pairs.xlsx", {"帮扶结对": PAIRS})


def write_review(folder: Path, period: str, name: str, otherwise: dict[str, str] | None = None) -> None:
    """Write the workbook of a review: everybody has all 20 points of the second item, the first has the rest."""
    scores = {row["党支部"]: row[period] for row in COMPANY if row[period] != "-"} | (otherwise or {})
    named = {branch: RENAMED.get(branch, branch) if period >= RENAMED_SINCE else branch for branch in scores}
    lines = [
        f"{named[branch]} | {row['单位']} | {secretary(row, period)} | {Decimal(scores[branch]) - 20} | 20"
        for row in COMPANY
        if (branch := row["党支部"]) in scores
    ]
    head = "党支部 | 单位 | 书记 | 基础工作(80分) | 特色工作(20分)"
    if period in APPLIED:
        head, lines = f"{head} | 目标星级 | 申报星级", [f"{line} | {APPLIED[period]}" for line in lines]
    sheets = {"考核评分": "\n".join([head, *lines])}
    if period != "2012H2":
        sheets["部门意见"] = opinions(list(named.values()), SILENT.get(period))
    if period in INCIDENTS:
        sheets["降星情形"] = HEAD + INCIDENTS[period].strip()
    if period == "2013H1":
        sheets["自查整改"] = FINDINGS
    write_book(folder / name, sheets)


def secretary(row: Mapping[str, str], period: str) -> str:
    """Name the secretary of a branch in a period."""
    return row["书记2014"] if period >= "2014" and row["书记2014"] != "-" else row["书记"]


def opinions(branches: list[str], silent: tuple[str, str] | None) -> str:
    """Say that no department reports anything; one has not answered for one branch."""
    rows = [
        f"{branch} | {department} | {'未答复' if (branch, department) == silent else '无'}"
        for branch in branches
        for department in DEPARTMENTS
    ]
    return "\n".join(["党支部 | 部门 | 意见", *rows])
