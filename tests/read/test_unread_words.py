"""What sheets that are not read say of branches by name."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_SCORES = "党支部 | 考核总分\n采煤队党支部 | 89.5\n机电队党支部 | 85\n机关党支部 | 92"


def _read(folder, sheets):
    path = write_book(folder / "2013H1.xlsx", {"考核评分": _SCORES, **sheets})
    _, problems = read_workbooks([path], [], plan(), H1)
    return [(each.code, each.place.sheet, each.place.cell) for each in problems if each.severity == "error"]


@pytest.mark.parametrize("name", ["会议纪要", "说明", "Sheet2"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("采煤队党支部经复核由89.5分调整为90分。", "remark-not-read"),
        ("会议决定：采煤队党支部得分更正为91分", "remark-not-read"),
        ("采煤队暂缓评定", "remark-not-read"),
        ("经党委会研究，机关党支部因发生集体上访降一星", "incidents-not-read"),
        ("采煤队党支部考核情况良好", None),
        ("得分更正须经党委会研究", None),  # of no branch
        ("发生安全事故的党支部降一星", None),  # a rule
        ("参加人员：机关党支部书记、采煤队党支部书记", None),
    ],
)
def test_what_may_change_the_result_of_a_branch_is_asked_about(tmp_path, name, words, code):
    assert _read(tmp_path, {name: f"{name}\n第一项\n{words}"}) == ([(code, name, "A3")] if code else [])


def test_an_incident_that_is_listed_may_be_told_elsewhere(tmp_path):
    listed = "党支部 | 情形 | 日期\n机关党支部 | 6 | 2013-04-12"
    words = "会议纪要\n经党委会研究，机关党支部因发生集体上访降一星"
    assert _read(tmp_path, {"降星情形": listed, "会议纪要": words}) == []
