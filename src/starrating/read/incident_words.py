"""Incidents where no list of incidents is: a column of a score sheet that tells of them is refused, never ignored."""

import re
from collections.abc import Iterable, Iterator, Sequence

from starrating.errors import Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.read.cell_values import BLANKS, display_text
from starrating.read.column_names import SHEET_NAMES
from starrating.read.header_row import ColumnHeader

INCIDENT = re.compile("情形|违纪|违法|处分|事故|上访|立案|案件|一票否决")
"""Words of heads and of names of sheets that tell of incidents."""
_NOTHING = re.compile(  # 无, 没有, 未发生, 本期无, 否, 不存在, /, —, 0, ×
    r"(?:(?:本|上|下|今|全)\S{0,6})?(?:无|未发生|没有|不存在|未受)\S*|否|不是|[/\\—–×xX\-]+|0(?:\.0+)?|(?:no|none|n)",
    re.IGNORECASE,
)


def incidents_in_columns(
    grid: Sheet, heads: Sequence[ColumnHeader], rows: Iterable[tuple[int, Row]]
) -> Iterator[Problem]:
    """Report the first cell of every column that was not read, but tells of an incident of a branch."""
    telling = [head for head in heads if INCIDENT.search(head.title) and "分" not in head.title.replace("处分", "")]
    for number, row in rows if telling else ():
        for head in telling:
            cell = str(row[head.column]).strip(BLANKS)
            if cell and row[head.column] is not False and not _NOTHING.fullmatch(cell):
                yield _unread(grid, number, head, row[head.column])
                telling = [each for each in telling if each != head]


def _unread(grid: Sheet, number: int, head: ColumnHeader, cell: object) -> Problem:
    message = text(
        "“%(head)s” seems to tell of an incident here (%(cell)s), but score sheets are not read for incidents.",
        head=head.title,
        cell=display_text(cell),
    )
    hint = text(
        "Put it on a sheet %(sheet)s, with 党支部, 日期 and 情形 or 处分; write 无 here, or delete the column.",
        sheet=SHEET_NAMES["incidents"][0],
    )
    return Problem("error", "incidents-not-read", grid.place(number, head.column), message, hint)
