"""The private members of libraries that we use. A new release that takes one away fails here, by its name."""

import ast
import inspect
from pathlib import Path

import openpyxl
import pytest
from jinja2 import Environment
from xlsxwriter import workbook
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

import starrating
from charts import charts_of
from starrating.write.copies.filled_cells import filled_cells

SOURCE = Path(starrating.__file__).parent
DOCUMENTED = {"_asdict", "_exit", "_fields", "_make", "_replace"}
"""Names of the standard library that are public in spite of their look."""
ALLOWED = {"write/xlsx/raw_sheet.py", "write/copies/filled_cells.py", "documents/rendering/templates.py"}


@pytest.mark.parametrize(
    ("owner", "member", "parameters"),
    [
        (Format, "_get_xf_index", ()),
        (SharedStringTable, "_get_shared_string_index", ("string",)),
        (workbook.Workbook, "_store_workbook", ()),
        (Worksheet, "_check_dimensions", ("row", "col")),
        (Worksheet, "_write_rows", ()),
        (Worksheet, "_write_hyperlinks", ()),
        (Worksheet, "_write_formula_element", ("formula",)),
        (Worksheet, "_xml_start_tag", ("tag",)),
        (Worksheet, "_xml_empty_tag", ("tag", "attributes")),
        (Worksheet, "_xml_end_tag", ("tag",)),
        (Worksheet, "_xml_data_element", ("tag", "data")),
    ],
)
def test_xlsxwriter_has_the_members_that_rows_of_our_own_need(owner, member, parameters):
    assert tuple(inspect.signature(getattr(owner, member)).parameters)[1 : len(parameters) + 1] == parameters


def test_jinja_parses_every_source_where_its_steps_are_counted():
    assert tuple(inspect.signature(Environment._parse).parameters) == ("self", "source", "name", "filename")


def test_openpyxl_tells_which_cells_have_a_value():
    sheet = openpyxl.Workbook().active
    sheet["B2"], sheet["XFD1048576"] = "x", 0
    sheet["C3"].number_format = "0.0"
    assert filled_cells(sheet) == [(2, 2), (1048576, 16384)]
    assert charts_of(sheet) == []


def private_uses(path: Path) -> list[str]:
    """Find the private attributes of other objects, and the private names imported, in a module."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.endswith("__"):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if owner not in {"self", "cls"}:
                found.append(node.attr)
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("starrating"):
            found += [name.name for name in node.names if name.name.startswith("_")]
    return [name for name in found if name not in DOCUMENTED]


def test_no_other_module_touches_a_private_member():
    found = {path.relative_to(SOURCE).as_posix(): private_uses(path) for path in SOURCE.rglob("*.py")}
    assert {name: uses for name, uses in found.items() if uses and name not in ALLOWED} == {}
    assert found["write/copies/filled_cells.py"] == ["_cells"]
