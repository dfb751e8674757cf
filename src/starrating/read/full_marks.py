"""Full marks in a head, in every form that offices write them."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from starrating.patterns import regex

_NUMBER = r"(\d{1,3}(?:\.\d+)?)"
_OPEN, _CLOSE = "([{<〈《【〔︻", ")]}>〉》】〕︼"
_BRACKETS = str.maketrans(_OPEN + _CLOSE, "(" * len(_OPEN) + ")" * len(_CLOSE))
_BRACKET = regex(f"[{re.escape(_OPEN + _CLOSE)}]")
_SAID = r"(?:满分|分值|标准分|应得分?|权重|共计?|计|总分|最高)"
_FORMS = (
    # 思想建设（20分）, （满分20）, （共20分）, （0-20分）, （20分，纪检打分）, （组织科，20分）
    regex(rf"\((?:[^()]*[,，;；、:])?{_SAID}?:?(?:0[-~—至])?{_NUMBER}分(?:[,，;；、][^()]*)?\)"),
    regex(rf"\((?:[^()]*[,，;；、])?{_SAID}:?(?:0[-~—至])?{_NUMBER}分?(?:[,，;；、][^()]*)?\)"),
    # 廉政 建设（20）; the number in （1）思想建设 stands before the title and is none
    regex(rf"(?:(?<=[^)])|^)\((?:0[-~—至])?{_NUMBER}\)$"),
    regex(rf"^\(?{_SAID}:?{_NUMBER}分?\)?$"),
    # 思想建设满分20, 思想建设 满分:20分
    regex(rf",?{_SAID}:?{_NUMBER}分?$"),
    # 思想建设/20, 思想建设/20分
    regex(rf"/{_NUMBER}分?$"),
    # 思想建设（20分满）
    regex(rf"\({_NUMBER}分满\)"),
    # 廉政建设20分, 廉政建设:20分, 廉政建设-20分
    regex(rf"[:,-]?(?<!\d){_NUMBER}分$"),
)
_DIGIT = regex(r"\d")
_UNSEEN = regex(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def full_marks_in(head: str) -> tuple[str, Decimal | None]:
    r"""Divide a head into its title and its full marks, which are None if it has none.

    The title comes without blanks and in half-width signs: `思想建设\n（20分，纪检打分）` → 思想建设, 20.
    """
    plain = plain_label(head)
    found = full_marks_at(plain)
    return (plain[: found[0]] + plain[found[1] :], found[2]) if found else (plain, None)


def full_marks_at(plain: str) -> tuple[int, int, Decimal] | None:
    """Return where in a head, with half-width signs, the full marks begin and end, and which they are."""
    forms = _FORMS if _DIGIT.search(plain) else ()
    match = next(filter(None, (form.search(plain) for form in forms)), None)
    return (match.start(), match.end(), Decimal(match[1])) if match else None


def plain_label(label: str) -> str:
    """Write a label in one way: compatibility forms as what they look like, one kind of bracket, nothing unseen."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", label)).replace("，", ",")
    return seen.translate(_BRACKETS) if _BRACKET.search(seen) else seen


def plain_labels(labels: Sequence[str]) -> list[str]:
    """Write many labels in one way, all at once."""
    joined = "\0".join(labels)
    if joined.count("\0") >= len(labels):
        joined = "\0".join(label.replace("\0", "") for label in labels)
    return plain_label(joined).split("\0") if labels else []
