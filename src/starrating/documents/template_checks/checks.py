"""Are the templates of an office fit? They are filled in with made-up documents, and nothing is written."""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from starrating.errors import InputError, Place, Problem
from starrating.files.documents import EVERY_KIND, FILLED, FORMS, Document, Kind
from starrating.files.notices.templates import template_file, template_name
from starrating.i18n import CHINESE, ENGLISH, text
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


def _file(kind: Kind, suffix: str, rules: RuleSet, templates: Path | None) -> Path:
    return template_file(kind.stem, suffix, rules.language, templates)


def _errors(kind: Kind, rules: RuleSet, office: Office, templates: Path | None) -> Iterator[Problem]:
    """Yield why templates of a kind cannot be filled in, each thing once."""
    told = set()
    for document in kind.samples(rules, office):
        for suffix in kind.templates:
            for problem in _refusals(FILLED[suffix], document, templates):
                said = (str(problem.place), str(problem.message))
                if said not in told:
                    told.add(said)
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
        yield Problem("warning", "no-template-folder", Place(str(templates)), message)
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
            yield Problem("warning", "unused-template", Place(str(file)), message, hint)


def _of_layout(files: Sequence[Path], official: Sequence[Path]) -> Iterator[Problem]:
    """Yield where the official ones of Word templates depart from the standard, and the fonts that are not there."""
    from docx import Document as opened  # noqa: N813, PLC0415 (lxml takes time, and a document here is something else)

    from starrating.files.notices.checks.effective import chinese_fonts  # noqa: PLC0415 (as above)
    from starrating.files.notices.checks.fonts import missing_fonts  # noqa: PLC0415 (as above)
    from starrating.files.notices.checks.layout import deviations  # noqa: PLC0415 (as above)

    fonts: set[str] = set()
    for file in files:
        template = opened(str(file))
        fonts |= chinese_fonts(template)
        hint = text("Correct it in Word; or let it be, if your office wants it so.")
        for message in deviations(template) if file in official else ():
            yield Problem("warning", "layout-deviation", Place(str(file)), message, hint)
    if missing := missing_fonts(frozenset(fonts)):
        message = text("Fonts of the templates that this machine does not have: %(fonts)s.", fonts=", ".join(missing))
        hint = text("Word shows others in their place. Install them where the documents are printed.")
        yield Problem("notice", "missing-font", None, message, hint)
