"""What a command lacks: on a terminal it is asked for and shown before it is recorded, elsewhere refused at once."""

import datetime as dt

import pytest

from commands import data, run
from starrating.cli.shared.days import day_of
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import Decision, Reopening
from terminals import typed
from workbooks import write_book

SCORES = """
{title}星级党支部考核评分表
党支部 | 学习(60分) | 党务(40分)
甲党支部 | 58 | 39
乙党支部 | 50 | 35
"""
OPINIONS = "党支部 | 部门 | 意见\n" + "\n".join(
    f"{branch} | {department} | 无"
    for branch in ("甲党支部", "乙党支部")
    for department in ("纪检", "生产经营", "安全", "技术", "治保")
)
DECISION = ("党发〔2013〕7号", "2013年7月12日")
TO_BE_RECORDED = {
    "zh": ("将登记：", "评定日期：2013-07-12"),
    "en": ("To be recorded:", "Day of the decision: 2013-07-12"),
}


def scored(folder, title="2013年上半年", **more):
    sheets = {"考核评分": SCORES.format(title=title), "部门意见": OPINIONS, **more}
    book = write_book(folder / f"{title}.xlsx", sheets)
    assert run(folder, "score", str(book)).exit_code == 0
    return folder


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("STARRATING_LANG", "en")
    return scored(tmp_path)


