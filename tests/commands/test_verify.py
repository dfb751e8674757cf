"""What `verify` can compute again: rules that read opinions and the past, ledgers of the first kind."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from commands import data, run
from rule_texts import SMALL
from starrating.ledger import open_ledger
from starrating.model import Period, Records
from starrating.model.acts import Decision
from workbooks import write_book

RULES = f"""{SMALL.replace("stages: [考核]", "stages: [考核], departments: [纪检]")}
steps:
  - {{clause: "6.1", effect: cap, star: 2, when: {{opinion: 纪检, is: 有}}}}
  - {{clause: "6.2", effect: cap, star: 2, when: {{past: 2, at_least: 3}}}}
"""
SCORES = """
党支部 | 考核总分
甲班 | 95
乙班 | 95
"""
OPINIONS = """
党支部 | 部门 | 意见
甲班 | 纪检 | 有
"""


def scored(folder: Path, period: str, scores: str = SCORES, opinions: str = OPINIONS) -> None:
    book = write_book(folder / f"{period}.xlsx", {"考核评分": scores, "部门意见": opinions})
    result = run(folder, "score", str(book))
    assert result.exit_code == 0, result.output


def ledger_of(folder: Path):
    return open_ledger(f"sqlite:///{folder}/starrating.db")


def outcomes(folder: Path) -> list[str]:
    return [each["outcome"] for each in data(folder, "verify")["versions"]]


@pytest.fixture
def office(tmp_path) -> Path:
    (tmp_path / "small.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "starrating.toml").write_text('rules = "small"\n', encoding="utf-8")
    return tmp_path


def test_opinions_count_again_and_a_ledger_without_them_says_so(office, tmp_path_factory):
    scored(office, "2013H1")
    with ledger_of(office) as ledger:
        review = ledger.latest(Period(2013, "H1"))
    assert dict(zip(review.ratings.scores.branch, review.ratings.star.tolist(), strict=True)) == {"甲班": 2, "乙班": 3}
    assert outcomes(office) == ["same"]
    older = tmp_path_factory.mktemp("older")
    with ledger_of(older) as ledger:
        ledger.record(replace(review, records=Records()))
    [problem] = data(older, "verify")["problems"]
    assert (problem["severity"], problem["code"]) == ("warning", "not-computed")
    assert "the opinions of 纪检 are not recorded" in problem["message"]
    assert outcomes(older) == ["not-computed"]


def test_the_past_is_what_the_ledger_knew_then_and_not_what_it_knows_now(office):
    for period in ("2012H1", "2012H2", "2013H1"):
        scored(office, period)
    with ledger_of(office) as ledger:
        assert ledger.stars(Period(2013, "H1"))["乙班"] == 2
    scored(office, "2012H1", SCORES.replace("乙班 | 95", "乙班 | 75"))
    with ledger_of(office) as ledger:
        assert ledger.past(Period(2013, "H1"), 2)["乙班"] == (3, 2)
    assert outcomes(office) == ["same"] * 4


def test_a_ledger_of_the_first_kind_verifies(office):
    scored(office, "2013H1", opinions="党支部 | 部门 | 意见")
    with closing(sqlite3.connect(office / "starrating.db", isolation_level=None)) as connection:
        connection.execute("DROP TABLE records")
        connection.execute("DROP TABLE acts")
        connection.execute("DROP TABLE file_versions")
        connection.execute("DROP TABLE papers")
        connection.execute("DROP TABLE file_bases")
        connection.execute("DELETE FROM starrating_steps WHERE number > 1")
    assert outcomes(office) == ["same"]
    assert data(office, "verify")["sound"]


FORGED = [
    "UPDATE ratings SET star = 1 WHERE branch = '甲班'",
    "UPDATE reviews SET inputs = inputs || ' '",
    "DELETE FROM chain",
    "UPDATE rulesets SET rules = rules || ' '",
]
RESTING_ON_IT = [
    ("announce", "--period", "2013H1"),
    ("board", "--period", "2013H1"),
    ("results", "--period", "2013H1"),
    ("targets", "--period", "2013H1"),
    ("explain", "--period", "2013H1", "甲班"),
    ("history", "甲班"),
    ("decide", "2号", "--period", "2013H1", "--date", "2013-07-02"),
    ("rectify", "open", "--period", "2013H1", "--min-lost", "1"),
    ("check", "2013H2.xlsx"),
    ("score", "2013H2.xlsx"),
]
"""What publishes a recorded star, or goes on from it: the next half-year compares with it, and may cap by it."""


@pytest.mark.parametrize("forgery", FORGED)
def test_no_command_goes_on_from_what_is_not_as_it_was_recorded(office, forgery, monkeypatch):
    monkeypatch.chdir(office)
    scored(office, "2013H1", opinions="党支部 | 部门 | 意见\n甲班 | 纪检 | 无\n乙班 | 纪检 | 无")
    with ledger_of(office) as ledger:
        ledger.add(Decision(Period(2013, "H1"), dt.date(2013, 7, 1), 1, 1, "1号", "党委", ()), "2013-07-01T08:00", "x")
    with closing(sqlite3.connect(office / "starrating.db", isolation_level=None)) as connection:
        for table in ("ratings", "reviews", "chain", "rulesets"):
            for act in ("UPDATE", "DELETE"):
                connection.execute(f"DROP TRIGGER {table}_refuses_{act}")
        assert connection.execute(forgery).rowcount
    write_book(office / "2013H2.xlsx", {"考核评分": SCORES})
    files = sorted(office.rglob("*"))
    for words in RESTING_ON_IT:
        result = run(office, *words, "--json") if words[0] == "targets" else run(office, *words)
        assert (words, result.exit_code) == (words, 3), result.output
        assert "not as it was recorded" in " ".join(result.stderr.split()), words
    assert sorted(office.rglob("*")) == files
