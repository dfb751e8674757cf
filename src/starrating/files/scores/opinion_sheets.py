"""The sheets of opinions: one for all departments, or one for each, which then says whose it is.

Where a sheet has no column 部门, the department stands above the table (征求意见部门：纪检), or in the name of the
sheet (部门意见（纪检）, 部门意见-纪检).
"""

import re

from starrating.errors import Problem
from starrating.files.scores.cells import BLANKS
from starrating.files.scores.column_names import names_of, plain
from starrating.files.scores.heads import Header
from starrating.files.scores.record_sheets import Record, read_records
from starrating.formats.sheet import Sheet
from starrating.model import OPINION_COLUMNS
from starrating.model import Sheet as SourceSheet

_LABEL = re.compile(r"(?:征求意见)?部门\s*:\s*(\S.*)")
_NAMED = re.compile(r"[^(\-—_]+(?:\((?P<inside>[^()]+)\)|[-—_]\s*(?P<behind>\S.*))")
_DEPARTMENT = names_of("department", "部门")
_WITHOUT = tuple(column for column in OPINION_COLUMNS if column.name != "department")


def read_opinions(grid: Sheet, header: Header) -> tuple[SourceSheet, list[tuple[int, Record]], list[Problem]]:
    """Read a sheet of opinions as `read_records` does; a column 部门 goes before what the sheet itself says."""
    of_each = any(head.key in _DEPARTMENT for head in header.heads)
    department = None if of_each else department_of(grid, header)
    if department is None:
        return read_records(grid, header, OPINION_COLUMNS)
    sheet, records, problems = read_records(grid, header, _WITHOUT)
    return sheet, [(number, {**record, "department": department}) for number, record in records], problems


def department_of(grid: Sheet, header: Header) -> str | None:
    """Return the department whose sheet this is; None if neither the rows above the heads nor its name say so."""
    for row in grid.first_rows(header.top - 1):
        for cell in row:
            if isinstance(cell, str) and (match := _LABEL.fullmatch(plain(cell).strip(BLANKS))):
                return cell.strip(BLANKS)[match.start(1) :].strip(BLANKS)
    match = _NAMED.fullmatch(plain(grid.name).strip(BLANKS))
    return (match["inside"] or match["behind"]).strip(BLANKS) if match else None
