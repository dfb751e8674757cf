"""Blank workbooks: criteria and facts as columns to fill in, with limits, drop-downs and notes on the heads.

The scores sheet has no formulas: a workbook that a program has saved has no values for them yet.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from starrating.exact import written
from starrating.files.atomic import replacing
from starrating.i18n import text
from starrating.model import SCORE_COLUMNS, Column, letter
from starrating.ruleset import Criteria, CriterionItem, RuleSet
from starrating.ruleset.columns import fact_columns, incident_columns, subjects
from starrating.ruleset.references import TOTAL, names_from_book

ROWS = 40
"""How many rows are prepared for branches and for incidents."""
_LONGEST_LIST = 255
"""Excel repairs away a list of answers that is longer."""
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="E8E8E8")
_ITEM_WIDTH, _ITEM_HEIGHT, _ROW_HEIGHT = 6.5, 110, 20
_LEADING = ("branch", "unit", "secretary", "members", "previous_star", "declared_target", "applied_star", "self_score")


def write_blank_book(path: Path, rules: RuleSet, criteria: Criteria) -> None:
    """Write a workbook to fill in for one review: 考核评分, and 降星情形 if the rule set has triggers."""
    book = Workbook()
    scores = book.active
    assert isinstance(scores, Worksheet)
    _score_sheet(scores, rules, criteria)
    if rules.triggers:
        _incident_sheet(book.create_sheet("降星情形"), rules)
    with replacing(path) as temporary:
        book.save(temporary)


def _score_sheet(sheet: Worksheet, rules: RuleSet, criteria: Criteria) -> None:
    sheet.title = "考核评分"
    leading = _leading_columns(rules, criteria)
    width = 1 + len(leading) + len(criteria.items) + 1
    _title(sheet, f"{rules.wording.scheme}考核评分表", width)
    sheet["A2"] = "单位：分"
    period = text("Write the period before the title, such as 2013年上半年, or give it by --period.")
    sheet["A1"].comment = Comment(period.say(rules.language), rules.wording.scheme)
    for column, head in enumerate(["序号", *(each.head for each in leading)], start=1):
        _tall_head(sheet, column, head)
    first = 2 + len(leading)
    for column, (_, item) in enumerate(criteria.items, start=first):
        _item_column(sheet, column, item, rules)
    _part_heads(sheet, criteria, first)
    _tall_head(sheet, width, "备注")
    for index, each in enumerate(leading, start=2):
        _choice(sheet, index, _answers(each, rules))
    _frame(sheet, 5, width)
    sheet.row_dimensions[3].height = 24
    sheet.row_dimensions[4].height = _ITEM_HEIGHT
    if criteria.note:
        sheet.cell(5 + ROWS, 1, f"注：{criteria.note}")
    _print_setup(sheet, "C5", "3:4")


def _leading_columns(rules: RuleSet, criteria: Criteria) -> list[Column]:
    """Return the columns before the items: the usual ones, the facts, and the total if there are no items to add up."""
    facts = fact_columns(rules)
    taken = {fact.name for fact in facts}
    usual = [column for column in SCORE_COLUMNS if column.name in _LEADING and column.name not in taken]
    asked = not criteria.items and TOTAL in names_from_book(rules)
    return [*usual, *facts, *(column for column in SCORE_COLUMNS if asked and column.name == TOTAL)]


def _item_column(sheet: Worksheet, column: int, item: CriterionItem, rules: RuleSet) -> None:
    _head(sheet, 4, column, f"{item.title}({written(item.full_marks, 0)}分)", _ITEM_WIDTH)
    _limit(sheet, column, item)
    allowed = text("不适用 may be written where the item does not apply.").say(rules.language)
    notes = (item.how, item.method, item.department) if item.how else ()
    note = "\n".join(part for part in (*notes, allowed if item.not_applicable else None) if part)
    if note:
        sheet.cell(4, column).comment = Comment(note, rules.wording.scheme)


def _answers(column: Column, rules: RuleSet) -> list[str]:
    """Return what a cell may say, if that can be listed."""
    if column.kind == "star":
        return [rules.levels.name(star) for star in rules.levels.stars]
    return ["是", "否"] if column.kind == "answer" else []


def _part_heads(sheet: Worksheet, criteria: Criteria, column: int) -> None:
    for part in criteria.parts:
        marks = part.full_marks if part.full_marks is not None else part.items_marks
        _head(sheet, 3, column, f"{part.title}({written(marks, 0)}分)", _ITEM_WIDTH)
        last = column + len(part.items) - 1
        sheet.merge_cells(start_row=3, end_row=3, start_column=column, end_column=last)
        column = last + 1


def _incident_sheet(sheet: Worksheet, rules: RuleSet) -> None:
    clauses = [trigger.clause for trigger in (rules.triggers.list if rules.triggers else ())]
    systems = list(rules.sanctions.systems) if rules.sanctions else []
    choices = {"trigger": clauses, "subject": list(subjects(rules)), "sanction_system": systems}
    columns = incident_columns(rules)
    for index, column in enumerate(columns, start=1):
        _head(sheet, 1, index, column.head)
        _choice(sheet, index, choices.get(column.name) or _answers(column, rules), first=2)
        if note := _note(column, rules):
            sheet.cell(1, index).comment = Comment(note, rules.wording.scheme)
    _frame(sheet, 2, len(columns))
    _print_setup(sheet, "B2", "1:1")


def _note(column: Column, rules: RuleSet) -> str:
    if column.name == "trigger":
        return "\n".join(f"{each.clause} {each.text}" for each in (rules.triggers.list if rules.triggers else ()))
    if column.kind == "answer":
        return text("Yes or no, as found; a blank cell is refused where the trigger needs it.").say(rules.language)
    if column.kind == "date":
        return _DATES[rules.triggers.window.date if rules.triggers else "finding"].say(rules.language)
    return ""


_DATES = {
    "finding": text("The date of the finding, such as 2013-05-04."),
    "act": text("The date of the act, such as 2013-05-04."),
    "decision": text("The date of the decision, such as 2013-05-04."),
}


def _title(sheet: Worksheet, words: str, width: int) -> None:
    sheet["A1"] = words
    sheet["A1"].font = Font(name="黑体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    sheet.row_dimensions[1].height = 30


def _head(sheet: Worksheet, row: int, column: int, words: str, width: float = 9) -> None:
    cell = sheet.cell(row, column, words)
    cell.font = Font(name="黑体", size=11)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = _HEAD
    cell.border = _BORDER
    wide = words in {"党支部", "备注", "说明"}
    sheet.column_dimensions[letter(column - 1)].width = 22 if wide else width


def _tall_head(sheet: Worksheet, column: int, words: str) -> None:
    _head(sheet, 3, column, words)
    sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)


def _limit(sheet: Worksheet, column: int, item: CriterionItem) -> None:
    """Let only numbers within the bounds of the item be typed, and 不适用 where it may say so."""
    name = letter(column - 1)
    cell, most = f"{name}5", item.full_marks
    least = None if isinstance(item.lowest, str) else item.lowest
    bounds = [f"ISNUMBER({cell})", *([] if least is None else [f"{cell}>={least}"]), f"{cell}<={most}"]
    if item.not_applicable:
        formula = f'OR(AND({",".join(bounds)}),{cell}="不适用")'
        rule = DataValidation(type="custom", formula1=formula, allow_blank=True)
    elif least is None:
        rule = DataValidation(type="decimal", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
    else:
        rule = DataValidation(
            type="decimal", operator="between", formula1=str(least), formula2=str(most), allow_blank=True
        )
    rule.error = f"{'' if least is None else least}–{most}"
    sheet.add_data_validation(rule)
    rule.add(f"{cell}:{name}{4 + ROWS}")


def _choice(sheet: Worksheet, column: int, words: Sequence[str], first: int = 5) -> None:
    """Offer words to choose from, unless they do not fit into a list: it has a limit, and commas between its words."""
    formula = f'"{",".join(words)}"'
    if not words or len(formula) > _LONGEST_LIST or any("," in word or '"' in word for word in words):
        return
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{letter(column - 1)}{first}:{letter(column - 1)}{first + ROWS - 1}")


def _frame(sheet: Worksheet, first: int, width: int) -> None:
    rows: Iterable[int] = range(first, first + ROWS)
    for row in rows:
        sheet.row_dimensions[row].height = _ROW_HEIGHT
        for column in range(1, width + 1):
            sheet.cell(row, column).border = _BORDER


def _print_setup(sheet: Worksheet, frozen: str, heads: str) -> None:
    sheet.freeze_panes = frozen
    sheet.print_title_rows = heads
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="— &P —"))
