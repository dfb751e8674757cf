"""What the pages do: they ask a command each, and show what it says where it was asked."""

import asyncio
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest

from commands import data, run
from desks import multipart, running
from starrating.desk.app import application
from starrating.desk.desk import Desk
from starrating.procedure.document_kinds import DOCUMENT_KINDS
from workbooks import write_book

BOOK = "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 85\n丙党支部 | 71"
NAME = "<script>alert(1)</script>党支部"


def act(desk, period, name):
    return desk.post(f"/period/{period}/rate", {"form": desk.get(f"/period/{period}").token, "act": name})


def recorded(folder, period):
    return [each for each in data(folder, "history")["versions"] if each["period"] == period]


def test_a_new_folder_is_set_up_and_what_was_typed_stays(tmp_path):
    (tmp_path / "new").mkdir()
    with running(tmp_path / "new") as asker:
        desk = asker.enter()
        assert desk.get("/today").headers["location"] == "/begin"
        page = desk.get("/begin")
        body, kind = multipart({"form": page.token, "organisation": " ", "rules": "aged-care"}, [("own", "", b"")])
        wrong = desk.post("/begin", body, Content_Type=kind)
        assert wrong.status == 422
        described = re.search(r'name="organisation"[^>]*aria-describedby="([^"]+)" aria-invalid="true"', wrong.body)
        assert all(f'id="{each}"' in wrong.body for each in described[1].split())
        assert re.search(r'<option value="aged-care" selected>', wrong.body)
        rule_file = b"format: 2\nid: x\n"
        body, kind = multipart({"form": wrong.token, "organisation": "A"}, [("own", "../mine.yaml", rule_file)])
        broken = desk.post("/begin", body, Content_Type=kind)
        assert broken.status == 422
        assert "mine.yaml" in broken.body
        assert not (tmp_path / "new" / "starrating.toml").exists()
        body, kind = multipart(
            {"form": broken.token, "organisation": "××公司", "rules": "star-branches"}, [("own", "", b"")]
        )
        assert desk.post("/begin", body, Content_Type=kind).headers["location"] == "/today"
        assert '"××公司"' in (tmp_path / "new" / "starrating.toml").read_text("utf-8")


def test_problems_are_shown_by_kind_with_cell_and_next_step(desk, folder, drop):
    book = write_book(folder.parent / "2009H1.xlsx", {"考核评分": "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 好"})
    assert drop("2009H1", ("2009H1.xlsx", (folder.parent / "2009H1.xlsx").read_bytes())).status == 303
    said = json.loads(
        run(
            folder,
            "check",
            "inbox/2009H1/2009H1.xlsx" if book is None else str(folder / "inbox/2009H1/2009H1.xlsx"),
            "--json",
        ).stdout
    )
    page = desk.worked(act(desk, "2009H1", "check"))
    assert said["problems"]
    for problem in said["problems"]:
        assert problem["message"] in page
        assert problem["hint"] is None or problem["hint"] in page
        assert problem["place"].rpartition("/")[2] in page
    assert "cannot be rated yet" in page
    marked = re.search(r'href="(/period/2009H1/files/[0-9a-f]+)"', page)
    copy = desk.get(marked[1])
    assert copy.body.startswith("PK")
    assert copy.headers["content-disposition"].startswith("attachment")
    refused = desk.worked(act(desk, "2009H1", "rate"))
    assert said["problems"][0]["message"] in refused
    assert not recorded(folder, "2009H1")


def test_without_a_workbook_the_page_says_so(desk):
    assert "No score workbook of 2008H1" in desk.worked(act(desk, "2008H1", "rate"))


def test_two_tabs_that_rate_at_once_record_one_version(desk, folder, drop, book):
    assert drop("2007H1", ("2007H1.xlsx", book)).status == 303
    tokens = [desk.get("/period/2007H1").token for _ in range(2)]
    pages = []

    def rate(token):
        pages.append(desk.worked(desk.post("/period/2007H1/rate", {"form": token, "act": "rate"})))

    threads = [Thread(target=rate, args=[token]) for token in tokens]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    said = sorted("Nothing has changed since" in page for page in pages)
    assert said == [False, True]
    assert all(page.count("Recorded 2007H1.") + page.count("Nothing has changed since") == 1 for page in pages)
    assert [each["version"] for each in recorded(folder, "2007H1")] == [1]


