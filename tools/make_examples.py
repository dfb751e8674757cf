"""Make the workbooks of the example company: 24 branches, four half-yearly reviews.

    python tools/make_examples.py [FOLDER]

The story stands in the tables below; only the points of the single items are dealt out by a seeded procedure. The same
tables give the same bytes. All numbers of points are whole tenths, so that nothing is rounded on the way.
"""

import datetime as dt
import sys
from functools import reduce
from operator import add
from pathlib import Path
from random import Random
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

HERE = Path(__file__).resolve().parents[1] / "examples" / "company"
DISCLAIMER = "注：示例：原方案附件《星级党支部提升考核评定细则》未取得，本表为演示用自拟细则，不得作为正式考核依据。"
SIGNATURES = "考核人：            审核人：            日期："

CRITERIA = """
思想建设：
    年度学习计划和学习记录 4，形势任务教育与职工思想分析 4，先进典型选树和稿件报送 3，书记讲党课和班子理论学习 3
组织建设：
    班子健全、按期换届 5，班子团结、集体议事 5，晋星目标、年度计划与公开承诺 4，发展党员程序 3，党费收缴与组织关系接转 3
作风建设：
    党员联系群众、谈心谈话 4，为职工办实事和困难帮扶 4，党员群众满意度测评 4
制度建设：
    三会一课落实 6，组织生活会和民主评议党员 4，党务公开 2，台账与资料归档 2
党风廉政建设：
    责任书签订和责任分解 3，廉政教育 3，重要事项决策和公开监督 3，信访件、问题线索办理 3
党员教育管理：
    党员集中学习时数 4，公开承诺、先锋岗作用 4，流动党员、预备党员、积极分子管理 3，党员日常遵章守纪 3
服务中心工作：
    生产经营任务完成 5，安全、质量管理 4，党建载体、合理化建议 3，稳定与治安保卫 2
"""

PERIODS = {
    "2012H2": ("2012年下半年", dt.date(2012, 12, 31)),
    "2013H1": ("2013年上半年", dt.date(2013, 6, 30)),
    "2013H2": ("2013年下半年", dt.date(2013, 12, 31)),
    "2014H1": ("2014年上半年", dt.date(2014, 6, 30)),
}

# Totals of the four reviews; ! marks a score on a threshold whose items, added as binary floats from left to right,
# fall short of it. Then the star before the first review, and the star aimed at in 2012, 2013 and 2014.
BRANCHES = """
党支部             单位       类型     党员  2012H2  2013H1  2013H2  2014H1  上期  目标
采煤一队党支部     生产一部   生产     42    91.5    93.0    94.5    95.5    4     555
采煤二队党支部     生产一部   生产     38    84.0    88.5    91.0    92.5    4     455
综采队党支部       生产一部   生产     45    93.0    94.0    92.5    94.0    4     555
掘进一队党支部     生产二部   生产     36    82.5    85.0    89.5    91.5    4     445
掘进二队党支部     生产二部   生产     33    83.0    81.5    85.5    88.0    4     445
开拓队党支部       生产二部   生产     29    78.0    80.0!   84.0    86.3    3     444
机电队党支部       机电运输部 生产     31    88.5    90.0!   91.0    93.0    4     555
运输队党支部       机电运输部 生产     34    87.0    91.0    89.0    89.5    4     455
通风队党支部       通防部     生产     27    92.0    92.0    93.5    94.5    5     555
防治水队党支部     通防部     生产     18    76.5    79.5    83.0    87.5    3     344
救护队党支部       通防部     辅助     22    90.5    92.0    92.0    92.5    4     555
选煤厂党支部       洗选部     生产     40    86.0    90.5    90.5    91.0    4     555
机修厂党支部       机电运输部 辅助     26    79.0    82.0    84.5    85.0    3     344
热电厂党支部       动力部     辅助     30    85.5    89.5    90.2    93.5    4     455
铁运队党支部       动力部     辅助     21    72.0    74.5    78.5    80.0!   3     344
供应站党支部       经营部     辅助     16    88.0    91.5    88.5    90.0!   4     455
销售科党支部       经营部     辅助     14    84.5    87.8    90.6    92.0    3     445
地测科党支部       技术部     机关     19    81.0    84.5    87.0    89.9    4     445
安监部党支部       安监部     机关     17    90.0    93.5    95.0    96.5    5     555
机关党支部         综合部     机关     48    89.5    91.0    92.0    93.5    4     555
职工医院党支部     后勤部     后勤     25    77.5    81.0    83.5    86.0    3     344
培训中心党支部     综合部     后勤     13    80.5    83.0    86.0    88.5    4     445
后勤服务中心党支部 后勤部     后勤     23    75.0    78.0    79.9    82.5    3     344
离退休党支部       后勤部     后勤     52    70.5    73.0    76.0    79.5    3     334
"""

