"""Read what the office hands in for a year: the pay of secretaries, and the edited sheet of pairs."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from starrating.errors import Problem
from starrating.files.record_books import read_list
from starrating.model.acts import PairTerms
from starrating.model.inputs import Pair, Pay
from starrating.model.sheets import PAIR_COLUMNS, PAY_COLUMNS


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
