"""The inbox of a workspace: the workbooks that were dropped, by period, under names that are ours.

A name that came with a file is never a path. What is left of it are letters, digits and a few signs, so that people
find their workbook again in the messages.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from starlette.datastructures import UploadFile

from starrating.atomic import replacing
from starrating.errors import CellRef, UsageError
from starrating.i18n import listed, text
from starrating.model import Period
from starrating.patterns import regex

FOLDER = "inbox"
BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
RULE_FILES = (".yaml", ".yml")
Use = Literal["scores", "incidents"]
_ELSEWHERE = regex(r"[^\w\-（）()《》〔〕·+ ]+")
_DEVICES = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE | re.ASCII)
_OUR_FOLDERS = regex(r"\binbox[/\\][^/\\!]+[/\\](?:incidents[/\\])?")
_LONGEST = 60


def own_name(name: str, suffixes: Iterable[str]) -> str:
    r"""Return the name under which a file is kept: 2013H1.xlsx from C:\fakepath\2013H1.xlsx.

    One whose suffix is not among `suffixes` raises `UsageError`.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, suffix = last.rpartition(".")
    if f".{suffix.lower()}" not in suffixes or not dot:
        message = text("“%(name)s” is no file that can be read here.", name=last[:_LONGEST] or "?")
        raise UsageError.because(
            "wrong-file", message, text("Files of these kinds are: %(kinds)s", kinds=listed(suffixes))
        )
    kept = _ELSEWHERE.sub("_", stem).strip(" ._")[:_LONGEST].strip() or "workbook"
    return f"{'_' if _DEVICES.fullmatch(kept) else ''}{kept}.{suffix.lower()}"


def as_dropped(place: str) -> str:
    """Return a recorded place as whoever dropped the workbook knows it: 2013H1.xlsx!考核评分!C7, and no folder."""
    return _OUR_FOLDERS.sub("", place)


def folder_of(root: Path, period: Period, use: Use) -> Path:
    """Return where the workbooks of a period are kept: those of scores at once, those of incidents below them."""
    folder = root / FOLDER / str(period)
    return folder if use == "scores" else folder / "incidents"


def books(root: Path, period: Period, use: Use) -> tuple[Path, ...]:
    """Return the workbooks of a period that were dropped, by name, as seen from the folder that the desk works in."""
    folder, here = folder_of(root, period, use), Path.cwd()
    found = sorted(path for path in folder.glob("[!.~]*") if path.is_file() and path.suffix in BOOKS)
    return tuple(path.relative_to(here) if path.is_relative_to(here) else path for path in found)


def marked_folder(root: Path, period: Period) -> Path:
    """Return where the marked copies of the workbooks of a period are put."""
    return root / FOLDER / str(period) / "marked"


def put(root: Path, period: Period, use: Use, files: Iterable[UploadFile]) -> list[str]:
    """Keep workbooks of a period; one of the same name is replaced. None is kept if one of them cannot be."""
    named = [(own_name(upload.filename or "", BOOKS), upload) for upload in files]
    for name, file in named:
        _keep(folder_of(root, period, use) / name, file)
    return [name for name, _ in named]


def put_rules(root: Path, file: UploadFile) -> Path:
    """Keep a rule file."""
    path = root / FOLDER / "rules" / own_name(file.filename or "", RULE_FILES)
    _keep(path, file)
    return path


def take_away(root: Path, period: Period, key: str) -> None:
    """Take a workbook out again; one that is not there is away already."""
    for use in ("scores", "incidents"):
        for book in books(root, period, use):
            if f"{use}/{book.name}" == key:
                book.unlink(missing_ok=True)


def _keep(path: Path, file: UploadFile) -> None:
    file.file.seek(0)
    with replacing(path) as draft, draft.open("wb") as target:
        shutil.copyfileobj(file.file, target)


def no_books(period: Period) -> UsageError:
    """Refuse to look at a period for which nothing was dropped."""
    message = text("No score workbook of %(period)s is here yet.", period=str(period))
    hint = text("Drop it above, or download the blank one and fill it in.")
    error = UsageError.because("no-workbook", message, hint, CellRef(str(period)))
    assert isinstance(error, UsageError)
    return error