# What a branch gave itself where it was too modest or too bold; elsewhere a little more than it was given.
SELF_SCORES = {
    ("2013H1", "选煤厂党支部"): 895,
    ("2013H2", "销售科党支部"): 890,
    ("2013H2", "离退休党支部"): 820,
    ("2014H1", "供应站党支部"): 895,
    ("2014H1", "地测科党支部"): 910,
}

FACTS = ("影响正常工作", "未完成计划", "造成重大损失", "受到责任追究", "造成重大影响", "部门通报")
INCIDENT_HEADS = ("党支部", "情形", "日期", "对象", "处分类别", "处分", *FACTS, "认定部门", "文号", "说明")
SHEET_LIST, OWN_LIST = "降星情形", "专项通报"

# Incidents: branch, clause (may be empty), date of the finding, what was found, by whom, document, note. They stand in
# the sheet of the review, or in a list of its own (专项通报) that a department sends, with dates in words.
INCIDENTS = """
2012H2 降星情形
    掘进二队党支部|4.4(1)|2012-10-19|影响正常工作=是 未完成计划=是|生产经营科|生〔2012〕18号|三季度进尺未完成核定计划
    铁运队党支部|4.4(6)|2012-09-07||计生办|计〔2012〕4号|
    销售科党支部|4.4(2)|2012-11-23|对象=班子成员 处分=诫勉谈话|纪检监察科|纪〔2012〕21号|合同审批程序不全
    采煤一队党支部|4.4(5)|2012-12-12|对象=党员 处分类别=党纪 处分=严重警告|纪检监察科|纪〔2012〕25号|
2013H1 降星情形
    机电队党支部|4.4(4)|2013-05-16|造成重大影响=是 部门通报=否|治保科|保〔2013〕6号|集体上访，已当场化解
    后勤服务中心党支部|4.4(1)|2012-12-27|影响正常工作=是 未完成计划=是|生产经营科|生〔2012〕26号|上一评审期认定
    供应站党支部|4.4(2)|2013-03-14|对象=班子成员 处分类别=党纪 处分=警告|纪检监察科|纪〔2013〕5号|
2013H1 专项通报
    运输队党支部|4.4(5)|2013-04-22|对象=群众 处分类别=刑事 处分=取保候审|治保科|保〔2013〕4号|
    培训中心党支部|4.4(5)|2013-02-19|对象=党员 处分类别=党纪 处分=警告|纪检监察科|纪〔2013〕3号|
2013H2 降星情形
    综采队党支部|4.4(3)|2013-08-30|造成重大损失=是 受到责任追究=是|安全科|安〔2013〕31号|工作面设备责任事故
    开拓队党支部|4.4(1)|2013-10-15|影响正常工作=是 未完成计划=否|生产经营科|生〔2013〕22号|
    通风队党支部|4.4(6)|2013-06-28||计生办|计〔2013〕2号|上半年认定，迟报
    机修厂党支部||2013-11-08|对象=班子成员 处分类别=政纪 处分=记过|纪检监察科|纪〔2013〕19号|
2014H1 降星情形
    热电厂党支部|4.4(4)|2014-03-20|造成重大影响=是 部门通报=是|治保科|局信〔2014〕7号|越级上访
    热电厂党支部|4.4(6)|2014-05-09||计生办|计〔2014〕3号|
    采煤二队党支部|4.4(3)|2014-02-27|造成重大损失=是 受到责任追究=否|安全科|安〔2014〕9号|
    救护队党支部|4.4(5)|2014-04-11|对象=党员 处分类别=政纪 处分=警告|纪检监察科|纪〔2014〕8号|
    掘进一队党支部|4.4(2)|2014-06-05|对象=班子成员 处分类别=政纪 处分=降级|纪检监察科|纪〔2014〕13号|
"""


