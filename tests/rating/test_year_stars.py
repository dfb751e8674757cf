"""The star of a year: mean of the totals, triggers once, last year's star, renamings, what a year cannot be set by."""

import datetime as dt

import pytest

from rule_texts import SMALL, rules_of
from starrating.errors import RuleSetError
from starrating.model import Period
from starrating.model.acts import StarSetting, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.rating.year_stars import changes_left_behind, rate_year, rules_of_year
from tables import plan
from years import half, renamed, year_result

ACCIDENT = "major_loss=是 held_accountable=是 document=〔2013〕1号"


def stars(ratings):
    return dict(zip(ratings.scores.branch, ratings.star.tolist(), strict=True))


def scores(ratings):
    return dict(zip(ratings.scores.branch, ratings.score.texts(), strict=True))


def codes(ratings):
    return [(problem.code, str(problem.place) if problem.place else None) for problem in ratings.problems]


def test_the_score_of_the_year_is_the_exact_mean_and_bounds_belong_to_the_upper_level():
    halves = [half("2013H1", "甲 79.9\n乙 95.01\n丙 100"), half("2013H2", "甲 80.1\n乙 84.98\n丙 59.98")]
    ratings = rate_year(halves, plan())
    assert scores(ratings) == {"乙": "89.995", "甲": "80.00", "丙": "79.99"}
    assert stars(ratings) == {"乙": 4, "甲": 4, "丙": 3}
    assert ratings.values == {"2013H1": ["95.01", "79.90", "100.00"], "2013H2": ["84.98", "80.10", "59.98"]}


@pytest.mark.parametrize(
    ("day", "name"), [("2013-06-30", "旧"), ("2013-07-01", "新"), ("2013-12-31", "新"), ("2014-01-01", "旧")]
)
def test_a_branch_is_followed_through_renamings_after_its_half_and_within_the_year(day, name):
    lineage = BranchNames([renamed("旧", "新", dt.date.fromisoformat(day))])
    assert scores(rate_year([half("2013H1", "旧 85")], plan(), lineage=lineage)) == {name: "85.00"}


def test_triggers_in_both_halves_lower_the_year_once_each_with_its_own_cell():
    halves = [
        half("2013H1", "甲 95", f"甲 4.4(3) 2013-03-01 {ACCIDENT}"),
        half("2013H2", "甲 95", "甲 4.4(6) 2013-09-01 document=〔2013〕9号"),
    ]
    ratings = rate_year(halves, plan())
    assert [(step.rule, step.effect, step.before, step.after) for step in ratings.steps] == [
        ("4.4(3)", "lower", 5, 4),
        ("4.4(6)", "already-lowered", 4, 4),
    ]
    assert [step.source for step in ratings.steps] == ["2013H1.xlsx!降星情形!A2"] * 2


def test_an_incident_listed_in_both_workbooks_counts_once():
    row = f"甲 4.4(3) 2013-03-01 {ACCIDENT}"
    ratings = rate_year([half("2013H1", "甲 95", row), half("2013H2", "甲 95", row)], plan())
    assert [judged.counted for judged in ratings.incidents] == [True]
    assert ("incident-listed-twice", "2013H1.xlsx!降星情形!A2") in codes(ratings)


def test_an_incident_dated_in_the_other_half_counts_in_the_year_with_a_warning():
    late = half("2013H2", "甲 95", f"甲 4.4(3) 2013-03-01 {ACCIDENT}")
    assert stars(late.ratings) == {"甲": 5}
    ratings = rate_year([half("2013H1", "甲 95"), late], plan())
    assert stars(ratings) == {"甲": 4}
    assert "incident-only-in-year" in [code for code, _ in codes(ratings)]


def test_cells_and_columns_are_those_of_the_last_review_that_has_the_branch():
    halves = [
        half("2013H1", "甲 90 secretary=张 applied_star=5 previous_star=3\n丁 85 secretary=赵"),
        half("2013H2", "乙 80 secretary=王\n甲 91 secretary=李 applied_star=4 previous_star=5"),
    ]
    ratings = rate_year(halves, plan())
    table = ratings.scores
    assert dict(zip(table.branch, table.column("secretary"), strict=True)) == {"甲": "李", "丁": "赵", "乙": "王"}
    assert str(table.place(0, "total")) == "2013H1.xlsx!考核评分!Z6"
    assert "previous_star" not in table.columns
    assert "applied_star" not in table.columns
    assert ratings.previous_star.tolist() == [-1, -1, -1]


