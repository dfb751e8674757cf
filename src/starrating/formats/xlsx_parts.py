"""The parts of an Excel workbook beside its sheets that tell something of cells: styles, shared texts, comments."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import IO, Any
from xml.etree import ElementTree as ET

from starrating.errors import column_index
from starrating.formats.number_format import BUILT_IN, GENERAL, number_format
from starrating.formats.sheet import Address, CellStyle
from starrating.formats.zip_archive import blocks, index, related
from starrating.patterns import regex

_STYLES = "xl/styles.xml"
_ODD_SCRIPTS = {"superscript", "subscript"}
_TRUE = {"1", "true", "on"}
_ODD = regex(rb"vertAlign|strike")
_OVERLAP = 16
_ADDRESS = regex(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


def cell_styles(archive: zipfile.ZipFile) -> Mapping[int, CellStyle]:
    """Read the styles that the cells of all sheets refer to, by their numbers; only those that tell something."""
    if _STYLES not in archive.namelist():
        return {}
    styles = index(archive, _STYLES)
    fonts = [_is_on(font.find("{*}strike")) for font in styles.iterfind("{*}fonts/{*}font")]
    codes = {str(number): code for number, code in BUILT_IN.items()} | {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    found = {}
    for number, cell in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font, code = int(cell.get("fontId", "0")), codes.get(cell.get("numFmtId", "0"))
        style = CellStyle(font < len(fonts) and fonts[font], number_format(code) if code else GENERAL)
        if style != CellStyle():
            found[number] = style
    return found


def odd_shared_texts(archive: zipfile.ZipFile, part: str) -> Mapping[int, str]:
    """Return what is superscript, subscript or struck through of the texts that sheets share, by their numbers."""
    if not _has_odd_runs(archive, part):
        return {}
    with archive.open(part) as file:
        return {number: odd for number, text in enumerate(_texts(file)) if (odd := odd_runs(text))}


def _texts(file: IO[bytes]) -> Iterator[ET.Element]:
    """Yield the shared texts one by one; the part was looked through for document types before."""
    parser: ET.XMLPullParser[Any] = ET.XMLPullParser()
    for block in blocks(file):
        parser.feed(block)
        for event in parser.read_events():
            element: Any = event[-1]
            if element.tag.endswith("}si"):
                yield element


def _has_odd_runs(archive: zipfile.ZipFile, part: str) -> bool:
    rest = b""
    with archive.open(part) as file:
        for block in blocks(file):
            if _ODD.search(rest + block):
                return True
            rest = block[-_OVERLAP:]
    return False


def odd_runs(rich: ET.Element) -> str:
    """Return what of a rich text is superscript, subscript or struck through; the element is emptied."""
    runs = [
        run.findtext("{*}t", "")
        for run in rich.iterfind("{*}r")
        if _is_on(run.find("{*}rPr/{*}strike")) or _script(run) in _ODD_SCRIPTS
    ]
    rich.clear()
    return "".join(runs)


def _script(run: ET.Element) -> str | None:
    found = run.find("{*}rPr/{*}vertAlign")
    return None if found is None else found.get("val")


def _is_on(element: ET.Element | None) -> bool:
    return element is not None and element.get("val", "1") in _TRUE


def comments(archive: zipfile.ZipFile, sheet: str) -> dict[Address, str]:
    """Return the comments of a sheet; those that are discussed replace the notes that older programs are shown."""
    parts = {kind: target for _, kind, target in related(archive, sheet) if target in archive.namelist()}
    found: dict[Address, str] = {}
    for kind, element in (("comments", "comment"), ("threadedComment", "threadedComment")):
        texts: dict[Address, list[str]] = defaultdict(list)
        for address, words in _comments(index(archive, parts[kind]), element) if kind in parts else ():
            texts[address].append(words)
        found |= {address: "\n".join(words) for address, words in texts.items()}
    return found


def _comments(root: ET.Element, name: str) -> Iterator[tuple[Address, str]]:
    for comment in root.iter():
        if comment.tag.endswith("}" + name) and (match := _ADDRESS.fullmatch(comment.get("ref", ""))):
            words = "".join(comment.itertext()).strip()
            yield (int(match[2]), column_index(match[1])), words
