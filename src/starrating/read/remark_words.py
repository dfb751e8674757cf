"""What the words of a remark say of the scores or the star of a branch: whether these are not to hold as they stand."""

from decimal import Decimal

from msgspec import Struct

from starrating.patterns import regex
from starrating.read.full_marks import plain_label

_OVERTURNED = regex(
    r"取消.{0,6}(?:评[星定选比级]|星级|定星|资格)|(?<!项)(?:不[得能宜可]?|未|免|暂缓|停止|暂不)(?:再|予|参与|参加|纳入|列入|进行|本次|本期|本|次|期|星级)*(?:考核|考评|评[星定选比级为]|定星)"
    r"|已(?:被)?(?:撤销|撤并|合并|并入|解散)|(?:总分|得分|分数|成绩|星级)(?:应[为是该]|更正|改[为成]|调整为|有误)|作废"
    r"|(?:[另再拟需须应补还]|尚未|未予?)[加减扣]\d|未(?:扣除|计入|列入|算入)|应[为得是]?满分|以.{0,8}复[核查审].{0,3}为准|待.{0,8}(?:复核|核[实定]|审[定核]|确定|查实)"
    r"|申诉|异议|复[核查议审]后|重新(?:考核|考评|评|计)|按\d[\d.]*分|[多少漏误错][计算加扣记减]|后(?:再)?[加减扣]\d|并入|未[加扣](?!分)|待定|暂定|建议.{0,4}(?:[不降免]|取消)|不评"
)
"""取消评星资格, 不参与评星, 不得评为五星, 已撤销，并入机关, 总分应为91, 另加2分，未计入总分, 得分待纪委复核后确定."""
_APART = regex(
    r"(?<!项)(?:不|未|没有?|免|缓|暂|停|退出|放弃|弃权|拒绝?|剔除|排除|中止|终止|推迟|延期|延后|另行|单独|重新|补)(?:予|再|作|做|进行|参与|参加|纳入|列入)?"
    r"(?:参[评与考加](?=$|[评考本此定)])|评|考核|考评|[定升][级星档等]|等次|[计记]分|排名|授牌|挂牌|研究|处理|审定|认定)"
    r"|(?:缓|补|代|漏|误|错|弃)[考评]|挂起|^(?:已?退出|除名|注销|撤销|取消|重复|临时|缺考|缺席|弃权|错误|[存有]疑|合并|[上下]调|[升降]级?|参考)(?:评定?|考核)?$"
    r"|(?:撤销|合并|移交|转隶|拆分|裁撤|分立)(?:至|到|给|入|于)|划[归入转拨]|(?:已|被|将|拟|应|建议)(?:撤销(?!.{0,3}处分)|合并|取消|注销|拆分|裁撤|分立|除名)"
)
"""不参评, 缓评, 补考, 另行研究, 划归机关党委, 拟撤销: the branch takes no part, or not as the others do."""
_OPEN = regex(
    r"无效|不算|不作数|存疑|有疑|疑问|争议|不实|虚报|造假|弄虚作假|以.{1,14}为准|(?:仅供|供|作)参考|重复(?:计|填|上?报|统计)|[暂预]估|估[计算分]|初步|代填"
    r"|(?:得分|分数|总分|成绩|星级|数据|结果|考核|考评|分)(?:.{0,3})(?:待|未定|未核|未审|有误|错|缺|另|存|暂)|(?<![接招等对优期])待(?:核|审|定|查|评|考|研究|补|议|报|商|上会|确认|处理|公示|复)"
    r"|(?:尚?未)(?:定|核|审|评|复|确|公示|通过|扣|加|减|含|包括|计|算|列)(?!分)|视[同为]|(?:按|作|做|从).{0,8}(?:处理|计算|计分|论处|对待|执行|降|升)|不予|另[计算加扣减评定]"
    r"|[上下]调(?!整)|(?:提|升|降|减|高|低)(?:低|高|为|至|到)?[一1两2半]?个?[级档格等](?!次)|(?<!班子)(?<!书记)(?<!人员)调整[为至到]|(?:不|未|基本)(?:合格|称职|达标)|暂(?:按|以|定|不|缓|列|记|计|挂)|更正|补[加扣减计]"
)
"""成绩无效, 得分待核, 以党委会意见为准, 视同不合格, 作0分处理, 下调一档: not settled, or not so."""
_HARMLESS = regex(
    r"(?:不合格|未达标|不达标)项|(?:均|全部?|都|已|无)未?[^,]{0,6}(?:达标|合格)(?!项)|未扣分|不扣分|无扣分|处分|整改"
)
_STAR = regex(r"[一二三四五六七1-7](?:颗|个)?星|星级|[摘扣减加晋降升保]星|[★☆]")
_OTHER_STARS = regex(
    r"(?:上[期次年半]|去年|往年|历年|原|曾|目标|申报|申请|争创|创建|力争|争取|确保|保持|连续|获|荣获|被?命名).{0,8}星|星级?(?:活动室|阵地|党员|职工|班组|宾馆|酒店|服务|红旗|岗|库|评[定比选]会|培训|标准|称号|创建)|[明红新卫]星"
)
"""上期四星, 力争五星级, 五星级活动室: stars of other days or of other things."""
_SAID = regex(r"([一二三四五六七1-7])(?:颗|个)?星|(★+)")
_NUMERALS = {each: at for at, each in enumerate("一二三四五六七", start=1)}
_COUNTED = regex(r"已(?:经|予)?[加减扣含计列算]|含|在内|计入|列入")
_TAKEN = regex(r"(?:扣|减|-|失)[^\d,]{0,3}(\d+(?:\.\d+)?)")
_ADDED = regex(r"(?:(?<!参)加|\+|奖励?|附加)[^\d,]{0,3}(\d+(?:\.\d+)?)分?(?!人|名|个|项|次|万|元|[\d.])")
_POINTS = regex(r"(?<![\d.扣减加+\-])(\d+(?:\.\d+)?)分(?![钟之类公厂店行])")
_BARE = regex(r"[+-]?\d+(?:\.\d+)?分?")
_NAME = regex(r"^.*?(?:党支部|支部|总支)(?=.)")
_CLAUSES = regex(r"[,。;\n、]")


