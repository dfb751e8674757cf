"""A terminal with somebody before it: a command runs on a pseudo-terminal of 80 columns and is answered."""

import os
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")
LONGEST = 120
"""Seconds that a command may take at the most."""
_STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PROGRESS = re.compile(r"(?:[-\\|/] \S[^\n]*?\d+:\d\d:\d\d)+\n?")
"""What is shown of a command that takes more than a second, and is gone afterwards."""


def typed(folder: Path, *words: str, answers: Sequence[str] = (), language: str = "zh", width: int = 80):
    """Run a command on a terminal and give one answer whenever it waits; return its code and what was on the screen."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    running = subprocess.Popen(
        [sys.executable, "-m", "starrating", *words],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"STARRATING_LANG": language, "PYTHONUTF8": "1", "COLUMNS": str(width), "TERM": "xterm"},
        start_new_session=True,
    )
    os.close(theirs)
    screen, waiting, began = b"", [*answers], time.monotonic()
    while time.monotonic() - began < LONGEST:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                heard = os.read(ours, 65536)
            except OSError:
                break
            screen += heard
            if not heard:
                break
        if waiting and _waits(screen):
            os.write(ours, f"{waiting.pop(0)}\n".encode())
            screen += b"\0"
    os.close(ours)
    code = running.wait(LONGEST)
    said = _PROGRESS.sub("", _STYLES.sub("", screen.replace(b"\0", b"").decode()).replace("\r", ""))
    assert not waiting, f"not asked for: {waiting}\n{said}"
    return code, said


def _waits(screen: bytes) -> bool:
    """Tell whether the last line is a question that has not been answered."""
    last = screen.decode(errors="ignore").rsplit("\n", 1)[-1]
    return last.endswith((": ", "： ", "："))
