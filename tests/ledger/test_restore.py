"""The whole ledger as rows, and back into an empty one, on either kind of database."""

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from ledger_reviews import review, seen

from starrating.errors import InputError, LedgerError
from starrating.ledger import open_ledger
from starrating.ledger.restore import COLUMNS, _kind
from starrating.ledger.schema import STEPS
from starrating.model import Period
from starrating.model.acts import Alias
from starrating.model.ledger_entries import Paper, TableRows

H1 = Period(2013, "H1")


def filled(url):
    with open_ledger(url) as ledger:
        ledger.record(review())
        ledger.add(Alias(dt.date(2013, 7, 1), "机电", "机电队党支部"), "2013-07-01T08:00:00+08:00", "starrating 0.1.0")
        ledger.record(review(digest="sha256:bb", rules_digest="sha256:Ab", rules="{}"))
        ledger.remember_file("2013H1/结果.xlsx", "sha256:1")
        ledger.remember_file(
            "2013H1/Result.xlsx", "sha256:2", 1, Paper("circular", dt.date(2013, 7, 29), "党发〔2013〕9号")
        )
    return copied(url)


def copied(url):
    with open_ledger(url) as ledger, ledger.reading():
        return [TableRows(name, columns, list(rows)) for name, columns, rows in ledger.copied()]


def restored(tables, url):
    with open_ledger(url) as ledger:
        ledger.restore(tables, "ledger.json")
        assert ledger.verify() == []
    return copied(url)


def changed(tables, name, change):
    """Return the tables with the rows of one of them changed."""
    return [table._replace(rows=change(list(table.rows))) if table.name == name else table for table in tables]


def test_what_is_restored_is_the_same_in_every_row(url, tmp_path):
    tables = filled(url)
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    assert restored(tables, elsewhere) == tables
    with open_ledger(url) as first, open_ledger(elsewhere) as second:
        assert seen(first.version(H1, 1)) == seen(second.version(H1, 1))
        assert first.acts() == second.acts()


def test_from_a_file_to_a_server_and_back_nothing_changes(sqlite_url, postgresql_url, tmp_path):
    tables = filled(sqlite_url)
    there = restored(tables, postgresql_url)
    assert there == tables
    assert restored(there, f"sqlite:///{tmp_path}/back.db") == tables


def test_a_restored_ledger_goes_on(url, tmp_path):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    restored(tables, url)
    with open_ledger(url) as ledger:
        assert ledger.record(review(digest="sha256:cc"))[0].version == 3
        assert ledger.verify() == []


def test_a_ledger_that_has_anything_is_not_restored_into(url, tmp_path):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    with open_ledger(url) as ledger:
        ledger.remember_file("2013H1/结果.xlsx", "sha256:1")
        with pytest.raises(LedgerError) as caught:
            ledger.restore(tables, "ledger.json")
        assert caught.value.problems[0].code == "ledger-not-empty"
        assert ledger.versions() == []


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("ratings", lambda rows: rows[:-1], "steps!采煤一队党支部"),
        ("ratings", lambda rows: [(*rows[0][:6], 3, *rows[0][7:]), *rows[1:]], "ratings!采煤一队党支部"),
        ("acts", lambda rows: [(*rows[0][:3], "2013-07-02", *rows[0][4:])], "acts!1"),
        ("chain", lambda rows: rows[:-1], "reviews!2"),
        ("rulesets", lambda rows: [(digest, name, "[]") for digest, name, _ in rows], "reviews!1"),
    ],
)
def test_a_copy_that_was_changed_is_refused_and_leaves_nothing(url, tmp_path, table, change, named):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    with open_ledger(url) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.restore(changed(tables, table, change), "ledger.json")
        assert str(caught.value.problems[0].place) == f"ledger.json!{named}"
        assert ledger.chronicle() == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("ratings", lambda rows: [rows[0][:-1]]),
        ("ratings", lambda rows: [(str(rows[0][0]), *rows[0][1:])]),
        ("ratings", lambda rows: [(True, *rows[0][1:])]),
        ("ratings", lambda rows: [(2**31, *rows[0][1:])]),
        ("ratings", lambda rows: [(*rows[0][:-1], None)]),
        ("ratings", lambda rows: [(*rows[0][:-1], "\0")]),
        ("ratings", lambda rows: [(*rows[0][:-1], "\ud800")]),
        ("ratings", lambda rows: [(99, *rows[0][1:])]),
        ("ratings", lambda rows: [rows[0], rows[0]]),
        ("starrating_steps", lambda rows: [(str(number), *words) for number, *words in rows]),
    ],
)
def test_rows_that_no_ledger_has_are_refused_and_leave_nothing(url, tmp_path, table, change):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    with open_ledger(url) as ledger:
        with pytest.raises(InputError) as caught:
            ledger.restore(changed(tables, table, change), "ledger.json")
        assert str(caught.value.problems[0].place).startswith("ledger.json")
        assert ledger.chronicle() == []


