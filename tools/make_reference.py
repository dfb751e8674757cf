"""Make the reference of the rule language, docs/rules.md and docs/rules.zh-CN.md: python tools/make_reference.py.

Every key comes from the models, with its meaning, type and default; its example is a line of a shipped rule set. What
is no matter of one key stands in rule_reference/page.md; which keys serve which kind of rule, in its kinds.yaml. The
Chinese of the meanings is in the catalogue of messages, that of types and kinds in rule_reference/chinese.yaml.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rule_reference.chapters import Chapter, Key, chapter_of, chapters, condition_chapters, row_chapters
from rule_reference.type_words import Say, default_words, type_words
from rule_reference.uses import Use, uses

from starrating.i18n import CHINESE, ENGLISH, plain
from starrating.ruleset import Section

ROOT = Path(__file__).parents[1]
PARTS = Path(__file__).parent / "rule_reference"
FILES = {ENGLISH: ROOT / "docs" / "rules.md", CHINESE: ROOT / "docs" / "rules.zh-CN.md"}
PAGES = {ENGLISH: "page.md", CHINESE: "page.zh-CN.md"}
PLAN = ROOT / "rules" / "star-branches.yaml"


def reference(language: str) -> str:
    """Return the text of the page in a language."""
    page = (PARTS / PAGES[language]).read_text(encoding="utf-8")
    say = _chinese if language == CHINESE else _english
    for mark, part in (
        ("keys", _keys(chapters(), say)),
        ("conditions", _keys(condition_chapters(), say)),
        ("row-conditions", _keys(row_chapters(), say)),
        ("kinds", _kinds_table(say)),
    ):
        page = page.replace(f"<!-- {mark} -->", part)
    return page.replace("<!-- contents -->", _contents(page))


def described() -> Iterator[str]:
    """Return what the models say of sections and keys, each once: the catalogue has the Chinese of it."""
    told = (*chapters(), *condition_chapters(), *row_chapters())
    said = (words for one in told for words in (*one.text, *(one.meaning(key) for key in one.keys)))
    return (words for words in dict.fromkeys(said) if words not in _listed("chinese")["phrases"])


def _english(words: str) -> str:
    return words


def _chinese(words: str) -> str:
    return str(_listed("chinese")["phrases"].get(words) or plain(words, CHINESE))


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


def _keys(told: tuple[Chapter, ...], say: Say) -> str:
    return "\n\n".join("\n\n".join(_chapter(chapter, say)) for chapter in told)


def _chapter(chapter: Chapter, say: Say) -> Iterator[str]:
    yield f"### {say(_heading(chapter))}"
    yield from map(say, chapter.text)
    if chapter.shared:
        yield say("Beside its own keys it has those of %s.") % _link(chapter.shared.model)
    rows = [_row(chapter, key, say) for key in chapter.keys]
    head = say("| key | meaning | type | default | kinds | example |")
    yield "\n".join((head, "|---|---|---|---|---|---|", *rows))


def _row(chapter: Chapter, key: Key, say: Say) -> str:
    written = example(chapter, key)
    cells = (
        f"`{key.name}`",
        say(chapter.meaning(key)),
        type_words(key, _link, say),
        default_words(key.field, say),
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


def _kinds_table(say: Say) -> str:
    by_name = {chapter.name: chapter for chapter in (*chapters(), *condition_chapters(), *row_chapters())}
    rows = []
    for code, kind in kinds().items():
        named = (key.partition(": ") for key in kind["keys"])
        keys = ", ".join(f"{_link(by_name[chapter].model)} · `{key}`" for chapter, _, key in named)
        words = _listed("chinese")["kinds"][code] if say is _chinese else kind["is"]
        rows.append(f"| {code} | {words} | {keys} |")
    return "\n".join((say("| code | kind | keys |"), "|---|---|---|", *rows))


@cache
def _uses() -> Mapping[Use, str]:
    others = sorted(file for folder in ("rules", "docs/examples") for file in (ROOT / folder).glob("*.yaml"))
    return uses([PLAN, *(file for file in others if file != PLAN)])


@cache
def _listed(name: str) -> dict[str, Any]:
    return yaml.safe_load((PARTS / f"{name}.yaml").read_text(encoding="utf-8"))


def main() -> None:
    """Write the files."""
    for language, file in FILES.items():
        file.write_text(reference(language), encoding="utf-8")


if __name__ == "__main__":
    main()
