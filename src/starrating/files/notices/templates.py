"""Templates of documents: where they are, the sandbox they are filled in, and what is said when one is wrong.

An office may change a template; so a template can read the fields of its document and nothing else, and an unknown
field is an error, not an empty word.
"""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from starrating.errors import InputError, Place
from starrating.i18n import ENGLISH, text
from starrating.workspace import builtin

_WRONG = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills in one template; `written` says how a value is written in its format, so that no value is ever markup."""

    def __init__(self, written: Callable[[object], object]) -> None:
        super().__init__(
            undefined=StrictUndefined,
            finalize=written,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.lines: list[str] = []

    def from_string(self, source: object, *rest: object, **options: object) -> Template:
        """Compile a template, and remember its lines for a message about one of them."""
        self.lines = str(source).splitlines()
        return super().from_string(source, *rest, **options)  # type: ignore[arg-type]


def template_file(stem: str, suffix: str, language: str, folder: Path | None) -> Path:
    """Find a template: in the office's folder, else the built-in one. English ones have `.en` before the suffix."""
    name = f"{stem}.en{suffix}" if language == ENGLISH else f"{stem}{suffix}"
    own = folder / name if folder else None
    return own if own and own.is_file() else builtin("templates") / name


@contextmanager
def explained(file: Path, sandbox: Sandbox, fields: Mapping[str, object]) -> Iterator[None]:
    """Turn what a wrong template raises into an `InputError` that names the template, the line and the fields."""
    try:
        yield
    except _WRONG as error:
        line = _line(error)
        said = sandbox.lines[line - 1] if line and line <= len(sandbox.lines) else ""
        raise InputError.because(
            "wrong-template",
            text("The template cannot be filled in: %(error)s, in: %(line)s", error=str(error), line=_words(said)),
            text(
                "Correct the template, or remove it to use the built-in one. Fields: %(fields)s",
                fields=", ".join(fields),
            ),
            Place(str(file), line=line if file.suffix != ".docx" else None),
        ) from error


def _line(error: Exception) -> int | None:
    """Return the line of the template that an error comes from."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return frames[-1].lineno if frames else None


def _words(line: str) -> str:
    """Return what a reader sees of a line of a template, be it Markdown or the XML of a Word document."""
    return re.sub(r"<[^>]+>", "", line).strip()
