"""The words from which cells choose: recorded as one word each, said and read in either language.

What a department may say, how far the rectification of a finding has come, where a finding comes from, that an item
does not apply. The ledger, and what is computed, know the Chinese word alone.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from starrating.i18n import CHINESE, ENGLISH, Text, text
from starrating.patterns import regex

OpinionAnswer = Literal["无", "有", "未答复"]
NOT_ANSWERED: OpinionAnswer = "未答复"
AGAINST: OpinionAnswer = "有"
OPINIONS: tuple[OpinionAnswer, ...] = ("无", AGAINST, NOT_ANSWERED)
"""What a department may say: nothing against the branch, something, no answer; a blank is no answer."""

STATUSES = ("未启动", "进行中", "已完成", "已验收")
"""How far the rectification of a finding has come: not started, under way, done, accepted."""

SOURCES = ("自查", "抽查", "考核")
"""Where a finding comes from: a self-check, a spot check, the assessment."""
BETWEEN_REVIEWS = ("自查", "抽查", "三基检查")
"""Where a finding between two reviews comes from: a self-check, a spot check, an inspection of the basics."""

NOT_APPLICABLE_WORD = "不适用"
"""What a score cell says where the item does not apply."""

YES_NO: Mapping[str, tuple[str, str]] = {CHINESE: ("是", "否"), ENGLISH: ("Yes", "No")}
"""What is offered and written for an answer, yes first, in each language of documents; both are read in any."""

_SAID: Mapping[str, Text] = {
    "无": text("no objection"),
    "有": text("objection"),
    "未答复": text("no answer"),
    "未启动": text("not started"),
    "进行中": text("under way"),
    "已完成": text("done"),
    "已验收": text("accepted"),
    "自查": text("self-check"),
    "抽查": text("spot check"),
    "考核": text("assessment"),
    "三基检查": text("inspection"),
    NOT_APPLICABLE_WORD: text("not applicable"),
}
_BETWEEN_WORDS = regex(r"[\s_-]+")


def word_text(word: str) -> Text:
    """Return what says a word in any language; a word that is none of the lists as it is."""
    return _SAID.get(word) or Text("%(word)s", {"word": word})


def cell_word(word: str, language: str) -> str:
    """Write a word as cells of a language have it: 进行中, Under way."""
    words = word_text(word).say(language)
    return words.capitalize() if word in _SAID and language == ENGLISH else words


def meant(written: str, words: Sequence[str]) -> str:
    """Return the word of a list that was written, in either language; anything else as it is.

    Blanks, hyphens and capitals make no difference: `No objection`, `no-objection`.
    """
    key = _key(written)
    return next((word for word in words if key in {_key(word), _key(_SAID[word].template)}), written)


def _key(written: str) -> str:
    return _BETWEEN_WORDS.sub(" ", written.strip().casefold())
