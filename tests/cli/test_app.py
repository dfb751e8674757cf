"""The application as a whole: help, languages, completion, exit codes."""

import inspect
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from starrating.cli.command_table import COMMANDS
from starrating.cli.shared.groups import LazyCommand
from starrating.cli.shared.signatures import signature_only
from workbooks import write_book

HEAVY = {
    "pandas", "openpyxl", "sqlalchemy", "docxtpl", "docx", "jinja2", "lxml", "psycopg", "weasyprint", "rapidfuzz",
    "chinese_calendar", "xlrd", "pyxlsb", "odf", "starlette", "uvicorn", "multipart", "python_multipart", "anyio",
    "filelock", "numpy.ma", "numpy.random",
}  # fmt: skip
"""What neither the help nor a usual review may wait for."""
UNUSED_BY_A_REVIEW = ("starrating.documents", "starrating.write.copies", "starrating.write.blank", "starrating.desk")
FOR_SCORING = {"numpy", "pydantic", "xlsxwriter", "python_calamine", "yaml", "sqlite3"}


def call(*arguments: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("STARRATING_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, *arguments],
        env=clean | {"PYTHONUTF8": "1", "COLUMNS": "120"} | env,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_help_imports_nothing_heavy():
    done = call("-X", "importtime", "-m", "starrating", "--help")
    imported = imported_by(done)
    assert "typer" in imported
    assert not imported & (HEAVY | FOR_SCORING)


HELP_OF_ALL = """
import sys
from starrating import i18n
i18n.install()
from starrating.cli.app import app
from starrating.cli.command_table import COMMANDS
for row in COMMANDS:
    try:
        app([*row.name.split(), "--help"], prog_name="starrating")
    except SystemExit as done:
        assert not done.code, row.name
    print("imported:", row.name, *sys.modules)
"""
"""What prints the help of every command in one interpreter, and after each what is imported by then."""
# (typer itself reads the types of options by pydantic)
UNUSED_BY_HELP = ("formats", "read", "write", "documents", "ledger", "ruleset", "rating", "model", "desk")
NAMED_BY_HELP = {"starrating.procedure", "starrating.procedure.document_kinds", "starrating.procedure.stages"}
"""The table of the kinds of documents, which help lists, and what it is made of."""


def test_the_help_of_no_command_imports_what_runs_it():
    done = call("-c", HELP_OF_ALL)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("imported:")]
    assert len(lines) == len(COMMANDS) > 40
    unused = HEAVY | FOR_SCORING - {"pydantic"} | {f"starrating.{name}" for name in UNUSED_BY_HELP}
    assert all(find_spec(name) for name in unused if name.startswith("starrating."))
    assert {line[1]: unused.intersection(line) for line in lines if unused.intersection(line)} == {}
    procedure = {name for line in lines for name in line if name.startswith("starrating.procedure")}
    assert procedure == NAMED_BY_HELP


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_a_command_made_for_its_help_has_the_options_of_the_command_that_runs(row):
    light, whole = (LazyCommand(row, None).load(to_run=to_run) for to_run in (False, True))
    names = ("name", "opts", "secondary_opts", "required", "nargs", "metavar", "help", "default", "hidden")
    facts = [[[getattr(each, name, None) for name in names] for each in made.params] for made in (light, whole)]
    assert facts[0] == facts[1]
    assert light.params or row.name == "rules schema"


def test_a_function_made_for_its_help_runs_the_whole_one():
    def whole(**given):
        return given

    light = signature_only("starrating.cli.init", "init", lambda: whole)
    assert light.__module__ != whole.__module__
    given = dict.fromkeys(inspect.signature(light).parameters, "as given")
    assert given
    assert light(**given) == given


def test_a_usual_review_imports_only_what_it_uses(tmp_path):
    table = "党支部 | 党务(40分) | 学习(60分)\n甲党支部 | 38 | 55\n乙党支部 | 36 | 50"
    write_book(tmp_path / "2013H1.xlsx", {"考核评分": table})
    imported = imported_by(call("-X", "importtime", "-m", "starrating", "score", "2013H1.xlsx", cwd=tmp_path))
    assert imported >= FOR_SCORING
    assert not imported & HEAVY
    assert all(find_spec(name) for name in UNUSED_BY_A_REVIEW)
    assert not {name for name in imported if name.startswith(UNUSED_BY_A_REVIEW)}


def imported_by(done: subprocess.CompletedProcess[str]) -> set[str]:
    """Return the modules that a run with `-X importtime` imported."""
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"\|\s+([\w.]+)$", done.stderr, re.MULTILINE))


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"STARRATING_LANG": "zh"}, ["选项", "按考核评分表评定一个评审期"]),
        ({"LANG": "zh_CN.UTF-8"}, ["选项"]),
        ({"LANG": "de_DE.UTF-8"}, ["Options"]),
        ({"LANG": "zh_CN.UTF-8", "STARRATING_LANG": "en"}, ["Options"]),
    ],
)
def test_help_is_in_the_language_of_the_user(env, words):
    said = call("-m", "starrating", "--help", **env).stdout
    for word in words:
        assert word in said


