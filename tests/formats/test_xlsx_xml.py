import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.errors import column_index
from starrating.formats.limits import Limits
from starrating.formats.number_format import number_format
from starrating.formats.sheet import CellStyle
from starrating.formats.xlsx_xml import Telling, scan

CELLS = {
    "A1": '<x:c r="A1" t="e"><x:v>#N/A</x:v></x:c>',
    "B1": "<x:c s='1' t='e' r='B1'><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>",
    "C1": '<x:c r="C1"><x:f>SUM(A1:B1)</x:f></x:c>',
    "D1": '<x:c r="D1"><x:f t="shared" si="0"/><x:v/></x:c>',
    "E1": '<x:c r="E1" s="2">\n <x:f>A1&lt;3</x:f>\n <x:v></x:v></x:c>',
    "F1": '<x:c r="F1"><x:f>A1</x:f><x:v>0</x:v></x:c>',
    "G1": '<x:c r="G1" t="str"><x:f>IF(A1,"","")</x:f><x:v></x:v></x:c>',
    "H1": '<x:c r="H1" s="3"><x:v>2</x:v></x:c>',
    "I1": '<x:c r="I1" t="inlineStr"><x:is><x:t>&lt;f&gt; t="e"</x:t></x:is></x:c>',
    "J1": '<x:c r="J1"/>',
    "K1": '<x:c r="K1"><x:f>IF(COUNT(A1:J1)=0,"",SUM(A1:J1))</x:f><x:v/></x:c>',
    "L1": '<x:c r="L1"><x:f>IF(COUNT(A1:J1)=0,&quot;&quot;,SUM(A1:J1))</x:f></x:c>',
    "M1": '<x:c r="M1"><x:f>IF(COUNT(A2:J2)=0,"",SUM(A2:J2))</x:f><x:v/></x:c>',
    "N1": '<x:c r="N1"><x:f>IF(COUNT(A1:J1)=0,"",SUM(A1:I1))</x:f><x:v/></x:c>',
}
FAULTS = {
    (1, 0): "error-cell",
    (1, 1): "error-cell",
    (1, 2): "formula-not-saved",
    (1, 3): "formula-not-saved",
    (1, 4): "formula-not-saved",
    (1, 12): "formula-not-saved",
    (1, 13): "formula-not-saved",
}


def sheet(prefix):
    cells = "".join(CELLS.values())
    return (
        (f'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1">{cells}</x:row></x:sheetData></x:worksheet>')
        .replace("x:", prefix)
        .encode()
    )


@pytest.mark.parametrize("prefix", ["", "x:", "main:"])
@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_faulty_cells_whatever_the_prefix_and_wherever_a_block_ends(prefix, size):
    xml = sheet(prefix)
    found = scan((xml[start : start + size] for start in range(0, len(xml), size)), Limits())
    assert found.faults == FAULTS
    assert found.beyond is None


def test_what_is_hidden_filtered_struck_through_or_merged():
    xml = (
        b'<worksheet><cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" hidden="0"/></cols>'
        b'<sheetData><row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" s="2"/><c r="C1" s="12"><v>1</v></c></row>'
        b'<row r="2" hidden="true"><c r="A2"><v>1</v></c></row><row hidden="1" r="7"/></sheetData>'
        b'<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter>'
        b'<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A4:B4"/></mergeCells></worksheet>'
    )
    styles = {2: CellStyle(struck=True), 12: CellStyle(format=number_format("0%"))}
    found = scan([xml], Limits(), Telling(styles))
    assert (found.hidden_rows, found.hidden_columns) == ({2, 7}, {1, 2})
    assert (found.filtered, found.struck, set(found.formats), found.merged) == (True, {(1, 0)}, {(1, 2)}, 2)


def test_columns():
    assert [column_index(letters) for letters in ("A", "Z", "AA", "ZZ", "AAA")] == [0, 25, 26, 701, 702]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["c", "row"]),
            st.sampled_from(["", "A", "Z", "AA", "AF", "AZ", "BA", "ZZ", "XFD"]),
            st.sampled_from([1, 9, 12, 345, 6789, 99_999, 100_000, 123_456, 1_048_576]),
            st.booleans(),
            st.sampled_from(['"', "'"]),
        ),
        max_size=30,
    )
)
def test_a_sheet_reaches_as_far_as_its_farthest_cell_with_content(cells):
    """Rows of up to five digits count by themselves, farther ones by their cells; an empty element counts not."""
    cells = [("c", "ZY", 1, False, '"'), *(cell for cell in cells if (cell[0] == "row") == (not cell[1]))]
    elements = [
        f"<{kind} r={quote}{letters}{row}{quote}{'/>' if empty else '><v>1</v>'}"
        for kind, letters, row, empty, quote in cells
    ]
    found = scan((f"<worksheet>{element}</row></sheetData>".encode() for element in elements), Limits())
    full = [(kind, letters, row) for kind, letters, row, empty, _ in cells if not empty]
    rows = [min(row, 99_999) for kind, _, row in full if kind == "row"]
    far = [row for _, letters, row in full if letters and row > 99_999]
    assert found.rows == max([*rows, *far], default=0)
    assert found.columns == max([26, *(column_index(letters) + 1 for _, letters, _ in full if letters)])
