"""What is made of small tables: of some written for a rule of the engine each, and of many that chance puts together.

`pytest --update-goldens` writes it anew; read in the difference whether each role and each question is right of the
table above it.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random

import pytest

from noted import same_as_noted, shown
from sheet_cells import table_of
from starrating.model import letter
from starrating.read.roles import find_roles
from starrating.read.table_roles import Known, LineRole, TableRoles

WRITTEN = {
    "weights in hundredths": """
党支部 | 呃 | 唉 | 总分
一支部 | 90 | 80 | 87
二支部 | 70 | 95 | 77.5
三支部 | 88 | 60 | 79.6
四支部 | 61 | 77 | 65.8
五支部 | 93 | 71 | 86.4
六支部 | 55 | 99 | 68.2
权重 | 70 | 30 |
""",
    "weights as they are": """
党支部 | 呃 | 唉 | 总分
一支部 | 90 | 80 | 87
二支部 | 70 | 95 | 77.5
三支部 | 88 | 60 | 79.6
四支部 | 61 | 77 | 65.8
五支部 | 93 | 71 | 86.4
六支部 | 55 | 99 | 68.2
呃 | 0.7 | 0.3 |
""",
    "a mean of what a sum adds up": """
党支部 | 甲 | 乙 | 丙 | 丁 | 戊
一支部 | 31 | 22 | 43 | 96 | 32
二支部 | 14 | 35 | 26 | 75 | 25
三支部 | 47 | 18 | 19 | 84 | 28
四支部 | 23 | 44 | 35 | 102 | 34
五支部 | 38 | 27 | 11 | 76 | 25.3
六支部 | 12 | 41 | 33 | 86 | 28.7
""",
    "a mean left of what a sum adds up": """
党支部 | 戊 | 丁 | 甲 | 乙 | 丙
一支部 | 32 | 96 | 31 | 22 | 43
二支部 | 25 | 75 | 14 | 35 | 26
三支部 | 28 | 84 | 47 | 18 | 19
四支部 | 34 | 102 | 23 | 44 | 35
五支部 | 25.3 | 76 | 38 | 27 | 11
""",
    "the word stands right of a blank name": """
单位 | 党支部 | 甲 | 乙 | 备注
一部 | 一支部 | 40 | 41 |
一部 | 二支部 | 30 | 20 |
二部 | 三支部 | 35 | 22 |
其他 |  | 105 | 83 | 合计
""",
    "a sum of deductions beside the scores": """
党支部 | 学习扣分 | 安全扣分 | 扣分合计 | 得分
一支部 | 1 | 2 | 3 | 97
二支部 | 0 | 4 | 4 | 96
三支部 | 3 | 3 | 6 | 94
四支部 | 5 | 0.5 | 5.5 | 94.5
五支部 | 2 | 7 | 9 | 91
""",
    "deductions below zero": """
党支部 | 学习 | 安全 | 扣分 | 总分
一支部 | 41 | 52 | 3 | 90
二支部 | 38 | 44 | 0 | 82
三支部 | 33 | 53 | 6 | 80
四支部 | 45 | 50.5 | 5 | 90.5
五支部 | 42 | 47 | 9 | 80
""",
    "a share stands for its column": """
党支部 | 民主测评 | 折算30% | 考核 | 折算70% | 综合
一支部 | 90 | 27 | 80 | 56 | 83
二支部 | 80 | 24 | 95 | 66.5 | 90.5
三支部 | 88 | 26.4 | 60 | 42 | 68.4
四支部 | 71 | 21.3 | 77 | 53.9 | 75.2
""",
    "trimmed means of assessors": """
党支部 | 评委1 | 评委2 | 评委3 | 评委4 | 评委5 | 最后得分
一支部 | 90 | 85 | 92 | 81 | 88 | 87.67
二支部 | 80 | 77 | 95 | 84 | 86 | 83.33
三支部 | 88 | 68 | 60 | 79 | 71 | 72.67
四支部 | 71 | 93 | 77 | 84 | 90 | 83.67
五支部 | 94 | 91 | 87 | 99 | 83 | 90.67
""",
    "the mark in the middle of three assessors": """
党支部 | 评委1 | 评委2 | 评委3 | 最后得分
一支部 | 90 | 85 | 92 | 90
二支部 | 80 | 77 | 95 | 80
三支部 | 88 | 68 | 60 | 68
四支部 | 71 | 93 | 77 | 77
五支部 | 94 | 91 | 87 | 91
""",
    "the better of two marks": """
