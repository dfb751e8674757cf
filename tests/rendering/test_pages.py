"""The geometry of GB/T 9704-2012, measured on the printed page: the page, the elements, the number."""

import numpy as np
import pytest
from printing import DPI, MM_PER_POINT

MM = 25.4 / DPI
CHARACTER, NUMBER = 16 * MM_PER_POINT, 14 * MM_PER_POINT
LEFT, RIGHT, BOTTOM = 28, 184, 262
"""Edges of the type area."""


def edges(ink: np.ndarray) -> tuple[float, float, float, float]:
    """Return the left, upper, right and lower edge of what is black."""
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    return columns[0] * MM, rows[0] * MM, (columns[-1] + 1) * MM, (rows[-1] + 1) * MM


def test_a_full_page_has_22_lines_of_28_characters(prints):
    first, second, third = prints["full"].pages[:3]
    assert [line.text for line in second] == ["党" * 28] * 22 + ["—2—"]
    assert [line.text for line in first] == ["党" * 26, *["党" * 28] * 21, "—1—"]
    assert len(third) == 23


def test_the_lines_are_28_95_points_apart(prints):
    tops = [line.top for line in prints["full"].pages[1][:22]]
    assert np.diff(tops) == pytest.approx([28.95 * MM_PER_POINT] * 21, abs=0.1)


def test_the_ink_of_a_full_page_lies_in_the_type_area(prints):
    ink = prints["full"].ink(2)
    high, wide = ink.shape
    assert (wide * MM, high * MM) == pytest.approx((210, 297), abs=0.2)
    left, top, right, bottom = edges(ink[: round(BOTTOM / MM)])
    assert top == pytest.approx(40.2, abs=0.5)  # 40.6 in 仿宋, whose characters are lower than those of the stand-in
    assert left == pytest.approx(28.3, abs=0.3)
    assert 180 < right <= RIGHT
    assert bottom <= BOTTOM


@pytest.mark.parametrize("page", [1, 2])
def test_the_page_number_stands_outside_and_7_mm_below_the_text(page, prints):
    foot = prints["full"].ink(page)[round(BOTTOM / MM) :]
    left, _, right, _ = edges(foot)
    if page % 2:
        assert right == pytest.approx(RIGHT - NUMBER, abs=0.5)
    else:
        assert left == pytest.approx(LEFT + NUMBER, abs=0.5)
    first = round(left / MM)
    _, dash, _, _ = edges(foot[:, first : first + round(2 / MM)])  # the first two millimetres are dash alone
    assert dash == pytest.approx(7, abs=0.3)


def test_the_body_is_indented_by_two_characters(prints):
    first, second = prints["full"].pages[0][:2]
    assert first.left - second.left == pytest.approx(2 * CHARACTER, abs=0.2)


@pytest.mark.parametrize("words", ["一、总体情况", "（一）得分", "1.名次", "特此通报。"])
def test_headings_are_indented_by_two_characters(words, prints):
    assert prints["elements"].line(words).left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)


def test_the_title_is_centred_in_its_own_lines(prints):
    for words in ("关于样张", "的公示"):
        for line in (line for page in prints["elements"].pages for line in page if line.text == words):
            assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_several_attachments_are_numbered_under_each_other(prints):
    first, second = prints["elements"].line("附件：1.评审结果一览表"), prints["elements"].line("2.整改台账")
    assert first.left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)
    assert second.left == pytest.approx(LEFT + 5 * CHARACTER, abs=0.5)


def test_an_attachment_has_its_mark_in_line_1_and_its_title_in_line_3(prints):
    mark, title, *_ = prints["elements"].pages[1]
    body_line = 28.95 * MM_PER_POINT
    assert (mark.text, title.text) == ("附件1", "关于样张")
    assert mark.left == pytest.approx(LEFT, abs=0.3)
    assert 1.8 * body_line < title.top - mark.top < 2.3 * body_line


def test_a_table_of_many_columns_keeps_to_the_text_and_repeats_its_head(prints):
    ink = prints["elements"].ink(2)[: round(BOTTOM / MM)]
    left, _, right, _ = edges(ink)
    assert (left, right) == pytest.approx((LEFT, RIGHT), abs=0.4)
    heads = [[line.text for line in page].count("栏0栏1栏2栏3栏4栏5栏6栏7") for page in prints["elements"].pages]
    assert heads == [0, *[1] * (len(heads) - 1)]
    assert len(heads) > 2
