"""Which columns of a score sheet are items of the criteria.

Columns that look like scores and are none: deductions, what a branch gave itself, points that nothing adds up.

Facts: columns of the score sheet that are no scores, which the rule set declares and reads.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any, NamedTuple

from starrating.errors import CellRef, Problem, Rejection
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import listed, text
from starrating.model import Column, Item, letter
from starrating.patterns import regex
from starrating.read.cell_problems import CellProblems
from starrating.read.cell_values import BLANKS, display_text, not_applicable
from starrating.read.column_names import IGNORED, match_key
from starrating.read.header_row import ColumnHeader, HeaderRow
from starrating.read.sheet_layout import ColumnLayout, duplicate_column
from starrating.ruleset import Criteria, CriterionItem, RuleSet
from starrating.ruleset.sheet_columns import fact_columns


class Items(NamedTuple):
    """The items of a sheet with the head of each one's column; `rest` are the heads that are none.

    `optional` are the heads of items whose cells may say 不适用.
    """

    items: tuple[Item, ...]
    heads: tuple[ColumnHeader, ...]
    rest: tuple[ColumnHeader, ...]
    optional: frozenset[ColumnHeader] = frozenset()


def find_items(grid: Sheet, heads: Sequence[ColumnHeader], criteria: Criteria) -> tuple[Items, list[Problem]]:
    """Find the items where the rule set says they come from: the workbook's heads, or its own list."""
    if criteria.origin == "total":
        return Items((), (), tuple(head for head in heads if head.full_marks is None)), []
    if criteria.origin == "rules":
        return _from_rules(grid, heads, criteria)
    return _from_heads(grid, heads)


def _from_heads(grid: Sheet, heads: Sequence[ColumnHeader]) -> tuple[Items, list[Problem]]:
    """Take every column whose head has full marks as an item."""
    chosen: dict[tuple[str | None, str], ColumnHeader] = {}
    problems = []
    heads = without_self_scores(heads)
    for head in heads:
        if head.full_marks is None or head.key in IGNORED:
            continue
        first = chosen.setdefault((head.part, head.key), head)
        if first is not head:
            problems.append(duplicate_column(grid, first, head))
    found = tuple(chosen.values())
    items = tuple(
        Item(code, head.name, head.full_marks, head.part)
        for code, head in zip(codes([head.part for head in found]), found, strict=True)
    )
    rest = tuple(head for head in heads if head.full_marks is None)
    return Items(items, found, rest), [*problems, *_check_marks(grid, found), *deductions(grid, found)]


def codes(parts_of_items: Sequence[str | None]) -> list[str]:
    """Give items, of which the parts are known, codes: A1, A2, B1 … by part; I1, I2 … where there are no parts."""
    parts = list(dict.fromkeys(parts_of_items))
    counts = dict.fromkeys(parts, 0)
    given = []
    for part in parts_of_items:
        counts[part] += 1
        given.append(f"{'I' if parts == [None] else letter(parts.index(part))}{counts[part]}")
    return given


def _check_marks(grid: Sheet, heads: Sequence[ColumnHeader]) -> list[Problem]:
    """Compare the full marks of each part with the sum of its items'."""
    problems = []
    for part in dict.fromkeys(head.part for head in heads if head.part_marks is not None):
        of_part = [head for head in heads if head.part == part]
        if _sum(of_part) != of_part[0].part_marks:
            place = grid.place(of_part[0].row, of_part[0].column)
            problems.append(marks_differ(place, part or "", of_part[0].part_marks, _sum(of_part)))
    return problems


def _sum(heads: Sequence[ColumnHeader]) -> Decimal:
    return sum((head.full_marks for head in heads if head.full_marks is not None), Decimal(0))


def marks_differ(place: CellRef, name: str, stated: Decimal | None, found: Decimal) -> Problem:
    """Warn of full marks that are not those of the items together."""
    message = text(
        "The full marks of %(name)s are %(said)s, but its items add up to %(found)s.",
        name=name,
        said=stated,
        found=found,
    )
    hint = text("Correct the full marks in the heads, unless the criteria are meant so.")
    return Problem("warning", "full-marks-differ", place, message, hint)


