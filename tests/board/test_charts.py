from fractions import Fraction
from itertools import pairwise

import pytest
from lxml import etree

from starrating.board.charts import WIDTH, Bar, Mark, bars, course

SVG = "{http://www.w3.org/2000/svg}"


def drawn(picture):
    return etree.fromstring(str(picture))


def test_bars_are_as_long_as_their_shares():
    picture = drawn(bars("b", "T", "D", [Bar("五星级", 1, 4), Bar("四星级", 3, 4), Bar("三星级", 0, 4)]))
    lengths = [int(each.get("width")) for each in picture.iter("rect") if each.get("class") == "bar"]
    assert lengths == [(WIDTH - 2) // 4, (WIDTH - 2) * 3 // 4, 0]
    assert [each.text for each in picture.iter("text")] == ["五星级", "四星级", "三星级"]


def test_of_nobody_no_bar_is_long():
    picture = drawn(bars("b", "T", "D", [Bar("五星级", 0, 0)]))
    assert [each.get("width") for each in picture.iter("rect")][1] == "0"


def test_a_picture_names_itself_and_words_are_never_markup():
    picture = drawn(bars("b", "<二&三", '"><script>', [Bar("<x>", 1, 1)]))
    assert picture.get("aria-labelledby").split() == [each.get("id") for each in picture[:2]]
    assert (picture[0].text, picture[1].text) == ("<二&三", '"><script>')
    assert next(picture.iter("text")).text == "<x>"


def test_a_share_stands_at_its_height_and_the_goal_above_it_or_below():
    marks = [
        Mark(("2013H1",), (1, 4), Fraction(3, 10)),
        Mark(("2013H2",), (3, 4), Fraction(1, 2)),
        Mark(("2014H1",), None, Fraction(7, 10)),
    ]
    picture = drawn(course("c", "T", "D", marks))
    dots = [int(each.get("cy")) for each in picture.iter("circle")]
    lines = [each.get("d") for each in picture.iter("path") if each.get("class") == "grid"]
    grid = [int(each.split()[1].partition("H")[0]) for each in lines]
    assert dots == [grid[1], grid[3]]  # 25 % and 75 % have lines of their own
    written = {each.text: int(each.get("y")) for each in picture.iter("text") if each.get("class")}
    assert written["30%"] < written["25.0%"]
    assert written["75.0%"] < written["50%"]
    assert "70%" in written


def test_one_review_is_a_dot_without_a_line():
    picture = drawn(course("c", "T", "D", [Mark(("2013年", "上半年"), (0, 0))]))
    assert len(list(picture.iter("circle"))) == 1
    assert not list(picture.iter("polyline"))
    assert {"2013年", "上半年", "0.0%"} <= {each.text for each in picture.iter("text")}


@pytest.mark.parametrize("number", [7, 8, 40])
def test_of_many_labels_so_many_are_written_as_have_room(number):
    picture = drawn(course("c", "T", "D", [Mark((f"P{at}",), (1, 2)) for at in range(number)]))
    labels = [int(each.get("x")) for each in picture.iter("text") if (each.text or "").startswith("P")]
    assert len(list(picture.iter("circle"))) == number
    assert all(right - left >= 40 for left, right in pairwise(labels))
