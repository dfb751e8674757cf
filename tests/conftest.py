"""Fixtures of the tests that run the program as users do, and a database server for those that need one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from company import EXAMPLE, REVIEWS
from starrating.i18n import speak_of

Run = Callable[..., str]

# A slow or busy machine is no fault of the code; in CI a run must say the same of the same commit.
settings.register_profile(
    "starrating", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("starrating")


@pytest.fixture(autouse=True)
def _of_no_scheme() -> None:
    """Let messages speak of no scheme: what the test before has loaded is not that of the next one."""
    speak_of()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write tests/goldens anew instead of comparing.")


LONG = (
    *("procedure/test_sequences", "test_release", "walk/", "faults/", "rendering/"),
    *("test_docs", "ledger/test_interruptions", "pages/", "test_quality", "formats/test_hostile_books"),
)
"""Where tests take a minute and more together: they begin first, so that no worker ends long after the others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files with long tests begin first.

    All tests of a file run in one worker, which makes once what they share: `--dist loadfile`.
    """
    items.sort(key=lambda item: next((at for at, name in enumerate(LONG) if f"tests/{name}" in item.nodeid), len(LONG)))


@pytest.fixture(scope="session")
def starrating() -> Run:
    """Run the command line in a folder, in English; it must leave with 0. Returns what it printed."""

    def run(folder: Path, *arguments: str) -> str:
        env = {name: value for name, value in os.environ.items() if not name.startswith("STARRATING_")}
        env |= {"STARRATING_LANG": "en", "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "starrating", *arguments]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory, starrating: Run) -> tuple[Path, dict[str, Any]]:
    """Rate the example company in a copy of its folder: the folder, and what `score --json` said of each period."""
    folder = tmp_path_factory.mktemp("example") / "company"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("results", "starrating.db*"))
    scored = {period: json.loads(starrating(folder, "score", *files, "--json")) for period, files in REVIEWS.items()}
    return folder, scored


def _programs() -> Path | None:
    """Find the folder of the newest PostgreSQL server on this machine, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parents[1].name))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{what} must be installed where CI is set")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start a real server of our own, on a socket in a temporary folder; it runs as postgres where we are root."""
    programs = _programs()
    if programs is None:
        _missing("PostgreSQL")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        _missing("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="ledger-"))
    as_user: list[str] = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *words: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(folder / "data"), *words]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, timeout=60)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-c listen_addresses='' -c fsync=off -k {folder}")
    yield f"postgresql://postgres@/postgres?host={folder}"
    run("pg_ctl", "stop", "-m", "immediate")
    shutil.rmtree(folder)
