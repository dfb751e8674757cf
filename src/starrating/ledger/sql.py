"""The SQL that is made of names of tables and columns: all of them are this program's own, and values are bound."""

from collections.abc import Sequence


def select(columns: Sequence[str], table: str, rest: str = "") -> str:
    """Return a query for columns of a table; `rest` says which rows, and in which order."""
    return " ".join(("SELECT", ", ".join(columns), "FROM", table, rest)).rstrip()


def insert(table: str, columns: Sequence[str]) -> str:
    """Return the statement that adds a row with these columns."""
    marks = ", ".join("?" * len(columns))
    return " ".join(("INSERT INTO", table, f"({', '.join(columns)})", "VALUES", f"({marks})"))


def delete(table: str, *rest: str) -> str:
    """Return the statement that takes away the rows of which `rest` tells."""
    return " ".join(("DELETE FROM", table, *rest))
