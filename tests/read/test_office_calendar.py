"""The calendar of an office, from its lines to the days of a notice."""

import datetime as dt

import pytest

from commands import run
from starrating.errors import InputError
from starrating.ledger import open_ledger
from starrating.procedure.working_days import counted_days, notice_span
from starrating.read.office_calendar import read_office_days
from workbooks import write_book

WORKING = "working-days"


def days(folder, text, encoding="utf-8"):
    path = folder / "calendar.txt"
    path.write_bytes(text.encode(encoding))
    return read_office_days(path)


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_days_and_rows_of_days_are_read_however_they_are_written(tmp_path, encoding):
    said = days(
        tmp_path,
        "# 2113年\n2113-02-05 至 2113-02-07 放假 春节\n\n2113年2月11日 上班\n2113.3.1至2113.3.2 休  # 停产\n",
        encoding,
    )
    assert said == {
        day("2113-02-05"): False,
        day("2113-02-06"): False,
        day("2113-02-07"): False,
        day("2113-02-11"): True,
        day("2113-03-01"): False,
        day("2113-03-02"): False,
    }


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("2113-02-05 放假\n2113-02-30 上班", 2, "date-incomplete"),
        ("2113-02-05", 1, "calendar-line"),
        ("2113-02-05 也许", 1, "calendar-line"),
        ("2113-02-05 至 2113-02-04 放假", 1, "calendar-span"),
        ("2113-02-05 至 2113-04-06 放假", 1, "calendar-span"),
        ("2113-02-05 至 2113-02-06 放假\n2113-02-06 上班", 2, "calendar-contradicts"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused_with_its_number(tmp_path, text, line, code):
    with pytest.raises(InputError) as refused:
        days(tmp_path, text)
    [problem] = refused.value.problems
    assert (problem.code, problem.place.line) == (code, line)


def test_a_row_of_sixty_days_is_the_longest(tmp_path):
    assert len(days(tmp_path, "2113-02-05 至 2113-04-05 放假")) == 60


@pytest.mark.parametrize("name", ["/dev/zero", "none.txt", "."])
def test_what_is_no_small_file_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="calendar cannot be read"):
        read_office_days(tmp_path / name)


def test_what_the_office_says_goes_before_the_official_calendar():
    said = {day("2013-07-16"): False, day("2013-07-20"): True}
    assert notice_span(day("2013-07-15"), 5, WORKING, said).last == day("2013-07-20")
    assert notice_span(day("2013-07-15"), 5, WORKING).last == day("2013-07-19")
    assert counted_days(day("2013-07-15"), day("2013-07-20"), WORKING, said) == 5


def test_a_year_of_which_the_office_says_something_is_known_and_no_other():
    said = {day("2113-02-06"): False}
    span = notice_span(day("2113-02-05"), 2, WORKING, said)  # a Sunday; Monday is off
    assert (span.first, span.last, span.certain) == (day("2113-02-07"), day("2113-02-08"), True)
    assert not notice_span(day("2112-12-29"), 5, WORKING, said).certain


@pytest.fixture
def published(tmp_path):
    write_book(tmp_path / "H1.xlsx", {"考核评分": "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 85"})
    (tmp_path / "starrating.toml").write_text('calendar = "calendar.txt"\n', encoding="utf-8")
    (tmp_path / "calendar.txt").write_text("2013-07-20 上班\n", encoding="utf-8")
    for words in (
        ("score", "H1.xlsx", "--period", "2013H1"),
        ("decide", "--period", "2013H1", "--document", "1号", "--date", "2013-07-10", "--open-opinions", "口头"),
        ("announce", "--period", "2013H1", "--format", "md", "--from", "2013-07-15"),
    ):
        assert run(tmp_path, *(word.replace("H1.xlsx", f"{tmp_path}/H1.xlsx") for word in words)).exit_code == 0
    return tmp_path


def recorded(folder):
    with open_ledger(f"sqlite:///{folder}/starrating.db") as ledger:
        acts = [each.act for each in ledger.acts() if type(each.act).__name__ == "PublicNotice"]
    return [(str(act.day), str(act.last), act.reason) for act in acts]


def correct(folder, *more):
    return run(folder, "announce", "--period", "2013H1", "--format", "md", "--correct-days", *more)


def test_days_that_were_recorded_wrong_are_corrected_by_an_act_with_a_reason(published):
    first = ("2013-07-15", "2013-07-19", "")
    assert recorded(published) == [first]
    assert correct(published, "照旧").exit_code == 2  # nothing is wrong by what is known
    (published / "calendar.txt").write_text("2013-07-16 放假\n2013-07-20 上班\n", encoding="utf-8")
    done = correct(published, "16日停产")
    assert (done.exit_code, "2013-07-15 to 2013-07-20" in done.output) == (0, True)
    assert correct(published, "17日才张贴", "--from", "2013-07-17").exit_code == 0
    assert recorded(published) == [
        first,
        ("2013-07-15", "2013-07-20", "16日停产"),
        ("2013-07-17", "2013-07-22", "17日才张贴"),
    ]
    again = run(published, "announce", "--period", "2013H1", "--kind", "notice", "--format", "md")
    assert "2013-07-17 to 2013-07-22" in again.output
    assert "days of the notice corrected" in run(published, "history").output
    assert correct(published, "早于评定", "--from", "2013-07-09").exit_code == 3
    assert len(recorded(published)) == 3


def test_no_days_are_corrected_before_there_are_any(tmp_path):
    write_book(tmp_path / "H1.xlsx", {"考核评分": "党支部 | 考核总分\n甲党支部 | 92"})
    assert run(tmp_path, "score", str(tmp_path / "H1.xlsx"), "--period", "2013H1").exit_code == 0
    assert correct(tmp_path, "提前").exit_code == 3
    assert recorded(tmp_path) == []
