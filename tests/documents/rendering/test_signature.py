"""The formulas of GB/T 9704-2012 7.3.5 in characters of 16 pt, which are 320 twentieths of a point wide."""

import pytest

from starrating.documents.rendering.word import indents

DATE = "2013年7月15日"  # 7 digits of half a character and 3 characters: 6.5


@pytest.mark.parametrize(
    ("signer", "signed", "dated"),
    [
        # the date is 4 in; the signer's middle over its middle: 4 + (6.5 - 8) / 2 = 3.25
        ("中共星光公司党委", 3.25, 4),
        # a signer shorter than the date stands further in: 4 + (6.5 - 3) / 2 = 5.75
        ("组织科", 5.75, 4),
        # 14.5 reaches the edge exactly; a longer one stays there, and the date comes under its middle: (17 - 6.5) / 2
        ("中共星光煤业集团公司委员会2", 0.5, 4),
        ("中共星光煤业集团有限责任公司委员会", 0, 5.25),
    ],
)
def test_under_a_seal_the_signer_is_centred_over_the_date(signer, signed, dated):
    assert indents(signer, DATE, sealed=True) == (("right", signed * 320), ("right", dated * 320))


def test_without_a_seal_the_date_begins_two_characters_after_the_longer_signer():
    # 12 characters, set 314 wide and ending 2 from the right, begin 8844 - 640 - 12 * 314 from the left
    signed, dated = indents("中共星光公司委员会组织科", DATE, sealed=False)
    assert signed == ("right", 2 * 320)
    assert dated == ("left", 8844 - 640 - 12 * 314 + 640)


def test_without_a_seal_the_longer_date_ends_two_characters_from_the_right():
    # the signer begins 2 before the date, so it ends 2 + 6.5 + 2 - 3 from the right
    assert indents("组织科", DATE, sealed=False) == (("right", 7.5 * 320), ("right", 2 * 320))


def test_a_signer_longer_than_a_line_leaves_the_date_on_the_page():
    for sealed in (True, False):
        assert all(0 <= indent.twips < 8844 for indent in indents("党" * 60, DATE, sealed=sealed))