def acts(folder):
    with open_ledger(f"sqlite:///{folder / 'starrating.db'}") as ledger:
        return [each.act for each in ledger.acts()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_lacking_is_asked_for_and_shown_before_it_is_recorded(office, language):
    code, screen = typed(office, "decide", answers=(*DECISION, "y", ""), language=language)
    assert code == 0, screen
    (decision,) = acts(office)
    assert isinstance(decision, Decision)
    assert (decision.period, decision.day) == (Period(2013, "H1"), dt.date(2013, 7, 12))
    assert decision.document == DECISION[0]
    assert all(words in screen for words in TO_BE_RECORDED[language])
    assert "starrating announce --period 2013H1" in screen


def test_whoever_does_not_agree_records_nothing(office):
    code, screen = typed(office, "decide", answers=(*DECISION, "n"))
    assert (code, acts(office)) == (130, []), screen


def test_whoever_types_everything_is_asked_nothing(office):
    words = ("decide", "--period", "2013H1", "--document", DECISION[0], "--date", DECISION[1])
    code, screen = typed(office, *words, answers=("",))  # only the offer of the notice is left
    assert code == 0, screen
    assert "确认登记" not in screen


def test_the_day_of_an_act_is_asked_for(office):
    code, screen = typed(office, "roster", "close", "乙党支部", answers=("2013-08-01", "y"), language="en")
    assert code == 0, screen
    assert [act.day for act in acts(office)] == [dt.date(2013, 8, 1)]


@pytest.mark.parametrize("number", [0, 1], ids=["alone", "after the date"])
def test_the_number_of_the_decision_may_stand_without_its_option(office, number):
    words = ["--date", DECISION[1]]
    words.insert(2 * number, DECISION[0])
    done = run(office, "decide", *words)
    assert done.exit_code == 0, done.output
    assert [act.document for act in acts(office)] == [DECISION[0]]
    assert run(office, "decide", "--document", DECISION[0], DECISION[0], "--date", DECISION[1]).exit_code == 2


def test_the_edited_workbook_of_findings_may_stand_without_its_command(office):
    day = ("--date", DECISION[1])
    alone, written_out = (run(office, "rectify", *more, "none.xlsx", *day) for more in ([], ["update", "--from"]))
    assert (alone.exit_code, alone.stderr) == (2, written_out.stderr)
    assert "none.xlsx" in alone.stderr


DATED = {
    "objection add --period 2013H1 --what 漏计": "--date",
    "objection resolve 1 --upheld --finding 属实": "--date",
    "award --year 2013": "--date",
    "award --returned 甲党支部": "--date",
    "declare aims.xlsx --year 2014": "--date",
    "roster rename 甲党支部 丁党支部": "--date",
    "roster merge 甲党支部 乙党支部 --into 丁党支部": "--date",
    "roster split 甲党支部 --into 丙党支部 --into 丁党支部": "--date",
    "roster close 甲党支部": "--date",
    "roster new 丁党支部": "--date",
    "rectify add 甲党支部 记录不全": "--source, --date",
    "rectify update 1 --status 已完成": "--date",
    "announce --period 2013H1": "--from",
    "announce --period 2013H1 --posted 公开栏": "--date",
    "announce --period 2013H1 --kind circular --document 党发〔2013〕9号": "--date",
}
"""What records a day that only its user knows, and the option that names it."""


@pytest.mark.parametrize("call", DATED)
def test_without_a_terminal_no_act_records_a_day_that_nobody_named(office, call):
    assert run(office, "decide", "--document", DECISION[0], "--date", DECISION[1]).exit_code == 0
    (office / "aims.xlsx").write_bytes((office / "2013年上半年.xlsx").read_bytes())
    before = acts(office)
    done = run(office, *call.replace("aims", f"{office}/aims").split())
    assert (done.exit_code, acts(office)) == (2, before), done.output
    assert DATED[call] in done.stderr


def test_without_a_terminal_all_that_is_lacking_is_refused_at_once(office):
    done = run(office, "decide")
    assert done.exit_code == 2
    assert "--document, --date is missing." in done.stderr
    assert acts(office) == []


def test_without_a_terminal_the_only_period_that_waits_is_taken(office):
    done = run(office, "decide", "--document", DECISION[0], "--date", DECISION[1])
    assert done.exit_code == 0, done.output
    assert [act.period for act in acts(office)] == [Period(2013, "H1")]
    done = run(office, "announce", "--from", "2013-07-15", "--format", "md")
    assert done.exit_code == 0, done.output
    assert acts(office)[-1].day == dt.date(2013, 7, 15)


def test_where_several_periods_wait_they_are_listed_and_none_is_taken(office):
    scored(office, "2013年下半年")
    done = run(office, "decide", "--document", DECISION[0], "--date", "2014-01-10")
    assert done.exit_code == 2
    assert "--period is missing. Several periods wait for it: 2013H1, 2013H2" in " ".join(done.stderr.split())
    assert acts(office) == []


def test_nothing_is_asked_of_a_script_that_wants_json(office):
    code, screen = typed(office, "annual", "--json", language="en")
    assert code == 2, screen


def test_the_next_period_is_prepared_without_being_named(office):
    assert data(office, "template")["period"] == "2013H2"


def test_an_option_without_its_value_is_asked_for(office):
    assert run(office, "decide", "--document", DECISION[0], "--date", DECISION[1]).exit_code == 0
    call = ("score", "2013年上半年.xlsx", "--reopen")
    code, screen = typed(office, *call, answers=("漏计两项得分",))
    assert code == 0, screen
    reopening = acts(office)[-1]
    assert (type(reopening), reopening.reason) == (Reopening, "漏计两项得分")


def test_an_objection_is_answered_by_what_was_said_of_it_and_shown_before(office):
    assert run(office, "decide", "--document", DECISION[0], "--date", DECISION[1]).exit_code == 0
    assert run(office, "announce", "--from", "2013-07-15", "--format", "md").exit_code == 0
    assert run(office, "objection", "add", "--what", "漏计", "--date", "7月16日", "--period", "2013H1").exit_code == 0
    answers = ("1", "n", "得分无误", "2013年7月17日", "y")
    code, screen = typed(office, "objection", "resolve", answers=answers)
    assert code == 0, screen
    assert "异议是否成立：否" in screen
    assert (acts(office)[-1].upheld, acts(office)[-1].day) == (False, dt.date(2013, 7, 17))


@pytest.mark.parametrize(
    "call", ["score 2013年上半年.xlsx --reopen", "score --reopen --period 2013H1 2013年上半年.xlsx", "decide --date"]
)
def test_without_a_terminal_an_option_without_its_value_is_refused(office, call, monkeypatch):
    monkeypatch.chdir(office)
    done = run(office, *call.split())
    option = next(word for word in call.split() if word in {"--reopen", "--date"})
    assert done.exit_code == 2
    assert f"{option} needs a value" in done.stderr
    assert acts(office) == []


def test_what_cannot_be_is_said_and_asked_for_again(office):
    code, screen = typed(office, "decide", answers=("党发〔2013〕7号", "上周三", "7月12日", "y", ""))
    assert code == 0, screen
    assert "请写日期，如2013-07-15；现为上周三。" in screen
    assert [act.day for act in acts(office)] == [dt.date(2013, 7, 12)]


IN_VAIN = {
    "objection add": ("无", "台账是空的。"),
    "decide": ("评定", "2013H1已于2013-07-12评定"),
    "objection add --period 2013H1": ("评定", "2013H1的结果尚未公示。"),
    "award --year 2013": ("评定", "2013尚未考核。"),
    "decide --date 2013-07-12": ("缺意见", "以下部门尚未答复"),
}
"""A call, where things stand, and why it is refused before anything is asked."""


@pytest.mark.parametrize("call", IN_VAIN)
def test_what_is_in_vain_is_refused_before_anything_is_asked(office, call, tmp_path_factory):
    stands, why = IN_VAIN[call]
    if stands == "评定":
        assert run(office, "decide", "--document", DECISION[0], "--date", DECISION[1]).exit_code == 0
    elif stands == "缺意见":
        office = scored(tmp_path_factory.mktemp("silent"), 部门意见="党支部 | 部门 | 意见\n甲党支部 | 纪检 | 无")
    else:
        office = tmp_path_factory.mktemp("empty")
    code, screen = typed(office, *call.split())
    assert code in {2, 3}, screen
    assert why in screen
    assert DECISION[0] not in screen.split("错误", maxsplit=1)[0]


def test_what_one_of_several_is_needed_for_is_asked_first(office):
    done = "rectify", "add", "甲党支部", "记录不全", "--source", "抽查", "--date", "2013-07-20"
    assert run(office, *done).exit_code == 0
    code, screen = typed(office, "rectify", "update", "--status", "已完成", answers=("1", "2013-07-30", "y"))
    assert code == 0, screen
    assert [act.day for act in acts(office)] == [dt.date(2013, 7, 20), dt.date(2013, 7, 30)]


@pytest.mark.parametrize(
    ("period", "written", "meant"),
    [
        ("2013H1", "7月15日", "2013-07-15"),
        ("2013H1", "6月20号", "2013-06-20"),
        ("2013H2", "1月8日", "2014-01-08"),
        ("2013H2", "12月28日", "2013-12-28"),
        ("2013", "２月１２日", "2014-02-12"),
        ("2015H2", "2月29日", "2016-02-29"),
        ("2013H1", "2014年1月8日", "2014-01-08"),
        ("2013H1", "2013-7-5", "2013-07-05"),
    ],
)
def test_a_day_without_its_year_is_that_nearest_to_the_end_of_its_period(period, written, meant):
    assert day_of(written, Period.parse(period)) == dt.date.fromisoformat(meant)


@pytest.mark.parametrize("words", ["7月32日", "2月30日", "7月", "15日", "上周三", "2013年"])
def test_what_is_no_day_is_none(words):
    assert day_of(words, Period(2013, "H1")) is None
    assert day_of("7月15日") is None


@pytest.mark.parametrize("named", [[], ["--period", "2013上"], ["--period=２０１３年上半年"]])
def test_a_day_of_a_known_period_is_typed_without_its_year(office, named):
    done = run(office, "decide", *named, "--document", DECISION[0], "--date", "7月12日")
    assert done.exit_code == 0, done.output
    assert [act.day for act in acts(office)] == [dt.date(2013, 7, 12)]


def test_a_day_of_no_period_is_refused_without_its_year(office):
    done = run(office, "roster", "close", "乙党支部", "--date", "8月1日")
    assert (done.exit_code, acts(office)) == (2, []), done.output


def test_a_workbook_is_asked_for_by_the_names_that_there_are(office):
    code, screen = typed(office, "score", answers=("2013年上半年.xlsx",), language="en")
    assert code == 0, screen
    assert "2013年上半年.xlsx" in screen.splitlines()[0]


def test_a_word_that_is_the_name_of_an_argument_is_its_value(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(tmp_path, "init", "folder")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "folder" / "starrating.toml").exists()
