"""What the words of a label hint at: a first witness only, which arithmetic and likeness have to confirm."""

import re
from typing import Literal, NamedTuple

from starrating.patterns import regex
from starrating.read.full_marks import plain_label

RowRole = Literal["head", "full_marks", "branch", "sum", "mean", "extreme", "count", "comparison", "summary", "note"]
ColumnRole = Literal[
    "number", "branch", "item", "total", "subtotal", "mean", "self", "previous", "rank", "bonus", "deduction", "fact",
    "other",
]  # fmt: skip


class RowHint(NamedTuple):
    """What a row's label hints at.

    It is `certain` where the words can mean nothing else, such as 合计; `whole` where nothing else is in the label.
    """

    role: RowRole | None
    certain: bool = False
    whole: bool = False


_ROW_WORDS: tuple[tuple[RowRole, bool, re.Pattern[str]], ...] = (
    # 以上得分经党委会研究确定, 注：…, 制表人：…, 第1页 共2页, 单位：分, 打分部门
    ("note", False, regex(
        r"\(?(?:注|备注|附注|说明|填表说明|审核|复核|审批|制表|填表|统计|负责人?|签字|签名|日期|单位|部门|notes?)"
        r"\w{0,4}[:、.]"
        r"|\(?(?:考核|审核|制表|填表|复核|统计|评分|打分)(?:人|部门|单位|科室|小组)"
        r"|第\d+页|共\d+页|.*(?:盖章|公章|签字|签名)|以上(?!.*(?:平均|合计))|[^:]{0,10}(?:人|签字|签名|盖章|组长|领导|日期|时间|部门|单位)\)?:"
        r"|[\d〇零一二三四五六七八九十]{4}年.{1,3}月.*日?$", re.IGNORECASE)),
    # 得分率, 占比, 标准差 can only be a figure about others; so can 平均, 最高分, 合计, each in any dress
    ("summary", True, regex(
        r"得分率|占比|百分比|所占比|比例$|标准差|方差|极差|中位数|及格率|优秀率|\bmedian\b|\bstd\b", re.IGNORECASE)),
    ("mean", True, regex(r"平均|均分|均值|\b(?:average|mean|avg)\b", re.IGNORECASE)),
    ("extreme", True, regex(
        r"最高|最低|最大值|最小值|\b(?:max(?:imum)?|min(?:imum)?|highest|lowest)\b", re.IGNORECASE)),
    ("sum", True, regex(
        r"合计|小计|总计|共计|累计|总和|求和|[∑Σ]|^计$|^其中|^(?:总分|总得分)$|\b(?:sub|grand)?total\b|\bsum\b",
        re.IGNORECASE)),
    ("comparison", False, regex(
        r"备查|^参[考照]|^全(?:公司|矿|局|厂|院|校|线|体)$|^公司$|基数|水平$|去年|上年"
        r"|上期|上次|上一|同期|同比|环比|增减|增幅|升降|对比|比较|差距|差额|预算|计划数|目标值")),
    ("full_marks", False, regex(
        r"满分|应得|分值|标准分?$|^标准|权重|配分|基准分|基本分$|额定分|赋分"
        r"|^上限|最高限|^限额|full.?marks|weight", re.IGNORECASE)),
    # 五星级, 三星级党支部, 90分以上, 80-89分, 优秀
    ("summary", False, regex(
        r"^[一二三四五六七1-7]星级?(?:党?支部)?(?:[个数]*)$|\d+分?\)?(?:及?以上|及?以下)|^\d+分?[-~—至]\d+分?$"
        r"|^(?:优秀|良好|合格|不合格|一般|较差|基本合格|好|较好|差)(?:[个数等次]*)$")),
    ("count", False, regex(r"人数|个数|家数|户数|数量|支部数|次数|count", re.IGNORECASE)),
)  # fmt: skip
_NAMES = ("党支部", "党总支", "党委", "党组", "党组织", "党小组", "支部", "总支", "委员会")
_ORGANISATION = regex(r"(.*?)(?:党支部|党总支|党委|党组|党组织|党小组|支部|总支)(?:委员会)?(\([^()]*\))?")
_STARS = regex(
    r"[^\w(]*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])?(?:(?:拟|建议)?(?:评|评定|定|确定|认定)为|拟评|拟定|评定|授予)?"
    r"[一二三四五六七1-7]星级?的?"
)
"""五星级, 一、拟评为五星级的, ◆五星级: the branches of a star."""
_COUNT = regex(r".{0,12}\d个(?:[一二三四五六七1-7]星级?的?)?")
"""本页共8个, 3个五星级: how many branches there are."""
_MANY = regex(r"星|\d个")
_KINDS = regex(
    r"各个?|全体|全部|所有|其[他它余]|(?:[未不应实]|已)?参[评加与考]|(?:上年|去年|上期|本期|历年)?(?:最[好差优高低]|优秀|先进|标杆|示范|模范|样板|后进|落后|薄弱|软弱涣散|达标|不达标|未达标)"
)
"""参评支部, 先进支部, 其他支部, 全体党支部: not a name, but which or how many branches are meant."""
_SUMMARY = regex(r"(?:全.{1,2}|本页|各)?(?:合计|小计|总计|共计|累计|平均|均分|最高|最低|满分)")
_LONGEST_WORD = 5
"""全公司合计 within 全公司合计党支部."""
_NO_HINT = RowHint(None)


