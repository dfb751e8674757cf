"""The whole ledger as JSON: one object, each table with its columns and its rows, a row a line."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from starrating.atomic import replacing
from starrating.errors import InputError, Place, Problem
from starrating.i18n import text
from starrating.model.ledger_entries import TableRows

_KEY = "starrating-ledger"


def write_ledger_text(path: Path, tables: Iterable[TableRows]) -> None:
    """Write the tables; the file appears whole or not at all."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"{_KEY}": [')
        for number, table in enumerate(tables):
            head = json.dumps({"name": table.name, "columns": list(table.columns)})
            file.write(f'{"," if number else ""}\n{head[:-1]}, "rows": [')
            for place, row in enumerate(table.rows):
                file.write(f"{',' if place else ''}\n{json.dumps(list(row), ensure_ascii=False)}")
            file.write("]}")
        file.write("]}\n")


def read_ledger_text(path: Path) -> list[TableRows]:
    """Read what `write_ledger_text` wrote; `InputError` if it is anything else."""
    try:
        found = json.loads(path.read_bytes())
        return [_table(each) for each in found[_KEY]]
    except (LookupError, TypeError, ValueError, RecursionError, OSError) as error:
        message = text("This is no ledger that the program exported: %(error)s", error=str(error) or "?")
        hint = text("Name a file that was made by: starrating export FILE")
        raise InputError([Problem("error", "export-broken", Place(path.name), message, hint)]) from error


def _table(found: Any) -> TableRows:  # noqa: ANN401 [whatever a file holds]
    rows = found["rows"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise TypeError(type(rows).__name__)
    return TableRows(str(found["name"]), [str(column) for column in found["columns"]], rows)
