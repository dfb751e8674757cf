"""What is read of a workbook of every kind of sheet, and what becomes of it when one cell says something else.

`pytest --update-goldens` writes it anew; read in the difference whether each change is read as a person would mean it,
or reported at its cell.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starrating.model import Inputs
from starrating.read.column_suggestions import suggested_mapping
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

GOLDEN = Path(__file__).parents[1] / "goldens" / "changed-workbooks.txt"
SHEETS = {
    "考核评分": """
2013年上半年星级党支部考核评分表
序号 | 党支部 | 单位 | 申报星级 | 思想(50分) | 组织(50分) | 考核总分
1 | 甲党支部 | 一部 | 五星级 | 45 | 45 | 90
2 | 乙党支部 | 一部 | 四星级 | 45.5 | 44.49 | 89.99
3 | 丙党支部 | 二部 | 三星级 | 40 | 39.99 | 79.99
4 | 丁党支部 | 二部 | 四星级 | 45 | 45 | 90
""",
    "降星情形": """
党支部 | 情形 | 日期 | 对象 | 处分类别 | 处分 | 造成重大损失 | 受到责任追究 | 文号
丁党支部 | 4.4(3) | @2013-03-04 | | | | 是 | 是 | 〔2013〕12号
乙党支部 | 4.4(5) | @2013-02-04 | 党员 | 党纪 | 警告 | | | 〔2013〕3号
""",
    "名册": """
党支部 | 曾用名 | 单位 | 书记 | 成立日期
甲党支部 | 老甲党支部 | 一部 | 张三 | @2001-07-01
乙党支部 | | 一部 | 李四 | @2002-07-01
丙党支部 | | 二部 | 王五 | @2003-07-01
丁党支部 | | 二部 | 赵六 | @2004-07-01
""",
    "部门意见": """
党支部 | 部门 | 意见 | 说明
甲党支部 | 纪检 | 无 |
乙党支部 | 纪检 | 有 | 在查
""",
    "自查整改": """
