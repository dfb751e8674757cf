"""What departments say of branches: nothing, something in their own words, no answer."""

import pytest

from starrating.ruleset.opinions import reservations
from tables import plan


def words(opinion, note=None):
    said = {"branch": "甲党支部", "department": "安全", "opinion": opinion, "note": note}
    return [each.words for each in reservations([said], plan())]


@pytest.mark.parametrize(
    "opinion", ["无", "无意见", "没有意见", "未发现问题", "同意", "经核实无", "/", "None", "未答复", None, ""]
)
def test_nothing_and_no_answer_hold_no_branch_back(opinion):
    assert words(opinion) == []


@pytest.mark.parametrize(
    ("opinion", "note", "said"),
    [
        ("有", None, ""),
        ("有", "不同意评五星", "不同意评五星"),
        ("不同意评五星", None, "不同意评五星"),
        ("有意见", "事故未结案", "有意见；事故未结案"),
        ("无法同意", None, "无法同意"),
        ("同意，但应整改", None, "同意，但应整改"),
        ("没有意见书，待查", None, "没有意见书，待查"),
    ],
)
def test_whatever_else_is_written_is_something_in_its_own_words(opinion, note, said):
    assert words(opinion, note) == [said]
