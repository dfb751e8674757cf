"""`board`: which period it is about, and what it says of the example company."""

import datetime as dt
import shutil

import pytest
from lxml import html

from commands import run
from starrating.commands.board import make_board
from starrating.commands.shared.record_time import RecordTime
from starrating.i18n import Text
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import Consequence, ConsequencesDrawn
from starrating.workspace import open_workspace

NOW = RecordTime(dt.datetime(2014, 9, 1, 8, tzinfo=dt.UTC))


@pytest.fixture
def office(tmp_path, company):
    shutil.copytree(company[0], tmp_path / "office")
    return open_workspace(tmp_path / "office")


def board_of(office, period=None, file=None):
    return html.parse(make_board(office, period, file, NOW).file).getroot()


def cells(board, key):
    return [
        [cell.text_content() for cell in row.iter("th", "td")] for row in board.xpath(f"//*[@id='{key}']//tbody/tr")
    ]


@pytest.mark.parametrize(
    ("asked", "period"),
    [(None, "2014H1"), (Period(2013), "2013H2"), (Period(2013, "H1"), "2013H1"), (Period(2012), "2012H2")],
)
def test_a_board_is_about_the_last_result_unless_one_is_named(asked, period, office):
    made = make_board(office, asked, None, NOW)
    assert str(made.period) == period
    assert made.file.parent == office.results / period
    assert made.file.name.startswith(f"{made.period.say('zh_CN')}星级党支部")


def test_targets_are_those_due_with_what_they_need(office):
    rows = cells(board_of(office, Period(2014, "H1")), "targets")
    assert ["2014年上半年", "11", "24", "45.8%", "50%"] in rows
    assert ["2014年上半年", "五星级达到50%", "2014年上半年", "11/24", "12", "还差1个"] in rows
    assert ["2015年上半年", "—", "—", "—", "70%"] in rows


def test_who_moved_and_who_is_near_a_line(office):
    board = board_of(office, Period(2014, "H1"))
    assert [row[0] for row in cells(board, "changes") if row[-1].startswith("▼")] == ["热电厂党支部"]
    near = cells(board, "near")
    assert near[2][:3] == ["地测科党支部", "89.90", "五星级 90"]
    assert [row[0] for row in near[:2]] == ["铁运队党支部", "供应站党支部"]


def test_own_targets_list_those_not_reached(office):
    rows = cells(board_of(office, Period(2014, "H1")), "declared")
    assert len(rows) == 7
    assert rows[0] == ["热电厂党支部", "五星级", "四星级", "考核时填写"]


def test_what_is_overdue_is_listed(office):
    folder = str(office.root)
    assert run(office.root, "-C", folder, "rectify", "open", "--period", "2013H1", "--min-lost", "0").exit_code == 0
    late = ("rectify", "update", "1", "--date", "2013-07-20", "--due", "2014-08-31", "--status", "进行中")
    assert run(office.root, "-C", folder, *late).exit_code == 0
    rows = cells(board_of(office), "rectification")
    assert ["2014-08-31", "进行中"] in [row[-2:] for row in rows]


def test_consequences_are_those_drawn_from_the_version_that_holds(office):
    with open_ledger(office.ledger) as ledger:
        for version, branch in ((1, "热电厂党支部"), (2, "机电队党支部")):
            due = Consequence("assistance", "4.6", branch, Text("原因"), secretary="某书记", helper="机关党支部")
            ledger.add(ConsequencesDrawn(Period(2013, "H1"), NOW.today, version, (due,)), NOW.stamp, "test")
    board = board_of(office)
    assert [(row[0], row[2], row[4]) for row in cells(board, "consequences")] == [
        ("热电厂党支部", "第6条", "机关党支部")
    ]
    assert "某书记" not in board.text_content()


def test_the_same_day_makes_the_same_board_and_the_users_own_file_is_kept(office, tmp_path):
    own = tmp_path / "board.html"
    own.write_text("mine", encoding="utf-8")
    first, again = (make_board(office, None, own, NOW) for _ in range(2))
    assert own.read_text("utf-8") == "mine"
    assert first.file == again.file != own
    assert [problem.code for problem in first.problems] == ["file-kept"]


