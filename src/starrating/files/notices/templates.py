"""Templates of documents: where they are, and the sandbox they are filled in.

An office may change a template; so a template can read the fields of its document and nothing else, and an unknown
field is an error, not an empty word.
"""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from jinja2 import StrictUndefined, UndefinedError
from jinja2.environment import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from starrating.errors import InputError, Place
from starrating.i18n import ENGLISH, text
from starrating.workspace import builtin

_DATA = frozenset({str, int, bool, tuple})


class UnknownFieldError(UndefinedError):
    """A template asks for `name`, which its `owner` does not have: a value, or None for the document itself."""

    def __init__(self, owner: object, name: str, message: str) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class _Unknown(StrictUndefined):
    """A field that is not there; whoever uses it learns which, and of what."""

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: Callable[[str], Exception] = UndefinedError,
    ) -> None:
        raised = (
            partial(UnknownFieldError, None if obj is missing else obj, name or "") if exc is UndefinedError else exc
        )
        super().__init__(hint, obj, name, raised)  # type: ignore[arg-type]  # (it is only called, with a message)


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills in templates; `written` says how a value is written in their format, so that no value is ever markup."""

    def __init__(self, written: Callable[[object], object]) -> None:
        super().__init__(
            undefined=_Unknown,
            finalize=written,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.source = ""
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: object, *rest: object, **options: object) -> Template:
        """Compile a template, or a part of one, once, and remember it for a message about one of its lines."""
        self.source = str(source)
        if self.source not in self._compiled:
            self._compiled[self.source] = super().from_string(source, *rest, **options)  # type: ignore[arg-type]
        return self._compiled[self.source]

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may read an attribute; what is plain data with a plain name leads nowhere else."""
        plain = type(value) in _DATA and not attr.startswith("_")
        return plain or super().is_safe_attribute(obj, attr, value)


@cache
def sandbox(written: Callable[[object], object]) -> Sandbox:
    """Return the sandbox of a format, one for all documents: a page is made of what Markdown has compiled."""
    return Sandbox(written)


def template_name(stem: str, suffix: str, language: str) -> str:
    """Name the file of a template: `notice.docx`, in English `notice.en.docx`."""
    return f"{stem}.en{suffix}" if language == ENGLISH else f"{stem}{suffix}"


def template_file(stem: str, suffix: str, language: str, folder: Path | None) -> Path:
    """Find a template: in the office's folder, else the built-in one."""
    return named_file(template_name(stem, suffix, language), folder)


def named_file(name: str, folder: Path | None) -> Path:
    """Find a file that templates are made of, in either language: in the office's folder, else the built-in one."""
    own = folder / name if folder else None
    return own if own and own.is_file() else builtin("templates") / name


def read_template(file: Path) -> str:
    """Read a template that is text; `InputError` if it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError.because(
            "wrong-template", text("The template is not UTF-8 text."), text("Save it as UTF-8."), Place(str(file))
        ) from error
