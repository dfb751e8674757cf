"""The workspace: a folder with `starrating.toml`, and where things are without one.

The file is found upwards from the current folder, or named by `-C DIR` or `STARRATING_WORKSPACE`. Without one, the
built-in rule set is used and `results/` and `starrating.db` are made in the current folder.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from starrating.errors import CellRef, LineRef, Place, Problem, StarratingError, UsageError
from starrating.i18n import Text, listed, text
from starrating.system_reasons import reason_of
from starrating.text_files import SETTINGS, read_small

FILE = "starrating.toml"
VARIABLE = "STARRATING_WORKSPACE"
DEFAULT_RULES = "star-branches"
_MOST_KEYS = 100
_MOST_DOTS = 100
_MOST_LINES = 500
"""Dots in a line of the settings: a key of thousands of parts takes gigabytes to read."""
RED_HEADS = ("", "space", "printed")
"""What stands at the head of a document that is sent out: nothing, room for a printed head, a head of its own."""


class Office(Struct, frozen=True):
    """What documents say about the sender; None where the office has not said it.

    `hours` is when objections are received, `letters` and `anonymous` are sentences on letters and on those without a
    name. `assessed` and `assessors` are when and by whom branches were assessed. `copies` are those a copy goes to
    (抄送), `issued_by` who prints it (印发). `red_head` is `space` for paper with a printed head, `printed` for a head
    of its own.
    """

    organisation: str | None = None
    committee: str | None = None
    section: str | None = None
    contact: str | None = None
    phone: str | None = None
    address: str | None = None
    postcode: str | None = None
    hours: str | None = None
    letters: str | None = None
    anonymous: str | None = None
    assessed: str | None = None
    assessors: str | None = None
    copies: str | None = None
    issued_by: str | None = None
    red_head: str | None = None


OFFICE_FIELDS: Mapping[str, Text] = {
    "organisation": text("organisation"),
    "committee": text("committee"),
    "section": text("organization section"),
    "contact": text("contact person"),
    "phone": text("contact phone"),
    "address": text("address"),
}
"""What documents say of the sender, and may be left open, by the settings of the workspace."""


class Workspace(Struct, frozen=True):
    """Where things are: the folder, the sender, rules, ledger (a URL), results, the office's templates and calendar."""

    root: Path
    office: Office
    rules: Path
    ledger: str
    results: Path
    templates: Path | None = None
    calendar: Path | None = None
    file: Path | None = None
    notices: tuple[Problem, ...] = ()


def open_workspace(named: Path | None = None, start: Path | None = None) -> Workspace:
    """Find the workspace and read its file; a broken file raises `UsageError` with every problem in it."""
    here = start or Path.cwd()
    asked = named or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if asked is None:
        root = next((folder for folder in (here, *here.parents) if os.path.lexists(folder / FILE)), None)
        return _read(root / FILE) if root else _bare(here)
    if not asked.is_dir():
        raise UsageError.because(
            "no-workspace",
            text("There is no folder %(folder)s.", folder=str(asked)),
            text("Make one with: starrating init %(folder)s", folder=str(asked)),
        )
    return _read(asked / FILE) if os.path.lexists(asked / FILE) else _bare(asked)


def builtin(kind: str) -> Path:
    """Return the folder of the built-in `rules` or `templates`: in the installed package, else in the checkout."""
    package = Path(__file__).parent
    installed = package / "data" / kind
    return installed if installed.is_dir() else package.parents[1] / kind


def builtin_rules(name: str = DEFAULT_RULES) -> Path:
    """Return the file of a built-in rule set."""
    return builtin("rules") / f"{name}.yaml"


def rule_file(root: Path, named: str) -> Path:
    """Find a rule file below a folder; a name is that of a rule set of the library, unless the folder has such a file.

    The file may not exist: then it is where the folder would have it.
    """
    for candidate in (root / named, root / f"{named}.yaml", root / "rules" / f"{named}.yaml"):
        if candidate.is_file():
            return candidate
    return builtin_rules(named) if builtin_rules(named).is_file() else root / named


def _bare(root: Path) -> Workspace:
    return Workspace(root, Office(), builtin_rules(), _ledger_url(root, None), root / "results")


