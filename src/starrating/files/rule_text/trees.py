"""What a rule file says as plain data, and where in the file every key and value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starrating.errors import Place, Problem

if TYPE_CHECKING:
    from starrating.errors import Severity
    from starrating.i18n import Text
    from starrating.ruleset import KeyPath

Mark = tuple[str, int, int]
"""File, line and column, both from 1."""


@dataclass
class Tree:
    """The plain data of a file (tuples and dicts of int, Decimal, bool, str) and of files it takes in.

    `values` has the mark of each value; that of a list or mapping is its key's. `keys` has the mark of each key.
    `refused` has the paths whose value was reported already and means nothing.
    """

    file: str
    data: Any = None
    values: dict[KeyPath, Mark] = field(default_factory=dict)
    keys: dict[KeyPath, Mark] = field(default_factory=dict)
    refused: set[KeyPath] = field(default_factory=set)
    lines: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value_mark(self, path: KeyPath) -> Mark:
        """Say where a value stands, or the nearest thing around it that stands in the file."""
        around = (path[:end] for end in range(len(path), -1, -1))
        return next((self.values[near] for near in around if near in self.values), (self.file, 1, 1))

    def key_mark(self, path: KeyPath) -> Mark:
        """Say where the key of a value stands."""
        return self.keys.get(path) or self.value_mark(path)

    def is_refused(self, path: KeyPath) -> bool:
        """Tell whether the value at a path, or one around it, was reported already."""
        return any(path[:end] in self.refused for end in range(len(path) + 1))

    def report(
        self, mark: Mark, code: str, message: Text, hint: Text | None = None, *, severity: Severity = "error"
    ) -> None:
        """Add a problem, with the line it stands in."""
        file, line, column = mark
        lines = self.lines.get(file, [])
        source = lines[line - 1] if line <= len(lines) else None
        self.problems.append(Problem(severity, code, Place(file, line=line, column=column), message, hint, source))

    def graft(self, path: KeyPath, other: Tree) -> None:
        """Take over the marks and problems of a tree whose data now hangs at `path`."""
        self.values |= {(*path, *rest): mark for rest, mark in other.values.items() if rest}
        self.keys |= {(*path, *rest): mark for rest, mark in other.keys.items()}
        self.refused |= {(*path, *rest) for rest in other.refused}
        self.lines |= other.lines
        self.problems += other.problems