class Item(NamedTuple):
    """An item of the criteria; full marks in tenths."""

    part: str
    title: str
    full: int


class Branch(NamedTuple):
    """A row of BRANCHES; totals in tenths, `above` the thresholds that floats miss."""

    name: str
    unit: str
    kind: str
    members: int
    totals: dict[str, int]
    pitfalls: frozenset[str]
    before: int
    aims: str


class Incident(NamedTuple):
    """A row of INCIDENTS, the findings by their heads."""

    period: str
    listed: str
    cells: dict[str, str]
    date: dt.date


def criteria() -> list[Item]:
    """Read CRITERIA."""
    items, part = [], ""
    for line in CRITERIA.strip().splitlines():
        if line.endswith("："):
            part = line.removesuffix("：")
            continue
        for entry in line.split("，"):
            title, marks = entry.split()
            items.append(Item(part, title, int(marks) * 10))
    assert sum(item.full for item in items) == 1000
    return items


def branches() -> list[Branch]:
    """Read BRANCHES."""
    return [_branch(line.split()) for line in BRANCHES.strip().splitlines()[1:]]


def _branch(cells: list[str]) -> Branch:
    name, unit, kind, members, *scores, before, aims = cells
    written = dict(zip(PERIODS, scores, strict=True))
    totals = {period: int(score.rstrip("!").replace(".", "")) for period, score in written.items()}
    pitfalls = frozenset(period for period, score in written.items() if score.endswith("!"))
    return Branch(name, unit, kind, int(members), totals, pitfalls, int(before), aims)


def incidents() -> list[Incident]:
    """Read INCIDENTS."""
    found, period, listed = [], "", ""
    for line in INCIDENTS.strip().splitlines():
        if line.startswith(" "):
            found.append(_incident(period, listed, line.strip().split("|")))
        else:
            period, listed = line.split()
    return found


def _incident(period: str, listed: str, cells: list[str]) -> Incident:
    branch, trigger, date, found, department, document, note = cells
    row = {"党支部": branch, "情形": trigger, "认定部门": department, "文号": document, "说明": note}
    row |= dict(each.split("=") for each in found.split())
    return Incident(period, listed, {head: word for head, word in row.items() if word}, dt.date.fromisoformat(date))


def points(branch: Branch, period: str, items: list[Item]) -> list[int]:
    """Deal out the points of the items, in tenths, so that they add up to the total of the branch.

    For a pitfall the seeds are searched until the binary floats, added from left to right, fall below the total.
    """
    total, pitfall = branch.totals[period], period in branch.pitfalls
    for attempt in range(1000):
        dealt = _dealt(seeded(period, branch, attempt), 1000 - total, items, fine=pitfall)
        assert sum(dealt) == total
        if not pitfall or naive_sum(dealt) < total / 10:
            return dealt
    raise AssertionError(branch)


def seeded(period: str, branch: Branch, attempt: int = 0) -> Random:
    """Return a source of chance that is the same on every day and every machine."""
    return Random(f"{period} {branch.name} {attempt}")


def _dealt(random: Random, deductions: int, items: list[Item], *, fine: bool) -> list[int]:
    """Take deductions off the full marks, by half points, or by single tenths where `fine`."""
    left = [item.full for item in items]
    while deductions:
        step = min(deductions, 1 + int(random.random() * 5) if fine else 5)
        place = int(random.random() * len(left))
        if left[place] >= step:
            left[place] -= step
            deductions -= step
    return left


