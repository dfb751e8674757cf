"""The pictures of a board, as SVG: bars, and a line of shares against its goals. Coordinates are whole pixels.

Colours, strokes and type are in the style of the page. What a picture shows, its title, its description and the table
beside it say too.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from markupsafe import Markup
from msgspec import Struct

from starrating.decimals import share
from starrating.ruleset import percent

WIDTH = 360
"""Pixels; as wide as the narrowest screen, so that the type stays readable there."""
_BAR_ROW, _BAR = 40, 14
_LEFT, _RIGHT, _TOP, _HIGH, _LABELS = 40, 24, 26, 160, 62
_INSET = 22
"""Pixels from the axis to the first place, so that its number does not lie on those of the axis."""
_LABEL_WIDTH = 46
"""Pixels that a label below the axis takes; of more labels only every second, third … one is written."""


class Bar(Struct, frozen=True):
    """A bar: how many of `whole`, and the words above it."""

    words: str
    count: int
    whole: int


class Mark(Struct, frozen=True):
    """A place on the axis of time: its label in lines, how many of how many there are, the goal; None if unknown."""

    label: tuple[str, ...]
    reached: tuple[int, int] | None = None
    goal: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        """The share that was reached; of none it is 0."""
        return None if self.reached is None else Fraction(self.reached[0], self.reached[1] or 1)


def bars(key: str, title: str, description: str, rows: Sequence[Bar]) -> Markup:
    """Draw bars below each other, as long as their shares of the whole."""
    drawn = Markup().join(_bar(row, number * _BAR_ROW) for number, row in enumerate(rows))
    return _picture(key, title, description, max(1, len(rows)) * _BAR_ROW, drawn)


def course(key: str, title: str, description: str, marks: Sequence[Mark]) -> Markup:
    """Draw the shares over time as a line with dots, and the goals as a broken line with diamonds."""
    places = _places(len(marks))
    reached = [(x, _height(mark.share)) for x, mark in zip(places, marks, strict=True) if mark.share is not None]
    goals = [(x, _height(mark.goal)) for x, mark in zip(places, marks, strict=True) if mark.goal is not None]
    every = max(1, -(-len(marks) * _LABEL_WIDTH // (WIDTH - _LEFT)))
    labels = (_label(x, mark) for x, mark in list(zip(places, marks, strict=True))[::every])
    parts = [
        *_grid(),
        *labels,
        _line("goal", goals),
        _line("reached", reached),
        *(_diamond(*place) for place in goals),
        *(Markup('<circle class="reached" cx="{}" cy="{}" r="4"/>').format(*place) for place in reached),
        *(word for x, mark in zip(places, marks, strict=True) for word in _figures(x, mark)),
    ]
    return _picture(key, title, description, _TOP + _HIGH + _LABELS, Markup().join(parts))


def _picture(key: str, title: str, description: str, height: int, drawn: Markup) -> Markup:
    return Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-words" viewBox="0 0 {1} {2}">'
        '<title id="{0}-title">{3}</title><desc id="{0}-words">{4}</desc>{5}</svg>'
    ).format(key, WIDTH, height, title, description, drawn)


def _bar(row: Bar, top: int) -> Markup:
    length = (WIDTH - 2) * row.count // (row.whole or 1)
    frame = Markup('<rect class="whole" x="1" y="{}" width="{}" height="{}"/>').format(top + 20, WIDTH - 2, _BAR)
    filled = Markup('<rect class="bar" x="1" y="{}" width="{}" height="{}"/>').format(top + 20, length, _BAR)
    return _text(0, top + 15, row.words) + frame + filled


def _places(number: int) -> list[int]:
    """Spread so many places over the axis; a single one stands in its middle."""
    room = WIDTH - _LEFT - _INSET - _RIGHT
    return [_LEFT + _INSET + (room * at // (number - 1) if number > 1 else room // 2) for at in range(number)]


def _height(part: Fraction) -> int:
    return _TOP + int((1 - part) * _HIGH)


def _grid() -> Iterator[Markup]:
    for quarter in range(0, 101, 25):
        y = _height(Fraction(quarter, 100))
        yield Markup('<path class="grid" d="M{} {}H{}"/>').format(_LEFT, y, WIDTH - _RIGHT)
        yield _text(_LEFT - 6, y + 4, f"{quarter}%", "end")


def _label(x: int, mark: Mark) -> Markup:
    first = _TOP + _HIGH + 38
    return Markup().join(_text(x, first + 15 * number, line, "middle") for number, line in enumerate(mark.label))


def _line(kind: str, places: Sequence[tuple[int, int]]) -> Markup:
    points = " ".join(f"{x},{y}" for x, y in places)
    return Markup('<polyline class="{}" points="{}"/>').format(kind, points) if len(places) > 1 else Markup()


def _diamond(x: int, y: int) -> Markup:
    return Markup('<path class="diamond" d="M{} {}l5 5l-5 5l-5 -5z"/>').format(x, y - 5)


def _figures(x: int, mark: Mark) -> Iterator[Markup]:
    """Write the numbers of a place: of two, the higher above its point and the lower below."""
    goal_above = mark.goal is not None and (mark.share is None or mark.goal >= mark.share)
    if mark.goal is not None:
        y = _height(mark.goal)
        yield _text(x, y - 9 if goal_above else y + 20, percent(mark.goal), "middle", "goal")
    if mark.share is not None and mark.reached is not None:
        y = _height(mark.share)
        beneath = mark.goal is not None and goal_above
        yield _text(x, y + 20 if beneath else y - 9, share(*mark.reached), "middle", "reached")


def _text(x: int, y: int, words: str, anchor: str = "start", kind: str = "") -> Markup:
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(kind, x, y, anchor, words)
