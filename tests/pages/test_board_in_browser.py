"""The board of the example company, as its readers use it."""

import json
import re

import pytest
from browser import PHONE, opened

ROWS = "#branches tbody tr"


@pytest.fixture
def board(browser, pages):
    reader = opened(browser, pages["board"])
    yield reader
    reader.page.close()


def press_until(board, key, reached):
    for _ in range(40):
        if reached():
            return
        board.page.keyboard.press(key)
    raise AssertionError(key)


def test_the_table_is_narrowed_down_with_the_keyboard_alone(board, company):
    keys, unit = board.page.keyboard, board.page.locator("#branches select[name=unit]")
    press_until(board, "Tab", lambda: board.focused() == "unit")
    press_until(board, "ArrowDown", lambda: unit.input_value() == "生产一部")
    of_unit = [each["branch"] for each in company[1]["2014H1"]["branches"] if each["unit"] == "生产一部"]
    assert board.shown(f"{ROWS} th") == of_unit
    assert 1 < len(of_unit) < 24
    keys.press("Tab")
    keys.type("综采")
    assert board.shown(f"{ROWS} th") == ["综采队党支部"]
    assert board.shown("#branches output") == ["1 / 24"]
    keys.press("Tab")
    keys.press("Enter")
    board.page.locator(f"{ROWS}:visible").nth(23).wait_for()
    assert board.shown("#branches output") == ["24 / 24"]
    assert board.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_table_is_narrowed_down_by_star_and_put_in_order(board, company):
    said = company[1]["2014H1"]["branches"]
    board.page.select_option("#branches select[name=star]", "四星级")
    assert board.shown(f"{ROWS} th") == [each["branch"] for each in said if each["star"] == 4]
    board.page.select_option("#branches select[name=star]", "")
    head = board.page.locator("#branches thead th", has_text="考核得分")
    head.get_by_role("button").focus()
    for way, low in (("ascending", True), ("descending", False)):
        board.page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == way
        scores = [float(each) for each in board.texts("#branches tbody td:nth-of-type(3)")]
        assert scores == sorted(scores, reverse=not low)


def test_a_branch_opens_its_explanation_by_the_keyboard(board):
    row = board.page.locator(ROWS).nth(13)
    assert not row.locator("details li").first.is_visible()
    row.locator("summary").focus()
    board.page.keyboard.press("Enter")
    assert row.locator("details li").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_everything_has_a_name_and_stands_out(width, scheme, browser, pages):
    reader = opened(browser, pages["board"], width, color_scheme=scheme)
    reader.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert reader.faults_for_screen_readers() == []
    assert [each for each in reader.contrasts() if each[1] < 4.5] == []
    assert not reader.is_wider_than_the_screen()
    reader.page.close()


def test_what_is_first_on_a_desk_is_seen_without_scrolling(browser, pages):
    reader = opened(browser, pages["board"], 1440)
    boxes = [reader.page.locator(each).first.bounding_box() for each in (".figures strong", "#due li", "nav")]
    assert [box["y"] + box["height"] < 800 for box in boxes] == [True] * 3
    reader.page.close()


def test_without_a_script_everything_is_there_and_the_filter_is_not(browser, pages):
    reader = opened(browser, pages["board"], java_script_enabled=False)
    assert len(reader.shown(f"{ROWS} th")) == 24
    assert reader.shown("form") == []
    reader.page.close()


@pytest.mark.parametrize("name", ["board", "sixty"])
@pytest.mark.parametrize("width", [PHONE, 768, 1440])
def test_no_table_is_wider_than_the_screen(width, name, browser, pages):
    reader = opened(browser, pages[name], width)
    reader.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert reader.page.locator(".table").count() > 3
    wider = "all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.ariaLabel)"
    assert reader.page.locator(".table").evaluate_all(wider) == []
    reader.page.close()


def test_on_a_phone_rows_are_cards_that_are_put_in_order_by_a_choice(browser, pages):
    reader = opened(browser, pages["board"], PHONE)
    first = reader.page.locator(f"{ROWS} td").first
    assert first.evaluate("each => getComputedStyle(each, '::before').content") != "none"
    printed = reader.shown(f"{ROWS} th")
    scores = "#branches tbody td:nth-of-type(3)"
    for label, low in (("考核得分 ▲", True), ("考核得分 ▼", False)):
        reader.page.select_option("#branches select[name=order]", label=label)
        found = [float(each) for each in reader.texts(scores)]
        assert found == sorted(found, reverse=not low)
        assert len(set(found)) > 10
    reader.page.click("#branches button[type=reset]")
    reader.page.wait_for_function(f"document.querySelector('{ROWS} th').textContent === '{printed[0]}'")
    assert reader.shown(f"{ROWS} th") == printed
    row = reader.page.locator(ROWS).nth(10)
    row.locator("summary").click()
    box = row.locator("details li").first.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE
    reader.page.close()


@pytest.mark.parametrize("name", ["board", "sixty"])
def test_no_command_no_id_of_a_clause_and_no_id_of_a_period_is_shown(name, browser, pages):
    reader = opened(browser, pages[name])
    said = reader.page.evaluate("document.body.textContent")
    assert [each for each in ("starrating ", "--", "4.4", "第4条") if each in said] == []
    assert re.findall(r"\d{4}H[12]|\d\.\d\(\d", said) == []
    reader.page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_labels_of_the_charts_do_not_overlap(width, browser, pages):
    reader = opened(browser, pages["board"], width)
    overlapping = reader.page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap(svg => {
            const boxes = [...svg.querySelectorAll("text")].map(each => each.getBoundingClientRect());
            const apart = (a, b) => a.right - 1 <= b.left || b.right - 1 <= a.left
                || a.bottom - a.height / 3 <= b.top || b.bottom - b.height / 3 <= a.top;
            return boxes.flatMap((box, at) => boxes.slice(at + 1).filter(other => !apart(box, other)).map(() => at));
        })"""
    )
    assert overlapping == []
    assert not reader.is_wider_than_the_screen()
    reader.page.close()


def test_the_board_says_what_was_rated(board, company):
    said = company[1]["2014H1"]["branches"]
    assert board.texts("#branches tbody tr th") == [each["branch"] for each in said]
    assert board.texts("#branches tbody td:nth-of-type(1)") == [str(each["rank"]) for each in said]
    assert board.texts("#branches tbody td:nth-of-type(2)") == [f"{'三四五'[each['star'] - 3]}星级" for each in said]
    assert board.texts("#branches tbody td:nth-of-type(3)") == [each["score"] for each in said]
    moved = {
        each["branch"]: each["star"] - each["previous_star"] for each in said if each["star"] != each["previous_star"]
    }
    changes = zip(board.texts("#changes tbody th"), board.texts("#changes tbody td:last-child"), strict=True)
    assert {branch: word[0] for branch, word in changes} == {
        branch: "▲" if way > 0 else "▼" for branch, way in moved.items()
    }


def test_each_picture_says_in_words_what_its_table_says(board):
    pictures = board.page.locator("svg[role=img]").all()
    assert len(pictures) == 3
    for picture in pictures:
        for part in picture.get_attribute("aria-labelledby").split():
            assert picture.locator(f"#{part}").text_content()
    described = board.texts("#targets svg desc")[0]
    assert re.findall(r"\d+\.\d%", described) == ["16.7%", "33.3%", "41.7%", "45.8%"]
    assert board.texts("#targets figure:first-of-type text.goal")[:3] == ["30%", "50%", "70%"]
    tables = json.dumps(board.texts("#targets table:first-of-type td"))
    assert all(number in tables for number in re.findall(r"\d+\.\d%", described))
