"""The rows of a score table as they are written into a workbook again, exactly."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from starrating.exact import Exact
from starrating.model import NOT_APPLICABLE, NUMBER, ScoreTable
from starrating.model.sheets import NOT_APPLICABLE_WORD


def rows_of(table: ScoreTable) -> dict[str, Mapping[str, Any]]:
    """Return what each branch has, by column of the score sheet or code of an item; blank cells are None."""
    columns = {name: list(values) for name, values in table.columns.items()}
    columns |= {
        item.code: _scores(table.points[:, index], table.point_states[:, index].tolist())
        for index, item in enumerate(table.items)
    }
    columns["total"] = _scores(table.total, table.total_states.tolist())
    return {
        branch: {"branch": branch, **{name: values[row] for name, values in columns.items()}}
        for row, branch in enumerate(table.branch)
    }


def _scores(points: Exact, states: list[int]) -> list[Decimal | str | None]:
    said = {NOT_APPLICABLE: NOT_APPLICABLE_WORD}
    written = points.texts(0)
    return [
        Decimal(number) if state == NUMBER else said.get(state) for number, state in zip(written, states, strict=True)
    ]
