import datetime as dt

import pytest

from fact_books import WRITERS, Cell, Table
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

TODAY = dt.date(2013, 8, 1)
SCORES = "党支部 | 总分\n一支部 | 85"


@pytest.mark.parametrize(("day", "codes"), [("2013-08-01", []), ("2013-08-02", ["date-in-future"])])
def test_an_incident_after_today_is_an_error_at_its_date(tmp_path, day, codes):
    sheets = {"考核评分": SCORES, "降星情形": f"党支部 | 情形 | 日期\n一支部 | 4.4(6) | @{day}"}
    path = write_book(tmp_path / "b.xlsx", sheets)
    inputs, problems = read_workbooks([path], [], plan(), H1, today=TODAY)
    assert [(each.severity, each.code, each.place.cell) for each in problems] == [
        ("error", code, "C2") for code in codes
    ]
    assert len(inputs.incidents) == (not codes)
    assert len(read_workbooks([path], [], plan(), H1)[0].incidents) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize(("shown", "codes"), [('m"月"d"日"', ["year-not-shown"]), ("yyyy-mm-dd", [])])
def test_a_date_shown_without_its_year_is_an_error_in_every_format(tmp_path, suffix, shown, codes):
    rows = [["党支部", "情形", "日期"], ["一支部", "4.4(6)", Cell(41365, shown=shown)]]
    scores = write_book(tmp_path / "scores.xlsx", {"考核评分": SCORES})
    book = WRITERS[suffix](tmp_path / f"b{suffix}", Table(rows, name="降星情形"))
    inputs, problems = read_workbooks([scores], [book], plan(), H1, today=TODAY)
    assert [(each.code, each.place.cell) for each in problems] == [(code, "C2") for code in codes]
    assert [incident.date for incident in inputs.incidents] == ([] if codes else [dt.date(2013, 4, 1)])