def _read(file: Path) -> Workspace:
    try:
        words, notices = _decoded(read_small(file, SETTINGS), file)
        _refuse_dots(words, file)
        settings = _settings(words, file)
    except OSError as error:
        raise _unreadable(CellRef(str(file)), reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(CellRef(str(file)), text("it is text neither in UTF-8 nor in GB18030")) from error
    if problems := _flaws(file, settings):
        raise UsageError(problems)
    root = file.parent
    office = Office(**{name: settings.get(name) or None for name in Office.__struct_fields__})
    templates, calendar = settings.get("templates"), settings.get("calendar")
    return Workspace(
        root,
        office,
        rule_file(root, settings.get("rules") or DEFAULT_RULES),
        _ledger_url(root, settings.get("ledger")),
        root / (settings.get("results") or "results"),
        root / templates if templates else None,
        root / calendar if calendar else None,
        file,
        notices,
    )


def _refuse_dots(words: str, file: Path) -> None:
    """Refuse a key of very many parts before it is read."""
    for number, line in enumerate(words.splitlines(), start=1):
        if line.count(".") > _MOST_DOTS:
            reason = text("there are more than %(most)s dots in a line", most=_MOST_DOTS)
            raise _unreadable(LineRef(str(file), number), reason)


def _settings(words: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(words)
    except (ValueError, RecursionError) as error:  # not TOML, a number of 5,000 digits, lists in lists
        reason = text('this is no setting as one is written: name = "value"')
        line = _faulty_line(words)
        raise _unreadable(LineRef(str(file), line) if line else CellRef(str(file)), reason) from error


def _faulty_line(words: str) -> int | None:
    """Return the line where the settings can be read no further; the library says it in words of its own language.

    In more lines than an office writes it is not looked for: each try reads all lines before.
    """
    lines = words.splitlines(keepends=True)
    if len(lines) > _MOST_LINES:
        return None
    for end in range(len(lines) - 1, 0, -1):
        with suppress(ValueError, RecursionError):
            tomllib.loads("".join(lines[:end]))
            return end + 1
    return 1


def _unreadable(place: Place, reason: Text | str) -> StarratingError:
    return UsageError.because(
        "broken-workspace-file",
        text("The workspace file cannot be read: %(error)s", error=reason),
        text("Save it as UTF-8 text and correct the line named, or make a new one with: starrating init"),
        place,
    )


def _decoded(content: bytes, file: Path) -> tuple[str, tuple[Problem, ...]]:
    """Read text as UTF-8, else as Chinese editors of old save it, with a notice."""
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        words = content.decode("gb18030")
    message = text("The settings are not UTF-8; they were read as GB18030.")
    return words, (Problem("notice", "not-utf-8", CellRef(str(file)), message, text("Save the file as UTF-8.")),)


def _flaws(file: Path, settings: dict[str, object]) -> list[Problem]:
    known = [*Office.__struct_fields__, "rules", "ledger", "results", "templates", "calendar"]
    if len(settings) > _MOST_KEYS:
        message = text("There are %(number)s keys; at most %(most)s are read.", number=len(settings), most=_MOST_KEYS)
        return [_flaw(file, "too-many-keys", message, text("Known keys: %(known)s", known=listed(known)))]
    problems = []
    for key, value in settings.items():
        if key not in known:
            problems.append(_flaw(file, "unknown-key", text("Unknown key: %(key)s", key=key), _likely(key, known)))
        elif key == "red_head" and value not in RED_HEADS:
            message = text("red_head cannot be %(value)s.", value=str(value))
            hint = text("Known: %(known)s", known=listed(RED_HEADS))
            problems.append(_flaw(file, "wrong-value", message, hint))
        elif not isinstance(value, str):
            message = text("The value of %(key)s is not text.", key=key)
            problems.append(_flaw(file, "not-text", message, text("Put it between double quotes.")))
        elif "\0" in value:
            message = text("The value of %(key)s has a character that no text has (U+0000).", key=key)
            problems.append(_flaw(file, "not-text", message, text("Type the value again.")))
    return problems


def _flaw(file: Path, code: str, message: Text, hint: Text) -> Problem:
    return Problem("error", code, CellRef(str(file)), message, hint)


def _likely(key: str, known: list[str]) -> Text:
    likely = difflib.get_close_matches(key, known, n=1)
    if likely:
        return text("Did you mean %(likely)s?", likely=likely[0])
    return text("Known keys: %(known)s", known=listed(known))


def _ledger_url(root: Path, named: str | None) -> str:
    if named and "://" in named:
        return named
    file = Path(os.path.realpath(root / (named or "starrating.db")))  # (`resolve` raises where links go in a circle)
    return f"sqlite:///{file.as_posix()}"
