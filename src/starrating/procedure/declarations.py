"""The targets that branches set themselves for a year, as they were declared then (plan 4.1-declared-target)."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from starrating.model.branch_names import BranchNames
from starrating.model.preparation_acts import Declaration, TargetsDeclared


class DeclaredOn(NamedTuple):
    """What a branch declared, and on which day."""

    declaration: Declaration
    day: dt.date


def declarations_of(
    acts: Iterable[TargetsDeclared], lineage: BranchNames, branches: Collection[str], to: dt.date = dt.date.max
) -> dict[str, DeclaredOn]:
    """Return what was declared in acts of one year, under the names of the day `to`; of one branch the last word.

    What came out of a merger or a division has declared nothing before it, also if it kept an old name.
    """
    found: dict[str, DeclaredOn] = {}
    for act in acts:
        called = _called(act.day, lineage, branches, to)
        for declaration in act.declarations:
            if branch := called.get(declaration.branch):
                found[branch] = DeclaredOn(replace(declaration, branch=branch), act.day)
    return found


def _called(day: dt.date, lineage: BranchNames, branches: Collection[str], to: dt.date) -> dict[str, str]:
    """Return the branch of the day `to` that each name means in a record of a day; likelier names come first."""
    called: dict[str, tuple[int, str]] = {}
    for branch in branches:
        for place, name in enumerate((*lineage.names_on(branch, day, to), *lineage.later(branch, to))):
            called[name] = min(called.get(name, (place, branch)), (place, branch))
    return {name: branch for name, (_, branch) in called.items()}


def new_declarations(declarations: Iterable[Declaration], known: dict[str, DeclaredOn]) -> Iterator[Declaration]:
    """Return what is not declared so already."""
    return (
        declaration
        for declaration in declarations
        if declaration.branch not in known or known[declaration.branch].declaration != declaration
    )
