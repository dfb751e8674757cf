"""All that was read of the workbooks of a review, and all that was said of them, a line each."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from starrating.errors import Problem
from starrating.model import Inputs


def plain(value: Any) -> Any:
    """Write what stands in a cell: exact numbers, dates and words."""
    return value.isoformat() if isinstance(value, dt.date) else value


def scored(inputs: Inputs) -> Iterator[str]:
    """Say what was read of each branch, then of which rows and columns, and of which period."""
    table = inputs.scores
    items = [f"{item.code} {item.part or ''} {item.title} {item.full_marks}" for item in table.items]
    columns = {name: [str(plain(cell)) for cell in cells] for name, cells in table.columns.items()}
    for row, branch in enumerate(table.branch):
        states = [*table.point_states[row].tolist(), int(table.total_states[row])]
        numbers = [*table.points[row].texts(0), *table.total[row : row + 1].texts(0)]
        cells = [f"{number}{'' if state == 0 else f'/{state}'}" for number, state in zip(numbers, states, strict=True)]
        others = " ".join(f"{name}={cells[row]}" for name, cells in columns.items())
        yield f"{branch} {' '.join(cells)} {others}".rstrip()
    yield f"items {', '.join(items)}, branches in rows {' '.join(map(str, table.rows.tolist()))}"
    roles = ["branch", *(item.code for item in table.items), "total", *table.columns]
    yield f"{inputs.period}: {' '.join(f'{role} {table.place(0, role).cell}' for role in roles if table.branch)}"
    if len(table.sheets) > 1:
        yield from (
            " ".join(str(table.place(row, role)).rpartition("/")[2] for role in roles) for row in range(len(table))
        )


def listed(inputs: Inputs) -> Iterator[str]:
    """Say what was read beside the scores."""
    for incident in inputs.incidents:
        said = (incident.trigger, plain(incident.date), incident.subject, incident.sanction_system, incident.sanction)
        yield f"incident {incident.branch} {said} {incident.findings} {incident.document} {incident.place().cell}"
    yield from (f"roster {entry}" for entry in inputs.roster)
    for opinion, place in zip(inputs.opinions, inputs.opinion_places, strict=True):
        yield f"opinion {opinion} {place.cell}"
    yield from (f"finding {finding}" for finding in inputs.findings)


def read_of(inputs: Inputs | None) -> list[str]:
    """Say all that was read."""
    return ["nothing is read"] if inputs is None else [*scored(inputs), *listed(inputs)]


def asked(problems: Iterable[Problem], folder: Path) -> Iterator[str]:
    """Say every problem, without the folder of its file, its hint in a line of its own."""
    for each in problems:
        place = str(each.place or "").replace(f"{folder}/", "")
        yield f"{each.severity} {each.code} {place}: {each.message.say('en')}".replace(f"{folder}/", "").replace(
            "\n", "⏎"
        )
        if each.hint:
            yield f"  {each.hint.say('en')}".replace("\n", "⏎")


def unless(usual: set[str], lines: Iterable[str]) -> list[str]:
    """Return the lines that were not said before of a usual sheet, and hints that were not given before."""
    new = [line for line in lines if line not in usual]
    usual |= {line for line in new if line.startswith("  ")}
    return new
