"""Whole commands in processes of their own: two at once, and killed at any moment; on a file and on a server."""

import os
import signal
import subprocess
import sys
import time

import pytest

from company import EXAMPLE
from starrating.ledger import open_ledger
from starrating.model import Period

H2 = Period(2012, "H2")
SCORE = ("score", str(EXAMPLE / "2012H2.xlsx"))
DECIDE = (
    *("decide", "--period", "2012H2", "--date", "2013-01-10", "--document", "党发1号"),
    *("--set", "综采队党支部=4", "--reason", "瞒报", "--open-opinions", "已口头征求"),
)
RENAME = ("roster", "rename", "机电队党支部", "机电科党支部", "--date", "2013-02-01")
MOMENTS = 3
"""How often a command is killed, at moments spread over the time that it takes; tests/faults kills it at each write."""


@pytest.fixture
def office(tmp_path, url):
    """Give a workspace whose ledger is at the address."""
    (tmp_path / "starrating.toml").write_text(f'ledger = "{url}"\n', encoding="utf-8")
    return tmp_path


def started(office, *words):
    environment = {**os.environ, "STARRATING_LANG": "en", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "starrating", "-C", str(office), *words]
    return subprocess.Popen(
        command, cwd=office, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


def finished(*processes):
    """Wait for all of them, see that each left with 0, and return what each said."""
    said = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    return said


def done(office, *words):
    [said] = finished(started(office, *words))
    return said


def links(url):
    """Count what is recorded, and see that it is whole."""
    with open_ledger(url) as ledger:
        assert ledger.verify() == []
        for entry in ledger.versions():
            assert len(ledger.version(entry.period, entry.version).ratings) == 24
        return len(ledger.chronicle())


def books(office):
    """Return the result workbooks, without what a killed run may have left of one."""
    return sorted(path.name for path in (office / "results").rglob("[!.]*"))


def test_two_who_score_the_same_at_once_record_it_once(office, url):
    said = finished(started(office, *SCORE), started(office, *SCORE))
    assert sum("Nothing has changed" in each for each in said) == 1
    assert links(url) == 1
    assert books(office) == ["2012H2", "2012年下半年星级党支部考核汇总表.xlsx"]


def test_two_who_act_at_once_lose_and_double_nothing(office, url):
    done(office, *SCORE)
    deciding, renaming = started(office, *DECIDE), started(office, *RENAME)
    others = [started(office, "score", str(EXAMPLE / f"{period}.xlsx")) for period in ("2013H2", "2014H1")]
    finished(deciding, renaming, *others)
    assert links(url) == 6
    assert "not as it was recorded" not in done(office, "verify")


def test_of_two_who_decide_the_same_review_the_second_is_told(office, url):
    done(office, *SCORE)
    both = [started(office, *DECIDE), started(office, *DECIDE)]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert sorted(process.returncode for process in both) == [0, 3]
    assert sum("was decided already" in each for each in said) == 1
    assert links(url) == 3


@pytest.mark.parametrize("words", [SCORE, DECIDE, RENAME], ids=["score", "decide", "rename"])
def test_a_command_killed_at_any_moment_leaves_the_old_state_or_the_new_one(office, url, words):
    recorded = {SCORE: 1, DECIDE: 2, RENAME: 1}[words]
    if words != SCORE:
        done(office, *SCORE)
    before = time.monotonic()
    done(office, "status")
    span, found = 2 * (time.monotonic() - before), links(url)
    for moment in range(1, MOMENTS + 1):
        process = started(office, *words)
        time.sleep(span * moment / MOMENTS)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert links(url) in {found, found + recorded}
    if links(url) == found:
        done(office, *words)
    assert links(url) == found + recorded
    if words != RENAME:
        done(office, *SCORE, *(("--reopen", "复核") if words == DECIDE else ()))
        assert books(office) == ["2012H2", "2012年下半年星级党支部考核汇总表.xlsx"]
    assert "not as it was recorded" not in done(office, "verify")


@pytest.mark.parametrize("suffix", ["xlsx", "json"])
def test_a_ledger_goes_to_a_server_and_back_and_is_the_same(tmp_path, postgresql_url, suffix):
    for words in (SCORE, DECIDE, RENAME):
        done(tmp_path, *words)
    exported = [tmp_path / f"{number}.{suffix}" for number in range(3)]
    server, back = tmp_path / "server", tmp_path / "back"
    for folder, ledger in ((server, postgresql_url), (back, "back.db")):
        folder.mkdir()
        (folder / "starrating.toml").write_text(f'ledger = "{ledger}"\n', encoding="utf-8")
    for number, office in enumerate((tmp_path, server, back)):
        if number:
            done(office, "import", str(exported[number - 1]))
        assert "the same" in done(office, "verify")
        done(office, "export", str(exported[number]))
    assert len({file.read_bytes() for file in exported}) == 1
