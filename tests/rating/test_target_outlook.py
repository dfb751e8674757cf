"""The branches' own targets, and what would be if everybody near a line rose."""

import datetime as dt
from decimal import Decimal

from msgspec.structs import replace

from starrating.model import NO_STAR
from starrating.model.acts import StarChange
from starrating.procedure.committee_decision import DecisionBasis, apply_decision
from starrating.rating.rate import rate
from starrating.rating.target_outlook import declared_targets, eased_rules, outlook
from starrating.rating.targets import measure
from tables import H1, inputs, plan


def looked_ahead(scores, happened="", within="1"):
    given = inputs(scores, happened)
    milestones = [each for each in plan().targets.milestones if str(each.due) == "2013H1"]
    return outlook(
        rate(given, plan()),
        plan(),
        Decimal(within),
        lambda rules: rate(given, rules),
        lambda ratings: [measure(each, {H1: ratings}, plan()) for each in milestones],
    )


def test_who_lacks_a_point_or_less_rises_and_nobody_else():
    ahead = looked_ahead("甲 89\n乙 88.99\n丙 79.5\n丁 95\n戊 60")
    assert ahead.rises == (("甲", 4, 5), ("丙", 3, 4))
    assert ahead.counts == {5: 2, 4: 2, 3: 1}
    (thirty,) = ahead.measures
    assert (thirty.count, thirty.rated, thirty.needed, thirty.met, thirty.nearest) == (2, 5, 2, True, ())


def test_a_trigger_lowers_whoever_has_risen_all_the_same():
    assert looked_ahead("甲 89.5\n乙 91", happened="甲 6 2013-05-04\n乙 6 2013-05-04").rises == (("甲", 3, 4),)


def test_a_star_that_the_committee_set_stays_in_the_outlook():
    given = inputs("甲 89.5\n乙 85")
    authority = DecisionBasis("公司党委", dt.date(2013, 7, 10), "1号")
    ratings = apply_decision(rate(given, plan()), [StarChange("乙", 4, 5, "突出")], authority, plan())
    ahead = outlook(ratings, plan(), Decimal(1), lambda rules: rate(given, rules), lambda _: ())
    assert (ahead.counts, ahead.rises) == ({5: 2}, (("甲", 4, 5),))


def test_exactly_the_distance_is_within_it():
    assert looked_ahead("甲 89.5", within="0.5").rises == (("甲", 4, 5),)
    assert looked_ahead("甲 89.49", within="0.5").rises == ()


def test_the_lines_move_and_nothing_else():
    bands = [(band.star, band.at_least, band.below) for band in eased_rules(plan(), Decimal(1)).levels.bands]
    assert bands == [(3, None, Decimal(79)), (4, Decimal(79), Decimal(89)), (5, Decimal(89), None)]


def test_own_targets_are_reached_by_the_star_or_a_better_one():
    given = inputs("甲 95\n乙 85\n丙 70\n丁 95")
    scores = replace(given.scores, columns={**given.scores.columns, "declared_target": [5, 5, 3, None]})
    found = declared_targets(rate(replace(given, scores=scores), plan()))
    assert [(each.branch, each.target, each.star, each.reached) for each in found] == [
        ("甲", 5, 5, True),
        ("乙", 5, 4, False),
        ("丙", 3, 3, True),
    ]


def test_without_a_star_no_target_is_reached():
    given = inputs("甲 95")
    scores = replace(given.scores, columns={**given.scores.columns, "declared_target": [3]})
    rated = rate(replace(given, scores=scores), plan())
    (one,) = declared_targets(replace(rated, star=rated.star * 0 + NO_STAR))
    assert not one.reached


def test_what_was_declared_for_the_year_stands_before_what_was_typed():
    given = inputs("甲 95\n乙 85\n丙 70")
    scores = replace(given.scores, columns={**given.scores.columns, "declared_target": [4, 5, None]})
    ratings = rate(replace(given, scores=scores), plan())
    day = dt.date(2013, 2, 1)
    found = declared_targets(ratings, {"甲": (5, day), "丙": (NO_STAR, day)})
    said = [(each.branch, each.target, each.star, each.day) for each in found]
    assert said == [("甲", 5, 5, day), ("乙", 5, 4, None)]
