"""The rows of a table of the ledger on their way from one place to another."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Value = int | str | None


class TableRows(NamedTuple):
    """A table: its name, its columns, and its rows, which may be read only once; each row has a value per column."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
