"""What can go wrong, and how it is said.

StarratingError            70  a bug, unless a subclass says otherwise
├── InputError              1  the input has problems; nothing was written
├── UsageError              2  the command was used wrongly
└── RefusalError            3
    ├── RuleSetError           the rule set is wrong
    ├── ProcedureError         the act is out of order
    └── LedgerError            the ledger refuses; NothingRecordedError: it has nothing of what is asked for
"""

import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, ParamSpec, Protocol, TypeVar

from msgspec import Struct

from starrating.i18n import Text
from starrating.patterns import regex

Severity = Literal["error", "warning", "notice"]


_SLASHES = regex(r"[/\\]")


class CellRef(Struct, frozen=True):
    """Where something stands in a workbook: a cell (`2013H1.xlsx!考核评分!C7`), a sheet, or only the file."""

    file: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return "!".join(filter(None, (self.file, self.sheet, self.cell)))

    @property
    def address(self) -> tuple[int, int]:
        """The row from 1 and the column from 0 of the cell; (0, -1) where only the sheet or the file is known."""
        letters = (self.cell or "").rstrip("0123456789")
        return int((self.cell or "")[len(letters) :] or 0), column_index(letters)


def without_folder(place: object) -> str:
    """Name a place in a workbook on paper, without the folders of this machine: no sheet has a slash in its name."""
    return _SLASHES.split(str(place))[-1]


class LineRef(Struct, frozen=True):
    """Where something stands in a text (`rules/plan.yaml:12:5`); lines and columns are counted from 1."""

    file: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


KeyPath = tuple[str | int, ...]
"""Where something stands in a rule file: keys, and positions in lists from 0."""


class KeyRef(Struct, frozen=True):
    """Where something stands in a rule set, before it is known in which file and line: `steps.2.levels`."""

    path: KeyPath

    def __str__(self) -> str:
        return ".".join(map(str, self.path))


Place = CellRef | LineRef | KeyRef


class Problem(Struct, frozen=True):
    """One thing that is wrong or worth knowing: where, what, and what to do next.

    `code` is kebab-case and stable; `source` is the line of a rule file that the problem stands in, when there is one.
    """

    severity: Severity
    code: str
    place: Place | None
    message: Text
    hint: Text | None = None
    source: str | None = None

    @property
    def file(self) -> str | None:
        """The file that it stands in, where it is known."""
        return None if isinstance(self.place, KeyRef | None) else self.place.file

    @property
    def sheet(self) -> str | None:
        """The sheet that it stands in, where it stands in one."""
        return self.place.sheet if isinstance(self.place, CellRef) else None

    @property
    def cell(self) -> str | None:
        """The cell that it stands in, where it stands in one."""
        return self.place.cell if isinstance(self.place, CellRef) else None

    def to_json(self) -> dict[str, str | None]:
        """Return the problem as the `--json` output has it, in the language of the user."""
        return {
            "severity": self.severity,
            "code": self.code,
            "place": str(self.place) if self.place else None,
            "message": str(self.message),
            "hint": str(self.hint) if self.hint else None,
        }


class Rejection(ValueError):  # noqa: N818 [it rejects a value or a file; the Error is the Problem that comes of it]
    """A value or a file that cannot be meant or must not be opened, before it is known where it stands.

    `code` is that of the problem, `message` what is wrong, `hint` the next step.
    """

    def __init__(self, code: str, message: Text, hint: Text | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.hint = code, message, hint

    def at(self, place: Place | None) -> Problem:
        """Return the error, where the place is known."""
        return Problem("error", self.code, place, self.message, self.hint)


def letter(index: int) -> str:
    """Name a column as a spreadsheet does, from index 0: A … Z, AA …."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_index(letters: str) -> int:
    """Return the index of a column from 0: A → 0, AA → 26."""
    index = 0
    for character in letters:
        index = index * 26 + ord(character) - 64
    return index - 1


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems forbids to go on."""
    return any(problem.severity == "error" for problem in problems)


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems as a reader meets them: by file and sheet as they first occur, then by row and column."""
    listed = list(problems)
    met: dict[tuple[str, str | None], int] = {}
    for problem in listed:
        if problem.file is not None:
            met.setdefault((problem.file, problem.sheet), len(met))

    def position(problem: Problem) -> tuple[int, int, int]:
        match problem.place:
            case CellRef() as cell:
                return (met[cell.file, cell.sheet], *cell.address)
            case LineRef() as text:
                return (met[text.file, None], text.line, text.column or 0)
        return (-1, 0, 0)

    return sorted(listed, key=position)


class StarratingError(Exception):
    """The root of all errors that the program raises on purpose; `problems` says why, all at once."""

    exit_code = 70

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem.message) for problem in problems))
        self.problems = tuple(problems)

    @classmethod
    def because(
        cls, code: str, message: Text, hint: Text | None = None, place: Place | None = None
    ) -> "StarratingError":
        """Make the error from a single problem."""
        return cls([Problem("error", code, place, message, hint)])


class InputError(StarratingError):
    """The input has problems; nothing was written."""

    exit_code = 1


class UsageError(StarratingError):
    """The command was used wrongly."""

    exit_code = 2


class RefusalError(StarratingError):
    """The rule set, the procedure or the ledger refuses."""

    exit_code = 3


class RuleSetError(RefusalError):
    """The rule set is wrong."""


class ProcedureError(RefusalError):
    """The act is out of order."""


class LedgerError(RefusalError):
    """The ledger refuses."""


class NothingRecordedError(LedgerError):
    """The ledger has nothing of what is asked for; nothing was begun."""


_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


class Check(Protocol):
    """Makes one check of several: what it found, or None where it refused."""

    def __call__(self, ask: Callable[_Asked, _Found], *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Found | None:
        """Ask, and go on with the next check where this one refuses."""


@contextmanager
def refused_together() -> Iterator[Check]:
    """Make several checks that do not rest on one another; all that they refuse is said at once.

    Raised is an error of the class of the first refusal. An error that no check caught leaves at once.
    """
    refusals: list[StarratingError] = []

    def check(ask: Callable[_Asked, _Found], *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Found | None:
        try:
            return ask(*args, **kwargs)
        except StarratingError as refusal:
            refusals.append(refusal)
            return None

    yield check
    if refusals:
        raise type(refusals[0])([problem for error in refusals for problem in error.problems])


_PLAIN = regex(r"[\w@%+=:,./〔〕（）-]+")
"""What a shell takes as it is: 党发〔2013〕7号, 2013-07-15, 2013年上半年.xlsx."""


def as_typed(word: str) -> str:
    """Write a word of a command so that a shell takes it as one."""
    return word if _PLAIN.fullmatch(word) else shlex.quote(word)
