"""The desk in Chromium: a company from nothing to a draft notice by clicks alone, and the same acts by commands."""

import json
import shutil
import zipfile

import pytest
from browser import PHONE, Reader

from commands import run
from company import EXAMPLE
from desks import running
from starrating import i18n

HALVES = {"2012H2": ("2012H2.xlsx", ""), "2013H1": ("2013H1.xlsx", "2013H1-incidents.xlsx")}
OFTEN = {"recorded_at", "seal"}
"""What differs between two recordings of the same acts: when, and the seals that are made of it."""


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("STARRATING_LANG", "zh")
    i18n.language.cache_clear()
    yield
    monkeypatch.undo()
    i18n.language.cache_clear()


@pytest.fixture(scope="module")
def office(tmp_path_factory, browser):
    """Open the desk of an empty folder in a browser: the folder, the page, and what the console said."""
    folder = tmp_path_factory.mktemp("desk") / "company"
    folder.mkdir()
    with running(folder, "zh") as asker:
        page = browser.new_page(viewport={"width": 1440, "height": 900}, accept_downloads=True)
        page.set_default_timeout(120_000)
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(asker.address)
        page.wait_for_url("**/begin")
        yield folder, page, said
        page.close()


def click(page, *, button="", link=""):
    """Click, and wait for what comes of it."""
    found = (
        page.get_by_role("button", name=button, exact=True)
        if button
        else page.get_by_role("link", name=link, exact=True)
    )
    with page.expect_navigation():
        found.first.click()
    page.locator("meta[http-equiv=refresh]").wait_for(state="detached")


