"""What is said beside the scores: asked about where it may change a result, told with its cell everywhere else."""

import pytest

from starrating.read.column_map import load_column_map
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

SCORES = {"一队": 94, "二队": 88, "三队": 84, "四队": 75}
CHANGES = [
    "较上期提高3分，加2分", "经复查有异议", "较上期提高，应加3分", "复核后应为91分",
    "按三星定级", "暂缓评定", "不参评", "未参加考评", "得分待核", "成绩无效", "数据待补", "不定等次",
    "另行研究", "缓评", "补考", "挂起", "退出", "以党委会意见为准", "仅供参考", "作0分处理", "视同不合格",
    "下调一档", "扣2分未含", "划归机关党委", "分数存疑", "加2分", "实得91分", "拟撤销", "初步结果", "暂按85分",
    "得分有误", "弃权", "总分未定", "重复统计", "不予认定", "名次另定", "扣20分",
]  # fmt: skip
CHANGES_NOTHING = [
    "较上期提高3分", "较上期下降1.5分", "较上期+5分", "比上年上升2名", "同比增加3分", "经复查无异议",
    "复核后无变化", "复审无误",
    "新成立", "书记调离", "见附件", "表现突出", "会议记录不全扣2分", "含加分1分", "力争五星级", "上期三星级",
    "五星级活动室", "四星级", "较上期进步3名", "接待参观2次", "党员待岗3人", "待遇落实", "问题待整改",
    "不合格项已整改", "未扣分", "班子调整", "补选委员", "尚未换届", "学习90分钟", "三会一课落实",
    "联系人：王五",
]  # fmt: skip


def found(folder, table, mapping=None, merged=()):
    path = write_book(folder / "b.xlsx", {"考核评分": table}, merged)
    _, problems = read_workbooks([path], [], plan(), H1, mapping=mapping)
    return [(each.severity, each.code, each.place.cell) for each in problems if each.code != "unknown-column"]


def remarked(head, words):
    rows = [f"{name}党支部 | {score} | {words if name == '二队' else ''}" for name, score in SCORES.items()]
    return "\n".join([f"党支部 | 得分 | {head}", *rows])


ASKED, TOLD = [("error", "remark-not-read", "C3")], [("notice", "remarks-passed-over", "C3")]


@pytest.mark.parametrize("head", ["备注", "情况说明", "考核说明", "", "批注"])
@pytest.mark.parametrize("words", CHANGES)
def test_a_remark_that_may_change_a_result_is_asked_about(tmp_path, head, words):
    assert found(tmp_path, remarked(head, words)) == ASKED


@pytest.mark.parametrize("head", ["备注", "情况说明", ""])
@pytest.mark.parametrize("words", CHANGES_NOTHING)
def test_a_remark_that_changes_nothing_is_told(tmp_path, head, words):
    assert found(tmp_path, remarked(head, words)) == TOLD


@pytest.mark.parametrize("words", ["无", "—", "/", "没有"])
def test_a_remark_that_says_nothing_is_none(tmp_path, words):
    assert found(tmp_path, remarked("备注", words)) == []


@pytest.mark.parametrize("number", ["2", "-2", "91", "+2"])
def test_a_number_in_a_remark_is_asked_about_unless_the_row_has_it(tmp_path, number):
    assert found(tmp_path, remarked("备注", number)) == ASKED
    assert found(tmp_path, remarked("备注", "88分")) == TOLD


def test_a_remark_that_changes_nothing_can_be_passed_over(tmp_path):
    (tmp_path / "columns.yaml").write_text("scores: {备注: ignore}\n", encoding="utf-8")
    mapping = load_column_map(tmp_path / "columns.yaml")
    assert found(tmp_path, remarked("备注", "暂缓评定"), mapping) == []


@pytest.mark.parametrize("words", CHANGES)
def test_a_note_that_names_a_branch_is_asked_about(tmp_path, words):
    table = "党支部 | 得分\n" + "\n".join(f"{name}党支部 | {score}" for name, score in SCORES.items())
    said = found(tmp_path, f"{table}\n注：二队党支部{words}")
    assert said == ([("error", "remark-not-read", "A6")] if words != "扣20分" else [(*TOLD[0][:2], "A6")])
    assert found(tmp_path, f"{table}\n注：二队党支部学习扎实") == [("notice", "remarks-passed-over", "A6")]


@pytest.mark.parametrize(
    "words", ["以上得分待党委审定", "本表成绩仅供参考", "以上为初步结果", "2.表中分数未经复核，暂按此公布"]
)
def test_a_note_on_all_branches_is_asked_about(tmp_path, words):
    table = "党支部 | 得分\n" + "\n".join(f"{name}党支部 | {score}" for name, score in SCORES.items())
    assert found(tmp_path, f"{table}\n注：{words}") == [("error", "remark-not-read", "A6")]


BEHIND = [
    "作废", "不参评", "暂缓", "待定", "已撤销", "合并", "仅供参考", "上期", "自评", "复核",
    "补", "一票否决", "降星", "原",
]  # fmt: skip