def test_a_period_that_is_not_recorded_is_refused(office):
    for arguments in (("--period", "2011H1"), ("--year", "2011")):
        refused = run(office.root, "board", *arguments)
        assert refused.exit_code == 3
    assert run(office.root, "board", "--year", "2013", "--period", "2013H1").exit_code == 2


def test_an_empty_ledger_is_refused(tmp_path):
    assert run(tmp_path, "board").exit_code == 3


def test_the_axis_has_the_recorded_periods_and_the_next_target(office):
    board = board_of(office, Period(2014, "H1"))
    labels = board.xpath("(//*[@id='targets']//svg)[1]//text[not(@class='goal' or @class='reached')]/text()")
    halves = ["下半年", "上半年", "下半年", "上半年", "上半年"]
    assert [each for each in labels if "半年" in each] == halves


def test_the_first_sentence_says_how_far_the_next_target_is_reached_and_who_is_nearest(office):
    board = board_of(office, Period(2014, "H1"))
    said = board.text_content()
    assert "2014年上半年：五星级达到50%。11/24，占45.8%，需12个，还差1个。最近的：" in said
    assert "（还差0.10分）" in said


def test_the_first_screen_has_a_figure_for_the_target_and_what_is_due_next(office):
    board = board_of(office, Period(2014, "H1"))
    (figure,) = board.xpath("//header//ul[@class='figures']/li")
    assert figure.text_content().split() == ["五星级达到50%", "11/24", "45.8%", "需12个", "还差1个"]
    due = [line.text_content() for line in board.xpath("//*[@id='due']//li")]
    assert due[:2] == [
        "待党委评定：2014年上半年、2013年下半年、2013年上半年、2012年下半年",
        "待考核：2014年度、2013年度、2012年度",
    ]
    assert due[-2:] == ["2015年上半年：五星级达到70%，需17个", "2015年上半年：无三星级党支部"]


def test_a_finding_that_is_due_next_is_told_with_its_day(office):
    folder = str(office.root)
    assert run(office.root, "-C", folder, "rectify", "open", "--period", "2013H1", "--min-lost", "0").exit_code == 0
    assert (
        run(
            office.root, "-C", folder, "rectify", "update", "1", "--date", "2013-07-20", "--due", "2014-09-30"
        ).exit_code
        == 0
    )
    assert "整改2014年9月30日到期：1项" in board_of(office).xpath("string(//*[@id='due'])")


def test_each_branch_opens_its_explanation(office):
    board = board_of(office, Period(2014, "H1"))
    opened = {
        row.xpath("string(th)"): [line.text_content() for line in row.xpath(".//details//li")]
        for row in board.xpath("//*[@id='branches']//tbody/tr")
    }
    assert len(opened) == 24
    assert opened["地测科党支部"][0] == "得分对应四星级（80分以上（含），90分以下（不含））。"
    assert opened["地测科党支部"][1].startswith("扣分项目：")
    assert "0.1" in opened["地测科党支部"][-1]


def test_a_board_has_no_command_and_no_id_of_a_clause(office):
    said = board_of(office, Period(2014, "H1")).text_content()
    assert "starrating" not in said
    assert "4.4(" not in said


def test_the_days_of_the_procedure_are_written_as_on_paper(office, tmp_path):
    decision = ("--period", "2014H1", "--document", "1号", "--date", "2014-07-15", "--open-opinions", "无")
    assert run(tmp_path / "office", "decide", *decision).exit_code == 0
    said = {row[0]: row[2] for row in cells(board_of(office), "procedure")}
    assert said["2014年上半年"] == "2014年7月15日由党委评定（1号）"


def test_a_board_is_as_of_the_last_act_whenever_it_is_made(office):
    later = RecordTime(NOW.time + dt.timedelta(days=3))
    first, again = (make_board(office, None, None, moment).file.read_bytes() for moment in (NOW, later))
    assert first == again


def test_what_took_a_star_is_said_in_the_words_of_the_scheme(office):
    (row,) = board_of(office, Period(2014, "H1")).xpath("//*[@id='branches']//tr[th='掘进一队党支部']")
    assert row.xpath("string(.//summary)") == "降为四星级"
    opened = [line.text_content() for line in row.xpath(".//details//li")]
    assert "领导班子成员中发生违规违纪受到党纪政纪处分的：降为四星级。" in opened
