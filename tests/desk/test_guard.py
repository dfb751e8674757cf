"""Who may ask the desk for something: attacks, each as it would come."""

import http.client
import json
import re

import pytest

from commands import run
from starrating.desk.guard import MOST_SENT


def test_without_the_token_nothing_is_shown(desk, folder):
    for path in ("/", "/today", "/begin", "/alive", "/period/2013H1", "/?token=", "/?token=x", "/nowhere"):
        answer = desk.get(path, Cookie="")
        assert answer.status == 403
        assert "××公司" not in answer.body
        assert str(folder) not in answer.body
        assert "<form" not in answer.body


def test_a_token_in_another_place_than_the_first_address_is_none(desk):
    token = desk.address.partition("token=")[2]
    assert desk.get(f"/today?token={token}", Cookie="").status == 403
    assert desk.get("/today", Cookie=f"{desk.cookie.partition('=')[0]}={token}").status == 403


def test_the_cookie_is_strict_and_no_script_reads_it(desk, folder):
    first = desk.get(another_address(folder).removeprefix(desk.origin), Cookie="")
    assert first.status == 200
    name, *settings = first.headers["set-cookie"].split("; ")
    assert name.startswith(f"starrating-desk-{desk.host.partition(':')[2]}=")
    assert {"HttpOnly", "SameSite=Strict"} <= set(settings)


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "127.0.0.1", "127.0.0.1:9", "evil.example:{port}", "127.0.0.1.:{port}"]
)
def test_another_host_is_refused(desk, host):
    assert desk.get("/today", Host=host.format(port=desk.host.partition(":")[2])).status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "https://{host}"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "none"},
    ],
    ids=str,
)
def test_an_act_from_elsewhere_is_refused_and_its_token_is_not_spent(desk, headers):
    token = desk.get("/period/2013H1").token
    sent = {name: value.format(host=desk.host) for name, value in headers.items()}
    assert desk.post("/period/2013H1/take-out", {"form": token, "book": "x"}, **sent).status == 403
    assert desk.post("/period/2013H1/take-out", {"form": token, "book": "x"}).status == 303


def test_a_page_that_another_site_links_to_is_not_shown(desk):
    assert desk.get("/today", Sec_Fetch_Site="cross-site").status == 403
    assert desk.get("/today", Sec_Fetch_Site="same-site").status == 403
    assert desk.get("/today", Sec_Fetch_Site="none").status == 200


def test_a_form_is_sent_once(desk):
    form = {"form": desk.get("/period/2013H1").token, "book": "x"}
    assert desk.post("/period/2013H1/take-out", form).status == 303
    again = desk.post("/period/2013H1/take-out", form)
    assert again.status == 422
    assert "sent before" in again.body


@pytest.mark.parametrize("token", ["", "x", None])
def test_a_form_without_its_token_does_nothing(desk, folder, token):
    form = {"act": "rate"} | ({} if token is None else {"form": token})
    assert desk.post("/period/2013H1/rate", form).status == 422
    assert not (folder / "starrating.db").exists()


def test_no_question_changes_anything(desk, folder):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    for path in ("rate", "books", "take-out", "blank", "workbook"):
        assert desk.get(f"/period/2013H1/{path}?form={desk.get('/today').token}").status in {404, 405}
    assert desk.get("/end").status in {404, 405}
    for path in ("/today", "/rules", "/begin", "/period/2013H1", "/period/2013H1/ranking"):
        desk.get(path)
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert {path.name for path in after.keys() - before.keys()} <= {"starrating.db"}
    assert all(after[path] == before[path] for path in before)


def test_every_answer_forbids_what_it_does_not_need(desk):
    for path in ("/today", "/desk.css", "/nowhere", "/alive"):
        for headers in ({}, {"Cookie": ""}):
            said = desk.get(path, **headers).headers
            assert "script-src 'self'" in said["content-security-policy"]
            assert "unsafe" not in said["content-security-policy"]
            assert said["cache-control"] == "no-store"
            assert said["x-content-type-options"] == "nosniff"
            assert "server" not in said


def test_pages_have_no_script_or_style_of_their_own(desk):
    for path in ("/today", "/rules", "/begin", "/period/2013H1"):
        body = desk.get(path).body
        assert re.findall(r"<script(?! src=\"/desk\.js\" defer></script>)", body) == []
        assert re.findall(r"<style|\sstyle=|\son\w+=", body) == []


def test_200_megabytes_are_refused_before_they_are_sent(desk):
    body = b"x" * 10
    answer = desk.post(
        "/period/2013H1/books", body, Content_Length=str(200 * 2**20), Content_Type="multipart/form-data; boundary=x"
    )
    assert answer.status == 413
    assert "megabytes" in answer.body


def test_who_does_not_say_how_much_comes_is_stopped_on_the_way(desk, folder):
    token = desk.get("/period/2013H1").token
    head = (
        f'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="scores"; filename="a.xlsx"\r\n\r\n'
    ).encode()
    sent = 0

    def pieces():
        nonlocal sent
        yield head
        while sent < 200 * 2**20:
            sent += 2**20
            yield b"0" * 2**20

    connection = http.client.HTTPConnection(desk.host, timeout=60)
    headers = {"Cookie": desk.cookie, "Origin": desk.origin, "Content-Type": "multipart/form-data; boundary=x"}
    try:
        connection.request(
            "POST", "/period/2013H1/books", pieces(), headers | {"Transfer-Encoding": "chunked"}, encode_chunked=True
        )
        assert connection.getresponse().status == 413
    except (BrokenPipeError, ConnectionResetError):
        pass  # it closed the door while we were talking
    finally:
        connection.close()
    assert sent < MOST_SENT + 32 * 2**20
    assert not list(folder.glob("inbox/2013H1/*"))
    assert desk.get("/today").status == 200


def test_the_note_of_who_holds_the_desk_is_for_this_user_alone_and_opens_nothing(desk, folder):
    note = folder / ".desk" / "holder.json"
    assert note.stat().st_mode & 0o077 == 0
    kept = json.loads(note.read_text("utf-8"))
    assert desk.address.partition("token=")[2] not in kept.values()
    assert desk.get(f"/?token={kept['secret']}", Cookie="").status == 403


def another_address(folder):
    second = run(folder, "desk", "--no-browser")
    assert second.exit_code == 0
    return second.stdout.strip()


def test_a_first_address_opens_the_desk_once(desk, folder):
    used = desk.address.removeprefix(desk.origin)
    assert desk.get(used, Cookie="").status == 403
    assert desk.get(used).status == 200  # who went back to it has the cookie
    fresh = another_address(folder).removeprefix(desk.origin)
    assert fresh != used
    assert desk.get(fresh, Cookie="", Host="evil.example").status == 421
    assert desk.ask("HEAD", fresh, None, {"Cookie": ""}).status in {200, 405}
    assert desk.get(fresh, Cookie="").status == 200
    assert desk.get(fresh, Cookie="").status == 403


@pytest.mark.parametrize("secret", ["", "x"])
def test_who_does_not_know_the_secret_gets_no_address(desk, secret):
    answer = desk.post("/another-address", b"", Cookie="", X_Starrating_Desk=secret)
    assert answer.status == 403
    assert "token" not in answer.body
    assert desk.post("/another-address", b"", X_Starrating_Desk=secret).status == 403
