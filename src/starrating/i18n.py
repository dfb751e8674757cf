"""Messages for people, in Chinese and English.

A message is a `Text`: an English template and its fields. It is turned into words only where it is shown, so the
same reason can stand in a Chinese workbook, on an English terminal and, years later, be read back from the ledger.
Templates are written in code and marked for extraction by the call `text(...)`; user data is only ever a field.
"""

import gettext
import locale
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct, field

DOMAIN = "starrating"
CHINESE = "zh_CN"
ENGLISH = "en"
_FOLDER = str(Path(__file__).with_name("locale"))


class Text(Struct, frozen=True):
    """A message: an English template with `%(name)s` fields, said in any language by `say`."""

    template: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """Return the message in `language` (`zh_CN` or `en`); a language without the message gets English."""
        template = _in_words(self.template, language) if self.template else ""
        if not self.fields:
            return template.replace("%%", "%")
        return template % {name: _spoken(value, language) for name, value in self.fields.items()}

    def __str__(self) -> str:
        return self.say(language())

    def __hash__(self) -> int:
        return hash((self.template, tuple(self.fields.items())))

    def to_data(self, within: "Callable[[Text], object] | None" = None) -> dict[str, object]:
        """Return plain data for the ledger; `from_data` is the inverse, but for fields that become strings.

        `within` makes the data of messages in this one, if they are made otherwise.
        """
        inner = within or Text.to_data
        return {"text": self.template, "fields": {name: _plain(value, inner) for name, value in self.fields.items()}}

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Text":
        """Return the message that `to_data` wrote."""
        fields = data["fields"]
        assert isinstance(fields, Mapping)
        return cls(str(data["text"]), {name: _unplain(value) for name, value in fields.items()})


def text(template: str, /, **fields: object) -> Text:
    """Make a message; the template is extracted for translation, so it must be a literal."""
    return Text(template, fields)


def plain(words: str, language: str) -> str:
    """Say words that are no template, and may have any sign in them, in a language; English where it lacks them."""
    return _catalogue(language).gettext(words) if words else ""


def joined(parts: Sequence[Text], separator: Text) -> Text:
    """Join messages with a separator that is itself a message (a Chinese comma is not an English one).

    They stand side by side, not in one another: of many thousands nothing is nested, nothing too deep to be said.
    """
    if len(parts) == 1:
        return parts[0]
    fields = {f"part{number}": part for number, part in enumerate(parts)}
    return Text("%(separator)s".join(f"%({name})s" for name in fields), {**fields, "separator": separator})


def listed(parts: Iterable[object]) -> Text:
    """Return a list in one line, with the comma of the language: 、 in Chinese; a dash for an empty list."""
    return Text("%(parts)s", {"parts": tuple(parts) or ("—",)})


@cache
def language() -> str:
    """Return the language for people: `STARRATING_LANG`, else Chinese where the locale is Chinese, else English."""
    asked = os.environ.get("STARRATING_LANG")
    if asked:
        return _normal(asked)
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return _normal(value)
    return _normal(locale.getlocale()[0] or "")


def install() -> None:
    """Let libraries that use plain gettext (the command-line parser) speak the same language from our catalogue."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(DOMAIN, _FOLDER)
    gettext.textdomain(DOMAIN)


def _normal(name: str) -> str:
    chinese = name.lower().startswith(("zh", "chinese", "chs"))
    return CHINESE if chinese else ENGLISH


def speak_of(words: Mapping[str, Iterable[tuple[str, str]]] | None = None) -> None:
    """From now on, let messages say other words, by language: pairs of a regular expression and what stands for it.

    They are those of the scheme at hand: what it rates is no 党支部 where hotels are rated. Fields are not touched.
    """
    _of_scheme.clear()
    for language, pairs in (words or {}).items():
        _of_scheme[language] = tuple((re.compile(old), new) for old, new in pairs)
    _in_words.cache_clear()


_of_scheme: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}


@cache
def _in_words(template: str, language: str) -> str:
    translated = _catalogue(language).gettext(template)
    for old, new in _of_scheme.get(language, ()):
        translated = old.sub(new, translated)
    return translated


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, _FOLDER, [name], fallback=True)


_COMMA: Mapping[str, str] = {CHINESE: "、", ENGLISH: ", "}


def _spoken(value: object, name: str) -> str:
    if isinstance(value, tuple):
        return _COMMA[name].join(_spoken(part, name) for part in value)
    return value.say(name) if isinstance(value, Text) else str(value)


def _plain(value: object, within: Callable[[Text], object]) -> object:
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return [_plain(part, within) for part in value]
    return within(value) if isinstance(value, Text) else str(value)


def _unplain(value: object) -> object:
    if isinstance(value, list):
        return tuple(_unplain(part) for part in value)
    return Text.from_data(value) if isinstance(value, Mapping) else value
