"""What is made of real tables, and of each with a column, a word or a number changed: roles with their reasons.

`pytest --update-goldens` writes it anew; read in the difference whether each role and each question is right of the
table as it is then.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from sheet_cells import table_of
from starrating.model import letter
from starrating.read.roles import find_roles
from starrating.read.table_roles import Known, LineRole, TableRoles

FOLDER = Path(__file__).with_name("tables")
TRUTH: list[dict[str, Any]] = yaml.safe_load((FOLDER / "truth.yaml").read_text("utf-8"))
GOLDENS = Path(__file__).parents[1] / "goldens" / "tables"
Rows = list[list[Any]]


def changes(rows: Rows, head: int, branch: int) -> Iterator[tuple[str, Rows]]:
    """Yield the table with one thing changed, each with its words; `head` is the number of the row of heads.

    Of each column one thing is changed in its turn: it goes, or loses its head, or one of its numbers is another.
    """
    above, heads, below = rows[: head - 1], rows[head - 1], rows[head:]
    middle = len(below) // 2
    for column in range(len(heads)):
        if column == branch:
            continue
        at, cell = letter(column), below[middle][column]
        another = None if column % 2 else cell + 5 if isinstance(cell, int | float) else 5
        row = [*below[middle][:column], another, *below[middle][column + 1 :]]
        match column % 3:
            case 0:
                yield f"without column {at}", [[*line[:column], *line[column + 1 :]] for line in rows]
            case 1:
                yield f"{at} without a head", [*above, [*heads[:column], None, *heads[column + 1 :]], *below]
            case _:
                yield f"{at}{head + 1 + middle} {another}", [*above, heads, *below[:middle], row, *below[middle + 1 :]]
    yield "rows turned round", [*above, heads, *below[::-1]]
    yield "first row left out", [*above, heads, *below[1:]]
    yield "last row left out", [*above, heads, *below[:-1]]
    yield "four rows left", [*above, heads, *below[:4]]
    named = [[*row[:branch], f"合计{row[branch]}", *row[branch + 1 :]] for row in below[:1]]
    yield "first name like a sum", [*above, heads, *named, *below[1:]]


def told(roles: TableRoles) -> list[str]:
    """Say what every row and column is, why, and what is asked; branches that nothing is odd about in one line."""

    def line(name: str, role: LineRole) -> str:
        asked = f" ? {role.question.say('en')}" if role.question else ""
        odd = f" odd {role.odd}" if role.odd else ""
        return f"{name} {role.role} {role.witness.name}: {role.because.say('en')}{odd}{asked}"

    plain = [row for row, role in roles.rows.items() if role.role == "branch" and not (role.question or role.odd)]
    return [
        f"branches {' '.join(map(str, roles.branches))}",
        f"items {' '.join(map(letter, roles.items))} total {'-' if roles.total is None else letter(roles.total)}",
        f"full marks {', '.join(f'{letter(at)} {marks}' for at, marks in roles.full_marks.items())}",
        *(line(letter(column), role) for column, role in roles.columns.items()),
        *(line(str(row), role) for row, role in roles.rows.items() if row not in plain),
        *(f"relation {letter(each.target)}: {' '.join(map(letter, each.parts))}" for each in roles.relations),
    ]


@pytest.mark.parametrize("case", TRUTH, ids=lambda case: case["file"][:2])
def test_what_is_made_of_a_table_and_of_changed_ones(case, request):
    sheet = openpyxl.load_workbook(FOLDER / case["file"], data_only=True).worksheets[0]
    rows, head = [list(row) for row in sheet.iter_rows(values_only=True)], case["head_rows"][0]
    table = table_of(rows, head)
    known = Known(branches=[row[table.branch] for row in table.rows if isinstance(row[table.branch], str)][:1])
    changed = changes(rows, head, table.branch)
    tried = [("first name known", table, known), *((words, table_of(made, head), Known()) for words, made in changed)]
    whole = told(find_roles(table))
    lines = ["# as it is", *whole]
    for words, made, knowing in tried:
        said = told(find_roles(made, knowing))
        lines += [f"# {words}", *(f"+ {line}" for line in said if line not in whole)]
        lines += [f"- {line}" for line in whole if line not in said]
    file, text = GOLDENS / f"{case['file'][:2]}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")
