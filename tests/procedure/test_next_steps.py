"""Every next step that is printed is accepted when it is typed, or leads to one that is; none leads in a circle.

Somebody acts in any order, by what `status` and refusals say or against it. `STARRATING_STEPS=40` plays so many
sequences, other ones than every run.
"""

import datetime as dt
import os
import random
import shlex
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace

import pytest

from next_steps import Clock, Done, Steps, printed
from starrating.cli.shared import options
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import UnitChange
from starrating.procedure.branch_changes import unit_changes
from starrating.workspace import open_workspace
from workbooks import write_book

SETTINGS = 'organisation = "星光公司"\ncommittee = "中共星光公司委员会"\nsection = "组织科"\n'
EVERY_RUN = 3
SEQUENCES = int(os.environ.get("STARRATING_STEPS", EVERY_RUN))
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
NAMES = ("甲党支部", "乙党支部", "丙党支部", "丁党支部")
HALVES = ("2013H1", "2013H2", "2014H1", "2014H2")
YEARS = ("2013", "2014")
POINTS = ((92, 89.9, 85, 78), (92, 90.4, 85, 78), (88, 90.4, 79, 81))
KINDS = (
    *("report", "notice", "correction", "circular", "decision", "award", "assistance", "letter"),
    *("nomination", "deduction", "declaration", "opening", "reminder", "major"),
)


def book(half: str, names: Sequence[str], points: int, answer: str = "无", *, lowered: bool = False) -> str:
    """Write the workbook of a half-year into the current folder; return its name."""
    scores = "\n".join(
        f"{name} | {score}" for name, score in zip(names, chain(POINTS[points], repeat(83)), strict=False)
    )
    sheets = {"考核评分": f"党支部 | 考核总分（100分）\n{scores}"}
    if answer:
        lines = "\n".join(f"{name} | {each} | {answer}" for name in names for each in DEPARTMENTS)
        sheets["部门意见"] = f"党支部 | 部门 | 意见\n{lines}"
    if lowered:
        day = Period.parse(half).first_day.isoformat()
        sheets["降星情形"] = f"党支部 | 情形 | 日期 | 文号\n{names[0]} | 4.4(6) | @{day} | 计生〔2013〕1号"
    return write_book(Path(f"{half}-{points}{answer}{'-' * lowered}.xlsx"), sheets).name


