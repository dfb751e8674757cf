"""Terms of the rating that titles and notes of a sheet state otherwise than the rule set: what is never read over."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Sheet
from starrating.i18n import Text, listed, text
from starrating.model import Period
from starrating.patterns import regex
from starrating.read.agreement import Relation
from starrating.read.cell_values import HALF_WIDTH, display_text
from starrating.read.full_marks import full_marks_in, plain_label
from starrating.read.header_row import ColumnHeader, HeaderRow
from starrating.read.label_hints import column_hint
from starrating.read.scored_sheet import ScoredSheet
from starrating.read.sheet_words import Words, WordsAround
from starrating.read.stated_periods import covers, periods_in
from starrating.read.table_roles import TableRoles
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import score_is_sum

_STARS = regex("[一二三四五六七1-7]星")
_BOUND = regex(r"(?<![\d.])(\d{1,4}(?:\.\d+)?)(?=分|以[上下]|[-—–~～至到]\d)")
"""95分以上为五星级，85分至95分为四星级, 三星级80-90."""
_SHARE = regex(r"前\s*\d+\s*[%％名个]|\d+\s*[%％].{0,6}[一二三四五六七]星")
"""得分前30%的党支部评为五星级."""
_FIGURES = regex(
    r"(?:平均|最高|最低|人均)(?:得?分)?(?:数|值)?(?:为|是|:)?\d+(?:\.\d+)?分|(?:占比?|[星评]率|比例|占比例)(?:为|是|:)?\d+(?:\.\d+)?%"
)
"""平均分：85.35分, 占40%, 五星级率40%: what was found, and no term."""
_PERCENT = regex(r"(\d+(?:\.\d+)?)\s*[%％]")
_RANGE = regex(r"(?<![\d.])(\d{1,4}(?:\.\d+)?)分?[-—–~～至到]+(\d{1,4}(?:\.\d+)?)(?![\d.])")
_TIMES = regex(r"[×*]\s*([01]?\.\d+)")
_FULL = regex(r"(?<![每各]项)满分\s*(?:为|是|[:：])?\s*(\d+(?:\.\d+)?)\s*分|(\d+(?:\.\d+)?|[三五十百千])分制")
_IN_WORDS = {"三": 3, "五": 5, "十": 10, "百": 100, "千": 1000}
_FACTOR = regex(r"(?:按|乘以?|[×*])\s*\d+(?:\.\d+)?\s*[%％]|(?:乘以?|[×*])\s*[01]\.\d+|系数\s*(?:为|[:：])?\s*\d")
"""以下机关支部总分按95%折算."""
_WITHOUT = regex(
    r"(?:[不未](?:含|包括|包含|计|扣除?|计入|列入)|(?:尚|还|均)未[加减扣])[^,;。()]{0,6}分|分(?:数|值)?[^,;。]{0,2}(?:另计|另行|另[加扣]|单列|单独[计加扣])|越低越[好优高]"
    r"|(?:本表|此表|得分|成绩|\()占[^,;。]{0,8}\d+(?:\.\d+)?%"
)
"""不含加分, 未扣除安全分, 安全分另计, 分数越低越好, （占60%）."""
_RANKED = regex(
    r"(?:末位|(?:最后|末|后|倒数|前)(?:第?[一二两三四五六七八九十\d]+)(?:名|位|个|%)).{0,10}(?:[降升]|星|不评|淘汰|取消)"
)
"""最后两名降一个星级, 末位淘汰."""
_OTHERS = regex(r"团支部|党小组|书记.{0,8}(?:述职|评议)|书记考核|(?:党员|民主)(?:民主)?(?:评议|测评)")
"""Of whom, or by what, other tables are: not of branches, and no assessment of them."""
_ASSESSED = regex(r"星级党支部|党支部(?!书记).{0,6}(?:考核|考评|评星)")
_MONTHS = regex(r"(?<!\d)(1[0-2]|0?[1-9])(?:月?[-—–~～至到](1[0-2]|0?[1-9]))?月份?")
_SHARE = regex(r"\((?:占|权重)?\d{1,2}(?:\.\d+)?%\)")
"""业务工作(20%), 党建(占70%): a part of the score by its weight."""
_SUBJECT = "党支部"


def other_terms(sheet: ScoredSheet, around: WordsAround) -> Iterator[Problem]:
    """Refuse titles and notes that state other bounds of stars, other full marks or a factor, or another subject.

    Beside items, full marks below the whole may be those of one of them. Nothing is said of terms that the table itself
    proves.
    """
    grid, rules = sheet.grid, sheet.rules
    for number, column, title in around.titles:
        words = title.translate(HALF_WIDTH)
        if rules.wording.subject == _SUBJECT and _OTHERS.search(words) and not _ASSESSED.search(words):
            yield _problem(grid, (number, column), words, text("it is not about what the rule set rates"))
    for number, column, line in [*around.titles, *around.notes]:
        words = line.translate(HALF_WIDTH)
        if said := _otherwise(words, sheet):
            yield _problem(grid, (number, column), words, said)


def _otherwise(words: str, sheet: ScoredSheet) -> Text | None:
    rules = sheet.rules
    whole, terms = rules.criteria.full_marks, _FIGURES.sub("", words)
    if _STARS.search(words) and score_is_sum(rules) and rules.levels.star_is is None:
        bounds = {bound for band in rules.levels.bands for bound in (band.lower, band.upper) if bound is not None}
        bounds |= {whole} if whole else set()
        stated = {Decimal(match[1]) for match in _BOUND.finditer(terms)} - _lowest_ends(terms, bounds, sheet)
        others = [number for number in stated if 2 * number >= (whole or 0) and number not in bounds]
        if not all(_is_no_bound(number, bounds, sheet) for number in others):
            return text("the rule set has other bounds of the stars")
        if _SHARE.search(terms):
            return text("the rule set gives the stars by the score")
    if other := _other_full_marks(words, rules, above=bool(sheet.table.items)):
        return other
    if _RANKED.search(words):
        return text("the rule set gives the stars by the score")
    percentages = {Fraction(number) for number in _PERCENT.findall(words)}
    percentages |= {100 * Fraction(number) for number in _TIMES.findall(words)}
    if _WITHOUT.search(words) or (_FACTOR.search(words) and not (percentages and percentages <= _weights(sheet))):
        return text("the scores are read as they stand")
    return None


def _is_no_bound(number: Decimal, bounds: Collection[Decimal], sheet: ScoredSheet) -> bool:
    """Tell whether a number is a bound said from below, 89 or 89.9 for 90, and no score lies between the two."""
    above = number + _step(number)
    return above in bounds and not any(number < score < above for score in sheet.scores.values())


def _lowest_ends(words: str, bounds: Collection[Decimal], sheet: ScoredSheet) -> set[Decimal]:
    """Return where the lowest level is said to begin, 三星级60—79分, if no score is lower."""
    ranges = [(Decimal(low), Decimal(high)) for low, high in _RANGE.findall(words)]
    lowest = min(bounds, default=Decimal(0))
    return {
        low
        for low, high in ranges
        if lowest in {high, high + _step(high)} and all(score >= low for score in sheet.scores.values())
    }


def _weights(sheet: ScoredSheet) -> set[Fraction]:
    """Return the percentages by which the total follows from other columns."""
    relations = sheet.meaning.roles.relations if sheet.meaning.roles else ()
    return {100 * weight for each in relations if each.kind == "blend" for weight in each.weights}


def _step(number: Decimal) -> Decimal:
    """Return one unit of the last decimal of a number."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _other_full_marks(words: str, rules: RuleSet, *, above: bool = False) -> Text | None:
    """Say that other full marks are stated; beside items only those `above` the whole cannot be of one of them."""
    whole, full = rules.criteria.full_marks, _FULL.search(words)
    said = (full[1] or full[2]) if full else None
    marks = Decimal(_IN_WORDS.get(said, said)) if said else None
    if not marks or not whole or marks == whole or (above and marks < whole):
        return None
    return text("the full marks of the rule set are %(full)s", full=whole)


