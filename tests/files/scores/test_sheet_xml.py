import pytest

from starrating.files.scores.sheet_xml import column_index, scan

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
}
FAULTS = {
    (1, 0): "error-cell",
    (1, 1): "error-cell",
    (1, 2): "formula-not-saved",
    (1, 3): "formula-not-saved",
    (1, 4): "formula-not-saved",
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
    found = scan(xml[start : start + size] for start in range(0, len(xml), size))
    assert found.faults == FAULTS
    assert not found.too_large


def test_columns():
    assert [column_index(letters) for letters in ("A", "Z", "AA", "ZZ", "AAA")] == [0, 25, 26, 701, 702]
