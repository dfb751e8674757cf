"""Names as they look: without what is not seen in them or points to a footnote, of the characters they seem to have.

Names copied from web pages and PDF files carry zero-width characters, soft hyphens and direction marks; a cell of a
narrow column carries line breaks; ⼒ (U+2F12) of a PDF looks like 力, and is another character.
"""

import unicodedata

from starrating.patterns import regex

_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
_BREAKS = "\n\r\v\f\u0085\u2028\u2029"
_FORMS = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_MARKS = r"(?<=[部委组会支])[*＊※▲△①-⑳⑴-⒇]+(?=\s|$)|(?:^|(?<=\s))[*＊※▲△]+(?=[^\s*＊※▲△，。；]+[部委组会支](?:\s|$))"
"""What points to a footnote behind a name or before it: 东风队党支部*, ▲东风队党支部, with *为新成立党支部 below."""
_ODD = regex(f"[{_UNSEEN}{_BREAKS}{_FORMS}]|{_MARKS}")
_PERHAPS_ODD = regex(f"[{_UNSEEN}{_BREAKS}{_FORMS}*＊※▲△①-⑳⑴-⒇]")
"""The single characters that one of the above begins with: a class is found much faster than alternatives are."""
_MARK = regex(_MARKS)
_NOT_SEEN = regex(f"[{_UNSEEN}]+")
_BETWEEN_WORDS = regex(rf"(?<=[!-~])\s*[{_BREAKS}]\s*(?=[!-~])")
_BREAK = regex(rf"\s*[{_BREAKS}]\s*")
_FORM = regex(f"[{_FORMS}]")
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰⻳", "母民虎西见角贝车长门青页风飞食马骨鱼鸟麦黄齐齿龙龟"
)
"""Radicals that look like characters, and that Unicode does not decompose (EquivalentUnifiedIdeograph.txt)."""


def is_odd(words: str) -> bool:
    """Tell whether there is anything in a text that `plain_name` takes out or replaces."""
    first = _PERHAPS_ODD.search(words)
    return first is not None and _ODD.search(words, first.start()) is not None


def plain_name(name: str) -> str:
    """Return a name as it looks: 动⼒队 → 动力队; a line break between Latin words becomes a blank, others nothing.

    A mark of a footnote at its end or before it is no part of it: 东风队党支部* → 东风队党支部.

    Other compatibility forms, such as full-width digits, are seen to be what they are, and stay.
    """
    seen = _MARK.sub("", _BREAK.sub("", _BETWEEN_WORDS.sub(" ", _NOT_SEEN.sub("", name))))
    return _FORM.sub(lambda form: unicodedata.normalize("NFKC", form[0]), seen.translate(_RADICALS))