def fits(page):
    """See that the page is no wider than the screen, on a desk and on a phone."""
    for width in (PHONE, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            return False
    return True


def by_clicks(page, downloads):
    """Take the company from nothing to a draft notice of each half-year; return which page was too wide."""
    wide = []

    def seen(name):
        if not fits(page):
            wide.append(name)

    seen("begin")
    page.get_by_label("单位名称").fill("××公司")
    click(page, button="开始")
    for period, (book, incidents) in HALVES.items():
        seen(f"today before {period}")
        page.get_by_role("textbox", name="评审期").fill(period)
        click(page, button="打开")
        page.get_by_label("考核评分表").set_input_files(EXAMPLE / book)
        if incidents:
            page.get_by_label("降星情形表").set_input_files(EXAMPLE / incidents)
        click(page, button="添加")
        click(page, button="检查")
        seen(f"check of {period}")
        click(page, button="试评（不入账）")
        seen(f"dry run of {period}")
        click(page, button="评定")
        assert f"已记录{period}" in page.locator("#outcome").inner_text()
        click(page, link="查看排名")
        seen(f"ranking of {period}")
        assert page.locator("tbody tr").count() == 24
        click(page, link="运输队党支部")
        seen(f"explanation of {period}")
        explained = page.locator("main").inner_text()
        assert ("4.4(5)" in explained) == (period == "2013H1")
        for link in ("目标与走势", "临近分数线", "文件"):
            click(page, link=link)
            seen(f"{link} of {period}")
        page.locator("#notice").get_by_label("公示首日").fill("2013-07-15")
        with page.expect_navigation():
            page.locator("#notice").get_by_role("button", name="Word").click()
        with page.expect_download() as download:
            page.locator("#outcome").get_by_role("link").first.click()
        download.value.save_as(downloads / f"{period}.docx")
        click(page, link="今日")
    click(page, link="规则")
    seen("rules")
    return wide


def by_commands(folder, monkeypatch):
    """Do the same by commands, with the workbooks where the desk keeps them."""
    assert run(folder, "init", str(folder), "--organisation", "××公司").exit_code == 0
    monkeypatch.chdir(folder)
    for period, (book, incidents) in HALVES.items():
        inbox = folder / "inbox" / period
        (inbox / "incidents").mkdir(parents=True)
        shutil.copyfile(EXAMPLE / book, inbox / book)
        files = [f"inbox/{period}/{book}"]
        if incidents:
            shutil.copyfile(EXAMPLE / incidents, inbox / "incidents" / incidents)
            files += ["--incidents", f"inbox/{period}/incidents/{incidents}"]
        files += ["--period", period]
        assert run(folder, "check", *files, "--marked", f"inbox/{period}/marked").exit_code == 0
        assert run(folder, "score", *files, "--dry-run").exit_code == 0
        assert run(folder, "score", *files).exit_code == 0
        asked = ["--kind", "notice", "--from", "2013-07-15", "--format", "docx"]
        assert run(folder, "announce", "--period", period, *asked).exit_code == 0


def ledger_of(folder):
    """Return the tables of a ledger without times and seals; the digests of files that bear a time are such seals."""
    assert run(folder, "export", str(folder / "all.json")).exit_code == 0
    tables = json.loads((folder / "all.json").read_text("utf-8"))["starrating-ledger"]
    kept = {}
    for table in tables:
        often = OFTEN | ({"digest"} if table["name"] in {"files", "file_versions", "papers", "file_bases"} else set())
        columns = [at for at, name in enumerate(table["columns"]) if name not in often]
        kept[table["name"]] = sorted(json.dumps([row[at] for at in columns]) for row in table["rows"])
    return kept


def test_a_company_goes_from_nothing_to_a_notice_by_clicks_alone(office, tmp_path, monkeypatch):
    folder, page, said = office
    assert by_clicks(page, tmp_path) == []
    assert said == []
    for period in HALVES:
        with zipfile.ZipFile(tmp_path / f"{period}.docx") as document:
            words = document.read("word/document.xml").decode("utf-8")
        assert "公示" in words
        assert "送审稿" in words
    twin = tmp_path / "twin"
    by_commands(twin, monkeypatch)
    mine, theirs = ledger_of(folder), ledger_of(twin)
    assert mine == theirs
    assert len(mine["reviews"]) == 2
    assert len(mine["ratings"]) == 48
    assert run(folder, "verify").exit_code == 0


PAGES = ("", "/ranking", "/branch?name=运输队党支部", "/board", "/near?within=1", "/near?within=x", "/documents")


@pytest.fixture(scope="module")
def rated(tmp_path_factory, browser):
    """Open the desk of a company that has rated two half-years: its address and a page that has entered it."""
    folder = tmp_path_factory.mktemp("rated") / "company"
    assert run(folder.parent, "init", str(folder), "--organisation", "××公司").exit_code == 0
    for period, (book, incidents) in HALVES.items():
        listed = ["--incidents", str(EXAMPLE / incidents)] if incidents else []
        assert run(folder, "score", str(EXAMPLE / book), *listed, "--period", period).exit_code == 0
    with running(folder, "zh") as asker:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(asker.address)
        page.wait_for_url("**/today")
        yield asker, page
        page.close()


@pytest.mark.parametrize("width", [PHONE, 1440])
@pytest.mark.parametrize(
    "path",
    [
        *("/today", "/begin", "/rules", "/open?period=x", "/nowhere"),
        *(f"/period/2011H1{path}" for path in ("", "/ranking", "/documents")),
        *(f"/period/2013H1{path}" for path in PAGES),
    ],
)
def test_every_page_has_names_contrast_and_room(rated, path, width):
    asker, page = rated
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{asker.origin}{path}")
    reader = Reader(page)
    assert reader.faults_for_screen_readers() == []
    contrasts = reader.contrasts()
    assert len(contrasts) > 5
    assert [each for each in contrasts if each[1] < 4.5] == []
    assert not reader.is_wider_than_the_screen()
    assert page.locator("h1").count() == 1
    fields = page.locator("main :is(input:not([type=hidden]), select)").all()
    assert all(field.evaluate("each => each.labels.length") == 1 for field in fields)
    for field in page.locator("[aria-describedby]").all():
        for key in field.get_attribute("aria-describedby").split():
            assert page.locator(f"[id='{key}']").inner_text().strip()


def reach(page, selector):
    """Go on with the tab key until an element has the focus, and see that one can see it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(selector)


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("meta[http-equiv=refresh]").wait_for(state="detached")


def choose(page, file):
    """Open the chooser of the field that has the focus; a busy browser may pass over the first presses."""
    opened = []
    page.once("filechooser", lambda chooser: opened.append(chooser))  # noqa: PLW0108  playwright takes no built-in
    for _ in range(3):
        page.keyboard.press("Enter")
        page.wait_for_timeout(2_000)
        if opened:
            break
    opened[0].set_files(file)


def test_the_way_from_nothing_to_a_draft_is_gone_with_the_keyboard_alone(tmp_path, browser):
    folder = tmp_path / "company"
    folder.mkdir()
    with running(folder, "zh") as asker:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(asker.address)
        page.wait_for_url("**/begin")
        reach(page, "[name=organisation]")
        page.keyboard.type("××公司")
        enter(page)
        reach(page, "[name=period]")
        page.keyboard.press("Control+a")
        page.keyboard.type("2013H1")
        enter(page)
        reach(page, "[name=scores]")
        choose(page, EXAMPLE / "2013H1.xlsx")
        reach(page, "form[action$=books] button")
        enter(page)
        reach(page, "button[value=rate]")
        enter(page)
        reach(page, "a[href$=ranking].button")
        enter(page)
        assert page.locator("tbody tr").count() == 24
        reach(page, "tbody th a")
        enter(page)
        reach(page, "a[href$=documents]")
        enter(page)
        reach(page, "#notice button[value=md]")
        enter(page)
        assert "公示已制作" in page.locator("#outcome").inner_text()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.close()


def test_a_page_says_so_when_the_desk_is_gone_and_keeps_what_was_typed(tmp_path, browser):
    folder = tmp_path / "company"
    folder.mkdir()
    with running(folder, "zh") as asker:
        page = browser.new_page()
        page.goto(asker.address)
        page.wait_for_url("**/begin")
        page.locator("[name=organisation]").fill("××公司")
        asker.process.kill()
        asker.process.wait()
        page.get_by_role("button", name="开始").click()
        page.get_by_role("alert").wait_for()
        assert "办公台" in page.get_by_role("alert").inner_text()
        assert page.locator("[name=organisation]").input_value() == "××公司"
        assert [each for each in Reader(page).contrasts() if each[1] < 4.5] == []
        page.close()
    assert not (folder / "starrating.toml").exists()
