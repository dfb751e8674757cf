import os
import random
import sqlite3
from contextlib import closing

import pytest
from ledger_reviews import review

from starrating.errors import LedgerError
from starrating.ledger import open_ledger, schema
from starrating.ledger.sqlite import Sqlite
from starrating.model import Period
from starrating.outcome import Outcome, this_run

H1 = Period(2013, "H1")


def refusal(act):
    """Return the one problem that an act is refused for."""
    with pytest.raises(LedgerError) as caught:
        act()
    [problem] = caught.value.problems
    assert problem.hint
    return problem


def test_reading_a_missing_file_does_not_make_it(sqlite_url, tmp_path):
    with open_ledger(sqlite_url) as ledger:
        ledger.versions()
        ledger.stars(H1)
        assert list(tmp_path.iterdir()) == []
        ledger.record(review())
        assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]
        assert ledger.stars(H1)


def test_any_name_of_a_file_will_do(tmp_path):
    name = tmp_path / "台账 100%?#.db"
    with open_ledger(f"sqlite:///{name}") as ledger:
        ledger.record(review())
    assert name.stat().st_size


def test_a_file_that_is_no_database_is_refused_and_left_alone(sqlite_url, tmp_path):
    file = tmp_path / "ledger.db"
    file.write_bytes(b"PK\x03\x04 a workbook, perhaps" * 100)
    before = file.read_bytes()
    with open_ledger(sqlite_url) as ledger:
        assert refusal(lambda: ledger.latest(H1)).code == "ledger-broken"
        assert refusal(lambda: ledger.record(review())).code == "ledger-broken"
    assert file.read_bytes() == before


def test_a_file_cut_short_is_refused(sqlite_url, tmp_path):
    file = tmp_path / "ledger.db"
    with open_ledger(sqlite_url) as ledger:
        ledger.record(review())
    file.write_bytes(file.read_bytes()[:6000])
    with open_ledger(sqlite_url) as ledger:
        assert refusal(lambda: ledger.latest(H1)).code == "ledger-broken"


def test_the_database_of_another_program_is_refused_and_left_alone(sqlite_url, tmp_path):
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        connection.execute("CREATE TABLE reviews (id INTEGER)")
    before = (tmp_path / "ledger.db").read_bytes()
    with open_ledger(sqlite_url) as ledger:
        assert refusal(ledger.versions).code == "ledger-foreign"
        assert refusal(lambda: ledger.record(review())).code == "ledger-foreign"
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_an_empty_file_is_an_empty_ledger(sqlite_url, tmp_path):
    (tmp_path / "ledger.db").touch()
    with open_ledger(sqlite_url) as ledger:
        assert ledger.versions() == []
        assert ledger.record(review())[1]


def test_a_folder_that_is_missing_is_out_of_reach(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/missing/ledger.db") as ledger:
        assert refusal(lambda: ledger.record(review())).code == "ledger-out-of-reach"


def test_a_folder_in_the_place_of_the_file_is_out_of_reach(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}") as ledger:
        assert refusal(ledger.versions).code == "ledger-out-of-reach"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_be_read_but_not_written(sqlite_url, tmp_path):
    with open_ledger(sqlite_url) as ledger:
        ledger.record(review())
    (tmp_path / "ledger.db").chmod(0o444)
    tmp_path.chmod(0o555)
    with open_ledger(sqlite_url) as ledger:
        assert ledger.latest(H1).version == 1
        assert refusal(lambda: ledger.record(review(digest="b"))).code == "ledger-out-of-reach"
    tmp_path.chmod(0o755)


def test_a_ledger_held_by_another_program_is_refused_after_some_patience(sqlite_url, tmp_path):
    with open_ledger(sqlite_url, patience=0.1) as ledger:
        ledger.record(review())
        with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            problem = refusal(lambda: ledger.record(review(digest="b")))
            assert problem.code == "ledger-busy"
            assert "waited 0.1 s" in str(problem.message)
            assert ledger.latest(H1).version == 1
        assert ledger.record(review(digest="b"))[0].version == 2


def test_no_write_ahead_log_is_left_beside_the_file(sqlite_url, tmp_path):
    with open_ledger(sqlite_url) as ledger:
        ledger.record(review())
        assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are another thing elsewhere")
@pytest.mark.parametrize("make", [lambda path, mine: path.symlink_to(mine), lambda path, _: os.mkfifo(path)])
@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm", "-holder"])
def test_what_is_no_file_beside_the_ledger_is_refused_and_never_followed(tmp_path, suffix, make):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    make(tmp_path / f"ledger.db{suffix}", mine)
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger, pytest.raises(LedgerError) as caught:
        ledger.record(review())
    assert caught.value.problems[0].code == "ledger-no-file"
    assert f"ledger.db{suffix}" in str(caught.value)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "ledger.db").exists()


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are another thing elsewhere")
def test_a_ledger_that_is_a_pipe_is_refused_and_one_that_is_a_link_to_a_file_is_not(tmp_path):
    os.mkfifo(tmp_path / "pipe.db")
    with open_ledger(f"sqlite:///{tmp_path}/pipe.db") as ledger, pytest.raises(LedgerError) as caught:
        ledger.versions()
    assert caught.value.problems[0].code == "ledger-no-file"
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        ledger.record(review())
    (tmp_path / "link.db").symlink_to(tmp_path / "ledger.db")
    with open_ledger(f"sqlite:///{tmp_path}/link.db") as ledger:
        assert ledger.newest(Period(2013, "H1")) == 1


def test_a_ledger_damaged_in_any_byte_is_read_or_refused_and_nothing_else(sqlite_url, tmp_path):
    with open_ledger(sqlite_url) as ledger:
        ledger.record(review())
    file = tmp_path / "ledger.db"
    whole = file.read_bytes()
    full = [at for at, byte in enumerate(whole) if byte]
    chance = random.Random(17)
    hints = []
    for _ in range(400):
        damaged = bytearray(whole)
        damaged[chance.choice(full)] = chance.randrange(256)
        file.write_bytes(damaged)
        with open_ledger(sqlite_url) as ledger:
            try:
                ledger.versions()
                ledger.latest(H1)
                ledger.verify()
                ledger.unguarded()
            except LedgerError as error:
                hints += [problem.hint for problem in error.problems]
    assert len(hints) > 100
    assert all(hints)


@pytest.mark.parametrize("cell", [None, b"x", "2013H3", 7.5])
def test_a_cell_that_damage_left_where_a_period_or_a_step_was_is_refused(sqlite_url, monkeypatch, cell):
    with open_ledger(sqlite_url) as ledger:
        ledger.record(review())
        monkeypatch.setattr(ledger._database, "execute", lambda *_: [(cell, cell)])
        with pytest.raises(LedgerError) as period:
            ledger.periods()
        with pytest.raises(LedgerError) as step:
            schema.version(ledger._database)
    assert {error.value.problems[0].code for error in (period, step)} == {"ledger-broken"}


def test_a_file_lost_while_it_commits_leaves_nobody_to_know(sqlite_url, monkeypatch):
    def lost(self, sql, values):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    this_run.begin()
    with open_ledger(sqlite_url) as ledger, monkeypatch.context() as patch:
        patch.setattr(Outcome, "about_to", lambda *_: patch.setattr(Sqlite, "_cursor", lost))
        assert refusal(lambda: ledger.record(review())).code == "ledger-lost"
    assert next(str(each) for each in this_run.sentences()).startswith("Nobody can know")
    this_run.begin()
