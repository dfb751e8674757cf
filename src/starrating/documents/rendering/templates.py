"""Templates of documents: where they are, and the sandbox they are filled in.

An office may change a template; so a template can read the fields of its document and nothing else, and an unknown
field is an error, not an empty word.

What is said when a template is wrong: the template, the line, and the fields that it may use.
"""

import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path
from types import BuiltinMethodType, MethodType

from jinja2 import (
    DictLoader,
    StrictUndefined,
    TemplateAssertionError,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.meta import find_undeclared_variables
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from msgspec import Struct

from starrating.documents.template_budget import (
    COSTLY_GLOBALS,
    COSTLY_METHODS,
    FILTERS,
    Budget,
    NotAllowedError,
    counted,
)
from starrating.errors import CellRef, InputError, LineRef, Problem, StarratingError
from starrating.i18n import ENGLISH, Text, listed, text
from starrating.patterns import regex
from starrating.system_reasons import reason_of
from starrating.text_files import TEMPLATE, read_small
from starrating.workspace import builtin

_LEFTOVER = regex(r"｛[｛%][^<｝]*|[｝%]｝|MERGEFIELD[^<\"]*|«[^<»]{0,40}»|\{%[-+prtc]{0,3}\s*raw\s*[-+]?%\}")
"""｛｛ title ｝｝ as a Chinese keyboard types it, the instruction of a field that Word would merge,

«党支部» as that field is shown and copied, and {% raw %}, behind which {{ title }} is printed as it stands.
"""
_ENDS, _BEFORE = ("｝｝", "%｝"), 40
"""Where the end alone is left, so many characters before it are shown; to look for them would take long."""
_DATA = frozenset({str, int, bool, tuple})


class UnknownFieldError(UndefinedError):
    """A template asks for `name`, which its `owner` does not have: a value, or None for the document itself."""

    def __init__(self, owner: object, name: object, message: str) -> None:
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
    """Fills in templates, within a budget.

    `written` says how a value is written in their format, so that no value is ever markup.
    """

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, written: Callable[[object], object]) -> None:
        budget = self.budget = Budget()
        super().__init__(
            loader=DictLoader({}),
            undefined=_Unknown,
            finalize=lambda value: budget.joined(written(budget.sized(value))),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.source = ""
        self.filters = {name: does for name, does in self.filters.items() if name in FILTERS} | {
            "join": self._join,
            "counted_steps": budget.steps,
            "counted_step": budget.step,
            "counted_text": budget.joined,
            "counted_input": budget.sized,
        }
        self.globals["range"] = budget.range
        for name in COSTLY_GLOBALS:
            self.globals.pop(name, None)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: object, *rest: object, **options: object) -> Template:
        """Compile a template, or a part of one, once, and remember it for a message about one of its lines."""
        self.source = str(source)
        if self.source not in self._compiled:
            self._compiled[self.source] = super().from_string(source, *rest, **options)  # type: ignore[arg-type]
        return self._compiled[self.source]

    def _join(self, things: Iterable[object], between: str = "", attribute: str | int | None = None) -> str:
        read = make_attrgetter(self, attribute)
        return self.budget.join(things if attribute is None else map(read, things), str(between))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return counted(super()._parse(source, name, filename), self)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Do an operation that may make much out of little, within the budget."""
        self.budget.refuse_power(operator, left, right)
        return self.budget.joined(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: object) -> Callable[..., str] | None:
        """Refuse the `format` of texts, which makes any width."""
        if isinstance(value, MethodType | BuiltinMethodType) and value.__name__ in {"format", "format_map"}:
            raise NotAllowedError(text("it formats texts by %(way)s", way=value.__name__))
        return None

    def unsafe_undefined(self, obj: object, attribute: str) -> Undefined:
        """Refuse an attribute that no template may read, once it is used."""
        refused = NotAllowedError(text("it reads %(name)s, which is no field", name=attribute))
        return _Unknown(None, obj, attribute, lambda _: refused)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may read an attribute; what is plain data with a plain name leads nowhere else."""
        if attr in COSTLY_METHODS and isinstance(obj, str):
            return False
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
    """Read a template that is text; `InputError` if it is not UTF-8, too large, or has leftovers of placeholders."""
    try:
        source = read_small(file, TEMPLATE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError.because(
            "wrong-template", text("The template is not UTF-8 text."), text("Save it as UTF-8."), CellRef(str(file))
        ) from error
    except OSError as error:
        raise unreadable_template(file, error) from error
    refuse_leftovers(file, source)
    return source


def unreadable_template(file: Path, error: OSError) -> StarratingError:
    """Refuse a template that cannot be read, or is larger than any template."""
    message = text("The template cannot be read: %(error)s.", error=reason_of(error))
    hint = text("Correct the template, or remove it to use the built-in one.")
    return InputError.because("wrong-template", message, hint, CellRef(str(file)))


def refuse_leftovers(file: Path, source: str) -> None:
    """Refuse what would be printed as it stands: full-width braces, fields of Word's own mail merge, raw text."""
    if found := _LEFTOVER.search(source):
        start = found.start() - (_BEFORE if found[0] in _ENDS else 0)
        placeholder = re.split("[<>]", source[max(start, 0) : found.end()])[-1].strip()
        message = text("A placeholder is left that nothing fills in: %(placeholder)s", placeholder=placeholder)
        hint = text(
            "Write fields between ASCII braces, such as {{ title }}; fields of Word's mail merge, and what stands "
            "behind {%% raw %%}, are not filled in."
        )
        raise InputError.because("template-leftover", message, hint, CellRef(str(file)))


_WRONG = (TemplateError, ArithmeticError, AttributeError, LookupError, NameError, RuntimeError, TypeError, ValueError)


@contextmanager
def explained(file: Path, sandbox: Sandbox, known: Mapping[str, object]) -> Iterator[None]:
    """Turn what a wrong template raises into an `InputError`; all unknown fields of the template are told at once."""
    sandbox.budget.begin()
    try:
        yield
    except _WRONG as error:
        found = _Report(file, sandbox.source, known)
        problems = {str(problem.message): problem for problem in (found.of(error), *found.unknown_fields(sandbox))}
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
            reason = error.reason if isinstance(error, NotAllowedError) else text("it calls what no template may")
            message = text("The template may not do this: %(error)s.", error=reason)
            hint = text(
                "A template can read the fields of its document and nothing else: %(fields)s", fields=listed(self.known)
            )
            return self._problem("unsafe-template", message, hint, line)
        message = text("The template cannot be filled in: %(error)s.", error=_why(error))
        hint = text(
            "Correct the template, or remove it to use the built-in one. Fields: %(fields)s", fields=listed(self.known)
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

    def _unknown(self, name: object, known: Collection[str], line: int | None) -> Problem:
        if not isinstance(name, str):
            number = text("There is no entry %(name)s.", name=name) if isinstance(name, int) else None
            return self._problem("unknown-field", number or text("There is no such entry."), None, line)
        message = text("There is no field %(name)s.", name=name)
        likely = get_close_matches(name, known, n=1)
        hint = (
            text("Did you mean %(likely)s? Fields: %(fields)s", likely=likely[0], fields=listed(known))
            if likely
            else text("Fields: %(fields)s", fields=listed(known))
        )
        return self._problem("unknown-field", message, hint, line)

    def _problem(self, code: str, message: Text, hint: Text | None, line: int | None) -> Problem:
        """Show the words of the line; the lines of a Word document have no number that its reader could count."""
        words = _words(self.lines[line - 1]) if line and line <= len(self.lines) else ""
        sentence = text("%(message)s In: %(line)s", message=message, line=words) if words else message
        file = str(self.file)
        place = CellRef(file) if line is None or _is_word(self.file) else LineRef(file, line)
        return Problem("error", code, place, sentence, hint)


def _fields(owner: object) -> tuple[str, ...]:
    return owner.__struct_fields__ if isinstance(owner, Struct) else ()


def _line(error: Exception) -> int | None:
    """Return the line of the template that an error comes from."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return frames[-1].lineno if frames else None


def _why(error: Exception) -> Text:
    """Say in our words why a template cannot be filled in: those of Jinja and Python are English."""
    if isinstance(error, TemplateAssertionError) and (name := re.search("'([^']+)'", str(error))):
        return text("there is no filter, test or block %(name)s", name=name[1])
    if isinstance(error, TemplateSyntaxError) and "end of template" in str(error):
        return text("a block is opened and not closed")
    for kind, reason in _WHY:
        if isinstance(error, kind):
            return reason
    return text("the values do not allow this")


_WHY: tuple[tuple[type[Exception], Text], ...] = (
    (RecursionError, text("it calls itself without end")),
    (ArithmeticError, text("this cannot be calculated")),
    (TemplateNotFound, text("it asks for another template, and can have none")),
    (TemplateSyntaxError, text("this is no way to write a template")),
)
"""The first kind that fits counts."""


def _words(line: str) -> str:
    """Return what a reader sees of a line of a template, be it Markdown or the XML of a Word document."""
    return re.sub(r"<[^>]+>", "", line).strip()


def _is_word(file: Path) -> bool:
    return file.suffix == ".docx"
