"""Terms that notes state in other words, and terms that are others."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_SCORES = [95, 89, 85.5, 80, 72]


def _asked(folder, note, scores=_SCORES, table=""):
    rows = [f"{name}党支部 | {score}" for name, score in zip("甲乙丙丁戊", scores, strict=True)]
    sheet = "\n".join([table or "党支部 | 考核总分", *(rows if not table else []), note])
    _, problems = read_workbooks([write_book(folder / "b.xlsx", {"考核评分": sheet})], [], plan(), H1)
    return [each.code for each in problems if each.severity == "error"]


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("注：90分以上为五星级，80—89分为四星级，80分以下为三星级。", False),
        ("注：五星级90—100分，四星级80～89.9分，三星级60～79.99分", False),
        ("注：五星级90—100分，四星级80—89分，三星级75—79分", True),  # a score of 72 has no star by it
        ("注：90分以上为五星级，75分以上为四星级", True),
        ("注：90分以上为五星级，80—88分为四星级", True),
        ("注：五星级92—100分，四星级80—91分", True),
        ("其中五星级1个，占20%；四星级3个，占60%。", False),
        ("本期参评率100%，五星级率20%。", False),
        ("平均分：84.30分 五星级占比：20%", False),
        ("得分前20%的党支部评为五星级", True),
    ],
)
def test_bounds_in_other_words_are_the_same(tmp_path, note, asked):
    assert _asked(tmp_path, note) == (["terms-differ"] if asked else [])


def test_a_score_between_what_two_levels_are_said_to_end_with_is_asked_about(tmp_path):
    note = "注：90分以上为五星级，80—89分为四星级"
    assert _asked(tmp_path, note) == []
    assert _asked(tmp_path, note, [95, 89.5, 85, 80, 72]) == ["terms-differ"]


_BLEND = "党支部 | 党建 | 业绩 | 综合得分\n" + "\n".join(
    f"{name}党支部 | {one} | {other} | {round(0.6 * one + 0.4 * other, 2)}"
    for name, one, other in zip("甲乙丙丁戊", (95, 88, 91, 76, 83), (90, 92, 85, 71, 88), strict=True)
)


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("注：综合得分=党建×60%+业绩×40%", False),
        ("综合得分=党建*0.6+业绩*0.4", False),
        ("注：综合得分=党建×70%+业绩×30%", True),
        ("以上得分按95%折算", True),
    ],
)
def test_a_formula_that_the_total_proves_is_no_other_term(tmp_path, note, asked):
    assert _asked(tmp_path, note, table=_BLEND) == (["terms-differ"] if asked else [])