_NOT_FINAL = (
    r"样表|样式|样例|模板|模版|范本|范例|范表|示例|例表|参考表|草稿|草案|草表|初稿|讨论稿|(?:内部)?讨论|征求意见稿?|送审稿|未定稿|试填|测试(?:表|数据|用)?|演示(?:表|数据|用)?"
    r"|空白?表|作废|仅供参考|待(?:党委|公司)?(?:审[定核]|审议|研究|确定)"
)
_NOT_FINAL_TITLE = regex(
    rf"(?:[(【\[]|^)(?:此表|本表|仅?为)?(?:{_NOT_FINAL})(?:第?[一二三四五六\d]+[稿版]?)?(?:[)】\]:,-]|$)|(?:{_NOT_FINAL})(?:[(]?第?[一二三四五六\d]+[稿版)]*)?$"
    r"|测算|模拟|预评|试评|预考核|^(?!.*[复终]).*初评"
)
"""2013年上半年考核得分表（征求意见稿）, 样表：…, 考核得分表草稿."""


def not_final_titles(grid: Sheet, titles: Iterable[Words]) -> Iterator[Problem]:
    """Ask about a sheet of which a title says that it is a sample or a draft."""
    for number, column, words in titles:
        yield from not_final(grid.place(number, column), words)


def not_final(place: CellRef, words: str) -> Iterator[Problem]:
    """Ask about words that say of what bears them that it is a sample or a draft; of a file it is told only."""
    if _NOT_FINAL_TITLE.search(plain_label(words)):
        message = text(
            "“%(words)s” says that this is a sample or a draft, not what is to be rated.", words=display_text(words)
        )
        hint = text("Is it the right workbook? If its scores are to be rated, take the word out of the title or name.")
        yield Problem("error" if place.sheet else "warning", "not-final", place, message, hint)


