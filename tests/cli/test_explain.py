"""`explain`, `announce`, `targets`, `history`, `rules` on a recorded review."""

import json
from pathlib import Path

import pytest

from commands import data, run

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def rated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("rated")
    (folder / "starrating.toml").write_text('phone = "0516-1"\n', encoding="utf-8")
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        assert run(folder, "score", str(sample)).exit_code == 0
    return folder


def test_explain_goes_from_the_cells_to_the_star(rated):
    why = data(rated, "explain", "物资供应站党支部", "--period", "2013H1")
    assert len(why["items"]) == 28
    assert (why["score"], why["star_by_score"], why["star"], why["clause"]) == ("89.90", 4, 3, "2-levels")
    (step,) = why["steps"]
    assert (step["rule"], step["from"], step["to"]) == ("4.4(2)", 4, 3)
    assert "〔2013〕60号" in step["because"]
    assert step["source"].endswith("!降星情形!A3")


def test_explain_takes_the_last_review_unless_told(rated):
    assert data(rated, "explain", "机电科党支部")["period"] == "2013H2"


def test_explain_shows_what_is_missing_to_the_next_star(rated):
    said = run(rated, "explain", "机电科党支部", "--period", "2013H1").stdout
    assert "0.10" in said
    assert "五星级" in said


def test_an_unknown_branch_gets_the_nearest_names(rated):
    result = run(rated, "explain", "机电部党支部", "--period", "2013H1")
    assert result.exit_code == 2
    assert "机电科党支部" in result.stderr


def test_announce_writes_both_formats_and_names_what_is_missing(rated):
    result = run(rated, "announce", "--period", "2013H1", "--from", "2013-07-15")
    assert result.exit_code == 0
    written = {path.suffix for path in (rated / "results" / "2013H1").glob("关于*")}
    assert written == {".md", ".docx"}
    assert "2013-07-19" in result.stdout
    assert "contact" in result.stderr
    assert "phone" not in result.stderr
    assert "Marked as a draft" in result.stderr
    notice = next((rated / "results" / "2013H1").glob("关于*.md")).read_text(encoding="utf-8")
    assert "〔待填：联系人〕" in notice
    assert "0516" in notice
    assert "89.9" not in notice
    assert "4.4" not in notice


def test_a_notice_that_someone_has_changed_is_kept(rated):
    run(rated, "announce", "--period", "2013H2", "--from", "2014-01-06", "--format", "md")
    notice = next((rated / "results" / "2013H2").glob("关于*.md"))
    notice.write_text("mine", encoding="utf-8")
    result = run(rated, "announce", "--period", "2013H2", "--from", "2014-01-06", "--format", "md")
    assert notice.read_text(encoding="utf-8") == "mine"
    assert "（2）.md" in result.stdout


def test_targets_have_the_promised_shape(rated):
    result = data(rated, "targets", "--year", "2014")
    assert result["year"] == 2014
    first = result["milestones"][0]
    assert {
        key: first[key] for key in ("due", "star", "at_least", "period", "count", "rated", "needed", "short", "met")
    } == {
        "due": "2014H1",
        "star": 5,
        "at_least": "0.50",
        "period": "2013H2",
        "count": 13,
        "rated": 24,
        "needed": 12,
        "short": 0,
        "met": True,
    }
    assert set(first["nearest"][0]) == {"branch", "score", "gap"}


def test_targets_are_drawn(rated):
    said = run(rated, "targets", "--year", "2013").stdout
    assert "2013H1" in said
    assert "7/24" in said
    assert "█" in said


def test_history_lists_versions_and_one_branch(rated):
    versions = data(rated, "history")["versions"]
    assert [(each["period"], each["version"]) for each in versions] == [("2013H1", 1), ("2013H2", 1)]
    results = data(rated, "history", "通风队党支部")["results"]
    assert [(each["period"], each["star_by_score"], each["star"]) for each in results] == [
        ("2013H1", 4, 4),
        ("2013H2", 3, 3),
    ]
    assert "通风队党支部" in run(rated, "history", "通风队党支部").stdout


def test_rules_are_checked_shown_and_described(rated):
    checked = data(rated, "rules", "check")
    assert checked["ruleset"]["id"] == "star-branches"
    assert all(example["passed"] for example in checked["examples"])
    assert "89.99" in run(rated, "rules", "check").stdout
    assert "4.4(5)" in run(rated, "rules", "show").stdout
    assert run(rated, "rules", "show", "--markdown").stdout.startswith("# ")
    assert json.loads(run(rated, "rules", "schema").stdout)["title"] == "starrating rule set"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("at_least: 90", "at_least: 91", "levels"),
        ("effect: lower", "effect: halve", "halve"),
        ("score: 89.99, star: 4", "score: 89.99, star: 5", "89.99"),
        ("levels:\n", "leveles:\n", "levels"),
    ],
)
def test_a_wrong_rule_set_is_refused_with_its_line(rated, tmp_path, old, new, words):
    from starrating.workspace import builtin_rules

    text = builtin_rules().read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run(rated, "rules", "check", str(wrong))
    assert result.exit_code == 3
    assert str(wrong) in result.stderr
    assert words in result.stderr
