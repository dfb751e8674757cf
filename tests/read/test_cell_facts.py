"""What a sheet says of a cell beside its value, and what may not be meant because of it."""

import pytest

from starrating.formats.sheet import Facts
from starrating.read.cell_facts import odd_name, odd_text, unfit_number

ADDRESS = (2, 1)


@pytest.mark.parametrize(
    ("read", "code"),
    [(odd_text, "odd-run-in-number"), (unfit_number, "odd-run-in-number"), (odd_name, "odd-run-in-name")],
)
def test_a_footnote_within_a_text_is_no_part_of_what_is_meant(read, code):
    refused = read(Facts(odd_runs={ADDRESS: "①"}), ADDRESS)
    assert (refused.code, "“①”" in refused.message.say("en")) == (code, True)
    assert read(Facts(odd_runs={(3, 1): "①"}), ADDRESS) is None
