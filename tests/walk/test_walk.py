"""Four reviews and two years of a company, held against tables made by hand.

The tables were worked out on paper from `company.txt`, the plan and what the committee did; nothing in them is output.
"""

import re
import shlex
from decimal import Decimal

import openpyxl
import pytest
from walk_company import COMPANY, HERE, RENAMED

from commands import data, run
from starrating.cli.command_table import COMMANDS
from starrating.cli.shared.asking import without_value
from starrating.cli.shared.groups import LazyCommand

# The star of each half (by score→decided, once where they agree), the year's mean, rank, star by score and star, the
# change against 2012, the plaque, and what follows. 2012 was 5 4 4 4 4 5 3 4 4 5 3 4 4 4 5 3 3 4 4 5 3 3 5 and none.
YEAR_2013 = """
党支部         2013H1 2013H2 分数   名次 得分 星级 变化      牌匾 后果
采煤一队党支部 5      5      94.50  1    5    5    retention new  nomination
采煤二队党支部 5      5      90.00  8    5    5    promotion new  nomination
采煤三队党支部 5      4      90.00  8    5    5    promotion new  nomination
掘进一队党支部 3      4      80.00  19   4    4    retention new  -
掘进二队党支部 4      4      83.00  16   4    4    retention new  -
掘进三队党支部 4      4      88.50  13   4    4    demotion  new  -
机电队党支部   3      3      79.985 21   3    3    retention new  assistance
运输一队党支部 4      4      82.00  18   4    4    retention new  -
通风队党支部   5→4    5      92.00  5    5    4    retention new  -
抽采队党支部   5→4    5→4    93.50  3    5    4    demotion  new  -
防尘队党支部   3      3      76.50  23   3    3    retention new  assistance
地测科党支部   4      4      85.50  15   4    4    retention new  -
调度室党支部   4      4→5    88.975 12   4    4    retention new  -
安监处党支部   4→5    5      90.00  8    5    5    promotion new  nomination
生产科党支部   5      5→4    94.00  2    5    4    demotion  new  -
财务科党支部   4      4      86.50  14   4    4    promotion new  -
洗煤厂党支部   4      4      88.99  11   4    4    promotion new  -
热电厂党支部   5      5      92.25  4    5    4    retention new  -
机修厂党支部   5      5      91.00  6    5    5    promotion new  nomination
供应站党支部   5      5      90.50  7    5    5    retention new  nomination
职工医院党支部 4      3      79.99  20   3    3    retention new  assistance
后勤中心党支部 3      3      73.00  24   3    3    retention new  assistance
学校党支部     3      3      78.50  22   3    3    demotion  new  assistance
物业公司党支部 4      4      83.00  16   4    4    first     new  -
"""
YEAR_2014 = """
党支部         2014H1 2014H2 分数   名次 得分 星级 变化      牌匾         后果
采煤一队党支部 5      5      95.00  1    5    5    retention unchanged    nomination
采煤二队党支部 5      5      91.50  6    5    5    retention unchanged    nomination
采煤三队党支部 4      5      89.995 11   4    4    demotion  replace-down -
掘进一队党支部 4      4      85.50  15   4    4    retention unchanged    without_promotion
掘进二队党支部 4      4      85.00  16   4    4    retention unchanged    without_promotion
掘进三队党支部 4      4      84.50  17   4    4    retention unchanged    without_promotion
机电队党支部   3      4      79.995 22   3    3    retention unchanged    without_promotion+assistance
运输一队党支部 4      4      83.50  18   4    4    retention unchanged    without_promotion
通风队党支部   5      5      93.50  2    5    5    promotion replace-up   nomination
抽采队党支部   5      5      91.50  6    5    5    promotion replace-up   nomination
防尘队党支部   4      4      82.00  19   4    4    promotion replace-up   -
地测科党支部   5      5      91.00  8    5    5    promotion replace-up   nomination
调度室党支部   4      5      89.995 11   4    4    retention unchanged    without_promotion
安监处党支部   4      4      88.50  13   4    4    demotion  replace-down -
生产科党支部   5→4    5      92.00  4    5    4    retention unchanged    without_promotion
财务科党支部   4      3      80.00  21   4    4    retention unchanged    -
洗煤厂党支部   5      5      90.00  9    5    5    promotion replace-up   nomination
热电厂党支部   5      5      92.00  4    5    5    promotion replace-up   nomination
机修厂党支部   5      5      92.50  3    5    5    retention unchanged    nomination
供应站党支部   5      4      90.00  9    5    5    retention unchanged    nomination
职工医院党支部 4      4      82.00  19   4    4    promotion replace-up   -
后勤中心党支部 3      3      78.99  23   3    3    retention unchanged    without_promotion+assistance
学校党支部     4      4      87.00  14   4    4    promotion replace-up   -
物业公司党支部 3      3      72.50  24   3    3    demotion  replace-down assistance
"""
YEARS = {"2013": YEAR_2013, "2014": YEAR_2014}


