"""Problems and where they stand."""

from starrating.errors import CellRef, LineRef, Problem, has_errors, in_reading_order
from starrating.i18n import Text


def problem(place: CellRef | None, severity="error") -> Problem:
    return Problem(severity, "code", place, Text("message"))


def test_places_are_written_as_people_look_for_them():
    assert str(CellRef("2013H1.xlsx", "考核评分", "C7")) == "2013H1.xlsx!考核评分!C7"
    assert str(LineRef("rules/plan.yaml", 12, 5)) == "rules/plan.yaml:12:5"
    assert str(CellRef("2013H1.xlsx")) == "2013H1.xlsx"


def test_problems_are_read_from_top_to_bottom():
    cells = ["AA4", "C10", "C9", "B10", "Z4"]
    places = [CellRef("b.xlsx", "二", cell) for cell in cells] + [
        CellRef("a.xlsx", "一", "A1"),
        CellRef("b.xlsx", "一"),
    ]
    ordered = [str(each.place) for each in in_reading_order([*(problem(place) for place in places), problem(None)])]
    assert ordered == [
        "None",
        "b.xlsx!二!Z4",
        "b.xlsx!二!AA4",
        "b.xlsx!二!C9",
        "b.xlsx!二!B10",
        "b.xlsx!二!C10",
        "a.xlsx!一!A1",
        "b.xlsx!一",
    ]


def test_lines_are_in_order_too():
    places = [LineRef("r.yaml", line, column) for line, column in ((12, 1), (3, 9), (3, 2))]
    ordered = [(each.place.line, each.place.column) for each in in_reading_order([problem(place) for place in places])]
    assert ordered == [(3, 2), (3, 9), (12, 1)]


def test_only_errors_forbid_to_go_on():
    assert has_errors([problem(None, "notice"), problem(None)])
    assert not has_errors([problem(None, "notice"), problem(None, "warning")])
