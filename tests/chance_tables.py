"""Small tables of scores, put together by chance: columns that follow from others, rows of sums, wrong cells."""

from collections.abc import Callable, Iterator
from random import Random

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


MANY = 300


def put_together(seed: int, many: int = 0) -> list[list[object]]:
    """Put a table together by chance: columns that follow from others, wrong cells, rows that are no branch."""
    chance = Random(seed)
    count = chance.choice((3, 4, 5, 6, 8, 11))
    count = many or count
    kinds = [*chance.choices(("item", "item", "item", "previous", "people"), k=chance.randrange(2, 5))]
    kinds += chance.choices([kind for kind in HEADS if kind != "item"], k=chance.randrange(1, 4))
    if chance.random() < 0.3:
        chance.shuffle(kinds)
    columns: list[list[float]] = []
    for kind in kinds:
        columns.append(column(kind, columns, chance, count))
    rows = [
        [f"第{at if many else '一二三四五六七八九十末'[at]}党支部", *numbers]
        for at, numbers in enumerate(zip(*columns, strict=True))
    ]
    rows += below(columns, chance)
    for _ in range(many // 20 or chance.choice((0, 0, 1, 2))):
        row, at = chance.choice(rows), chance.randrange(1, len(kinds) + 1)
        row[at] = chance.choice((None, "缺考", 7, 7.25, row[at], "/"))
    return [["党支部", *(chance.choice(HEADS[kind]) for kind in kinds)], *rows]


def inexact(seed: int, many: int = 0) -> list[list[object]]:
    """Put a table together, one of its columns with all the decimals that a formula leaves, and a number far too large.

    Such numbers are exact only as integers that do not fit into 64 bits.
    """
    chance, rows = Random(seed), put_together(seed, many)
    at = chance.randrange(1, len(rows[0]))
    for row in rows[1:]:
        number = row[at]
        if isinstance(number, int | float):
            row[at] = number * 1.1 - 20.3
    if seed % 2:
        chance.choice(rows[1:])[chance.randrange(1, len(rows[0]))] = chance.choice(
            (998877665.5, 77777777.77777777, 20000)
        )
    return rows