def by_hand(year):
    """Read a table made by hand: for each branch its cells by their heads."""
    head, *rows = [line.split() for line in YEARS[year].strip().splitlines()]
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


@pytest.mark.parametrize("year", YEARS)
def test_the_year_of_every_branch(walked, year):
    expected = {
        branch: [*(row[head] for head in ("名次", "得分", "星级", "变化", "后果")), Decimal(row["分数"])]
        for branch, row in by_hand(year).items()
    }
    told = {
        each["branch"]: [
            *map(str, (each["rank"], each["star_by_score"], each["star"], each["change"])),
            "+".join(each["consequences"]) or "-",
            Decimal(each["score"]),
        ]
        for each in walked.told[year]["branches"]
    }
    assert told == expected


@pytest.mark.parametrize("year", YEARS)
def test_the_plaque_of_every_branch(walked, year):
    told = {each["branch"]: each["act"] for each in walked.told[f"award {year}"]["plaques"]}
    assert told == {branch: row["牌匾"] for branch, row in by_hand(year).items()}


@pytest.mark.parametrize("row", COMPANY, ids=lambda row: row["党支部"])
def test_the_stars_of_a_branch_in_every_review(walked, row):
    branch = RENAMED.get(row["党支部"], row["党支部"])
    expected = {
        period: (row[period], stars)
        for year in YEARS
        for period, stars in by_hand(year)[branch].items()
        if period.startswith("201")
    }
    valid = [each for each in walked.ask("history", branch)["results"] if not each["superseded"]]
    told = {each["period"]: (each["score"], both(each)) for each in valid if each["period"] in expected}
    assert told == expected


def both(result):
    """Write the star by score and the star that holds."""
    by_score, star = result["star_by_score"], result["star"]
    return str(star) if star == by_score else f"{by_score}→{star}"


# --- what decided the stars


def test_every_star_lowered_in_a_year_names_its_clauses(walked):
    lowered = {
        (year, each["branch"]): [step["rule"] for step in each["steps"]]
        for year in YEARS
        for each in walked.told[year]["branches"]
        if each["steps"]
    }
    assert lowered == {
        ("2013", "通风队党支部"): ["4.4(3)"],
        ("2013", "抽采队党支部"): ["4.4(2)", "4.4(5)"],
        ("2013", "防尘队党支部"): ["4.4(6)"],
        ("2013", "生产科党支部"): ["4.4(1)", "4.4(6)"],
        ("2013", "热电厂党支部"): ["4.4(5)"],
        ("2014", "生产科党支部"): ["4.4(3)"],
    }


def test_the_year_tells_what_did_not_count_and_what_does_not_carry(walked):
    told = {(each["code"], each["message"].split(":")[0]) for each in walked.told["2013"]["problems"]}
    assert told >= {
        ("incident-not-counted", "地测科党支部"),
        ("incident-not-counted", "机修厂党支部"),
        ("incident-only-in-year", "热电厂党支部"),
        ("change-not-carried", "安监处党支部"),
        ("change-not-carried", "调度室党支部"),
    }


@pytest.mark.parametrize(
    ("branch", "period", "steps", "reason"),
    [
        ("安监处党支部", "2013H1", [(4, 5)], "补计加分"),
        ("调度室党支部", "2013H2", [(4, 5)], "抢险贡献突出"),
        ("防尘队党支部", "2013H1", [(3, 3)], "计生〔2013〕1号"),
        ("生产科党支部", "2013H2", [(5, 4), (4, 4)], "组〔2013〕5号"),
    ],
)
def test_why_a_star_is_another_than_by_score(walked, branch, period, steps, reason):
    told = walked.ask("explain", branch, "--period", period)["steps"]
    assert [(each["from"], each["to"]) for each in told] == steps
    assert reason in "".join(each["because"] for each in told)


