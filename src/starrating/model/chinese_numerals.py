"""Chinese numerals in digits: years, months and days, and the whole numbers below a hundred."""

import re

from starrating.patterns import regex

_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = regex(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
_DAY_IN_WORDS = regex(
    r"(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号]|[-—–~～至到][一二三四五六七八九十\d]{1,2}月)"
)


def number_in_words(words: str) -> int | None:
    """Return the number below a hundred that Chinese numerals say: 六 is 6, 十二 is 12, 三十一 is 31; None if none."""
    match = re.fullmatch(r"(?:(?P<tens>[二三四五六七八九]?)(?P<ten>十))?(?P<ones>[一二三四五六七八九]?)", words)
    if not words or not match:
        return None
    tens = int((match["tens"] or "一").translate(_NUMERALS)) if match["ten"] else 0
    return 10 * tens + int((match["ones"] or "零").translate(_NUMERALS))


def dates_in_digits(words: str) -> str:
    """Write the Chinese numerals of years, months and days in digits: 二〇一三年五月六日 becomes 2013年5月6日."""
    years = _YEAR_IN_WORDS.sub(lambda match: match[0].translate(_NUMERALS), words)
    return _DAY_IN_WORDS.sub(lambda match: str(number_in_words(match[0])), years)
