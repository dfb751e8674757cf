"""What documents say is what the ledger knows, and two documents of one ledger say the same."""

from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from workbooks import write_book

SCORES = {"甲党支部": "47", "乙党支部": "46", "丙党支部": "40", "丁党支部": "33"}
VETO = "乙党支部 | 4.4(6) | 2013-03-05 | 公纪〔2013〕5号"
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")


def book(folder, name, veto="", **points):
    """Write a book of four branches, or of those named with their points; 45 points are the same for all."""
    rows = [f"{branch} | 45 | {two}" for branch, two in (points or SCORES).items()]
    sheets = {"考核评分": "\n".join(["党支部 | 思想建设（50分） | 组织建设（50分）", *rows])}
    if veto:
        sheets["降星情形"] = f"党支部 | 情形 | 日期 | 文号\n{veto}"
    said = [f"{branch} | {department} | 无" for branch in points or SCORES for department in DEPARTMENTS]
    sheets["部门意见"] = "\n".join(["党支部 | 部门 | 意见", *said])
    write_book(folder / f"{name}.xlsx", sheets)


@pytest.fixture
def office(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("STARRATING_LANG", "en")
    (tmp_path / "starrating.toml").write_text('committee = "中共星光公司委员会"\n', encoding="utf-8")
    return tmp_path


def done(office, *commands):
    """Run commands that must succeed; return what the last one printed."""
    said = ""
    for command in commands:
        words = command.split()
        result = run(office, *(str(office / word) if word.endswith(".xlsx") else word for word in words))
        assert result.exit_code == 0, result.output
        said = " ".join(result.output.split())
    return said


def decided(office, period, *more, day="2013-07-05", number=7):
    done(office, f"score {period}.xlsx --period {period}")
    done(office, " ".join([f"decide --period {period} --date {day} --document 党发〔2013〕{number}号", *more]))


def written(office, kind, period="2013H1", *more):
    done(office, " ".join([f"announce --period {period} --kind {kind} --format md", *more]))
    newest = max((office / "results" / period).glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    return newest.read_text(encoding="utf-8")


def cells(office, period, sheet):
    """Return the rows of a sheet of the newest workbook of a period, as text."""
    newest = max((office / "results" / period).glob("*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    return [" ".join(str(cell) for cell in row if cell) for row in openpyxl.load_workbook(newest)[sheet].values]


OBJECT = "objection add --period 2013H1 --branch 乙党支部 --what 处分已撤销 --date"
UPHOLD = (
    "objection resolve 1 --upheld --finding 查无此事 --set 乙党支部=5 --reason 已撤销 "
    "--document 党发〔2013〕8号 --date 2013-07-20"
)


def test_what_an_objection_has_undone_is_no_reason_any_more(office):
    book(office, "2013H1", VETO)
    decided(office, "2013H1")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md", f"{OBJECT} 2013-07-20", UPHOLD)
    done(office, "announce --period 2013H1 --from 2013-07-22 --format md")
    circular, letters = written(office, "circular"), written(office, "letter")
    assert "一票否决" not in circular + letters
    assert "影响星级" not in circular
    assert "经异议核查，评定为五星级（党发〔2013〕8号）。" in letters
    first, again = "于2013年7月8日至7月12日（5个工作日）公示", "于2013年7月22日至7月26日（5个工作日）重新公示"
    assert f"{first}，期满后收到异议1件，经核查更正，并{again}，公示期间未收到异议" in circular
    assert "收到异议1件（公示期满后收到）" in written(office, "correction")
    (row,) = [row for row in cells(office, "2013H1", "排名") if "乙党支部" in row]
    assert "第4条" not in row
    assert "经异议核查评定" in row
    (row,) = [row for row in cells(office, "2013H1", "降星情形") if "乙党支部" in row]
    assert " 不计 所降星级已经异议核查另行评定" in row
    why = data(office, "explain", "乙党支部", "--period", "2013H1")
    assert [step["rule"] for step in why["steps"]] == ["4.4-procedure"]
    assert len(why["not_counted"]) == 1


def test_of_a_star_set_more_than_once_only_what_it_was_set_to_last_is_told(office):
    book(office, "2013H1")
    decided(office, "2013H1", "--set 丙党支部=5 --reason 抢险")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md")
    for number, star, day in ((1, 3, "2013-07-09"), (2, 4, "2013-07-16")):
        done(office, f"{OBJECT} {day}".replace("乙", "丙"))
        upheld = UPHOLD.replace("乙党支部=5", f"丙党支部={star}").replace("resolve 1", f"resolve {number}")
        done(office, upheld.replace("2013-07-20", day))
        done(office, f"announce --period 2013H1 --from {day} --format md")
        circular, letters = written(office, "circular"), written(office, "letter")
        name = {3: "三星级", 4: "四星级"}[star]
        assert [line for line in letters.splitlines() if "异议核查" in line] == [
            f"经异议核查，评定为{name}（党发〔2013〕8号）。"
        ]
        assert "经研究评定" not in circular + letters
        assert circular.count("经异议核查") == (star == 3)  # four stars are those of the score
        (row,) = [row for row in cells(office, "2013H1", "排名") if "丙党支部" in row]
        assert row.count("经异议核查评定") == 1
        why = data(office, "explain", "丙党支部", "--period", "2013H1")
        assert len(why["steps"]) == 1
    assert "自2013年7月8日起公示，收到异议1件，经核查更正，于2013年7月9日至7月15日" in circular


def test_days_that_were_corrected_say_whether_an_objection_was_late(office):
    book(office, "2013H1")
    decided(office, "2013H1")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md", f"{OBJECT} 2013-07-16")
    assert data(office, "objection", "list")["objections"][0]["late"]
    done(office, "announce --period 2013H1 --correct-days 15日才张贴 --from 2013-07-15 --format md")
    done(office, "objection resolve 1 --rejected --finding 无误 --date 2013-07-18")
    assert not data(office, "objection", "list")["objections"][0]["late"]
    assert "对收到的1件异议作了核查和答复" in written(office, "circular")


@pytest.mark.parametrize("day", ["2013-07-05", "2013-07-08"])
def test_a_correction_begins_no_sooner_than_the_notice_that_it_corrects(office, day):
    book(office, "2013H1")
    decided(office, "2013H1")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md")
    done(office, "score 2013H1.xlsx --period 2013H1 --reopen 复核")
    done(office, "decide --period 2013H1 --date 2013-07-05 --document 党发〔2013〕8号")
    again = ("announce", "--period", "2013H1", "--format", "md", "--from")
    early = run(office, *again, day)
    assert early.exit_code == (0 if day == "2013-07-08" else 3), early.output
    assert ("before the one that it corrects" in early.output) == bool(early.exit_code)
    if early.exit_code:
        assert run(office, *again, "2013-07-09").exit_code == 0
        assert run(office, *again, day, "--correct-days", "误").exit_code == 3


def test_a_branch_whose_first_review_was_scored_before_is_recorded_as_new_and_its_result_stays(office):
    book(office, "2013H1")
    decided(office, "2013H1")
    told = data(office, "explain", "丁党支部", "--period", "2013H1")
    late = run(office, "roster", "new", "丁党支部", "--date", "2013-07-01")
    assert late.exit_code == 2
    assert "no later than 2013-06-30" in late.output
    done(office, "roster new 丁党支部 --date 2013-03-01", "verify")
    assert data(office, "explain", "丁党支部", "--period", "2013H1") == told
    assert run(office, "roster", "new", "丁党支部", "--date", "2013-03-01").exit_code == 2


def test_a_year_says_which_of_its_reviews_were_not_on_notice_to_the_last_day(office):
    book(office, "2013H1")
    decided(office, "2013H1")
    words = "not on public notice to its last day: 2013H1"
    assert words in done(office, "annual --year 2013")
    assert words in done(office, "status --period 2013")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md")
    assert words not in done(office, "annual --year 2013")
    assert words not in done(office, "status --period 2013")


def test_a_planned_award_by_a_result_that_was_corrected_is_told_until_it_is_planned_anew(office):
    book(office, "2013H1")
    decided(office, "2013H1")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md", "annual --year 2013")
    done(office, "decide --period 2013 --date 2014-01-10 --document 1号")
    done(office, "announce --period 2013 --from 2014-01-13 --format md")
    done(office, "award --year 2013 --planned 2014-02-20 --place 会议室")
    words = "the notice of the award planned for 2014-02-20 holds no more"
    note = "planned for 2014-02-20"  # (the table breaks the sentence)
    assert note not in done(office, "status --period 2013")
    again = "decide --period 2013 --date 2014-01-28 --document 2号 --set 乙党支部=4 --reason 复核"
    assert words in done(office, "annual --year 2013 --reopen 复核")
    assert words in done(office, again)
    assert note in done(office, "status --period 2013")
    assert words in done(office, "verify")
    done(office, "announce --period 2013 --from 2014-01-29 --format md")
    done(office, "award --year 2013 --planned 2014-03-20 --place 会议室")
    assert note not in done(office, "status --period 2013")
    assert words not in done(office, "verify")


def test_a_correction_names_the_document_that_set_a_star_not_the_one_that_kept_it(office):
    book(office, "2013H1", VETO)
    book(office, "mended", VETO, **SCORES | {"丙党支部": "45.5"})
    decided(office, "2013H1")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md", f"{OBJECT} 2013-07-10", UPHOLD)
    done(office, "score mended.xlsx --period 2013H1 --reopen 漏计")
    done(office, "decide --period 2013H1 --date 2013-07-25 --document 党发〔2013〕9号 --keep")
    said = written(office, "correction", "2013H1", "--from 2013-07-26")
    assert "研究决定（党发〔2013〕9号）" in said
    assert "乙党支部：原公示为四星级，更正为五星级（党发〔2013〕8号）。" in said
    assert "丙党支部：原公示为四星级，更正为五星级。" in said


def test_one_change_of_a_merged_and_renamed_branch_in_every_list(office):
    book(office, "2012H2")
    decided(office, "2012H2", number=1)
    done(office, "annual --year 2012", "decide --period 2012 --date 2013-07-05 --document 党发〔2013〕2号")
    done(office, "announce --period 2012 --from 2013-07-08 --format md", "award --year 2012 --date 2013-07-20")
    done(office, "roster merge 甲党支部 乙党支部 --into 甲党支部 --date 2013-05-01")
    done(office, "roster rename 甲党支部 戊党支部 --date 2013-06-01")
    book(office, "2013H1", VETO, 戊党支部="46", 丙党支部="40", 丁党支部="33")
    decided(office, "2013H1", day="2013-07-30")
    why = data(office, "explain", "戊党支部", "--period", "2013H1")
    assert any("happened in 乙党支部, before the change of 2013-05-01" in notice for notice in why["notices"])
    assert "（发生在变动前的乙党支部），降为四星级" in written(office, "letter")
    done(office, "annual --year 2013", "decide --period 2013 --date 2013-08-01 --document 党发〔2013〕9号")
    assert [row.split()[1:] for row in cells(office, "2013", "星级走势")[3:5]] == [
        ["2012年度", "2", "1", "1"],
        ["2013年度", "2", "1"],
    ]  # as they were then: two of five stars, although one branch of them is left
    done(office, "announce --period 2013 --from 2013-08-05 --format md", "award --year 2013 --date 2013-08-20")
    circular, award = (written(office, kind, "2013") for kind in ("circular", "award"))
    assert "首评1个" in circular
    assert "降星" not in circular
    assert "2013年度只有一次评审（2013年上半年），年度结果按该次评审确定。" in circular
    assert "（发生在变动前的乙党支部），降为四星级" in circular
    assert "换发：戊党支部（五星级→四星级）" in award  # what hung on the wall that it took over
    assert "first rating" in done(office, "history 戊党支部 --period 2013")
    assert [row for row in cells(office, "2013", "授牌名单") if "戊党支部" in row and "首评" in row]


def test_a_star_before_that_was_corrected_since_is_told_as_it_is_now(office):
    book(office, "2013H1", VETO)
    decided(office, "2013H1")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md")
    book(office, "2013H2")
    decided(office, "2013H2", day="2014-01-05")
    done(office, "announce --period 2013H2 --from 2014-01-06 --format md")
    assert "晋星1个：乙党支部（四星级→五星级）" in written(office, "circular", "2013H2")
    done(office, f"{OBJECT} 2014-01-20", UPHOLD.replace("2013-07-20", "2014-01-21"))
    assert "保留4个" in written(office, "circular", "2013H2")
    assert "retention" in done(office, "history 乙党支部 --period 2013H2")


def test_a_branch_closed_within_the_half_year_was_rated_before_and_is_named_as_closed(office):
    book(office, "2013H1")
    decided(office, "2013H1", "--set 丁党支部=4 --set 丙党支部=5 --reason 突出")
    done(office, "roster close 丁党支部 --date 2013-09-01")
    book(office, "2013H2")
    said = done(office, "score 2013H2.xlsx --period 2013H2")
    assert "was not rated in the period before" not in said
    assert "丁党支部 was closed or divided on 2013-09-01, within this period" in said


def test_a_year_speaks_of_no_setting_of_a_branch_that_has_ended_or_that_made_no_star(office):
    book(office, "2013H1", VETO)
    book(office, "mended", VETO, **SCORES | {"丙党支部": "45.5"})
    decided(office, "2013H1", "--set 丁党支部=4 --set 丙党支部=5 --reason 突出")
    done(office, "score mended.xlsx --period 2013H1 --reopen 漏计")
    done(office, "decide --period 2013H1 --date 2013-07-06 --document 党发〔2013〕9号 --keep")
    done(office, "roster close 丁党支部 --date 2013-07-01")
    done(office, "announce --period 2013H1 --from 2013-07-08 --format md", f"{OBJECT} 2013-07-10", UPHOLD)
    done(office, "announce --period 2013H1 --from 2013-07-22 --format md")
    book(office, "2013H2", VETO, **{name: two for name, two in SCORES.items() if name != "丁党支部"})
    decided(office, "2013H2", day="2014-01-05")
    said = done(office, "annual --year 2013")
    assert "committee's change" not in said  # 丁 has ended, and 丙 has the star of its score by now
    assert said.count("the incident of 2013-03-05") == 1
    assert "counts once" not in said
    assert "does not count in the year" in said


def test_a_circular_that_was_to_name_examples_and_has_none_says_so(office):
    book(office, "2013H1", 丙党支部="40")
    decided(office, "2013H1")
    done(office, "annual --year 2013", "decide --period 2013 --date 2013-07-08 --document 党发〔2013〕9号")
    done(office, "announce --period 2013 --from 2013-07-08 --format md")
    said = done(office, "announce --period 2013 --kind circular --format md --examples")
    assert "the circular names no example" in said


def test_what_follows_from_a_year_is_told_only_as_it_follows_by_now(office):
    for number, year in enumerate((2011, 2012, 2013), 1):
        book(office, f"{year}H2")
        decided(office, f"{year}H2", day=f"{year + 1}-01-05", number=number)
        done(
            office,
            f"annual --year {year}",
            f"decide --period {year} --date {year + 1}-01-06 --document 党发〔2014〕9号",
        )
        done(office, f"announce --period {year} --from {year + 1}-01-07 --format md")
    assert "丙党支部" in written(office, "deduction", "2013")
    done(office, "objection add --period 2012 --branch 丙党支部 --what 漏计 --date 2014-02-01")
    done(office, UPHOLD.replace("乙党支部", "丙党支部").replace("2013-07-20", "2014-02-02"))
    refused = run(office, "announce", "--period", "2013", "--kind", "deduction", "--format", "md")
    assert (refused.exit_code, "annual --year 2013" in refused.output) == (3, True)
    assert "to be drawn anew: starrating annual --year 2013" in done(office, "status --period 2013")
    done(office, "annual --year 2013")
    assert "丙党支部" not in written(office, "deduction", "2013")


def test_an_incident_listed_under_the_merged_name_happened_in_one_of_those_before(office):
    book(office, "2012H2")
    decided(office, "2012H2", number=1)
    done(office, "roster merge 甲党支部 乙党支部 --into 戊党支部 --date 2013-05-01")
    book(office, "2013H1", VETO.replace("乙", "戊"), 戊党支部="46", 丙党支部="40")
    decided(office, "2013H1")
    assert "（发生在变动前的甲党支部或乙党支部），降为四星级" in written(office, "letter")
