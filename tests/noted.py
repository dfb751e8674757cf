"""What was noted of small tables, and is compared with what is said now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

GOLDENS = Path(__file__).with_name("goldens") / "small-tables"


def same_as_noted(name: str, lines: list[str], request: pytest.FixtureRequest) -> None:
    """See that lines are those in a file of the goldens; `--update-goldens` writes it anew."""
    file, text = GOLDENS / f"{name}.txt", "\n".join([*lines, ""])
    if request.config.getoption("update_goldens"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def shown(rows: list[list[object]]) -> Iterator[str]:
    """Write rows of cells as lines of a golden."""
    return ("| " + " | ".join("" if cell is None else str(cell) for cell in row) for row in rows)
