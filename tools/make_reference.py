"""Make docs/rules.md, the reference of the rule language: python tools/make_reference.py.

Every key comes from the models, with its meaning, type and default; its example is a line of a shipped rule set. What
is no matter of one key stands in rule_reference/page.md; which keys serve which kind of rule, in its kinds.yaml.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rule_reference.chapters import Chapter, Key, chapter_of, chapters, condition_chapters, row_chapters
from rule_reference.type_words import default_words, type_words
from rule_reference.uses import Use, uses

from starrating.ruleset import Section

ROOT = Path(__file__).parents[1]
PARTS = Path(__file__).parent / "rule_reference"
FILE = ROOT / "docs" / "rules.md"
PLAN = ROOT / "rules" / "star-branches.yaml"


def reference() -> str:
    """Return the text of docs/rules.md."""
    page = (PARTS / "page.md").read_text(encoding="utf-8")
    for mark, part in (
        ("keys", _keys(chapters())),
        ("conditions", _keys(condition_chapters())),
        ("row-conditions", _keys(row_chapters())),
        ("kinds", _kinds_table()),
    ):
        page = page.replace(f"<!-- {mark} -->", part)
    return page.replace("<!-- contents -->", _contents(page))


def kinds() -> dict[str, dict[str, Any]]:
    """Return the kinds of rules by code: what each `is`, and the `keys` that say it, as `section: key`."""
    return _listed("kinds")


def example(chapter: Chapter, key: Key) -> str | None:
    """Return a line of a shipped rule set that has the key; else one that was written for it, if there is one."""
    return _uses().get((chapter.model, key.name)) or _listed("literals").get(f"{chapter.name}: {key.name}")


def slug(heading: str) -> str:
    """Return the anchor that a heading gets on GitHub."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _contents(page: str) -> str:
    headings = re.findall(r"^(##+) (.*)$", page, re.MULTILINE)
    return "\n".join(f"{'  ' * (len(marks) - 2)}- [{heading}](#{slug(heading)})" for marks, heading in headings)


def _keys(told: tuple[Chapter, ...]) -> str:
    return "\n\n".join("\n\n".join(_chapter(chapter)) for chapter in told)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"### {_heading(chapter)}"
    yield from chapter.text
    if chapter.shared:
        yield f"Beside its own keys it has those of {_link(chapter.shared.model)}."
    rows = [_row(chapter, key) for key in chapter.keys]
    yield "\n".join(("| key | meaning | type | default | kinds | example |", "|---|---|---|---|---|---|", *rows))


def _row(chapter: Chapter, key: Key) -> str:
    written = example(chapter, key)
    cells = (
        f"`{key.name}`",
        chapter.meaning(key),
        type_words(key, _link),
        default_words(key.field),
        ", ".join(_kinds_of(f"{chapter.name}: {key.name}")),
        f"`{written}`" if written else "",
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _heading(chapter: Chapter) -> str:
    """Write the name as a heading: a path in backticks, else the word that is typed."""
    words, _, kind = chapter.name.rpartition(" ")
    if not words:
        return f"`{kind}`"
    return f"`{words}` {kind}" if "[]" in words else f"{words} `{kind}`" if kind != "file" else "The file"


def _link(model: type[Section]) -> str:
    chapter = chapter_of(model)
    return f"[{_heading(chapter)}](#{slug(_heading(chapter))})"


def _kinds_of(key: str) -> Iterator[str]:
    return (code for code, kind in kinds().items() if key in kind["keys"])


def _kinds_table() -> str:
    by_name = {chapter.name: chapter for chapter in (*chapters(), *condition_chapters(), *row_chapters())}
    rows = []
    for code, kind in kinds().items():
        named = (key.partition(": ") for key in kind["keys"])
        keys = ", ".join(f"{_link(by_name[chapter].model)} · `{key}`" for chapter, _, key in named)
        rows.append(f"| {code} | {kind['is']} | {keys} |")
    return "\n".join(("| code | kind | keys |", "|---|---|---|", *rows))


@cache
def _uses() -> Mapping[Use, str]:
    others = sorted(file for folder in ("rules", "docs/examples") for file in (ROOT / folder).glob("*.yaml"))
    return uses([PLAN, *(file for file in others if file != PLAN)])


@cache
def _listed(name: str) -> dict[str, Any]:
    return yaml.safe_load((PARTS / f"{name}.yaml").read_text(encoding="utf-8"))


def main() -> None:
    """Write the file."""
    FILE.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
