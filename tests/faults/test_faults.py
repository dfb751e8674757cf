"""Everything that writes fails once, and is killed once, in every act of the procedure.

Whatever changes a file or a ledger passes `Outcome.about_to` first; there it is made to fail. What a run then says must
be what is so: recorded or not, written or not. The old state stays, or the new one is there; never a mix of them.
"""

import errno
import os
import shutil
from pathlib import Path

import pytest

from commands import data, run
from starrating.ledger import open_ledger
from starrating.outcome import Outcome, this_run
from workbooks import write_book

PLAIN = "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 85\n丙党支部 | 70"
OTHER = PLAIN.replace("85", "95")
ON = ("--date", "2013-07-10", "--document", "〔2013〕1号")
ACTS = {
    "score": ("score", "H1.xlsx", "--period", "2013H1"),
    "score-again": ("score", "H1b.xlsx", "--period", "2013H1"),
    "decide": (
        *("decide", "--period", "2013H1", *ON, "--open-opinions", "已口头征求"),
        *("--set", "乙党支部=4", "--reason", "专题研究"),
    ),
    "announce": ("announce", "--period", "2013H1", "--format", "md", "--format", "html", "--from", "2013-07-15"),
    "object": ("objection", "add", "--period", "2013H1", "--what", "漏计", "--date", "2013-07-16"),
    "resolve": (
        *("objection", "resolve", "1", "--upheld", "--finding", "属实", "--date", "2013-07-18"),
        *("--document", "〔2013〕2号", "--set", "乙党支部=5", "--reason", "漏计属实"),
    ),
    "rename": ("roster", "rename", "甲党支部", "甲队党支部", "--date", "2013-08-01"),
    "rectify": ("rectify", "open", "--period", "2013H1"),
    "board": ("board", "--period", "2013H1"),
    "export": ("export", "ledger.json"),
}
"""The acts in the order in which each finds what it needs."""
KILLED = 9


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


def chain(folder):
    """Count what is recorded, and see that it is whole."""
    if not (folder / "starrating.db").exists():
        return 0
    with open_ledger(f"sqlite:///{folder}/starrating.db") as ledger:
        assert ledger.verify() == ledger.unguarded() == []
        return ledger.head().number


def files(folder):
    """Return the files that people see, with what is in them."""
    seen = [path for path in sorted(folder.rglob("[!.]*")) if path.is_file() and "starrating.db" not in path.name]
    return {str(path.relative_to(folder)): path.read_bytes() for path in seen}


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    """Give the folder as it is before each act, and after the last one."""
    folder = tmp_path_factory.mktemp("office")
    for name, table in (("H1", PLAIN), ("H1b", OTHER)):
        write_book(folder / f"{name}.xlsx", {"考核评分": table})
    before = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, words in ACTS.items():
            before[name] = shutil.copytree(folder, tmp_path_factory.mktemp("before") / name)
            done, passed = act(folder, words, patch)
            assert done.exit_code == 0, (name, done.output)
            assert passed, f"{name} writes past the seam"
    before["end"] = folder
    return before


def faults(stages, name, monkeypatch, tmp_path):
    """Yield a fresh folder for each seam that an act passes."""
    _, passed = act(shutil.copytree(stages[name], tmp_path / "whole"), ACTS[name], monkeypatch)
    for at, what in enumerate(passed, start=1):
        yield at, f"{name}: {what}, {at} of {len(passed)}", Path(shutil.copytree(stages[name], tmp_path / str(at)))


def done_by_then(folder, before, files_before):
    return chain(folder) - before, {name for name, bytes_ in files(folder).items() if files_before.get(name) != bytes_}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_fails_anywhere_says_what_is_recorded_and_what_is_written(stages, name, monkeypatch, tmp_path):
    for at, where, folder in faults(stages, name, monkeypatch, tmp_path):
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
    for at, where, folder in faults(stages, name, monkeypatch, tmp_path):
        before = chain(folder)
        kill(folder, ACTS[name], monkeypatch, at)
        recorded = chain(folder) - before
        again, _ = act(folder, ACTS[name], monkeypatch)
        assert again.exit_code in ({0, 2, 3} if recorded or name == "export" else {0}), (where, again.output)
        assert run(folder, "results", "--period", "2013H1").exit_code == 0, where
        assert not [path for path in files(folder) if "（2）" in path], where
        assert [each["code"] for each in data(folder, "verify")["problems"]] == [], where


def test_the_seam_does_nothing_by_itself():
    assert this_run.about_to("write", Path("a")) is None