# --- the procedure


def test_the_stages_of_every_period_day_by_day(walked):
    assert (
        walked.stages
        == """
2013-01-08 2012H2 assessed
2013-01-08 2012H2 decided
2013-01-08 2012 assessed
2013-01-08 2012 decided
2013-07-08 2013H1 assessed
2013-07-10 2013H1 decided
2013-07-12 2013H1 on-notice
2013-07-16 2013H1 contested
2013-07-18 2013H1 decided
2013-07-19 2013H1 on-notice
2013-08-01 2013H1 uncontested
2014-01-06 2013H2 assessed
2014-01-08 2013H2 decided
2014-01-24 2013H2 on-notice
2014-01-27 2013H2 contested
2014-01-28 2013H2 on-notice
2014-01-29 2013 assessed
2014-01-29 2013 decided
2014-01-30 2013H2 uncontested
2014-01-30 2013 on-notice
2014-02-12 2013 uncontested
2014-02-12 2013 awarded
2014-07-07 2014H1 assessed
2014-07-09 2014H1 decided
2014-07-11 2014H1 assessed
2014-07-14 2014H1 decided
2014-07-15 2014H1 on-notice
2014-12-29 2014H1 uncontested
2014-12-29 2014H2 assessed
2014-12-30 2014H2 decided
2014-12-31 2014H2 on-notice
2015-01-08 2014H2 uncontested
2015-01-08 2014 assessed
2015-01-09 2014 decided
2015-01-12 2014 on-notice
2015-01-19 2014 uncontested
2015-01-19 2014 awarded
""".strip().splitlines()
    )


def test_acts_out_of_order_name_the_clause_and_the_command_that_then_works(walked):
    assert len(walked.refused) == 16
    for act, right, said, typed in walked.refused:
        assert "(clause 4.4)" in said, act
        assert f"starrating {right}" in said, act
        assert fits(typed.rpartition(" = ")[2], right), act


def fits(command, named):
    """Tell whether a typed command is the one that a message names, with what that asks for filled in."""
    typed = iter(command.split())
    return all(word in typed for word in named.split())


NEXT_STEP = re.compile(r"starrating [a-z]+(?: [^\s;()\"]+)*")


def test_every_command_that_is_printed_is_one_that_can_be_typed_as_it_stands(walked):
    printed = {found.rstrip(".,:") for said in walked.printed for found in NEXT_STEP.findall(said)}
    assert len(printed) > 30
    assert [call for call in printed if re.search(r"\b[A-Z]{2,}\b", call)] == []
    commands = {row.name: LazyCommand(row, None).load() for row in COMMANDS}
    for call in printed:
        words = shlex.split(call)[1:]
        name = next(name for name in (" ".join(words[:2]), words[0]) if name in commands)
        command, rest = commands[name], words[len(name.split()) :]
        context = command.make_context(name, [], resilient_parsing=True)
        typed, _ = without_value(context, rest)  # what only a person knows, asked for when it is typed
        _, left, _ = command.make_parser(context).parse_args(args=typed)
        assert left == [], call
        books = [word for word in typed if word.endswith((".xlsx", ".docx"))]
        assert all((walked.folder / book).exists() for book in books), call


def test_the_ledger_verified_after_every_step(walked):
    assert walked.unsound == []


NOTICES = [
    # the correction has as many days again
    ("2013H1", "2013-07-15", "2013-07-19", "notice"),
    ("2013H1", "2013-07-19", "2013-07-25", "correction"),
    # Sunday 26 January 2014 was worked
    ("2013H2", "2014-01-24", "2014-01-29", "notice"),
    # the Spring Festival, 31 January to 6 February 2014; Saturday 8 February was worked
    ("2013", "2014-01-30", "2014-02-11", "notice"),
    ("2014H1", "2014-07-15", "2014-07-21", "notice"),
    # New Year, 1 to 3 January 2015; Sunday 4 January was worked
    ("2014H2", "2014-12-31", "2015-01-07", "notice"),
    ("2014", "2015-01-12", "2015-01-16", "notice"),
]


def test_first_and_last_day_of_every_notice(walked):
    acts = [each for each in walked.ask("history")["acts"] if each["act"] == "notice"]
    assert [(each["period"], each["day"], each["last"], each["kind"]) for each in acts] == NOTICES


