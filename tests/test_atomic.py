import hashlib
import os
from pathlib import Path

import pytest

from starrating import atomic
from starrating.atomic import digest, replacing
from starrating.errors import RefusalError


def names(folder):
    return [path.name for path in folder.iterdir()]


def _write_half(target):
    with replacing(target) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise KeyError


def test_digest(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert digest(tmp_path / "a") == "sha256:" + hashlib.sha256(b"abc").hexdigest()


def test_the_target_changes_only_at_the_end(tmp_path):
    target = tmp_path / "results" / "2013H1" / "a.xlsx"
    with replacing(target) as temporary:
        assert temporary.parent == target.parent
        assert temporary.suffix == ".xlsx"
        temporary.write_text("new", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "new"
    assert names(target.parent) == ["a.xlsx"]


def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyError):
        _write_half(target)
    assert target.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.txt"]


def test_what_a_killed_run_left_long_ago_is_removed_and_nothing_else(tmp_path):
    target = tmp_path / "a[1].xlsx"
    names_kept = [".a[1]-yyyyyyyy.xlsx", ".a[1]-zzzzzzzz.docx", ".b-zzzzzzzz.xlsx", ".a[1].xlsx", "a[1]-zzzzzzzz.xlsx"]
    for name in [".a[1]-zzzzzzzz.xlsx", *names_kept]:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / names_kept[0])  # a run that may still be at work
    with replacing(target):
        pass
    assert sorted(names(tmp_path)) == sorted([target.name, *names_kept])


def _held_for(times, monkeypatch):
    """Let the rename fail as it does on Windows while Excel holds the file."""
    replace, left = Path.replace, [times]

    def held(self, target):
        if left[0]:
            left[0] -= 1
            raise PermissionError
        return replace(self, target)

    monkeypatch.setattr(atomic, "_WAITS", (0, 0, 0))
    monkeypatch.setattr(Path, "replace", held)


def test_a_target_that_is_soon_let_go_is_waited_for(tmp_path, monkeypatch):
    _held_for(3, monkeypatch)
    with replacing(tmp_path / "a.txt") as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "new"


def test_a_target_that_stays_open_elsewhere_is_said_to_be(tmp_path, monkeypatch):
    _held_for(4, monkeypatch)
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    with pytest.raises(RefusalError) as refusal, replacing(tmp_path / "a.txt") as temporary:
        temporary.write_text("new", encoding="utf-8")
    (problem,) = refusal.value.problems
    assert (problem.code, "a.txt" in problem.message.say("en")) == ("file-in-use", True)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.skipif(os.name != "posix", reason="rights are another thing elsewhere")
def test_the_file_has_the_rights_of_any_new_file(tmp_path):
    (tmp_path / "plain").touch()
    with replacing(tmp_path / "a") as temporary:
        temporary.write_text("x", encoding="utf-8")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_folder_that_takes_no_file_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "results").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(RefusalError) as caught, replacing(tmp_path / "results" / "2013H1" / "a.xlsx"):
        pass
    (problem,) = caught.value.problems
    assert (problem.code, caught.value.exit_code) == ("folder-not-writable", 3)
    assert "starrating.toml" in problem.hint.say("en")
