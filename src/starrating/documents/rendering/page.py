"""HTML pages, one file each: it asks nobody for anything, and a browser that opens it runs nothing but what is ours.

A page is a body in the frame `page.html.j2`, which has its style and, where there is one, its script in it. The content
security policy of the page lets in just these, by their digests: whatever else may have come into it stays dead.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from starrating.documents.rendering.templates import Sandbox, explained, named_file, read_template

FRAME = "page.html.j2"


def page(title: str, language: str, body: Markup, parts: Sequence[str], folder: Path | None) -> str:
    """Put a body into the frame.

    `parts` names its styles (.css) and scripts (.js), files of the built-in templates or of the office's `folder`. A
    wrong frame raises `InputError`.
    """
    style, code = (_joined([name for name in parts if name.endswith(suffix)], folder) for suffix in (".css", ".js"))
    values = {
        "language": language.replace("_", "-"),
        "title": title,
        "policy": policy(style, code),
        **{name: Markup(own) for name, own in (("style", style), ("script", code))},  # noqa: S704 [the office's own files]
        "body": body,
    }
    return filled_in(FRAME, values, folder)


def filled_in(name: str, values: Mapping[str, object], folder: Path | None) -> str:
    """Fill in an HTML template; values are text, and markup only where they are `Markup`."""
    file = named_file(name, folder)
    sandbox = Sandbox(_escaped)
    with explained(file, sandbox, values):
        return sandbox.from_string(read_template(file)).render(values)


def policy(style: str, script: str) -> str:
    """Return the content security policy that lets in this style and this script, and pictures within the page."""
    allowed = {"img": "data:", "style": _digest(style), "script": _digest(script) if script else ""}
    sources = "".join(f"; {kind}-src {source}" for kind, source in allowed.items() if source)
    return f"default-src 'none'{sources}; base-uri 'none'; form-action 'none'"


def _joined(names: Sequence[str], folder: Path | None) -> str:
    return "".join(read_template(named_file(name, folder)) for name in names)


def _digest(words: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()}'"


def _escaped(value: object) -> object:
    return escape(value) if isinstance(value, str) else value
