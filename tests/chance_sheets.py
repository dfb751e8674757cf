"""Score sheets as offices dress them, put together by chance of what was seen: lines, columns, cells and looks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

NAMES = tuple(
    f"{name}党支部" for name in ("采煤一队", "采煤二队", "掘进队", "通风队", "机电队", "运输队", "甲", "后勤")
)
POINTS = ((38, 55), (40, 60), (30, 50.5), (36, 54), (25, 33.5), (39, 51), (33, 47), (37.5, 52.5))
TOTALS = [sum(points) for points in POINTS]
STARS = [5, 5, 4, 5, 2, 5, 4, 5]
"""What the plan gives for these totals."""
LINES = (
    *("本期共8个党支部参加考核", "共有9个党支部", "参评党支部7个", "合计（4个党支部）", "共10个党支部，8个参加考核"),
    *("党支部总数：八个", "去年共9个党支部", "参加考核的有十二个支部，其中优秀3个", "各部门不超过3个党支部"),
    *("其中五星级5个，四星级2个", "五星级党支部共3个", "3个五星级党支部", "四星级支部2个；二星级1个", "申报五星级6个"),
    *("第1页 共3页", "第3页/共3页", "（2/3）", "共三页，第二页", "Page 1 of 2", "第4页 共3页"),
    *("满分为120分", "满分100分", "百分制得分", "十分制", "单项满分为50分", "按95%折算", "系数为0.9", "×1.1"),
    *(
        "90分以上为五星级党支部",
        "95分以上为五星级，85分至95分为四星级",
        "前10%评为五星级",
        "三星级70-80",
        "20分以上为一星级",
    ),
    *(
        "五星级党支部（5个）",
        "二、四星级（2个）",
        "★★★",
        "拟评为五星级的党支部",
        "（一）五星级：共2个",
        "申报五星级",
        "一、生产单位",
    ),
    *(
        "2013年上半年",
        "2013年度",
        "2012年下半年星级考核",
        "2013年第二季度",
        "依据2012年度考核办法",
        "上半年",
        "2013.1-6",
    ),
    *("2013年1月1日至6月30日", "2013年（1-6月）", "201306", "2013年2至5月", "二〇一三年上半年", "2013年1月至2013年6月"),
    *(
        "采煤一队2013年4月发生安全事故，降一星",
        "发生安全事故的降一星",
        "该支部书记被约谈",
        "采煤一队无事故",
        "2013年7月3日",
    ),
    *(
        "采煤一队不参加评星",
        "后勤支部总分应为91",
        "掘进队另加2分",
        "本期暂定",
        "得分待纪委复核后确定",
        "甲类并入后勤",
        "发生甲类安全事故",
        "甲发生安全事故",
    ),
    *(
        "本表为扣分制",
        "注：表内数字为扣分，得分=100-扣分合计",
        "扣分汇总表",
        "党支部自评得分表",
        "自评与考核得分表",
        "互评情况",
    ),
    *(
        "团支部考核表",
        "党小组考核",
        "党支部书记述职评议",
        "民主测评，星级党支部考核",
        "考核人：张三",
        "（盖章）",
        "制表日期：",
    ),
    *(
        "注：缺考按0分计",
        "说明",
        "审核：李四    制表：王五",
        "某公司党委",
        "公司考核组 2013年7月",
        "单位：分",
        "缺席",
        "※重点",
    ),
)
"""What stands alone in a row, above, between or below the branches."""
SUMS: Mapping[str, Callable[[list[float]], float]] = {
    "合计": sum,
    "总计：": sum,
    "平均分": lambda numbers: round(sum(numbers) / len(numbers), 2),
    "最高分": max,
    "最低分": min,
    "集团平均": lambda numbers: round(sum(numbers) / len(numbers) + 1, 1),
    "去掉最高分后的平均": lambda numbers: round((sum(numbers) - max(numbers)) / (len(numbers) - 1), 2),
    "参评支部数": len,
    "满分": lambda numbers: 40 if max(numbers) <= 40 else 60 if max(numbers) <= 60 else 100,
    "甲乙丙": sum,
    "": sum,
}
"""Rows of figures of all branches above, or of all but the last: then they are wrong, or of a part."""
_RANKS = [1 + sum(other > total for other in TOTALS) for total in TOTALS]
COLUMNS: Mapping[str, Sequence[Sequence[Any]]] = {
    "名次": (
        _RANKS, [2, 1, *_RANKS[2:]], [f"第{rank}名" for rank in _RANKS], [1, 2, 3, 1, 4, 2, 3, 1], _RANKS[::-1],
        [*_RANKS[:-1], "并列第3名"], [1, 2, 3, 4, 5, 6, 7, 8], [*_RANKS[:4], 1, *_RANKS[5:]], [*_RANKS[:6], "9", ""],
    ),
    "部门内排名": ([1, 2, 1, 2, 1, 2, 1, 2],),
    "序号": (
        range(1, 9), [1, 2, 3, 4, 6, 7, 8, 9], [1, 2, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 1, 2, 3, 4],
        ["1", "2", "3", "5", "6", "7", "8", "9"], [101, 102, 103, 105, 106, 107, 108, 109], [1, 2, 3, 4, 5, 6, 7, 9],
        [1, 2, 4, 5, 1, 2, 3, 4],
    ),
    "评定星级": (
        STARS, [f"{'零一二三四五'[star]}星级" for star in STARS], ["★" * star for star in STARS],
        [*STARS[:4], 3, *STARS[5:]], ["待定", "不详", "优", *STARS[3:]], ["五星级"] * 8, ["", *STARS[1:]],
    ),
    "结果": (["★" * star for star in STARS], [f"{star}星" for star in STARS[::-1]], ["五星级", *["合格"] * 7]),
    "申报星级": ([5, 4, 3, 5, 4, 3, 2, 1], ["五星级", "优", "四星级", "", "3", "三", "六星级", "零星"]),
    "2012年评定星级": (STARS[::-1],),
    "上期星级": (STARS[::-1], ["五", "无", "☆☆☆", "四星", "", "/", "3", "2星级"]),
    "备注": (
        ["发生安全事故，降一星", "无事故", "", "未发生上访", "工亡1人", "工亡0人", "计划生育不达标", "黄牌警告一次"],
        ["取消评星资格", "另加2分", "已并入机关", "书记参加评定会", "", "不合格项已整改", "总分应为91", "该项未考核"],
        ["", "", "", "", "一票否决", "", "", ""], ["受党内警告", "通报表扬", "事故案例学习", "书记被约谈", *[""] * 4],
    ),
    "降星情形": (
        ["无"] * 8, ["无", "没有", "/", "否", "0", "本期无", "—", ""], ["无", "有", 1, 0, True, False, "第5种", "1起"],
    ),
    "安全事故": ([0, 0, 0, 1, 0, 0, 0, 0], ["无"] * 8),
    "事故扣分": ([0, 0, 2, 0, 0, 0, 1, 0],),
    "红线指标": (
        ["", "", "是", "", "", "", "", ""], ["是", "是", "是", "", "", "", "是", "是"], ["否"] * 8, ["√", *[""] * 7],
    ),
    "先进典型": (["", "是", "", "", "", "", "", ""],),
    "计划生育": (["达标", "否决", *["达标"] * 6], ["", "1项", *[""] * 6]),
    "": (["降一星", *[""] * 7], [""] * 7 + ["受党内警告处分"], [1, 2, 3, 2, 1, 0, 2, 1]),
    "自评得分": ([99, 100, 90, 95, 80, 97, 90, 96], TOTALS),
    "自评星级": ([5] * 8,),
    "学习自评(40分)": ([40] * 8,),
    "学习扣分(40分)": ([2, 0, 10, 4, 15, 1, 7, 2.5],),
    "上期总分": ([90, 91, 80, 85, 70, 88, 79, 93],),
    "6月得分": (TOTALS, [90] * 8),
    "1-6月得分": (TOTALS,),
    "单位": (["一部", "一部", "一部", "一部", "二部", "二部", "二部", ""], ["一部", *[""] * 7]),
    "书记": (["张三", "李四", "王 五", "", "赵\n六", "钱七", "孙八", "１"],),
    "党员人数": ([12, 7, 30, "9人", "", 8, -1, 5.5],),
    "加分(5分)": ([0, 1, 0, 0, 2, 0, 0, 5], ["", 1, "", "", "", "", "", ""]),
    "加分": ([0, 1, 0, 0, 2, 0, 0, 5],),
    "扣分": ([0, 1, 0, 0, 2, 0, 0, 5],),
    "折算50%": ([total / 2 for total in TOTALS],),
    "得分率": ([0.9, 0.8] * 4,),
    "总分": (TOTALS, [total - 1 for total in TOTALS]),
    "综合得分(满分120分)": ([total * 1.2 for total in TOTALS],),
    "考核总分（满分5分）": ([total / 20 for total in TOTALS],),
    "党支部": (NAMES[::-1], [f"{name}二" for name in NAMES]),
    "党组织": ([f"{name[:2]}服务站党支部" for name in NAMES],),
    "学习(40分)": ([points[0] for points in POINTS], [1] * 8),
    "学习（30分）": ([20] * 8,),
    "出勤": ([0.95, 1, 0.9, 0.98, 1, 1, 0.93, 0.97],),
    "产值": ([100, 200, 150.5, 99, "95%", "", "/", 10],),
    "有证书": (["是", "否", "有", "", "/", "也许", "不适用", "是"],),
    "成立日期": (["2012年3月1日", "2012", *["2011-07-01"] * 6],),
}  # fmt: skip
"""What stands beside the scores, by its head."""
CELLS = (
    *(
        "缺考",
        "免考",
        "/",
        None,
        "38分",
        "4O",
        "３８",
        "38,5",
        "38.123456789012",
        "-",
        "不适用",
        "暂缺",
        " 38 ",
        "三十八",
        "95%",
    ),
    *(
        9,
        8.5,
        -3,
        120,
        0.38,
        3.6,
        0,
        1e-9,
        2e9,
        "=1+1",
        True,
        "2013-05-01",
        "38（修正）",
        "约38",
        "38-2",
        "0.85分",
        38.005,
        "#DIV/0!",
    ),
)
"""What may stand in the cell of a score."""
NAMED = (
    *(
        "采煤一队 党支部",
        "采煤一队\u200b党支部",
        "",
        "合计党支部",
        "采煤一队",
        "1.采煤一队党支部",
        "（一）采煤一队党支部",
        "平均",
    ),
    *(
        "采煤二队党支部",
        "注：采煤一队",
        "党支部",
        "12",
        "去年同期",
        "采煤一队党支部①",
        "其他",
        "总支（合计）",
        "五星级",
        "王五",
    ),
)
"""What may stand where a branch is named."""
LOOKS = (
    *("0", "0.0", "0%", "yyyy-mm-dd", "0.00%", "hidden row", "hidden column", "struck", "comment", "long comment"),
    *("shown rounded", "shown rounded up", "merged", "hidden sheet", "raised", "struck inside", "raised name"),
)
NUMBERED: Mapping[str, Callable[[int], str]] = {
    "signs": lambda at: chr(ord("①") + at),
    "points": lambda at: f"{at + 1}.",
    "framed": lambda at: f"（{'一二三四五六七八'[at]}）",
    "one left out": lambda at: f"{at + 1 + (at > 3)}、",
    "some": lambda at: f"{at + 1}. " if at < 3 else "",
    "none of a list": lambda at: f"{3 * at + 2}.",
}
"""What may stand in front of all names."""
SHAPES: Mapping[str, tuple[list[str], Callable[[int], list[Any]]]] = {
    "marks": (["党支部", "学习(40分)", "党务(60分)", "总分"], lambda at: [*POINTS[at], TOTALS[at]]),
    "parts": (["党支部", "学习", "党务", "总分"], lambda at: [*POINTS[at], TOTALS[at]]),
    "alone": (["党支部", "学习(40分)", "党务(60分)"], lambda at: [*POINTS[at]]),
    "total": (["党支部", "考核总分"], lambda at: [TOTALS[at]]),
    "no scores": (["党支部", "书记"], lambda at: [f"张{at}"]),
    "nameless": (["党支部", "甲", "乙", "丙"], lambda at: [*POINTS[at], TOTALS[at]]),
}


class Dressed(NamedTuple):
    """A sheet: what was done to it, in words; its rows; and the looks of its cells, by row and column from 1."""

    words: str
    rows: list[list[Any]]
    looks: list[tuple[str, int, int]]

    def write(self, path: Path, name: str = "考核评分") -> Path:
        """Write the workbook."""
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = name
        for row in self.rows:
            sheet.append(row)
        for look, row, column in self.looks:
            if look == "hidden sheet":
                book.create_sheet("Sheet2")
                sheet.sheet_state = "hidden"
                book.active = 1
            else:
                _give(look, sheet, row, column)
        book.save(path)
        return path


def _give(look: str, sheet: Any, row: int, column: int) -> None:
    """Give a cell, its row or its column a look."""
    cell = sheet.cell(row, column)
    match look:
        case "hidden row":
            sheet.row_dimensions[row].hidden = True
        case "hidden column":
            sheet.column_dimensions[cell.column_letter].hidden = True
        case "struck":
            cell.font = Font(strike=True)
        case "comment" | "long comment":
            cell.comment = Comment("待核实\n\n再看" * (1 if look == "comment" else 40), "张三")
        case "raised" | "struck inside" | "raised name":
            cell = sheet.cell(row, 1) if look == "raised name" else cell
            font = InlineFont(strike=True) if look == "struck inside" else InlineFont(vertAlign="superscript")
            cell.value = CellRichText(str(cell.value or "空"), TextBlock(font, "1"))
        case "shown rounded" | "shown rounded up":
            cell = sheet.cell(row, sheet.max_column)
            cell.value, cell.number_format = 89.96, "0" if look == "shown rounded" else "0.0"
        case "merged":
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
        case _:
            cell.number_format = look


def _changes() -> Iterator[tuple[str, Any]]:
    """Yield everything that may be done to a sheet, once, in words and as its data."""
    for at, line in enumerate(LINES):
        yield ("above", "below", "between")[at % 3], line
        yield ("below", "between", "above")[at % 3], line
    yield from (("sum", label) for label in 3 * [*SUMS])
    yield from (("column", (head, cells)) for head, kinds in COLUMNS.items() for cells in kinds)
    yield from (("cell", cell) for cell in 2 * CELLS)
    yield from (("name", name) for name in NAMED)
    yield from (("look", look) for look in LOOKS)
    yield from (
        ("heads", heads) for heads in ("again", "others", "two rows", *4 * ["parts"], "marks below", "nameless")
    )
    yield from (("numbers", how) for how in NUMBERED)
    yield from (("rows", rows) for rows in ("few", "two", "one", "none", "small", "shuffled"))


CHANGES = [*_changes()]


def dressed(seed: int) -> Dressed:
    """Put a sheet together: the change whose turn it is, and up to two others by chance."""
    chance = Random(seed)
    shape = chance.choice((*SHAPES, "marks", "parts", "total"))
    heads, scores = SHAPES[shape]
    several = [CHANGES[seed % len(CHANGES)], *chance.sample(CHANGES, chance.choice((0, 0, 1, 2)))]
    branches = [[name, *scores(at)] for at, name in enumerate(NAMES)]
    sheet = _Sheet(chance, [*heads], branches)
    for kind, what in sorted(several, key=lambda change: change[0] == "rows"):
        sheet.change(kind, what)
    words = "; ".join(f"{kind} {what}" for kind, what in several)
    rows = [*sheet.above, *sheet.heads, *sheet.below]
    top = len(sheet.above) + len(sheet.heads)
    looks = [(look, top + row, column) for look, row, column in sheet.looks]
    return Dressed(f"{shape}: {words}", rows, looks)


class _Sheet:
    """A sheet while it is dressed."""

    def __init__(self, chance: Random, heads: list[Any], branches: list[list[Any]]) -> None:
        self.chance = chance
        self.above: list[list[Any]] = []
        self.heads = [heads]
        self.below = branches
        self.looks: list[tuple[str, int, int]] = []

    def change(self, kind: str, what: Any) -> None:
        """Do one thing to it."""
        getattr(self, f"_{kind}")(what)

    def _above(self, line: str) -> None:
        self.above.append([line])

    def _alone(self, line: str) -> list[Any]:
        return [line] if self.chance.random() < 0.7 else [None, line]

    def _below(self, line: str) -> None:
        self.below.append(self._alone(line))

    def _between(self, line: str) -> None:
        self.below.insert(self.chance.choice((0, 3, 5)), self._alone(line))

    def _sum(self, label: str) -> None:
        at = self.chance.choice((len(self.below), len(self.below), 4))
        rows = [row for row in self.below[:at] if len(row) > 1]
        rows = rows[:-1] if self.chance.random() < 0.3 else rows
        columns = [[cell for cell in column if type(cell) in {int, float}] for column in zip(*rows, strict=False)]
        self.below.insert(at, [label, *(SUMS[label](numbers) if numbers else None for numbers in columns[1:])])

    def _column(self, column: tuple[str, Sequence[Any]]) -> None:
        head, cells = column
        at = self.chance.choice((len(self.heads[0]), len(self.heads[0]), 1, 0))
        for row in self.heads:
            row.insert(at, head)
        for row in [row for row in self.below if len(row) > 1]:
            name = next((cell for cell in row if cell in NAMES), None)
            row.insert(at, cells[NAMES.index(name)] if name else None)

    def _cell(self, cell: object) -> None:
        row = self.chance.choice([row for row in self.below if len(row) > 1])
        row[self.chance.randrange(1, len(row))] = cell

    def _name(self, name: str) -> None:
        row = self.chance.choice([row for row in self.below if len(row) > 1])
        row[next((at for at, cell in enumerate(row) if cell in NAMES), 0)] = name

    def _numbers(self, how: str) -> None:
        for row in self.below:
            for at, cell in enumerate(row):
                if cell in NAMES:
                    row[at] = f"{NUMBERED[how](NAMES.index(cell))}{cell}"

    def _look(self, look: str) -> None:
        row, column = self.chance.randrange(1, len(self.below) + 1), self.chance.randrange(2, len(self.heads[0]) + 1)
        self.looks.append((look, row, column))

    def _heads(self, how: str) -> None:
        heads = self.heads[0]
        match how:
            case "again":
                self.below.insert(4, [*heads])
            case "others":
                self.below.insert(4, [*heads[:-1], "合格"])
            case "two rows":
                self.heads = [[*heads[:1], "基础", *[None] * (len(heads) - 3), *heads[-1:]], [None, *heads[1:-1], None]]
            case "parts":
                parts = [self.chance.choice(("基础(100分)", "其他（40分）", "", "加减")) for _ in heads[2:-1]]
                self.heads = [["", "基础(40分)", *parts, ""], heads]
            case "nameless":
                self.heads[0] = [
                    self.chance.choice(("名称", "单位", "支部")) if head == "党支部" else head for head in heads
                ]
            case _:
                marks = {"学习": 40, "党务": 60, "甲": 40, "乙": 60, "丙": 100, "总分": 100}
                self.below.insert(0, ["满分", *(marks.get(head) for head in heads[1:])])

    def _rows(self, how: str) -> None:
        match how:
            case "small":
                self.below = [
                    [cell / 10 if type(cell) in {int, float} and at % 3 else cell for cell in row]
                    for at, row in enumerate(self.below)
                ]
            case "shuffled":
                self.chance.shuffle(self.below)
            case _:
                self.below = self.below[: {"few": 3, "two": 2, "one": 1, "none": 0}[how]]
