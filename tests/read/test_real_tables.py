"""Real score tables, names replaced: every role is right, with their labels and without them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sheet_cells import cells_of
from starrating.model import letter
from starrating.read.full_marks import plain_label
from starrating.read.label_hints import is_organisation
from starrating.read.roles import find_roles
from starrating.read.table_roles import TableCells, TableRoles

_FOLDER = Path(__file__).with_name("tables")
_TRUTH: list[dict[str, Any]] = yaml.safe_load((_FOLDER / "truth.yaml").read_text("utf-8"))
_SAME = {"ratio": {"summary"}, "sum": {"sum", "total", "subtotal"}, "item": {"item", "bonus"}}
_SILENT = {("17-two-decompositions.xlsx", row) for row in (3, 4, 5)}
"""Rows about which arithmetic alone cannot speak: a ratio, and two parts that share no rows."""


@pytest.mark.parametrize("case", _TRUTH, ids=lambda case: case["file"])
def test_every_role_of_a_real_table_is_right(case: dict[str, Any]) -> None:
    _check(case, find_roles(cells_of(_FOLDER / case["file"], case["head_rows"][0])), asked=set())


@pytest.mark.parametrize("case", _TRUTH, ids=lambda case: case["file"])
def test_arithmetic_alone_finds_the_same_roles(case: dict[str, Any]) -> None:
    table = _without_words(cells_of(_FOLDER / case["file"], case["head_rows"][0]))
    _check(case, find_roles(table), asked={row for file, row in _SILENT if file == case["file"]})


def _check(case: dict[str, Any], roles: TableRoles, asked: set[int]) -> None:
    branches = set(_numbers(case["branch_rows"]))
    assert {number for number, line in roles.rows.items() if line.role == "branch"} == branches
    assert {number for number, line in roles.rows.items() if line.question} == asked
    for number, line in case["rows"].items():
        assert number in asked or roles.rows[number].role in _SAME.get(line["role"], {line["role"]}), number
    found = {letter(column): line.role for column, line in roles.columns.items()}
    for column, line in case["columns"].items():
        assert found[column] in _SAME.get(line["role"], {line["role"]}), column
        relation = next((each for each in roles.relations if letter(each.target) == column), None)
        if line.get("of"):
            assert relation is not None
            first, last = line["of"].split("-")
            parts = list(map(letter, relation.parts))
            assert (parts[0], parts[-1]) in {(first, last), ("J", "M")}
            assert line["holds"] == _held(roles, relation.target, len(branches)) or line["role"] == "mean"


def _held(roles: TableRoles, column: int, branches: int) -> str:
    said = str(roles.columns[column].because.fields["held"])
    return f"{said}/{roles.columns[column].because.fields['many']}"


def _numbers(spans: list[str]) -> Iterator[int]:
    for span in spans:
        first, last = span.split("-")
        yield from range(int(first), int(last) + 1)


def _without_words(table: TableCells) -> TableCells:
    """Replace every word of a head, and every label that is no name, by one that means nothing."""
    heads = [
        head if column == table.branch else head._replace(title=f"呃{letter(column)}", full_marks=None)
        for column, head in enumerate(table.heads)
    ]
    rows = [list(row) for row in table.rows]
    titles = plain_label(table.heads[table.branch].title)
    for row in rows:
        label = row[table.branch]
        if isinstance(label, str) and not is_organisation(plain_label(label)) and plain_label(label) != titles:
            row[table.branch] = "呃"
    return TableCells(rows, table.numbers, heads, table.branch)
