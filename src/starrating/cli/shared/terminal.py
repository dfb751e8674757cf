"""The two streams of the terminal, and the glyphs that they can show."""

import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from starrating.i18n import Text

if TYPE_CHECKING:
    from starrating.ruleset import Levels

BAR = 24
"""How many cells a bar is long."""
PIPED_WIDTH = 160
"""How wide tables are where there is no terminal to ask: no cell is cut off in a file or a pipe."""


@cache
def out() -> Console:
    """Return stdout: results."""
    return _console(stderr=False)


@cache
def err() -> Console:
    """Return stderr: talk."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return _Terminal(
        stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty(), width=width
    )


class _Terminal(Console):
    """A console that lets the command line say that nobody reads any more; by itself it would leave with 1."""

    def on_broken_pipe(self) -> None:
        """Raise the `BrokenPipeError` that is being handled."""
        raise  # noqa: PLE0704 [called while it is handled]


def print_json(data: Mapping[str, object]) -> None:
    """Write one JSON object to stdout and nothing else."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def stars(count: int) -> str:
    """Draw stars, or asterisks where the terminal has no star; nothing for no star.

    A star, like an arrow or a bar, is one or two cells wide, as the font likes; so they belong into a last column.
    """
    return _able("★", "*") * max(count, 0)


def mark(star: int, levels: "Levels") -> str:
    """Draw a level: by its own mark, else by stars."""
    return levels.mark(star) or stars(star)


def arrow(change: str) -> str:
    """Draw a rise or a fall."""
    return {"promotion": _able("▲", "+"), "demotion": _able("▼", "-")}.get(change, "")


def tick() -> str:
    """Draw a tick."""
    return _able("✓", "+")


def bar(part: int, whole: int) -> str:
    """Draw a share as a bar; for the eye only, the figures stand beside it."""
    full = min(part, whole) * BAR // whole if whole else 0
    return _able("█", "#") * full + _able("░", ".") * (BAR - full)


def table(*heads: Text | str, right: tuple[int, ...] = ()) -> Table:
    """Start a table; the columns with an index in `right` are aligned to the right."""
    made = Table(header_style="bold", box=SIMPLE_HEAD)
    for index, head in enumerate(heads):
        made.add_column(str(head), justify="right" if index in right else "left", overflow="fold")
    return made


def line(text: Text | str, style: str = "") -> Line:
    """Make a line of text that is shown as it is, whatever brackets it has."""
    return Line(str(text), style=style)


def shown_path(path: Path) -> str:
    """Write a path from the current folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return str(path)


def _able(glyph: str, plain: str) -> str:
    try:
        glyph.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return plain
    return glyph
