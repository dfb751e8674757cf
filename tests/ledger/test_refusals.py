"""Who holds the ledger: told to whoever waits in vain, on either kind of database."""

import os

import pytest
from ledger_reviews import review

from starrating.errors import LedgerError
from starrating.ledger import open_ledger
from starrating.ledger.refusals import noted_at, this_process


def refused(ledger):
    with pytest.raises(LedgerError) as caught:
        ledger.record(review(digest="b"))
    [problem] = caught.value.problems
    assert problem.code == "ledger-busy"
    return str(problem.message)


def test_the_second_writer_is_told_who_holds_the_ledger(ledger, url):
    with open_ledger(url) as holder, holder.writing():
        said = refused(ledger)
    assert f", {os.getpid()}, since 20" in said
    assert "waited 0.2 s" in said
    assert ledger.record(review())[1]


def test_the_note_beside_a_file_is_gone_when_the_writer_is(sqlite_url, tmp_path):
    with open_ledger(sqlite_url) as ledger:
        with ledger.writing():
            assert (tmp_path / "ledger.db-holder").read_text(encoding="utf-8").startswith("starrating ")
        with pytest.raises(ZeroDivisionError), ledger.writing():
            raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


def test_a_note_that_a_killed_writer_left_behind_does_no_harm(sqlite_url, tmp_path):
    (tmp_path / "ledger.db-holder").write_bytes(b"\xffsomebody\n")
    with open_ledger(sqlite_url) as ledger:
        assert ledger.record(review())[1]
    assert not (tmp_path / "ledger.db-holder").exists()


def test_of_a_note_as_long_as_no_name_is_the_beginning_is_told(sqlite_url, tmp_path):
    (tmp_path / "ledger.db-holder").write_text("a" * 200 + "b", encoding="utf-8")
    holder = noted_at(tmp_path / "ledger.db")
    assert holder
    assert holder.who == "a" * 200


def test_a_note_that_cannot_be_written_does_no_harm(sqlite_url, tmp_path):
    (tmp_path / "ledger.db-holder").mkdir()
    with open_ledger(sqlite_url) as first, open_ledger(sqlite_url, patience=0.1) as second:
        with first.writing():
            assert "since" not in refused(second)
        assert first.record(review())[1]


@pytest.mark.parametrize(
    ("user", "username", "named"), [("a", "", "a"), ("a", "b", "a"), ("", "b", "b"), ("", "", "?"), (None, None, "?")]
)
def test_the_user_is_named_as_the_system_calls_him(monkeypatch, user, username, named):
    for name, value in (("USER", user), ("USERNAME", username)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert f", {named}@" in this_process()


def test_a_ledger_that_was_closed_is_opened_anew_when_it_is_read(ledger):
    ledger.record(review())
    ledger.close()
    assert ledger.verify() == []
    ledger.close()
    assert ledger.record(review(digest="b"))[1]
