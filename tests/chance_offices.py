"""Workbooks as offices fill them in, whole and right, or with one thing in them that is not, put together by chance.

A table has branches, the columns of one way to come to a score, and what offices set beside, above and below it; other
sheets say the same once more, in part, or something else. Half of the books have one cell, row or word changed.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

NAMES = tuple(
    f"{name}党支部" for name in ("采煤一队", "采煤二队", "掘进队", "通风队", "机电队", "运输队", "财务科", "后勤")
)
ITEMS = (("思想建设", 20), ("组织建设", 30), ("作风建设", 50))
SHARES = ((19, 28, 47), (18.5, 27, 45), (17, 26, 46.5), (16, 25, 39), (20, 29.5, 48), (15, 22, 41), (17.5, 28, 44.5),
          (14, 21, 33.5))  # fmt: skip
STARS = {5: "五星级", 4: "四星级", 3: "三星级"}
Column = tuple[str, list[object]]


def _number(value: Decimal | float) -> float | int:
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _rounded(value: Decimal, places: int = 2) -> float | int:
    return _number(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _added(row: Sequence[float]) -> float | int:
    return _number(sum((Decimal(str(each)) for each in row), Decimal(0)))


def _mean(row: Sequence[float], places: int = 2) -> float | int:
    return _rounded(sum((Decimal(str(each)) for each in row), Decimal(0)) / len(row), places)


TOTALS = [_added(row) for row in SHARES]


def _star(total: float) -> int:
    return 5 if total >= 90 else 4 if total >= 80 else 3


def _near(chance: Random, steps: Sequence[float] = (-2, -1, 0, 1, 1.5)) -> list[float | int]:
    return [_number(max(0, min(100, total + chance.choice(steps)))) for total in TOTALS]


def _of_items(chance: Random) -> list[Column]:
    form = chance.choice(("{}({}分)", "{}（{}分）", "{}（满分{}分）", "{}({})", "{}"))
    columns: list[Column] = [(form.format(*item), [row[at] for row in SHARES]) for at, item in enumerate(ITEMS)]
    if chance.random() < 0.3:
        columns.insert(1, ("扣分", [_number(20 - row[0]) for row in SHARES]))
    if chance.random() < 0.2:
        columns.insert(2, ("小计", [_added(row[:2]) for row in SHARES]))
    return [*columns, (chance.choice(("总分", "考核总分", "合计", "得分")), [*TOTALS])]


def _of_judges(chance: Random) -> list[Column]:
    marks = [_near(chance) for _ in range(chance.choice((2, 3, 5)))]
    form = chance.choice(("评委{}", "考核组{}", "评委{}打分", "{}月"))
    columns: list[Column] = [(form.format(at), [*column]) for at, column in enumerate(marks, start=1)]
    means: list[object] = [_mean(row) for row in zip(*marks, strict=True)]
    return [*columns, (chance.choice(("平均分", "最终得分", "平均", "得分")), means)]


def _of_weights(chance: Random) -> list[Column]:
    share, other = chance.choice(((70, 30), (60, 40), (80, 20), (50, 50))), _near(chance)
    form = chance.choice(("{}({}%)", "{}（占{}%）", "{}得分（权重{}%）", "{}"))
    means: list[object] = [
        _rounded((Decimal(str(ours)) * share[0] + Decimal(str(theirs)) * share[1]) / 100)
        for ours, theirs in zip(TOTALS, other, strict=True)
    ]
    heads = chance.choice((("党建考核", "群众测评"), ("日常考核", "集中考核"), ("支部工作", "业务工作")))
    columns: list[Column] = [(form.format(heads[0], share[0]), [*TOTALS]), (form.format(heads[1], share[1]), [*other])]
    return [*columns, (chance.choice(("综合得分", "总分", "最终得分")), means)]


def _of_quarters(chance: Random) -> list[Column]:
    first, second = _near(chance), _near(chance)
    heads = chance.choice((("一季度", "二季度"), ("第一季度得分", "第二季度得分"), ("1-3月", "4-6月")))
    means: list[object] = [_mean(row) for row in zip(first, second, strict=True)]
    return [(heads[0], [*first]), (heads[1], [*second]), (chance.choice(("平均分", "半年得分", "得分")), means)]


def _of_bonus(chance: Random) -> list[Column]:
    more = [chance.choice((0, 0, 0, 1, 0.5)) if total < 95 else 0 for total in TOTALS]
    less = [chance.choice((0, 0, 0, 1, 2)) for _ in TOTALS]
    blank = chance.random() < 0.5
    columns: list[Column] = [
        (chance.choice(("基础得分", "基本分", "考核得分")), [*TOTALS]),
        (chance.choice(("加分", "加分项", "奖励加分")), [each or ("" if blank else 0) for each in more]),
        (chance.choice(("扣分", "减分", "扣分项")), [each or ("" if blank else 0) for each in less]),
    ]
    ends: list[object] = [_added((total, plus, -minus)) for total, plus, minus in zip(TOTALS, more, less, strict=True)]
    return [*columns, (chance.choice(("总分", "最终得分", "最后得分")), ends)]


def _of_losses(_: Random) -> list[Column]:
    return [("基础分", [100] * 8), ("扣分", [_number(100 - total) for total in TOTALS]), ("得分", [*TOTALS])]


def _of_two_marks(chance: Random) -> list[Column]:
    heads = chance.choice(
        (("自评得分", "考核得分"), ("自评", "考评"), ("支部自评", "党委考评"), ("初评得分", "终评得分"))
    )
    return [(heads[0], [*_near(chance, (0, 1, 2))]), (heads[1], [*TOTALS])]


def of_totals(chance: Random) -> list[Column]:
    return [(chance.choice(("得分", "考核总分", "总分（100分）", "2013年上半年得分")), [*TOTALS])]


WAYS: tuple[Callable[[Random], list[Column]], ...] = (
    *(_of_items, _of_items, _of_judges, _of_weights, _of_quarters, _of_bonus, _of_losses, _of_two_marks, of_totals),
)
ABOVE = (
    *("2013年上半年星级党支部考核评分表", "××公司2013年1-6月党支部考核得分表", "星级党支部评定表（2013年上半年）"),
    *("党支部考核得分汇总表", "2013年第一、二季度党支部考核表", "2013年度党支部考核表", "二〇一三年上半年党支部考核"),
)
SECOND_LINES = (
    *("填报单位：××公司党委 | | 2013年7月5日", "考核周期：2013年上半年", "考核日期：2013年7月3日", "单位：分"),
    *("考核时间：2013年7月1日至7月5日 | | 单位：分", "附件2", "满分100分", "考核周期：2012年下半年"),
)
BELOW = (
    *(
        "注：90分及以上为五星级，80分及以上不足90分为四星级，80分以下为三星级。",
        "注：80—89分为四星级，90分以上为五星级",
    ),
    *("平均分：85.5分", "五星级3个，占37.5%", "五星级占比：40%", "××党委（盖章）", "填表人：王某 | | 审核人：李某"),
    *("注：综合得分=党建考核×70%+群众测评×30%", "第1页 共1页", "共8个党支部", "共9个党支部", "最高分：97.5分"),
    *("说明：扣分原因已反馈", "公示时间：7月10日至7月16日", "注：运输队党支部经研究调整为四星级", "2013年7月8日"),
    *("注：满分120分", "注：得分四舍五入取整", "备注：后勤党支部不参评", "制表：组织科"),
)
REMARKS = ("", "", "", "无", "书记新任", "表现突出", "7月换届", "较上期提高3分", "经复查无异议", "扣2分未含", "不参评",
           "含退休党员12人", "首次参评", "上期三星级", "复核后为92分", "资料齐全")  # fmt: skip


def _beside(chance: Random, totals: Sequence[float]) -> list[Column]:
    """Return columns that follow from the totals, or say something of the branches."""
    columns: list[Column] = []
    order = sorted(totals, reverse=True)
    if chance.random() < 0.35:
        columns.append((chance.choice(("名次", "排名", "排序")), [order.index(total) + 1 for total in totals]))
    stars = [_star(total) for total in totals]
    form = chance.choice(("", "", "word", "digit", "signs", "ticks", "asked"))
    if form in {"word", "digit", "signs"}:
        said = {"word": STARS, "digit": {each: each for each in STARS}, "signs": {each: "★" * each for each in STARS}}
        columns.append((chance.choice(("星级", "评定星级", "等级")), [said[form][each] for each in stars]))
    elif form == "ticks":
        columns += [(STARS[star], ["√" if each == star else "" for each in stars]) for star in STARS]
    elif form == "asked":
        columns.append(("是否达到五星级", ["是" if each == 5 else "否" for each in stars]))
    if chance.random() < 0.2:
        columns.append((chance.choice(("是否参评", "是否有效")), ["是"] * 8))
    if chance.random() < 0.2:
        columns.append((chance.choice(("党员人数", "获奖数", "委员数")), [chance.randint(1, 40) for _ in totals]))
    if chance.random() < 0.45:
        columns.append(("备注", [chance.choice(REMARKS) for _ in totals]))
    return columns


def _sums(chance: Random, columns: Sequence[Column], numbers: Sequence[int], first: int) -> list[list[object]]:
    """Return rows below the branches that sum up the columns of numbers."""
    made: list[list[object]] = []
    labels: Mapping[str, Callable[[list[float]], object]] = {
        "合计": _added, "平均分": lambda each: _mean(each, 2), "最高分": max, "最低分": min,
    }  # fmt: skip
    for label in chance.choice(((), (), ("平均分",), ("合计",), ("最高分", "最低分", "平均分"), ("合计", "平均分"))):
        row: list[object] = [""] * len(columns)
        row[chance.choice((0, first))] = label
        for at in numbers:
            cells = [each for each in columns[at][1] if isinstance(each, float | int)]
            row[at] = labels[label](cells) if len(cells) == 8 else ""
        made.append(row)
    return made


def _table(chance: Random, ways: Sequence[Column], names: Sequence[str], *, dressed: bool) -> list[list[object]]:
    """Return the rows of a table, the heads first."""
    totals = [float(str(total)) for total in ways[-1][1]]
    before: list[Column] = [("序号", [*range(1, 9)])] if chance.random() < 0.6 else []
    if chance.random() < 0.2:
        before.append(("单位", ["机关"] * 4 + ["生产"] * 4))
    first = len(before)
    before.append((chance.choice(("党支部", "支部名称", "被考核党支部")), [*names]))
    columns = [*before, *ways, *(_beside(chance, totals) if dressed else [])]
    rows = [[head for head, _ in columns]]
    if dressed and chance.random() < 0.15 and "(" not in ways[0][0] and "（" not in ways[0][0]:
        marks = dict(ITEMS) | {ways[-1][0]: 100}
        rows.append(["分值" if at == first else marks.get(head, "") for at, head in enumerate(rows[0])])
    body = [list(row) for row in zip(*(cells for _, cells in columns), strict=True)]
    if dressed and chance.random() < 0.2:
        body.insert(
            4, [*([""] * first), chance.choice(("二、生产单位", "基层党总支")), *[""] * (len(columns) - first - 1)]
        )
        body.insert(0, [*([""] * first), chance.choice(("一、机关", "机关党总支")), *[""] * (len(columns) - first - 1)])
    numbers = range(len(before), len(before) + len(ways))
    return [*rows, *body, *(_sums(chance, columns, numbers, first) if dressed else [])]


def _written(rows: Sequence[Sequence[object]]) -> str:
    return "\n".join(" | ".join(str(cell) for cell in row) for row in rows)


def _others(chance: Random, ways: Sequence[Column]) -> dict[str, str]:
    """Return other sheets: the same in part, points one by one, incidents, minutes, a half that is not filled in."""
    lost = [f"{name} | {item} | {_number(marks - row[at])}" for name, row in zip(NAMES, SHARES, strict=True)
            for at, (item, marks) in enumerate(ITEMS) if marks > row[at]]  # fmt: skip
    part = chance.choice(ways)
    made = {
        part[0].replace("/", "")[:20]: _written([["党支部", "得分"], *zip(NAMES, part[1], strict=True)]),
        "汇总": _written([["党支部", "总分"], *zip(NAMES, ways[-1][1], strict=True)]),
        "扣分明细": "\n".join(["党支部 | 扣分项目 | 扣分", *lost]),
        "降星情形": "序号 | 党支部 | 情形 | 日期 | 是否有效\n1 | 采煤一队党支部 | 4.4(6) | @2013-03-04 | "
        + chance.choice(("是", "否", "无效")),
        "降星情形排查": "党支部 | 有无降星情形\n" + "\n".join(f"{name} | 无" for name in NAMES),
        "违纪情况": "各党支部本期无违纪违法情况。",
        "会议记录": chance.choice(
            ("会议同意评定结果。", "采煤二队党支部经复核调整为90分。", "会议决定机电队党支部降为四星级")
        ),
        "下半年": "2013年下半年党支部考核评分表\n党支部 | 得分\n" + "\n".join(f"{name} |" for name in NAMES),
        "说明": "填表说明\n每半年填报一次",
        "名册": "党支部 | 书记\n" + "\n".join(f"{name} | 王某" for name in NAMES),
    }
    chosen = chance.sample([*made], chance.choice((0, 0, 1, 1, 2)))
    return {name: made[name] for name in chosen}


def _changed(chance: Random, rows: list[list[object]]) -> str:
    """Change one thing in a table, and say what."""
    at = chance.randrange(1, len(rows))
    cells = [column for column, cell in enumerate(rows[at]) if isinstance(cell, float | int)] or [0]
    column = chance.choice(cells)
    kind = chance.choice(("number", "number", "ten times", "blank", "word", "row", "column", "name", "star"))
    cell = rows[at][column]
    if kind == "number" and isinstance(cell, float | int):
        rows[at][column] = _added((cell, chance.choice((1, -1, 0.5, 5, -0.01))))
    elif kind == "ten times" and isinstance(cell, float | int):
        rows[at][column] = _number(Decimal(str(cell)) * chance.choice((10, Decimal("0.1"))))
    elif kind == "row":
        rows.insert(at, rows.pop(chance.randrange(1, len(rows))))
    elif kind == "column":
        for row in rows:
            del row[column]
    elif kind == "name":
        rows[at] = [f"{cell}（筹）" if str(cell).endswith("党支部") else cell for cell in rows[at]]
    elif kind == "star":
        rows[at] = ["三星级" if cell in {"四星级", "五星级"} else cell for cell in rows[at]]
    else:
        rows[at][column] = "" if kind == "blank" else chance.choice(("缺", "90分", "/", "待定", "优"))
    return f"{kind} at {at} {column}"


def office(seed: int) -> tuple[str, dict[str, str], dict[str, Fraction]]:
    """Make the workbook of an office: what is changed in it, if anything, the text of its sheets, and the scores."""
    chance = Random(seed)
    ways = WAYS[seed % len(WAYS)](chance)
    rows = _table(chance, ways, NAMES, dressed=True)
    changed = _changed(chance, rows) if chance.random() < 0.5 else ""
    above = [chance.choice(ABOVE), *chance.sample(SECOND_LINES, chance.choice((0, 0, 1)))]
    below = chance.sample(BELOW, chance.choice((0, 0, 1, 1, 2)))
    text = "\n".join([*above, _written(rows), *below])
    truth = {name: Fraction(str(score)) for name, score in zip(NAMES, ways[-1][1], strict=True)}
    name = chance.choice(("考核评分", "Sheet1", "得分表", "2013年上半年"))
    return changed, {name: text, **_others(chance, ways)}, truth