def test_a_dry_run_records_nothing_and_says_what_would_change(desk, folder, drop, book):
    assert drop("2006H1", ("a.xlsx", book)).status == 303
    assert "Nothing is recorded for 2006H1 yet" in desk.worked(act(desk, "2006H1", "try"))
    assert not recorded(folder, "2006H1")
    desk.worked(act(desk, "2006H1", "rate"))
    assert "Nothing would change" in desk.worked(act(desk, "2006H1", "try"))
    write_book(folder.parent / "other.xlsx", {"考核评分": BOOK.replace("85", "95")})
    assert drop("2006H1", ("a.xlsx", (folder.parent / "other.xlsx").read_bytes())).status == 303
    page = desk.worked(act(desk, "2006H1", "try"))
    assert re.search(r"乙党支部</th>\s*<td[^>]*>四星级</td>\s*<td[^>]*>五星级</td>", page)
    assert len(recorded(folder, "2006H1")) == 1


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("", "甲乙丙"),
        ("?sort=rank&down=1", "丙乙甲"),
        ("?sort=branch", "丙乙甲"),
        ("?sort=star", "丙乙甲"),
        ("?sort=star&down=1", "甲乙丙"),
        ("?sort=score", "丙乙甲"),
        ("?sort=<script>", "甲乙丙"),
    ],
)
def test_the_ranking_is_sorted_by_any_column(desk, drop, book, asked, order):
    if not re.search("甲党支部", desk.get("/period/2005H1/ranking").body):
        assert drop("2005H1", ("a.xlsx", book)).status == 303
        desk.worked(act(desk, "2005H1", "rate"))
    page = desk.get(f"/period/2005H1/ranking{asked}").body
    assert "".join(re.findall(r'<th scope="row"><a[^>]*>(.)党支部', page)) == order


def test_a_script_in_the_name_of_a_branch_is_words_on_every_page(desk, folder, drop):
    table = f"党支部 | 单位 | 考核总分\n{NAME} | {NAME} | 92\n乙党支部 | 乙 | 85"
    write_book(folder.parent / "evil.xlsx", {"考核评分": table})
    assert (
        drop("2004H1", ("<img src=x onerror=alert(1)>.xlsx", (folder.parent / "evil.xlsx").read_bytes())).status == 303
    )
    pages = [desk.worked(act(desk, "2004H1", name)) for name in ("check", "try", "rate")]
    ranking = desk.get("/period/2004H1/ranking").body
    explained = re.findall(r'href="(/period/2004H1/branch[^"]+)"', ranking)
    pages += [ranking, *(desk.get(href.replace("&amp;", "&")).body for href in explained)]
    pages += [desk.get(f"/period/2004H1{path}").body for path in ("", "/board", "/near?within=3", "/documents")]
    form = {"form": desk.get("/period/2004H1/documents").token, "kind": "notice", "format": "html"}
    pages.append(desk.worked(desk.post("/period/2004H1/documents", form)))
    shown = desk.get(re.search(r'<iframe[^>]*src="([^"]+)"', pages[-1])[1])
    assert "sandbox" in shown.headers["content-security-policy"]
    assert sum("&lt;script&gt;alert(1)" in page for page in pages) >= 4
    for page in (*pages, shown.body):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_document_says_what_stands_open_and_why_others_wait(desk, drop, book):
    assert drop("2003H1", ("a.xlsx", book)).status == 303
    desk.worked(act(desk, "2003H1", "rate"))
    page = desk.get("/period/2003H1/documents").body
    assert re.findall(r'<section id="(report|notice|letter|circular|award)"', page) == ["report", "notice", "letter"]
    assert "starrating decide --period 2003H1" in page
    form = {"form": desk.get("/period/2003H1/documents").token, "kind": "notice", "format": "docx", "day": "2003-07-15"}
    written = desk.worked(desk.post("/period/2003H1/documents", form))
    assert "2003-07-15" in written
    assert "contact phone" in written
    file = re.search(r'href="(/period/2003H1/files/[0-9a-f]+)">[^<]+\.docx', written)
    assert desk.get(file[1]).body.startswith("PK")


def section(page, key):
    """Return a section of a page."""
    return re.search(rf'<section id="{key}".*?</section>', page, re.DOTALL)[0]


def said_of(page, field):
    """Return what is said of a field that is wrong, tied to it by its id."""
    described = re.search(rf'name="{field}"[^>]*aria-describedby="([^"]+)" aria-invalid="true"', page)
    return [re.search(rf'id="{each}">([^<]*)<', page)[1] for each in described[1].split()]


