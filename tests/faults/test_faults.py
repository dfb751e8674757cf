"""Everything that writes fails once, and is killed once, in every act of every command.

Whatever changes a file or a ledger passes `Outcome.about_to` first; there it is made to fail. What a run then says must
be what is so: recorded or not, written or not. The old state stays, or the new one is there; never a mix of them.
"""

import errno
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

try:
    import resource
except ImportError:
    resource = None

from commands import data, run
from starrating.cli.command_table import COMMANDS
from starrating.ledger import open_ledger
from starrating.ledger.sqlite import Sqlite
from starrating.outcome import Outcome, this_run
from workbooks import write_book

PLAIN = "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 85\n丙党支部 | 70"
OTHER = PLAIN.replace("85", "95")
LATER = PLAIN.replace("甲党", "甲队党").replace("70", "81")
FLAWED = PLAIN.replace("92", "9２").replace("85", "185")
AIMS = "党支部 | 目标星级\n甲队党支部 | 五星级\n乙党支部 | 五星级\n丙党支部 | 四星级"
ON = ("--open-opinions", "已口头征求", "--date")
ACTS = {
    "init": ("init", "office"),
    "template": ("template", "--period", "2014H1", "-o", "blank.xlsx"),
    "check": ("check", "flawed.xlsx", "--period", "2013H1", "--marked", "标注", "--fix", "改正"),
    "score": ("score", "H1.xlsx", "--period", "2013H1"),
    "score again": ("score", "H1b.xlsx", "--period", "2013H1"),
    "decide": (
        *("decide", "--period", "2013H1", "--document", "〔2013〕1号", *ON, "2013-07-10"),
        *("--set", "乙党支部=4", "--reason", "专题研究"),
    ),
    "template of forms": ("template", "--period", "2013H2", "--form", "opinions", "--form", "application"),
    "template of each branch": ("template", "--period", "2013H2", "--per-branch", "forms"),
    "collect": ("collect", "forms", "--period", "2013H2", "-o", "collected.xlsx"),
    "explain": ("explain", "乙党支部", "--period", "2013H1"),
    "announce": ("announce", "--period", "2013H1", "--format", "md", "--format", "html", "--from", "2013-07-15"),
    "objection add": ("objection", "add", "--period", "2013H1", "--what", "漏计", "--date", "2013-07-16"),
    "objection list": ("objection", "list", "--period", "2013H1"),
    "objection resolve": (
        *("objection", "resolve", "1", "--upheld", "--finding", "属实", "--date", "2013-07-18"),
        *("--document", "〔2013〕2号", "--set", "乙党支部=5", "--reason", "漏计属实"),
    ),
    "announce a correction": ("announce", "--period", "2013H1", "--format", "md", "--from", "2013-07-19"),
    "roster rename": ("roster", "rename", "甲党支部", "甲队党支部", "--date", "2013-08-01"),
    "alias add": ("alias", "add", "甲队支部", "甲队党支部"),
    "rectify open": ("rectify", "open", "--period", "2013H1"),
    "rectify add": ("rectify", "add", "乙党支部", "会议记录不全", "--source", "抽查", "--date", "2013-07-20"),
    "rectify update": ("rectify", "update", "1", "--status", "已完成", "--date", "2013-07-20"),
    "rectify list": ("rectify", "list"),
    "score later": ("score", "H2.xlsx", "--period", "2013H2"),
    "decide later": ("decide", "--period", "2013H2", "--document", "〔2014〕1号", *ON, "2014-01-10"),
    "annual": ("annual", "--year", "2013"),
    "decide the year": ("decide", "--period", "2013", "--document", "〔2014〕2号", *ON, "2014-01-12"),
    "announce the year": ("announce", "--period", "2013", "--format", "md", "--from", "2014-01-13"),
    "award planned": ("award", "--year", "2013", "--planned", "2014-02-20", "--place", "礼堂"),
    "award": ("award", "--year", "2013", "--date", "2014-02-20"),
    "declare": ("declare", "aims.xlsx", "--year", "2014", "--date", "2014-02-25"),
    "archive": ("archive", "--period", "2013H2"),
    "targets": ("targets", "--year", "2014"),
    "status": ("status",),
    "history": ("history",),
    "board": ("board", "--period", "2013H1"),
    "verify": ("verify",),
    "results": ("results", "--period", "2013H2"),
    "export": ("export", "ledger.json"),
    "import": ("import", "ledger.json", "--into", "sqlite:///restored.db"),
    "roster list": ("roster", "list"),
    "roster new": ("roster", "new", "丁党支部", "--date", "2014-03-01"),
    "roster merge": ("roster", "merge", "乙党支部", "丙党支部", "--into", "戊党支部", "--date", "2014-03-02"),
    "roster split": (
        *("roster", "split", "戊党支部", "--into", "戊一党支部", "--into", "戊二党支部"),
        *("--date", "2014-03-03"),
    ),
    "roster close": ("roster", "close", "丁党支部", "--date", "2014-03-04"),
    "rules check": ("rules", "check"),
    "rules show": ("rules", "show"),
    "rules list": ("rules", "list"),
    "rules diff": ("rules", "diff", "star-branches", "star-branches"),
    "rules compare": ("rules", "compare", "star-branches", "--period", "2013H2", "--sheet", "compared.xlsx"),
    "rules sensitivity": ("rules", "sensitivity", "--period", "2013H2"),
    "rules schema": ("rules", "schema"),
    "templates check": ("templates", "check"),
}
"""The acts by name, in the order in which each finds what it needs; each command at least once."""
ENDS = {"check": 1}
"""The code that an act ends with where it is not 0."""
SERVING = {"desk"}
"""What runs until it is stopped: it writes by the acts of other commands."""
KILLED = 9
MOST = 30
"""Where an act passes more seams than these, the first and the last of each kind stand for those between."""