def test_the_correction_names_what_changed(walked):
    (correction,) = (walked.folder / "results" / "2013H1").glob("*更正*.md")
    words = correction.read_text(encoding="utf-8")
    assert "安监处党支部" in words
    assert "举报人" not in words


def test_objections_and_what_came_of_them(walked):
    told = [
        (each["number"], each["branch"], each["answer"]["upheld"])
        for each in walked.ask("objection", "list")["objections"]
    ]
    assert told == [(1, "安监处党支部", True), (2, "供应站党支部", False)]


def test_the_reopened_review_keeps_both_results_and_both_decisions(walked):
    scores = [
        (each["version"], each["score"], each["star"], each["superseded"])
        for each in walked.ask("history", "财务科党支部", "--period", "2014H1")["results"]
    ]
    assert scores == [(1, "78.00", 3, True), (2, "80.25", 4, False)]
    acts = [each["act"] for each in walked.ask("history", "--period", "2014H1")["acts"]]
    assert acts == ["decision", "reopening", "decision", "notice"]


# --- what follows from the years

PENALTIES = {  # what is withheld of the pay, 2 % to the fen, halves upwards
    "掘进一队党支部": "246.92",  # 12345.75 · 2 % = 246.915
    "掘进二队党支部": "2000.00",
    "掘进三队党支部": "600.01",  # 30000.25 · 2 % = 600.005
    "机电队党支部": "1135.78",  # 56789.01 · 2 % = 1135.7802
    "运输一队党支部": "864.21",
    "调度室党支部": "1200.00",
    "生产科党支部": None,  # no pay was given
    "后勤中心党支部": "400.00",  # 20000.24 · 2 % = 400.0048
}


def following(walked, name, kind):
    return {each["branch"]: each for each in walked.told[name]["consequences"] if each["id"] == kind}


@pytest.mark.parametrize("name", ["2014", "edited"])
def test_two_years_without_promotion_cost_two_percent_to_the_fen(walked, name):
    met = following(walked, name, "without_promotion")
    assert {branch: each["amount"] for branch, each in met.items()} == PENALTIES
    assert {each["clause"] for each in met.values()} == {"4.6-secretary"}


def test_the_two_year_rule_rests_on_the_years_through_a_renaming_and_shows_a_new_secretary(walked):
    met = following(walked, "2014", "without_promotion")
    rests = [(each["period"], each["star"]) for each in met["运输一队党支部"]["rests_on"]]
    assert rests == [("2014", 4), ("2013", 4), ("2012", 4)]
    assert [(each["period"], each["star"]) for each in met["掘进三队党支部"]["rests_on"]][-1] == ("2012", 5)
    assert [branch for branch, each in met.items() if each["note"]] == ["掘进二队党支部"]
    assert {"书记05", "书记25"} <= set(met["掘进二队党支部"]["note"].replace(",", " ").replace(".", " ").split())


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        (
            "2013",
            {
                "机电队党支部": "采煤三队党支部",
                "防尘队党支部": "安监处党支部",
                "职工医院党支部": "供应站党支部",
                "后勤中心党支部": "机修厂党支部",
                "学校党支部": "采煤二队党支部",
            },
        ),
        ("2014", {"机电队党支部": "通风队党支部", "后勤中心党支部": "供应站党支部", "物业公司党支部": "机修厂党支部"}),
        (
            "edited",
            {"机电队党支部": "采煤一队党支部", "后勤中心党支部": "供应站党支部", "物业公司党支部": "机修厂党支部"},
        ),
    ],
)
def test_who_helps_whom(walked, name, pairs):
    assert {branch: each["helper"] for branch, each in following(walked, name, "assistance").items()} == pairs


def test_old_plaques_come_back_from_those_who_rose_or_fell(walked):
    changed = {branch for branch, row in by_hand("2014").items() if row["牌匾"].startswith("replace")}
    assert {each["branch"] for each in walked.told["returned"]["due"]} == changed - {"洗煤厂党支部"}
    assert len(walked.told["returned"]["displayed"]) == 24


# --- over time


