"""Files that are dropped, and files that are taken away: no path ever comes from the browser."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.desk.inbox import BOOKS, own_name
from starrating.errors import UsageError


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2013H1.xlsx", "2013H1.xlsx"),
        ("2013年上半年考核评分表（定稿）.XLSX", "2013年上半年考核评分表（定稿）.xlsx"),
        ("../../../etc/passwd.xlsx", "passwd.xlsx"),
        (r"..\..\starrating.xlsx", "starrating.xlsx"),
        (r"C:\fakepath\2013H1.xls", "2013H1.xls"),
        ("/root/.ssh/.xlsx", "workbook.xlsx"),
        ("...xlsx", "workbook.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("a\x00b\n:*?.xlsx", "a_b.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 60 + ".xlsx"),
    ],
)
def test_a_name_is_kept_without_its_path(sent, kept):
    assert own_name(sent, BOOKS) == kept


@pytest.mark.parametrize("sent", ["", "xlsx", "a.html", "a.xlsx.exe", "starrating.toml", "a.xlsx/", "../.."])
def test_what_is_no_workbook_is_refused(sent):
    with pytest.raises(UsageError):
        own_name(sent, BOOKS)


@given(st.text(max_size=80), st.sampled_from(BOOKS))
def test_no_name_leads_out_of_the_inbox(words, suffix):
    name = own_name(words + suffix, BOOKS)
    assert Path(name).name == name
    assert not name.startswith((".", "~"))
    assert name.isprintable()
    assert not re.search(r'[/\\:*?"<>|\0]', name)


def test_a_path_in_a_name_writes_into_the_inbox_alone(desk, folder, drop, book):
    before = {path for path in folder.parent.rglob("*") if path.is_file()}
    for name in ("../../../evil.xlsx", r"..\\..\\evil.xlsx", "/evil.xlsx", "..%2f..%2fevil.xlsx"):
        assert drop("2012H1", (name, book)).status == 303
    made = {path for path in folder.parent.rglob("*") if path.is_file()} - before
    assert {path.parent for path in made} == {folder / "inbox" / "2012H1"}


def test_a_file_of_another_kind_is_refused_where_it_was_dropped(drop, folder):
    refused = drop("2011H1", ("a.html", b"<script>alert(1)</script>"))
    assert refused.status == 422
    assert "a.html" in refused.body
    assert not (folder / "inbox" / "2011H1").exists()


def test_a_workbook_is_replaced_and_taken_out(desk, folder, drop, book):
    assert drop("2010H1", ("一.xlsx", book)).status == 303
    assert drop("2010H1", ("一.xlsx", b"other")).status == 303
    (kept,) = (folder / "inbox" / "2010H1").iterdir()
    assert kept.read_bytes() == b"other"
    page = desk.get("/period/2010H1")
    assert (
        desk.post("/period/2010H1/take-out", {"form": page.token, "book": "scores/../../../starrating.toml"}).status
        == 303
    )
    assert kept.exists()
    assert (folder / "starrating.toml").exists()
    assert (
        desk.post(
            "/period/2010H1/take-out", {"form": desk.get("/period/2010H1").token, "book": "scores/一.xlsx"}
        ).status
        == 303
    )
    assert not kept.exists()


@pytest.mark.parametrize("key", ["..%2f..%2fstarrating.toml", "starrating.db", "0" * 24, "%00", "../starrating.toml"])
def test_no_file_is_asked_for_by_its_path(desk, key):
    for way in ("files", "shown"):
        answer = desk.get(f"/period/2013H1/{way}/{key}")
        assert answer.status in {404, 422}
        assert "organisation" not in answer.body


@pytest.mark.parametrize("period", ["..", "%2e%2e", "2013H9", "x", "2013H1%2f..", "<script>"])
def test_a_period_is_a_period(desk, folder, period):
    assert desk.get(f"/period/{period}").status in {404, 422}
    assert desk.get(f"/open?period={period}").status == 422
    assert "<script>" not in desk.get(f"/open?period={period}").body
