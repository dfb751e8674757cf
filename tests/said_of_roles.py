"""What a table was understood as, a line for each column, each row and each relation."""

from collections.abc import Iterator

from starrating.model import letter
from starrating.read.table_roles import LineRole, TableRoles


def told(roles: TableRoles) -> Iterator[str]:
    """Say what every row and column is, why, and what is asked; branches that nothing is odd about in one line."""

    def line(name: str, role: LineRole) -> str:
        asked = f" ? {role.question.say('en')}" if role.question else ""
        odd = f" odd {role.odd}" if role.odd else ""
        return f"{name} {role.role} {role.witness.name}: {role.because.say('en')}{odd}{asked}"

    total = "-" if roles.total is None else letter(roles.total)
    yield f"items {' '.join(map(letter, roles.items))} total {total} branches {' '.join(map(str, roles.branches))}"
    if roles.full_marks:
        yield f"full marks {', '.join(f'{letter(at)} {marks}' for at, marks in roles.full_marks.items())}"
    yield from (line(letter(at), role) for at, role in roles.columns.items())
    plain = {row for row, role in roles.rows.items() if role.role == "branch" and not (role.question or role.odd)}
    yield from (line(str(row), role) for row, role in roles.rows.items() if row not in plain)
    for found in roles.relations:
        parts = " ".join(map(letter, found.parts))
        yield f"{letter(found.target)} {found.kind} {parts} {found.spoken} {found.odd.tolist()}"
