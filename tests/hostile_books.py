"""Workbooks that were made to hurt, small on the disk; each is refused, or read, in bounded time and memory."""

import io
import random
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from workbooks import MAIN, words, write_raw_book

HEAD = f'<row r="1">{words(("A1", "党支部"), ("B1", "学习(40分)"))}</row>'
_ONE = f'{HEAD}<row r="2">{words(("A2", "一支部"))}<c r="B2"><v>30</v></c></row>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _zip_bomb(path: Path) -> None:
    write_raw_book(path, _ONE, **{"xl/media/image1.bin": b"\0" * 50_000_000})


def _nested_bomb(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner", b"\0" * 20_000_000)
    write_raw_book(path, _ONE, **{"xl/media/inner.zip": inner.getvalue() * 200})


def _overlapping_parts(path: Path) -> None:
    """Let the directory name one part's bytes under many names."""
    write_raw_book(path, _ONE, **{f"xl/media/{number}": b"x" * 1000 for number in range(50)})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        first = archive.getinfo("xl/media/0").header_offset.to_bytes(4, "little")
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        length = int.from_bytes(content[place + 28 : place + 30], "little")
        if content[place + 46 : place + 46 + length].startswith(b"xl/media/"):
            content[place + 42 : place + 46] = first
        place = content.find(b"PK\x01\x02", place + 4)
    path.write_bytes(content)


def _entity_bomb(path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'
    write_raw_book(path, f"{_ONE}<row><c><v>&e9;</v></c></row>", prologue)


def _last_cell(path: Path) -> None:
    write_raw_book(path, f'{_ONE}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _formatted_rows(path: Path) -> None:
    rows = "".join(
        f'<row r="{row}" s="1" customFormat="1" ht="20"><c r="A{row}" s="1"/></row>' for row in range(3, 10**6)
    )
    write_raw_book(path, _ONE + rows)


def _many_sheets(path: Path) -> None:
    entries = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 10_001))
    write_raw_book(path, _ONE, **{"xl/workbook.xml": _book(entries)})


def _many_parts(path: Path) -> None:
    write_raw_book(path, _ONE, **{f"xl/worksheets/s{number}.xml": "<x/>" for number in range(10_000)})


def _book(sheets: str) -> str:
    return f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'


def _deep(path: Path) -> None:
    write_raw_book(path, _ONE + _nested("a", 1_000_000))


def _deep_book(path: Path) -> None:
    sheet = '<sheet name="考核评分" sheetId="1" r:id="r1"/>'
    write_raw_book(path, _ONE, **{"xl/workbook.xml": _book(sheet + _nested("a", 200_000))})


def _nested(tag: str, depth: int) -> str:
    return "".join(f'<{tag} n="{number:x}">' for number in range(depth)) + f"</{tag}>" * depth


def _shared(strings: Iterable[bytes]) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        begin = f'<sst xmlns="{MAIN}">'.encode()
        write_raw_book(path, _ONE, **{"xl/sharedStrings.xml": b"".join([begin, *strings, b"</sst>"])})

    return build


def _noise(length: int) -> bytes:
    """Return letters that pack well, but not as well as a bomb, the same every time."""
    some = random.Random(length).randbytes(4000).hex().encode()
    return some * (length // len(some))


def _one_long_string(path: Path) -> None:
    _shared([b"<si><t>", _noise(68_000_000), b"</t></si>"])(path)


def _many_strings(path: Path) -> None:
    _shared([b"<si><t>%d</t></si>" % number for number in range(2_500_000)])(path)


def _many_merges(path: Path) -> None:
    merges = "".join(f'<mergeCell ref="A{row}:ZZ{row + 9}"/>' for row in range(1, 300_000))
    _merged(path, merges)


def _merges_in_one_another(path: Path) -> None:
    _merged(path, "".join(f'<mergeCell ref="A1:XFD{1048576 - number}"/>' for number in range(50_000)))


def _merged(path: Path, merges: str) -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{_ONE}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'
    write_raw_book(path, "", **{"xl/worksheets/sheet1.xml": sheet})


def _long_cell(path: Path) -> None:
    write_raw_book(
        path, HEAD + f'<row r="2"><c r="A2" t="inlineStr"><is><t>{_noise(2_000_000).decode()}</t></is></c></row>'
    )


def _sparse(path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="AZ{row}"><v>1</v></c></row>' for row in range(2, 200_000, 20))
    write_raw_book(path, HEAD + rows)


def _wide_block(path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="AM{row}"><v>1</v></c></row>' for row in range(2, 200_000, 2))
    write_raw_book(path, HEAD + rows)


def _csv_of_one_line(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"1" * 10**6)


def _csv_of_blanks(path: Path) -> None:
    path.write_bytes(b"," * 60_000_000)


def _csv_of_empty_lines(path: Path) -> None:
    path.write_bytes(b"\n" * 60_000_000)


def _csv_with_an_open_quote(path: Path) -> None:
    path.write_bytes('党支部,学习(40分)\n一支部,"30\n'.encode() + b"x,1\n" * 2_000_000)


def write_ods(path: Path, table: str, styles: str = "", sheet: str = "考核评分", **parts: str) -> Path:
    """Write an OpenDocument workbook of one sheet from the XML of its rows; more `parts` beside it."""
    names = {name: name for name in ("office", "table", "text", "style")} | {"number": "datastyle"}
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in names.items()
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        "<office:body><office:spreadsheet>"
        f'<table:table table:name="{sheet}" table:style-name="ta1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in ({"content.xml": content} | parts).items():
            archive.writestr(name, part)
    return path


def ods_row(*cells: str, more: str = "") -> str:
    """Return a row of cells: text in 党支部 and numbers alike as their XML, anything that begins with < as it is."""
    return f"<table:table-row {more}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: str) -> str:
    if cell.startswith("<"):
        return cell
    if cell.replace(".", "", 1).isdigit():
        kind = f'office:value-type="float" office:value="{cell}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>"


_ODS_HEAD = ods_row("党支部", "学习(40分)")


def _ods_rows_repeated(path: Path) -> None:
    write_ods(path, _ODS_HEAD + ods_row("一支部", "30", more='table:number-rows-repeated="1048576"'))


def _ods_columns_repeated(path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="999999999" office:value-type="float" office:value="1"/>'
    write_ods(path, _ODS_HEAD + ods_row("一支部", cell))


def _ods_block(path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="700" office:value-type="float" office:value="1"/>'
    write_ods(path, _ODS_HEAD + ods_row("一支部", cell, more='table:number-rows-repeated="10000"') * 1000)


def _ods_deep(path: Path) -> None:
    write_ods(path, _ODS_HEAD + _nested("text:a", 1_000_000))


def _ods_entities(path: Path) -> None:
    prologue = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    write_ods(path, _ODS_HEAD)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    write_ods(path, _ODS_HEAD, **{"content.xml": prologue + content.replace("学习", "&b;")})


def _ods_long_text(path: Path) -> None:
    write_ods(path, _ODS_HEAD + ods_row(_noise(2_000_000).decode() + "x", "30"))


HOSTILE: Mapping[str, Callable[[Path], None]] = {
    "zip-bomb.xlsx": _zip_bomb,
    "nested-bomb.xlsx": _nested_bomb,
    "overlapping-parts.xlsx": _overlapping_parts,
    "entity-bomb.xlsx": _entity_bomb,
    "last-cell.xlsx": _last_cell,
    "formatted-rows.xlsx": _formatted_rows,
    "many-sheets.xlsx": _many_sheets,
    "many-parts.xlsx": _many_parts,
    "deep.xlsx": _deep,
    "deep-book.xlsx": _deep_book,
    "one-long-string.xlsx": _one_long_string,
    "many-strings.xlsx": _many_strings,
    "many-merges.xlsx": _many_merges,
    "merges-in-one-another.xlsx": _merges_in_one_another,
    "long-cell.xlsx": _long_cell,
    "sparse.xlsx": _sparse,
    "wide-block.xlsx": _wide_block,
    "one-line.csv": _csv_of_one_line,
    "blanks.csv": _csv_of_blanks,
    "empty-lines.csv": _csv_of_empty_lines,
    "open-quote.csv": _csv_with_an_open_quote,
    "rows-repeated.ods": _ods_rows_repeated,
    "columns-repeated.ods": _ods_columns_repeated,
    "block.ods": _ods_block,
    "deep-elements.ods": _ods_deep,
    "entities.ods": _ods_entities,
    "long-text.ods": _ods_long_text,
}
