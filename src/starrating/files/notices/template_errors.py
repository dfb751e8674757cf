"""What is said when a template is wrong: the template, the line, and the fields that it may use."""

import re
import traceback
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables

from starrating.errors import InputError, Place, Problem
from starrating.files.notices.templates import Sandbox, UnknownFieldError
from starrating.i18n import Text, text

_WRONG = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@contextmanager
def explained(file: Path, sandbox: Sandbox, known: Mapping[str, object]) -> Iterator[None]:
    """Turn what a wrong template raises into an `InputError`; all unknown fields of the template are told at once."""
    sandbox.budget.begin()
    try:
        yield
    except _WRONG as error:
        found = _Report(file, sandbox.source, known)
        problems = {str(each.message): each for each in (found.of(error), *found.unknown_fields(sandbox))}
        raise InputError(list(problems.values())) from error


class _Report:
    """Says what is wrong with a part of a template."""

    def __init__(self, file: Path, source: str, known: Mapping[str, object]) -> None:
        self.file, self.lines, self.known = file, source.splitlines(), known

    def of(self, error: Exception) -> Problem:
        """Say what ended the filling in."""
        line = _line(error)
        if isinstance(error, UnknownFieldError):
            return self._unknown(error.name, _fields(error.owner) or self.known, line)
        if isinstance(error, SecurityError):
            message = text("The template may not do this: %(error)s.", error=_said(error))
            hint = text(
                "A template can read the fields of its document and nothing else: %(fields)s", fields=self._listed()
            )
            return self._problem("unsafe-template", message, hint, line)
        message = text("The template cannot be filled in: %(error)s.", error=_said(error))
        hint = text(
            "Correct the template, or remove it to use the built-in one. Fields: %(fields)s", fields=self._listed()
        )
        return self._problem("wrong-template", message, hint, line)

    def unknown_fields(self, sandbox: Sandbox) -> Iterator[Problem]:
        """Say which fields of the document the template asks for in vain."""
        try:
            tree = sandbox.parse("\n".join(self.lines))
            unknown = find_undeclared_variables(tree) - set(self.known) - set(sandbox.globals)
        except TemplateSyntaxError:  # an unknown filter is one, too
            return
        for name in tree.find_all(nodes.Name):
            if name.name in unknown and name.ctx == "load":
                yield self._unknown(name.name, self.known, name.lineno)

    def _unknown(self, name: str, known: Collection[str], line: int | None) -> Problem:
        message = text("There is no field %(name)s.", name=name)
        listed = ", ".join(known)
        likely = get_close_matches(name, known, n=1)
        hint = (
            text("Did you mean %(likely)s? Fields: %(fields)s", likely=likely[0], fields=listed)
            if likely
            else text("Fields: %(fields)s", fields=listed)
        )
        return self._problem("unknown-field", message, hint, line)

    def _problem(self, code: str, message: Text, hint: Text, line: int | None) -> Problem:
        """Show the words of the line; the lines of a Word document have no number that its reader could count."""
        words = _words(self.lines[line - 1]) if line and line <= len(self.lines) else ""
        said = text("%(message)s In: %(line)s", message=message, line=words) if words else message
        return Problem("error", code, Place(str(self.file), line=None if _is_word(self.file) else line), said, hint)

    def _listed(self) -> str:
        return ", ".join(self.known)


def _fields(owner: object) -> tuple[str, ...]:
    return tuple(field.name for field in fields(owner)) if is_dataclass(owner) else ()


def _line(error: Exception) -> int | None:
    """Return the line of the template that an error comes from."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return frames[-1].lineno if frames else None


def _said(error: Exception) -> str:
    return str(error).rstrip(".")


def _words(line: str) -> str:
    """Return what a reader sees of a line of a template, be it Markdown or the XML of a Word document."""
    return re.sub(r"<[^>]+>", "", line).strip()


def _is_word(file: Path) -> bool:
    return file.suffix == ".docx"
