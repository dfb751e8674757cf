"""What the label of a row hints at."""

import pytest

from starrating.read.label_hints import row_hint


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("合计党支部", "sum"),
        ("本页合计党支部", "sum"),
        ("全公司合计党支部", "sum"),
        ("全公司平均党支部", "mean"),
        ("全公司最高党支部", "extreme"),
        ("合计科党支部", None),
        ("全公司合计科党支部", None),
        ("采煤一队党支部", None),
        ("五星级党支部", "summary"),
        ("先进党支部", "summary"),
    ],
)
def test_a_name_that_is_dressed_up_as_a_summary_hints_at_one_and_is_not_certain(label, role):
    hint = row_hint(label, organisation=True)
    assert (hint.role, hint.certain) == (role, False)
