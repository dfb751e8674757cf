"""What a new reading would change against the recorded one."""

from msgspec.structs import replace

from starrating.rating.rate import rate
from starrating.rating.recorded_differences import revision
from tables import inputs, plan


def rated(scores, happened="", **columns):
    given = inputs(scores, happened)
    table = replace(given.scores, columns={**given.scores.columns, **columns})
    return rate(replace(given, scores=table), plan())


def revised(old, new):
    return revision(old, plan(), new, plan())


def test_the_same_reading_changes_nothing():
    assert revised(rated("甲 95\n乙 85", "甲 6 2013-05-04"), rated("甲 95\n乙 85", "甲 6 2013-05-04")).is_empty


def test_the_order_of_the_rows_is_no_change():
    assert revised(rated("甲 95\n乙 85"), rated("乙 85\n甲 95")).is_empty


def test_a_corrected_score_is_told_with_its_cell_and_the_star_that_moves():
    changes = revised(rated("甲 89.5\n乙 85"), rated("甲 90\n乙 85"))
    (cell,) = changes.cells
    assert (cell.branch, str(cell.before), str(cell.after)) == ("甲", "89.50", "90.00")
    assert cell.source == "2013H1.xlsx!考核评分!Z5"
    (move,) = changes.moves
    assert (move.branch, move.before.star, move.after.star, move.rises) == ("甲", 4, 5, True)


def test_corrected_points_are_told_by_their_item_and_other_columns_by_their_name():
    old = rated("items 50 50\n甲 45 45\n乙 40 40", unit=["一部", "二部"])
    new = rated("items 50 50\n乙 40 40\n甲 45 44.5", unit=["二部", "三部"], type=[None, "农村"])
    assert [
        (cell.branch, cell.column, str(cell.before), str(cell.after), cell.source[-2:])
        for cell in revised(old, new).cells
    ] == [
        ("甲", "项目2", "45.00", "44.50", "C6"),
        ("甲", "unit", "一部", "三部", "A6"),
        ("甲", "type", "blank", "农村", "A6"),
    ]


def test_a_score_that_changes_no_star_is_told_all_the_same():
    changes = revised(rated("甲 91"), rated("甲 92"))
    assert (changes.moves, len(changes.cells), changes.is_empty) == ((), 1, False)


def test_another_column_is_compared_as_well():
    changes = revised(rated("甲 91", applied_star=[4]), rated("甲 91", applied_star=[5]))
    assert [(cell.column, str(cell.before), str(cell.after)) for cell in changes.cells] == [("applied_star", "4", "5")]
    blanked = revised(rated("甲 91", secretary=["某"]), rated("甲 91", secretary=[None]))
    assert [cell.column for cell in blanked.cells] == ["secretary"]


def test_branches_that_come_and_go_are_named_and_not_compared():
    changes = revised(rated("甲 91\n乙 85"), rated("甲 91\n丙 70"))
    assert (changes.appeared, changes.gone, changes.moves, changes.cells) == (("丙",), ("乙",), (), ())


def test_incidents_are_compared_by_what_they_say_not_by_their_row():
    old = rated("甲 95\n乙 95", "甲 6 2013-05-04\n乙 6 2013-05-04")
    new = rated("甲 95\n乙 95", "乙 6 2013-05-04\n乙 6 2013-05-05")
    changes = revised(old, new)
    assert [(each.incident.branch, each.incident.date.day) for each in changes.added] == [("乙", 5)]
    assert [(each.incident.branch, each.incident.date.day) for each in changes.dropped] == [("甲", 4)]
    assert [(move.branch, move.after.star) for move in changes.moves] == [("甲", 5)]