class Stage(NamedTuple):
    """The folder as it is before an act, and the seams that the act passes when nothing fails."""

    folder: Path
    passed: list[str]


def act(folder, words, monkeypatch, at=0, fault=None):
    """Do an act in a folder, with a fault where the seam is passed the nth time; return the result and the seams."""
    passed = []

    def about_to(self, what, _):
        passed.append(what)
        if len(passed) == at:
            fault()

    with monkeypatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(Outcome, "about_to", about_to)
        return run(folder, *words), passed


def full_disk():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def kill(folder, words, monkeypatch, at):
    """Do an act in a process of its own that ends without a word where the seam is passed the nth time."""
    process = os.fork()
    if not process:
        try:
            act(folder, words, monkeypatch, at, lambda: os._exit(KILLED))
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == KILLED


def ledgers(folder):
    return sorted(folder.rglob("*.db"))


def chain(folder):
    """Count what is recorded, and see that it is whole."""
    number = 0
    for path in ledgers(folder):
        with open_ledger(f"sqlite:///{path}") as ledger:
            assert ledger.verify() == ledger.unguarded() == []
            number += ledger.head().number
    return number


def files(folder):
    """Return the files that people see: what tells whether each was written, even with the same content."""
    seen = [path for path in sorted(folder.rglob("[!.]*")) if path.is_file() and ".db" not in path.name]
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in seen}


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    """Give what is before each act."""
    folder = tmp_path_factory.mktemp("office")
    for name, table in (("H1", PLAIN), ("H1b", OTHER), ("H2", LATER), ("flawed", FLAWED)):
        write_book(folder / f"{name}.xlsx", {"考核评分": table})
    write_book(folder / "aims.xlsx", {"提升目标": AIMS})
    before = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, words in ACTS.items():
            kept = shutil.copytree(folder, tmp_path_factory.mktemp("before") / "office")
            found = chain(folder), files(folder)
            done, passed = act(folder, words, patch)
            assert done.exit_code == ENDS.get(name, 0), (name, done.output)
            assert passed or (chain(folder), files(folder)) == found, f"{name} writes past the seam"
            before[name] = Stage(kept, passed)
    return before


def faults(stages, name, tmp_path):
    """Yield a fresh folder for each seam that an act passes; of `init`, which copies file by file, for some."""
    before, passed = stages[name]
    for at, what in enumerate(passed, start=1):
        if len(passed) <= MOST or what not in passed[at:] or what not in passed[: at - 1]:
            yield at, f"{name}: {what}, {at} of {len(passed)}", Path(shutil.copytree(before, tmp_path / str(at)))


def flaws(folder):
    """Say what `verify` finds once its advice about a workbook that was not written was followed."""
    found = data(folder, "verify")["problems"]
    if [each["code"] for each in found] == ["workbook-superseded"]:
        advice = found[0]["hint"].partition("starrating ")[2].split()
        assert run(folder, *advice).exit_code == 0, advice
        found = data(folder, "verify")["problems"]
    return found


def test_every_command_is_played():
    played = {" ".join(words[:n]) for words in ACTS.values() for n in (1, 2)}
    assert {row.name for row in COMMANDS} - played == SERVING


def done_by_then(folder, before, files_before):
    return chain(folder) - before, {name for name, each in files(folder).items() if files_before.get(name) != each}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_fails_anywhere_says_what_is_recorded_and_what_is_written(stages, name, monkeypatch, tmp_path):
    for at, where, folder in faults(stages, name, tmp_path):
        before, files_before = chain(folder), files(folder)
        result, _ = act(folder, ACTS[name], monkeypatch, at, full_disk)
        recorded, written = done_by_then(folder, before, files_before)
        said = " ".join(result.stderr.split())
        if result.exit_code == 0:  # an act without its workbook, and it says so
            assert recorded, where
            assert "What was done is recorded, but not its workbook: " in said, where
            continue
        assert (result.exit_code, "No space left on device" in said) == (3, True), (where, said)
        assert ("Recorded: " in said, "Nothing was recorded." in said) == (bool(recorded), not recorded), (where, said)
        assert ("Written: " in said.replace("Not written: ", "")) == bool(written), (where, said, written)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of its own, with the seam in it")
