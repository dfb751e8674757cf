"""A fact that was recorded, and a later act of another kind: explain, status, lists and documents still tell the fact.

Every later act is held against every fact. What it may change is named beside it; all else is told as it was before.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commands import data, run
from workbooks import write_book

SCORES = {"甲党支部": "92", "乙党支部": "89.9", "丙党支部": "85", "丁党支部": "78"}
FIRST = (
    "score 2013H1.xlsx --period 2013H1",
    "declare targets.xlsx --year 2013 --date 2013-01-10",
    "decide --period 2013H1 --date 2013-07-10 --document 7号 --set 丙党支部=5 --reason 突出 --open-opinions 未征求",
    "announce --period 2013H1 --from 2013-07-15 --format md",
    "annual --year 2013",
    "decide --period 2013 --date 2014-01-10 --document 1号",
    "announce --period 2013 --from 2014-01-13 --format md",
    "award --year 2013 --date 2014-01-20",
    "roster merge 丙党支部 丁党支部 --into 戊党支部 --date 2014-02-01",
)
"""Stars set, targets declared, plaques awarded, branches merged: then every fact is there that the later acts meet."""


def book(folder: Path, name: str, scores: Mapping[str, str]) -> None:
    rows = "\n".join(f"{branch} | {score}" for branch, score in scores.items())
    write_book(folder / name, {"考核评分": f"党支部 | 考核总分\n{rows}"})


def do(office: Path, command: str) -> int:
    words = (str(office / word) if word.endswith(".xlsx") else word for word in command.split())
    return run(office, *words).exit_code


def written(office: Path, period: str, kind: str, day: str) -> str:
    """Return what a document of a day says, or how it is refused."""
    result = run(office, "announce", "--period", period, "--kind", kind, "--date", day, "--format", "md")
    if result.exit_code:
        return " ".join(result.stderr.split())
    newest = max((office / "results" / period).glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    return newest.read_text(encoding="utf-8")


def setting(office: Path) -> tuple[int, list[str]]:
    told = data(office, "explain", "丙党支部", "--period", "2013H1")
    return told["star"], [step["because"] for step in told["steps"]]


def plaques(office: Path) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    told = data(office, "award", "--list")
    displayed, due = ({(each["branch"], each["star"]) for each in told[name]} for name in ("displayed", "due"))
    return displayed, due


FACTS: Mapping[str, Callable[[Path], Any]] = {
    "setting": setting,
    "target": lambda office: written(office, "2013", "declaration", "2013-02-01"),
    "plaques": plaques,
    "merger": lambda office: " ".join(run(office, "explain", "戊党支部", "--period", "2013H1").stderr.split()),
    "circular": lambda office: written(office, "2013H1", "circular", "2013-07-25"),
    "decision": lambda office: data(office, "status", "--period", "2013")["periods"][0]["decided"],
}
OLD_DUE = {("丙党支部", 4), ("丁党支部", 3)}
SET = "assessed: 四星级; 党委, 2013-07-10, 7号: 突出"


class Later(NamedTuple):
    """Later acts, and what is told by then of the facts that they change: a value, or words of a document."""

    commands: tuple[str, ...]
    told: Mapping[str, Any] = {}
    refused: bool = False


LATER = {
    "renamed": Later(
        ("roster rename 乙党支部 新乙党支部 --date 2014-03-01",),
        {"plaques": ({("甲党支部", 5), ("新乙党支部", 4)}, OLD_DUE)},
    ),
    "closed": Later(
        ("roster close 乙党支部 --date 2014-03-01",),
        {"plaques": ({("甲党支部", 5)}, {*OLD_DUE, ("乙党支部", 4)})},
    ),
    "renamed with its old plaque out": Later(
        ("roster rename 甲党支部 新甲党支部 --date 2014-03-01", "roster rename 新甲党支部 子党支部 --date 2014-04-01"),
        {"plaques": ({("子党支部", 5), ("乙党支部", 4)}, OLD_DUE)},
    ),
    "merged again": Later(
        ("roster merge 戊党支部 乙党支部 --into 己党支部 --date 2014-03-01",),
        {"plaques": ({("甲党支部", 5)}, {*OLD_DUE, ("乙党支部", 4)})},
    ),
    "plaque back": Later(
        ("award --returned 丁党支部 --date 2014-02-03",),
        {"plaques": ({("甲党支部", 5), ("乙党支部", 4)}, {("丙党支部", 4)})},
    ),
    "plaque back before it hung": Later(("award --returned 丁党支部 --date 2014-01-19",), refused=True),
    "declared too late": Later(("declare others.xlsx --year 2013 --date 2014-03-01",), refused=True),
    "declared for the next year": Later(("declare others.xlsx --year 2014 --date 2014-01-05",)),
    "next half-year": Later(("score 2014H1.xlsx --period 2014H1",)),
    "scored again": Later(
        ("score mended.xlsx --period 2013H1 --reopen 漏报",),
        {"setting": (4, []), "circular": "The committee has not decided 2013H1"},
    ),
    "scored again and kept": Later(
        (
            "score mended.xlsx --period 2013H1 --reopen 漏报",
            "decide --period 2013H1 --date 2013-07-20 --document 9号 --keep --open-opinions 未征求",
            "announce --period 2013H1 --from 2013-07-21 --format md",
        ),
        {"setting": (5, [f"{SET} (kept)"]), "circular": "丙党支部"},
    ),
    "scored as it was set": Later(
        (
            "score risen.xlsx --period 2013H1 --reopen 漏报",
            "decide --period 2013H1 --date 2013-07-20 --document 9号 --keep --open-opinions 未征求",
            "announce --period 2013H1 --from 2013-07-21 --format md",
        ),
        {"setting": (5, []), "circular": "丙党支部"},
    ),
    "year opened": Later(
        ("annual --year 2013 --reopen 复核",),
        {"decision": None},
    ),
    "objection rejected": Later(
        (
            "objection add --period 2013H1 --what 漏计 --branch 甲党支部 --date 2013-07-16",
            "objection resolve 1 --rejected --finding 无误 --date 2013-07-18",
        ),
        {"circular": "对收到的1件异议作了核查"},
    ),
    "objection upheld": Later(
        (
            "objection add --period 2013H1 --what 漏计 --branch 甲党支部 --date 2013-07-16",
            "objection resolve 1 --upheld --finding 误 --date 2013-07-18 --document 8号 --set 甲党支部=4 --reason 属实",
            "announce --period 2013H1 --from 2013-07-21 --format md",
        ),
        {"circular": "丙党支部"},
    ),
    "decided before the answer": Later(
        (
            "objection add --period 2013H1 --what 漏计 --branch 甲党支部 --date 2013-07-16",
            "objection resolve 1 --upheld --finding 属实 --date 2013-07-18",
            "score mended.xlsx --period 2013H1",
            "decide --period 2013H1 --date 2013-07-17 --document 9号 --keep --open-opinions 未征求",
        ),
        {"setting": (4, []), "circular": "The committee has not decided 2013H1"},
        refused=True,
    ),
    "told before the decision": Later(
        ("announce --period 2013H1 --kind circular --date 2013-07-09 --format md",), refused=True
    ),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Make a workspace in which every fact is recorded, and tell it as it is told then."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STARRATING_LANG", "en")
        folder = tmp_path_factory.mktemp("office")
        (folder / "starrating.toml").write_text('committee = "党委"\n', encoding="utf-8")
        book(folder, "2013H1.xlsx", SCORES)
        book(folder, "mended.xlsx", SCORES | {"乙党支部": "90.4"})
        book(folder, "risen.xlsx", SCORES | {"丙党支部": "91"})
        book(folder, "2014H1.xlsx", {"甲党支部": "92", "乙党支部": "90", "戊党支部": "85"})
        for name, star in (("targets", 5), ("others", 4)):
            write_book(folder / f"{name}.xlsx", {"目标": f"党支部 | 目标星级\n乙党支部 | {star}"})
        assert [do(folder, command) for command in FIRST] == [0] * len(FIRST)
        told = {name: fact(folder) for name, fact in FACTS.items()}
    return folder, told


def test_the_facts_are_told_before_anything_else_is_done(base):
    _, told = base
    assert told["setting"] == (5, [SET])
    assert "乙党支部：目标五星级（2013年1月10日确定）" in told["target"]
    assert told["plaques"] == ({("甲党支部", 5), ("乙党支部", 4)}, OLD_DUE)
    assert "came into being on 2014-02-01, out of 丙党支部, 丁党支部" in told["merger"]
    assert "丙党支部" in told["circular"]


@pytest.mark.parametrize("name", LATER)
def test_a_recorded_fact_is_told_as_it_was_whatever_is_done_after_it(base, tmp_path, monkeypatch, name):
    monkeypatch.setenv("STARRATING_LANG", "en")
    folder, before = base
    office, later = tmp_path / "office", LATER[name]
    shutil.copytree(folder, office)
    codes = [do(office, command) for command in later.commands]
    assert (codes[:-1], codes[-1] != 0) == ([0] * (len(codes) - 1), later.refused), codes
    for fact, tell in FACTS.items():
        told, expected = tell(office), later.told.get(fact, before[fact])
        if fact == "circular" and fact in later.told:
            assert expected in told, (name, fact)
        else:
            assert told == expected, (name, fact)