def test_a_wrong_day_is_said_at_its_field_and_what_was_typed_stays(desk, drop, book):
    assert drop("2001H1", ("a.xlsx", book)).status == 303
    desk.worked(act(desk, "2001H1", "rate"))
    form = {"form": desk.get("/period/2001H1/documents").token, "kind": "notice", "format": "docx", "day": "mo<rgen"}
    answer = desk.post("/period/2001H1/documents", form)
    assert answer.status == 422
    notice = section(answer.body, "notice")
    assert 'name="day" value="mo&lt;rgen"' in notice
    assert "no day" in said_of(notice, "day")[-1]
    assert 'aria-invalid="true"' not in section(answer.body, "report")


def test_a_wrong_number_of_points_and_a_wrong_period_stay_in_their_fields(desk, drop, book):
    for path, field in (("/period/2013H1/near?within=", "within"), ("/open?period=", "period")):
        answer = desk.get(f"{path}viele")
        assert answer.status == 422
        assert f'name="{field}" value="viele"' in answer.body
        assert "viele" in said_of(answer.body, field)[-1]


def test_pages_of_a_period_that_is_not_rated_say_so_and_keep_its_menu(desk):
    for path in ("ranking", "board", "near", "branch?name=x"):
        answer = desk.get(f"/period/1999H1/{path}")
        assert answer.status == 422
        assert "The ledger has no review of 1999H1" in answer.body
        assert 'href="/period/1999H1/documents"' in answer.body


def test_before_a_rating_the_documents_that_need_none_can_be_written(desk, folder):
    page = desk.get("/period/1999H1/documents").body
    assert re.findall(rf'<section id="({"|".join(DOCUMENT_KINDS)})"', page) == ["opening"]
    later = section(page, "later")
    assert "Nothing is known to be outstanding for 1999H1" in later
    assert "No major finding of 1999H1" in later
    assert later.count("1999H1 is not assessed yet") == sum(not row.early for row in DOCUMENT_KINDS.values())
    form = {"form": desk.get("/period/1999H1/documents").token, "kind": "opening", "format": "md"}
    undated = desk.post("/period/1999H1/documents", form | {"document": "党发〔1999〕3号"})
    assert undated.status == 422
    assert "with its date" in said_of(section(undated.body, "opening"), "day")[-1]
    assert 'value="党发〔1999〕3号"' in section(undated.body, "opening")
    form["form"] = desk.get("/today").token
    assert "is written" in desk.worked(desk.post("/period/1999H1/documents", form))


def test_every_kind_that_is_offered_can_be_written_and_the_others_say_what_the_command_says(desk, folder, drop, book):
    assert drop("2000H1", ("a.xlsx", book)).status == 303
    desk.worked(act(desk, "2000H1", "rate"))
    page = desk.get("/period/2000H1/documents").body
    able = re.findall(rf'<section id="({"|".join(DOCUMENT_KINDS)})"', page)
    for kind in DOCUMENT_KINDS:
        done = run(folder, "announce", "--period", "2000H1", "--kind", kind, "--format", "md")
        assert (done.exit_code == 0) == (kind in able), kind
        if kind in able:
            form = {"form": desk.get("/period/2000H1/documents").token, "kind": kind, "format": "md"}
            assert "is written" in desk.worked(desk.post("/period/2000H1/documents", form))


def decide(folder, period, day):
    done = run(
        folder, "decide", "--period", period, "--document", "党发〔2013〕7号", "--date", day, "--open-opinions", "x"
    )
    assert done.exit_code == 0, done.stderr


def test_the_days_of_a_decided_review_are_fixed_by_its_first_notice(desk, folder, drop, book):
    assert drop("1998H1", ("a.xlsx", book)).status == 303
    desk.worked(act(desk, "1998H1", "rate"))
    assert "fixes the days" not in desk.get("/period/1998H1/documents").body
    decide(folder, "1998H1", "1998-07-10")
    assert "fixes the days" in section(desk.get("/period/1998H1/documents").body, "notice")
    form = {"kind": "notice", "format": "md", "day": ""}
    unnamed = desk.post("/period/1998H1/documents", form | {"form": desk.get("/today").token})
    assert (unnamed.status, "not named" in said_of(section(unnamed.body, "notice"), "day")[-1]) == (422, True)
    assert re.search(r'name="day"[^>]* required', section(unnamed.body, "notice"))
    form["day"] = "1998-07-15"
    first = desk.worked(desk.post("/period/1998H1/documents", form | {"form": desk.get("/today").token}))
    assert "Public from 1998-07-15 to" in first
    assert "送审稿" not in first
    (found,) = [each for each in data(folder, "status")["periods"] if each["period"] == "1998H1"]
    assert found["notice"]["first"] == "1998-07-15"
    assert "fixes the days" not in desk.get("/period/1998H1/documents").body
    again = desk.worked(desk.post("/period/1998H1/documents", form | {"form": desk.get("/today").token, "day": ""}))
    assert "Public from 1998-07-15 to" in again