def row_hint(plain: str, *, organisation: bool) -> RowHint:
    """Return what a row's label hints at; a name such as 考核人事科党支部 hints at nothing.

    The label is one that `plain_label` has written, and `is_organisation` has judged. A name that is dressed up as a
    summary, such as 合计党支部 or 甲队党支部（合计）, is one that is not certain.
    """
    if not organisation:
        return _of_words(plain)
    many = ("星" in plain or "个" in plain) and _MANY.search(plain)
    if plain.endswith(_NAMES) and len(plain) > 3 + _LONGEST_WORD and not many:
        return _NO_HINT
    name = _ORGANISATION.fullmatch(plain)
    if name is None:
        return _NO_HINT
    if _STARS.fullmatch(name[1]) or _COUNT.fullmatch(name[1]) or _KINDS.fullmatch(name[1]):
        return RowHint("summary")
    inside = [_of_words(each) for each in (name[1] if _SUMMARY.fullmatch(name[1]) else "", name[2] or "") if each]
    return next((RowHint(hint.role) for hint in inside if hint.certain), _NO_HINT)


_COMPARED = regex(
    r"(?:(?:去年|上年|往年|历年|上期|上次|同期|同比|环比|备查|参考|参照|对比|比较|增减|升降|较|与|比)(?:得分|成绩|情况|水平|数|值|分)*)+"
)
"""去年同期得分, 与上期比较: nothing but words of a comparison."""


def _of_words(plain: str) -> RowHint:
    if _COMPARED.fullmatch(plain):
        return RowHint("comparison", whole=True)
    for role, certain, words in _ROW_WORDS:
        if words.match(plain) if role == "note" else words.search(plain):
            return RowHint(role, certain)
    return _NO_HINT


def is_organisation(plain: str) -> bool:
    """Tell whether a plain label is a name of a Party organisation, such as ××党支部, and no note about one."""
    if ":" in plain or "表示" in plain:
        return False
    return plain.endswith(_NAMES) or (plain.endswith(")") and _ORGANISATION.fullmatch(plain) is not None)


LEVEL = regex(
    r"(?:是否)?(?:拟评|拟定|评定?为|定为|达到|达|符合|认定为)?([一二三四五六七1-7])星级?(?:标准|条件|支部|党支部)?"
)
"""五星级, 是否达到五星级: heads of columns in which a mark says that a branch has that star, or has it not."""


