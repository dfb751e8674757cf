"""Forms, lists and workbooks of several sheets, put together by chance of what offices were seen to write."""

from collections.abc import Iterator
from random import Random

from chance_sheets import NAMES, POINTS, TOTALS

LABELS = (
    *(
        "党支部 | 采煤一队党支部",
        "党支部：采煤一队党支部",
        "被考核党支部：采煤一队党支部 单位：一部 书记：张三",
        "单位 | 一部",
        "单位：分",
    ),
    *(
        "申报星级 | 五星级",
        "申报星级：六星级",
        "党员人数 | 12 | 书记 | 张三",
        "党员人数 | | 书记 | ",
        "书记(签字): | | 单位 | （盖章）",
    ),
    *(
        "自评得分 | 95",
        "自评得分：93",
        "考核总分 | 93",
        "考核总分：95分",
        "考核总分 | =1+1",
        "上期星级 | 四",
        "备注：已核实",
    ),
    *(
        "2013年上半年",
        "2012年度",
        "考核单位：组织科 说明：无",
        "有证书 | 是 | 产值 | 100",
        "有证书 | 也许",
        "产值：",
        "支部：采煤一队\u200b党支部",
    ),
    *(
        "注：表内数字为扣分",
        "考核人：张三",
        "目标星级：三星 | 单位名称：二部",
        "党支部 | ",
        "成立日期 | 2012-07 | 类别 | 生产",
        "评分 | 好",
    ),
)
"""Lines above or below the table of a form."""
FORM_HEADS = (
    "序号 | 类别 | 指标 | 分值 | 自评得分 | 考核得分 | 扣分原因",
    "项目 | 考核内容 | 评分标准 | 得分",
    "项目 | 分值 | 得分",
    "指标 | 分值 | 自评得分",
    "类别 | 指标 | 自评得分 | 考核得分",
    "指标 | 满分 | 扣分 | 扣分原因",
    "考核项目 | 标准分 | 考核扣分 | 实得分",
    "序号 | 指标 | 考核得分 | 备注",
)
CELLS = {
    "序号": ("1", "2", "", "一"),
    "类别": ("思想", "", "组织（60分）", "作风"),
    "项目": ("学习(40分)", "", "党务(60分)", "学习", "加分"),
    "指标": ("学习", "党务（60分）", "教育(10分)", "加分", "", "合计", "纪律", "党务"),
    "考核内容": ("学习", "", "教育（10分）", "党费(50分)"),
    "考核项目": ("学习", "党务", "小计", "安全"),
    "分值": ("40", "60分", "", "多", "10", "'20"),
    "满分": ("40", "60", "100"),
    "标准分": ("40", "60", ""),
    "自评得分": ("39.5", "", "40", "70", "优", "60"),
    "考核得分": ("38", "55", "", "良", "=1", "4O", "5", "不适用", "120"),
    "得分": ("38.5", "9", "", "50", "1"),
    "实得分": ("38", "55", "9"),
}
"""What stands below the heads of a form."""
FORM_SHEETS = ("采煤一队党支部", "采煤二队党支部", "Sheet1", "考核评分", "申报考核表", "2013年")


def form(seed: int) -> tuple[str, str]:
    """Make a form: the name of its sheet, and its text."""
    chance = Random(seed)
    heads = FORM_HEADS[seed % len(FORM_HEADS)]
    above = [LABELS[seed % len(LABELS)], *chance.sample(LABELS, chance.choice((0, 1, 2)))]
    lines = [*(["党支部 | 机关党支部"] if chance.random() < 0.4 else []), *above, heads]
    for at in range(chance.choice((1, 2, 2, 3, 4))):
        cells = [CELLS.get(head.strip(), ("", "略")) for head in heads.split("|")]
        usual = chance.random() < 0.6
        lines.append(" | ".join(each[at % min(2, len(each))] if usual else chance.choice(each) for each in cells))
    if chance.random() < 0.5:
        lines.append(
            " | ".join(["合计", *["" for _ in heads.split("|")[2:-1]], chance.choice(("93", "95", "", "100"))])
        )
    lines += chance.sample(LABELS, chance.choice((0, 0, 1, 2)))
    return chance.choice(FORM_SHEETS), "\n".join(lines)


