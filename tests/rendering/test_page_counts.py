"""How many pages documents take, and that none of them ends with a signature alone."""

import pytest
from specimens import PERIODS

NAMED = {"assistance", "decision", "correction", "nomination", "opening"}
KINDS = [kind for kind in PERIODS if kind != "letter"]
SAYS_WHERE = ("，", "。", "；")
NO_TEXT = ("附件：", "特此", "以上", "联系人：")


def test_a_correction_of_one_branch_takes_one_page(prints):
    assert len(prints["correction"].texts) == 1


def test_the_notice_of_60_branches_takes_three_pages(prints):
    assert len(prints["notice"].texts) == 3


def test_sixty_rows_take_two_pages(prints):
    for kind in ("circular", "award", "report"):
        pages = prints[kind].texts
        assert sum(any(line.startswith("序号") for line in page) for page in pages) == 2, kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_never_stands_alone(kind, prints):
    (page,) = (page for page in prints[kind].texts if "2013年7月25日" in page)
    said = [line for line in page[: page.index("2013年7月25日")] if not line.startswith(NO_TEXT)]
    assert any(line.endswith(SAYS_WHERE) for line in said[:-1])


@pytest.mark.parametrize("kind", KINDS)
def test_names_stand_in_the_text_or_in_the_attachment(kind, prints):
    pages = prints[kind].texts
    begin = next((index for index, page in enumerate(pages) if page[0] == "附件"), None)
    text = "".join(line for page in pages[:begin] for line in page[:-1])
    if kind in NAMED:
        assert begin is None
    else:
        assert "采掘区队党支部" not in text
