import datetime as dt
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noted import same_as_noted
from starrating.decimals import decimal_of
from starrating.errors import Rejection
from starrating.model import Kind
from starrating.read.cell_values import (
    answer_of,
    count_of,
    date_of,
    not_applicable,
    number_of,
    score_of,
    star_of,
    text_of,
    value_of,
)


@pytest.mark.parametrize(
    ("written", "number", "normalised"),
    [
        ("92.5", 92.5, False),
        ("  92.5\u00a0", 92.5, False),
        ("-1", -1, False),
        ("９２．５", 92.5, True),
        ("−1.5", -1.5, True),
        ("\u3000３", 3, True),
        ("92.5分", 92.5, True),
        ("\u200b4\ufeff", 4, False),
        (5, 5, False),
    ],
)
def test_numbers_as_text_are_numbers(written, number, normalised):
    assert score_of(written) == (number, normalised)


@pytest.mark.parametrize(
    "written",
    ["92,5", "92。5", "9 2.5", "优", "≈90", "90左右", "9²", "9②", "1e1", "nan", "inf", "9_2", "0x1F", "٣", "."],
)
def test_what_is_not_surely_a_number_is_refused(written):
    with pytest.raises(Rejection) as refusal:
        score_of(written)
    assert refusal.value.code == "text-in-score"
    assert written in refusal.value.message.say("en")


def test_a_comma_that_meant_a_point_is_explained():
    with pytest.raises(Rejection) as refusal:
        score_of("92,5")
    assert "92.5" in refusal.value.hint.say("en")


@pytest.mark.parametrize("written", ["/", "—", "无", " - ", "N/A"])
def test_not_applicable_is_refused_as_such(written):
    with pytest.raises(Rejection) as refusal:
        score_of(written)
    assert refusal.value.code == "not-applicable"


def test_a_date_shows_what_was_probably_typed():
    with pytest.raises(Rejection) as refusal:
        score_of(dt.date(2013, 9, 5))
    assert refusal.value.code == "date-in-score"
    assert "2013-09-05" in refusal.value.message.say("en")
    assert "9.5" in refusal.value.hint.say("en")


@pytest.mark.parametrize("value", [dt.time(9, 5), dt.timedelta(hours=30)])
def test_a_time_is_no_score(value):
    with pytest.raises(Rejection, match="date-in-score"):
        score_of(value)


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), 1e300, 5.55e-17, "79.9999999999999999"])
def test_booleans_noise_and_the_absurd_are_no_scores(value):
    with pytest.raises(Rejection, match="text-in-score"):
        score_of(value)


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_a_number_as_text_is_exactly_the_decimal_it_shows(number):
    assert decimal_of(score_of(f"{number:f}")[0]) == number


@pytest.mark.parametrize(
    ("written", "star"),
    [
        ("五星级", 5),
        ("五星", 5),
        ("5星级", 5),
        ("５", 5),
        (4.0, 4),
        ("4", 4),
        ("★★★★★", 5),
        ("★★★★☆", 4),
        ("三", 3),
        ("☆", 0),
    ],
)
def test_stars(written, star):
    assert star_of(written) == star


@pytest.mark.parametrize("written", ["优秀", "4.5", 4.5, "六七星", "55", "五颗星", True])
def test_what_is_no_star_is_refused(written):
    with pytest.raises(Rejection, match="star-unknown"):
        star_of(written)


@pytest.mark.parametrize("written", ["是", "有", "√", "Y", "yes", "TRUE", True, " 是 "])
def test_yes(written):
    assert answer_of(written) is True


@pytest.mark.parametrize("written", ["否", "无", "×", "N", "no", "false", False])
def test_no(written):
    assert answer_of(written) is False


def test_perhaps_is_no_answer():
    with pytest.raises(Rejection, match="answer-unknown"):
        answer_of("基本是")


@pytest.mark.parametrize(
    "written",
    [
        "2013.7.15",
        "2013年7月15日",
        "2013年 7月15日",
        "2013-07-15",
        "2013/7/15",
        "２０１３．７．１５",
        dt.datetime(2013, 7, 15),
    ],
)
def test_full_dates(written):
    assert date_of(written) == (dt.date(2013, 7, 15), False)


@pytest.mark.parametrize("written", [41470.0, "41470"])
def test_a_serial_number_is_a_date_and_said_to_be_one(written):
    assert date_of(written) == (dt.date(2013, 7, 15), True)


@pytest.mark.parametrize("written", ["7月15日", "2013年7月", "2013-02-30", "2013", 2013.0, "去年", True, "15.7.2013"])
def test_a_date_with_something_missing_is_refused(written):
    with pytest.raises(Rejection, match="date-incomplete"):
        date_of(written)


