"""Rule sets put together by chance of every kind of value, condition, step, level and target."""

import json
from random import Random
from typing import Any

from pydantic import ValidationError

from rule_texts import rules_of
from starrating.ruleset import RuleSet

Section = dict[str, Any]
ITEMS = [
    {
        "title": "基础",
        "items": [{"code": "A1", "title": "学习", "full_marks": 40}, {"code": "A2", "title": "党课", "full_marks": 30}],
    },
    {
        "title": "加分",
        "items": [{"code": "B1", "title": "荣誉", "full_marks": 30, "lowest": -10, "not_applicable": True}],
    },
]
CRITERIA: dict[str, Section] = {
    "rules": {"clause": "2", "from": "rules", "full_marks": 100, "parts": ITEMS},
    "workbook": {"clause": "2", "from": "workbook", "full_marks": 100},
    "total": {"clause": "2", "from": "total", "full_marks": 100},
    "open": {"clause": "2", "from": "total"},
}
FACTS = [
    {"id": "output", "title": "产值", "values": "number"},
    {"id": "passed", "title": "达标", "values": "yes-no"},
    {"id": "kind", "title": "组别", "values": "word", "words": ["生产", "机关"]},
    {"id": "since", "title": "成立", "values": "date"},
    {"id": "start", "title": "起点", "values": "star"},
]
TRIGGERS = [
    {"id": "late", "number": 1, "clause": "5.1", "text": "迟到"},
    {"id": "hurt", "number": 2, "clause": "5.2", "text": "受伤", "when": {"incident": "major_loss", "is": True}},
]
NOT_THERE = {"A9", "lost", "安全", "安监", "后勤", 7, 9}
NUMBERS = (0, 1, -1, 10, 50, 60, 90, 100, 120, 30.5)
QUOTAS = ({"at_most": "30%"}, {"places": 1}, {"at_least": "20%"}, {"last": 1})
BEST = ({"share": "20%"}, {"places": 2})