党支部 | 评委1 | 评委2 | 最后得分
一支部 | 90 | 85 | 90
二支部 | 80 | 77 | 80
三支部 | 88 | 68 | 88
四支部 | 71 | 93 | 93
五支部 | 94 | 91 | 94
""",
    "full marks of two columns below each head": """
党支部 | 甲 | 乙
 | 50 | 50
一支部 | 40 | 61
二支部 | 30 | 20
党支部 | 甲 | 乙
 | 50 | 50
三支部 | 35 | 22
四支部 | 31 | 27
""",
    "another row below the second head": """
党支部 | 甲 | 乙
 | 50 | 50
一支部 | 40 | 61
二支部 | 30 | 20
党支部 | 甲 | 乙
 | 50 | 40
三支部 | 35 | 22
四支部 | 31 | 27
""",
    "judges whose marks are all the whole": """
党支部 | 评委1(100分) | 评委2(100分) | 评委3 | 平均
一支部 | 90 | 85 | 92 | 89
二支部 | 80 | 77 | 95 | 84
三支部 | 88 | 68 | 60 | 72
四支部 | 71 | 93 | 76 | 80
五支部 | 94 | 91 | 88 | 91
""",
    "items whose mean is no total": """
党支部 | 学习(100分) | 安全(50分) | 党务 | 平均
一支部 | 90 | 45 | 92 | 75.67
二支部 | 80 | 27 | 95 | 67.33
三支部 | 88 | 38 | 60 | 62
四支部 | 71 | 43 | 76 | 63.33
五支部 | 94 | 41 | 88 | 74.33
""",
    "a sum of the columns before it, one of them 0 everywhere": """
党支部 | 甲 | 零 | 乙 | 丙 | 子 | 丁
一支部 | 11 | 0 | 31 | 22 | 53 | 9
二支部 | 19 | 0 | 14 | 35 | 49 | 4
三支部 | 13 | 0 | 47 | 18 | 65 | 7
四支部 | 17 | 0 | 23 | 44 | 67 | 8
五支部 | 12 | 0 | 38 | 27 | 65 | 1
""",
    "a total in the middle of its items, and one column that it leaves out": """
党支部 | 甲 | 子 | 乙 | 丙 | 丁
一支部 | 11 | 64 | 31 | 22 | 9
二支部 | 19 | 68 | 14 | 35 | 4
三支部 | 13 | 78 | 47 | 18 | 7
四支部 | 17 | 84 | 23 | 44 | 8
五支部 | 12 | 77 | 38 | 27 | 1
""",
    "a mean of the marks that there are": """
党支部 | 评委1 | 评委2 | 评委3 | 平均分
一支部 | 90 | 85 | 92 | 89
二支部 | 80 |  | 95 | 87.5
三支部 |  |  | 60 | 60
四支部 | 71 | 93 | 76 | 80
五支部 | 94 | 91 | 88 | 91
""",
    "a signature left of a name with one number": """
序号 | 党支部 | 甲 | 乙 | 丙
1 | 一支部 | 40 | 41 | 81
2 | 二支部 | 30 | 20 | 50
3 | 三支部 | 35 | 22 | 57
考核人： | 李四 | | | 2013
""",
    "a row like a branch that counts one": """
党支部 | 甲 | 乙 | 丙
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
五支部 | 1 | 1 | 1
机关支部 | 32 | 29 | 61
""",
    "numbers that count the rows anew": """
序 | 党支部 | 甲 | 乙 | 丙
1 | 一支部 | 40 | 41 | 81
2 | 二支部 | 30 | 20 | 50
1 | 三支部 | 35 | 22 | 57
2 | 四支部 | 31 | 27 | 58
3 | 五支部 | 38 | 44 | 82
""",
    "numbers that count the rows but for one": """
序 | 党支部 | 甲 | 乙 | 丙
1 | 一支部 | 40 | 41 | 81
2 | 二支部 | 30 | 20 | 50
4 | 三支部 | 35 | 22 | 57
5 | 四支部 | 31 | 27 | 58
6 | 五支部 | 38 | 44 | 82
""",
    "pages with sums, and the sum of these": """
