"""What a command is doing is shown on a terminal once it takes long, and is gone before anything else is written."""

import os
import select
import sys
import time

import pytest

from starrating.cli.shared import progress
from starrating.i18n import text
from starrating.outcome import this_run

pty = pytest.importorskip("pty")
ERASED = b"\x1b[2K"
LONGEST = 20


@pytest.fixture
def terminal(monkeypatch):
    """Make a terminal; return its stream, and what reads from it for so many seconds or until some words are there."""
    ours, theirs = pty.openpty()
    stream = os.fdopen(theirs, "w", encoding="utf-8")
    monkeypatch.setenv("TERM", "xterm")

    def shown(seconds, words=None):
        heard, began = b"", time.monotonic()
        while time.monotonic() - began < seconds and not (words and words in heard):
            if select.select([ours], [], [], 0.05)[0]:
                heard += os.read(ours, 65536)
        return heard

    yield stream, shown
    stream.close()
    os.close(ours)


@pytest.fixture
def line():
    made = progress.ProgressLine()
    yield made
    made.end()


def test_a_slow_stage_is_named_and_the_line_is_taken_away(terminal, line, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    this_run.now(text("Reading %(file)s", file="2013H1.xlsx"))
    stream, screen = terminal
    monkeypatch.setattr(sys, "stderr", stream)
    line.begin()
    assert b"2013H1.xlsx" in screen(LONGEST, b"2013H1.xlsx")
    line.end()
    assert ERASED in screen(LONGEST, ERASED)
    assert screen(0.5) == b""


def test_what_is_done_soon_shows_nothing(terminal, line, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.3)
    stream, screen = terminal
    monkeypatch.setattr(sys, "stderr", stream)
    line.begin()
    line.end()
    assert screen(0.8) == b""


def test_nothing_is_shown_where_nobody_sits(line, monkeypatch, tmp_path):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        monkeypatch.setattr(sys, "stderr", log)
        line.begin()
        time.sleep(0.3)
        line.end()
        log.seek(0)
        assert log.read() == ""
