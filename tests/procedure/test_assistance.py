"""Who helps whom: nearest of another unit, evenly spread, the same every time; and edited pairs."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from starrating.errors import CellRef
from starrating.model.inputs import Pair
from starrating.procedure.assistance import Partner, pair_problems, propose, still_fitting
from starrating.procedure.named_branches import NamedBranches


def partners(table):
    """Read `position:branch/unit`; a unit `-` is unknown."""
    found = []
    for word in table.split():
        position, _, rest = word.partition(":")
        branch, _, unit = rest.partition("/")
        found.append(Partner(branch, None if unit == "-" else unit, int(position)))
    return found


def test_the_nearest_of_another_unit_helps_and_of_two_as_near_the_one_before():
    assert propose(partners("5:弱/一"), partners("4:近/一 3:前/二 7:后/二 8:远/三")) == {"弱": "前"}


def test_within_the_same_unit_only_where_no_other_is_free():
    assert propose(partners("5:弱/一 6:弱二/一"), partners("4:近/一 9:远/二")) == {"弱": "远", "弱二": "近"}


def test_nobody_is_known_to_be_of_the_same_unit_where_units_are_blank():
    assert propose(partners("5:弱/-"), partners("6:近/- 9:远/二")) == {"弱": "近"}


def test_without_helpers_there_are_no_pairs():
    assert propose(partners("5:弱/一"), []) == {}


_MANY = st.lists(st.sampled_from("一二三"), max_size=12)


@given(weak=_MANY, strong=st.lists(st.sampled_from("一二三"), min_size=1, max_size=6), seed=st.randoms())
def test_helpers_are_spread_evenly_whatever_order_they_are_given_in(weak, strong, seed):
    places = list(range(len(weak) + len(strong)))
    seed.shuffle(places)
    helped = [Partner(f"弱{i}", unit, places[i]) for i, unit in enumerate(weak)]
    helpers = [Partner(f"强{i}", unit, places[len(weak) + i]) for i, unit in enumerate(strong)]
    pairs = propose(helped, helpers)
    often = Counter(pairs.values())
    counts = [often[each.branch] for each in helpers]
    assert pairs.keys() == {each.branch for each in helped}
    assert max(counts) - min(counts) <= 1
    assert propose(helped[::-1], helpers[::-1]) == pairs


def test_edited_pairs_must_serve_each_branch_once_by_one_that_needs_no_help():
    def pair(branch, helper, cell):
        return Pair(branch, helper, *(CellRef("pairs.xlsx", "帮扶结对", f"{column}{cell}") for column in "BD"))

    rows = [pair("甲", "强", 4), pair("甲", "强", 5), pair("乙", "丙", 6), pair("强", "无此", 7)]
    found = [
        (each.code, each.place.cell if each.place else None)
        for each in pair_problems(rows, ["甲", "乙", "丙"], NamedBranches("甲乙丙强"))
    ]
    assert found == [
        ("helped-twice", "B5"),
        ("helper-helped", "D6"),
        ("not-to-be-helped", "B7"),
        ("unknown-branch", "D7"),
        ("helper-missing", None),
    ]


def test_a_settled_pair_counts_while_one_needs_help_and_the_other_does_not():
    assert still_fitting({"甲": "强"}, ["甲"], ["甲", "强"]) == {"甲": "强"}
    assert still_fitting({"甲": "强"}, ["甲", "乙"], ["甲", "乙", "强"]) == {"甲": "强"}
    assert still_fitting({"甲": "强", "乙": "强"}, ["甲"], ["甲", "乙", "强"]) == {"甲": "强"}
    assert still_fitting({"甲": "强"}, ["甲", "强"], ["甲", "强"]) == {}
    assert still_fitting({"甲": "强"}, ["甲"], ["甲"]) == {}
