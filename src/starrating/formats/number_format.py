"""What a number format does to the number in a cell: as a percentage, as a date, with so many decimals.

Formats are written as Excel stores them; .xls, .xlsx and .xlsm use the same code (ECMA-376, 18.8.30 and 18.8.31).
"""

import re
from functools import cache
from typing import NamedTuple

from starrating.patterns import regex


class NumberFormat(NamedTuple):
    """How a number is shown: `decimals` is None where the format does not fix them, `year` is for dates only."""

    percent: bool = False
    date: bool = False
    year: bool = False
    decimals: int | None = None


GENERAL = NumberFormat()

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files only number; 27 to 36 and 50 to 58 as the Chinese programs show them."""

_SAID = regex(r'"[^"]*"|\\.|[_*].|\[(?![hms]+\])[^\]]*\]|AM/PM|A/P|General', re.IGNORECASE)
"""What is shown as it stands, or not at all: "分", \\-, _) and *-, [Red] and [$-804], but not [h]."""
_SCIENTIFIC = regex(r"[0#?]E[+-]", re.IGNORECASE)
_DATE = regex(r"[ymdhs]", re.IGNORECASE)
_DECIMALS = regex(r"[#0?,]*[0#?](?:\.([0#?]*))?")


@cache
def number_format(code: str) -> NumberFormat:
    """Read the code of a format; of several sections the first, which is that of positive numbers, counts."""
    first, _, others = _SAID.sub("", code).partition(";")
    if "%" in first + others:
        return NumberFormat(percent=True)
    if _SCIENTIFIC.search(first):
        return GENERAL
    if _DATE.search(first):
        return NumberFormat(date=True, year=any(sign in first.lower() for sign in "ye"))
    match = _DECIMALS.fullmatch(first.strip())
    return NumberFormat(decimals=len(match[1] or "")) if match else GENERAL
