import pytest

from fact_books import WRITERS, Cell, Table
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize(
    ("stored", "seen"), [(89.5, "90"), (79.5, "80"), (89.49, None), (90.4, None), (69.999, None), (90, None)]
)
def test_a_total_shown_on_the_other_side_of_a_bound_is_a_warning_at_its_cell(tmp_path, suffix, stored, seen):
    rows = [["党支部", "考核总分"], ["一支部", Cell(stored, shown="0")], ["二支部", 85]]
    inputs, problems = read_workbooks([WRITERS[suffix](tmp_path / f"b{suffix}", Table(rows))], [], plan(), H1)
    found = [(each.severity, each.code, each.place.cell) for each in problems]
    assert found == ([("warning", "shown-otherwise", "B2")] if seen else [])
    assert all(f"shows {seen}, but holds {stored}" in problem.message.say("en") for problem in problems)
    assert inputs.scores.total.fractions()[0] == pytest.approx(stored)
