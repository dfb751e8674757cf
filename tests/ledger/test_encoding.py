import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.i18n import Text, text
from starrating.ledger.encoding import MessageWriter, from_text, plain_bytes, rows, to_text

WORDS = st.text(max_size=8)
TEMPLATES = WORDS.map(lambda words: words.replace("%", "%%"))
MESSAGES = st.recursive(
    st.builds(Text, TEMPLATES, st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), WORDS, max_size=2)),
    lambda inner: st.builds(Text, TEMPLATES, st.fixed_dictionaries({"inner": inner})),
    max_leaves=3,
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    WORDS,
    st.decimals(allow_nan=False, allow_infinity=False),
    st.fractions(),
    st.dates(),
    st.datetimes(),
    MESSAGES,
)


PLAIN = st.recursive(st.none() | st.booleans() | st.integers() | WORDS, lambda inner: st.lists(inner).map(tuple))


@given(PLAIN, MESSAGES)
def test_the_quick_ways_write_what_the_slow_one_does(plain, message):
    assert plain_bytes((plain,)).decode() == to_text((plain,))
    assert f"[{to_text(message)}]" == to_text([message])


@given(st.lists(MESSAGES, min_size=1, max_size=3))
def test_messages_that_are_written_once_are_written_as_each_would_be(messages):
    """Also where one is met again in another, in a list within it, or as another object of the same identity."""
    writer = MessageWriter()
    for message in [*messages, *messages]:
        around = Text("%(reason)s %(all)s", {"reason": message, "all": (message, 3), "day": dt.date(2013, 3, 5)})
        assert writer(around) == to_text(around)
        assert writer.again(message) == to_text(message)
    assert [writer.again(Text("%(n)s", {"n": number})) for number in range(50)] == [
        to_text(Text("%(n)s", {"n": number})) for number in range(50)
    ]


@given(st.lists(VALUES))
def test_values_are_read_back_as_they_were_written(values):
    found = from_text(to_text(values))
    assert [(type(value), str(value)) for value in found] == [(type(value), str(value)) for value in values]
    assert found == values


def test_what_is_written_can_be_read_by_people():
    values = [Decimal("91.50"), Fraction(1, 3), dt.date(2013, 3, 5), text("%(n)s months", n=6), np.int64(3), "支部"]
    assert to_text(values) == (
        '[{"$decimal":"91.50"},{"$fraction":"1/3"},{"$date":"2013-03-05"},'
        '{"$text":{"text":"%(n)s months","fields":{"n":"6"}}},3,"支部"]'
    )


def test_what_has_no_written_form_is_an_error():
    with pytest.raises(TypeError, match="object"):
        to_text(object())


def test_lists_are_read_at_once_as_they_were_written_and_damage_is_told():
    lists = [[], [Decimal("9.50"), None, "],["], [["a"], 1]]
    assert rows([to_text(each) for each in lists]) == lists
    assert rows([]) == []
    for damaged in (["[1],[2]"], ["1],[2"], ["[1", "2]"], [""]):
        with pytest.raises(ValueError):  # noqa: PT011 [json's own, or ours]
            rows(damaged)