class Office:
    """A company of four branches, in whose name somebody acts by chance."""

    def __init__(self, folder: Path, number: int = 0) -> None:
        self.folder, self.chance = folder, random.Random(number)
        folder.mkdir()
        (folder / "starrating.toml").write_text(SETTINGS, encoding="utf-8")
        self.steps = Steps(folder, self.books)
        Clock.day, Clock.looks = dt.date(2015, 3, 2), 0

    def names(self, day: dt.date = dt.date.max) -> list[str]:
        """Return the branches that there are on a day."""
        changes = self.changes()
        founded = {name for change in changes if change.kind == "new" for name in change.after}
        names = [name for name in NAMES if name not in founded]
        for change in changes:
            if change.day <= day:
                names = [*(name for name in names if name not in change.before), *change.after]
        return list(dict.fromkeys(names))

    def changes(self) -> list[UnitChange]:
        """Return the changes of branches that are recorded."""
        if not (self.folder / "starrating.db").exists():
            return []
        with open_ledger(open_workspace(self.folder).ledger) as ledger:
            return unit_changes([each.act for each in ledger.acts()])

    def books(self, command: str, rest: Sequence[str]) -> Sequence[str]:
        """Return what a person would name who is asked for a workbook, or a branch."""
        if command in {"score", "check"}:
            half = next((word for word in rest if word in HALVES), HALVES[0])
            return [book(half, self.names(Period.parse(half).last_day), points) for points in range(3)]
        if command == "declare":
            return [write_book(Path("aims.xlsx"), {"目标": f"党支部 | 目标星级\n{self.names()[0]} | 5"}).name]
        return self.names()[:2] if command == "branch" else []

    def act(self) -> tuple[str, ...]:
        """Return an act, lawful or not."""
        one, names = self.chance.choice, self.names()
        half, year = one([*HALVES[:2] * 3, *HALVES]), one([*YEARS, "2013"])
        period, branch, other = one([half, half, year]), one(names), one([*names, "合并党支部"])
        day = ["--date", (Clock.day - dt.timedelta(one([0, 0, 0, 3]))).isoformat()]
        number = f"党发〔2015〕{self.chance.randrange(99)}号"
        stars = ["--set", f"{branch}={one([3, 4, 5])}", "--reason", "研究决定"]
        on_paper = [
            *([], ["--from", day[1]], ["--correct-days", "日期有误"], ["--examples"], ["--document", number, *day]),
            *(["--posted", "公开栏", *day], ["--meeting", day[1], "--agenda", "第3项"]),
        ]
        drop = ["--drop", branch, "--reason", "不再适用"]
        heeded = ["--despite-opinions", "已核实", "--keep"]
        among = self.names(Period.parse(half).last_day) or NAMES
        made = one([0, 1, 2]), one(["无", "无", "无", "有", ""])
        acts = {
            "score": [
                book(half, among, *made, lowered=one([0, 0, 1])),
                "--period",
                half,
                *one([[], ["--reopen", "复核"]]),
            ],
            "decide": ["--period", period, "--document", number, *day, *one([[], stars, ["--keep"], drop, heeded])],
            "announce": ["--period", period, *one([[], *(["--kind", kind] for kind in KINDS)]), *one(on_paper)],
            "objection add": ["--period", period, "--what", "漏计", *day, *one([[], ["--branch", other]])],
            "objection resolve": [
                *(one("123"), "--finding", "属实", *day),
                *one([["--rejected"], ["--upheld"], ["--upheld", "--document", number, *stars]]),
            ],
            "annual": ["--year", year, *one([[], ["--reopen", "复核"]])],
            "award": one([["--year", year, *day], ["--year", year, "--planned", day[1]], ["--returned", branch, *day]]),
            "roster rename": [branch, f"{branch[0]}{self.chance.randrange(9)}队党支部", *day],
            "roster merge": [branch, one(names), "--into", other, *day],
            "roster close": [branch, *day],
            "roster new": [one(["戊党支部", branch]), *day],
            "alias add": [other, one([branch, "某党支部"])],
            "declare": [*self.books("declare", ()), "--year", year, *day],
            "rectify add": [branch, "记录不全", "--source", "抽查", *day, *one([[], ["--major"]])],
            "rectify open": ["--period", half],
            "archive": ["--period", period],
            "results": ["--period", period],
            "targets": ["--year", year],
        }
        name = one([*acts, *[name for name in acts if name in OFTEN] * 3])
        return *name.split(), *acts[name], *(["--format", "md"] if name == "announce" else [])

    def begin(self, far: int) -> None:
        """Do so many times what comes first."""
        for _ in range(far):
            steps = self.steps.status_steps() or {"starrating score --period 2013H1"}
            step = min(steps, key=lambda each: ("2014" in each, "results" in each, "annual" in each, each))
            list(self.steps.followed(step, "", 2))
            Clock.day += dt.timedelta(self.chance.choice([0, 1, 9]))

    def go_on(self) -> Done:
        """Do what comes next, or anything."""
        Clock.day += dt.timedelta(self.chance.choice([0, 0, 1, 1, 3, 9]))
        if self.chance.random() < 0.4 and (steps := self.steps.status_steps()):
            return list(self.steps.followed(self.chance.choice(sorted(steps)), "", 2))[-1]
        return self.steps.type(*self.act())