def test_a_branch_scored_once_rests_on_that_review_and_is_marked_by_the_key_that_decided():
    ratings = rate_year([half("2013H1", "甲 90\n乙 70"), half("2013H2", "甲 92")], plan())
    assert scores(ratings) == {"甲": "91.00", "乙": "70.00"}
    (marked,) = [problem for problem in ratings.problems if problem.code == "single-review"]
    assert {"branch": "乙", "period": "2013H1", "key": "annual.single_review"}.items() <= marked.message.fields.items()
    answer = marked.message.fields["answer"]
    assert (answer.say("en"), answer.say("zh_CN")) == ("that review counts, and it is marked so", "按该次评审，并注明")


def test_a_year_with_one_review_is_that_review_and_marked_once():
    ratings = rate_year([half("2013H2", "甲 90\n乙 70")], plan())
    assert scores(ratings) == {"甲": "90.00", "乙": "70.00"}
    assert [code for code, _ in codes(ratings) if code == "single-review"] == ["single-review"]


def test_last_years_star_is_that_of_the_year_before_and_of_the_earlier_name():
    lineage = BranchNames([renamed("乙", "新乙", dt.date(2013, 8, 1))])
    halves = [half("2013H1", "甲 90\n乙 70"), half("2013H2", "甲 92\n新乙 75\n丙 60")]
    ratings = rate_year(halves, plan(), [year_result(2012, "甲=4 乙=5")], lineage)
    assert scores(ratings) == {"甲": "91.00", "新乙": "72.50", "丙": "60.00"}
    assert ratings.previous_star.tolist() == [4, 5, -1]


def test_incidents_of_the_earlier_name_count():
    lineage = BranchNames([renamed("乙", "新乙", dt.date(2013, 8, 1))])
    halves = [half("2013H1", "乙 92", f"乙 4.4(3) 2013-03-01 {ACCIDENT}"), half("2013H2", "新乙 92")]
    assert stars(rate_year(halves, plan(), lineage=lineage)) == {"新乙": 4}


def test_merged_branches_have_no_star_of_the_year_and_what_they_became_has_its_own_review_only():
    merger = UnitChange(dt.date(2013, 8, 1), "merged", ("甲", "乙"), ("丙",))
    halves = [half("2013H1", "甲 95\n乙 95", f"甲 4.4(3) 2013-03-01 {ACCIDENT}"), half("2013H2", "丙 85")]
    ratings = rate_year(halves, plan(), lineage=BranchNames([merger]))
    assert scores(ratings) == {"丙": "85.00"}
    assert ratings.incidents == ()
    assert [code for code, _ in codes(ratings)] == ["single-review", "branch-ended", "branch-ended"]


def test_what_happens_to_branches_in_a_half_that_was_never_rated_holds_for_the_year():
    changes = [
        renamed("乙", "新乙", dt.date(2013, 8, 1)),
        UnitChange(dt.date(2013, 8, 2), "closed", ("丁",), ()),
        UnitChange(dt.date(2013, 8, 3), "merged", ("甲", "丙"), ("甲",)),
        renamed("甲", "新甲", dt.date(2013, 12, 31)),
        renamed("戊", "新戊", dt.date(2014, 1, 1)),
    ]
    halves = [half("2013H1", "甲 95\n乙 92\n丙 85\n丁 85\n戊 80", f"乙 4.4(3) 2013-03-01 {ACCIDENT}")]
    ratings = rate_year(halves, plan(), [year_result(2012, "甲=4 乙=5 戊=3")], BranchNames(changes))
    assert scores(ratings) == {"新乙": "92.00", "戊": "80.00"}
    assert [incident.incident.branch for incident in ratings.incidents] == ["新乙"]
    assert ratings.previous_star.tolist() == [5, 3]
    assert [code for code, _ in codes(ratings)].count("branch-ended") == len("甲丙丁")


def test_quarters_before_a_skipped_one_go_on_under_the_newest_name():
    changes = [
        UnitChange(dt.date(2013, 5, 1), "merged", ("甲", "丙"), ("甲",)),
        renamed("甲", "新甲", dt.date(2013, 11, 1)),
        renamed("乙", "新乙", dt.date(2013, 11, 1)),
    ]
    quarters = [half("2013Q1", "甲 95\n乙 90\n丙 85"), half("2013Q2", "甲 85\n乙 80")]
    ratings = rate_year(quarters, plan(), lineage=BranchNames(changes))
    assert scores(ratings) == {"新甲": "85.00", "新乙": "85.00"}


