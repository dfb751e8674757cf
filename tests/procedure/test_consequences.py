"""What follows from the star of a year: nomination, the two-year rule, paired assistance."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from starrating.i18n import text
from starrating.model import Period, Records, RosterEntry
from starrating.model.acts import Consequence
from starrating.procedure.consequences import (
    OfficeData,
    derive_consequences,
    missing_years,
    nameless_note,
    settled_by,
    typed_note,
    years_without_promotion,
)
from starrating.ruleset.consequences import ASSISTANCE, NOMINATION, WITHOUT_PROMOTION
from tables import plan
from years import half, year_result


def year(scores, roster=()):
    """Return a recorded year whose result is that of one review."""
    return replace(half("2014H2", scores), period=Period(2014), records=Records(roster=tuple(roster)))


def drawn(kind, review, *earlier, settled=None):
    return [each for each in derive_consequences(review, earlier, plan(), settled) if each.id == kind]


# stars of 2012, 2013, 2014 (- none, nothing: not recorded) and how many years without promotion they make
TRUTH = """
first year at all          |   |   | 4 | 0
second year, kept          |   | 4 | 4 | 1
third year, kept           | 4 | 4 | 4 | 2
kept at the lowest         | 3 | 3 | 3 | 2
risen this year            | 4 | 4 | 5 | 0
risen, then kept           | 3 | 4 | 4 | 1
fallen, then kept          | 5 | 4 | 4 | 2
kept, then fallen          | 4 | 4 | 3 | 2
risen, then fallen         | 4 | 5 | 4 | 1
fallen twice               | 5 | 4 | 3 | 2
top star held              | 5 | 5 | 5 | 0
top reached, then held     | 4 | 5 | 5 | 0
fallen from the top        | 5 | 5 | 4 | 1
no star in between         | 4 | - | 4 | 0
no star before             | - | 4 | 4 | 1
no star now                | 4 | 4 | - | 0
year not recorded between  | 4 |   | 4 | 0
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in TRUTH.strip().splitlines()]


@pytest.mark.parametrize(
    ("stars", "count"), [(case[1:4], int(case[4])) for case in CASES], ids=[case[0] for case in CASES]
)
def test_years_without_promotion(stars, count):
    years = [year_result(2012 + i, f"甲={star}" if star else "") for i, star in enumerate(stars)]
    assert years_without_promotion("甲", years[::-1], 5) == count


def test_the_two_year_rule_names_clause_grounds_and_the_amount_to_the_fen():
    before = [year_result(2013, "甲=4 乙=3", "甲=张 乙=李"), year_result(2012, "甲=4 乙=4", "甲=张 乙=李")]
    review = year("甲 85 secretary=张\n乙 85 secretary=李")
    (met,) = drawn(WITHOUT_PROMOTION, review, *before, settled=OfficeData(pay={"甲": Decimal("12345.75")}))
    assert (met.branch, met.clause, met.secretary) == ("甲", "4.6-secretary", "张")
    assert met.rests_on == (("2014", 1, 4), ("2013", 1, 4), ("2012", 1, 4))
    assert (met.pay, met.amount, met.note) == (Decimal("12345.75"), Decimal("246.92"), None)
    assert met.because.say("en") == (
        "no promotion in consecutive years (2): 2012 四星级 → 2013 四星级 (retention) → 2014 四星级 (retention)"
    )


@pytest.mark.parametrize(
    ("in_2013", "in_2014", "shown"),
    [("张", "张", False), ("张", "李", True), ("", "李", True), ("张", "", True)],
    ids=["the same", "another", "unknown before", "unknown now"],
)
def test_a_change_of_secretary_in_the_streak_is_shown_and_the_consequence_stays(in_2013, in_2014, shown):
    before = [
        year_result(2013, "甲=4", f"甲={in_2013}" if in_2013 else ""),
        year_result(2012, "甲=4", "甲=先前的人"),
    ]
    (met,) = drawn(WITHOUT_PROMOTION, year(f"甲 85 secretary={in_2014}" if in_2014 else "甲 85"), *before)
    names = ", ".join(f"{year} {name or 'not recorded'}" for year, name in ((2013, in_2013), (2014, in_2014)))
    said = f"The secretary changed within the streak, or is not known: {names}. The committee decides."
    assert (met.note and met.note.say("en")) == (said if shown else None)
    assert (met.amount, met.pay) == (None, None)


