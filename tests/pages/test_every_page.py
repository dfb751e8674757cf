"""What holds for every page, be it a document or a board."""

import pytest
from browser import PHONE, opened

from starrating.documents.registry import KINDS

NAMES = [*KINDS, "english", "long", "hostile", "board", "strangers"]


@pytest.fixture(scope="module", params=NAMES)
def named(request, browser, pages):
    """Open each page on a phone: its name, and what reads it."""
    reader = opened(browser, pages[request.param], PHONE)
    yield request.param, reader
    reader.page.close()


def test_a_page_asks_for_nothing_is_read_on_a_phone_and_has_contrast(named):
    _, reader = named
    assert (reader.said, reader.asked) == ([], [])
    assert not reader.is_wider_than_the_screen()
    contrasts = reader.contrasts()
    assert len(contrasts) > 6
    assert [each for each in contrasts if each[1] < 4.5] == []


def test_a_page_is_told_apart_by_programs_that_read_aloud(named):
    name, reader = named
    page = reader.page
    language = "en" if name in {"english", "strangers"} else "zh-CN"
    assert page.locator("html").get_attribute("lang") == language
    assert page.title() == reader.texts("h1")[0]
    tables = page.locator("table").count()
    assert tables == page.locator("table > caption:not(:empty)").count()
    in_text = {"circular", "award", "report", "assistance", "declaration", "deduction", "reminder", "english", "major"}
    without = {
        *in_text,
        "correction",
        "hostile",
        "nomination",
        "opening",
    }  # few names stand in the text, or nobody is named
    assert (tables > 0) == (name not in without)
    assert page.locator("thead th:not([scope=col]), tbody th:not([scope=row])").count() == 0


@pytest.mark.parametrize("name", ["notice", "board"])
def test_nothing_that_came_into_a_page_runs_or_is_fetched(name, browser, pages, tmp_path):
    evil = '<script>document.title = "owned"</script><img src="x.png"><p style="color:#fff">x</p></main>'
    page = tmp_path / "page.html"
    page.write_text(pages[name].read_text("utf-8").replace("</main>", evil), "utf-8")
    reader = opened(browser, page)
    assert reader.page.title() != "owned"
    assert len(reader.said) == 3
    assert all("Content Security Policy" in each for each in reader.said)
    reader.page.close()


def test_hostile_names_are_words(browser, pages):
    from page_specimens import HOSTILE

    document, board = opened(browser, pages["hostile"]), opened(browser, pages["strangers"])
    for name in HOSTILE:
        assert sum(line.count(name) for line in document.texts("p")) >= 1
        assert name in board.texts("#branches th")
        assert board.texts("#branches option").count(name) == 1
    document.page.close()
    board.page.close()
