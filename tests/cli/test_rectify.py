"""`rectify`: the rectification ledger of the example company, by commands only."""

import openpyxl
import pytest

from commands import data, run
from company import EXAMPLE


@pytest.fixture
def company(tmp_path):
    """Make a workspace where two reviews are recorded and the first one's findings are entered."""
    assert run(tmp_path, "score", str(EXAMPLE / "2012H2.xlsx")).exit_code == 0
    done = run(tmp_path, "rectify", "open", "--period", "2012H2", "--min-lost", "0")
    assert done.exit_code == 0, done.output
    return tmp_path


def book_of(folder):
    (path,) = (folder / "results" / "2012H2").glob("*整改台账.xlsx")
    return path


def test_findings_are_entered_once_and_their_numbers_stay(company):
    first = data(company, "rectify", "list")["findings"]
    assert first
    assert [each["number"] for each in first] == list(range(1, len(first) + 1))
    again = run(company, "rectify", "open", "--period", "2012H2", "--min-lost", "0")
    assert "Entered now: 0." in again.stdout
    assert data(company, "rectify", "list")["findings"] == first


def test_progress_is_recorded_and_what_is_done_is_no_longer_open(company):
    assert (
        run(
            company, "rectify", "update", "1", "--date", "2013-01-20", "--status", "进行中", "--due", "2013-01-31"
        ).exit_code
        == 0
    )
    late = data(company, "rectify", "list", "--overdue")["findings"]
    assert [(each["number"], each["status"], each["overdue"]) for each in late] == [(1, "进行中", True)]
    assert run(company, "rectify", "update", "1", "--date", "2013-01-20", "--status", "已验收").exit_code == 0
    assert data(company, "rectify", "list", "--overdue")["findings"] == []
    assert run(company, "rectify", "list", "--overdue").stdout == "Nothing is overdue.\n"


def test_the_edited_workbook_is_read_back_and_only_changes_are_recorded(company):
    path = book_of(company)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, heads["状态"]).value = "已完成"
    sheet.cell(5, heads["责任人"]).value = "=cmd|'x'!A1"
    sheet.cell(5, heads["责任人"]).data_type = "s"
    edited = company / "edited.xlsx"
    book.save(edited)
    done = run(company, "rectify", "update", "--date", "2013-01-20", "--from", str(edited))
    assert done.exit_code == 0, done.output
    assert "Changed: 2." in done.stdout
    found = {each["number"]: each for each in data(company, "rectify", "list", "--period", "2012H2")["findings"]}
    assert (found[1]["status"], found[1]["open"]) == ("已完成", False)
    assert found[2]["responsible"] == "=cmd|'x'!A1"
    assert "Changed: 0." in run(company, "rectify", "update", "--date", "2013-01-20", "--from", str(edited)).stdout


def test_wrong_rows_of_the_workbook_are_named_with_their_cells_and_nothing_is_recorded(company):
    book = openpyxl.load_workbook(book_of(company))
    sheet = book.active
    heads = {cell.value: cell.column_letter for cell in sheet[3]}
    sheet[f"{heads['状态']}4"] = "差不多"
    sheet[f"{heads['编号']}5"] = 999
    sheet[f"{heads['状态']}6"] = "已完成"
    edited = company / "edited.xlsx"
    book.save(edited)
    refused = run(company, "rectify", "update", "--date", "2013-01-20", "--from", str(edited))
    assert refused.exit_code == 1
    assert f"{heads['状态']}4" in refused.stderr
    assert f"{heads['编号']}5" in refused.stderr
    assert all(each["status"] == "未启动" for each in data(company, "rectify", "list")["findings"])


def test_an_unknown_number_or_status_is_a_wrong_use(company):
    assert run(company, "rectify", "update", "999", "--date", "2013-01-20", "--status", "已完成").exit_code == 2
    assert run(company, "rectify", "update", "1", "--date", "2013-01-20", "--status", "完成").exit_code == 2
    assert run(company, "rectify", "update", "--date", "2013-01-20", "--status", "已完成").exit_code == 2


def test_open_findings_are_carried_over_into_the_next_review(company):
    assert run(company, "score", str(EXAMPLE / "2013H2.xlsx")).exit_code == 0
    before = len(data(company, "rectify", "list")["findings"])
    assert run(company, "rectify", "open", "--period", "2013H2", "--min-lost", "0").exit_code == 0
    carried = data(company, "rectify", "list", "--period", "2013H2")["findings"]
    assert sum(each["period"] == "2012H2" for each in carried) == before


def test_what_is_found_between_reviews_is_entered_and_a_major_finding_needs_its_meeting(company):
    branch = data(company, "rectify", "list")["findings"][0]["branch"]
    found = ("rectify", "add", branch, "安全台账缺失", "--source", "三基检查", "--date", "2013-03-01")
    assert run(company, *found).exit_code == 0
    refused = run(company, *found[:3], "党费收缴不清", *found[4:], "--major", "--responsible", "李")
    assert refused.exit_code == 2
    assert "--meeting, --due" in " ".join(refused.stderr.split())
    more = ("--meeting", "支委会2013年3月5日", "--due", "2013-03-31", "--responsible", "李")
    assert run(company, *found[:3], "党费收缴不清", *found[4:], "--major", *more).exit_code == 0
    listed = {each["finding"]: each for each in data(company, "rectify", "list")["findings"]}
    assert (listed["安全台账缺失"]["source"], listed["党费收缴不清"]["responsible"]) == ("三基检查", "李")
    shown = "".join(run(company, "rectify", "list").stdout.split())
    assert "党费收缴不清(major)" in shown
    assert "安全台账缺失(major)" not in shown
    for wrong in (("没有的党支部", "问题", "--source", "抽查"), (branch, "问题", "--source", "听说")):
        assert run(company, "rectify", "add", *wrong, "--date", "2013-03-01").exit_code == 2


def test_lost_points_are_entered_only_where_they_are_asked_for(tmp_path):
    assert run(tmp_path, "score", str(EXAMPLE / "2012H2.xlsx")).exit_code == 0
    assert run(tmp_path, "rectify", "open", "--period", "2012H2", "--min-lost", "viel").exit_code == 2
    assert run(tmp_path, "rectify", "open", "--period", "2012H2").exit_code == 0
    listed = data(tmp_path, "rectify", "list")["findings"]
    assert [each for each in listed if each["lost"]] == []


@pytest.mark.parametrize("due", ["明天", "2013-99-99", "-5"])
def test_a_term_that_is_no_day_is_refused(company, due):
    done = run(company, "rectify", "update", "1", "--date", "2013-01-20", "--due", due)
    assert done.exit_code == 2, done.output
    assert "Write a date such as 2013-07-15" in " ".join(done.stderr.split())
    assert data(company, "rectify", "list")["findings"][0]["due"] == ""


def test_a_term_is_read_as_documents_write_it(company):
    assert run(company, "rectify", "update", "1", "--date", "2013-01-20", "--due", "2013年1月31日").exit_code == 0
    assert data(company, "rectify", "list")["findings"][0]["due"] == "2013-01-31"


@pytest.mark.parametrize("points", ["-3", "many", "NaN"])
def test_points_lost_are_a_number_from_nought(company, points):
    done = run(company, "rectify", "open", "--period", "2012H2", "--min-lost", points)
    assert done.exit_code == 2, done.output
    assert f"{points} is no number of points." in done.stderr
