"""One language: whatever slip is made on the command line, it is said in the language of the user, and in no other."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer._click import exceptions as parser_exceptions

import starrating
from starrating.cli.command_table import COMMANDS
from starrating.cli.shared.groups import LazyCommand
from starrating.cli.shared.help_pages import VALUES

SOURCE = Path(starrating.__file__).parent

# Makes the slips in a folder of its own, in one process per language: {call: what was said}.
WALK = """
import json, sys
from starrating import i18n
i18n.install()
from typer.testing import CliRunner
from starrating.cli.app import app
said = {}
for call in json.load(sys.stdin):
    done = CliRunner().invoke(app, call, prog_name="starrating")
    said[" ".join(call)] = [done.exit_code, done.output]
json.dump(said, sys.stdout)
"""


def slips_of(row):
    """Make ten kinds of slip with a command; each is a call that the command line must refuse."""
    name = row.name.split()
    parameters = LazyCommand(row, None).load().params
    options = [each for each in parameters if each.param_type_name == "option" and not each.hidden]
    valued = [each for each in options if not each.is_flag]
    needed = [part for each in valued if each.required for part in (max(each.opts, key=len), "2013H1")]
    values = ["x.xlsx" for each in parameters if each.param_type_name == "argument" and each.required]
    yield [*name[:-1], f"{name[-1]}q"]
    yield [*name, "--nonsense"]
    yield [*name, "-Z"]
    yield [*name, "--help=3"]
    yield [*name[:-1], "--nonsense", name[-1]]
    for each in options:
        option = max(each.opts, key=len)
        if option.startswith("--"):
            yield [*name, f"{option}q"]
        yield [*name, f"{option}=3"] if each.is_flag else [*name, option]
    if not any(each.nargs == -1 for each in parameters):
        yield [*name, *needed, *values, "x1", "x2", "x3"]
    if (needed or values) and name != ["template"]:  # which prepares the next period where none is named
        yield name
    for each in valued:
        option = max(each.opts, key=len)
        if each.metavar in {"DATE", "PERIOD", "YEAR", "N"}:
            yield [*name, *needed, *values, option, "x1"]
        if each.metavar == "YEAR":
            yield [*name, *needed, *values, option, "1"]


SENTENCES = {
    "scroe": "没有“scroe”这个命令，是否想写score？",
    "rules chek": "没有“chek”这个命令，是否想写check？",
    "score --perod 3": "没有--perod这个选项，是否想写--period？",
    "score": "缺少文件。",
    "score --period": "--period后面要写评审期。",
    "history --json=3": "--json后面不写内容。",
    "status more": "多写了内容：more。",
    "targets --year x": "--year要写整数，现为x。",
    "targets --year 3": "--year不能小于1900，现为3。",
    "decide --date 2013": "--date要写日期，如2013-07-15，现为2013。",
}
GROUPS_ALONE = {"": [], "rules": ["rules"]}
SLIPS = [call for row in COMMANDS for call in slips_of(row)]
OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*", re.ASCII)
DATA = re.compile(r"starrating\.toml|starrating|x\.xlsx|x[123]|\d{4}(?:H[12]|Q[1-4])|\.xlsx?|JSON|Excel")


def walked(language, folder):
    calls = [*SLIPS, *(call.split() for call in SENTENCES), *GROUPS_ALONE.values()]
    done = subprocess.run(
        [sys.executable, "-c", WALK],
        input=json.dumps(calls),
        env=os.environ | {"STARRATING_LANG": language, "PYTHONUTF8": "1", "COLUMNS": "200"},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    said = json.loads(done.stdout)
    assert not list(folder.iterdir())
    return {call: words.replace(str(folder), "") for call, (code, words) in said.items() if code == 2}, {
        call: words for call, (code, words) in said.items() if code != 2
    }


@pytest.fixture(scope="module")
def chinese(tmp_path_factory):
    return walked("zh", tmp_path_factory.mktemp("zh"))


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    return walked("en", tmp_path_factory.mktemp("en"))


COMMAND_NAMES = {word for row in COMMANDS for word in row.name.split()}
NAME = re.compile(rf"\b({'|'.join(COMMAND_NAMES)})q?\b", re.ASCII)


def without_data(said):
    """Take out what is the same in every language: names of commands and options, and what was typed."""
    return NAME.sub("", DATA.sub("", OPTION.sub("", said)))


def test_the_walk_makes_many_slips_with_every_command():
    assert {call[0] for call in SLIPS} >= {row.name.split()[0] for row in COMMANDS if " " in row.name}
    assert len(SLIPS) > 10 * len(COMMANDS)


def test_every_slip_is_said_in_chinese(chinese):
    refused, others = chinese
    assert others.keys() == GROUPS_ALONE.keys()
    made = {call: said for call, said in refused.items() if call not in SENTENCES}
    assert {call: said for call, said in made.items() if re.search("[A-Za-z]", without_data(said))} == {}


def test_every_slip_is_said_in_english(english):
    refused, others = english
    assert others.keys() == GROUPS_ALONE.keys()
    assert {call: said for call, said in refused.items() if re.search("[\u3000-\u9fff\uff00-\uffef]", said)} == {}


@pytest.mark.parametrize("call", SENTENCES)
def test_a_slip_is_said_in_one_sentence_with_the_nearest_name(call, chinese):
    sentence, usage = chinese[0][call].splitlines()
    assert sentence == f"错误 {SENTENCES[call]}"
    assert usage.startswith("    → 用法：starrating ")


def test_a_group_that_is_called_alone_shows_its_help_and_is_no_slip(chinese):
    assert all(said.startswith("用法：starrating") for said in chinese[1].values())


def test_every_value_of_every_command_has_a_name_in_both_languages():
    commands = [LazyCommand(row, None).load() for row in COMMANDS]
    named = {word for each in commands for one in each.params for word in re.findall("[A-Z]+", one.metavar or "")}
    assert named <= VALUES.keys()
    assert [each for each in VALUES.values() if each.say("en") == each.say("zh_CN")] == []


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("BadOptionUsage", {"option_name", "ctx"}),
        ("MissingParameter", {"param", "ctx"}),
        ("NoArgsIsHelpError", {"ctx"}),
        ("NoSuchOption", {"option_name", "ctx"}),
    ],
)
def test_the_parser_has_the_exceptions_that_slips_are_told_by(name, members):
    arguments = {"option_name": "--x"} if "option_name" in members else {}
    if name == "BadOptionUsage":
        arguments["message"] = ""
    if name != "NoArgsIsHelpError":
        assert members <= vars(getattr(parser_exceptions, name)(**arguments)).keys()
    assert issubclass(getattr(parser_exceptions, name), Exception)


def test_one_module_knows_the_parser():
    knowing = [
        path for path in SOURCE.rglob("*.py") if re.search(r"typer\._|import click|from click", path.read_text())
    ]
    assert [path.relative_to(SOURCE).as_posix() for path in knowing] == ["cli/shared/slips.py"]


def test_no_message_hides_in_an_f_string_where_its_translation_is_not_found():
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "text"
    ]
    assert hidden == []