class _Maker:
    """A rule set while it is made."""

    def __init__(self, seed: int, *, careful: bool) -> None:
        self.chance, self.careful = Random(seed), careful
        self.origin = self.chance.choice((*CRITERIA, "rules"))
        self.values: list[Section] = []

    def one(self, *of: Any) -> Any:
        """Choose one of several; who is careful names nothing that is not there."""
        known = [each for each in of if not (isinstance(each, str | int) and each in NOT_THERE)] if self.careful else of
        return self.chance.choice(known)

    def some(self, section: Section, **more: tuple[Any, ...]) -> Section:
        """Add some settings to a section, each with one of its words."""
        return {**section, **{key: self.one(*of) for key, of in more.items() if self.chance.random() < 0.25}}

    def ref(self) -> Any:
        """Name a number: an item, a part, a fact, a value, the total; seldom what is none, or a number itself."""
        listed = ("A1", "学习", "B1", "基础", "加分") if self.origin == "rules" else ("学习", "党务")
        values = tuple(value["id"] for value in self.values)
        odd = (
            self.one("A9", "passed", "kind", 5, "previous-star")
            if self.chance.random() < 0.15 and not self.careful
            else "output"
        )
        return self.one("total", "output", *listed, *values, *values, odd)

    def refs(self) -> list[Any]:
        """Name some numbers."""
        return [self.ref() for _ in range(self.one(1, 2, 2, 3))]

    def bounds(self) -> Section:
        """Make a comparison, sometimes of two bounds, or of none."""
        number = lambda: self.one(*NUMBERS, *NUMBERS, self.ref())  # noqa: E731 [drawn anew for each bound]
        return self.one(
            *({key: number()} for key in ("at_least", "above", "at_most", "below", "is", "at_least", "below")),
            {"at_least": number(), "below": number()},
            {"above": number(), "at_most": number()},
            {"in": [self.one(*NUMBERS), self.one(*NUMBERS)]},
        )

    def band(self) -> Section:
        """Make a band of points."""
        return {
            "points": self.one(0, 5, 10),
            **self.one({"below": 10}, {"at_least": 10}, {"at_least": 10, "below": 20}, {"above": 20}),
        }

    def bands(self) -> list[Section]:
        """Make bands that leave no gap, or any."""
        whole = [{"points": 0, "below": 10}, {"points": 5, "at_least": 10, "below": 60}, {"points": 10, "at_least": 60}]
        return whole if self.chance.random() < 0.6 else [self.band() for _ in range(self.one(1, 2, 3))]

    def value(self) -> Section:
        """Make a value of any kind."""
        made = self.one(
            {"number": self.one(*NUMBERS)},
            {"sum": self.refs(), **self.one({}, {"minus": self.refs()})},
            {"product": self.refs()},
            {
                "blend": [
                    {"of": self.ref(), "weight": self.one("70%", "30%", 0.5, 1, 0, -1)} for _ in range(self.one(1, 2))
                ]
            },
            {"blend": [{"of": self.ref(), "weight": "70%"}, {"of": self.ref(), "weight": "30%"}]},
            {"ratio": self.ref(), "to": self.one("full-marks", 0, 50, self.ref())},
            {"highest": self.refs()},
            {"lowest": self.refs()},
            self.some({"mean": self.refs()}, without=({"highest": 1}, {"highest": 1, "lowest": 1}, {"highest": 0})),
            self.some(
                {"percentile": self.one("50%", "90%"), "of": self.ref(), "method": self.one("linear", "nearest-rank")},
                pool=("kind", "output", "type"),
                missing=("zero",),
            ),
            self.some({"points_for": self.ref(), "bands": self.bands()}, between=("lower", "upper")),
            self.some(
                {"tally": {self.one("late", "hurt", "lost"): self.one(-5, 2, 0)}},
                same_act=("heaviest",),
                repeats=("double",),
            ),
            {"count": self.refs(), "that": self.bounds()},
            {"choose": [{"when": self.condition(1), "value": self.ref()}], **self.one({}, {"otherwise": self.ref()})},
        )
        section = {"id": f"v{len(self.values)}", "clause": "7", **made}
        return self.some(
            section,
            missing=("zero", "skip", "none"),
            floor=(0, 20),
            cap=(50, 100),
            round=({"to": 0.1, "how": "half-up"}, {"to": 1, "how": "down"}),
        )

    def condition(self, depth: int = 0) -> Section:
        """Make a condition of any kind."""
        joined = [] if depth > 1 else [
            {"all": [self.condition(depth + 1) for _ in range(2)]},
            {"any": [self.condition(depth + 1) for _ in range(self.one(1, 2))]},
            {"not": self.condition(depth + 1)},
        ]  # fmt: skip
        return self.one(
            *joined,
            self.some({"incidents": [self.one("late", "hurt", "hurt", "lost")]}, at_least=(1, 2)),
            {"score": "total", **self.bounds()},
            {"item": self.one("A1", "B1", "学习", "荣誉", "安全"), **self.one({"below": 0.5}, self.bounds())},
            {"value": self.ref(), **self.bounds()},
            {"every": self.refs(), **self.bounds()},
            {"some": self.refs(), **self.bounds()},
            self.some({"count": self.refs(), "that": self.bounds()}, at_least=(0, 1, 2, 4), at_most=(0, 1, 3)),
            {"months_since": self.one("since", "output"), **self.bounds()},
            {
                "star": self.one("current", "previous", "applied", "by-score"),
                **self.one({"at_least": 2}, {"is": 3}, {"below": 1}, {"at_most": 5}, {"is": "none"}),
            },
            {"opinion": self.one("纪检", "安监"), "is": self.one("no-objection", "objection", "no-answer")},
            {"fact": "passed", "is": self.one(True, False, "是")},
            {"fact": "kind", **self.one({"is": "生产"}, {"in": ["生产", "机关"]}, {"is": "后勤"}, {"is": True})},
            {"past": self.one(1, 2), **self.one({"at_least": 3}, {"is": 1})},
        )  # fmt: skip

    def step(self) -> Section:
        """Make a step of any kind."""
        pool = {"pool": ("kind", "output", "unit"), "rounding": ("up", "half-up")}
        made = self.one(
            self.some({"effect": "lower"}, levels=(1, 2, 9), once=("trigger", "incident"), at_lowest=("no-star",)),
            self.some({"effect": "lower", "from": "previous"}, levels=(2,)),
            self.some({"effect": "raise"}, levels=(1, 2)),
            {"effect": "move", "by": self.one(1, -1, self.ref())},
            self.some({"effect": "limit", "up": self.one(0, 1)}, down=(1, 2)),
            {"effect": "cap", "star": self.one(1, 2, 3, 7)},
            {"effect": "floor", "star": self.one(1, 2, 3)},
            self.some({"effect": "grade", "star": self.one(1, "none")}, status=("not-assessed",), several=("lowest",)),
            self.some(
                {"effect": "quota", "star": self.one(3, 2, 1), **self.one(*QUOTAS)},
                bound=("hard", "soft"), among=("all",), **pool,
            ),
            self.some({"effect": "best", "star": self.one(3, 2), **self.one(*BEST)}, smallest_pool=(1, 3), **pool),
        )  # fmt: skip
        when = {"when": self.condition()} if self.chance.random() < 0.75 else {}
        return {"clause": "6", **made, **when}

    def levels(self) -> Section:
        """Make levels; mostly three that leave no gap."""
        bands: list[Section] = [
            {"star": 1, "name": "一星", "below": 60},
            {"star": 2, "name": "二星", "at_least": 60, "below": 80},
            {"star": 3, "name": "三星", "at_least": 80},
        ]
        if self.chance.random() < 0.3:
            bands[0] |= {"star": "none", "name": "不定星"}
        if self.chance.random() < 0.2:
            bands[2] = {"star": 3, "name": "三星", "by": "steps"}
            bands[1].pop("below")
        for band in bands:
            if self.chance.random() < 0.25:
                band["needs"] = self.condition()
        if self.chance.random() < 0.15 and not self.careful:
            self.one(*bands).update(self.one({"at_most": 60}, {"above": 60}, {"at_least": 90}, {"below": 50}))
        of = (
            {"of": self.one(*(value["id"] for value in self.values))}
            if self.values and self.chance.random() < 0.5
            else {}
        )
        section = {"clause": "1", **of, "bands": bands}
        more: dict[str, tuple[Any, ...]] = {"missing": ("lowest",), "near": ("none", 1), "star_is": ("start", "output")}
        if not self.careful:
            more |= {"better": ("lower",), "cumulative": (True,)}
        return self.some(section, between=("lower", "upper"), needs_unmet=("next", "none", "undecided"), **more)

    def whole(self) -> Section:
        """Make the whole rule set."""
        for _ in range(self.one(0, 1, 2, 3)):
            self.values.append(self.value())
        made: Section = {
            "format": 2, "id": "small", "title": "小方案", "source": "测试", "language": "zh_CN",
            "wording": {"subject": "班组", "scheme": "星级", "review_result": "评审结果", "annual_result": "评定结果"},
            "levels": self.levels(),
            "criteria": CRITERIA[self.origin],
            "procedure": {"clause": "3", "review": "half-year", "departments": ["纪检"], "stages": ["考核"]},
        }  # fmt: skip
        if self.values:
            made["values"] = self.values
        if steps := [self.step() for _ in range(self.one(0, 1, 1, 2, 3))]:
            made["steps"] = steps
        named = json.dumps(made)
        facts = [fact for fact in FACTS if f'"{fact["id"]}"' in named or self.chance.random() < 0.05]
        if facts:
            made["facts"] = [self.some(fact, blank=("missing",)) for fact in facts]
        if triggers := [trigger for trigger in TRIGGERS if f'"{trigger["id"]}"' in named]:
            made["triggers"] = {"clause": "5", "list": triggers}
        return made


def varied(written: Section) -> list[str]:
    """Write what differs from one of these rule sets to the next, a line each."""
    parts = [("criteria", written["criteria"]["from"]), *written["levels"].items()]
    parts += [(key, each) for key in ("facts", "values", "steps") for each in written.get(key, ())]
    parts = [(key, part) for key, part in parts if key not in {"clause", "bands"}]
    parts += [("level", band) for band in written["levels"]["bands"]]
    return [f"| {key} {json.dumps(part, ensure_ascii=False)}" for key, part in parts]


def made_by_chance(seed: int, *, careful: bool = False) -> tuple[Section, RuleSet | None, str]:
    """Make a rule set: as it is written, as it is read, or else why it cannot be read."""
    written = _Maker(seed, careful=careful).whole()
    try:
        return written, rules_of(json.dumps(written, ensure_ascii=False)), ""
    except ValidationError as error:
        return written, None, "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