@pytest.mark.parametrize("form", ["（{}）", "({})", "【{}】", "{}"])
@pytest.mark.parametrize("words", BEHIND)
def test_what_stands_behind_a_name_is_asked_about(tmp_path, form, words):
    said = found(tmp_path, remarked("备注", "").replace("二队党支部", f"二队党支部{form.format(words)}"))
    assert [(severity, place) for severity, _, place in said if severity == "error"] == [("error", "A3")]


@pytest.mark.parametrize(
    ("many", "said"), [(30, "Remarks that were not read: C2 "), (31, "31 remarks that were not read")]
)
def test_many_remarks_are_told_by_the_first_and_their_number(tmp_path, many, said):
    rows = [f"第{number}党支部 | {90 - number} | 第{number}次学习" for number in range(many)]
    path = write_book(tmp_path / "b.xlsx", {"考核评分": "\n".join(["党支部 | 得分 | 备注", *rows])})
    _, problems = read_workbooks([path], [], plan(), H1)
    [told] = [each.message.say("en") for each in problems if each.code == "remarks-passed-over"]
    assert told.startswith(said)
    assert told.count("第") == 30


def test_what_stands_behind_a_name_by_which_it_was_rated_before_is_part_of_it(tmp_path):
    table = remarked("备注", "").replace("二队党支部", "二队党支部（不参评）")
    path = write_book(tmp_path / "b.xlsx", {"考核评分": table})
    for known, codes in ((["二队党支部（不参评）"], []), (["二队党支部"], ["remark-not-read"])):
        _, problems = read_workbooks([path], [], plan(), H1, branches=known)
        assert [each.code for each in problems if each.code == "remark-not-read"] == codes


@pytest.mark.parametrize("words", ["筹", "新", "一", "含离退休", "东区", "机关"])
def test_what_is_part_of_a_name_is_not(tmp_path, words):
    assert found(tmp_path, remarked("备注", "").replace("二队党支部", f"二队党支部（{words}）")) == []


@pytest.mark.parametrize("head", ["是否参评", "参评", "是否纳入考核", "是否有效", "是否评星"])
@pytest.mark.parametrize("no", ["否", "不", "×", "不参评", "无"])
def test_a_branch_that_takes_no_part_by_a_column_is_asked_about(tmp_path, head, no):
    assert [each for each in found(tmp_path, remarked(head, no)) if each[0] == "error"] == ASKED


TERMS = [
    "注：安全分另计。", "注：分数越低越好。", "注：本表得分占总成绩的60%。", "注：最后两名降一个星级。",
    "注：划线者不参加评星。", "注：带*的降一星。", "注：末位支部取消评星。", "注：以上得分未含加分。",
]  # fmt: skip


@pytest.mark.parametrize("note", TERMS)
def test_a_note_that_changes_how_all_are_rated_is_asked_about(tmp_path, note):
    table = "党支部 | 得分\n" + "\n".join(f"{name}党支部 | {score}" for name, score in SCORES.items())
    assert [(severity, place) for severity, _, place in found(tmp_path, f"{table}\n{note}")] == [("error", "A6")]


@pytest.mark.parametrize(
    "title",
    [
        "考核得分测算表",
        "模拟考核得分表",
        "预评得分表",
        "初评得分表",
        "得分表（占60%）",
        "得分表（不含加分）",
        "得分表（未扣除安全分）",
    ],
)
def test_a_title_of_scores_that_are_not_the_last_is_asked_about(tmp_path, title):
    table = "党支部 | 得分\n" + "\n".join(f"{name}党支部 | {score}" for name, score in SCORES.items())
    said = found(tmp_path, f"2013年上半年党支部{title}\n{table}")
    assert [(severity, place) for severity, _, place in said] == [("error", "A1")]


def test_a_note_on_a_branch_that_is_not_here_is_told(tmp_path):
    table = "党支部 | 得分\n" + "\n".join(f"{name}党支部 | {score}" for name, score in SCORES.items())
    told = [("notice", "remarks-passed-over", "A6")]
    assert found(tmp_path, f"{table}\n注：另有医院党支部未列入考核。") == told


@pytest.mark.parametrize("word", ["样表", "模板", "示例", "草稿", "征求意见稿", "讨论稿", "送审稿", "初稿", "作废"])
def test_a_sample_or_a_draft_is_asked_about_and_told_of_a_file(tmp_path, word):
    table = "党支部 | 得分\n" + "\n".join(f"{name}党支部 | {score}" for name, score in SCORES.items())
    for title in (f"2013年上半年党支部考核得分表（{word}）", f"{word}：2013年上半年党支部考核得分表"):
        assert found(tmp_path, f"{title}\n{table}") == [("error", "not-final", "A1")]
    for sheet, name, severity in ((word, "b", "error"), ("考核评分", f"考核得分（{word}）", "warning")):
        path = write_book(tmp_path / f"{name}.xlsx", {sheet: table})
        _, problems = read_workbooks([path], [], plan(), H1)
        assert [(each.severity, each.code) for each in problems] == [(severity, "not-final")]
