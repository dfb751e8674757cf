"""Sheets of single points beside the scores: what agrees is told once, what contradicts is asked about at its cell."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

FULL = {"思想": 20, "组织": 30, "作风": 50}
LOST = {"一队": (1, 2, 3), "二队": (2, 4, 6), "三队": (3, 5, 8), "四队": (5, 8, 12)}
BONUS = {"一队": 1, "二队": 0, "三队": 2, "四队": 0}


def found(folder, **sheets):
    _, problems = read_workbooks([write_book(folder / "b.xlsx", sheets)], [], plan(), H1)
    codes = {"detail-differs", "detail-agrees", "unknown-sheet", "total-disagrees", "rows-again"}
    return [(each.code, each.place.sheet, each.place.cell) for each in problems if each.code in codes]


def scores(kind):
    """Return a score sheet of items, of nothing but totals, of totals with a bonus, or with a column of deductions."""
    heads = {
        "items": " | ".join(f"{name}({marks}分)" for name, marks in FULL.items()),
        "total": "考核得分",
        "bonus": "基础分 | 加分 | 总分",
        "taken": "扣分 | 得分",
    }
    rows = []
    for name, lost in LOST.items():
        left = 100 - sum(lost)
        cells = {
            "items": [marks - off for marks, off in zip(FULL.values(), lost, strict=True)],
            "total": [left],
            "bonus": [left, BONUS[name], left + BONUS[name]],
            "taken": [sum(lost), left],
        }
        rows.append(" | ".join(map(str, [f"{name}党支部", *cells[kind]])))
    return "\n".join([f"党支部 | {heads[kind]}", *rows])


def detail(head="扣分", form="{}", *, wrong=(), merged=False, numbered=False, sums=False, only=4):
    lines = [f"序号 | 党支部 | 扣分项目 | {head} | 扣分原因" if numbered else f"党支部 | 扣分项目 | {head} | 扣分原因"]
    for name, lost in list(LOST.items())[:only]:
        for at, (item, off) in enumerate(zip(FULL, lost, strict=True)):
            points = off + 10 * ((name, item) in wrong)
            label = "" if merged and at else f"{name}党支部"
            lines.append(f"{'1 | ' if numbered else ''}{label} | {item} | {form.format(points)} | 略")
        if sums:
            lines.append(f"{' | ' if numbered else ''}小计 | | {sum(lost)} |")
    return "\n".join(lines)


DRESS = [
    {}, {"head": "扣分值"}, {"head": "减分（分）"}, {"head": "分值"}, {"form": "-{}"}, {"form": "{}分"},
    {"form": "扣{}分"}, {"merged": True}, {"numbered": True}, {"sums": True},
]  # fmt: skip


@pytest.mark.parametrize("kind", ["items", "total", "taken"])
@pytest.mark.parametrize("dress", DRESS)
def test_deductions_one_by_one_bear_witness_to_the_scores(tmp_path, kind, dress):
    column = "D" if dress.get("numbered") else "C"
    agreed = detail(**dress)
    assert found(tmp_path, 考核评分=scores(kind), 扣分明细=agreed) == [("detail-agrees", "扣分明细", None)]
    wrong = detail(**dress, wrong=[("二队", "作风")])
    row = 6 if dress.get("sums") else 5
    assert found(tmp_path, 考核评分=scores(kind), 扣分明细=wrong) == [("detail-differs", "扣分明细", f"{column}{row}")]


def test_a_branch_that_a_whole_list_leaves_out_is_asked_about(tmp_path):
    told = [("detail-differs", "扣分明细", None)]
    assert found(tmp_path, 考核评分=scores("items") + "\n五队党支部 | 19 | 28 | 40", 扣分明细=detail()) == told


def test_points_lost_of_items_that_are_not_the_whole_are_lost_of_their_own_marks(tmp_path):
    rows = [f"{name}党支部 | {20 - first} | {30 - second}" for name, (first, second, _) in LOST.items()]
    table = "\n".join(["党支部 | 思想(20分) | 组织(30分)", *rows])
    lost = [
        f"{name}党支部 | {item} | {off}"
        for name, all_lost in LOST.items()
        for item, off in zip(FULL, all_lost[:2], strict=False)
    ]
    said = found(tmp_path, 考核评分=table, 扣分明细="\n".join(["党支部 | 扣分项目 | 扣分", *lost]))
    assert said == [("detail-agrees", "扣分明细", None)]


def test_a_list_of_some_points_contradicts_nothing_but_by_more_than_was_lost(tmp_path):
    some = "党支部 | 事由 | 扣分\n一队党支部 | 迟到 | {}\n二队党支部 | 缺席 | 2"
    assert found(tmp_path, 考核评分=scores("items"), 安全部上报表=some.format(1)) == [
        ("unknown-sheet", "安全部上报表", None)
    ]
    told = [("detail-differs", "安全部上报表", "C2")]
    assert found(tmp_path, 考核评分=scores("items"), 安全部上报表=some.format(7)) == told


@pytest.mark.parametrize("points", [(1, 2), (2, 2), (1, 0)])
def test_bonus_points_are_those_of_the_column(tmp_path, points):
    rows = [f"{name}党支部 | 获奖 | {won}" for name, won in zip(("一队", "三队"), points, strict=True) if won]
    said = found(tmp_path, 考核评分=scores("bonus"), 加分明细="\n".join(["党支部 | 事由 | 加分", *rows]))
    assert [code for code, *_ in said] == ["detail-agrees" if points == (1, 2) else "detail-differs"]


def test_bonus_points_that_no_item_has_are_asked_about(tmp_path):
    told = [("detail-differs", "加分明细", "C2")]
    assert found(tmp_path, 考核评分=scores("items"), 加分明细="党支部 | 事由 | 加分\n一队党支部 | 获奖 | 2") == told


@pytest.mark.parametrize("off", [0, 1])
def test_scores_one_by_one_add_up_to_the_score(tmp_path, off):
    lines = [
        f"{name}党支部 | {item} | {marks - lost + (off if (name, item) == ('二队', '思想') else 0)}"
        for name, all_lost in LOST.items()
        for (item, marks), lost in zip(FULL.items(), all_lost, strict=True)
    ]
    said = found(tmp_path, 考核评分=scores("items"), 得分明细="\n".join(["党支部 | 考核项目 | 得分", *lines]))
    assert said == ([("total-disagrees", "得分明细", "C5")] if off else [("rows-again", "得分明细", None)])


@pytest.mark.parametrize(
    "name", ["复核", "调整情况", "终审", "不参评名单", "定星结果", "加扣分", "奖惩", "最终得分更正"]
)
def test_a_list_that_may_change_scores_is_asked_about_if_it_is_not_read(tmp_path, name):
    sheets = {"考核评分": scores("items"), name: "党支部 | 情况\n二队党支部 | 79"}
    _, problems = read_workbooks([write_book(tmp_path / "b.xlsx", sheets)], [], plan(), H1)
    assert [each.code for each in problems if each.severity == "error"] == ["changes-not-read"]
    sheets = {"考核评分": scores("items"), f"{name}办法": "党支部的情况\n按办法"}
    _, problems = read_workbooks([write_book(tmp_path / "b.xlsx", sheets)], [], plan(), H1)
    assert [each.code for each in problems] == ["unknown-sheet"]
