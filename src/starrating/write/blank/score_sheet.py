"""The sheet 考核评分 of a blank workbook: a row for each branch, self-assessment and assessment side by side."""

from collections.abc import Mapping
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from starrating.i18n import Text, text
from starrating.model import SCORE_COLUMNS, Column, Period, letter
from starrating.model.cell_words import NOT_APPLICABLE_WORD, cell_word
from starrating.ruleset import CriterionItem
from starrating.ruleset.reads import TOTAL, names_from_book, score_is_sum
from starrating.ruleset.sheet_columns import fact_columns
from starrating.write.blank.context import BlankContext, KnownBranch, written_cell
from starrating.write.blank.styling import (
    answers,
    fit,
    framed,
    head,
    limit,
    merge,
    note,
    offer,
    protect,
    set_open,
    title,
)
from starrating.write.xlsx.page import LINE_HEIGHT

FIRST = 5
"""The row of the first branch: title, unit, two rows of heads stand above."""
_ITEM_WIDTH, _ITEM_HEIGHT, _HEAD_HEIGHT = 5.2, 165, 24
_LEADING = (
    "branch",
    "unit",
    "secretary",
    "members",
    "type",
    "previous_star",
    "declared_target",
    "applied_star",
    "self_score",
)
_WIDTH = 7.5
_WIDTHS: Mapping[str, float] = {"branch": 22, "unit": 14, "secretary": 8.5, "members": 5.2, "note": 16}
_TOTAL = next(column for column in SCORE_COLUMNS if column.name == TOTAL)
NOTES: Mapping[str, Text] = {
    "previous_star": text("The star of the period before, from the ledger; a star that is given there is not changed."),
    "declared_target": text("The star that the branch has set itself as its target."),
    "applied_star": text("The star that the branch applies for after its self-assessment."),
    "self_score": text("The total that the branch gave itself; it is shown beside the assessment and never counts."),
}
"""What is noted at the heads of the application, on whatever sheet."""


def add_scores(sheet: Worksheet, blank: BlankContext) -> None:
    """Write the sheet: heads with notes, limits and lists for what may be typed, what is known of each branch."""
    sheet.title = blank.sheet("scores")
    leading = leading_columns(blank)
    width = 1 + len(leading) + len(blank.criteria.items) + adds_up(blank) + 1
    rows = range(FIRST, FIRST + blank.number_of_rows)
    _add_heads(sheet, blank, leading, width)
    for row, known in zip(rows, [*blank.rows, *[{}] * len(rows)], strict=False):
        _add_row(sheet, row, blank, leading, known)
    for index, column in enumerate(leading, start=2):
        offer(sheet, _cells(index, rows), answers(column, blank.rules))
    for index, (_, item) in enumerate(blank.criteria.items, start=2 + len(leading)):
        limit(sheet, _cells(index, rows), item, blank.rules.language)
    if blank.criteria.note:
        sheet.cell(rows.stop, 1, blank.say(text("Note: %(words)s", words=blank.criteria.note)))
    protect(sheet)
    sheet.freeze_panes = "C5"
    fit(sheet, (3, FIRST - 1), rows, LINE_HEIGHT if blank.criteria.note else 0)


def leading_columns(blank: BlankContext) -> list[Column]:
    """Return the columns before the items: the usual ones, the facts, and the total if there are no items to add up."""
    facts = fact_columns(blank.rules)
    taken = {fact.name for fact in facts}
    usual = [column for column in SCORE_COLUMNS if column.name in _LEADING and column.name not in taken]
    asked = not blank.criteria.items and TOTAL in names_from_book(blank.rules)
    return [*usual, *facts, *(column for column in SCORE_COLUMNS if asked and column.name == TOTAL)]


def adds_up(blank: BlankContext) -> bool:
    """Tell whether a column adds the items up: where there are any, and their sum is the score."""
    return bool(blank.criteria.items) and score_is_sum(blank.rules)


def item_note(item: CriterionItem, language: str) -> str:
    """Return what is noted at the head of an item: how points are deducted, how and by whom it is assessed."""
    word = cell_word(NOT_APPLICABLE_WORD, language)
    allowed = text("“%(word)s” may be written where the item does not apply.", word=word).say(language)
    notes = (item.how, item.method, item.department) if item.how else ()
    return "\n".join(part for part in (*notes, allowed if item.not_applicable else None) if part)


