from decimal import Decimal

import numpy as np
import pytest

from starrating.exact import Exact
from starrating.write.xlsx.page import TALLEST, broken_head, decimals, display_width, number_width, text_lines


@pytest.mark.parametrize(("value", "width"), [("", 0), ("A1", 2), ("一队", 4), ("一队A", 5), ("（14分）", 8)])
def test_chinese_characters_count_twice(value, width):
    assert display_width(value) == width


@pytest.mark.parametrize(
    ("numbers", "places"),
    [(["1", "20"], 0), (["1.50", "2"], 1), (["89.9999", "90"], 4), (["0", "0.00"], 0), (["-0.125", "3"], 3), ([], 0)],
)
def test_column_needs_the_decimals_of_its_longest_number(numbers, places):
    assert decimals(Exact.from_decimals(map(Decimal, numbers))) == places


@pytest.mark.parametrize(("number", "places", "width"), [(7, 2, 6), (-123456, 2, 11), (10**30, 0, 19)])
def test_numbers_have_room_with_their_sign_and_decimals(number, places, width):
    assert number_width(Exact(np.array([number], dtype=object)), 6, places) == width


def test_no_text_takes_more_lines_than_a_row_can_hold():
    assert [text_lines(value, 10) for value in ("短", "a\nb\nc", "长" * 50_000)] == [1, 3, TALLEST]


@pytest.mark.parametrize(
    ("head", "width", "lines"),
    [
        ("得分对应星级", 10, "得分对应\n星级"),  # five signs would fit, and leave one alone
        ("2013年上半年", 8, "2013年\n上半年"),
        ("考核得分", 10, "考核得分"),
        ("上年度考核得分和名次", 8, "上年度考核得分和名次"),  # of three lines the program decides
        ("Star by score", 8, "Star by score"),
        ("<r>党支部</r>", 8, "<r>党支部</r>"),
    ],
)
def test_a_chinese_head_is_broken_where_a_reader_would(head, width, lines):
    assert broken_head(head, width) == lines
