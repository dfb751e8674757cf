"""`annual` and `award`: three years of a small company by commands, and the acts that are refused."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from workbooks import write_book

HEAD = "党支部 | 单位 | 书记 | 考核总分\n"
SCORES = {
    "2012H2": "甲党支部 | 一 | 张 | 92\n乙党支部 | 二 | 李 | 85\n丙党支部 | 三 | 王 | 70\n丁党支部 | 一 | 赵 | 88",
    "2013H1": "甲党支部 | 一 | 张 | 95\n乙党支部 | 二 | 李 | 84\n丙党支部 | 三 | 王 | 81\n丁党支部 | 一 | 赵 | 70",
    "2013H2": "甲党支部 | 一 | 张 | 91\n乙党支部 | 二 | 李 | 86\n丙党支部 | 三 | 王 | 79\n丁党支部 | 一 | 赵 | 88",
    "2014H1": "甲党支部 | 一 | 张 | 95\n乙党支部 | 二 | 钱 | 84\n丙党支部 | 三 | 王 | 92\n丁党支部 | 一 | 赵 | 70",
    "2014H2": "甲党支部 | 一 | 张 | 91\n乙党支部 | 二 | 钱 | 86\n丙党支部 | 三 | 王 | 90\n丁党支部 | 一 | 赵 | 75",
}
PAY = "党支部 | 书记 | 年度绩效工资\n乙党支部 | 李 | 12345.75\n丁党支部 | 赵 | 30000.25"


def score(folder, period, table, happened=None):
    sheets = {"考核评分": HEAD + table} | ({"降星情形": happened} if happened else {})
    book = write_book(folder / f"{period}.xlsx", sheets)
    assert run(folder, "score", str(book), "--period", period).exit_code == 0


def decide(folder, period, *more):
    year, half = int(period[:4]), period[4:]
    day = f"{year}-07-10" if half == "H1" else f"{year + 1}-01-{'10' if half else '15'}"
    unanswered = ("--open-opinions", "另行征求") if half else ()
    done = run(folder, "decide", "--period", period, "--date", day, "--document", "〔2014〕1号", *unanswered, *more)
    assert done.exit_code == 0, done.output


def review(folder, period, happened=None):
    score(folder, period, SCORES[period], happened)
    decide(folder, period)


def publish(folder, year):
    assert (
        run(folder, "announce", "--period", str(year), "--format", "md", "--from", f"{year + 1}-01-16").exit_code == 0
    )


def told(year):
    """Return what `annual --json` says of each branch: star, star of the year before, change, what follows."""
    return {
        each["branch"][0]: (each["star"], each["previous_star"], each["change"], *each["consequences"])
        for each in year["branches"]
    }


def due(folder, period):
    return data(folder, "status", "--period", period)["periods"][0]["next"]


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Rate five reviews and set three years; each is decided, published and awarded."""
    folder = tmp_path_factory.mktemp("company")
    years = {}
    for year in (2012, 2013, 2014):
        for period in (period for period in SCORES if period.startswith(str(year))):
            review(folder, period)
        years[year] = data(folder, "annual", "--year", str(year))
        decide(folder, str(year))
        publish(folder, year)
        years[f"award {year}"] = data(folder, "award", "--year", str(year), "--date", f"{year + 1}-02-01")
    return folder, years


def test_three_years_by_hand(company):
    _, years = company
    assert told(years[2012]) == {
        "甲": (5, None, "first", "nomination"),
        "丁": (4, None, "first"),
        "乙": (4, None, "first"),
        "丙": (3, None, "first", "assistance"),
    }
    assert told(years[2013]) == {
        "甲": (5, 5, "retention", "nomination"),
        "乙": (4, 4, "retention"),
        "丙": (4, 3, "promotion"),
        "丁": (3, 4, "demotion", "assistance"),
    }
    assert told(years[2014]) == {
        "甲": (5, 5, "retention", "nomination"),
        "丙": (5, 4, "promotion", "nomination"),
        "乙": (4, 4, "retention", "without_promotion"),
        "丁": (3, 3, "retention", "without_promotion", "assistance"),
    }
    assert [each["score"] for each in years[2013]["branches"]] == ["93.00", "85.00", "80.00", "79.00"]
    assert years[2013]["branches"][3]["totals"] == {"2013H1": "70.00", "2013H2": "88.00"}


