"""What the terminal shows: data is shown and never obeyed, names are whole, what matters stays at 80 columns."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.cli.shared.tables import Rows
from starrating.cli.shared.terminal import Terminal, line, print_json, show_problems
from starrating.cli.shared.text_lines import harmless, width_of, wrapped
from starrating.errors import Problem
from starrating.i18n import Text

OBEYED = "\x1b\x07\x00\x7f\x9b\r\u202e\u2066\u200f\u2028"
"""Escape, bell, nothing, delete, the one-byte escape, return to the line's start, three turns, a line separator."""


def shown(renderable, width=80, **settings):
    stream = io.StringIO()
    Terminal(file=stream, width=width, highlight=False, markup=False, **settings).print(renderable)
    return stream.getvalue()


def rows(*lines, heads, spare=()):
    made = Rows(spare)
    for head in heads:
        made.add_column(head)
    for each in lines:
        made.add_row(*each)
    return made


@pytest.mark.parametrize("character", OBEYED)
def test_what_a_terminal_would_obey_is_shown_as_a_mark(character):
    name = f"甲{character}支部"
    assert harmless(name) == "甲\ufffd支部"
    said = line("Branch:")
    said.append(f" {name}")
    assert "甲" in shown(name)
    for renderable in (name, said, rows((name,), heads=(name,))):
        assert character not in shown(renderable)


@given(st.text())
def test_nothing_that_is_printed_holds_an_escape_of_the_data(words):
    assert not set(shown(words).replace("\n", "")) & set(OBEYED)


def test_json_holds_the_data_but_no_raw_escape(capsys):
    print_json({"branch": f"甲{OBEYED}"})
    said = capsys.readouterr().out
    assert json.loads(said) == {"branch": f"甲{OBEYED}"}
    assert not set(said) & set(OBEYED)


NAMES = ["综合机械化采煤第一工程队党支部", "机关第二联合党支部"]


@pytest.mark.parametrize("width", [64, 80, 100, 140])
def test_no_name_is_broken_and_spare_columns_go_first(width):
    heads = ("名次", "党支部", "考核得分", "评定星级", "上期星级", "变化")
    table = rows(
        *((str(row), name, "91.50", "五星级", "四星级", "晋级") for row, name in enumerate(NAMES)),
        heads=heads,
        spare=(5, 4),
    )
    said = shown(table, width)
    assert all(name in said for name in NAMES)
    assert "91.50" in said
    assert ("四星级" in said) == (width > 64)


def test_an_empty_column_is_dropped():
    assert "降星情形" not in shown(rows(("甲", "", "五星级"), heads=("党支部", "降星情形", "星级")))


@given(st.text(alphabet="采煤一队（）、。，starrating.toml --period ", max_size=120), st.integers(30, 140))
def test_wrapped_lines_fit_and_lose_nothing(words, width):
    lines = wrapped(words, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(width_of(each) <= width or " " not in each.strip() for each in lines)


def test_wrapping_breaks_no_name_and_begins_no_line_with_a_closing_mark():
    lines = wrapped("在此文件夹（starrating.toml所在处）中工作，命令中写的文件仍从当前文件夹查找。", 20)
    assert any("starrating.toml" in each for each in lines)
    assert not [each for each in lines if each[0] in "）。，"]


def test_of_many_problems_of_a_kind_the_first_are_shown_and_the_rest_counted(capsys, monkeypatch):
    monkeypatch.setattr("starrating.cli.shared.terminal.err", lambda: Terminal(stderr=True, width=200))
    problems = [Problem("error", "blank-score", None, Text(f"row {row}")) for row in range(10_000)]
    show_problems(problems)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert "row 19" in said[-2]
    assert "9980" in said[-1]
