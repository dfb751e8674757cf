"""Files that are versions of one another, as their names say: a copy, a second download, a last and a very last one."""

import re
from collections.abc import Sequence
from pathlib import Path

from starrating.errors import Place, Problem
from starrating.files.scores.column_names import plain
from starrating.i18n import text

_MARK = re.compile(
    r"\s*(?:\(\d+\)|[-_—]?\s*(?:副本|复件|copy)\s*(?:\(\d+\)|\d+)?"
    r"|[-_—]?\s*\(?(?:最终|最新|终|定|修改|修订|更正|改)(?:版|稿)\d*\)?|[-_—]\s*v\d+)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^(?:复件|副本|copy of)\s*[-—]?\s*", re.IGNORECASE)


def one_version_each(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Leave out, each with an error, the files that are another version of one before them: which counts is a guess."""
    kept: dict[tuple[Path, str], Path] = {}
    problems = []
    for path in paths:
        first = kept.setdefault((path.parent, name_without_marks(path)), path)
        if first is not path:
            problems.append(_other_version(path, first))
    return list(kept.values()), problems


def name_without_marks(path: Path) -> str:
    """Return the name of a file without its suffix and without what tells its versions apart."""
    name = _BEFORE.sub("", plain(path.stem).strip())
    while (shorter := _MARK.sub("", name)) not in {name, ""}:
        name = shorter
    return name.casefold()


def _other_version(path: Path, first: Path) -> Problem:
    message = text(
        "By its name this is another version of %(first)s; which of the two counts cannot be known. It was not read.",
        first=first.name,
    )
    hint = text("Give only the one that counts, or names of their own to files that are different workbooks.")
    return Problem("error", "two-versions", Place(str(path)), message, hint)
