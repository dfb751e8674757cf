"""Read what the office hands in for a year: the pay of secretaries, and the edited sheet of pairs."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from starrating.errors import Problem
from starrating.files.annual.pair_heads import PAIR_COLUMNS
from starrating.files.record_books import read_list
from starrating.model import Column
from starrating.model.acts import PairTerms
from starrating.model.year_inputs import Pair, Pay

PAY_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("secretary", "书记"),
    Column("pay", "年度绩效工资", "number", required=True),
)


def read_pay(path: Path) -> tuple[list[Pay], list[Problem]]:
    """Read the first sheet with the heads 党支部 and 年度绩效工资; every problem of the file is returned."""
    rows, problems = read_list(path, PAY_COLUMNS)
    pay = [Pay(row.cells["branch"], row.cells["secretary"] or "", row.cells["pay"], row.place("pay")) for row in rows]
    return pay, problems


def read_pairs(path: Path) -> tuple[list[Pair], list[Problem]]:
    """Read the sheet of pairs of a year's workbook as it was edited; every problem of the file is returned."""
    rows, problems = read_list(path, *PAIR_COLUMNS.values())
    return [
        Pair(row.cells["branch"], row.cells["helper"], row.place("helper"), _terms(row.cells)) for row in rows
    ], problems


def _terms(cells: Mapping[str, Any]) -> PairTerms:
    return PairTerms(**{field.name: cells.get(field.name) or "" for field in fields(PairTerms)})
