"""What is read of a workbook of every kind of sheet, and what becomes of it when one cell says something else.

`pytest --update-goldens` writes it anew; read in the difference whether each change is read as a person would mean it,
or reported at its cell.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starrating.model import Inputs
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
    for words, sheets in changes():
        said = read(sheets)
        lines += [f"# {words}", *(f"+ {line}" for line in said if line not in whole)]
        lines += [f"- {line[:40]}" for line in whole if line not in said]
    text = "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")