党支部 | 学习 | 安全 | 总分
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
本页小计 | 70 | 61 | 131
三支部 | 35 | 22 | 57
四支部 | 31 | 27 | 58
本页小计 | 66 | 49 | 115
合计 | 136 | 110 | 246
平均 | 34 | 27.5 | 61.5
最高 | 40 | 41 | 81
最低 | 30 | 20 | 50
参评支部数 | 4 | 4 | 4
考核人：张三 |  |  | 2013
""",
    "blocks summed without a word": """
党支部 | 学习 | 安全 | 党务 | 总分
一支部 | 40.57 | 41.36 | 9.81 | 91.74
二支部 | 30.51 | 20.29 | 8.47 | 59.27
三支部 | 37.83 | 25.77 | 7.91 | 71.51
机关党支部 | 108.91 | 87.42 | 26.19 | 222.52
四支部 | 35.14 | 22.63 | 5.38 | 63.15
五支部 | 31.29 | 27.75 | 6.66 | 65.7
后勤党支部 | 66.43 | 50.38 | 12.04 | 128.85
""",
    "full marks without a word": """
党支部 | 学习 | 安全 | 总分
 | 50 | 50 | 100
一支部 | 40 | 41 | 81
二支部 | 30 | 20 | 50
三支部 | 35 | 22 | 57
""",
    "this period, the one before, and the change": """
