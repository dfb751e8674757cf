import sys

import pytest
from ledger_reviews import review

from starrating.errors import LedgerError
from starrating.ledger import open_ledger
from starrating.outcome import Outcome, this_run


def test_without_its_driver_the_way_to_install_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError) as caught:
        open_ledger("postgresql://user@host/database")
    assert caught.value.problems[0].code == "driver-missing"
    assert 'pip install "starrating[postgresql]"' in str(caught.value.problems[0].hint)


def test_a_server_that_is_not_there_is_out_of_reach(postgresql_url, tmp_path):
    url = f"postgresql://me:secret@/database?host={tmp_path}"
    with open_ledger(url) as ledger, pytest.raises(LedgerError) as caught:
        ledger.versions()
    assert caught.value.problems[0].code == "ledger-out-of-reach"
    assert "secret" not in str(caught.value)


def test_reading_an_empty_database_makes_nothing(postgresql_url):
    import psycopg

    with open_ledger(postgresql_url) as ledger:
        assert ledger.versions() == []
    with psycopg.connect(postgresql_url) as connection:
        found = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'starrating'").fetchall()
    assert found == []


def test_a_ledger_held_by_another_program_is_refused_after_some_patience(postgresql_url):
    import psycopg

    with open_ledger(postgresql_url, patience=0.1) as ledger:
        ledger.record(review())
        with psycopg.connect(postgresql_url) as holder:
            holder.execute(f"SELECT pg_advisory_xact_lock({0x73746172})")
            with pytest.raises(LedgerError, match="Another program holds") as caught:
                ledger.record(review(digest="b"))
            assert caught.value.problems[0].code == "ledger-busy"
        assert ledger.record(review(digest="b"))[0].version == 2


def test_a_server_lost_while_it_commits_leaves_nobody_to_know(postgresql_url, monkeypatch):
    import psycopg

    ours = "FROM pg_stat_activity WHERE application_name LIKE 'starrating%'"
    with open_ledger(postgresql_url) as ledger:
        ledger.record(review())
    this_run.begin()

    def cut(_, act, __):
        if act == "commit":
            with psycopg.connect(postgresql_url, autocommit=True) as other:
                other.execute(f"SELECT pg_terminate_backend(pid) {ours}")

    with open_ledger(postgresql_url) as ledger, monkeypatch.context() as patch:
        patch.setattr(Outcome, "about_to", cut)
        with pytest.raises(LedgerError) as caught:
            ledger.record(review(digest="b"))
    assert (caught.value.problems[0].code, this_run.unsure, this_run.recorded) == ("ledger-lost", True, [])
    this_run.begin()
