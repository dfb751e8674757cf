"""A recorded review from a small text table, one branch a line: name, unit, score, star (- for none); its notice."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from starrating.documents.kinds.public_notice import context
from starrating.exact import Exact
from starrating.model import NO_STAR, NUMBER, Period, Ratings, Records, Review, ScoreTable, SourceSheet
from starrating.procedure.working_days import notice_span
from starrating.ruleset import Band, Criteria, Levels, Procedure, PublicNotice, RuleSet, Wording
from starrating.workspace import Office

TEN = """
采煤一队党支部  采煤一队  95.50  5
机电队党支部    机电队    92.00  5
通风队党支部    通风队    91.25  5
运输队党支部    运输队    93.00  4
掘进一队党支部  掘进一队  88.00  4
掘进二队党支部  掘进二队  86.50  4
调度室党支部    调度室    84.00  4
后勤党支部      后勤中心  80.00  4
洗煤厂党支部    洗煤厂    79.99  3
医院党支部      职工医院  70.00  3
"""

DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")


OTHERS = [[f"第{number:02}队党支部", f"第{number:02}队", "79", "3"] for number in range(20)]
"""Lines of branches beside whose names no further one stands in a text: their list is an attachment."""
MANY = TEN + "\n".join(" ".join(line) for line in OTHERS)


def review(table: str = TEN, period: str = "2013H1") -> Review:
    """Build a review of the lines of a table, ranked by score; rows 2 … of the workbook are the lines' order."""
    lines = [line.split() for line in table.strip().splitlines()]
    ranked = sorted(range(len(lines)), key=lambda i: -Decimal(lines[i][2]))
    return review_of([lines[i] for i in ranked], [i + 2 for i in ranked], period)


def review_of(lines: list[list[str]], rows: list[int], period: str = "2013H1") -> Review:
    """Build a review of (name, unit, score, star) in rank order; names may have spaces here."""
    names, units, scores, stars = (list(column) for column in zip(*lines, strict=True))
    score = Exact.from_decimals([Decimal(value) for value in scores])
    star = np.array([NO_STAR if value == "-" else int(value) for value in stars], dtype=np.int16)
    nothing = np.zeros(len(lines), dtype=np.uint8)
    table = ScoreTable(
        branch=names,
        columns={"unit": [unit if unit != "-" else None for unit in units], "secretary": ["书记一"] * len(lines)},
        items=(),
        points=Exact(np.zeros((len(lines), 0), dtype=np.int64)),
        point_states=np.zeros((len(lines), 0), dtype=np.uint8),
        total=score,
        total_states=nothing + NUMBER,
        sheets=(SourceSheet("2013H1.xlsx", "考核评分"),),
        origin=np.zeros(len(lines), dtype=np.int32),
        rows=np.array(rows, dtype=np.int32),
    )
    status = ["rated" if value != "-" else "no-score" for value in stars]
    ratings = Ratings(table, score, score.ranks(), star, star, np.full(len(lines), NO_STAR, np.int16), status)
    return Review(
        Period.parse(period),
        1,
        "2013-07-14T08:00:00+08:00",
        "0",
        "star-branches",
        "sha256:0",
        "{}",
        (),
        ratings,
        Records(opinions=tuple(answers(names))),
    )


def answers(branches: list[str], silent: str = "") -> Iterator[dict[str, str]]:
    """Let every department of the rule set answer 无 about every branch, but one."""
    for department in DEPARTMENTS:
        for branch in branches:
            opinion = "未答复" if department == silent else "无"
            yield {"branch": branch, "department": department, "opinion": opinion}


def rules(language: str = "zh_CN", **words: object) -> RuleSet:
    """Build the least rule set that a notice needs; `words` replace words of the documents."""
    wording = {
        "subject": "党支部",
        "scheme": "星级党支部",
        "review_result": "评审结果",
        "annual_result": "评定结果",
        "sections": {"4": "提升方法"},
    }
    return RuleSet(
        format=2,
        id="star-branches",
        title="开展星级党组织提升活动方案",
        source="公司党委，2012年",
        language=language,
        wording=Wording(**(wording | words)),
        levels=Levels(
            clause="2-levels",
            bands=(
                Band(star=3, name="三星级", below=Decimal(80)),
                Band(star=4, name="四星级", at_least=Decimal(80), below=Decimal(90)),
                Band(star=5, name="五星级", at_least=Decimal(90)),
            ),
        ),
        criteria=Criteria(clause="3-criteria", **{"from": "workbook"}, full_marks=Decimal(100)),
        procedure=Procedure(
            clause="4.4-procedure",
            review="half-year",
            stages=("自评申报", "组织考核", "党委评定", "结果公示", "挂牌管理"),
            departments=("纪检", "生产经营", "安全", "技术", "治保"),
            notice=PublicNotice(clause="4.4-procedure"),
        ),
    )


SPAN = notice_span(dt.date(2013, 7, 15), 5, "working-days")
OFFICE = Office("星光公司", "中共星光公司委员会", "组织科", "联系人一", "0000-1234567", "星光路1号")


def notice(
    table=TEN, period="2013H1", language="zh_CN", *, office=OFFICE, span=SPAN, order="score", draft=False, **words
):
    """Say what the notice of a table says; `words` replace words of the rule set."""
    return context(review(table, period), rules(language, **words), office, span, draft=draft, order=order)
