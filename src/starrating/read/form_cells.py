"""Labels on a form, with the values beside them: 党支部 | 一支部, or 党支部：一支部 in one cell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from starrating.files.scores.cells import BLANKS
from starrating.files.scores.column_names import SYNONYMS, key_of, plain
from starrating.files.scores.heads import Head
from starrating.formats.sheet import Row
from starrating.model import Column

_UNITS = {"分", "人", "元", "万元", "%"}
"""What 单位: is followed by where it means the unit of measure."""
_TO_SIGN = re.compile(r"\(?(?:签字|签名|盖章|公章|手签)\)?")
_AROUND = BLANKS + ",;，；。_"

Labelled = tuple[Head, object]
"""The head of a value, which says where the value stands, and the value itself."""


def read_labels(rows: Iterable[tuple[int, Row]], names: Mapping[str, Column]) -> dict[str, Labelled]:
    """Return the value of every label by the name of its column; the first one that says something counts."""
    found: dict[str, Labelled] = {}
    for number, row in rows:
        for column, head, value in _labelled(number, row, names):
            if column.name not in found or (_is_blank(found[column.name][1]) and not _is_blank(value)):
                found[column.name] = head, value
    return found


def _labelled(number: int, row: Sequence[object], names: Mapping[str, Column]) -> Iterator[tuple[Column, Head, object]]:
    for position, cell in enumerate(row):
        if not isinstance(cell, str) or not cell.strip(BLANKS):
            continue
        for column, words in _in_cell(cell, names):
            said, where = (words, position) if words else _beside(row, position, names)
            if not (isinstance(said, str) and (said in _UNITS or _TO_SIGN.fullmatch(plain(said)))):
                yield column, Head(number, where, column.head), said


def _in_cell(cell: str, names: Mapping[str, Column]) -> Iterator[tuple[Column, str]]:
    """Yield the labels in a cell, each with what follows its colon there; nothing if its value stands elsewhere."""
    if column := names.get(key_of(cell.strip(_AROUND + ":："))):
        yield column, ""
        return
    label, colon, value = plain(cell).partition(":")
    if not colon:
        return
    if ":" not in value and (column := names.get(key_of(label))):
        yield column, cell[len(label) + 1 :].strip(_AROUND)
        return
    matches = list(_pattern(names).finditer(plain(cell)))
    ends = [*(match.start() for match in matches), len(cell)][1:]
    for match, end in zip(matches, ends, strict=True):
        yield names[key_of(match[1])], cell[match.end() : end].strip(_AROUND)


def _pattern(names: Mapping[str, Column]) -> re.Pattern[str]:
    columns = {column.name: column for column in names.values()}.values()
    words = {word for column in columns for word in (column.head, *SYNONYMS.get(column.name, ()))}
    known = sorted((word for word in words if key_of(word) in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, known))})\s*:")


def _beside(row: Sequence[object], position: int, names: Mapping[str, Column]) -> tuple[object, int]:
    """Return the next cell at the right that is not blank, and where it stands; blank if another label comes first."""
    for column in range(position + 1, len(row)):
        cell = row[column]
        if _is_blank(cell):
            continue
        if isinstance(cell, str) and any(True for _ in _in_cell(cell, names)):
            break
        return cell, column
    return "", min(position + 1, len(row) - 1)


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip(BLANKS)