def test_the_two_year_rule_shows_the_change_of_secretary_and_what_it_rests_on(company):
    folder, years = company
    told = run(folder, "annual", "--year", "2014").stdout
    assert [name for name in ("钱", "李", "赵") if name in told] == []
    met = {each["branch"][0]: each for each in years[2014]["consequences"] if each["id"] == "without_promotion"}
    assert met["乙"]["secretary"] == "钱"
    assert "李" in met["乙"]["note"]
    assert met["丁"]["note"] is None
    assert [(each["period"], each["star"]) for each in met["丁"]["rests_on"]] == [("2014", 3), ("2013", 3), ("2012", 4)]


def test_plaques_are_the_difference_to_the_year_before(company):
    folder, years = company
    acts = {
        year: {each["branch"][0]: each["act"] for each in years[f"award {year}"]["plaques"]} for year in (2013, 2014)
    }
    assert acts == {
        2013: {"甲": "unchanged", "乙": "unchanged", "丙": "replace-up", "丁": "replace-down"},
        2014: {"甲": "unchanged", "丙": "replace-up", "乙": "unchanged", "丁": "unchanged"},
    }
    due = [(each["branch"][0], each["star"], each["awarded_for"]) for each in data(folder, "award", "--list")["due"]]
    assert due == [("丙", 3, "2012"), ("丁", 4, "2012"), ("丙", 4, "2013")]
    assert run(folder, "announce", "--period", "2014", "--kind", "award", "--format", "md").exit_code == 0
    (notice,) = (folder / "results" / "2014").glob("*授牌的通知*.md")
    out = "以前换发、收回的旧牌匾尚有2块未交回：丙党支部（2012年度三星级）、丁党支部（2012年度四星级）。请一并交回。"
    assert out in notice.read_text("utf-8")
    again = data(folder, "award", "--year", "2014", "--date", "2015-03-01")
    assert (again["new"], again["date"]) == (False, "2015-02-01")


def test_the_ledger_verifies(company):
    folder, _ = company
    assert run(folder, "verify").exit_code == 0


def test_what_follows_is_drawn_again_from_the_decided_year_with_pay_and_edited_pairs(company):
    folder, _ = company
    pay = write_book(folder / "pay.xlsx", {"工资": PAY})
    done = data(folder, "annual", "--year", "2014", "--pay", str(pay))
    assert done["kept"]
    assert not done["new"]
    amounts = {each["branch"][0]: each["amount"] for each in done["consequences"] if each["id"] == "without_promotion"}
    assert amounts == {"乙": None, "丁": "600.01"}  # the pay is of another person than the secretary
    assert [each["code"] for each in done["problems"]] == ["year-decided", "other-secretary"]

    pairs = write_book(folder / "pairs.xlsx", {"帮扶结对": "被帮扶党支部 | 帮扶党支部（部门）\n丁党支部 | 甲党支部"})
    edited = data(folder, "annual", "--year", "2014", "--pairs", str(pairs))
    (pair,) = [each for each in edited["consequences"] if each["id"] == "assistance"]
    assert (pair["helper"], pair["note"]) == ("甲党支部", None)
    assert {each["amount"] for each in edited["consequences"]} == {None, "600.01"}
    again = data(folder, "annual", "--year", "2014")
    assert again["consequences"] == edited["consequences"]


def test_the_pairs_of_the_workbook_itself_may_be_handed_in(company):
    folder, _ = company
    done = data(folder, "annual", "--year", "2014")
    (book,) = done["files"]
    again = data(folder, "annual", "--year", "2014", "--pairs", str(folder / "results" / "2014" / Path(book).name))
    assert [each["helper"] for each in again["consequences"]] == [each["helper"] for each in done["consequences"]]