def other_scale(
    grid: Sheet, header: HeaderRow, total: ColumnHeader, rules: RuleSet, *, items: bool
) -> Iterator[Problem]:
    """Refuse a total whose head states other full marks than the rule set: 平均得分（满分5分）, 考核总分（120分）.

    Beside items, and where nothing but a number of points says it, only those above the whole.
    """
    whole = rules.criteria.full_marks
    for number, row in enumerate(grid.first_rows(header.bottom), start=1):
        words = row[total.column].translate(HALF_WIDTH) if isinstance(row[total.column], str) else ""
        said = _other_full_marks(words, rules, above=items) if number >= header.top else None
        marks = full_marks_in(words)[1] if number >= header.top else None
        if whole and marks and marks > whole:
            said = text("the full marks of the rule set are %(full)s", full=whole)
        if said:
            yield _problem(grid, (number, total.column), words, said)


def other_name(grid: Sheet, top: int, whole: Decimal | None, period: Period | None) -> Iterator[Problem]:
    """Ask about totals that by the name of the sheet are a part of the score: 作风建设(50分), 业务工作(20%), 2月.

    A month may be the one in which the sheet was made; so it counts where nothing stands above the heads, in row `top`.
    """
    marks, share = full_marks_in(grid.name)[1], _SHARE.search(grid.name.translate(HALF_WIDTH))
    months = _months_of(grid.name, period) if period and top == 1 else range(0)
    of_period = set(range(period.first_day.month, period.last_day.month + 1)) if period else set()
    if share or (whole and marks not in {None, whole}) or (months and of_period > {*months}):
        message = text(
            "The sheet is called “%(name)s”: its numbers are a part of the score, and no other sheet has the whole.",
            name=grid.name,
        )
        hint = text("Put the scores of the whole into a column of their own; or call the sheet otherwise.")
        yield Problem("error", "terms-differ", CellRef(grid.file, grid.name), message, hint)


