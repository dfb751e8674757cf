"""What a page of the desk is made of: sections of parts, each of which has its macro in `views/parts.html.j2`.

Words are messages or data; whatever they are, they are escaped where the page is filled in.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from starrating.board.board import Section as BoardSection
from starrating.errors import CellRef, LineRef, Place, Problem, Severity
from starrating.i18n import Text
from starrating.model.problem_kinds import SEVERITIES, TITLES, by_kind

Words = Text | str
_LOOKS = {"n": "name", "r": "right", "s": "short", "l": "long"}


class Link(Struct, frozen=True):
    """Words that lead to a page of the desk, or take a file away."""

    words: Words
    href: str


Cell = Words | Link


class Sentences(Struct, frozen=True):
    """Sentences."""

    part: ClassVar[str] = "sentences"
    lines: tuple[Words, ...]


class Note(Struct, frozen=True):
    """A sentence that is set off, with the next step; `look` is done, warning or error."""

    part: ClassVar[str] = "note"
    words: Words
    look: Literal["done", "warning", "error", "notice"] = "done"
    hint: Words = ""


class Command(Struct, frozen=True):
    """A command that is no page yet, as it is typed."""

    part: ClassVar[str] = "command"
    words: Words
    line: str


class Links(Struct, frozen=True):
    """Where to go on from here; the first one is what comes next if `first` says so."""

    part: ClassVar[str] = "links"
    links: tuple[Link, ...]
    first: bool = False


class Table(Struct, frozen=True):
    """A table; `looks` has a word for each column, as the board's tables have."""

    part: ClassVar[str] = "table"
    caption: Words
    heads: tuple[Cell, ...]
    looks: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    picture: Markup | None = None
    legend: str = ""


def table(caption: Words, heads: Iterable[Cell], looks: str, rows: Iterable[Sequence[Cell]]) -> Table:
    """Return a table; `looks` has the first letter of a word for each column: name, right, short, long."""
    return Table(caption, tuple(heads), tuple(_LOOKS[each] for each in looks), tuple(tuple(row) for row in rows))


class Kind(Struct, frozen=True):
    """Problems of one kind: its severity, its title if it has one, and a row for each: where, what, what to do."""

    severity: Severity
    severity_words: Words
    title: Words
    rows: tuple[tuple[str, Words, Words], ...]


class Problems(Struct, frozen=True):
    """Problems by kind, the worst first."""

    part: ClassVar[str] = "problems"
    kinds: tuple[Kind, ...]


def problems(found: Iterable[Problem]) -> tuple[Problems, ...]:
    """Group problems by kind, within a kind in the order of their places; nothing for none."""
    kinds = tuple(
        Kind(
            group[0].severity,
            SEVERITIES[group[0].severity],
            TITLES.get(group[0].code, ""),
            tuple((_where(problem.place), problem.message, problem.hint or "") for problem in group),
        )
        for group in by_kind(found)
    )
    return (Problems(kinds),) if kinds else ()


def _where(place: Place | None) -> str:
    """Say where something stands; whoever drops a file here knows it by its name, and not the folder it is put into."""
    if not isinstance(place, CellRef | LineRef):
        return str(place or "")
    return str(replace(place, file=place.file.replace("\\", "/").rpartition("/")[2]))


class Field(Struct, frozen=True):
    """A field of a form; `wrong` says what is wrong with what was typed. `choices` are (value, words)."""

    name: str
    label: Words
    kind: Literal["text", "number", "date", "select", "file", "check", "hidden"] = "text"
    value: str = ""
    hint: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    accept: str = ""
    required: bool = False
    wrong: Words = ""


class Form(Struct, frozen=True):
    """A form with its fields and its buttons (name, value, words; the first does what is usual).

    What changes something is a POST and bears a token that is used once; `asks` marks a form that only asks.
    """

    part: ClassVar[str] = "form"
    action: str
    buttons: tuple[tuple[str, str, Words], ...]
    fields: tuple[Field, ...] = ()
    asks: bool = False
    look: Literal["", "quiet"] = ""

    @property
    def uploads(self) -> bool:
        """Whether files are sent."""
        return any(field.kind == "file" for field in self.fields)


class Frame(Struct, frozen=True):
    """A document shown within the page."""

    part: ClassVar[str] = "frame"
    title: Words
    href: str


Part = Sentences | Note | Command | Links | Table | Problems | Form | Frame


class Section(Struct, frozen=True):
    """A part of a page; `key` is its name within the page."""

    key: str
    title: Words
    parts: tuple[Part, ...]


class Page(Struct, frozen=True):
    """A page: its title, where in the menu it stands, the period it is about, what is said below the title.

    `status` is that of its answer: 422 where a field of a question was wrong.
    """

    title: Words
    here: str
    sections: tuple[Section, ...] = ()
    lead: tuple[Words, ...] = ()
    period: str = ""
    refresh: int = 0
    plain: bool = False
    status: int = 200

    def led_by(self, section: Section) -> "Page":
        """Return the page with a section before all others."""
        return replace(self, sections=(section, *self.sections))


def of_board(section: BoardSection) -> Section:
    """Return a section of the board as one of a page."""
    tables = tuple(
        Table(each.caption, each.heads, each.looks, each.rows, each.picture, each.legend) for each in section.tables
    )
    lead = (Sentences(section.said),) if section.said else ()
    return Section(section.key, section.title, (*lead, *tables))
