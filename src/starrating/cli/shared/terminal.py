"""The two streams of the terminal, and the glyphs that they can show.

Problems, as people read them: where, what, and what to do next.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVarTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.containers import Lines
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text as Line

from starrating.cli.shared.progress import progress_line
from starrating.cli.shared.tables import WHOLE, Rows
from starrating.cli.shared.text_lines import OBEYED, breaks, harmless, width_of
from starrating.errors import Problem, Severity
from starrating.i18n import Text, text
from starrating.model.problem_kinds import SEVERITIES
from starrating.outcome import Outcome
from starrating.patterns import regex

if TYPE_CHECKING:
    from starrating.ruleset import Levels

Result = TypeVarTuple("Result")

_INDENT = 4
BAR = 24
"""How many cells a bar is long."""
PIPED_WIDTH = 160
"""How wide tables are where there is no terminal to ask: no cell is cut off in a file or a pipe."""


def out() -> Console:
    """Return stdout: results."""
    return _console(stderr=False)


def err() -> Console:
    """Return stderr: talk."""
    return _console(stderr=True)


class Words(Line):
    """A text that is broken between words or wide characters, never within a date, a number, a file or a command."""

    @classmethod
    def of(cls, line: Line) -> "Words":
        """Return a line of the library as one of these."""
        made = cls(line.plain, line.style, justify=line.justify, overflow=line.overflow, no_wrap=line.no_wrap)
        made.spans = line.spans
        return made

    def wrap(self, console: Console, width: int, **settings: Any) -> Lines:  # noqa: ANN401 (rich's settings)
        """Break the text into lines of a width; where nothing is to be wrapped, leave that to the library."""
        if settings.get("no_wrap") or self.no_wrap:
            return super().wrap(console, width, **settings)
        found = Lines()
        for paragraph in self.split(allow_blank=True):
            whole = [(span.start, span.end) for span in paragraph.spans if span.style == WHOLE]
            made = paragraph.divide(breaks(paragraph.plain, width, whole, fold=True))
            for message in made:
                message.rstrip()
            made.justify(console, width, settings.get("justify") or self.justify or "default")
            found.extend(made)
        return found


class Terminal(Console):
    """A console that shows what is in data and never obeys it, and does not itself end a run that nobody reads."""

    def on_broken_pipe(self) -> None:
        """Raise the `BrokenPipeError` that is being handled; the library would leave with 1."""
        raise  # noqa: PLE0704 [called while it is handled]

    def print(self, *objects: Any, **settings: Any) -> None:  # noqa: ANN401 (rich's settings)
        """Print lines that are broken as `Words` are; the library would make them texts of its own."""
        super().print(*(Group(each) if isinstance(each, Words) else each for each in objects), **settings)

    def render_str(self, text: str, **settings: Any) -> Line:  # noqa: ANN401 (rich's settings)
        """Make plain text renderable; tables measure what comes from here."""
        return Words.of(super().render_str(harmless(text), **settings))

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Render anything; what escapes of our own there are stand in control segments and styles, not in the text."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(harmless(segment.text), segment.style)


def _console(*, stderr: bool) -> Console:
    """Return a console that is about to be written to: what the run is doing is not shown any more."""
    progress_line.end()
    return _made(stderr=stderr)


@cache
def _made(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Terminal(
        stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=not stream.isatty(), width=width
    )


def print_json(data: Mapping[str, object]) -> None:
    """Write one JSON object to stdout and nothing else."""
    progress_line.end()
    words = dumps(data, ensure_ascii=False, indent=1)
    sys.stdout.write(OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", words) + "\n")


def answer(
    json: bool,
    to_json: Callable[[*Result], Mapping[str, object]],
    show: Callable[[*Result], None],
    *result: *Result,
) -> None:
    """Give the result of a command: as one JSON object if that is asked for, else as people read it."""
    if json:
        print_json(to_json(*result))
    else:
        show(*result)


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


def table(
    *heads: Text | str, right: tuple[int, ...] = (), spare: tuple[int, ...] = (), sentences: tuple[int, ...] = ()
) -> Rows:
    """Start a table: `right` are the columns aligned to the right, `spare` those that a narrow terminal loses first.

    `sentences` are those that may be broken; names, dates and numbers never are.
    """
    made = Rows(spare, sentences, _under_head)
    for index, head in enumerate(heads):
        made.add_column(str(head), justify="right" if index in right else "left")
    return made


def _under_head(head: str, cell: object) -> Line:
    """Say a head and its cell."""
    made = line("")
    if head:
        made.append(head).append(str(text(": ")))
        made.stylize(WHOLE)
    return made.append_text(cell if isinstance(cell, Line) else Words(str(cell)))


MOST_ROWS, FIRST_ROWS = 50, 20


def first_rows(many: int) -> int:
    """Return how many of so many rows the terminal shows."""
    return many if many <= MOST_ROWS else FIRST_ROWS


def show_rest(many: int, shown: int, book: Path | None = None) -> None:
    """Say how many rows are not shown, if any, and where they are: in a workbook, else in the answer as JSON."""
    if many > shown:
        place = shown_path(book) if book else "--json"
        out().print(line(text("… and %(number)s more: %(place)s", number=many - shown, place=place), "dim"))


def line(message: Text | str, style: str | Style = "") -> Line:
    """Make a line of text that is shown as it is, whatever brackets it has; what a message names is not broken."""
    words = str(message)
    if isinstance(message, Text) and (key := message.fields.get("key")):
        words = words.replace(f" ({key})", "").replace(f"（{key}）", "")  # a key of the rule file; --json has it
    made = Words(harmless(words), style=style)
    for name in {harmless(each) for each in _named(message)} if isinstance(message, Text) else ():
        kept_whole(made, name)
    return made


def kept_whole(made: Line, name: str) -> None:
    """Let a name not be broken wherever it stands in a line."""
    for found in re.finditer(re.escape(name), made.plain) if name else ():
        made.stylize(WHOLE, *found.span())


_LONGEST_NAME = 60
"""Cells of the longest name; what is longer, or has a comma, is a sentence."""
_SENTENCE = regex(r"[，。；？！\n]|[,;] ")


def _named(value: object) -> Iterator[str]:
    """Yield the names, dates and commands that a message has as fields."""
    if isinstance(value, Text):
        value = tuple(value.fields.values())
    if isinstance(value, tuple):
        for each in value:
            yield from _named(each)
    elif len(words := str(value)) > 1 and width_of(words) <= _LONGEST_NAME and not _SENTENCE.search(words):
        yield words


def shown_path(path: Path) -> str:
    """Write a path from the current folder where it lies below it."""
    try:
        return Path(os.path.realpath(path)).relative_to(os.path.realpath(Path.cwd())).as_posix()
    except ValueError:
        return str(path)


def _able(glyph: str, plain: str) -> str:
    try:
        glyph.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return plain
    return glyph


STYLES: Mapping[str, str] = {"error": "bold red", "warning": "yellow", "notice": "cyan"}
"""How the severities are shown, the worst first."""
_SHOWN: Mapping[Severity, int] = {"error": 20, "warning": 20, "notice": 3}
"""How many problems of a kind are shown; of a workbook with a fault in each row, nobody reads more."""


def show_problems(problems: Iterable[Problem]) -> None:
    """Write problems to stderr, kind by kind: the first of each kind, and how many more of it there are."""
    kinds: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.severity, problem.code), []).append(problem)
    for (severity, _), found in kinds.items():
        for problem in found[: _SHOWN[severity]]:
            _show(problem)
        if (more := len(found) - _SHOWN[severity]) > 0:
            err().print(line(text("… and %(number)s more of this kind.", number=more), "dim"))


def show_refusal(problems: Iterable[Problem]) -> None:
    """Write the problems that ended a command, and that nothing was written."""
    problems = list(problems)
    show_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    if errors > 1:
        err().print(line(text("Errors: %(number)s. Nothing was written.", number=errors), "bold"))


def show_outcome(outcome: Outcome) -> None:
    """Write what a run that failed has recorded and written, and what not."""
    err().print(line(" ".join(map(str, outcome.sentences())), "bold"))


def print_hint(console: Console, hint: Text, indent: int) -> None:
    """Say what to do next."""
    print_hanging(console, " " * indent + "→ ", line(hint, "dim"))


def print_hanging(console: Console, mark: str, words: Line) -> None:
    """Write a line after a mark, on a terminal all its lines below each other; in a file it stays one."""
    if not console.is_terminal:
        console.print(line(mark, words.style).append_text(words))
        return
    made = Table.grid()
    made.add_column(no_wrap=True)
    made.add_column()
    made.add_row(line(mark, words.style), words)
    console.print(made)


def _show(problem: Problem) -> None:
    words = line(SEVERITIES[problem.severity], STYLES[problem.severity])
    if problem.place:
        words.append(" ").append_text(line(Text("%(place)s", {"place": str(problem.place)}), "bold"))
    words.append(" ").append_text(line(problem.message, "default not bold"))
    err().print(words)
    if problem.source:
        err().print(line(f"    | {problem.source}", "dim"))
    if problem.hint:
        print_hint(err(), problem.hint, _INDENT)