def test_everything_typed_into_the_sheet_of_pairs_is_kept_and_told(company):
    folder, _ = company
    (name,) = data(folder, "annual", "--year", "2014")["files"]
    book = openpyxl.load_workbook(folder / "results" / "2014" / Path(name).name)
    sheet = next(each for each in book if any("被帮扶党支部" in row for row in each.values))
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "被帮扶党支部" for cell in row))
    typed = {
        "联系领导": "周副书记",
        "帮扶责任人": "吴",
        "主要问题": "组织生活不正常",
        "帮扶措施": "每月联合组织生活",
        "目标星级": "四星级",
        "帮扶期限": "2015年6月底前",
        "帮扶成效": "已晋星",
        "备注": "每季度报告",
    }
    for cell in heads:
        if (head := str(cell.value).replace("\n", "")) in typed:
            sheet.cell(cell.row + 1, cell.column, typed[head])
    book.save(folder / "typed.xlsx")
    data(folder, "annual", "--year", "2014", "--pairs", str(folder / "typed.xlsx"))
    again = data(folder, "annual", "--year", "2014")  # without the sheet: what was typed stays
    kept = openpyxl.load_workbook(folder / "results" / "2014" / Path(again["files"][0]).name)
    cells = {cell for each in kept for row in each.values for cell in row}
    assert set(typed.values()) <= cells
    done = run(folder, "announce", "--period", "2014", "--kind", "assistance", "--format", "md", "--date", "2015-03-01")
    assert done.exit_code == 0, done.output
    notice = max((folder / "results" / "2014").glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    told = notice.read_text("utf-8")
    assert [word for word in typed.values() if word not in told] == []


def test_a_year_is_set_from_decided_reviews_only(tmp_path):
    result = run(tmp_path, "annual", "--year", "2013")
    assert (result.exit_code, "2013H1" in result.stderr) == (3, True)
    assert list(tmp_path.iterdir()) == []
    score(tmp_path, "2013H1", SCORES["2013H1"])
    result = run(tmp_path, "annual", "--year", "2013", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["problems"][0]["code"] == "not-decided"


def test_a_decided_year_is_set_again_only_with_a_reason(tmp_path):
    review(tmp_path, "2013H1")
    first = data(tmp_path, "annual", "--year", "2013")
    decide(tmp_path, "2013", "--set", "乙党支部=5", "--reason", "复核")
    kept = data(tmp_path, "annual", "--year", "2013")
    assert (first["version"], kept["version"], kept["kept"]) == (1, 2, True)
    assert told(kept)["乙"] == (5, None, "first", "nomination")
    again = data(tmp_path, "annual", "--year", "2013", "--reopen", "计分有误")
    assert (again["version"], again["new"], told(again)["乙"]) == (3, True, (4, None, "first"))
    refused = run(tmp_path, "annual", "--year", "2013", "--reopen", "再来")
    assert refused.exit_code == 2


def test_a_changed_half_is_noticed_and_the_committees_change_does_not_carry_into_the_year(tmp_path):
    score(tmp_path, "2013H1", SCORES["2013H1"])
    decide(tmp_path, "2013H1", "--set", "乙党支部=5", "--reason", "突出贡献")
    year = data(tmp_path, "annual", "--year", "2013")
    assert told(year)["乙"][0] == 4
    assert "change-not-carried" in [each["code"] for each in year["problems"]]
    decide(tmp_path, "2013")
    review(tmp_path, "2013H2")
    kept = data(tmp_path, "annual", "--year", "2013")
    assert [each["code"] for each in kept["problems"]] == ["year-decided", "reviews-changed"]


def test_setting_the_same_year_again_changes_nothing(tmp_path):
    review(tmp_path, "2013H1")
    first, again = (data(tmp_path, "annual", "--year", "2013") for _ in range(2))
    assert (first["new"], again["new"], again["version"]) == (True, False, 1)
    assert len(data(tmp_path, "history")["versions"]) == 2


def test_every_wrong_row_of_pay_and_pairs_is_refused_together_and_nothing_is_recorded(tmp_path):
    review(tmp_path, "2013H1")
    pay = write_book(
        tmp_path / "pay.xlsx", {"工资": "党支部 | 年度绩效工资\n戊党支部 | 100\n丁党支部 | -1\n甲党支部 | 两万"}
    )
    pairs = write_book(tmp_path / "pairs.xlsx", {"结对": "被帮扶党支部 | 帮扶党支部\n丁党支部 | 丁党支部"})
    result = run(tmp_path, "annual", "--year", "2013", "--pay", str(pay), "--pairs", str(pairs), "--json")
    assert result.exit_code == 1
    errors = {(each["code"], each["place"].split("!")[-1]) for each in json.loads(result.stdout)["problems"]}
    assert errors == {
        ("unknown-branch", "B2"),
        ("pay-negative", "B3"),
        ("not-a-number", "B4"),
        ("helper-helped", "B2"),
    }
    assert [each["period"] for each in data(tmp_path, "history")["versions"]] == ["2013H1"]


def test_nothing_goes_on_from_a_year_while_one_that_its_consequences_look_back_at_is_open(tmp_path):
    for half in ("2012H2", "2013H1", "2014H1"):
        review(tmp_path, half)
        data(tmp_path, "annual", "--year", half[:4])
        decide(tmp_path, half[:4])
    assert run(tmp_path, "announce", "--period", "2014", "--from", "2015-01-16", "--format", "md").exit_code == 0
    data(tmp_path, "annual", "--year", "2013", "--reopen", "复核")
    due = "starrating decide --period 2013"
    assert data(tmp_path, "status", "--period", "2014")["periods"][0]["next"] == due
    papers = (("announce", "--period", "2014", "--kind", kind) for kind in ("deduction", "nomination", "assistance"))
    for command in (*papers, ("award", "--year", "2014", "--date", "2015-03-01")):
        result = run(tmp_path, *command)
        assert (result.exit_code, f"Do first: {due}" in result.stderr) == (3, True), command
    decide(tmp_path, "2013", "--set", "乙党支部=5", "--reason", "漏评")
    due = "starrating annual --year 2014"
    assert data(tmp_path, "status", "--period", "2014")["periods"][0]["next"] == due
    assert f"Do first: {due}" in run(tmp_path, "award", "--year", "2014", "--date", "2015-03-01").stderr


def test_a_workbook_without_the_heads_is_refused(tmp_path):
    review(tmp_path, "2013H1")
    other = write_book(tmp_path / "other.xlsx", {"表": "党支部 | 书记\n甲党支部 | 张"})
    result = run(tmp_path, "annual", "--year", "2013", "--pay", str(other))
    assert result.exit_code == 1
    assert "There is no sheet with the heads Branch, Pay." in result.stderr


def test_award_waits_for_the_notice_and_its_last_day(tmp_path):
    review(tmp_path, "2013H1")
    data(tmp_path, "annual", "--year", "2013")

    def refused(day):
        result = run(tmp_path, "award", "--year", "2013", "--date", day, "--json")
        assert result.exit_code == 3
        return json.loads(result.stdout)["problems"][0]["code"]

    assert refused("2014-02-01") == "not-decided"
    decide(tmp_path, "2013")
    assert refused("2014-02-01") == "not-on-notice"
    publish(tmp_path, 2013)
    assert refused("2014-01-22") == "notice-running"
    assert data(tmp_path, "award", "--year", "2013", "--date", "2014-01-23")["new"]


def test_star_streak_and_plaque_go_on_under_a_new_name(tmp_path):
    for period in ("2013H1", "2014H1", "2015H1"):
        year, branch = period[:4], "乙党支部" if period < "2015" else "新乙党支部"
        if period == "2015H1":
            renaming = ("roster", "rename", "乙党支部", branch, "--date", "2015-03-01")
            assert run(tmp_path, *renaming).exit_code == 0
        score(tmp_path, period, f"{branch} | 二 | 李 | 85\n甲党支部 | 一 | 张 | 92")
        decide(tmp_path, period)
        done = data(tmp_path, "annual", "--year", year)
        decide(tmp_path, year)
        publish(tmp_path, int(year))
        award = data(tmp_path, "award", "--year", year, "--date", f"{int(year) + 1}-02-01")
    assert told(done)["新"] == (4, 4, "retention", "without_promotion")
    assert [(each["branch"], each["act"]) for each in award["plaques"]] == [
        ("甲党支部", "unchanged"),
        ("新乙党支部", "unchanged"),
    ]
    assert award["due"] == []


def test_an_open_objection_to_a_half_keeps_the_year_waiting(tmp_path):
    review(tmp_path, "2013H1")
    done = run(tmp_path, "announce", "--period", "2013H1", "--format", "md", "--from", "2013-07-15")
    assert done.exit_code == 0
    objected = ("objection", "add", "--period", "2013H1", "--date", "2013-07-16", "--what", "得分有误")
    assert run(tmp_path, *objected).exit_code == 0
    result = run(tmp_path, "annual", "--year", "2013", "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["code"]) == (3, "objection-open")


def test_an_old_plaque_comes_back_once(tmp_path):
    for year, period in ((2013, "2013H1"), (2014, "2014H1")):
        review(tmp_path, period)
        data(tmp_path, "annual", "--year", str(year))
        decide(tmp_path, str(year))
        publish(tmp_path, year)
        data(tmp_path, "award", "--year", str(year), "--date", f"{year + 1}-02-01")
    assert [each["branch"] for each in data(tmp_path, "award", "--list")["due"]] == ["丙党支部"]
    assert run(tmp_path, "roster", "rename", "丙党支部", "新丙党支部", "--date", "2015-02-02").exit_code == 0
    assert data(tmp_path, "award", "--returned", "新丙党支部", "--date", "2015-02-02")["due"] == []
    again = run(tmp_path, "award", "--returned", "新丙党支部", "--date", "2015-02-02")
    assert again.exit_code == 2
    late = run(tmp_path, "award", "--year", "2013", "--date", "2015-03-01", "--json")
    assert json.loads(late.stdout)["new"] is False


def test_the_notice_of_an_award_is_written_before_the_ceremony(tmp_path):
    review(tmp_path, "2013H1")
    data(tmp_path, "annual", "--year", "2013")
    decide(tmp_path, "2013")
    publish(tmp_path, 2013)
    early = run(tmp_path, "announce", "--period", "2013", "--kind", "award", "--format", "md")
    assert (early.exit_code, "--planned" in " ".join(early.stderr.split())) == (3, True)
    samples = ("template", "-p", "2013", "--form", "plaques")
    assert run(tmp_path, *samples).exit_code == 3
    plan = ("award", "--year", "2013", "--planned", "2014-02-10", "--place", "公司礼堂")
    planned = data(tmp_path, *plan)
    assert len(data(tmp_path, *samples)["files"]) == 1
    assert (planned["planned"], planned["date"], len(planned["plaques"])) == (True, "2014-02-10", 4)
    done = run(tmp_path, "announce", "--period", "2013", "--kind", "award", "--format", "md")
    assert done.exit_code == 0, done.output
    (notice,) = (tmp_path / "results" / "2013").glob("*授牌*.md")
    words = notice.read_text("utf-8")
    assert "时间：2014年2月10日。" in words
    assert "地点：公司礼堂。" in words
    awarded = data(tmp_path, "award", "--year", "2013", "--date", "2014-02-10")
    assert (awarded["planned"], awarded["new"]) == (False, True)
    assert run(tmp_path, *plan).exit_code == 3


def test_several_old_plaques_come_back_at_once_or_none(tmp_path):
    for year in ("2013", "2014"):
        review(tmp_path, f"{year}H1")
        data(tmp_path, "annual", "--year", year)
        decide(tmp_path, year)
        publish(tmp_path, int(year))
        data(tmp_path, "award", "--year", year, "--date", f"{int(year) + 1}-01-24")
    due = [each["branch"] for each in data(tmp_path, "award", "--list")["due"]]
    assert len(due) >= 1
    back = [word for branch in due for word in ("--returned", branch)]
    refused = run(tmp_path, "award", *back, *back, "--returned", "没有的党支部", "--date", "2015-02-01")
    assert refused.exit_code == 2
    said = " ".join(refused.stderr.split())
    assert f"No old plaque of {due[0]} is outstanding" in said
    assert "There is no branch 没有的党支部" in said
    assert [each["branch"] for each in data(tmp_path, "award", "--list")["due"]] == due
    (book,) = (tmp_path / "results" / "2014").glob("*授牌名单.xlsx")
    assert [len(sheets(book)), data(tmp_path, "award", *back, "--date", "2015-02-01")["due"]] == [2, []]
    assert len(sheets(book)) == 1
    assert not any(each["next"] for each in data(tmp_path, "status")["periods"])


def sheets(book):
    return openpyxl.load_workbook(book).sheetnames


def award_the_later_of_two_years(folder):
    review(folder, "2013H1")
    review(folder, "2014H1")
    for year in (2013, 2014):
        data(folder, "annual", "--year", str(year))
        decide(folder, str(year))
        publish(folder, year)
    data(folder, "award", "--year", "2014", "--date", "2015-02-01")


def test_a_later_award_bars_the_earlier_year(tmp_path):
    award_the_later_of_two_years(tmp_path)
    result = run(tmp_path, "award", "--year", "2013", "--date", "2015-02-01", "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["code"]) == (3, "later-award")


def test_what_was_published_is_corrected_though_a_later_year_is_awarded(tmp_path):
    award_the_later_of_two_years(tmp_path)
    assert due(tmp_path, "2013") is None
    data(tmp_path, "annual", "--year", "2013", "--reopen", "复核")
    decide(tmp_path, "2013", "--set", "丙党支部=5", "--reason", "复核")
    assert due(tmp_path, "2013") == "starrating announce --period 2013"
    # the year after compares with what is decided by now, on the terminal as in its workbook
    assert told(data(tmp_path, "annual", "--year", "2014"))["丙"][:3] == (5, 5, "retention")
    publish(tmp_path, 2013)
    assert due(tmp_path, "2013") is None


@pytest.mark.parametrize("asked", [(), ("--list", "--year", "2013"), ("--list", "--returned", "甲党支部")])
def test_award_does_one_thing_at_a_time(tmp_path, asked):
    assert run(tmp_path, "award", *asked).exit_code == 2


def test_the_terminal_tells_the_stars_what_follows_and_the_next_command(company):
    folder, _ = company
    said = run(folder, "annual", "--year", "2014").stdout
    assert ("第6条" in said, " 4.6 " in said, "4.6-" in said) == (False, True, False)
    listed = run(folder, "award", "--list").stdout
    assert "丙党支部" in listed


def test_of_very_many_the_terminal_shows_the_first_and_says_how_many_more(tmp_path):
    score(tmp_path, "2013H1", "\n".join(f"第{number}党支部 | 一 | 张 | 70" for number in range(61)))
    decide(tmp_path, "2013H1")
    said = run(tmp_path, "annual", "--year", "2013").stdout
    assert said.count("第19党支部") == 2
    assert "第20党支部" not in said
    assert said.count("41") >= 2


def test_the_outlook_goes_on_from_the_review_that_the_table_measures_by(company):
    """Each year follows its half-years, which measure what is due in a half-year."""
    told = data(company[0], "targets", "--year", "2013")
    measured = {each["due"]: each["period"] for each in told["milestones"]}
    assert told["period"] == "2013"
    assert told["outlook"]["period"] == measured["2014H1"] == "2014H1"
    assert {each["period"] for each in told["outlook"]["milestones"]} == {"2014H1"}


@pytest.fixture
def reopened(tmp_path):
    """Set a year, then reopen its first half: the folder, and what reopens, decides and sets it."""
    for period in ("2013H1", "2013H2"):
        review(tmp_path, period)
    assert run(tmp_path, "annual", "--year", "2013").exit_code == 0
    book = str(write_book(tmp_path / "new.xlsx", {"考核评分": HEAD + SCORES["2013H1"].replace("84", "96")}))

    def reopen():
        assert run(tmp_path, "score", book, "--period", "2013H1", "--reopen", "漏计").exit_code == 0

    return tmp_path, reopen


def year_of(folder):
    (found,) = data(folder, "status", "--period", "2013")["periods"]
    return found["waits_for"], found["superseded"], found["next"]


def test_a_year_is_not_decided_by_reviews_that_no_longer_hold(reopened):
    folder, reopen = reopened
    assert year_of(folder)[1] == []
    reopen()
    half = "starrating decide --period 2013H1"
    *waits, first = year_of(folder)
    assert waits == [["2013H1"], ["2013H1"]]
    assert re.fullmatch(r"starrating score \S+\.xlsx --period 2013H1", first)  # the departments have not answered
    result = run(folder, "decide", "--period", "2013", "--document", "9号", "--date", "2014-01-10")
    assert (result.exit_code, half in " ".join(result.stderr.split())) == (3, True)
    decide(folder, "2013H1")
    assert year_of(folder) == ([], ["2013H1"], "starrating annual --year 2013")
    result = run(folder, "decide", "--period", "2013", "--document", "9号", "--date", "2014-01-10")
    assert result.exit_code == 3
    assert " ".join(result.stderr.split()).endswith("Do first: starrating annual --year 2013")
    assert run(folder, "annual", "--year", "2013").exit_code == 0
    decide(folder, "2013")


def test_after_an_upheld_objection_to_a_year_the_next_command_is_one_that_is_accepted(reopened):
    """The review that is contested itself comes first; then the year is set, for which no reopening is needed."""
    folder, _ = reopened
    decide(folder, "2013")
    for period in ("2013", "2013H1"):
        assert run(folder, "announce", "--period", period, "--from", "2014-01-21", "--format", "md").exit_code == 0
        about = ("--what", "漏计", "--branch", "乙党支部")
        assert run(folder, "objection", "add", "--period", period, "--date", "2014-01-22", *about).exit_code == 0
    upheld = ("--upheld", "--finding", "属实", "--date", "2014-01-23")
    said = " ".join(run(folder, "objection", "resolve", "1", *upheld).stderr.split())
    assert said.endswith("Next: starrating objection resolve 2")
    reviews = "score --period 2013H1 --reopen; or starrating score --period 2013H2 --reopen"
    assert f"{reviews}; then starrating annual --year 2013" in said
    assert run(folder, "objection", "resolve", "2", *upheld).exit_code == 0
    assert run(folder, "score", str(folder / "new.xlsx"), "--period", "2013H1").exit_code == 0
    decide(folder, "2013H1", "--date", "2014-01-24")
    assert year_of(folder) == ([], ["2013H1"], "starrating annual --year 2013")
    assert run(folder, "annual", "--year", "2013").exit_code == 0


def test_a_decided_year_is_neither_published_nor_awarded_by_reviews_that_no_longer_hold(reopened):
    folder, reopen = reopened
    decide(folder, "2013")
    reopen()
    decide(folder, "2013H1")
    again = "starrating annual --year 2013 --reopen"
    assert year_of(folder) == ([], ["2013H1"], again)
    assert "its reviews have changed since: 2013H1" in " ".join(run(folder, "status").stdout.split())
    award = ("award", "--year", "2013", "--date", "2014-02-01")
    for words in (("announce", "--period", "2013", "--format", "md"), award):
        result = run(folder, *words)
        assert result.exit_code == 3
        assert " ".join(result.stderr.split()).endswith(f"Do first: {again}")
    assert run(folder, "annual", "--year", "2013", "--reopen", "上半年更正").exit_code == 0
    decide(folder, "2013")
    assert run(folder, "announce", "--period", "2013", "--format", "md", "--from", "2014-01-27").exit_code == 0


def test_the_history_of_a_branch_has_only_its_own_plaque_and_consequences(company):
    folder, _ = company
    acts = data(folder, "history", "乙党支部")["acts"]
    awards = [[row["branch"] for row in act["changes"]] for act in acts if act["act"] == "award"]
    assert awards
    assert set(map(tuple, awards)) == {("乙党支部",)}
    drawn = [row for act in acts if act["act"] == "consequences" for row in act["consequences"]]
    assert drawn
    assert all("乙党支部" in {row["branch"], row["helper"]} for row in drawn)


def test_pay_and_pairs_of_a_decided_year_write_all_that_is_final_of_it(tmp_path):
    review(tmp_path, "2013H1")
    pay = write_book(tmp_path / "pay.xlsx", {"工资": PAY})
    pairs = write_book(tmp_path / "pairs.xlsx", {"结对": "被帮扶党支部 | 帮扶党支部\n丁党支部 | 甲党支部"})
    both = ("annual", "--year", "2013", "--pay", str(pay), "--pairs", str(pairs))

    def papers(*call):
        done = run(tmp_path, *call)
        assert done.exit_code == 0, done.output
        return sorted(path.name for path in (tmp_path / "results" / "2013").glob("*.docx"))

    assert papers(*both) == []
    decide(tmp_path, "2013")
    publish(tmp_path, 2013)
    acts = data(tmp_path, "history")["versions"]
    assert papers(*both[:5]) == []
    written = " ".join(papers(*both))
    assert [word in written for word in ("通报", "决定", "帮扶", "推荐", "反馈单", "公示")] == [True] * 5 + [False]
    assert data(tmp_path, "history")["versions"] == acts


def test_the_results_of_a_year_are_the_workbook_that_the_year_has(company):
    folder, _ = company
    data(folder, "annual", "--year", "2014")
    before = {each.name for each in (folder / "results" / "2014").glob("*.xlsx")}
    (name,) = (each for each in before if "定星表" in each)
    cells = [list(each.values) for each in openpyxl.load_workbook(folder / "results" / "2014" / name)]
    (folder / "results" / "2014" / name).unlink()
    assert run(folder, "results", "--period", "2014").exit_code == 0
    assert {each.name for each in (folder / "results" / "2014").glob("*.xlsx")} == before
    again = openpyxl.load_workbook(folder / "results" / "2014" / name)
    assert [list(each.values) for each in again] == cells