def other_marks(grid: Sheet, header: HeaderRow, roles: TableRoles, whole: Decimal | None) -> Iterator[Problem]:
    """Ask about a sum whose head states other full marks than its parts have together: 考核总分(120分) of 100.

    A sum that states the `whole`, or is no total, is read elsewhere, or takes no part in the score.
    """
    marks = {head.column: head.full_marks for head in header.heads}
    for relation, target in _called_totals(header, roles):
        known = [marks.get(part) for part in relation.parts]
        found = sum((mark for mark in known if mark), Decimal(0))
        if relation.kind != "sum" or None in known:
            continue
        for number, row in enumerate(grid.first_rows(header.bottom), start=1):
            words = row[target.column] if number >= header.top else ""
            said = full_marks_in(words)[1] if isinstance(words, str) else None
            if said not in {None, found, whole}:
                reason = text("the full marks of its items add up to %(found)s", found=found)
                yield _problem(grid, (number, target.column), words, reason)


def totals_in_its_place(grid: Sheet, header: HeaderRow, total: ColumnHeader, roles: TableRoles) -> Iterator[Problem]:
    """Ask about a sum called a total of which what is read as the total is a part: 得分, of 基础分 and 扣分.

    So it is where a row says other full marks of it than the whole has.
    """
    for relation, target in _called_totals(header, roles):
        if total.column in relation.parts and roles.columns[target.column].role == "subtotal":
            reason = text("“%(total)s” is read as the score, which is a part of it", total=total.title)
            yield _problem(grid, (target.row, target.column), target.title, reason)


def _called_totals(header: HeaderRow, roles: TableRoles) -> Iterator[tuple[Relation, ColumnHeader]]:
    heads = {head.column: head for head in header.heads}
    for relation in roles.relations:
        target = heads.get(relation.target)
        if target and column_hint(target.title, ()) == "total":
            yield relation, target


def of_other_months(
    grid: Sheet, header: HeaderRow, total: ColumnHeader, roles: TableRoles, period: Period
) -> Iterator[Problem]:
    """Ask about a total that is of a part of the period, or made of such columns, which are not all of it: 6月得分."""
    spans = {head.column: _months_of(head.title, period) for head in header.heads}
    parts = {part for each in roles.relations if each.target == total.column for part in each.parts}
    of_months = bool(parts) and all(spans.get(part) for part in parts)
    told = list(spans.values()) if of_months else [spans.get(total.column, range(0))]
    months = [month for span in told for month in span]
    whole = range(period.first_day.month, period.last_day.month + 1)
    if months and sorted(months) != list(whole):
        message = text(
            "“%(head)s” is of the months %(months)s, which are not the whole of %(period)s.",
            head=total.title,
            months=listed(map(str, months)),
            period=period,
        )
        hint = text("Put the scores of the whole period in their place, or say the period with --period.")
        yield Problem("error", "terms-differ", grid.place(total.row, total.column), message, hint)


def _months_of(title: str, period: Period) -> range:
    """Return the months of the period that a head names, one by one or as a quarter; none if it names none."""
    for part, _ in periods_in(title, period.year):
        if part != period and covers(period, part):
            return range(part.first_day.month, part.last_day.month + 1)
    span = _MONTHS.search(title.translate(HALF_WIDTH))
    return range(int(span[1]), int(span[2] or span[1]) + 1) if span else range(0)


def _problem(grid: Sheet, at: tuple[int, int], words: str, reason: Text) -> Problem:
    message = text("“%(words)s” stands here, but %(reason)s.", words=display_text(words), reason=reason)
    hint = text("Is it the right workbook, and the right rule set? Correct or delete the words if they do not hold.")
    return Problem("error", "terms-differ", grid.place(*at), message, hint)
