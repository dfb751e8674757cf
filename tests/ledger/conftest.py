"""Both kinds of database, and a way past the ledger to the tables themselves."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from starrating.ledger import open_ledger


def _programs():
    """Find the folder of the newest PostgreSQL server on this machine, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parents[1].name))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def _missing(what):
    if os.environ.get("CI"):
        pytest.fail(f"{what} must be installed where CI is set")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="session")
def postgresql_server():
    """Start a real server of our own, on a socket in a temporary folder; it runs as postgres where we are root."""
    programs = _programs()
    if programs is None:
        _missing("PostgreSQL")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        _missing("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="ledger-"))
    as_user = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program, *words):
        command = [*as_user, str(programs / program), "-D", str(folder / "data"), *words]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, timeout=60)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-c listen_addresses='' -c fsync=off -k {folder}")
    yield f"postgresql://postgres@/postgres?host={folder}"
    run("pg_ctl", "stop", "-m", "immediate")
    shutil.rmtree(folder)


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
