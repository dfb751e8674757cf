"""What the score sheet has to give for a rule set, found from the rule set alone."""

from schemes import scheme
from starrating.ruleset.reads import names_from_book, score_is_sum

MADE = """\
facts: [{id: stars, title: 星数, values: number}]
values:
  - {id: index, ratio: items, to: full-marks, times: 100}
  - {id: total, sum: [index, total], minus: [扣分]}
  - id: chosen
    choose: [{when: {all: [{item: A1, below: stars}, {value: index, above: B2}]}, value: 5}]
    otherwise: C3
steps:
  - {clause: "6", effect: quota, star: 3, at_most: 30%, order: [total, D4]}
  - {clause: "7", effect: move, by: stars}
"""


def test_only_what_is_not_made_before_comes_from_the_book():
    assert names_from_book(scheme(MADE)) == {
        "items": "values[index]",
        "total": "values[total]",
        "扣分": "values[total]",
        "A1": "values[chosen]",
        "B2": "values[chosen]",
        "C3": "values[chosen]",
        "D4": "steps[6]",
    }


def test_a_star_of_its_own_needs_no_total():
    rules = scheme("facts: [{id: stars, title: 星数, values: star}]\n")
    assert names_from_book(rules) == {"total": "levels"}
    levels = rules.levels.model_copy(update={"star_is": "stars"})
    assert names_from_book(rules.model_copy(update={"levels": levels})) == {}


def test_the_score_is_the_sum_of_the_items_unless_the_rule_set_makes_another():
    assert score_is_sum(scheme())
    assert score_is_sum(scheme("values: [{id: index, sum: [items]}]\n"))
    assert not score_is_sum(scheme(MADE))
