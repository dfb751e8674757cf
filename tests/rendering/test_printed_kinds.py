"""What holds of every kind of document on the printed page, in Chinese and English."""

import pytest
from printing import MM_PER_POINT
from specimens import PERIODS

LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
CHARACTER = 16 * MM_PER_POINT
LINE = 28.95 * MM_PER_POINT
SEALED = {"circular", "decision", "award", "assistance", "deduction", "opening"}
SIGNERS = dict.fromkeys(SEALED - {"award", "deduction", "opening"}, "中共星光公司委员会")
SIGNERS["major"] = "〔待填：报告单位〕"
DATE = "2013年7月25日"
BY_SECTION = "中共星光公司委员会组织科"
ROWS = {"circular": 60, "report": 60, "award": 60, "deduction": 40}
ROWS |= dict.fromkeys(("declaration", "reminder", "major"), 60)
NAMED = {"assistance", "decision", "correction", "nomination", "opening"}
"""Kinds without an attachment: 20 names, and one that is corrected, stand in the text; an opening has none."""
REASONS = "不以得分为准的情形及依据："
"""What is said below a list."""
SHEETS = {"letter"}
"""Kinds that are sheets without a number, one for each reader: test_letters.py."""
every_kind = pytest.mark.parametrize("kind", [kind for kind in PERIODS if kind not in SHEETS])
every_list = pytest.mark.parametrize("kind", [kind for kind in PERIODS if kind not in {"notice", *NAMED, *SHEETS}])
"""Kinds that have an attached list of rows: the notice has one of names alone."""
EVERYTHING = [*PERIODS, *(f"{kind}-en" for kind in PERIODS)]
everything = pytest.mark.parametrize("name", EVERYTHING)


def list_of(pages):
    """Return the pages of the list alone, each with its number: what stands below it is left out."""
    begin = next(index for index, page in enumerate(pages) if page[0] == "附件")
    cut = [page[: next((at for at, line in enumerate(page) if REASONS in line), -1)] for page in pages[begin:]]
    return [[*page, "number"] for page in cut if any(line.startswith("序号") for line in page)]


@everything
def test_the_text_keeps_to_the_type_area(name, prints):
    for page in prints[name].pages:
        for line in page[:-1]:
            assert line.left >= LEFT - 0.5
            hanging = CHARACTER if line.text[-1] in "，。、；：）" else 0
            assert line.right <= RIGHT + hanging + 0.5
            assert TOP <= line.top <= BOTTOM


@pytest.mark.parametrize("name", [name for name in EVERYTHING if name.removesuffix("-en") not in SHEETS])
def test_pages_are_numbered_outside(name, prints):
    for number, page in enumerate(prints[name].pages, start=1):
        assert page[-1].text == f"—{number}—"
        if number % 2:
            assert page[-1].right == pytest.approx(RIGHT - 14 * MM_PER_POINT, abs=0.7)
        else:
            assert page[-1].left == pytest.approx(LEFT + 14 * MM_PER_POINT, abs=0.7)


@every_kind
def test_a_page_of_text_has_22_lines_at_most(kind, prints):
    pages = prints[kind].texts
    text = pages[: next((index for index, page in enumerate(pages) if page[0] == "附件"), None)]
    assert text
    assert all(len(page) - 1 <= 22 for page in text)
    assert all(len(page) > 2 for page in text)


@every_kind
def test_the_signature_stands_together_in_its_place(kind, prints):
    signer = SIGNERS.get(kind, BY_SECTION)
    (page,) = (page for page in prints[kind].pages if any(line.text == DATE for line in page[:-1]))
    texts = [line.text for line in page]
    at = texts.index(DATE)
    assert texts[at - 1] == signer
    assert texts[at - 2].startswith("附件：") or kind in NAMED
    note, signed, dated = page[at - 2 : at + 1]
    assert dated.top - signed.top == pytest.approx(LINE, abs=0.5)
    assert signed.top - note.top == pytest.approx((4 if kind in SEALED else 2) * LINE, abs=0.6)
    if kind in SEALED:
        assert (signed.left + signed.right) / 2 == pytest.approx((dated.left + dated.right) / 2, abs=CHARACTER)
    else:
        assert dated.left - signed.left == pytest.approx(2 * CHARACTER, abs=0.6)


@every_list
def test_the_list_begins_a_page_and_repeats_its_head_on_the_next(kind, prints):
    lists = list_of(prints[kind].texts)
    head = next(line for line in lists[0] if line.startswith("序号"))
    assert [page[0] for page in lists[1:]] == [head] * (len(lists) - 1)
    rows = [line for page in lists for line in page if "采掘区队党支部" in line]
    assert [line.startswith(str(number)) for number, line in enumerate(rows, start=1)] == [True] * ROWS[kind]


@every_list
def test_no_cell_of_the_list_is_broken(kind, prints):
    """A row is one line: names of ten characters, scores, stars and changes fit their columns."""
    lines = [line for page in list_of(prints[kind].texts) for line in page[:-1]]
    others = [line for line in lines if "采掘区队党支部" not in line and not line.startswith("序号")]
    assert len(others) <= 4  # 附件, the title, the note
