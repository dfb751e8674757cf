"""A company of 60 branches with the longest names there are, through a year: what terminals have least room for."""

from pathlib import Path

from commands import run
from workbooks import write_book

PLACES = (
    "综合机械化采煤",
    "矿井通风与瓦斯防治",
    "选煤厂重介洗选",
    "铁路运输与装车站",
    "离退休职工服务管理中心",
    "多种经营分公司",
)
UNITS = ("第一工程队", "第二工程队", "检修车间", "调度与质量计量科", "物资供应站")
BRANCHES = [f"{place}{unit}{end}" for end in ("党支部", "机关联合党支部") for place in PLACES for unit in UNITS]
"""From 12 to 26 characters, which take twice as many cells."""
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
TRIGGER_HEAD = "党支部 | 情形 | 日期 | 对象 | 处分类别 | 处分 | 影响正常工作 | 未完成计划 | 造成重大损失 | 受到责任追究"
H1 = "--period 2013H1"
DECISIONS = {"2013H1": "2013-07-12", "2013H2": "2014-01-10", "2013": "2014-01-20"}


def write_half(folder: Path, title: str, month: str, fall: int) -> Path:
    """Write the workbook of a half-year: scores from 96.5 down, an incident, findings of the branches' own."""
    scores = [
        f"{name} | {row % 7 + 1}厂 | {60 - row % 23 / 2} | {36.5 - row % 13 - fall}"
        for row, name in enumerate(BRANCHES)
    ]
    opinions = [f"{name} | {department} | 无" for name in BRANCHES for department in DEPARTMENTS]
    sheets = {
        "考核评分": "\n".join(
            [f"{title}星级党支部考核评分表", "党支部 | 单位 | 基础工作(60分) | 特色工作(40分)", *scores]
        ),
        "部门意见": "\n".join(["党支部 | 部门 | 意见", *opinions]),
        "降星情形": f"{TRIGGER_HEAD}\n{BRANCHES[0]} | 4.4(3) | @{month} | 单位 | | | | | 是 | 是",
        "自查整改": "党支部 | 问题 | 来源 | 措施 | 责任人 | 时限\n"
        + "\n".join(f"{name} | 党员大会会议记录与签到不全 | 自查 | 补记 | 组织委员 | '2014-03-31" for name in BRANCHES),
    }
    return write_book(folder / f"{title}.xlsx", sheets)


def year_of_long_names(folder: Path) -> Path:
    """Take the company through a year: rated, decided, published, objected to, set, awarded, opened, declared."""
    aims = "\n".join(["党支部 | 目标星级 | 达标时限", *(f"{name} | 五星级 | 2014年底" for name in BRANCHES)])
    first = str(write_half(folder, "2013年上半年", "2013-03-12", 0))
    second = str(write_half(folder, "2013年下半年", "2013-09-12", 2))
    decide = {
        period: f"decide --period {period} --document 党发〔2013〕7号 --date {day}" for period, day in DECISIONS.items()
    }
    calls = [
        ["score", first],
        decide["2013H1"].split(),
        ["announce", *H1.split(), "--from", "2013-07-15", "--format", "md"],
        ["objection", "add", "--what", "漏计第二季度加分", "--branch", BRANCHES[9], *f"{H1} --date 2013-07-16".split()],
        [
            "objection",
            "resolve",
            "1",
            "--rejected",
            "--finding",
            "经核对考核记录得分无误不予调整",
            "--date",
            "2013-07-18",
        ],
        ["rectify", "open", "--period", "2013H1"],
        ["score", second],
        decide["2013H2"].split(),
        ["annual", "--year", "2013"],
        decide["2013"].split(),
        ["announce", "--period", "2013", "--from", "2014-01-21", "--format", "md"],
        ["award", "--year", "2013", "--date", "2014-02-10"],
        ["declare", str(write_book(folder / "aims.xlsx", {"目标": aims})), *["--year", "2014", "--date", "2014-02-20"]],
        ["roster", "new", "新设项目部工程建设与质量安全监督联合党支部", "--date", "2014-02-21"],
    ]
    for call in calls:
        done = run(folder, *call)
        assert done.exit_code == 0, (call, done.output)
    return folder
