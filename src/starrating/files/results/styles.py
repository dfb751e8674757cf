"""The fonts, borders and number formats of a result workbook."""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from starrating.i18n import CHINESE

EXACT = "0.00" + "#" * 13
"""Two decimals at least and as many as a cell can hold: 89.9999 must not be printed as 90.00."""
_WESTERN = "Times New Roman"


class Styles:
    """The formats of a workbook, by name, in the fonts of its language; asking for a name twice gives one format."""

    def __init__(self, book: Workbook, language: str) -> None:
        chinese = language == CHINESE
        self.body_font: Final = "仿宋_GB2312" if chinese else _WESTERN
        self.head_font: Final = "黑体" if chinese else _WESTERN
        title_font = "方正小标宋简体" if chinese else _WESTERN
        body = {"font_name": self.body_font, "font_size": 11, "valign": "vcenter"}
        cell = body | {"border": 1, "align": "center", "text_wrap": True}
        self._looks: dict[str, dict[str, Any]] = {
            "title": body | {"font_name": title_font, "font_size": 18, "bold": True, "align": "center"},
            "above-left": body | {"align": "left"},
            "above-right": body | {"align": "right"},
            "head": cell | {"font_name": self.head_font, "bg_color": "#F2F2F2"},
            "text": cell | {"align": "left"},
            "centre": cell,
            "number": cell | {"num_format": EXACT},
            "whole": cell | {"num_format": "0"},
            "date": cell | {"num_format": "yyyy-mm-dd"},
            "share": cell | {"num_format": "0.0%"},
            "note": body | {"align": "left", "text_wrap": True},
        }
        self._book = book
        self._formats: dict[tuple[str, bool], Format] = {}

    def __call__(self, name: str, *, bold: bool = False) -> Format:
        """Return the format of a name; an unknown one raises `KeyError`."""
        if (name, bold) not in self._formats:
            look = self._looks[name]
            self._formats[name, bold] = self._book.add_format(look | {"bold": True} if bold else look)
        return self._formats[name, bold]