@pytest.mark.parametrize("name", ACTS)
def test_an_act_killed_anywhere_leaves_the_old_state_or_the_new_and_can_be_done_again(
    stages, name, monkeypatch, tmp_path
):
    met = []
    for at, where, folder in faults(stages, name, tmp_path):
        before, files_before = chain(folder), files(folder)
        kill(folder, ACTS[name], monkeypatch, at)
        recorded, written = done_by_then(folder, before, files_before)
        if (state := (recorded, sorted(written))) in met:
            continue  # what can be done then is the same
        met.append(state)
        again, _ = act(folder, ACTS[name], monkeypatch)
        done = {ENDS.get(name, 0), *((2, 3) if recorded or written else ())}
        assert again.exit_code in done, (where, again.output)
        assert not [path for path in files(folder) if "（2）" in path and path.startswith("results")], where
        if before + recorded:
            assert flaws(folder) == [], where


def failing_commit(monkeypatch, *, done):
    """Let SQLite tell of an I/O error as it commits, with what was committed `done` or not."""
    execute = Sqlite._cursor

    def cursor(self, sql, values):
        if sql != "COMMIT":
            return execute(self, sql, values)
        if done:
            execute(self, sql, values)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise error

    monkeypatch.setattr(Sqlite, "_cursor", cursor)


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("name", ["score", "decide", "objection add", "objection resolve", "roster rename", "import"])
def test_an_act_that_loses_the_disk_while_it_commits_says_that_nobody_can_know(
    stages, name, done, monkeypatch, tmp_path
):
    folder = Path(shutil.copytree(stages[name].folder, tmp_path / "office"))
    before, files_before = chain(folder), files(folder)
    with monkeypatch.context() as patch:
        failing_commit(patch, done=done)
        result, _ = act(folder, ACTS[name], monkeypatch)
    recorded, written = done_by_then(folder, before, files_before)
    said = " ".join(result.stderr.split())
    assert (result.exit_code, recorded > 0, written) == (3, done, set()), result.output
    assert "Nobody can know whether the last act was recorded. Look: starrating history" in said
    assert "Recorded: " not in said
    assert "Nothing was recorded" not in said


@contextmanager
def files_of_at_most(size):
    """Let no file grow beyond a size: what goes beyond fails with an error of the system, as on a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


SMALL = 600
WITHOUT_ROOM = {
    **dict.fromkeys(("template", "check", "template of each branch", "collect", "announce", "archive", "board"), SMALL),
    **dict.fromkeys(("score", "score again", "decide", "annual", "rectify open", "import"), None),
}
"""An act for each way in which files are made, with the bytes that each may have; None, half of what the ledger has."""


@pytest.mark.skipif(resource is None, reason="a limit that the system sets")
@pytest.mark.parametrize("name", WITHOUT_ROOM)
def test_an_act_whose_files_may_not_grow_says_what_is_recorded_and_what_is_written(stages, name, monkeypatch, tmp_path):
    folder = Path(shutil.copytree(stages[name].folder, tmp_path / "office"))
    before, files_before = chain(folder), files(folder)
    with files_of_at_most(WITHOUT_ROOM[name] or sum(path.stat().st_size for path in ledgers(folder)) // 2):
        result, _ = act(folder, ACTS[name], monkeypatch)
    recorded, written = done_by_then(folder, before, files_before)
    said = " ".join(result.stderr.split())
    assert result.exit_code == 3, result.output
    assert ("Recorded: " in said) == bool(recorded), said
    assert recorded or "Nothing was recorded." in said or "Nobody can know" in said, said
    assert ("Written: " in said.replace("Not written: ", "")) == bool(written), (said, written)
    again, _ = act(folder, ACTS[name], monkeypatch)
    assert again.exit_code in {ENDS.get(name, 0), *((2, 3) if recorded or written else ())}, again.output


SHOWING_STARS = (
    *("decide", "explain", "announce", "objection add", "objection resolve", "announce a correction", "rectify open"),
    *("decide later", "annual", "decide the year", "announce the year", "award planned", "award", "archive", "targets"),
    *("board", "verify", "results", "rules compare", "rules sensitivity"),
)
"""The acts that show a recorded star to others, or go on from it."""


@pytest.mark.parametrize("name", SHOWING_STARS)
def test_no_act_shows_or_goes_on_from_a_star_that_was_forged(stages, name, monkeypatch, tmp_path):
    folder = Path(shutil.copytree(stages[name].folder, tmp_path / "office"))
    with closing(sqlite3.connect(folder / "starrating.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER ratings_refuses_UPDATE")
        connection.execute("UPDATE ratings SET star = CASE star WHEN 5 THEN 4 ELSE 5 END")
        recorded = connection.execute("SELECT count(*) FROM chain").fetchone()
        found = files(folder)
        result, _ = act(folder, ACTS[name], monkeypatch)
        assert result.exit_code == 3, result.output
        assert "not as it was recorded" in " ".join(result.stderr.split())
        assert connection.execute("SELECT count(*) FROM chain").fetchone() == recorded
    assert files(folder) == found


def test_the_seam_does_nothing_by_itself():
    assert this_run.about_to("write", Path("a")) is None
