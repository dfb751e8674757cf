"""Help that can be read: nothing is cut or too wide at any width, in both languages; every command has an example."""

import json
import os
import re
import subprocess
import sys

import pytest

from starrating.cli.command_table import COMMANDS, GROUPS
from starrating.cli.shared import offered_values
from starrating.cli.shared.groups import LazyCommand
from starrating.cli.shared.text_lines import width_of
from starrating.model import Period

PAGES = [[], *([*row.name.split()] for row in (*GROUPS, *COMMANDS))]
WIDTHS = (80, 100, 140)

# Prints the help of every command at every width: {width: {command: help}}.
WALK = """
import json, os, sys
from starrating import i18n
i18n.install()
from typer.testing import CliRunner
from starrating.cli.app import app
said = {}
for width in (80, 100, 140):
    os.environ["COLUMNS"] = str(width)
    for call in json.load(open(sys.argv[1])):
        done = CliRunner().invoke(app, [*call, "--help"], prog_name="starrating")
        assert done.exit_code == 0
        said.setdefault(width, {})[" ".join(call)] = done.output
json.dump(said, sys.stdout)
"""


@pytest.fixture(scope="module", params=["zh", "en"])
def pages(request, tmp_path_factory):
    calls = tmp_path_factory.mktemp("help") / "calls.json"
    calls.write_text(json.dumps(PAGES))
    done = subprocess.run(
        [sys.executable, "-c", WALK, str(calls)],
        env=os.environ | {"STARRATING_LANG": request.param, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return request.param, json.loads(done.stdout)


def test_nothing_is_cut_and_no_line_is_wider_than_the_terminal(pages):
    for width, helps in pages[1].items():
        for call, said in helps.items():
            wide = [each for each in said.splitlines() if width_of(each) > int(width) and not is_a_call(each)]
            assert not wide, call
            assert "…" not in said.replace("://…", ""), call


def is_a_call(line):
    """Tell whether a line is an example to copy, which must stay in one line."""
    return line.startswith("  starrating ")


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.examples], ids=lambda row: row.name)
def test_examples_have_room_in_80_columns(row):
    assert [call for call, _ in row.examples if width_of(call) > 78] == []


def test_help_says_the_same_at_every_width(pages):
    narrow, *wider = pages[1].values()
    for call, said in narrow.items():
        assert all("".join(said.split()) == "".join(other[call].split()) for other in wider)


def test_english_help_has_no_chinese_but_in_what_is_typed(pages):
    language, helps = pages
    if language == "en":
        for call, said in helps["80"].items():
            words = "\n".join(each for each in said.splitlines() if not is_a_call(each))
            assert not re.search("[\u4e00-\u9fff]", OFFICE_WORDS.sub("", "".join(words.split()))), call


OFFICE_WORDS = re.compile(
    "党支部|评定星级|目标星级|理由|书记|年度绩效工资|未启动|进行中|已完成|已验收|进度|自查|抽查|三基检查|重大"
)
"""Heads of sheets and values that must be typed in Chinese, whatever the language is."""


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_every_command_has_an_example_that_its_parser_takes(row, monkeypatch):
    monkeypatch.setattr(offered_values, "waiting_periods", lambda *_: [Period(2013, 1)])  # for those without --period
    assert row.examples
    for call, words in row.examples:
        name = f"starrating {row.name}"
        assert call.startswith(name)
        assert words.say("en") != words.say("zh_CN")
        LazyCommand(row, None).load().make_context(name, call.removeprefix(name).split(), resilient_parsing=False)


@pytest.mark.parametrize("written", ["2013-07-15", "2013-7-15", "2013年7月15日", "2013.7.15", "2013/07/15"])
@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_a_date_may_be_written_as_documents_write_it(row, written):
    command = LazyCommand(row, None).load()
    days = [each for each in command.params if each.metavar == "DATE" and each.type_descriptor.is_datetime]
    for day in days:
        context = command.make_context(row.name, [], resilient_parsing=True)
        assert str(day.process_value(context, written)).startswith("2013-07-15")
    assert days or "--date" not in str([each.opts for each in command.params])
