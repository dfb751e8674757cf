"""Markdown documents (CommonMark and its tables): a template filled in so that no value is ever markup.

HTML documents: the Markdown of a document as a page, so that both always say the same.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from starrating.documents.rendering.page import page
from starrating.documents.rendering.templates import explained, read_template, sandbox, template_file
from starrating.patterns import regex

_ANYWHERE = regex(r"([\\`*_\[\]<>&|~$])")
_AT_START = regex(r"^([#+=>-]|\d+(?=[.)](?:\s|$)))")


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


STYLES = ("page.css", "document.css")
ROLES = ("draft_mark", "signer", "date")
"""Fields whose paragraphs have a place of their own on the page."""

_Env = MutableMapping[str, Any]


def rendered_page(stem: str, language: str, values: Mapping[str, object], folder: Path | None) -> str:
    """Fill in the Markdown template of a document and return it as a page; a wrong template raises `InputError`."""
    source = rendered(stem, language, values, folder)
    return page(str(values["title"]), language, body(source, values), STYLES, folder)


def body(source: str, values: Mapping[str, object]) -> Markup:
    """Turn the Markdown of a document into sections of HTML: the document, and each attachment after a rule.

    HTML in the Markdown is text, and pictures, which would be asked for elsewhere, are links.
    """
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table").disable("image")
    roles = {str(values[name]): name for name in ROLES if values.get(name)}
    made = reader.render(source, {"roles": roles})
    return Markup(f"<article>\n<section>\n{made}</section>\n</article>")  # noqa: S704 [the reader has escaped all text]


class _Renderer(RendererHTML):
    """Writes tokens as HTML whose look is all in the style: a policy that knows its digest allows no other."""

    def hr(self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: _Env) -> str:
        """Begin an attachment."""
        return '</section>\n<section class="attachment">\n'

    def paragraph_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: _Env) -> str:
        """Say what a paragraph is, where it has a place of its own."""
        words = _words(tokens[at + 1])
        if role := _role(tokens, at, words) or env["roles"].get(words):
            tokens[at].attrSet("class", role)
        return self.renderToken(tokens, at, options, env)

    def table_open(self, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: _Env) -> str:
        """Name a table by the heading above it; where it is wider than the screen, it alone can be moved."""
        name = escape(_heading_above(tokens, at))
        return (
            f'<div class="table" role="region" tabindex="0" aria-label="{name}">\n'
            f'<table>\n<caption class="unseen">{name}</caption>\n'
        )

    def table_close(self, _tokens: Sequence[Token], _at: int, _options: OptionsDict, _env: _Env) -> str:
        """End a table and what it can be moved in."""
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: _Env) -> str:
        """Let a head belong to its column."""
        tokens[at].attrSet("scope", "col")
        return self.td_open(tokens, at, options, env)

    def td_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: _Env) -> str:
        """Name the alignment of a cell, which Markdown would have as a style."""
        if align := str(tokens[at].attrs.pop("style", "")).removeprefix("text-align:"):
            tokens[at].attrSet("class", align)
        return self.renderToken(tokens, at, options, env)


def _role(tokens: Sequence[Token], at: int, words: str) -> str:
    """Name a paragraph by what is before it: the label of an attachment, or whom a document is addressed to."""
    before = tokens[at - 1] if at else None
    if before and before.type == "hr":
        return "label"
    under_title = before is not None and (before.type, before.tag) == ("heading_close", "h1")
    return "addressee" if under_title and words.endswith(("：", ":")) else ""


def _heading_above(tokens: Sequence[Token], at: int) -> str:
    """Return the words of the last heading before a token; nothing where there is none."""
    headings = (index for index in range(at - 1, -1, -1) if tokens[index].type == "heading_open")
    return next((_words(tokens[index + 1]) for index in headings), "")


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())