党支部 | 问题 | 来源 | 责任人 | 整改期限 | 状态
丙党支部 | 会议记录不全 | 自查 | 王五 | @2013-08-01 | 未整改
""",
}
OTHERS = {
    "number": (
        "",
        "4O",
        "'45",
        "-3",
        "45.123456789",
        "=1+1",
        "TRUE",
        "@2013-05-01",
        "51",
        "缺考",
        "/",
        "４５",
        "45分",
        "45,5",
    ),
    "date": ("", "2013.3.4", "3月4日", "20130304", "41337", "@2012-12-31", "@1900-01-05", "去年"),
    "word": ("", "不详", "'1", "甲党支部", "=1+1", "TRUE", " 四 ", "党支部"),
}


HEAD = "序号 | 党支部 | 学习(40分) | 党务(60分) | 考核总分 | 备注"
ROWS = "1 | 甲党支部 | 38 | 55 | 93 |\n2 | 乙党支部 | 40 | 60 | 100 |\n3 | 丙党支部 | 30 | 50.5 | 80.5 | 好"
TABLE = f"{HEAD}\n{ROWS}"
BOOKS: dict[str, dict[str, str]] = {
    "a branch below a note": {"考核评分": f"{TABLE}\n | 说明：经核实 | | | |\n4 | 丁党支部 | 40 | 50 | 90 |"},
    "a branch below a signature": {"考核评分": f"{TABLE}\n考核人：张三 | | | | |\n4 | 丁党支部 | 40 | 50 | 90 |"},
    "a name below a signature": {"考核评分": f"{TABLE}\n | 考核人：张三 | | | |\n | 李四 | | | |\n | 丁 | 4 | 5 | 9 |"},
    "a signature below": {"考核评分": f"{TABLE}\n | 考核人：张三 | | | | 2013年7月"},
    "sums below and between": {
        "考核评分": f"{HEAD}\n1 | 甲党支部 | 38 | 55 | 93 |\n | 小计 | 38 | 55 | 93 |\n2 | 乙党支部 | 40 | 60 | 100 |\n"
        " | 合计 | 78 | 115 | 193 |\n | 平均 | 39 | 57.5 | 96.5 |"
    },
    "the same heads again": {"考核评分": f"{TABLE}\n{HEAD}\n4 | 丁党支部 | 40 | 50 | 90 |"},
    "other heads again": {"考核评分": f"{TABLE}\n{HEAD.replace('学习', '纪律')}\n4 | 丁党支部 | 40 | 50 | 90 |"},
    "names with what cannot be seen": {
        "考核评分": f"{HEAD}\n" + "\n".join(f"{at} | 第{at}\u200b党支部 | 3{at} | 50 | 8{at} |" for at in range(1, 10))
    },
    "full marks in a row": {
        "考核评分": "党支部 | 学习 | 党务 | 总分\n满分 | 40 | 60 | 100\n甲党支部 | 38 | 55 | 93\n乙党支部 | 9 | 6 | 15"
    },
    "parts above the heads": {
        "考核评分": "党支部 | 基础 | | 加分 | 总分\n | 学习(40) | 党务(60) | 荣誉(5) |\n甲党支部 | 38 | 55 | 1 | 94"
        "\n乙党支部 | 40 | 60 | 2 | 102"
    },
    "items in one sheet and totals in another": {"考核评分": TABLE, "评分二": "党支部 | 考核总分\n丁党支部 | 90"},
    "items in two sheets": {
        "考核评分": "党支部 | 学习(40分) | 备注 | 单位\n甲党支部 | 38 | 一 | 一部\n乙党支部 | 40 | | 一部",
        "考核评分二": "党支部 | 党务(60分) | 备注 | 单位\n乙党支部 | 60 | 三 | 一部\n甲党支部 | 55 | 二 | 二部",
    },
    "two totals, one of them proven": {
        "考核评分": f"{TABLE.replace('备注', '总分')}".replace("93 |", "93 | 91").replace("100 |", "100 | 99")
    },
    "two totals, none of them proven": {"考核评分": "党支部 | 总分 | 考核总分\n甲党支部 | 93 | 91\n乙党支部 | 80 | 80"},
    "full marks in columns of their own": {
        "考核评分": "党支部 | 学习 | | 党务 |\n | 分值 | 得分 | 分值 | 得分\n甲党支部 | 40 | 38 | 60 | 55\n"
        "乙党支部 | 40 | 40 | 60 | 51"
    },
    "scores that are noise, or no scores at all": {
        "考核评分": "党支部 | 考核总分\n甲党支部 | 0.00000000000005\n乙党支部 | 0\n丙党支部 | 2000000000\n丁党支部 | 9"
    },
    "a head twice": {"考核评分": f"{HEAD.replace('党务(60分)', '学习(40分)')}\n{ROWS}"},
    "a total that is no sum": {"考核评分": TABLE.replace("| 93 |", "| 94 |").replace("| 80.5 |", "| 80 |")},
    "marks that make no hundred": {"考核评分": TABLE.replace("60分", "50分")},
    "ranks and scores of their own": {
        "考核评分": "党支部 | 自评分 | 学习(40分) | 党务(60分) | 考核总分 | 名次\n甲党支部 | 95 | 38 | 55 | 93 | 2\n"
        "乙党支部 | 99 | 40 | 60 | 100 | 1"
    },
    "the same sheet twice": {"考核评分": TABLE, "草稿": TABLE},
    "a branch twice": {"考核评分": f"{TABLE}\n4 | 甲党支部 | 40 | 50 | 90 |"},
    "nothing but heads": {"考核评分": HEAD},
    "no heads": {"考核评分": ROWS},
    "two periods": {"考核评分": f"2013年上半年考核评分表\n{TABLE}", "降星情形": "2012年下半年\n党支部 | 情形 | 日期"},
    "incidents without a date": {"考核评分": TABLE, "降星情形": "党支部 | 情形\n甲党支部 | 4.4(6)"},
    "opinions without an opinion": {"考核评分": TABLE, "部门意见": "党支部 | 部门 | 说明\n甲党支部 | 纪检 | 在查"},
    "heads that are nearly right": {
        "考核评分": "党支部名 | 申报星极 | 学习(40分) | 考核总分\n甲党支部 | 五星级 | 38 | 93"
    },
}
"""Whole workbooks, each strange in its own way."""


def changes() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the workbook with one cell changed, each with its words; each place takes some of the changes in turn."""
    turn = 0
    for name, table in SHEETS.items():
        lines = [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()]
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if row > 2 and name in {"考核评分", "名册"}:
                    continue
                kind = "number" if cell.replace(".", "").isdigit() else "date" if cell.startswith("@") else "word"
                for other in OTHERS[kind][turn % 7 :: 7]:
                    changed = [[*each] for each in lines]
                    changed[row][column] = other
                    text = "\n".join(" | ".join(each) for each in changed)
                    yield f"{name} {row + 1}.{column + 1} {cell} → {other}", {**SHEETS, name: text}
                turn += 1
        yield f"without {name}", {other: text for other, text in SHEETS.items() if other != name}