ColumnHint = Literal[
    "number", "rank", "self", "previous", "marks", "deduction", "bonus", "subtotal", "mean", "total", "other", "judge"
]

_ANYWHERE: tuple[tuple[ColumnHint, re.Pattern[str]], ...] = (
    ("self", regex(r"自评|自查|自测|自我评|自报|申报(?:得|总|评)?分|互评|互测|\bself", re.IGNORECASE)),
    ("previous", regex(r"上期|上次|上年|去年|上季|上月|前次|往[年期]|上一|同期|previous|last ", re.IGNORECASE)),
)
"""Words that say of all columns below them that they are not the assessed score."""
_INCIDENTS = (
    r"(?:一票)?(?:底线|红线|否决|负面|触[犯碰]|降星|摘星|违[纪法规]|处分|(?:安全|质量|责任)?事故)"
    r"(?:事项|情形|指标|项目?|情况|清单|条款|次数|起数|数)?"
)
INCIDENTS = regex(_INCIDENTS)
"""一票否决, 红线指标, 违纪情况: columns that mark or count incidents, unless their numbers are points."""
_HEAD_WORDS: tuple[tuple[ColumnHint, re.Pattern[str]], ...] = (
    ("number", regex(r"(?:序号|编号|序|顺序|no\.?|#|行号)", re.IGNORECASE)),
    ("rank", regex(r".*(?:名次|排名|排序|位次|排位|次序)|rank(?:ing)?", re.IGNORECASE)),
    ("other", regex(
        r"党员|.*(?:[个票次项条件篇户期场起名处家份]数|人数|(?:人|党员|职工|员工|干部|班组|小组|支部|岗位)数量?|总人口|得分率|百分率|电话|手机|编码|代码|邮编|年龄|工号|身份证|日期|时间|年度|年份|联系方式"
        r"|(?:正式|预备|在[册职岗]|离退休|流动|少数民族|青年|[男女老新]|现有|全体|参[会加评]|到会)党员|[年期]限|工龄|党龄|\((?:元|万元|亿元|吨|万吨|人|名|个|次|票|天|年|月|岁|%|米|万米|户|件|起|小时|学时|期|篇|条)\))"
        r"|.*(?<![分点系指])数|.*(?:天数|时长|学时|积极分子|楼层|届次)"
        r"|(?:[评拟建党支考认审核][^分]{0,4})?(?:星级?|等级|定级|档次|等次|级别)(?:评定|结果)?"
        r"|.*(?<!各)(?:总支|党委|单位|公司|全[矿厂院校局]|片区|系统|同类)的?(?:平均(?:得分|成绩|分)?|均分)|[高低]于.*平均.*"
        r"|.*(?:率|占比|比例|比重|系数|幅度|差距|差值|差异|差额|分差|尚差|极差)|占.{1,6}比|[与距离较比].{1,10}差"
        rf"|{_INCIDENTS}"
        r"|.*(?:目标|承诺|预[期计测]|力争|争取|标杆|下期).*")),
    ("judge", regex(r"(?:评委|考官|评分人|打分人|judge).*", re.IGNORECASE)),
    ("mean", regex(r".*(?:平均|均分|均值|average|mean).*", re.IGNORECASE)),
    ("deduction", regex(r".*(?:扣分|(?<!加)减分|失分|扣减)(?:项|值|合计|小计|总计|总数|数)?")),
    ("subtotal", regex(r".*小计|subtotal", re.IGNORECASE)),
    ("marks", regex(r"(?:分值|满分|标准分?|权重|应得分?|满分值|标准分值|配分|基准分)")),
    ("total", regex(
        r"(?:考核|考评|评定|综合|最终|最后|总|合计|实得|实际|实|汇总|年度|半年)*"
        r"(?:总分|合计|总计|共计|得分|总得分|总评|评分|成绩|总成绩|评定分|分数|评价得分|考核分|考评分|综合分|分)(?:数|值)?"
        r"|实得|.*折合?百(?:分制?)?(?:得?分|成绩)?|(?:折合|换算)?百分制(?:得?分|成绩)?"
        r"|.*总分|.*总得分|.*合计|.*总计|合计.*|total|score", re.IGNORECASE)),
    ("bonus", regex(r".*(?:加分|加减分|奖励分|附加分|bonus)(?:项|值)?"
        r"|(?:得分|分数)?(?:调整|核[增减]|追[加减扣]|奖惩)(?:分|项|数|值)?", re.IGNORECASE)),
)  # fmt: skip
_BY_SCORE = regex(
    r".*(?:得分|评分|积分|成绩|分数|[∑Σ])|.*[^加减扣失满部差百]分|.*(?:总评|(?:评定|核定|认定|审定|考核|考评|综合|最终|最后).*(?:分|评|结果)(?:\(分\))?)"
)
"""评审得分, 党委核定分, 年终总评, 考核结果: scores, and the one that counts where there is but one."""
DERIVED = regex(r"折算|折合|加权|\d%|合计|小计|总计")
"""折算70%, 民主测评(30%), 扣分合计: what follows from other columns."""
TRIMMED = regex(r"去掉|去除|剔除|去(?:最|高|低)|中位|trimmed|median", re.IGNORECASE)
"""去掉最高最低分后平均: a mean that leaves some out."""
SCORE = regex("得分|评分|成绩")
COMPLETE = regex("总|综合|最终|最后|实得")
SETTLED = regex(
    r"终[审评定核]|复[核审评查议]|[审核认评裁]定|调整|修[正订改]|更正|[^前]后(?:的)?(?:得分|总分|成绩|分数?)"
)
"""复核得分, 党委审定得分, 调整后得分: a score that was settled after another one."""
SELF_WORDS = regex(r"自评|自查|自测|互评|互测")
PREVIOUS_ALONE = regex(
    r"(?:上期|上次|上年度?|去年|上季度?|上月|前次|往[年期]|同期)(?:考核|考评|评定|得分|总分|成绩|分数?|情况|结果)*"
)
"""上期考核, 去年得分情况: above items that are all of an earlier period; 上期问题整改 is about what is done now."""
_SELF_ALONE = regex(r"(?:党支部|支部|单位)?(?:自评|自查|自测|互评|互测)(?:得分|分数?|总分|成绩|情况)?")