OFTEN = {"score", "decide", "announce", "objection add", "objection resolve", "annual", "award"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a new folder, by the clock of the office."""
    monkeypatch.setenv("STARRATING_LANG", "en")
    monkeypatch.setattr(options, "dt", SimpleNamespace(datetime=Clock))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "office"


@pytest.mark.parametrize("number", range(SEQUENCES) if SEQUENCES == EVERY_RUN else range(100, 100 + SEQUENCES))
def test_every_next_step_leads_on(folder, number, monkeypatch):
    monkeypatch.setenv("STARRATING_LANG", ["en", "zh"][number % 2])
    office, seen = Office(folder, number), set()
    office.begin([4, 14, 11, 9, 7, 2, 0][number % 7])
    for _ in range(12):
        done = office.go_on()
        if done.accepted:
            seen.clear()
        else:
            circle = office.steps.circle(done)
            assert not circle, "".join(map(repr, circle))
        for said, steps in ((done.said, printed(done.said)), ("", office.steps.status_steps())):
            vain = [*office.steps.in_vain(said, steps - seen)]
            assert not vain, f"{done}{vain}"
            seen |= steps


SCORED = ["score 2013H1-0无.xlsx"]
DECIDED = [*SCORED, "decide --period 2013H1 --document 党发〔2015〕1号 --date 2015-03-02"]
YEAR = [
    *(*DECIDED, "score 2013H2-0无.xlsx", "decide --period 2013H2 --document 党发〔2015〕2号 --date 2015-03-02"),
    *("annual --year 2013", "decide --period 2013 --document 党发〔2015〕3号 --date 2015-03-02"),
    *("announce --period 2013 --from 2015-03-02", "objection add --period 2013 --what 漏计 --date 2015-03-02"),
]

LATER_YEAR = [
    *(*YEAR[:5], "score 2014H1-0无.xlsx", "decide --period 2014H1 --document 党发〔2015〕4号 --date 2015-03-02"),
    *("annual --year 2014", YEAR[5]),
]


@pytest.mark.parametrize(
    ("before", "call", "steps"),
    [
        ([], "results --period 2013", ["score"]),
        (SCORED, "announce --period 2013H1 --posted 公开栏 --date 2015-03-02", ["decide --period 2013H1"]),
        (SCORED, "announce --period 2013H1 --correct-days 有误 --from 2015-03-02", ["decide --period 2013H1"]),
        (
            ["announce --period 2013 --kind opening --meeting 2015-03-03"],
            "status",
            ["score --period 2013H1"],
        ),
        ([], "announce --period 2013H1 --kind major", ["rectify add --major --meeting --responsible --due"]),
        (
            YEAR,
            "objection resolve 1 --upheld --finding 属实 --date 2015-03-02",
            [
                "annual --year 2013",
                "score --period 2013H1 --reopen",
                "score --period 2013H2 --reopen",
                "annual --year 2013 --reopen",
            ],
        ),
        (SCORED, "alias add 乙党支部 甲党支部", ["roster merge 乙党支部 甲党支部 --into 甲党支部 --date"]),
        (SCORED, "alias add 乙党支部 乙党支部", []),
        (LATER_YEAR, "annual --year 2014", ["decide --period 2014"]),
        (SCORED, "roster merge 某党支部 乙党支部 --into 丙党支部 --date 2015-03-02", []),
        (
            SCORED,
            "roster rename 乙党支部 丙党支部 --date 2015-03-02",
            ["roster merge 乙党支部 丙党支部 --into 丙党支部 --date"],
        ),
    ],
)
def test_the_step_that_is_printed(folder, before, call, steps):
    """Each was found by the sequences, or by people."""
    office = Office(folder)
    for half in HALVES:
        book(half, NAMES, 0)
    for act in before:
        more = ["--format", "md"] if act.startswith("announce") else []
        assert office.steps.type(*shlex.split(act), *more).accepted
    done = office.steps.type(*shlex.split(call))
    assert printed(done.said) - {"starrating objection resolve 1"} == {f"starrating {step}" for step in steps}, (
        done.said
    )
    assert list(office.steps.in_vain(done.said, printed(done.said))) == []
