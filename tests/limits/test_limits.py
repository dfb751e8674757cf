"""Whatever a rule file, settings or a template are: what is too much is refused soon, in little memory, by its limit.

Each runs in a process of its own, whose processor time and memory are measured.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rule_texts import SMALL

SECONDS, MEGABYTES = 5, 300
LAUNCHER = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=open("said", "wb"), stderr=subprocess.STDOUT)
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024]))
"""
"""Starts what is measured: a process counts the memory of the one that started it, and the tests are large."""
DEAR = "{% for i in range(100000) %}{{ 'x' * 100000 }}{% endfor %}"


def bands(number):
    """Write a rule set of so many bands."""
    made = "".join(
        f"    - {{star: {star}, name: {star}星, at_least: {star}, below: {star + 1}}}\n" for star in range(number)
    )
    return SMALL[: SMALL.index("    - {star: 1")] + made + SMALL[SMALL.index("criteria:") :]


RULE_FILES = {
    "bands": (bands(100_000), "larger than 1024 KB"),
    "bands that fit": (bands(5_000), "more than 10000 values"),
    "keys": (SMALL + "".join(f"k{number}: 1\n" for number in range(60_000)), "more than 10000 values"),
    "depth": (f"{SMALL}x: {'[' * 100_000}{']' * 100_000}\n", "More than 41 lists and mappings"),
    "digits": (SMALL.replace("60", "6" + "0" * 100_000), "more than 10000 characters"),
    "days": (SMALL.replace("days: 5", "days: 1000000000"), "365"),
    "references": ("a: &a [x]\nb: [*a, *a]\n" + SMALL, "Anchors (&)"),
}
SETTINGS = {
    "rules": ('rules = "/dev/zero"\n', "it is a folder, a pipe or a device"),
    "keys": ("".join(f"k{number} = 1\n" for number in range(100_000)), "larger than 64 KB"),
    "keys that fit": ("".join(f"k{number} = 1\n" for number in range(5_000)), "at most 100 are read"),
    "depth": (f"a = {'[' * 30_000}{']' * 30_000}\n", "no setting as one is written"),
    "parts of a key": (f"{'.'.join('a' * 30_000)} = 1\n", "more than 100 dots"),
    "digits": (f"rules = {'9' * 50_000}\n", "no setting as one is written"),
}


def measured(folder, *words):
    """Run a command; return its exit code and what it said, once it is seen that it was cheap."""
    env = {**os.environ, "STARRATING_LANG": "en", "COLUMNS": "1000"}
    command = [sys.executable, "-m", "starrating", *words]
    launcher = [sys.executable, "-c", LAUNCHER, *command]
    measures = subprocess.run(launcher, cwd=folder, env=env, stdout=subprocess.PIPE, check=True).stdout
    code, seconds, megabytes = json.loads(measures)
    text = (folder / "said").read_text(encoding="utf-8")
    assert seconds < SECONDS, text
    assert megabytes < MEGABYTES, text
    assert len(text) < 10_000
    return code, text


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures processes")
@pytest.mark.parametrize("name", RULE_FILES)
def test_rule_files(tmp_path, name):
    content, limit = RULE_FILES[name]
    (tmp_path / "r.yaml").write_text(content, encoding="utf-8")
    code, said = measured(tmp_path, "rules", "check", "r.yaml")
    assert (code, limit in said) == (3, True), said


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures processes")
@pytest.mark.parametrize("name", SETTINGS)
def test_settings(tmp_path, name):
    content, limit = SETTINGS[name]
    (tmp_path / "starrating.toml").write_text(content, encoding="utf-8")
    code, said = measured(tmp_path, "rules", "check")
    assert (code, limit in said) == (3 if name == "rules" else 2, True), said


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_settings_that_are_a_device_are_refused_and_not_overlooked(tmp_path):
    (tmp_path / "starrating.toml").symlink_to("/dev/zero")
    for words in (("rules", "check"), ("-C", str(tmp_path), "rules", "check")):
        code, said = measured(tmp_path, *words)
        assert (code, "it is a folder, a pipe or a device" in said) == (2, True), said


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="measures processes")
def test_a_template_that_would_make_ten_gigabytes(tmp_path):
    (tmp_path / "starrating.toml").write_text('templates = "t"\n', encoding="utf-8")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "notice.md.j2").write_text(DEAR, encoding="utf-8")
    code, said = measured(tmp_path, "templates", "check")
    assert (code, "more than 50000000 characters" in said) == (1, True), said