def is_deduction(title: str) -> bool:
    """Tell whether a title says points lost, whoever took them: 扣分, 考核扣分, 自评扣分; 扣分原因 does not."""
    return dict(_HEAD_WORDS)["deduction"].fullmatch(plain_title(title)) is not None


_UNIT = regex(r"(?<=.)\((?:单位:)?分\)$")


def plain_title(title: str) -> str:
    """Write the title of a column in one way, without the unit of points: 总分（分） → 总分."""
    return _UNIT.sub("", plain_label(title))


def names_score(title: str) -> bool:
    """Tell whether the title of a column names a score, and so the one that counts where there is but one."""
    return _BY_SCORE.fullmatch(plain_title(title)) is not None


def column_hint(title: str, above: tuple[str, ...], *, marked: bool = False) -> ColumnHint | None:
    """Return what the title of a column, and the heads above it, hint at.

    A `marked` title, one with full marks, may be an item about such things: 开展自评(5分) is no self-assessment.
    """
    texts = [plain_title(each) for each in (title, *above)]
    if marked and not _SELF_ALONE.fullmatch(texts[0]):
        texts = [SELF_WORDS.sub("", texts[0]), *texts[1:]]
    for hint, words in _ANYWHERE:
        if any(words.search(text) for text in texts):
            return hint
    return next((hint for hint, words in _HEAD_WORDS if words.fullmatch(texts[0])), None)
