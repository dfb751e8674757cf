"""The commands of the guide to a shared ledger, in a cluster of their own, in both languages."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from commands import run
from company import ROOT
from starrating.errors import LedgerError
from starrating.ledger import open_ledger
from workbooks import write_book

GUIDES = ("docs/shared-ledger.md", "docs/shared-ledger.zh-CN.md")
BLOCK = re.compile(r"<!-- run: (\w+) -->\n```sh\n(.*?)```", re.DOTALL)


def blocks(guide: str) -> dict[str, str]:
    return dict(BLOCK.findall((ROOT / guide).read_text(encoding="utf-8")))


def test_both_guides_have_the_same_commands():
    first, second = map(blocks, GUIDES)
    assert first == second
    assert first.keys() == {"cluster", "rights", "backup"}


@pytest.fixture
def server(postgresql_server, monkeypatch):
    """Give a folder in which commands run as somebody who may start a server, and the programs of PostgreSQL."""
    import psycopg

    with psycopg.connect(postgresql_server) as connection:
        [(programs,)] = connection.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchall()
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    as_user = []
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    def shell(commands: str) -> None:
        done = subprocess.run(
            [*as_user, "bash", "-euc", commands],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()

    yield folder, shell
    shell("pg_ctl -D ledger-data stop -m immediate")
    shutil.rmtree(folder)


def test_the_commands_make_a_ledger_that_clerks_can_add_to_and_never_change(server, tmp_path):
    folder, shell = server
    guide = blocks(GUIDES[0])
    shell(guide["cluster"])
    connected = "".join(line for line in guide["cluster"].splitlines(keepends=True) if line.startswith("export"))

    def address(role: str) -> str:
        return f"postgresql://{role}:{role}-word@/starrating?host={folder}&port=5433"

    def scored(role: str, score: int) -> int:
        (tmp_path / "starrating.toml").write_text(f'ledger = "{address(role)}"\n', encoding="utf-8")
        book = write_book(tmp_path / "2013H1.xlsx", {"考核评分": f"党支部 | 考核总分\n甲党支部 | {score}"})
        return run(tmp_path, "score", str(book)).exit_code

    assert scored("office", 95) == 0
    assert scored("clerk", 85) == 3
    shell(connected + guide["rights"])
    assert scored("clerk", 85) == 0
    assert run(tmp_path, "verify").exit_code == 0
    with open_ledger(address("clerk")) as ledger, pytest.raises(LedgerError), ledger.writing():
        ledger._database.execute("ALTER TABLE ratings DISABLE TRIGGER ALL")
    shell(connected + guide["backup"])
    assert (folder / "starrating.dump").stat().st_size
