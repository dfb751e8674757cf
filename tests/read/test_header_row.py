from decimal import Decimal
from random import Random

import pytest

from noted import same_as_noted, shown
from starrating.formats.sheet import Merge
from starrating.read.column_names import match_key
from starrating.read.header_row import find_header_row, full_marks_of, full_marks_row
from workbooks import cells_of


def header(table, merges=()):
    rows = [["" if cell is None else cell for cell in row] for row in cells_of(table)]
    width = max(map(len, rows))
    return find_header_row([row + [""] * (width - len(row)) for row in rows], merges)


@pytest.mark.parametrize(
    ("cell", "title", "marks"),
    [
        ("思想建设(14分)", "思想建设", "14"),
        ("思想建设（14分）", "思想建设", "14"),
        ("思想\n建设\n（１４ 分）", "思想建设", "14"),
        ("党务公开【2.5】", "党务公开", "2.5"),
        ("党务公开(满分：5分)", "党务公开", "5"),
        ("班子建设︻16分︼", "班子建设", "16"),
        ("总结(2013)", "总结(2013)", None),
        ("Work plan (4)", "Work plan", "4"),
        ("得 分", "得分", None),
    ],
)
def test_full_marks_stand_in_brackets(cell, title, marks):
    assert full_marks_of(cell) == (title, Decimal(marks) if marks else None)


def test_names_are_compared_without_blanks_brackets_and_case():
    assert match_key("得 分\n（分）") == "得分"
    assert match_key("党员人数(人)") == "党员人数"
    assert match_key(" Branch ") == "branch"


def test_one_row_of_heads_below_a_title():
    found = header("2013年上半年考核评分表\n单位:分\n序号|支部名称|学习(8分)|总分\n1|一支部|8|8")
    assert (found.top, found.bottom) == (3, 3)
    assert [(head.title, head.full_marks, head.part) for head in found.heads[1:3]] == [
        ("支部名称", None, None),
        ("学习", 8, None),
    ]


TWO_ROWS = "党支部|思想建设(12分)||组织建设(5分)|总分\n|学习(8分)|教育(4分)|党费(5分)|\n一支部|8|4|5|17"


@pytest.mark.parametrize("merges", [[((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 4), (1, 4))], []])
def test_parts_over_items_with_and_without_merged_cells(merges):
    found = header(TWO_ROWS, merges)
    assert found.bottom == 2
    assert [(head.row, head.title, head.part, head.part_marks) for head in found.heads] == [
        (1, "党支部", None, None),
        (2, "学习", "思想建设", 12),
        (2, "教育", "思想建设", 12),
        (2, "党费", "组织建设", 5),
        (1, "总分", None, None),
    ]


def test_the_branch_may_be_headed_in_the_lower_row():
    found = header("基本情况|思想建设(12分)||党风(5分)\n党支部|学习(8分)|教育(4分)|责任书(5分)\n一支部|8|4|5")
    assert (found.top, found.bottom) == (1, 2)
    assert [head.part for head in found.heads[1:]] == ["思想建设", "思想建设", "党风"]


def test_no_heads_and_heads_too_far_down():
    assert header("填表说明\n请认真填写|谢谢") is None
    assert header("\n".join(["说明"] * 10) + "\n党支部|总分") is None
    assert header("\n".join(["说明"] * 9) + "\n党支部|总分").bottom == 10


CELLS = {
    "heads": ("学习(40分)", "安全（60分）", "总分", "名次", "备注", "加分", "说明", "考核", "自评", "得分", "扣分"),
    "words": ("基础", "加减", "一部", "思想建设(50分)", "甲类", "", "", ""),
    "marks": (40, 60, "(40分)", "60分", "", "满分"),
    "names": ("一支部", "机关党支部", "后勤党支部", "合计", ""),
    "branch": ("党支部", "支部名称", "参评党支部", "单位", "被考评单位", "呃", "党支部"),
}


def heads_by_chance(seed: int) -> tuple[list[list[object]], list[Merge]]:
    """Put the first rows of a sheet together: titles, heads of some rows, full marks, branches; and merged cells."""
    chance = Random(seed)
    width, branch, rows = chance.randrange(3, 6), chance.randrange(0, 2), []
    kinds = [*("words",) * chance.choice((0, 0, 1)), "heads", *chance.choices(("words", "heads", "marks"), k=2)]
    for kind in kinds[: chance.randrange(1, 5)]:
        row: list[object] = [chance.choice(CELLS[kind]) for _ in range(width)]
        row[branch] = chance.choice((*CELLS["branch"], "")) if kind == "heads" else chance.choice(("", "", "分值"))
        rows.append(row)
    top = len(rows)
    names = chance.sample(CELLS["names"], 4)
    rows += [[name if at == branch else chance.choice((38, 40.5, 55, "")) for at in range(width)] for name in names]
    merges = [
        ((row, column), (chance.randrange(row, top), column + (0 if row else chance.choice((0, 0, 1)))))
        for row in range(top)
        for column in range(width - 1)
        if chance.random() < 0.2
    ]
    return ([["2013年上半年考核表", *[""] * (width - 1)], *rows] if chance.random() < 0.2 else rows), merges


