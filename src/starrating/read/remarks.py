"""Remarks and stars beside the scores that say that these are not to hold: asked about, for neither is read."""

from collections.abc import Iterable, Iterator, Sequence

from starrating.errors import Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.cell_values import display_text
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.header_row import ColumnHeader
from starrating.read.incident_words import names_one_of
from starrating.read.sheet_words import Words

_OVERTURNED = regex(
    r"取消.{0,6}(?:评[星定选比级]|星级|定星|资格)|(?<!项)(?:不[得能宜可]?|未|免|暂缓|停止|暂不)(?:再|予|参与|参加|纳入|列入|进行|本次|本期|本|次|期|星级)*(?:考核|考评|评[星定选比级为]|定星)"
    r"|已(?:被)?(?:撤销|撤并|合并|并入|解散)|(?:总分|得分|分数|成绩|星级)(?:应[为是该]|更正|改[为成]|调整为|有误)|作废"
    r"|(?:[另再拟需须应补还]|尚未|未予?)[加减扣]\d|未(?:扣除|计入|列入|算入)|应[为得是]?满分|以.{0,8}复[核查审].{0,3}为准|待.{0,8}(?:复核|核[实定]|审[定核]|确定|查实)"
    r"|申诉|异议|复[核查议审]后|重新(?:考核|考评|评|计)|按\d[\d.]*分|[多少漏误错][计算加扣记减]|后(?:再)?[加减扣]\d|并入|未[加扣](?!分)|待定|暂定|建议.{0,4}(?:[不降免]|取消)|不评"
)
"""取消评星资格, 不参与评星, 不得评为五星, 已撤销，并入机关, 总分应为91, 另加2分，未计入总分, 得分待纪委复核后确定."""


def notes_that_change(grid: Sheet, notes: Iterable[Words], branches: Sequence[str]) -> Iterator[Problem]:
    """Ask about every note above, between or below the branches that names one and changes its scores or its star."""
    for number, column, words in notes:
        if _OVERTURNED.search(words) and names_one_of(words, branches):
            message = text(
                "“%(words)s” seems to change what a branch is rated by, but notes are not read.",
                words=display_text(words),
            )
            hint = text("Correct the row of the branch, or the scores, and delete the note.")
            yield Problem("error", "remark-not-read", grid.place(number, column), message, hint)


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