def plain(value: Any) -> Any:
    """Write what stands in a cell: exact numbers, dates and words."""
    return value.isoformat() if isinstance(value, dt.date) else value


def told(inputs: Inputs | None) -> list[str]:
    """Say all that was read."""
    if inputs is None:
        return ["nothing is read"]
    table = inputs.scores
    columns = {name: [str(plain(cell)) for cell in cells] for name, cells in table.columns.items()}
    lines = [f"items {[(item.code, item.title, str(item.full_marks)) for item in table.items]}"]
    for row, branch in enumerate(table.branch):
        points = [
            f"{point}/{state}"
            for point, state in zip(table.points[row].texts(0), table.point_states[row].tolist(), strict=True)
        ]
        others = {name: cells[row] for name, cells in columns.items()}
        total = f"{table.total[row : row + 1].texts(0)}/{table.total_states[row]}"
        lines.append(f"{branch} {points} {total} {others} {table.place(row).cell}")
    for incident in inputs.incidents:
        said = (incident.trigger, plain(incident.date), incident.subject, incident.sanction_system, incident.sanction)
        lines.append(
            f"incident {incident.branch} {said} {incident.findings} {incident.document} {incident.place().cell}"
        )
    lines += [f"roster {plain_entry}" for plain_entry in inputs.roster]
    lines += [
        f"opinion {opinion} {place.cell}" for opinion, place in zip(inputs.opinions, inputs.opinion_places, strict=True)
    ]
    lines += [f"finding {finding}" for finding in inputs.findings]
    return lines


def test_what_becomes_of_a_workbook_with_one_cell_changed(tmp_path, request):
    def read(sheets: dict[str, str]) -> list[str]:
        inputs, problems = read_workbooks([write_book(tmp_path / "2013H1.xlsx", sheets)], [], plan(), H1)
        told_problems = [
            f"{problem.severity} {problem.code} {problem.place and str(problem.place).partition('2013H1.xlsx')[2]}: "
            f"{problem.message.say('en')} | {problem.hint.say('en') if problem.hint else ''}".replace(str(tmp_path), "")
            for problem in problems
        ]
        return [*told(inputs), *told_problems]

    whole = read(SHEETS)
    lines = ["# as it is", *whole]
    for words, sheets in BOOKS.items():
        lines += [f"# {words}", *read(sheets)]
    lines += suggested_mapping([tmp_path / "2013H1.xlsx"], plan()).replace(str(tmp_path), "").splitlines()
    for words, sheets in changes():
        said = read(sheets)
        lines += [f"# {words}", *(f"+ {line}" for line in said if line not in whole)]
        lines += [f"- {line[:40]}" for line in whole if line not in said]
    text = "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")
