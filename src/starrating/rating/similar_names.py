"""Names that do not match: the nearest ones, as suggestions only; a wrong guess gives a wrong star."""

from collections.abc import Iterable, Sequence

from starrating.patterns import regex

_WIDE = "０１２３４５６７８９（）［］【】〔〕－—–　"
_WIDTHS = str.maketrans(_WIDE, "0123456789()()()()--- ")
"""Digits, brackets, strokes and blanks of different widths."""
_ANY_WIDE = regex(f"[{_WIDE}]")
_BLANKS = regex(r"[^\S\n]+")
_ORDINAL = regex(r"第(?=[\d零〇一二三四五六七八九十])")
_CHINESE_NUMBER = regex(r"[零〇一二三四五六七八九十]+")
_FULL_NAMES = regex("党(?=支部|总支)")
_DIGITS = {character: str(digit) for digit, character in enumerate("零一二三四五六七八九")} | {"〇": "0"}


def likely(name: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known names nearest to a name, nearest first; none that is not at all alike.

    Names are compared in normal form, so that those which are only written otherwise come first.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 [only a wrong name pays for the import]

    names = list(known)
    matches = process.extract(
        normal_forms([name])[0], normal_forms(names), scorer=fuzz.ratio, limit=most, score_cutoff=50
    )
    return [names[position] for _, _, position in matches]


def normal_forms(names: Sequence[str]) -> list[str]:
    """Write names in one way, to see which might be the same: 第一党支部, 一支部 and １支部 become 1支部.

    Digits, brackets and blanks of any width, numbers in words, 第 before a number and 党 before 支部 make no
    difference; nothing else does, so 一队 and 一区 stay apart. Never used to join names, only to ask whether they are
    one.
    """
    lines = "\n".join(names)
    if lines.count("\n") >= len(names):
        lines = "\n".join(name.replace("\n", "") for name in names)
    lines = (lines.translate(_WIDTHS) if _ANY_WIDE.search(lines) else lines).casefold()
    lines = _ORDINAL.sub("", _BLANKS.sub("", lines))
    lines = _CHINESE_NUMBER.sub(lambda found: _number(found[0]), lines)
    return _FULL_NAMES.sub("", lines).split("\n") if names else []


def _number(words: str) -> str:
    """Write a Chinese number below one hundred in digits; of longer ones, such as 二〇一三, digit by digit."""
    tens, ten, ones = words.partition("十")
    if not ten:
        return "".join(map(_DIGITS.__getitem__, words))
    if len(tens) > 1 or len(ones) > 1:
        return words
    return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0")))
