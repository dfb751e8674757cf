"""What a command is doing, shown on the terminal once it takes longer than a second; nothing elsewhere."""

import sys
from threading import Lock, Timer
from typing import Any

from starrating.outcome import this_run

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
        from rich.console import Console  # noqa: PLC0415 (rich's display; hardly ever needed)
        from rich.progress import Progress, ProgressColumn, SpinnerColumn, TimeElapsedColumn  # noqa: PLC0415 (as above)
        from rich.text import Text as Line  # noqa: PLC0415 (as above)

        class Stage(ProgressColumn):
            max_refresh = 0.2

            def render(self, task: object) -> Line:
                del task
                return Line(str(this_run.stage))

        with self._lock:
            if self._timer:
                columns = SpinnerColumn("line"), Stage(), TimeElapsedColumn()
                self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
                self._shown.add_task("")
                self._shown.start()


progress_line = ProgressLine()