@pytest.mark.parametrize(("objection", "said"), [(0, "the committee's change"), (3, "set in 2013H1 after objection 3")])
def test_stars_that_were_merely_set_in_a_half_are_named_with_who_set_them(objection, said):
    setting = StarSetting("甲", 4, 5, "复核", "党委", dt.date(2013, 7, 18), "7号", objection)
    (problem,) = changes_left_behind([(Period(2013, "H1"), setting)], plan())
    assert (str(problem.message.fields["before"]), str(problem.message.fields["after"])) == ("四星级", "五星级")
    assert said in str(problem.message)


def test_values_are_dropped_for_a_year_and_what_reads_them_is_refused_by_its_key():
    annual = SMALL + 'annual: {clause: "7"}\n'
    values = "values:\n  - {id: safety, sum: [安全]}\n"
    steps = 'steps:\n  - {clause: "8", effect: lower, when: {value: safety, below: 5}}\n'
    with pytest.raises(RuleSetError) as refused:
        rules_of_year(rules_of(annual + values + steps))
    assert [(problem.code, problem.message.fields["key"]) for problem in refused.value.problems] == [
        ("not-of-a-year", "steps[8]")
    ]
    assert rules_of_year(rules_of(annual + values)).values == ()


def test_opinions_are_refused_and_a_review_of_the_year_is_scored_directly():
    opinion = 'annual: {clause: "7"}\nsteps:\n  - {clause: "8", effect: lower, when: {opinion: 纪检, is: 有}}\n'
    yearly = SMALL.replace("review: half-year", "review: year")
    for content, code in ((SMALL + opinion, "not-of-a-year"), (yearly, "review-of-year"), (SMALL, "no-annual")):
        with pytest.raises(RuleSetError) as refused:
            rules_of_year(rules_of(content))
        assert [problem.code for problem in refused.value.problems] == [code]


def test_the_plan_itself_is_what_a_year_is_rated_by():
    assert rules_of_year(plan()) is plan()


@pytest.mark.parametrize(
    ("weights", "year"),
    [
        ("{H1: 40%, H2: 60%}", {"甲": "86.00", "乙": "70.00"}),
        ("{H1: 2, H2: 3}", {"甲": "86.00", "乙": "70.00"}),
        ("{H1: 1/4, H2: 3/4}", {"甲": "87.50", "乙": "70.00"}),
    ],
)
def test_the_parts_of_a_year_weigh_as_is_said(weights, year):
    rules = rules_of(f'{SMALL}annual: {{clause: "7", weights: {weights}}}\n')
    halves = [half("2013H1", "甲 80", rules=rules), half("2013H2", "甲 90\n乙 70", rules=rules)]
    assert scores(rate_year(halves, rules)) == year


def test_quarters_make_a_year():
    rules = rules_of(
        SMALL.replace("review: half-year", "review: quarter")
        + 'annual: {clause: "7", weights: {Q1: 1, Q2: 1, Q3: 2, Q4: 2}}\n'
    )
    quarters = [half(f"2025Q{number}", f"甲 {60 + 10 * number}", rules=rules) for number in (1, 2, 3, 4)]
    assert scores(rate_year(quarters, rules)) == {"甲": "265/3"}  # (70 + 80 + 2·90 + 2·100) : 6


def test_who_was_not_scored_in_every_quarter_and_which_quarters_are_missing_is_said():
    rules = rules_of(SMALL.replace("review: half-year", "review: quarter") + 'annual: {clause: "7"}\n')
    quarters = [half("2025Q1", "甲 70\n乙 80", rules=rules), half("2025Q2", "甲 70\n乙 80", rules=rules)]
    ratings = rate_year([*quarters, half("2025Q4", "甲 90", rules=rules)], rules)
    assert [
        (each.severity, {name: str(words) for name, words in each.message.fields.items()})
        for each in ratings.problems
        if each.code == "some-reviews"
    ] == [
        ("warning", {"year": "2025", "missing": "2025Q3"}),
        ("notice", {"branch": "乙", "period": "2025Q1, 2025Q2"}),
    ]