def _from_rules(grid: Sheet, heads: Sequence[ColumnHeader], criteria: Criteria) -> tuple[Items, list[Problem]]:
    """Find the column of every item that the rule set lists, by its title or its code."""
    found: dict[str, ColumnHeader] = {}
    problems: list[Problem] = []
    used: set[ColumnHeader] = set()
    by_key = _by_key(criteria)
    for head in heads:
        if (item := by_key.get(head.key)) is None:
            continue
        used.add(head)
        first = found.setdefault(item.code, head)
        if first is not head:
            problems.append(duplicate_column(grid, first, head))
        elif head.full_marks not in {None, item.full_marks}:
            problems.append(_other_marks(grid, head, item))
    listed = [(part, item) for part, item in criteria.items if item.code in found]
    items = tuple(Item(item.code, item.title, item.full_marks, part, item.department) for part, item in listed)
    columns = tuple(found[item.code] for item in items)
    optional = frozenset(found[item.code] for _, item in listed if item.not_applicable)
    return Items(items, columns, tuple(head for head in heads if head not in used), optional), problems


def _by_key(criteria: Criteria) -> Mapping[str, CriterionItem]:
    return {match_key(name): item for _, item in criteria.items for name in (item.title, item.code)}


def _other_marks(grid: Sheet, head: ColumnHeader, item: CriterionItem) -> Problem:
    message = text(
        "The head of %(item)s says %(said)s full marks, the rule set %(marks)s; the rule set counts.",
        item=item.title,
        said=head.full_marks,
        marks=item.full_marks,
    )
    return Problem("notice", "full-marks-differ", grid.place(head.row, head.column), message)


_SELF = regex(r"(.+)(?:自评|自查)(?:分|得分)?")
_ASSESSED = ("", "考核", "考评", "得分", "考核得分", "考评得分", "考核分", "考评分")
_DEDUCTION = regex(r"扣分|(?<!加)减分")
_SCORES = regex(r"得分|评分|打分|记分")


def without_self_scores(heads: Sequence[ColumnHeader]) -> list[ColumnHeader]:
    """Take the full marks off 学习自评(40分) where 学习考核(40分) stands as well: it is no item of its own."""
    marked = {(head.part, head.title) for head in heads if head.full_marks is not None}
    return [head._replace(full_marks=None) if _is_self_score(head, marked) else head for head in heads]


def _is_self_score(head: ColumnHeader, marked: set[tuple[str | None, str]]) -> bool:
    match = _SELF.fullmatch(head.title)
    return match is not None and any((head.part, match[1] + word) in marked for word in _ASSESSED)


def deductions(grid: Sheet, heads: Iterable[ColumnHeader]) -> Iterator[Problem]:
    """Refuse items whose heads say that their cells hold deductions."""
    for head in heads:
        if _DEDUCTION.search(head.title):
            message = text("“%(head)s” says that its cells hold deductions; scores are needed.", head=head.title)
            yield Problem("error", "deductions", grid.place(head.row, head.column), message, WRITE_SCORES)


def table_of_deductions(grid: Sheet, header: HeaderRow) -> Iterator[Problem]:
    """Refuse a table of items that calls itself one of deductions, above its heads or by its name."""
    for place, words in [*_titles(grid, header), (CellRef(grid.file), PurePath(grid.file).stem)]:
        says = _FIGURES_DEDUCTED if _NOTE.search(words) else _DEDUCTION
        if says.search(words) and not _SCORES.search(words):
            message = text("“%(title)s” says that the cells hold deductions; scores are needed.", title=words)
            yield Problem("error", "deductions", place, message, WRITE_SCORES)
            return


def table_of_self_scores(grid: Sheet, header: HeaderRow, total: ColumnHeader | None) -> Iterator[Problem]:
    """Refuse a table that calls itself one of what branches gave themselves, unless its total is called assessed."""
    if total and any(_ASSESSED_WORDS.search(words) for words in (total.title, total.part, total.whole) if words):
        return
    for place, words in _titles(grid, header):
        if _SELF_TABLE.search(words):
            message = text(
                "“%(title)s” says that the scores are what the branches gave themselves; the assessed ones are needed.",
                title=words,
            )
            hint = text("Put the assessed scores in their place, and correct the title.")
            yield Problem("error", NOT_ASSESSED, place, message, hint)
            return