LISTS = {
    "降星情形": {
        "党支部": (*NAMES[:3], "采煤一队 党支部", "", "无", "本期无", "合计", "备注：无"),
        "情形": ("4.4(3)", "4.4(5)", "6", "第5种", "", "酒驾", "无"),
        "日期": ("@2013-03-04", "2013.3.4", "3月4日", "@2014-01-05", "", "2013年", "41337", "无"),
        "对象": ("党员", "书记", "党员、职工", "", "王某"),
        "处分类别": ("党纪", "政纪", "党内", "", "刑"),
        "处分": ("警告", "严重警告", "警告、记过", "撤职", "", "开除党籍和公职", "5"),
        "造成重大损失": ("是", "否", "", "不详", "TRUE"),
        "受到责任追究": ("是", "√", "", "0"),
        "文号": ("〔2013〕12号", "", "12"),
        "姓名": ("张三", "张三、李四", "", "王和平"),
        "备注": ("", "张三、李四分别受警告", "2人受处分", "已整改", "张三受到警告"),
        "部门": ("纪检", "", "安监"),
        "处理": ("已处理", ""),
    },
    "名册": {
        "党支部": (*NAMES, "", "合计"),
        "曾用名": ("老一队、老采煤队", "", "采一;采一队", "/"),
        "单位": ("一部", "", "二部"),
        "书记": ("张三", "王\u3000五", ""),
        "成立日期": ("@2001-07-01", "2001", "", "2001年7月"),
        "类型": ("生产", "机关", ""),
        "联系人": ("李四", ""),
    },
    "部门意见": {
        "党支部": (*NAMES[:4], "", "采煤一队"),
        "部门": ("纪检", "", "安监"),
        "意见": ("无", "有", "同意", "", "不同意", "/"),
        "": ("在查", "", "已核实"),
        "说明": ("在查", "", "考核人：张三"),
    },
    "自查整改": {
        "党支部": (*NAMES[:4], ""),
        "问题": ("会议记录不全", "", "无"),
        "来源": ("自查", ""),
        "责任人": ("王五", ""),
        "整改期限": ("@2013-08-01", "8月底", "", "2013-08-01"),
        "状态": ("未整改", "已整改", "整改中", ""),
    },
}
"""The columns of each list, with what may stand in them."""
TITLES = ("", "", "2013年上半年", "征求意见部门：纪检", "2012年下半年降星情形", "部门: 安监", "说明")
ENDS = ("", "", "考核人：张三", "注：以文件为准", "合计 | 3", "采煤一队党支部 | 6", "填表人： | 王五")
OPINION_SHEETS = ("部门意见", "部门意见-纪检", "部门意见（安监）", "征求意见_工会", "opinions")


def listed(seed: int) -> tuple[str, str]:
    """Make a list: the name of its sheet, and its text."""
    chance = Random(seed)
    kind = [*LISTS][seed % len(LISTS)]
    columns = {
        head: cells for head, cells in LISTS[kind].items() if chance.random() < (0.95 if head in "党支部" else 0.75)
    }
    lines = [*filter(None, [chance.choice(TITLES)]), " | ".join(columns)]
    for _ in range(chance.choice((0, 1, 2, 3, 5))):
        usual = chance.random() < 0.5
        lines.append(" | ".join(cells[0] if usual else chance.choice(cells) for cells in columns.values()))
    if chance.random() < 0.15:
        lines.insert(-1, " | ".join(columns) if chance.random() < 0.5 else " | ".join([*columns][:-1]) + " | 其他")
    lines += filter(None, [chance.choice(ENDS)])
    if chance.random() < 0.2:
        lines.append(" | ".join(cells[0] for cells in columns.values()))
    return chance.choice(OPINION_SHEETS) if kind == "部门意见" else kind, "\n".join(lines)


SHEETS = (
    *(
        "考核评分",
        "评分",
        "生产",
        "机关",
        "汇总",
        "草稿",
        "填写示例",
        "自评表",
        "2012年下半年",
        "2013年上半年",
        "上期",
        "Sheet1",
    ),
    *("名册", "降星情形", "事故情况", "说明", "考核评分表"),
)
TABLES = (
    "党支部 | 学习(40分) | 党务(60分) | 总分",
    "党支部 | 党务(60分) | 学习(40分) | 总分",
    "党支部 | 学习(40分) | 总分",
    "党支部 | 党务(60分) | 单位 | 备注",
    "党支部 | 安全(60分) | 总分 | 单位",
    "党支部 | 总分",
    "党支部 | 考核总分 | 备注",
    "党支部 | 学习(30分) | 党务(70分)",
    "党支部 | 书记",
    "党支部 | 情形 | 日期",
    "序号 | 党支部 | 学习(40分) | 党务(60分) | 总分 | 申报星级",
    "党支部 | 采煤一队党支部 | 采煤二队党支部",
    "党支部",
    "姓名 | 电话",
    " | ".join("甲乙丙丁戊己庚辛壬癸子丑"),
    "指标 | 分值 | 考核得分",
)
OTHERS = {
    "单位": ("一部", "二部", ""),
    "备注": ("好", "", "已阅"),
    "申报星级": ("五星级", "四星级", ""),
    "序号": ("1", "2"),
}