def naive_sum(tenths: list[int]) -> float:
    """Add points as binary floats from left to right, as a spreadsheet or a loop does."""
    return reduce(add, (value / 10 for value in tenths))


def self_score(branch: Branch, period: str) -> int:
    """Say what the branch gave itself, in tenths: its total and up to two points more, in half points."""
    generous = -(-branch.totals[period] // 5) * 5 + 5 * int(seeded(period, branch).random() * 5)
    return SELF_SCORES.get((period, branch.name), min(generous, 1000))


def star_name(star: int) -> str:
    """Name a star as the office does."""
    return f"{'零一二三四五'[star]}星级"


def band(score: int) -> int:
    """Tell which star a branch applies for with its self-score, in tenths."""
    return 5 if score >= 900 else 4 if score >= 800 else 3


class Styles:
    """The dress of a workbook: fonts and lines of its cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        body = {"font_name": "仿宋", "font_size": 11, "border": 1, "align": "center", "valign": "vcenter"}
        head = body | {"font_name": "黑体", "text_wrap": True}
        plain = {"font_name": "仿宋", "font_size": 11}
        self.title = book.add_format({"font_name": "黑体", "font_size": 18, "bold": True, "align": "center"})
        self.unit = book.add_format(plain | {"align": "right"})
        self.head = book.add_format(head)
        self.cell = book.add_format(body)
        self.left = book.add_format(body | {"align": "left", "text_wrap": True})
        self.score = book.add_format(body | {"num_format": "0.0"})
        self.mean = book.add_format(body | {"num_format": "0.00"})
        self.date = book.add_format(body | {"num_format": "yyyy-mm-dd"})
        self.note = book.add_format(plain)


def leading_columns(period: str) -> dict[str, int]:
    """Name the columns before the items with their widths; the star before is only needed before there is a ledger."""
    before = {"上期星级": 9} if period == "2012H2" else {}
    return {
        "序号": 5, "党支部": 22, "单位": 13, "类型": 6, "党员人数": 6, **before,
        "目标星级": 9, "申报星级": 9, "自评得分": 7,
    }  # fmt: skip


def leading_cells(number: int, branch: Branch, period: str) -> list[str | int]:
    """Return the cells of a branch before its self-score."""
    aim, applied = int(branch.aims[int(period[:4]) - 2012]), band(self_score(branch, period))
    before = [star_name(branch.before)] if period == "2012H2" else []
    about = (number, branch.name, branch.unit, branch.kind, branch.members)
    return [*about, *before, star_name(aim), star_name(applied)]


def write_heads(sheet: Worksheet, styles: Styles, period: str, items: list[Item]) -> int:
    """Write title, unit and the two rows of heads; return the column of the first item."""
    heads = leading_columns(period)
    last = len(heads) + len(items) + 1
    sheet.merge_range(0, 0, 0, last, f"{PERIODS[period][0]}星级党支部考核评分表", styles.title)
    sheet.merge_range(1, 0, 1, last, "单位：分", styles.unit)
    edges = {**dict(enumerate(heads)), last - 1: "考核总分", last: "备注"}
    for column, head in edges.items():
        sheet.merge_range(2, column, 3, column, head, styles.head)
        sheet.set_column(column, column, heads.get(head, 9))
    for part in dict.fromkeys(item.part for item in items):
        columns = [len(heads) + i for i, item in enumerate(items) if item.part == part]
        marks = sum(item.full for item in items if item.part == part) // 10
        sheet.merge_range(2, columns[0], 2, columns[-1], f"{part}（{marks}分）", styles.head)
    for i, item in enumerate(items):
        sheet.write(3, len(heads) + i, f"{item.title}\n（{item.full // 10}分）", styles.head)
    sheet.set_column(len(heads), last - 2, 6)
    return len(heads)


def write_scores(book: xlsxwriter.Workbook, styles: Styles, period: str) -> None:
    """Write the sheet 考核评分."""
    sheet = book.add_worksheet("考核评分")
    items = criteria()
    first = write_heads(sheet, styles, period, items)
    last = first + len(items)
    rows = branches()
    for i, branch in enumerate(rows):
        row = 4 + i
        sheet.write_row(row, 0, leading_cells(i + 1, branch, period), styles.cell)
        sheet.write(row, first - 1, self_score(branch, period) / 10, styles.score)
        dealt = points(branch, period, items)
        sheet.write_row(row, first, [value / 10 for value in dealt], styles.score)
        added = f"=SUM({xlsxwriter.utility.xl_range(row, first, row, last - 1)})"
        sheet.write_formula(row, last, added, styles.score, naive_sum(dealt))
        sheet.write_blank(row, last + 1, None, styles.cell)
    write_foot(sheet, styles, 4 + len(rows), last, [branch.totals[period] for branch in rows])
    dress(sheet, freeze=(4, 2), rows=(2, 3))
    sheet.set_row(3, 96)


def write_foot(sheet: Worksheet, styles: Styles, row: int, column: int, totals: list[int]) -> None:
    """Write the mean, the note and the line for signatures below the branches."""
    sheet.write(row, 1, "平均", styles.cell)
    averaged = f"=AVERAGE({xlsxwriter.utility.xl_range(4, column, row - 1, column)})"
    sheet.write_formula(row, column, averaged, styles.mean, sum(totals) / len(totals) / 10)
    sheet.write(row + 1, 0, DISCLAIMER, styles.note)
    sheet.write(row + 2, 0, SIGNATURES, styles.note)


def write_incidents(book: xlsxwriter.Workbook, styles: Styles, period: str, listed: str) -> None:
    """Write a list of incidents."""
    sheet = book.add_worksheet(SHEET_LIST)
    sheet.merge_range(0, 0, 0, len(INCIDENT_HEADS) - 1, f"{PERIODS[period][0]}降星情形登记表", styles.title)
    sheet.write_row(1, 0, INCIDENT_HEADS, styles.head)
    rows = [each for each in incidents() if (each.period, each.listed) == (period, listed)]
    for row, incident in enumerate(rows, start=2):
        for column, head in enumerate(INCIDENT_HEADS):
            sheet.write(row, column, incident.cells.get(head), styles.left if head == "说明" else styles.cell)
        if listed == OWN_LIST:
            sheet.write(row, 2, f"{incident.date:%Y年}{incident.date.month}月{incident.date.day}日", styles.cell)
        else:
            sheet.write_datetime(row, 2, dt.datetime.combine(incident.date, dt.time()), styles.date)
    sheet.write(2 + len(rows), 0, DISCLAIMER, styles.note)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, len(INCIDENT_HEADS) - 2, 14)
    sheet.set_column(len(INCIDENT_HEADS) - 1, len(INCIDENT_HEADS) - 1, 28)
    dress(sheet, freeze=(2, 1), rows=(1, 1))


def dress(sheet: Worksheet, *, freeze: tuple[int, int], rows: tuple[int, int]) -> None:
    """Set up a sheet for the screen and for printing on A4, across."""
    sheet.set_default_row(21)
    sheet.freeze_panes(*freeze)
    sheet.repeat_rows(*rows)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C— &P —")


def new_book(path: Path, period: str) -> tuple[xlsxwriter.Workbook, Styles]:
    """Start a workbook that is dated to the last day of its period, whenever it is made."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": dt.datetime.combine(PERIODS[period][1], dt.time())})
    return book, Styles(book)


def main(folder: Path) -> None:
    """Write the workbooks of every period."""
    folder.mkdir(parents=True, exist_ok=True)
    for period in PERIODS:
        book, styles = new_book(folder / f"{period}.xlsx", period)
        write_scores(book, styles, period)
        write_incidents(book, styles, period, SHEET_LIST)
        book.close()
    for period in dict.fromkeys(each.period for each in incidents() if each.listed == OWN_LIST):
        book, styles = new_book(folder / f"{period}-incidents.xlsx", period)
        write_incidents(book, styles, period, OWN_LIST)
        book.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
