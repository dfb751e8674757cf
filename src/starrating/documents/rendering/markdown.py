"""Markdown documents (CommonMark and its tables): a template filled in so that no value is ever markup."""

import re
from collections.abc import Mapping
from pathlib import Path

from starrating.files.notices.template_errors import explained
from starrating.files.notices.templates import read_template, sandbox, template_file

_ANYWHERE = re.compile(r"([\\`*_\[\]<>&|~$])")
_AT_START = re.compile(r"^([#+=>-]|\d+(?=[.)](?:\s|$)))")


def rendered(stem: str, language: str, values: Mapping[str, object], folder: Path | None) -> str:
    """Fill in the Markdown template of a document; a wrong template raises `InputError`."""
    file = template_file(stem, ".md.j2", language, folder)
    shared = sandbox(escaped)
    with explained(file, shared, values):
        return shared.from_string(read_template(file)).render(values)


def escaped(value: object) -> object:
    """Put a backslash before everything in a text that Markdown could take for markup."""
    if not isinstance(value, str):
        return value
    safe = _ANYWHERE.sub(r"\\\1", value)
    return _AT_START.sub(_escaped_start, safe)


def _escaped_start(match: re.Match[str]) -> str:
    """Escape a mark itself, and a number that would begin a list by the dot after it."""
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"
