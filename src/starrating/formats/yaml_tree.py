"""YAML text → tree. What different readers of YAML read differently is refused, and so is what no rule file needs.

Refused: YAML 1.1 guesses (`no`, `0012`, `12:30`), empty values, duplicate keys, anchors, references, merge keys, tags,
further documents.

What a rule file says as plain data, and where in the file every key and value stands.

Plain YAML scalars: integers, exact decimals, true/false, or else text; never a guess.

The usual reasons why a rule file cannot be read: the parser only knows where it gave up, the line tells why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import yaml

from starrating.errors import LineRef, Problem
from starrating.i18n import Text, text
from starrating.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starrating.errors import Severity
    from starrating.ruleset import KeyPath

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 41
_BRACKET = regex(r"[\[\]{}]")
_MOST = 10_000
_LONGEST = 10_000
"""Characters of one value."""
_SHOWN = 200
"""Characters of a line that are shown with a problem."""


class _TooDeepError(yaml.MarkedYAMLError):
    """Lists within lists within lists: no rule file, but an attack or an accident."""


def _events(content: str) -> Iterator[yaml.Event]:
    """Yield the events of a YAML text; more than 41 lists and mappings within each other raise `_TooDeepError`."""
    depth = 0
    for event in yaml.parse(content, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _TooDeepError(problem_mark=cast("yaml.error.Mark", event.start_mark))
        yield event


def _nesting_behind(error: yaml.YAMLError, content: str) -> yaml.YAMLError:
    """Return the error of nesting that hides behind one of the library, or that one if there is none.

    A bracket may begin a key, so that a library looks ahead in its line before it gives any event; how deep it lets the
    brackets be there, and what it says of more, differs from one to the next. So the text is read again, no further
    than to the bracket that is too deep.
    """
    mark = getattr(error, "problem_mark", None)
    lines = content.splitlines(keepends=True)[: mark.line + 1] if mark else []
    if lines and (end := _deep_bracket(lines[-1])):
        try:
            for _ in _events("".join(lines[:-1]) + lines[-1][:end]):
                pass
        except _TooDeepError as nesting:
            return nesting
        except yaml.YAMLError:
            return error
    return error


def _deep_bracket(line: str) -> int | None:
    """Return the place behind the first bracket before which more are open in its line than may be nested."""
    depth = 0
    for bracket in _BRACKET.finditer(line):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > _DEEPEST:
            return bracket.end()
    return None


class _TooManyError(yaml.MarkedYAMLError):
    """More values, or longer ones, than any rule set has: to prove it would take for ever. `limit` says which."""

    def __init__(self, limit: Text, event: yaml.Event) -> None:
        super().__init__(problem_mark=cast("yaml.error.Mark", event.start_mark))
        self.limit = limit


YamlMark = tuple[str, int, int]
"""File, line and column, both from 1."""


@dataclass
class YamlTree:
    """The plain data of a file (tuples and dicts of int, Decimal, bool, str) and of files it takes in.

    `values` has the mark of each value; that of a list or mapping is its key's. `keys` has the mark of each key.
    `refused` has the paths whose value was reported already and means nothing.
    """

    file: str
    data: Any = None
    values: dict[KeyPath, YamlMark] = field(default_factory=dict)
    keys: dict[KeyPath, YamlMark] = field(default_factory=dict)
    refused: set[KeyPath] = field(default_factory=set)
    lines: dict[str, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value_mark(self, path: KeyPath) -> YamlMark:
        """Say where a value stands, or the nearest thing around it that stands in the file."""
        around = (path[:end] for end in range(len(path), -1, -1))
        return next((self.values[near] for near in around if near in self.values), (self.file, 1, 1))

    def key_mark(self, path: KeyPath) -> YamlMark:
        """Say where the key of a value stands."""
        return self.keys.get(path) or self.value_mark(path)

    def is_refused(self, path: KeyPath) -> bool:
        """Tell whether the value at a path, or one around it, was reported already."""
        return any(path[:end] in self.refused for end in range(len(path) + 1))

    def report(
        self, mark: YamlMark, code: str, message: Text, hint: Text | None = None, *, severity: Severity = "error"
    ) -> None:
        """Add a problem, with the line it stands in."""
        file, line, column = mark
        lines = self.lines.get(file, [])
        source = lines[line - 1][:_SHOWN] if line <= len(lines) else None
        self.problems.append(Problem(severity, code, LineRef(file, line, column), message, hint, source))

    def graft(self, path: KeyPath, other: YamlTree) -> None:
        """Take over the marks and problems of a tree whose data now hangs at `path`."""
        self.values |= {(*path, *rest): mark for rest, mark in other.values.items() if rest}
        self.keys |= {(*path, *rest): mark for rest, mark in other.keys.items()}
        self.refused |= {(*path, *rest) for rest in other.refused}
        self.lines |= other.lines
        self.problems += other.problems


def read_yaml(file: str, content: str) -> YamlTree:
    """Read YAML text; problems are in the tree, whose data is None if the text could not be read at all."""
    tree = YamlTree(file, lines={file: content.splitlines()})
    try:
        _Reader(tree, _events(content)).read()
    except _TooManyError as error:
        tree.data = None
        mark = cast("yaml.error.Mark", error.problem_mark)
        hint = text("Take out what is not needed.")
        tree.report((file, mark.line + 1, mark.column + 1), "too-many-values", error.limit, hint)
    except yaml.YAMLError as error:
        tree.data = None
        _report_syntax(tree, _nesting_behind(error, content))
    return tree


def _report_syntax(tree: YamlTree, error: yaml.YAMLError) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = tree.lines[tree.file]
    if line > len(lines):
        line, column = max(1, len(lines)), 1
    hint = text("Look at this line and the one above: brackets and quotes in pairs, keys one below the other.")
    message = text("The rule file cannot be read from here on.")
    if isinstance(error, _TooDeepError):
        message = text("More than %(most)s lists and mappings stand within each other here.", most=_DEEPEST)
    elif cause := likely_cause(lines, line):
        line, column, hint = cause
    tree.report((tree.file, line, column), "not-yaml", message, hint)


class _Reader:
    """Build the plain data of one document from the events of the parser."""

    def __init__(self, tree: YamlTree, events: Iterator[yaml.Event]) -> None:
        self._tree = tree
        self._events = events
        self._count = 0

    def read(self) -> None:
        """Read the document into the tree."""
        if not any(isinstance(event, yaml.DocumentStartEvent) for event in self._events):
            self._tree.report((self._tree.file, 1, 1), "empty-file", text("The file is empty."))
            return
        self._tree.data = self._value(next(self._events), ())
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                message = text("A second document begins here.")
                self._refuse((), event, "second-document", message, text("Make it a file of its own."))
                break

    def _value(self, event: yaml.Event, path: KeyPath) -> object:
        self._count += 1
        if self._count > _MOST:
            limit = text("The file has more than %(most)s values; no rule set needs so many.", most=_MOST)
            raise _TooManyError(limit, event)
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > _LONGEST:
            limit = text("A value has more than %(most)s characters; no rule set needs so long a one.", most=_LONGEST)
            raise _TooManyError(limit, event)
        self._tree.values.setdefault(path, self._mark(event))
        self._refuse_ornaments(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, path)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else None

    def _refuse_ornaments(self, event: yaml.Event, path: KeyPath) -> None:
        if isinstance(event, yaml.AliasEvent):
            message = text("References (*) are not used in rule files.")
            self._refuse(path, event, "yaml-reference", message, text("Write the value out."))
        elif getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = text("Anchors (&) and tags (!) are not used in rule files.")
            hint = text("If the sign is part of a text, put the text between quotes.")
            self._refuse(path, event, "yaml-reference", message, hint)

    def _sequence(self, start: yaml.SequenceStartEvent, path: KeyPath) -> tuple[object, ...]:
        values: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if start.flow_style and isinstance(event, yaml.ScalarEvent) and not event.style and "，" in event.value:
                message = text("This is one entry, with a Chinese comma in it: %(value)s", value=event.value)
                hint = text("Entries are parted by the ASCII comma; if one is meant, put it between quotes.")
                self._tree.report(self._mark(event), "chinese-comma", message, hint, severity="warning")
            values.append(self._value(event, (*path, len(values))))
        return tuple(values)

    def _mapping(self, path: KeyPath) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            below = (*path, key)
            first = self._tree.keys.setdefault(below, self._mark(event))
            value_event = next(self._events)
            if not isinstance(value_event, yaml.ScalarEvent):
                self._tree.values.setdefault(below, self._mark(event))
            value = self._value(value_event, below)
            if key in values:
                message = text("The key %(key)s stands twice; first in line %(line)s.", key=key, line=first[1])
                self._refuse(below, event, "duplicate-key", message, text("Keep one of the two."))
            values.setdefault(key, value)
        return values

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.value and event.value != "<<":
            return str(event.value)
        self._refuse(path, event, "no-key", text("This cannot be a key."), text("A key is a word, such as: star"))
        if not isinstance(event, yaml.ScalarEvent):
            self._value(event, (*path, "?"))
        return "?"

    def _scalar(self, event: yaml.ScalarEvent, path: KeyPath) -> object:
        word: str = event.value
        if event.style:
            return word
        value = plain_value(word)
        if not word:
            self._refuse_nothing(event, path)
        elif value == word and (readings := readings_of(word)):
            message = text("%(value)s can be read in two ways: %(readings)s.", value=word, readings=readings)
            hint = text('If the text is meant: "%(value)s"', value=word)
            self._refuse(path, event, "ambiguous-value", message, hint)
        return value

    def _refuse_nothing(self, event: yaml.ScalarEvent, path: KeyPath) -> None:
        """Refuse an empty value; a full-width colon makes one, for it takes the value into the key."""
        key = str(path[-1]) if path else ""
        cause = likely_cause([key], 1)
        hint = cause.hint if cause else text("Write a value, or leave the key out.")
        self._tree.refused.add(path[:-1] if cause else path)
        mark = self._tree.key_mark(path) if path else self._mark(event)
        self._tree.report(mark, "no-value", text("%(key)s has no value.", key=key), hint)

    def _refuse(self, path: KeyPath, event: yaml.Event, code: str, message: Text, hint: Text) -> None:
        self._tree.refused.add(path)
        self._tree.report(self._mark(event), code, message, hint)

    def _mark(self, event: yaml.Event) -> YamlMark:
        start = event.start_mark
        assert start is not None
        return (self._tree.file, start.line + 1, start.column + 1)


_INTEGER = regex(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = regex(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_GUESSES: tuple[tuple[re.Pattern[str], Text], ...] = (
    (regex(r"(?i)yes|no|on|off|y|n|true|false"), text("a word, or true or false")),
    (regex(r"(?i)~|null"), text("a word, or nothing")),
    (regex(r"(?i)[-+]?(0[0-9_]+|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+)"), text("a decimal, octal or other number")),
    (regex(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"), text("a time of day, or a number to base 60")),
    (regex(r"[-+]?[0-9][0-9,]*_[0-9_,]*(\.[0-9_]*)?"), text("text, or a number with its thousands apart")),
    (regex(r"(?i)[-+]?\.(inf|nan)"), text("text, or a number that is none")),
    (regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?"), text("text, or a date")),
    (regex(r"[-+]?(\.[0-9]+|[0-9]+\.?[0-9]*)([eE][-+]?[0-9]+)?"), text("text, or a number")),
)


def plain_value(word: str) -> int | Decimal | bool | str:
    """Return what a plain scalar means: 80, 79.99 exactly, true, false; anything else is text."""
    if word in {"true", "false"}:
        return word == "true"
    if _INTEGER.fullmatch(word):
        return int(word)
    return Decimal(word) if _DECIMAL.fullmatch(word) else word


def readings_of(word: str) -> Text | None:
    """Say what a text that was not quoted could be to another reader of YAML; None if it is plainly text."""
    return next((readings for guess, readings in _GUESSES if guess.fullmatch(word)), None)


class Cause(NamedTuple):
    """A likely reason, where it stands (line and column from 1), and what to do."""

    line: int
    column: int
    hint: Text


_COLON = text("Write the ASCII colon and a blank: ': ' instead of “：”.")
_BLANK = text("Put a blank after the colon.")
_CAUSES: tuple[tuple[str, Text], ...] = (
    (r"^ *(\t)", text("Indent with blanks; this line begins with a tab.")),
    (r"(?:^\s*(?:- *)?[{]?|[{,，])\s*[a-z_]+\s*(：)", _COLON),
    (r"[\w%\"'](，)\s*[a-z_]+ *[:：]", text("Write the ASCII comma: ', ' instead of “，”.")),
    (r"([｛｝［］])", text("Write the ASCII brackets { } [ ] instead of “｛”, “｝”, “［”, “］”.")),
    (r"^\s*(?:- *)?[a-z_]+(:)[^\s:]", _BLANK),
    (r"[{,]\s*[a-z_]+(:)[^\s:,}]", _BLANK),
    (r":\s+([%@`])", text("A text that begins with this sign stands between quotes.")),
    (
        r"^\s*(?:- *)?[a-z_]+: +[^\"'{\[|>#]*?(:)(?: |$)",
        text("A text with a colon in it stands between quotes."),
    ),
)
_LINES_BACK = 3


def likely_cause(lines: Sequence[str], line: int) -> Cause | None:
    """Look for a usual cause in a line (from 1), then in the few lines above it; None if there is none."""
    for number in range(min(line, len(lines)), max(0, line - _LINES_BACK - 1), -1):
        for pattern, hint in _CAUSES:
            if found := re.search(pattern, lines[number - 1]):
                return Cause(number, found.start(1) + 1, hint)
    return None