def test_a_rating_of_what_is_decided_is_refused_with_the_command(desk, folder, drop, book):
    assert drop("1997H1", ("a.xlsx", book)).status == 303
    desk.worked(act(desk, "1997H1", "rate"))
    decide(folder, "1997H1", "1997-07-10")
    write_book(folder.parent / "later.xlsx", {"考核评分": BOOK.replace("85", "95")})
    assert drop("1997H1", ("a.xlsx", (folder.parent / "later.xlsx").read_bytes())).status == 303
    refused = section(desk.worked(act(desk, "1997H1", "rate")), "outcome")
    assert "--period 1997H1 --reopen" in refused
    assert [each["version"] for each in recorded(folder, "1997H1")] == [1]


def test_a_damaged_ledger_is_named_on_every_page(desk, folder):
    (folder / "inbox" / "1996H1").mkdir(parents=True)
    (folder / "starrating.db").rename(folder / "kept.db")
    (folder / "starrating.db").write_bytes(b"no ledger at all" * 100)
    try:
        for path in ("/today", "/period/1996H1", "/period/1996H1/documents", "/period/1996H1/ranking"):
            answer = desk.get(path)
            assert answer.status == 422
            assert "starrating.db" in answer.body
            assert 'href="/today"' in answer.body
    finally:
        (folder / "kept.db").replace(folder / "starrating.db")


def test_the_rules_are_read_back_and_who_is_near_a_line_is_named(desk, folder, drop, book):
    page = desk.get("/rules").body
    assert "No holes" in page
    assert "开展星级党组织提升活动方案" in page
    assert drop("2002H1", ("a.xlsx", book)).status == 303
    desk.worked(act(desk, "2002H1", "rate"))
    assert (
        "甲党支部"
        not in re.search(r'id="near".*?</section>', desk.get("/period/2002H1/near?within=1").body, re.DOTALL)[0]
    )
    assert (
        "甲党支部" in re.search(r'id="near".*?</section>', desk.get("/period/2002H1/near?within=3").body, re.DOTALL)[0]
    )
    assert desk.get("/period/2002H1/near?within=1e9").status == 422


def test_a_second_start_opens_the_page_of_the_first(desk, folder):
    second = run(folder, "desk", "--no-browser")
    assert second.exit_code == 0
    assert second.stdout.startswith(f"{desk.origin}/?token=")
    assert str(desk.process.pid) in second.stderr


def test_a_killed_desk_leaves_nothing_that_stops_the_next(tmp_path, book):
    assert run(tmp_path, "init", str(tmp_path / "company"), "--organisation", "A").exit_code == 0
    with running(tmp_path / "company") as asker:
        asker.process.kill()
        asker.process.wait()
    with running(tmp_path / "company") as asker:
        desk = asker.enter()
        desk.post("/end", {"form": desk.get("/today").token})
        until = time.monotonic() + 30
        while asker.process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        assert asker.process.returncode == 0
        assert not (tmp_path / "company" / ".desk" / "holder.json").exists()


def test_what_nobody_thought_of_is_a_page_that_says_so(folder):
    def broken():
        raise KeyError("unforeseen")

    desk = Desk(folder, broken, lambda: None, 1)
    scope = {"type": "http", "method": "GET", "path": "/today", "query_string": b"", "headers": []}
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    # A thread of its own: a browser of another test may hold the loop of this one.
    with ThreadPoolExecutor(1) as thread, pytest.raises(KeyError):  # the window of the desk shows it
        thread.submit(asyncio.run, application(desk)(scope, receive, send)).result()
    assert sent[0]["status"] == 500
    page = sent[1]["body"].decode("utf-8")
    assert "bug in starrating" in page
    assert "unforeseen" not in page
