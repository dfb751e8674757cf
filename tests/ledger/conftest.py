"""Both kinds of database, and a way past the ledger to the tables themselves."""

import sqlite3
from contextlib import closing

import pytest

from starrating.ledger import open_ledger


@pytest.fixture
def postgresql_url(postgresql_server):
    yield postgresql_server
    raw(postgresql_server, "DROP SCHEMA IF EXISTS starrating CASCADE")


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path}/ledger.db"


@pytest.fixture(params=["sqlite_url", "postgresql_url"])
def url(request):
    """Give the address of an empty ledger, on SQLite and on PostgreSQL."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def ledger(url):
    with open_ledger(url, patience=0.2) as opened:
        yield opened


def raw(url, *statements):
    """Execute statements as somebody with another program would; return the rows of the last."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    else:
        import psycopg

        connection = psycopg.connect(url, autocommit=True)
        connection.execute("SET search_path TO starrating")
    with closing(connection):
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def tables(url):
    """Return a function that goes past the ledger to the tables."""
    return lambda *statements: raw(url, *statements)
