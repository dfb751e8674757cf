from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


@st.composite
def _points(draw):
    """Draw five branches with three items, of which the sums lie near the bound of five stars."""
    lost = st.lists(st.integers(0, 40), min_size=3, max_size=3)
    return [[Decimal(full) - Decimal(less) / 10 for full, less in zip((40, 35, 25), row, strict=True)]
            for row in draw(st.lists(lost, min_size=5, max_size=5, unique_by=sum))]  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_points(), st.booleans(), st.sampled_from(["1", "0.1"]))
def test_rounding_totals_never_changes_a_star_unseen(tmp_path, points, marked, step):
    heads = ["学习(40分)", "党务(35分)", "纪律(25分)"] if marked else ["学习", "党务", "纪律"]
    lines = [",".join(["党支部", *heads, "考核总分"])]
    for name, row in zip("甲乙丙丁戊", points, strict=True):
        total = sum(row).quantize(Decimal(step), ROUND_HALF_UP)
        lines.append(",".join([f"{name}党支部", *map(str, row), str(total)]))
    path = tmp_path / "b.csv"
    path.write_text("\n".join(lines), "utf-8")
    inputs, problems = read_workbooks([path], [], plan(), H1)
    table = inputs.scores
    read = table.points.sum(axis=1).fractions() if table.items else table.total.fractions()
    same = [_star(score) == _star(sum(row)) for score, row in zip(read, points, strict=True)]
    told = {str(problem.place.cell) for problem in problems if problem.severity == "error"}
    assert [f"E{at}" for at, kept in enumerate(same, start=2) if not kept] == sorted(told)


def _star(score):
    return sum(score >= bound for bound in (70, 80, 90))
