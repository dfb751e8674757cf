"""Pages as Chromium prints them."""

import re

import pytest
from browser import opened
from printing import Printed
from specimens import ENDS

from reviews import OFFICE, SPAN, review_of, rules
from starrating.documents import output
from starrating.documents.kinds import public_notice

NAMES = ("long", "notice", "hostile", "board", "sixty")
HEADS = "党支部党支部党支部"


@pytest.fixture(scope="module")
def prints(browser, pages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("prints")
    for name in NAMES:
        reader = opened(browser, pages[name])
        reader.page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
        reader.page.close()
    return {name: Printed(folder / f"{name}.pdf") for name in NAMES}


def test_a_list_of_120_branches_goes_on_under_its_head(prints):
    pages = prints["long"].texts
    begin = next(index for index, page in enumerate(pages) if page[0] == "附件")
    assert HEADS in pages[begin]
    assert [page[0] for page in pages[begin + 1 :]] == [HEADS] * (len(pages) - begin - 1)
    rows = [line for page in pages[begin:] for line in page if "号党支部" in line]
    assert "".join(rows) == "".join(f"第{i:03}号党支部" for i in range(120))
    assert [page[-1] for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]


def test_a_notice_is_printed_on_the_page_of_the_standard(prints):
    first = prints["notice"].pages[0]
    paragraph = next(line for line in first if line.text.startswith("根据《"))
    turned = first[first.index(paragraph) + 1]
    assert paragraph.left == pytest.approx(28 + 2 * 5.57, abs=0.7)
    assert turned.left == pytest.approx(28, abs=0.7)
    assert turned.top - paragraph.top == pytest.approx(28.95 * 25.4 / 72, abs=0.2)
    assert max(line.right for line in first) <= 184.5
    assert first[-1].text == "—1—"
    assert first[-1].top > 262


def test_a_full_line_has_28_characters(prints):
    assert any(line.count("长") == 28 for page in prints["hostile"].texts for line in page)


def test_a_board_of_24_branches_is_printed_whole_on_few_pages(prints):
    pages = prints["board"].texts
    assert len(pages) <= 6
    assert [page[-1] for page in pages] == [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]
    assert not any("查找" in line for page in pages for line in page)
    assert max(line.right for page in prints["board"].pages for line in page) <= 195.5


RANKING = ("名次", "评定", "依据")


def test_a_board_of_60_branches_goes_on_under_its_head_and_leaves_no_orphans(prints):
    pages = prints["sixty"].texts
    of_ranking = [page for page in pages if sum("运输区机电队" in line for line in page) > 20]
    assert len(of_ranking) >= 2
    for page in of_ranking:
        assert all(word in "".join(page) for word in RANKING)
    assert min(len(page) for page in pages) > 5
    names = [line for page in of_ranking for line in page if "第" in line and "党支部" in line]
    assert len({name for line in names for name in re.findall(r"第\d\d运输区机电队党支部", line)}) == 60


@pytest.mark.parametrize("lines", ENDS)
def test_a_signature_stands_under_text_of_its_document(browser, tmp_path, lines):
    review = review_of([["党" * (28 * lines + 26), "-", "95", "5"]], [2])
    output.write(tmp_path / "end.html", public_notice.context(review, rules(), OFFICE, SPAN, draft=False))
    reader = opened(browser, tmp_path / "end.html")
    reader.page.pdf(path=tmp_path / "end.pdf", prefer_css_page_size=True)
    reader.page.close()
    signed = next(page for page in Printed(tmp_path / "end.pdf").texts if "2013年7月15日" in page)
    assert not signed[0].startswith(("附件：", "中共", "2013年7月15日"))