def test_counts():
    assert [count_of(value) for value in (23.0, "23", "２３人", 0)] == [23, 23, 23, 0]
    for wrong in (2.5, -1.0, "约20", True):
        with pytest.raises(Rejection, match="not-a-count"):
            count_of(wrong)


def test_texts():
    assert text_of("\u3000一支部 \u00a0") == "一支部"
    assert text_of("第 一支部") == "第 一支部"
    assert text_of(12.0) == "12"
    assert text_of(" ") is None
    assert text_of(dt.datetime(2013, 7, 1)) == "2013-07-01"


def test_values_by_kind():
    assert value_of("\u3000", "star") == (None, False)
    assert value_of(92.10000000000001, "score") == (Decimal("92.1"), False)
    assert value_of("４", "count") == (4, False)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (0.1, "0.1"),
        (89.99999999999999, "90"),
        (-3, "-3"),
        ("１２．５", "12.5"),
        (Decimal("1.10"), "1.10"),
        (1e14, "1e14"),
    ],
)
def test_a_number_is_the_decimal_that_is_shown(written, number):
    assert number_of(written)[0] == Decimal(number)


@pytest.mark.parametrize(
    "written", ["95%", "3次", "1,200", "1e3", "-", "不适用", 1e15, 1e-13, True, dt.date(2013, 5, 4)]
)
def test_what_is_no_plain_number_is_refused(written):
    with pytest.raises(Rejection, match="not-a-number"):
        number_of(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("不适用", (True, False)),
        (" 不参评 ", (True, False)),
        ("n/a", (True, False)),
        ("/", (True, False)),
        ("－", (True, True)),
        ("——", (True, True)),
        ("", (False, False)),
        ("无", (False, False)),
        (0.0, (False, False)),
    ],
)
def test_what_says_that_nothing_is_to_be_scored(written, said):
    assert not_applicable(written) == said


def test_the_names_of_levels_are_stars():
    names = {"AAA": 3, "三星级": 1, "不入级": None}
    assert [star_of(written, names) for written in (" AAA", "三星级", "不入级", "2", "四星级")] == [3, 1, None, 2, 4]
    with pytest.raises(Rejection, match="star-unknown") as refusal:
        star_of("A", names)
    assert "AAA" in refusal.value.hint.say("en")


VALUES: tuple[object, ...] = (
    *(
        "",
        " \u3000",
        "92.5",
        "９２．５",
        "92.5分",
        "-1",
        "+3",
        "92,5",
        "1,200",
        "3次",
        "23人",
        "1e3",
        "95%",
        ".",
        "007",
    ),
    *(
        "/",
        "\\",
        "-",
        "—",
        "无",
        "不适用",
        "N/A",
        "是",
        "否",
        "√",
        "×",
        "Y",
        "基本是",
        "1",
        "0",
        "五星级",
        "5星",
        "★★★☆☆",
    ),
    *("六七星", "十", "2013-07-15", "2013年7月15日", "20130715", "20131315", "7月15日", "2013-02-30", "41470", "80000"),
    *("41470.0", "2013-7-5 08:30", "二〇一三年七月十五日", "123456789012345.6", "1234567890123456", "第 一支部"),
    *(
        f"0.{'0' * 45}1",
        "一" * 41,
        "一" * 40,
        True,
        False,
        0,
        1,
        5,
        -1,
        5.0,
        4.5,
        1e9,
        999999999.5,
        1e-13,
        1e15,
        89.99999999999999,
    ),
    *(41470, 41470.0, 79999, 80000, Decimal("1.10"), dt.date(2013, 9, 5), dt.datetime(2013, 9, 5)),
    *(dt.datetime(2013, 9, 5, 8, 0), dt.datetime(2013, 9, 5, 0, 30), dt.datetime(2013, 9, 5, 0, 0, 9), dt.time(9, 5)),
    *(dt.timedelta(hours=30), float("nan"), float("inf")),
)


def test_what_each_value_of_a_cell_means(request):
    def said(value: object, kind: Kind) -> str:
        try:
            meant, normalised = value_of(value, kind)
        except Rejection as refused:
            return f"{refused.code}: {refused.message.say('en')} | {refused.hint.say('en') if refused.hint else ''}"
        return f"{meant!r}{' normalised' if normalised else ''}"

    lines = [
        line
        for value in VALUES
        for line in (f"# {value!r}", *(f"{kind} {said(value, kind)}" for kind in get_args(Kind)))
    ]
    same_as_noted("cells", lines, request)