BELOW = ("得分", "分值", "自评", "考核", "扣分", "扣分原因", "满分", "名次", "上期", "学习(5分)", "安全", "备注")


def divided_by_chance(seed: int) -> tuple[list[list[object]], list[Merge]]:
    """Put heads together that are divided: below each of them the same others, or some of them; and few branches."""
    chance = Random(seed)
    below = [*chance.sample(BELOW[:5], chance.choice((1, 2, 3))), *chance.sample(BELOW, chance.choice((0, 0, 0, 1)))]
    heads = chance.sample(
        ("学习", "安全(40分)", "党务", "上半年", "自评", "2013年1-3月", "加分"), chance.choice((1, 2, 2, 3))
    )
    upper, lower, merges = [chance.choice(("党支部", "党支部", "名称", "支部"))], [""], []
    for head in heads:
        own = below if chance.random() < 0.8 else [*chance.sample(BELOW, len(below))]
        if chance.random() < 0.6:
            merges.append(((0, len(upper)), (0, len(upper) + len(own) - 1)))
        upper, lower = [*upper, head, *[""] * (len(own) - 1)], [*lower, *own]
    upper, lower = [*upper, "总分"], [*lower, ""]
    names = ("一支部", "二支部", "三支部", "机关")[: chance.choice((1, 2, 3, 4))]
    return [upper, lower, *([name, *[chance.choice((38, 5, 40.5)) for _ in lower[1:]]] for name in names)], merges


@pytest.mark.parametrize(
    ("name", "put_together", "many"), [("heads", heads_by_chance, 150), ("divided", divided_by_chance, 160)]
)
def test_which_heads_are_found(request, name, put_together, many):
    lines: list[str] = []
    for seed in range(many):
        rows, merges = put_together(seed)
        header = find_header_row(rows, merges)
        found = [
            f"{head.title or '-'}/{head.full_marks}/{head.part}/{head.part_marks}/{head.whole}"
            for head in (header.heads if header else ())
        ]
        lines += [f"# {seed} merged {merges}", *shown(rows), f"{header and header[1:3]} {' '.join(found)}"]
    same_as_noted(name, lines, request)


@pytest.mark.parametrize(
    ("below", "titles"),
    [
        (("自评", "考核"), ["学习 自评", "学习", "安全 自评", "安全"]),
        (("分值", "得分"), ["学习 分值", "学习", "安全 分值", "安全"]),
        (("得分", "扣分"), ["学习", "学习 扣分", "安全", "安全 扣分"]),
        (
            ("得分", "名次"),
            ["得分", "名次", "得分", "名次"],
        ),  # neither marks nor an own assessment: two of them tell it
        (("得分", "考核"), ["得分", "考核", "得分", "考核"]),
    ],
)
def test_what_stands_below_several_heads_alike_is_one_item_with_what_is_beside_it(below, titles):
    found = header(
        "党支部|学习||安全|\n|" + "|".join(below * 2) + "\n一支部|8|9|5|6", [((0, 1), (0, 2)), ((0, 3), (0, 4))]
    )
    assert [head.title for head in found.heads[1:]] == titles


@pytest.mark.parametrize("row", ["第一项|3", "第一项|第二项"])
@pytest.mark.parametrize(("merges", "bottom"), [([((0, 0), (1, 0))], 2), ([((0, 0), (0, 0))], 1), ([], 1)])
def test_a_head_merged_with_the_cell_below_it_has_heads_beside_that(row, merges, bottom):
    found = header(f"党支部|甲类|乙类\n|{row}\n一支部|8|9", merges)
    assert found.bottom == bottom


def test_a_known_word_in_the_first_row_below_is_a_head_wherever_the_table_begins():
    assert header("考核表\n党支部|基础|\n|书记|3\n一支部|8|甲").bottom == 3


@pytest.mark.parametrize(("labels", "found"), [("一支部 二支部 说明 备注", False), ("一支部 二支部 三支部 备注", True)])
def test_a_head_that_may_mean_anything_needs_more_branches_than_other_labels_below(labels, found):
    rows = "\n".join(f"{label}|3" for label in labels.split())
    assert (header(f"单位|得一\n{rows}") is not None) is found


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        ("40 | 60分 | （5分） | 满分：30", {1: 40, 2: 60, 3: 5, 4: 30}),
        ("0 | 999 | 1000 | -5", {2: 999}),
        ("0.5 | 999.5 | 1000分 | 1e3", {1: Decimal("0.5"), 2: Decimal("999.5")}),
        ("TRUE | 优 |  | 999分", {4: 999}),
    ],
)
def test_full_marks_of_a_row_that_says_so_lie_above_zero_and_below_a_thousand(cells, marks):
    ((*row,),) = cells_of(f"分值 | {cells}")
    assert full_marks_row(["" if cell is None else cell for cell in row], 0) == marks
