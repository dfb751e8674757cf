"""Occasions of documents from a small text table: name, unit, score, star, star before (- for none)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from msgspec.structs import replace

from reviews import OFFICE, SPAN, review, rules
from starrating.documents.context import Basis, DocumentContext, DocumentFields
from starrating.documents.registry import MAKERS
from starrating.exact import Exact
from starrating.i18n import Text
from starrating.model import NO_STAR, NUMBER, Incident, Item, JudgedIncident, Review, ScoreTable, SourceSheet, Step
from starrating.model.acts import Award, Consequence, Finding, PlaqueChange, PublicNotice
from starrating.model.preparation_acts import Declaration, ReviewSchedule
from starrating.procedure.declarations import DeclaredOn
from starrating.procedure.preparation import Outstanding
from starrating.procedure.rectification import Rectification
from starrating.ruleset import Milestone, RuleSet
from starrating.ruleset.consequences import Assistance, Consequences, Nomination, WithoutPromotion
from starrating.ruleset.procedure import SelfCheck
from starrating.ruleset.triggers import Trigger, Triggers

DAY = dt.date(2013, 7, 25)
FIVE = """
采煤一队党支部  采煤一队  95.50  5  5
机电队党支部    机电队    92.00  5  4
运输队党支部    运输队    91.00  4  5
洗煤厂党支部    洗煤厂    79.99  3  -
医院党支部      职工医院   0     -  3
"""
PERSONS = ("书记一", "张三", "李四", "王五", "赵六")
"""Who is named somewhere in the review, and must be in no circular."""
ITEMS = (
    ("A1", "组织生活", "4", "3.5 4 2 1 -"),
    ("A2", "学习记录", "6", "6 6 6 5.25 -"),
    ("B1", "制度", "2", "2 2 2 2 -"),
)
"""Code, title, full marks, and the points of the five."""
TRIGGER = Trigger(id="leader_sanctioned", number=2, clause="4.4(2)", text="领导班子成员受到党纪政纪处分的")


@dataclass(frozen=True)
class Held:
    """A target held against a review."""

    milestone: Milestone
    count: int
    rated: int
    short: int
    met: bool


def rule_set(language: str = "zh_CN", **words: str) -> RuleSet:
    """Return the rule set of `reviews` with a trigger, a self-check, and assistance."""
    return rules(language, **words).model_copy(
        update={
            "triggers": Triggers(clause="4.4", list=(TRIGGER,)),
            "self_check": SelfCheck(clause="4.3", text="定期自查，存在的问题及时整改"),
            "consequences": Consequences(
                nomination=Nomination(clause="4.6", star=5, honour="先进基层党组织", text="五星级优先考虑"),
                without_promotion=WithoutPromotion(
                    clause="4.6", years=2, pay_deduction=Fraction(1, 50), text="连续两年不能晋星的扣发2%"
                ),
                assistance=Assistance(clause="4.6", star=3, text="对三星级党支部定向帮扶"),
            ),
        }
    )


def full_review(table: str = FIVE, period: str = "2013H1") -> Review:
    """Build a review of a table whose third branch was lowered by an incident, and the second by the committee."""
    lines = [line.split() for line in table.strip().splitlines()]
    made = review("\n".join(" ".join(line[:4]) for line in lines), period)
    names = list(made.ratings.scores.branch)
    before = {line[0]: NO_STAR if line[4] == "-" else int(line[4]) for line in lines}
    star = made.ratings.star
    by_score = star.copy()
    by_score[2] = 5
    incident = Incident(
        names[2],
        "4.4(2)",
        dt.date(2013, 3, 1),
        subject="张三",
        document="关于给予张三处分的决定 公纪〔2013〕5号",
        note="李四举报",
        sheet=SourceSheet("i.xlsx", "降星情形"),
        row=2,
    )
    judged = JudgedIncident(incident, TRIGGER.id, TRIGGER.clause, counted=True, reason=Text("王五"))
    lowered = Step(names[2], TRIGGER.clause, "lower", 5, 4, Text("张三受处分"), str(incident.place()))
    decided = Step(names[1], "4.4-procedure", "decision", 4, 5, Text("赵六的意见"), "星光党〔2013〕9号")
    scored = np.array([name != names[-1] or len(names) != 5 for name in names])
    ratings = replace(
        made.ratings,
        scores=_with_items(made.ratings.scores) if len(names) == 5 else made.ratings.scores,
        star_by_score=by_score,
        previous_star=np.array([before[name] for name in names], np.int16),
        status=["rated" if each != NO_STAR else "not-assessed" for each in star.tolist()],
        steps=(decided, lowered),
        incidents=(judged,),
        scored=scored,
    )
    return replace(made, ratings=ratings)


def context(
    table: str = FIVE,
    period: str = "2013H1",
    language: str = "zh_CN",
    *,
    words: dict[str, str] | None = None,
    **more: Any,
) -> DocumentContext:
    """Return the context of a decided review after its notice, with an award and its consequences."""
    found = full_review(table, period)
    given: dict[str, Any] = {
        "span": SPAN,
        "targets": tuple(_targets(found)),
        "corrected": _as_published(found),
        "published": PublicNotice(found.period, SPAN.first, 1, SPAN.last, SPAN.days, SPAN.counted_as),
        "basis": Basis(dt.date(2013, 7, 22), "星光党〔2013〕12号"),
        "award": Award(found.period, DAY, 1, tuple(_plaques(found))),
        "consequences": tuple(_helped(found)),
        "schedule": ReviewSchedule(found.period, DAY, dt.date(2013, 6, 20), None),
        "outstanding": tuple(Outstanding(name, "form", 0, None) for name in found.ratings.scores.branch),
        "major": tuple(
            Rectification(found.period, Finding(1, name, "隐患", "抽查", responsible="书记一", major=True))
            for name in found.ratings.scores.branch
        ),
        "declared": tuple(DeclaredOn(Declaration(name, 5), DAY) for name in found.ratings.scores.branch),
    }
    return DocumentContext(found, rule_set(language, **(words or {})), more.pop("office", OFFICE), DAY, **given | more)


def made(kind: str, table: str = FIVE, period: str = "2013H1", language: str = "zh_CN", **more: Any) -> DocumentFields:
    """Say what a document of a kind says in that context."""
    return MAKERS[kind](context(table, period, language, **more))


def _with_items(table: ScoreTable) -> ScoreTable:
    columns = [points.split() for *_, points in ITEMS]
    points = [Exact.from_decimals([Decimal(0) if each == "-" else Decimal(each) for each in row]) for row in columns]
    unit = max(each.unit for each in points)
    numerators = np.stack([each.numerators * (unit // each.unit) for each in points], axis=1)
    states = np.array([[NUMBER if each != "-" else 1 for each in row] for row in columns], dtype=np.uint8).T
    items = tuple(Item(code, title, Decimal(marks), "组织建设") for code, title, marks, _ in ITEMS)
    return replace(table, items=items, points=Exact(numerators, unit), point_states=states)


def _targets(found: Review) -> Iterator[Held]:
    clause, due, rated = "2-targets", found.period, int((found.ratings.star != NO_STAR).sum())
    count = found.ratings.counts().get(5, 0)
    yield Held(Milestone(clause=clause, star=5, at_least=Fraction(3, 10), due=due), count, rated, 0, met=True)
    later = Milestone(clause=clause, star=5, at_least=Fraction(9, 10), due=due.__class__(due.year + 1, due.part))
    yield Held(later, count, rated, later.needed(rated) - count, met=False)


def _as_published(found: Review) -> Review:
    """Return the result as if the first branch had been published a level lower."""
    star = found.ratings.star.copy()
    star[0] -= 1
    return replace(found, version=1, ratings=replace(found.ratings, star=star))


def _plaques(found: Review) -> Iterator[PlaqueChange]:
    stars = zip(
        found.ratings.scores.branch, found.ratings.previous_star.tolist(), found.ratings.star.tolist(), strict=True
    )
    for branch, before, after in stars:
        if before == NO_STAR != after:
            yield PlaqueChange(branch, "new", before, after, "书记一")
        elif after == NO_STAR:
            yield PlaqueChange(branch, "withdraw", before, after)
        else:
            act = "unchanged" if before == after else "replace-up" if after > before else "replace-down"
            yield PlaqueChange(branch, act, before, after, "书记一")


def _helped(found: Review) -> Iterator[Consequence]:
    names = list(found.ratings.scores.branch)
    for branch, star in zip(names, found.ratings.star.tolist(), strict=True):
        if star == 3:
            yield Consequence("assistance", "4.6", branch, Text(""), secretary="书记一", helper=names[0])
        if star == 5:
            yield Consequence("nomination", "4.6", branch, Text(""), secretary="书记一")
        else:
            pay = Decimal("12345.75")
            yield Consequence("without_promotion", "4.6", branch, Text(""), (), "书记一", pay, Decimal("246.92"))
