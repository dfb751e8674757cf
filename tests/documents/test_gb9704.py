import datetime as dt
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.documents import gb9704
from starrating.documents.gb9704 import chinese_date, chinese_dates, chinese_numeral, one_line, title_lines, width


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_chinese_numerals(number, numeral):
    assert chinese_numeral(number) == numeral


@pytest.mark.parametrize("number", [0, 100])
def test_numbers_that_head_nothing(number):
    with pytest.raises(ValueError, match=str(number)):
        chinese_numeral(number)


def test_dates_have_no_leading_zeros():
    assert chinese_date(dt.date(2013, 7, 5)) == "2013年7月5日"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2013, 7, 15), (2013, 7, 19), "2013年7月15日至7月19日"),
        ((2013, 12, 30), (2014, 1, 6), "2013年12月30日至2014年1月6日"),
        ((2013, 7, 15), (2013, 7, 15), "2013年7月15日"),
    ],
)
def test_a_span_says_the_year_once(first, last, words):
    assert chinese_dates(dt.date(*first), dt.date(*last)) == words


def test_digits_are_half_as_wide():
    assert width("2013年7月15日") == Fraction(13, 2)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("关于2013年度 星级党支部 评定结果的公示", ["关于2013年度星级党支部评定结果的公示"]),
        ("关于2013年上半年 星级党支部 评审结果的公示", ["关于2013年上半年星级党支部", "评审结果的公示"]),
        (
            "关于2013年上半年 采掘系统星级党支部 暨星级党小组 评审结果的公示",
            ["关于2013年上半年采掘系统星级党支部", "暨星级党小组评审结果的公示"],
        ),
        (
            "中共华北地区星光矿业集团有限责任公司第三煤业分公司委员会 关于命名2013年度 五星级党支部 的决定",
            ["中共华北地区星光矿业集团有限责任公司", "第三煤业分公司委员会", "关于命名2013年度五星级党支部的决定"],
        ),
        ("一个长得哪一行也放不下的单位全称 关于表彰的 决定", ["一个长得哪一行也放不下的单位全称", "关于表彰的决定"]),
        (
            "一个长得无论如何哪一行也都放不下的单位全称 关于表彰的 决定",
            ["一个长得无论如何哪一行也都放不下的单位全称", "关于表彰的决定"],
        ),
    ],
)
def test_titles_break_between_words_with_the_long_line_above(words, lines):
    assert list(title_lines(words.split(), 18)) == lines


@given(st.lists(st.text("党支部2013", min_size=1, max_size=12), min_size=1, max_size=7))
def test_no_title_loses_a_word_or_leaves_the_page(words):
    lines = title_lines(words, 12)
    assert "".join(lines) == "".join(words)
    assert all(width(line) <= 12 for line in lines)


def test_a_word_longer_than_the_line_stays_whole():
    assert title_lines(["关于", "党" * 30], 18) == ("关于", "党" * 30)


def test_values_are_one_line_without_control_characters():
    assert one_line(" 采煤\n一队\x0b\ud800党支部\uffff\t") == "采煤 一队 党支部"
    assert one_line(None) == ""


def test_what_is_printable_is_kept_as_it_is():
    printable = [each for each in map(chr, range(sys.maxunicode + 1)) if each.isprintable() and not each.isspace()]
    assert len(printable) > 100_000
    assert "".join(map(gb9704._plain, printable)) == "".join(printable)
    assert [one_line(f"甲{each}乙") for each in ("\n", "\x00", "\x1b", "\ud800", "\ufffe", " ", "\u3000")] == [
        *("甲 乙", "甲 乙", "甲 乙", "甲乙", "甲乙", "甲 乙", "甲 乙"),
    ]