党支部 | 学习 | 安全 | 总分 | 上期总分 | 增减 | 名次 | 上期名次 | 名次变化
一支部 | 40 | 41 | 81 | 80 | 1 | 2 | 1 | -1
二支部 | 30 | 20 | 50 | 55 | -5 | 5 | 5 | 0
三支部 | 35 | 22 | 57 | 57.5 | -0.5 | 4 | 4 | 0
四支部 | 31 | 27 | 58 | 60 | -2 | 3 | 3 | 0
五支部 | 38 | 44 | 82 | 79 | 3 | 1 | 2 | 1
""",
}
"""The tables by what each is about."""


def cell_of(cell: str) -> object:
    number = cell.removeprefix("-").replace(".", "", 1)
    return None if not cell else (float(cell) if "." in cell else int(cell)) if number.isdigit() else cell


def rows_of(table: str) -> list[list[object]]:
    return [[cell_of(cell.strip()) for cell in line.split("|")] for line in table.strip().splitlines()]


HEADS = {
    "item": ("学习(40分)", "安全(60分)", "党务", "纪律", "呃", "得分", "甲", "乙"),
    "sum": ("合计", "总分", "小计", "呃", "考核总分(100分)", "得分"),
    "mean": ("平均", "平均分", "呃", "最后得分"),
    "deduction": ("扣分", "扣分合计", "失分", "呃"),
    "bonus": ("加分", "加分(5分)", "奖励", "呃"),
    "share": ("折算50%", "按50%", "呃", "折算分"),
    "blend": ("综合得分", "综合", "总分", "呃"),
    "left": ("得分", "实得分", "呃", "总分"),
    "rank": ("名次", "排名", "呃"),
    "number": ("序号", "编号", "呃", "序"),
    "change": ("增减", "较上期", "呃", "与上期差"),
    "previous": ("上期总分", "上期", "呃"),
    "copy": ("总分", "得分", "呃", "确认总分"),
    "constant": ("满分", "系数", "呃"),
    "people": ("党员人数", "人数", "呃"),
}


def column(kind: str, made: list[list[float]], chance: Random, count: int) -> list[float]:
    """Make the numbers of a column of a kind, from those made before it where it follows from them."""
    before = made or [[chance.randrange(20, 50) for _ in range(count)]]
    first, last, several = before[0], before[-1], before[-chance.randrange(1, len(before) + 1) :]
    few = [chance.choice((0, 0, 1, 2, 0.5)) for _ in range(count)]
    following: dict[str, Callable[[], list[float]]] = {
        "sum": lambda: [sum(numbers) for numbers in zip(*several, strict=True)],
        "mean": lambda: [round(sum(numbers) / len(numbers), 2) for numbers in zip(*several, strict=True)],
        "share": lambda: [round(number / 2, 2) for number in last],
        "blend": lambda: [round(0.7 * one + 0.3 * other, 2) for one, other in zip(first, last, strict=True)],
        "left": lambda: [100 - number for number in last],
        "rank": lambda: [1 + sum(other > number for other in last) for number in last],
        "number": lambda: [*range(1, count + 1)],
        "change": lambda: [one - other for one, other in zip(first, last, strict=True)],
        "copy": lambda: last,
        "constant": lambda: [40] * count,
        "deduction": lambda: few,
        "bonus": lambda: few,
    }
    others = [chance.randrange(20, 60) + chance.choice((0, 0, 0, 0.5)) for _ in range(count)]
    return following[kind]() if kind in following else others


def below(columns: list[list[float]], chance: Random) -> Iterator[list[object]]:
    """Yield some rows that stand under the branches, with their labels, true or wrong."""
    adding = {
        "合计": sum,
        "平均分": lambda numbers: round(sum(numbers) / len(numbers), 1),
        "最高分": max,
        "最低分": min,
        "参评": len,
        "满分": lambda _: 50,
        "呃": sum,
        "": sum,
    }
    for label in chance.sample(sorted(adding), chance.choice((0, 0, 1, 2))):
        row = [adding[label](numbers) for numbers in columns]
        if chance.random() < 0.3:
            row[chance.randrange(len(row))] += 1
        yield [label or None, *row]
    if chance.random() < 0.2:
        yield [chance.choice(("考核人：张三", "注：缺考按0分计", "制表日期")), *[None] * (len(columns) - 1), 2013]


def put_together(seed: int) -> list[list[object]]:
    """Put a table together by chance: columns that follow from others, wrong cells, rows that are no branch."""
    chance = Random(seed)
    count = chance.choice((3, 4, 5, 6, 8, 11))
    kinds = [*chance.choices(("item", "item", "item", "previous", "people"), k=chance.randrange(2, 5))]
    kinds += chance.choices([kind for kind in HEADS if kind != "item"], k=chance.randrange(1, 4))
    if chance.random() < 0.3:
        chance.shuffle(kinds)
    columns: list[list[float]] = []
    for kind in kinds:
        columns.append(column(kind, columns, chance, count))
    rows = [
        [f"第{'一二三四五六七八九十末'[at]}党支部", *numbers] for at, numbers in enumerate(zip(*columns, strict=True))
    ]
    rows += below(columns, chance)
    for _ in range(chance.choice((0, 0, 1, 2))):
        row, at = chance.choice(rows), chance.randrange(1, len(kinds) + 1)
        row[at] = chance.choice((None, "缺考", 7, 7.25, row[at], "/"))
    return [["党支部", *(chance.choice(HEADS[kind]) for kind in kinds)], *rows]


def told(roles: TableRoles) -> Iterator[str]:
    """Say what every row and column is, why, and what is asked; branches that nothing is odd about in one line."""

    def line(name: str, role: LineRole) -> str:
        asked = f" ? {role.question.say('en')}" if role.question else ""
        odd = f" odd {role.odd}" if role.odd else ""
        return f"{name} {role.role} {role.witness.name}: {role.because.say('en')}{odd}{asked}"

    total = "-" if roles.total is None else letter(roles.total)
    yield f"items {' '.join(map(letter, roles.items))} total {total} branches {' '.join(map(str, roles.branches))}"
    if roles.full_marks:
        yield f"full marks {', '.join(f'{letter(at)} {marks}' for at, marks in roles.full_marks.items())}"
    yield from (line(letter(at), role) for at, role in roles.columns.items())
    plain = {row for row, role in roles.rows.items() if role.role == "branch" and not (role.question or role.odd)}
    yield from (line(str(row), role) for row, role in roles.rows.items() if row not in plain)
    for found in roles.relations:
        parts = " ".join(map(letter, found.parts))
        yield f"{letter(found.target)} {found.kind} {parts} {found.spoken} {found.odd.tolist()}"


WRITTEN_ROWS = {name: rows_of(table) for name, table in WRITTEN.items()}
OF_HUNDRED = Known(whole=Decimal(100))
BY_CHANCE = {f"chance {seed}": put_together(seed) for seed in range(100)}


@pytest.mark.parametrize(("name", "tables"), [("written", WRITTEN_ROWS), ("by-chance", BY_CHANCE)], ids=["1", "2"])
def test_what_is_made_of_small_tables(name, tables, request):
    lines: list[str] = []
    for words, rows in tables.items():
        roles, known = ([*told(find_roles(table_of(rows), what))] for what in (Known(), OF_HUNDRED))
        lines += [f"# {words}", *shown(rows), *roles]
        lines += [f"of a hundred {line}" for line in known if line not in roles]
    same_as_noted(name, lines, request)
