"""Remarks and stars beside the scores that say that these are not to hold: asked about, for neither is read."""

from collections.abc import Iterable, Iterator, Sequence

from starrating.errors import Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.cell_values import display_text
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.header_row import ColumnHeader

_OVERTURNED = regex(
    r"取消.{0,6}(?:评[星定选比级]|星级|定星|资格)|(?<!项)(?:不|未|免|暂缓|停止)(?:再|予|参与|参加|纳入|列入|进行)*(?:考核|考评|评[星定选比级]|定星)"
    r"|已(?:被)?(?:撤销|撤并|合并|并入|解散)|(?:总分|得分|分数|成绩|星级)(?:应[为是该]|更正|改[为成]|调整为|有误)|作废"
)
"""取消评星资格, 不参与评星, 本期不评定, 已撤销，并入机关, 总分应为91."""


def overturned(grid: Sheet, heads: Iterable[ColumnHeader], rows: Sequence[tuple[int, Row]]) -> Iterator[Problem]:
    """Ask about every cell of words, of columns that are not read, that takes back the row's scores or its star."""
    for head in heads:
        cells = [row[head.column] for _, row in rows]
        found = {cell for cell in set(cells) if isinstance(cell, str) and _OVERTURNED.search(cell)}
        for (number, _), cell in zip(rows, cells, strict=True) if found else ():
            if cell in found:
                message = text(
                    "“%(words)s” seems to say that this row is not to be rated as it stands, but remarks are not read.",
                    words=display_text(cell),
                )
                hint = text(
                    "Correct or delete the row and empty the remark; if it changes nothing, write into columns.yaml: "
                    "%(line)s",
                    line=f"scores: {{{in_yaml(head.title)}: {IGNORE}}}",
                )
                yield Problem("error", "remark-not-read", grid.place(number, head.column), message, hint)