def _titles(grid: Sheet, header: HeaderRow) -> list[tuple[CellRef, str]]:
    """Return what stands above the heads of a sheet, and its name."""
    titles = [
        (grid.place(number, column), cell)
        for number, row in enumerate(grid.first_rows(header.top - 1), start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str)
    ]
    return [*titles, (CellRef(grid.file, grid.name), grid.name)]


NOT_ASSESSED = "not-assessed"
_ASSESSED_WORDS = regex("考核|考评|核定|审定|评定|评审|复核|组织|党委")
_SELF_TABLE = regex(
    r"(?<![、和与及])(?:自评|自查|自测|互评|互测)(?:得分|评分|打分|分数?|总分|成绩|情况)?(?:汇总|统计|一览|登记)?表?\s*"
    r"(?:[(（][^()（）自互]*[)）]|[)）])?\s*$"
)
"""党支部自评得分表, 互评情况汇总表(2014年上半年); neither 自评申报表, nor 自评与考核得分表."""
_NOTE = regex(r"^\s*(?:[注※*]|备注|附注|说明)|[，。；;]")
"""注：扣分情况见附件: no title of a table."""
_FIGURES_DEDUCTED = regex(
    r"(?:数字|数据|数值|分数|表内|表中|本表|所列|各项|以上|均)[^。；]{0,6}(?:[为是系]|表示)[^。；]{0,4}(?:扣分|减分|扣减|失分)"
    r"|填写?的?(?:是|为)?扣[减分]"
)
"""注：表内数字为扣分，得分=100-扣分合计; 本表为扣分制; 本表填写扣分值."""


def figures_deducted(grid: Sheet, number: int, row: Row) -> Iterator[Problem]:
    """Refuse the figures of a sheet of which a note in this row says that they are deductions."""
    for column, cell in enumerate(row):
        if cell and isinstance(cell, str) and _FIGURES_DEDUCTED.search(cell):
            message = text(
                "“%(title)s” says that the cells hold deductions; scores are needed.", title=display_text(cell)
            )
            yield Problem("error", "deductions", grid.place(number, column), message, WRITE_SCORES)


WRITE_SCORES = text(
    "Write what is left of the full marks of each item, or add a column total and give the items no full marks."
)


def left_out(grid: Sheet, head: ColumnHeader) -> Problem:
    """Report points that would not be counted."""
    message = text(
        "“%(head)s” would not be counted: it is no item with full marks, and no total says what it adds.",
        head=head.title,
    )
    hint = text("Write its full marks beside its name, such as Bonus (5), add a column total, or delete it.")
    return Problem("error", "points-left-out", grid.place(head.row, head.column), message, hint)


FACT_MISSING = Rejection(
    "fact-missing", text("is blank, and the rule set needs it"), text("Fill in the cell; nothing is assumed.")
)
"""What is said of a blank fact that the rule set does not let be blank."""


def facts_without_column(grid: Sheet, layout: ColumnLayout, rules: RuleSet) -> list[Problem]:
    """Say which facts that may be blank have no column; those that may not are reported with the layout."""
    absent = [column.head for column in fact_columns(rules) if not column.required and column.name not in layout.roles]
    if not absent:
        return []
    message = text("There is no column %(missing)s; it counts as blank for every branch.", missing=listed(absent))
    return [Problem("warning", "fact-column-missing", CellRef(grid.file, grid.name), message)]


def read_fact(report: CellProblems, at: tuple[int, ColumnHeader, str], cell: object, fact: Column) -> Any:  # noqa: ANN401 [see value_of]
    """Read the cell of a fact, at a row, in the column of a head, of a branch; None if it is not there.

    A blank is refused where the rule set says so; where it does not, a stroke or 不适用 is as good as a blank.
    """
    row, head, branch = at
    if isinstance(cell, str) and not cell.strip(BLANKS):
        if fact.required and not report.is_faulty(row, head):
            report.refuse(row, head, branch, FACT_MISSING)
        return None
    if not fact.required and fact.kind != "text" and not_applicable(cell)[0]:
        report.remark(row, head, cell)
        return None
    return report.read(row, head, branch, cell, fact.kind)