def test_tables_that_are_missing_or_unknown_are_named(sqlite_url, tmp_path):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    with open_ledger(sqlite_url) as ledger:
        with pytest.raises(InputError, match=r"Tables are missing: files, acts\."):
            ledger.restore([table for table in tables if table.name not in {"acts", "files"}], "ledger.json")
        with pytest.raises(InputError) as caught:
            ledger.restore([*tables, TableRows("wonders", ["id"], [])], "ledger.json")
        assert str(caught.value.problems[0].place) == "ledger.json!wonders"


@pytest.mark.parametrize("taken", [2, 3, 4])
def test_what_an_older_program_exported_is_restored_with_the_tables_it_had_not_yet_empty(sqlite_url, tmp_path, taken):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    later = {name for step in STEPS[taken:] for name in step.append_only}
    older = [
        table._replace(rows=[row for row in table.rows if table.name != "starrating_steps" or row[0] <= taken])
        for table in tables
        if table.name not in later
    ]
    there = {table.name: table.rows for table in restored(older, sqlite_url)}
    assert {name: there[name] for name in later} == {name: [] for name in later}
    assert all(there[table.name] == table.rows for table in older if table.name != "starrating_steps")
    with open_ledger(f"sqlite:///{tmp_path}/other.db") as ledger, pytest.raises(InputError, match="Tables are missing"):
        ledger.restore([table for table in older if table.name != "acts"], "ledger.json")


def test_a_copy_from_a_newer_program_is_refused(sqlite_url, tmp_path):
    tables = filled(f"sqlite:///{tmp_path}/first.db")
    newer = changed(tables, "starrating_steps", lambda rows: [*rows, (99, "wonders", "9.9.0")])
    with open_ledger(sqlite_url) as ledger, pytest.raises(LedgerError, match=r"9\.9\.0"):
        ledger.restore(newer, "ledger.json")


def test_the_columns_are_those_of_the_database(sqlite_url, tmp_path):
    filled(sqlite_url)
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        for table, columns in COLUMNS.items():
            stored = connection.execute(f"PRAGMA table_info({table})").fetchall()
            assert [name for _, name, *_ in stored] == list(columns)
            for _, name, kind, required, _, key in stored:
                expected = "number" if kind == "INTEGER" else "text" if required or key else "text or nothing"
                assert _kind(table, name) == expected, (table, name)


def test_what_is_read_inside_is_of_one_moment(postgresql_url):
    filled(postgresql_url)
    with open_ledger(postgresql_url) as reader, open_ledger(postgresql_url) as writer, reader.reading():
        before = len(reader.chronicle())
        writer.record(review("2013H2"))
        assert len(reader.chronicle()) == before
        assert reader.verify() == []
    with open_ledger(postgresql_url) as reader:
        assert len(reader.chronicle()) == before + 1
