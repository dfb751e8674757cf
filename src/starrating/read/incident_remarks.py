"""What else a list of incidents says: that one is undone, or that there are more than its rows."""

from collections.abc import Collection, Iterator, Sequence

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import Text, text
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS, display_text
from starrating.read.header_row import ColumnHeader, HeaderRow
from starrating.read.incident_words import INCIDENT, NOT_READ, NOTHING, tells

_UNDONE = regex(
    r"撤销(?!.{0,4}职|党内)|不再|不予?计|误[登报列填录记]|错[登报列填录记]|应[为是].{0,12}(?:支部|党委|机关)"
    r"|(?:尚|仍)?待.{0,4}[核查定]|暂[不缓]|申诉|复议|不属实|未查实|存疑|无效|作废"
)
"""经申诉，已撤销责任追究, 误登，应为机关党支部, 情况待核实: an incident that may count no more, or not here."""
_HOLDS = regex(
    r"(?:是否)?(?:有效|计入|属实|生效|成立|认定|降星|扣减|采[用纳]|计算)(?:与否)?|核[实查](?:结果|情况|与否)?|状态|结论"
)
"""是否有效, 是否计入, 核实情况: heads of columns in which 否 says that an incident does not count."""
_ONE_MORE = regex(r"\d\s*[月日起例人件]|[一二三四五六七八九十两]\s*[月起例人件]|另|还有")
"""另：机关党支部6月有一起集体上访: a note of one more incident, which names no rule of what costs a star."""
_LEFT_OUT = regex(r"待补|补[登报充]|遗漏|漏[登报列]|未列")
"""一起安全事故未列入, 待补登: what is said to lack."""
_RULE = regex(r"的(?:党支部|支部|,|，)?[降扣]|凡|如有|一律|每|以上|上述")


def said_beside(
    grid: Sheet,
    header: HeaderRow,
    read: Collection[ColumnHeader],
    rows: Sequence[tuple[int, Row]],
    others: Sequence[tuple[int, Row]],
) -> Iterator[Problem]:
    """Yield what is asked about: columns that were not `read`, comments and struck rows, and the `others` below.

    Notes in columns that are read are asked about where they are read.
    """
    unread = [head for head in header.heads if head not in read]
    for head in unread:
        holds = _HOLDS.fullmatch(head.title.strip(BLANKS)) is not None
        for number, row in rows:
            cell = row[head.column]
            words = cell.strip(BLANKS) if isinstance(cell, str) else ""
            if words and ((holds and NOTHING.fullmatch(words)) or undoes(words)):
                yield undone(grid.place(number, head.column), f"{head.title}: {words}")
    numbers = {number for number, _ in rows}
    for (number, column), words in sorted(grid.facts.comments.items()):
        if number in numbers and undoes(words):
            yield undone(grid.place(number, column), words)
    branch = next(head.column for head in read)
    for number in sorted(number for number, column in grid.facts.struck if number in numbers and column == branch):
        yield _struck(grid.place(number, branch))
    for number, row in others:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and _tells_of_more(cell):
                yield _more(grid.place(number, column), cell)


def _tells_of_more(words: str) -> bool:
    told = (tells(words) and _ONE_MORE.search(words)) or (INCIDENT.search(words) and _LEFT_OUT.search(words))
    return bool(told) and not _RULE.search(words)


def undoes(words: str) -> bool:
    """Tell whether words may undo an incident, move it to another branch, or leave it open."""
    return _UNDONE.search(words) is not None


def undone(place: CellRef, words: str) -> Problem:
    """Ask about words that may undo an incident."""
    message = text("“%(words)s” stands beside this incident: does it count as it stands?", words=display_text(words))
    return _asked(
        place, message, text("Correct or delete the row; if the incident counts, put the note somewhere else.")
    )


def _struck(place: CellRef) -> Problem:
    message = text("The incident is struck through: does it count?")
    return _asked(place, message, text("Delete the row, or take the line out of it."))


def _asked(place: CellRef, message: Text, hint: Text) -> Problem:
    return Problem("error", "remark-not-read", place, message, hint)


def _more(place: CellRef, cell: str) -> Problem:
    message = text(
        "“%(words)s” seems to tell of one more incident, but only the rows of the list are read.",
        words=display_text(cell),
    )
    hint = text("Give it a row of its own, with branch, date, and trigger or sanction; or delete the note.")
    return Problem("error", NOT_READ, place, message, hint)
