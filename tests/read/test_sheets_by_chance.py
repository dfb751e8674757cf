"""What is read, and asked, of score sheets that chance dresses with lines, columns, cells and looks.

`pytest --update-goldens` writes it anew; read in the difference whether a person would read each sheet so, or ask.
"""

from pathlib import Path

import pytest

from chance_sheets import CHANGES, NAMES, SHAPES, Dressed, dressed
from noted import same_as_noted
from said_of_inputs import asked, read_of, unless
from schemes import FACTS, LISTED, scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

SCHEMES = {"plan": plan(), "facts": scheme(FACTS), "items listed": scheme(criteria=LISTED)}
PLAIN = [
    Dressed(shape, [heads, *([name, *scores(at)] for at, name in enumerate(NAMES))], [])
    for shape, (heads, scores) in SHAPES.items()
]
AT_ONCE = 40
"""So many sheets make one list."""


def _read(folder: Path, sheet: Dressed, rules: str, seed: int) -> list[str]:
    book = sheet.write(folder / ("2013H1.xlsx" if seed % 7 else "score.xlsx"), "考核评分" if seed % 5 else "Sheet1")
    before, period = NAMES if seed % 3 == 0 else (), H1 if seed % 7 else None
    inputs, problems = read_workbooks([book], [], SCHEMES[rules], period, branches=before)
    return [*read_of(inputs), *asked(problems, folder)]


@pytest.mark.parametrize("first", range(0, 2 * len(CHANGES), AT_ONCE))
def test_what_is_read_of_sheets_that_chance_dresses(tmp_path, request, first):
    usual = {line for sheet in PLAIN for rules in SCHEMES for line in _read(tmp_path, sheet, rules, 1)}
    lines: list[str] = []
    for seed in range(first, min(first + AT_ONCE, 2 * len(CHANGES))):
        sheet, rules = dressed(seed), "plan" if seed % 4 else "facts" if seed % 8 else "items listed"
        lines += [f"# {seed} {rules}, {sheet.words}", *unless(usual, _read(tmp_path, sheet, rules, seed))]
    same_as_noted(f"sheets-{first}", lines, request)
