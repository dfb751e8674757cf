"""Rule sets as commands name them: the library, the workspace's own, versions, what differs."""

from pathlib import Path

import pytest

from commands import data, run
from rule_texts import SMALL
from starrating.workspace import builtin_rules
from workbooks import write_book


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Make a workspace with a rule set of its own, and a file beside it that is none."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "rules" / "items.yaml").write_text("parts: []\n", encoding="utf-8")
    (tmp_path / "starrating.toml").write_text('rules = "small"\n', encoding="utf-8")
    return tmp_path


def test_the_list_has_the_workspace_and_the_library_but_no_criteria(own):
    listed = {each["name"]: each for each in data(own, "rules", "list")["rulesets"]}
    assert {"small", "star-branches"} <= set(listed)
    assert not {"items", "example-criteria"} & set(listed)
    small = listed["small"]
    assert (small["builtin"], listed["star-branches"]["builtin"]) == (False, True)
    assert (small["id"], small["title"], small["subject"]) == ("small", "小方案", "班组")
    assert small["levels"] == ["一星", "二星", "三星"]
    assert "小方案" in run(own, "rules", "list").stdout


def test_the_workspace_s_own_file_goes_before_the_library_s(own):
    (own / "rules" / "star-branches.yaml").write_text(SMALL, encoding="utf-8")
    found = [each for each in data(own, "rules", "list")["rulesets"] if each["name"] == "star-branches"]
    assert [(each["title"], each["builtin"]) for each in found] == [("小方案", False)]


def test_a_broken_rule_set_is_named_and_not_listed(own):
    (own / "rules" / "broken.yaml").write_text(SMALL.replace("below: 60", "below: 50"), encoding="utf-8")
    listed = data(own, "rules", "list")
    assert "broken" not in {each["name"] for each in listed["rulesets"]}
    assert [problem["code"] for problem in listed["problems"] if "broken.yaml" in problem["place"]] == [
        "broken-rule-set"
    ]


@pytest.mark.parametrize("name", ["small", "rules/small.yaml"])
def test_rule_sets_are_named_by_name_or_file(own, monkeypatch, name):
    monkeypatch.chdir(own)
    assert "一星" in run(own, "rules", "show", name).stdout


def test_an_unknown_name_gets_the_nearest(own):
    result = run(own, "rules", "show", "star-branch")
    assert result.exit_code == 2
    assert "star-branches" in result.stderr


def test_init_starts_from_a_rule_set_of_the_library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = run(tmp_path, "init", "company", "--rules", "county-villages")
    assert made.exit_code == 0, made.output
    company = tmp_path / "company"
    assert [path.name for path in (company / "rules").iterdir()] == ["county-villages.yaml"]
    assert (company / "空白考核评分表.xlsx").is_file()
    assert run(company, "rules", "show").stdout.splitlines()[0] == "星级村党组织评定（试行）"


def test_init_refuses_an_unknown_rule_set_and_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path, "init", "company", "--rules", "county-village")
    assert result.exit_code == 2
    assert "county-villages" in result.stderr
    assert not (tmp_path / "company").exists()


def test_a_difference_is_said_in_words(own, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(SMALL.replace("at_least: 80", "at_least: 85").replace("below: 80", "below: 85"), encoding="utf-8")
    said = data(own, "rules", "diff", "small", str(other))["differences"]
    assert said
    assert all("85" in each for each in said)
    assert "85" in run(own, "rules", "diff", "small", str(other)).stdout
    assert data(own, "rules", "diff", "small", "small")["differences"] == []


def test_boundaries_show_both_sides_of_each_line(own):
    said = run(own, "rules", "show", "small", "--boundaries").stdout
    assert "59.99" in said
    assert "60" in said


def test_a_review_is_rated_by_the_version_of_its_period(own):
    step = 'steps:\n  - {clause: "6", effect: lower, when: {score: total, at_least: 95}}\n'
    later = 'versions:\n  - {since: 2014H1, clause: "9", set: {"steps[6].levels": 2}}\n'
    (own / "rules" / "small.yaml").write_text(SMALL + step + later, encoding="utf-8")
    stars = {}
    for period in ("2013H1", "2014H1"):
        write_book(own / f"{period}.xlsx", {"考核评分": "党支部 | 考核总分\n甲 | 96\n乙 | 85"})
        stars[period] = [each["star"] for each in data(own, "score", str(own / f"{period}.xlsx"))["branches"]]
    assert stars == {"2013H1": [2, 3], "2014H1": [1, 3]}


def test_stars_of_earlier_periods_are_looked_back_at(own):
    step = 'steps:\n  - {clause: "6", effect: cap, star: 2, when: {past: 2, at_most: 1}}\n'
    (own / "rules" / "small.yaml").write_text(SMALL + step, encoding="utf-8")
    stars = {}
    for period, score in (("2013H1", 50), ("2013H2", 50), ("2014H1", 90), ("2014H2", 90)):
        write_book(own / f"{period}.xlsx", {"考核评分": f"党支部 | 考核总分\n甲 | {score}"})
        stars[period] = data(own, "score", str(own / f"{period}.xlsx"))["branches"][0]["star"]
    assert stars == {"2013H1": 1, "2013H2": 1, "2014H1": 2, "2014H2": 3}


def test_the_plan_is_the_default(tmp_path):
    assert data(tmp_path, "rules", "check")["file"] == str(builtin_rules())
