import numpy as np
import pytest

from result_reviews import english_rules
from starrating.model import Period
from starrating.write.wording import SheetWording
from starrating.write.xlsx.contents import MOST_LINKS, Entry, contents_table, linked
from starrating.write.xlsx.table import Column, Table

WORDS = SheetWording(english_rules(), Period(2013), "Works")


def table(name, names):
    columns = [Column("No.", np.arange(1, len(names) + 1), 6), Column("Branch", names, 10)]
    return Table(name, "title", "", "", columns, [])


def test_numbers_lead_to_their_first_reason_and_back():
    reasons = [table("Incidents", ["C", "A", "C", "unknown"]), table("Others", ["B", "A"])]
    summary, incidents, others = linked(WORDS, table("Ranking", ["A", "B", "C"]), reasons)
    assert summary.links == {(2, 0): "'Incidents'!A4", (0, 0): "'Incidents'!A5", (1, 0): "'Others'!A4"}
    assert incidents.links == {(0, 0): "'Ranking'!A6", (1, 0): "'Ranking'!A4", (2, 0): "'Ranking'!A6"}
    assert others.links == {(0, 0): "'Ranking'!A5", (1, 0): "'Ranking'!A4"}
    assert "leads to it" in summary.columns[0].comment


def test_tables_that_have_nothing_in_common_stay_as_they_are():
    summary, reasons = table("Ranking", ["A"]), table("Incidents", ["B"])
    assert linked(WORDS, summary, [reasons]) == [summary, reasons]


@pytest.mark.parametrize(("rows", "led"), [(MOST_LINKS, MOST_LINKS), (MOST_LINKS + 1, 0)])
def test_sheet_with_very_many_links_has_none(rows, led):
    names = [f"B{row}" for row in range(rows)]
    summary, reasons = linked(WORDS, table("Ranking", names), [table("Reasons", names)])
    assert (len(summary.links), len(reasons.links)) == (led, led)


def test_sheets_are_listed_and_led_to():
    contents = contents_table(WORDS, [Entry("It's", "A title", 3), Entry("Shares", "Another")])
    assert contents.title == "Works: 2013 star branch list of the sheets"
    assert [list(column.values) for column in contents.columns[1:]] == [
        ["It's", "Shares"],
        ["A title", "Another"],
        ["rows: 3", None],
    ]
    assert contents.links == {(0, 0): "'It''s'!A1", (1, 0): "'Shares'!A1"}
