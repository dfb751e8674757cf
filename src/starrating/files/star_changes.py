"""Stars that the committee sets otherwise than assessed, as a sheet: 党支部, 评定星级, 理由; how a star is named."""

from pathlib import Path

from starrating.errors import Place, Problem, Rejection
from starrating.files.record_books import ListedRow, read_list
from starrating.files.scores.cells import HALF_WIDTH, star_names, star_of
from starrating.i18n import text
from starrating.model import NO_STAR
from starrating.model.sheets import COLUMNS
from starrating.ruleset import Levels

_NO_STAR = {"无", "无星级", "不评星", "none"}

NamedStar = tuple[str, int, str, Place]
"""Branch, star, reason (empty if none is given), and the cell of the star."""


def star_named(word: str, levels: Levels) -> int:
    """Read a star by its name or number, NO_STAR of 无; anything else raises `Rejection`."""
    if word.strip().translate(HALF_WIDTH).casefold() in _NO_STAR:
        return NO_STAR
    found = star_of(word, star_names(levels))
    return NO_STAR if found is None else found


def read_star_changes(path: Path, levels: Levels) -> tuple[list[NamedStar], list[Problem]]:
    """Read the first sheet that has the heads; every problem of the file is returned."""
    rows, problems = read_list(path, COLUMNS)
    named = [_named(row, levels, problems) for row in rows]
    return [each for each in named if each], problems


def _named(row: ListedRow, levels: Levels, problems: list[Problem]) -> NamedStar | None:
    branch, place = str(row.cells["branch"]), row.place("star")
    try:
        return branch, star_named(str(row.cells["star"]), levels), row.cells["reason"] or "", place
    except Rejection as refusal:
        problems.append(unreadable_star(branch, refusal, place))
        return None


def unreadable_star(branch: str, refusal: Rejection, place: Place | None = None) -> Problem:
    """Report a star that cannot be read."""
    message = text("%(branch)s: the star %(reason)s.", branch=branch, reason=refusal.message)
    return Problem("error", refusal.code, place, message, refusal.hint)
