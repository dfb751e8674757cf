"""How a mark looks: a colour and a border for each severity, so that it can be told on a black-and-white print too."""

from collections.abc import Mapping, Sequence
from typing import Literal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side

from starrating.errors import Problem, Severity
from starrating.files.copies.book_copies import holdable
from starrating.model.problem_kinds import SEVERITIES

_AUTHOR = "starrating"
_WIDTH, _LINE, _LETTERS = 320, 18, 24
"""A comment: its width and the height of a line in pixels, the Chinese characters in a line."""
_TALLEST = 400


def _border(style: Literal["thick", "mediumDashed", "dotted"]) -> Border:
    side = Side(style=style, color="000000")
    return Border(left=side, right=side, top=side, bottom=side)


_FILLS: Mapping[Severity, PatternFill] = {
    "error": PatternFill("solid", fgColor="FF9999"),
    "warning": PatternFill("solid", fgColor="FFE699"),
    "notice": PatternFill("solid", fgColor="DDEBF7"),
}
_BORDERS: Mapping[Severity, Border] = {
    "error": _border("thick"),
    "warning": _border("mediumDashed"),
    "notice": _border("dotted"),
}


def worst(problems: Sequence[Problem]) -> Severity:
    """Return the worst severity of some problems."""
    return min((problem.severity for problem in problems), key=list(SEVERITIES).index)


def colour(cell: Cell | MergedCell, severity: Severity) -> None:
    """Give a cell the colour and the border of a severity; font, alignment and number format stay."""
    cell.fill = _FILLS[severity]
    cell.border = _BORDERS[severity]


def comment(cell: Cell, problems: Sequence[Problem]) -> None:
    """Say in a comment what is wrong and what to do; a comment that is there stays, before ours."""
    said = [sentence(problem) for problem in problems]
    before = cell.comment
    lines = [*([before.text] if before else []), *said]
    made = Comment(holdable("\n\n".join(lines)), before.author if before else _AUTHOR)
    made.width, made.height = _WIDTH, min(_TALLEST, _LINE * sum(map(_height, lines)))
    cell.comment = made


def sentence(problem: Problem) -> str:
    """Say a problem with its severity before it and the next step on a line of its own."""
    said = f"[{SEVERITIES[problem.severity]}] {problem.message}"
    return f"{said}\n→ {problem.hint}" if problem.hint else said


def _height(said: str) -> int:
    return 1 + sum(1 + len(line) // _LETTERS for line in said.splitlines())
