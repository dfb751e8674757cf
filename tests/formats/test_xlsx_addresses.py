"""Cells of streaming writers, which leave their addresses out."""

from starrating.formats.limits import Limits
from starrating.formats.xlsx_xml import scan

_SHEET = (
    b'<worksheet><sheetData><row%s><c%s><v>1</v></c><c%s t="e"><v>#REF!</v></c></row>'
    b"<row%s><c%s/><c%s><f>A1+1</f></c></row></sheetData></worksheet>"
)


def test_the_facts_of_cells_without_addresses_are_those_of_cells_that_have_them() -> None:
    addresses = (b' r="1"', b' r="A1"', b' r="B1"', b' r="2"', b' r="A2"', b' r="B2"')
    stated, bare = scan([_SHEET % addresses], Limits()), scan([_SHEET % ((b"",) * 6)], Limits())
    assert bare.faults == stated.faults == {(1, 1): "error-cell", (2, 1): "formula-not-saved"}


def test_a_cell_stands_behind_the_last_that_says_where_it_is() -> None:
    sheet = b'<worksheet><sheetData><row r="7"><c/><c r="C7"/><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    assert scan([sheet], Limits()).faults == {(7, 3): "error-cell"}