def _table(chance: Random) -> str:
    heads = chance.choice((*TABLES, *TABLES[:6], *TABLES[:2]))
    first = chance.choice((0, 0, 0, 2, 4))
    lines = [*(["2013年上半年考核评分表"] if chance.random() < 0.15 else []), heads]
    for at in range(first, first + chance.choice((0, 1, 2, 3, 4))):
        lower, short = chance.random() < 0.15, chance.random() < 0.1
        numbers = {
            "学习": POINTS[at][0] - lower,
            "党务": POINTS[at][1],
            "安全": POINTS[at][1],
            "总分": TOTALS[at],
            "考核总分": TOTALS[at],
        }
        named = {"党支部": NAMES[at][: -3 if short else None], "情形": "6", "日期": "@2013-03-04", "书记": "张三"}
        cells = []
        for head in map(str.strip, heads.split("|")):
            plain = head.partition("(")[0]
            cells.append(named.get(plain) or numbers.get(plain) or chance.choice(OTHERS.get(plain, ("", "5"))))
        if (
            "总分" in heads
            and "党务" not in heads
            and "安全" not in heads
            and "学习" in heads
            and chance.random() < 0.8
        ):
            cells[-1] = cells[-2]
        lines.append(" | ".join(map(str, cells)))
    return "\n".join(lines)


def books(seed: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Make the workbooks of a review: the name of each, and its sheets."""
    chance = Random(seed)
    files = chance.choice(
        (("2013H1",), ("2013H1",), ("2013H1 生产", "2013H1 机关"), ("甲", "乙(2)"), ("2013H1", "2013H1 - 副本"))
    )
    for file in files:
        yield file, {name: _table(chance) for name in chance.sample(SHEETS, chance.choice((1, 2, 2, 3, 3)))}


APART = ("学习(40分)", "党务(60分)", "安全(20分)", "纪律(30分)")


def departments(seed: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Make workbooks of departments, each with items of its own, of mostly the same branches; and perhaps a roster."""
    chance = Random(seed)
    items = chance.sample(APART, chance.choice((2, 2, 3)))
    if chance.random() < 0.3:
        items[:2] = APART[:2]
    names = NAMES[: chance.choice((2, 3, 4))]
    one_book = chance.random() < 0.4
    sheets: dict[str, str] = {}
    for at, item in enumerate(items):
        more = chance.sample(("总分", "单位", "备注", "书记"), chance.choice((0, 1, 2, 3)))
        own = [item, *(["绩效(10分)"] if chance.random() < 0.08 else [])]
        lines = [" | ".join(["党支部", *own, *more])]
        for name in chance.sample(names, len(names) - (chance.random() < 0.2)) + (
            [names[0]] if chance.random() < 0.1 else []
        ):
            points = [int(head[-4:-2].lstrip("(")) - chance.choice((0, 1, 2.5)) for head in own]
            total = sum(points) + (chance.random() < 0.15)
            beside = {
                "总分": str(total),
                "单位": chance.choice(("一部", "一部", "", "二部")),
                "备注": chance.choice(("好", "", "可")),
            }
            called = name[:-3] if chance.random() < (0.9 if at and seed % 7 == 0 else 0.05) else name
            lines.append(" | ".join([called, *map(str, points), *(beside.get(head, "张三") for head in more)]))
        sheets[("考核评分", "党建", "安监", "工会")[at] if one_book else f"部门{at}"] = "\n".join(lines)
    if chance.random() < 0.4:
        totals = [f"{name} | {chance.choice((30, 40, 39.5))}" for name in names]
        sheets["汇总"] = "\n".join(["党支部 | 总分", *totals])
    if chance.random() < 0.4:
        sheets["名册"] = "党支部 | 曾用名\n" + "\n".join(f"{name} | {name[:-3]}" for name in names)
    if one_book:
        yield "2013H1", sheets
    else:
        yield from (
            (f"2013H1-{at}甲", {"名册" if name == "名册" else "评分": text})
            for at, (name, text) in enumerate(sheets.items())
        )


MAPS = (
    "scores: {学习(40分): ignore}",
    "scores: {基层: branch, 分数: total}\nincidents: {出事: date}",
    "scores: {分数: 考核总分}\nsheets: {一览: scores, Sheet1: roster}",
    "items: {学 习: 学习(50分), 党费: 党务(50)}",
    "items: {学习: A1, 党费: 党务}",
    "branches: {采煤一队党支部: ignore, 合计: ignore}",
    "branches: {采煤一队党支部: 采煤二队党支部}",
    "scores: {分数: totl}",
    "score: {分数: total}",
    "scores: total\nitems:\n",
    "- scores",
    "",
    "sheets: {一览: 考核评, 二: 名册}",
    "roster: {原名: aliases}\nopinions: {看法: opinion, 谁: 部门}\nfindings: {毛病: 问题, 期: due}",
    "items: {党费: 党费收缴}",
    "scores: {有证: certificate, 分数: 产值, 称号: 起始}",
)
"""What stands in columns.yaml."""
MAPPED_HEADS = (
    "党支部 | 学习(40分) | 党务(60分) | 总分",
    "基层 | 分数 | 备注",
    "基层 | 学 习 | 党费 | 分数",
    "党支部名 | 申报星极 | 学习(40分) | 考核总份",
    "党支部 | 学习 | 党费 | 考核总 | 序号",
    "原名 | 看法 | 谁",
    "支部名 | 处分类 | 处份 | 认定时日 | 造成损失",
    "支部 | 总分数 | 总分値 | 总得分数",
    "甲 | 乙 | 丙",
    "甲 | 乙",
    "党支部 | 有证 | 称号 | 总分",
)