def _add_heads(sheet: Worksheet, blank: BlankContext, leading: list[Column], width: int) -> None:
    author = blank.rules.wording.scheme
    title(sheet, blank.headline(text("score sheet")), width)
    sheet["A2"] = blank.say(text("Unit: points"))
    if blank.period is None:
        example = Period(2013, "H1").say(blank.rules.language)
        asked = text("Write the period before the title, such as %(period)s, or give it by --period.", period=example)
        note(sheet["A1"], blank.say(asked), author)
    _tall_head(sheet, 1, blank.say(text("No.")), 5)
    for index, column in enumerate(leading, start=2):
        _tall_head(sheet, index, blank.head(column), _WIDTHS.get(column.name, _WIDTH))
        if column.name in NOTES:
            note(sheet.cell(3, index), blank.say(NOTES[column.name]), author)
    _add_items(sheet, blank, 2 + len(leading))
    if adds_up(blank):
        _tall_head(sheet, width - 1, blank.head(_TOTAL), _WIDTH)
    _tall_head(sheet, width, blank.say(text("Note")), _WIDTHS["note"])
    sheet.row_dimensions[3].height = 24
    sheet.row_dimensions[4].height = _ITEM_HEIGHT if blank.criteria.items else _HEAD_HEIGHT


def _add_items(sheet: Worksheet, blank: BlankContext, first: int) -> None:
    """Write the heads of the items, each under that of its part; where there are no parts, over both rows."""
    numbered = enumerate(blank.criteria.parts)
    columns = [(number, part, item) for number, part in numbered for item in part.items]
    for (_, group), members in groupby(enumerate(columns, start=first), lambda each: (each[1][0], each[1][1])):
        at = [index for index, _ in members]
        if group.title:
            marks = group.full_marks if group.full_marks is not None else group.items_marks
            for index in at:
                head(sheet, 3, index, "", _ITEM_WIDTH)
            sheet.cell(3, at[0], f"{group.title}{blank.marks(marks)}")
            merge(sheet, (3, at[0], 3, at[-1]))
    for index, (_, part, item) in enumerate(columns, start=first):
        words = f"{item.title}\n{blank.marks(item.full_marks)}"
        if part.title:
            head(sheet, 4, index, words, _ITEM_WIDTH)
        else:
            _tall_head(sheet, index, words, _ITEM_WIDTH)
        if remark := item_note(item, blank.rules.language):
            note(sheet.cell(4 if part.title else 3, index), remark, blank.rules.wording.scheme)


def _add_row(sheet: Worksheet, row: int, blank: BlankContext, leading: list[Column], known: KnownBranch) -> None:
    framed(sheet, row, 1, row - FIRST + 1 if known else None)
    for index, column in enumerate(leading, start=2):
        value = written_cell(known.get(column.name), column, blank.rules)
        cell = framed(sheet, row, index, value, align="left" if column.name in {"branch", "unit"} else "center")
        set_open(cell, is_open=column.name != "previous_star" or value is None)
    for index, (_, item) in enumerate(blank.criteria.items, start=2 + len(leading)):
        set_open(framed(sheet, row, index, known.get(item.code)))
    last = 2 + len(leading) + len(blank.criteria.items)
    if adds_up(blank):
        items = f"{letter(1 + len(leading))}{row}:{letter(last - 2)}{row}"
        set_open(framed(sheet, row, last), is_open=False)
        sheet.cell(row, last).value = f'=IF(COUNT({items})=0,"",SUM({items}))'
        last += 1
    set_open(framed(sheet, row, last, known.get("note"), align="left"))


def _tall_head(sheet: Worksheet, column: int, words: str, width: float) -> None:
    head(sheet, 4, column, "", width)
    head(sheet, 3, column, words, width)
    merge(sheet, (3, column, 4, column))


def _cells(column: int, rows: range) -> str:
    name = letter(column - 1)
    return f"{name}{rows.start}:{name}{rows.stop - 1}"
