"""What a command is doing, shown on the terminal once it takes longer than a second; nothing elsewhere."""

import sys
from threading import Lock, Timer
from typing import Any

PATIENCE = 1.0
"""Seconds before anything is shown."""


class ProgressLine:
    """A line on stderr that says what the run is doing and for how long; it is gone before anything else is written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self._shown: Any = None  # rich's display, imported only when it is shown

    def begin(self) -> None:
        """Show the line after a while, where somebody sits before a terminal."""
        self.end()
        if sys.stderr.isatty():
            self._timer = Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """Take the line away, or never show it."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
                self._timer = None
            if self._shown:
                self._shown.stop()
                self._shown = None

    def _show(self) -> None:
        from starrating.cli.shared.progress_display import display  # noqa: PLC0415 (rich; hardly ever needed)

        with self._lock:
            if self._timer:
                self._shown = display()
                self._shown.start()


progress_line = ProgressLine()