@pytest.mark.parametrize(
    ("name", "milestones"),
    [
        ("before", [("2013H1", 5, 7, 8, False), ("2014H1", 5, 7, 12, False)]),
        ("after", [("2013H1", 5, 8, 8, True), ("2014H1", 5, 8, 12, False)]),
        ("2014", [("2014H1", 5, 9, 12, False), ("2015H1", 5, 9, 17, False), ("2015H1", 3, 3, 0, False)]),
    ],
)
def test_targets_before_and_after_the_correction_and_a_year_later(walked, name, milestones):
    told = walked.told[f"targets {name}"]["milestones"]
    assert [(each["due"], each["star"], each["count"], each["needed"], each["met"]) for each in told] == milestones


def test_what_a_branch_aimed_at_applied_for_and_was_given_stand_side_by_side(walked):
    stars = {branch: int(row["2014H1"][-1]) for branch, row in by_hand("2014").items()}
    told = {
        each["branch"]: (each["declared_target"], each["applied_star"], each["star"])
        for each in walked.told["2014H1"]["branches"]
    }
    assert told == {branch: (5, 4, star) for branch, star in stars.items()}
    reached = [each["branch"] for each in walked.told["targets 2014"]["declared"] if each["reached"]]
    assert sorted(reached) == sorted(branch for branch, star in stars.items() if star == 5)


def test_what_was_declared_at_the_start_of_the_year_is_held_against_its_stars(walked):
    assert walked.told["declared"]["declared_now"] == 3
    told = {each["branch"]: each for each in walked.ask("targets", "--year", "2013")["declared"]}
    aims = {"采煤二队党支部": True, "掘进一队党支部": True, "学校党支部": False}
    assert {name: told[name]["reached"] for name in aims} == aims
    assert {told[name]["declared_on"] for name in aims} == {"2013-01-10"}


def test_the_documents_of_a_year_are_on_the_shelf_with_their_numbers(walked):
    numbers = {each["document"] for each in walked.told["archived"]["files"]}
    assert numbers == {"", "组通〔2015〕1号", "党发〔2015〕3号"}
    (cut,) = (walked.folder / "results" / "2014").glob("*扣发*.md")
    listed = re.findall(r"\d+\\?\.(\S+党支部)书记\S*：年度绩效工资.+，扣发(.+?)元", cut.read_text(encoding="utf-8"))
    assert dict(listed) == {branch: amount or "〔待填：年度绩效工资〕" for branch, amount in PENALTIES.items()}
    (year,) = (walked.folder / "results" / "2014").glob("*定星表.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(year) for row in sheet.values for cell in row]
    assert not any("书记0" in str(cell) for cell in cells)


def test_the_rectification_ledger_goes_on_from_review_to_review(walked):
    (overdue,) = walked.told["overdue"]["findings"]
    assert (overdue["number"], overdue["branch"], overdue["status"]) == (1, "通风队党支部", "进行中")
    listed = walked.ask("rectify", "list", "--period", "2013H2")["findings"]
    # one of the sheet, and the 24 items with points lost, are carried over; the branch that mended its own has no more
    assert (len(listed), {each["period"] for each in listed}) == (25, {"2013H1"})
    assert all(each["open"] for each in listed)


def test_the_history_follows_the_renamed_branch(walked):
    told = walked.ask("history", "运输队党支部")
    assert (told["branch"], told["former_names"]) == ("运输一队党支部", ["运输队党支部"])
    assert [(each["period"], each["branch"]) for each in told["results"] if each["period"][4:] == "H1"][:2] == [
        ("2013H1", "运输队党支部"),
        ("2013H1", "运输队党支部"),
    ]
    assert len({each["period"] for each in told["results"]}) == 8


@pytest.mark.parametrize("suffix", ["xlsx", "json"])
def test_the_whole_ledger_moves_into_an_empty_one(walked, tmp_path, suffix):
    exported = str(tmp_path / f"ledger.{suffix}")
    assert run(walked.folder, "export", exported).exit_code == 0
    new = tmp_path / "new"
    new.mkdir()
    assert run(new, "import", exported).exit_code == 0
    moved = walked.ask("verify")
    assert moved["sound"]
    assert (data(new, "verify"), data(new, "history")) == (moved, walked.ask("history"))


def test_no_act_has_a_day_that_nobody_typed(walked):
    typed = {each for line in (HERE / "walk.txt").read_text("utf-8").splitlines() for each in shlex.split(line)}
    days = {each["day"] for each in walked.ask("history")["acts"]}
    assert days - {None} <= typed - {line for line in typed if line.startswith("@")}
    assert None in days