_SAYS_NOTHING = regex(
    r"(?:较|与|比|同比|环比)(?:上[期次年季]度?|上半年|去年|往年|同期|前期)?[^,。;、]{0,4}?"
    r"(?:提[高升]|上[升涨]|增[加长]|下[降滑]|降低|减少|回落|进步|退步|[+-])了?\d+(?:\.\d+)?个?(?:分|名|位)?"
    r"|(?:经|已)?复[查核议评审](?:后|结果)?[,:]?(?:均|全部)?(?:无(?:异议|误|变化|差错|问题|出入)|属实|一致)"
)
"""较上期提高3分, 较上期+5分, 经复查无异议: words of change or of doubt that change and doubt nothing."""


class Remark(Struct, frozen=True):
    """What a remark says: whether it changes a result whatever stands in its row, or what the row must have said.

    That is no fewer points lost than it takes off, each of its stars, 0 where it says none of them, and its points,
    None where it adds some.
    """

    changes: bool
    taken: Decimal = Decimal(0)
    stars: tuple[int, ...] = ()
    points: tuple[Decimal | None, ...] = ()


def remark(words: str, *, explains: bool = False) -> Remark:
    """Read a remark; in a column that `explains` points, such as 扣分原因, points are those that it explains."""
    plain = _SAYS_NOTHING.sub("", plain_label(words))
    if _OVERTURNED.search(plain) or _is_unsettled(plain):
        return Remark(changes=True)
    clauses = _CLAUSES.split(plain)
    taken = max(map(Decimal, _TAKEN.findall(plain)), default=Decimal(0))
    stars = tuple(_star(clause) for clause in clauses if _STAR.search(clause) and not _OTHER_STARS.search(clause))
    return Remark(
        changes=False,
        taken=taken,
        stars=stars,
        points=tuple(points for clause in clauses for points in _points(clause, explains=explains)),
    )


def _is_unsettled(plain: str) -> bool:
    """Tell whether a clause says that a branch takes no part, or that its scores are not settled."""
    clauses = [_NAME.sub("", clause) for clause in _CLAUSES.split(plain) if not _HARMLESS.search(clause)]
    return any(_APART.search(clause) or _OPEN.search(clause) for clause in clauses)


def _star(clause: str) -> int:
    said = _SAID.search(clause)
    return (len(said[2]) if said[2] else _NUMERALS.get(said[1]) or int(said[1])) if said else 0


def _points(clause: str, *, explains: bool) -> list[Decimal | None]:
    """Return the points that a clause gives: 91分, or a number alone; None for those that it adds, such as 加2分."""
    if _BARE.fullmatch(clause):
        return [Decimal(clause.rstrip("分"))]
    if explains or _COUNTED.search(clause) or _TAKEN.search(clause):
        return []
    return [None] if _ADDED.search(clause) else [Decimal(number) for number in _POINTS.findall(clause)]
