"""Are the templates of an office fit? They are filled in with made-up documents, and nothing is written.

Which fonts the machine has, as far as that can be known.
"""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import docx

from starrating.documents.context import Document, DocumentMaker
from starrating.documents.gb9704 import names_of
from starrating.documents.kinds.forms import FORMS
from starrating.documents.output import EVERY_KIND, FILLED
from starrating.documents.rendering.templates import template_file, template_name
from starrating.documents.template_checks.layout import chinese_fonts, deviations
from starrating.errors import CellRef, InputError, Problem
from starrating.i18n import CHINESE, ENGLISH, listed, text
from starrating.ruleset import RuleSet
from starrating.workspace import Office

Fill = Callable[[Document, Path | None], object]


def template_files(rules: RuleSet, templates: Path | None) -> tuple[Path, ...]:
    """Return the templates that documents of a rule set are made of, the office's own before the built-in ones."""
    return tuple(_file(kind, suffix, rules, templates) for kind in EVERY_KIND.values() for suffix in kind.templates)


def check_templates(rules: RuleSet, office: Office, templates: Path | None) -> tuple[Problem, ...]:
    """Return what is wrong with the templates of every kind in every format.

    Each is filled in with all that its documents can say and with as little as they can, so that both sides of a
    condition are seen. If that can be done, the Word templates are looked at too, in Chinese against the standard,
    which is not about forms.
    """
    unused = _unused(templates) if templates else ()
    errors = [problem for kind in EVERY_KIND.values() for problem in _errors(kind, rules, office, templates)]
    files = [file for file in template_files(rules, templates) if file.suffix == ".docx"]
    forms = {template_name(kind.stem, ".docx", rules.language) for kind in FORMS.values()}
    official = [file for file in files if rules.language == CHINESE and file.name not in forms]
    return (*(errors or _of_layout(files, official)), *unused)


def _file(kind: DocumentMaker, suffix: str, rules: RuleSet, templates: Path | None) -> Path:
    return template_file(kind.stem, suffix, rules.language, templates)


def _errors(kind: DocumentMaker, rules: RuleSet, office: Office, templates: Path | None) -> Iterator[Problem]:
    """Yield why templates of a kind cannot be filled in, each thing once.

    One that does what none may is not tried again: it may have taken all the time that it gets. The built-in ones are
    tried with the first and the last sample: how they attach their lists is no question of the office's.
    """
    told, unsafe = set(), set()
    samples = tuple(kind.samples(rules, office))
    for number, document in enumerate(samples, start=1):
        for suffix in kind.templates:
            own = templates is not None and _file(kind, suffix, rules, templates).parent == templates
            if suffix in unsafe or not (own or number in {1, len(samples)}):
                continue
            for problem in _refusals(FILLED[suffix], document, templates):
                if problem.code == "unsafe-template":
                    unsafe.add(suffix)
                problem_words = (str(problem.place), str(problem.message))
                if problem_words not in told:
                    told.add(problem_words)
                    yield problem


def _refusals(fill: Fill, document: Document, templates: Path | None) -> tuple[Problem, ...]:
    try:
        fill(document, templates)
    except InputError as error:
        return error.problems
    return ()


def _unused(templates: Path) -> Iterator[Problem]:
    """Yield the files of the office that are no template of a document: a name that is written wrong goes unnoticed."""
    if not templates.is_dir():
        message = text("There is no such folder; the built-in templates are used.")
        yield Problem("warning", "no-template-folder", CellRef(str(templates)), message)
        return
    known = {
        template_name(kind.stem, suffix, language)
        for kind in EVERY_KIND.values()
        for suffix in kind.templates
        for language in (CHINESE, ENGLISH)
    }
    for file in sorted(templates.iterdir()):
        if file.name.endswith(tuple(FILLED)) and not file.name.startswith(("~$", ".")) and file.name not in known:
            likely = get_close_matches(file.name, known, n=1)
            message = text("No document is made of this template.")
            hint = text("Did you mean %(likely)s?", likely=likely[0]) if likely else None
            yield Problem("warning", "unused-template", CellRef(str(file)), message, hint)


def _of_layout(files: Sequence[Path], official: Sequence[Path]) -> Iterator[Problem]:
    """Yield where the official ones of Word templates depart from the standard, and the fonts that are not there."""
    fonts: set[str] = set()
    for file in files:
        template = docx.Document(str(file))
        fonts |= chinese_fonts(template)
        hint = text("Correct it in Word; or let it be, if your office wants it so.")
        for message in deviations(template) if file in official else ():
            yield Problem("warning", "layout-deviation", CellRef(str(file)), message, hint)
    if missing := missing_fonts(frozenset(fonts)):
        message = text("Fonts of the templates that this machine does not have: %(fonts)s.", fonts=listed(missing))
        hint = text("Word shows others in their place. Install them where the documents are printed.")
        yield Problem("notice", "missing-font", None, message, hint)


_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"


def missing_fonts(wanted: frozenset[str]) -> tuple[str, ...]:
    """Return which of the fonts are not installed under any of their names; nothing where that cannot be known."""
    there = installed()
    if there is None:
        return ()
    return tuple(sorted(name for name in wanted if not there & {other.casefold() for other in names_of(name)}))


@cache
def installed() -> frozenset[str] | None:
    """Return the names of the installed fonts, without case; None where the system does not say."""
    names = _of_windows() if sys.platform == "win32" else _of_fontconfig()
    return frozenset(name.strip().casefold() for name in names) if names else None


def stand_ins(document: bytes) -> dict[str, str]:
    """Return the fonts of a Word document that are not installed, each with the one that stands in for it."""
    fonts = chinese_fonts(docx.Document(io.BytesIO(document)))
    return {name: stand_in(name) for name in missing_fonts(fonts)}


def stand_in(font: str) -> str:
    """Return the font that the system shows in place of one, empty where it does not say."""
    answer = _asked("fc-match", "--format=%{family[0]}", f"{font}:lang=zh-cn")
    return answer.partition(",")[0].strip()


def _of_fontconfig() -> list[str]:
    return _asked("fc-list", ":", "family").replace(",", "\n").replace("\\", "").splitlines()


def _asked(name: str, *words: str) -> str:
    """Ask a program of fontconfig; nothing where there is none."""
    program = shutil.which(name)
    if program is None:
        return ""
    try:
        answer = subprocess.run([program, *words], check=True, capture_output=True, timeout=20).stdout  # noqa: S603 (the name of a font is one word of its own)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.decode("utf-8", "replace")


def _of_windows() -> list[str]:
    """Read the names as the registry lists them: `SimSun & NSimSun (TrueType)`."""
    import winreg  # noqa: PLC0415 (there is none elsewhere)

    found: list[str] = []
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):  # type: ignore[attr-defined,unused-ignore]
        try:
            with winreg.OpenKey(root, _KEY) as key:  # type: ignore[attr-defined,unused-ignore]
                values = winreg.QueryInfoKey(key)[1]  # type: ignore[attr-defined,unused-ignore]
                found += [winreg.EnumValue(key, index)[0] for index in range(values)]  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            continue
    return [name for entry in found for name in entry.partition(" (")[0].split(" & ")]
