"""Where signer and date stand on the printed page (GB/T 9704-2012 7.3.5), to one character.

LibreOffice sets a little space between Chinese and digits, so a date is up to a character wider than in Word.
"""

import pytest
from printing import MM_PER_POINT
from specimens import DATE, ENDS, SIGNERS

CHARACTER = 16 * MM_PER_POINT
RIGHT = 184
LINE = 28.95 * MM_PER_POINT


def signed(prints, name):
    printed = prints[name]
    return printed.line("特此公示。"), printed.line(SIGNERS[name.partition("-")[0]]), printed.line(DATE)


@pytest.mark.parametrize("length", SIGNERS)
def test_under_a_seal_the_signer_is_centred_over_the_date_4_characters_in(length, prints):
    closing, signer, date = signed(prints, f"{length}-sealed")
    assert RIGHT - date.right == pytest.approx(4 * CHARACTER, abs=CHARACTER)
    assert (signer.left + signer.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=CHARACTER)
    assert signer.top - closing.top == pytest.approx(4 * LINE, abs=0.5)  # three lines for the seal
    assert date.top - signer.top == pytest.approx(LINE, abs=0.5)


def test_without_a_seal_the_date_begins_2_characters_after_the_signer(prints):
    closing, signer, date = signed(prints, "long-bare")
    assert RIGHT - signer.right == pytest.approx(2 * CHARACTER, abs=0.5)
    assert date.left - signer.left == pytest.approx(2 * CHARACTER, abs=0.5)
    assert signer.top - closing.top == pytest.approx(2 * LINE, abs=0.5)  # one line is blank


def test_without_a_seal_a_longer_date_ends_2_characters_in(prints):
    _, signer, date = signed(prints, "short-bare")
    assert RIGHT - date.right == pytest.approx(2 * CHARACTER, abs=0.5)
    assert RIGHT - signer.right == pytest.approx((2 + 6.5 + 2 - 3) * CHARACTER, abs=0.5)


def test_the_end_of_a_notice_is_never_divided_over_pages(prints):
    broken = set()
    for lines in ENDS:
        pages = prints[f"end{lines}"].texts
        (last,) = (page for page in pages if DATE in page)
        start = last.index("特此公示。")
        assert last[start + 1 : start + 3] == [SIGNERS["long"], DATE]
        broken.add(pages.index(last))
    assert len(broken) == 2  # within these lengths the block moved from one page to the next
