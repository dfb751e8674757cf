"""What could have been earned: the full marks that a ratio divides by."""

from fractions import Fraction

from sheets import made


def test_full_marks_of_a_value_are_those_of_what_it_is_made_of():
    values = """
  - {id: rate, points_for: A1, bands: [{points: 3, below: 20}, {points: 9, at_least: 20}]}
  - {id: higher, highest: [A2, B1], missing: skip}
  - {id: earned, sum: [rate, higher], missing: skip}
  - {id: index, ratio: earned, to: full-marks, missing: skip, times: 100}
  - {id: strict, ratio: earned, to: full-marks, times: 100}
"""
    all_made = made("支部 A1/40 A2/60 B1/20\n甲 30 45 12\n乙 / 30 /\n丙 10 / 12", values)
    assert all_made["index"] == [Fraction(5400, 69), 50, Fraction(1500, 29)]
    assert all_made["strict"] == [Fraction(5400, 69), Fraction(3000, 69), Fraction(1500, 69)]


def test_a_total_may_be_made_of_the_total_of_the_book():
    values = "  - {id: total, ratio: total, to: full-marks, times: 100}"
    assert made("支部 total\n甲 45", values)["total"] == [45]
    assert made("支部 A1/20 A2/30\n甲 5 10\n乙 / 9", values)["total"] == [30, 18]