@pytest.mark.parametrize(
    ("within", "shown"),
    [
        ({Period(2014): {"甲": ("张", "李")}}, "2013 李, 2014 张, 李"),
        ({Period(2013): {"甲": ("张", "李")}}, "2013 张, 李, 2014 李"),
        ({Period(2014): {"乙": ("张", "李")}}, None),
        ({Period(2012): {"甲": ("张", "李")}}, None),
    ],
)
def test_so_is_one_within_a_year_of_the_streak(within, shown):
    before = [year_result(2013, "甲=4", "甲=李"), year_result(2012, "甲=4", "甲=李")]
    found = derive_consequences(year("甲 85 secretary=李"), before, plan(), None, within)
    (met,) = [each for each in found if each.id == WITHOUT_PROMOTION]
    said = f"The secretary changed within the streak, or is not known: {shown}. The committee decides."
    assert (met.note and met.note.say("en")) == (said if shown else None)


def test_every_five_star_branch_is_nominated_for_the_honour_of_the_rule_set():
    found = drawn(NOMINATION, year("甲 85\n乙 91\n丙 95"))
    assert [(each.branch, each.clause, each.rests_on) for each in found] == [
        ("丙", "4.6-rewards", (("2014", 1, 5),)),
        ("乙", "4.6-rewards", (("2014", 1, 5),)),
    ]
    assert found[0].because.say("en") == "五星级 in 2014: considered first for the honour 先进基层党组织"


def test_helpers_have_the_highest_star_there_is_in_the_order_of_the_sheet():
    found = drawn(ASSISTANCE, year("强 95 unit=一\n弱 70 unit=二\n中 85 unit=三\n远 96 unit=四\n弱二 60 unit=一"))
    assert {each.branch: each.helper for each in found} == {"弱": "强", "弱二": "远"}
    assert found[0].rests_on == (("2014", 1, 3), ("2014", 1, 5))
    other = "proposed: the nearest of another unit in the organisation's order"
    same = "proposed: the nearest in the organisation's order, of the same unit because no other was free"
    assert [(each.because.say("en"), each.note.say("en")) for each in found] == [("三星级 in 2014", other)] * 2
    (alone,) = drawn(ASSISTANCE, year("强 95 unit=一\n弱 70 unit=一"))
    assert alone.note.say("en") == same
    (unknown,) = drawn(ASSISTANCE, year("强 95\n弱 70"))
    assert unknown.note.say("en") == other


def test_the_roster_orders_branches_where_it_has_all():
    scores = "强 95\n弱 70\n远 96"
    roster = [RosterEntry("强", order=9), RosterEntry("弱", order=2), RosterEntry("远", order=3)]
    (found,) = drawn(ASSISTANCE, year(scores, roster))
    assert found.helper == "远"


def test_where_nobody_has_a_higher_star_nobody_is_proposed():
    (one, other) = drawn(ASSISTANCE, year("弱 70\n弱二 60"))
    assert (one.helper, other.helper) == ("", "")
    assert one.note.say("en") == "nobody has a higher star; the committee names who helps"
    assert one.rests_on == (("2014", 1, 3),)


def test_settled_pairs_are_taken_and_kept_when_drawn_again_while_proposals_are_made_anew():
    review = year("强 95\n弱 70\n远 96")
    proposed = derive_consequences(review, [], plan())
    assert settled_by(proposed) == OfficeData()
    edited = derive_consequences(review, [], plan(), OfficeData(pairs={"弱": "远"}))
    assert [(each.helper, each.note) for each in edited if each.id == ASSISTANCE] == [("远", None)]
    assert derive_consequences(review, [], plan(), settled_by(edited)) == edited


def test_years_without_a_result_are_named_back_to_the_first_review():
    earlier = [year_result(2013, ""), year_result(2012, "甲=4"), year_result(2011, "")]
    assert [each.message.fields["year"] for each in missing_years(earlier, 2011)] == ["2013", "2011"]
    assert [each.message.fields["year"] for each in missing_years(earlier, 2012)] == ["2013"]


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("每月一次", "每月一次"),
        (" 每月一次", " 每月一次"),
        ("", ""),
        ("nobody has a higher star; the committee names who helps", ""),
        (" proposed: the nearest of another unit in the organisation's order ", ""),
    ],
)
def test_a_note_that_repeats_the_proposal_is_none_of_the_office(typed, note):
    assert typed_note(typed) == note


NOTE = text("%(names)s", names="张三")


@pytest.mark.parametrize(
    ("kind", "note", "said"),
    [
        (WITHOUT_PROMOTION, None, None),
        (WITHOUT_PROMOTION, NOTE, "the secretary changed within the streak, or is not known: the committee decides"),
        (ASSISTANCE, None, None),
        (ASSISTANCE, NOTE, "张三"),
    ],
)
def test_what_is_to_be_seen_of_a_consequence_names_no_secretary(kind, note, said):
    found = nameless_note(Consequence(kind, "4.6", "甲", text("because"), note=note))
    assert (found and found.say("en")) == said