def test_the_commands_are_grouped_in_the_order_of_the_work():
    said = call("-m", "starrating", "--help", STARRATING_LANG="en").stdout
    commands = ["init", "score", "explain", "announce", "targets", "history", "rules"]
    positions = [re.search(rf"^. {name} ", said, re.MULTILINE) for name in commands]
    assert all(positions)
    assert [each.start() for each in positions if each] == sorted(each.start() for each in positions if each)


def completed(words, cwd=None):
    typed = words.split(" ")
    done = call(
        "-m",
        "starrating",
        cwd=cwd,
        _STARRATING_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(len(typed) - 1),
    )
    return done.stdout.split()


def test_the_shell_completes_commands():
    assert completed("starrating sc") == ["score"]


def test_the_shell_completes_kinds_and_what_is_recorded(tmp_path):
    write_book(tmp_path / "2013H1.xlsx", {"考核评分": "党支部 | 党务(40分) | 学习(60分)\n甲党支部 | 38 | 55"})
    assert completed("starrating announce --kind c", tmp_path) == ["correction", "circular"]
    assert completed("starrating announce --period ", tmp_path) == []
    assert call("-m", "starrating", "score", "2013H1.xlsx", cwd=tmp_path).returncode == 0
    assert completed("starrating announce --period ", tmp_path) == ["2013H1"]
    assert completed("starrating explain ", tmp_path) == ["甲党支部"]
    assert completed(f"starrating -C {tmp_path} history 甲") == ["甲党支部"]
    assert completed("starrating objection add --branch 甲", tmp_path) == ["甲党支部"]


def test_the_version_is_said():
    assert re.fullmatch(r"starrating \d+\.\d+\.\d+\n", call("-m", "starrating", "--version").stdout)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], 2),
        (["score"], 2),
        (["score", "missing.xlsx"], 2),
        (["targets"], 2),
        (["announce", "--period", "2013H1"], 3),
        (["announce", "--period", "2013H1", "--format", "wps"], 2),
        (["explain", "甲"], 3),
        (["history"], 0),
        (["rules", "check"], 0),
        (["-C", "nowhere", "history"], 2),
    ],
)
def test_exit_codes_are_as_documented(tmp_path, arguments, code):
    done = call("-m", "starrating", *arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_bug_leaves_with_70(tmp_path):
    broken = "import sys, starrating.cli.shared.options as options; options.open_workspace = lambda *_: 1 / 0\n"
    broken += "sys.argv = ['starrating', 'history']; from starrating.__main__ import main; main()"
    done = call("-c", broken, cwd=tmp_path)
    assert done.returncode == 70
    assert "ZeroDivisionError" in done.stderr
    assert "bug" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk that is always there")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_output_that_cannot_be_shown_is_said_with_what_is_recorded(tmp_path, more):
    write_book(tmp_path / "2013H1.xlsx", {"考核评分": "党支部 | 考核总分\n甲党支部 | 92"})
    command = [sys.executable, "-m", "starrating", "score", "2013H1.xlsx", *more]
    env = os.environ | {"STARRATING_LANG": "en", "PYTHONUTF8": "1"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=tmp_path, env=env, stdout=full, stderr=subprocess.PIPE, check=False)
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert "No space left on device" in said
    assert "Recorded: 2013H1, version 1. Written: " in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("rules show >&-", 0),
        ("rules show 2>&-", 0),
        ("rules show >&- 2>&-", 0),
        ("rules show | true; exit ${PIPESTATUS[0]}", 3),
        ("explain <&-", 2),
        ("--help >/dev/full", 3),
        ("explain 2>/dev/full", 3),
    ],
)
def test_streams_that_nobody_reads_are_no_bug(tmp_path, typed, code):
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m starrating {typed}"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="names are limited otherwise elsewhere")
@pytest.mark.parametrize(
    "arguments",
    [
        ["score", f"{'x' * 300}.xlsx"],
        ["-C", "x" * 300, "status"],
        ["rules", "check", "x" * 300],
        ["export", f"{'x' * 300}.json"],
        ["template", "--period", "2013H1", "-o", f"{'x' * 300}.xlsx"],
        ["announce", "--period", "2013H1", "--from", "9999-12-31"],
        ["verify", "--seal", "/dev/zero"],
        ["status", "--period", "9999H2"],
        ["template", "--period", "9999H2"],
    ],
)
def test_what_the_system_or_the_calendar_has_no_room_for_is_no_bug(tmp_path, arguments):
    done = call("-m", "starrating", *arguments, cwd=tmp_path, STARRATING_LANG="en")
    assert done.returncode in {0, 1, 2, 3}, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a folder in use cannot be removed elsewhere")
def test_a_folder_that_vanished_is_no_bug(tmp_path):
    gone = f"mkdir {tmp_path}/gone; cd {tmp_path}/gone; rmdir {tmp_path}/gone; {sys.executable} -m starrating status"
    done = subprocess.run(["bash", "-c", gone], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (3, False), done.stderr
