"""The targets that branches set themselves for a year, as they were declared then (plan 4.1-declared-target)."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from starrating.model import Period
from starrating.model.acts import Act
from starrating.model.branch_names import BranchNames
from starrating.model.preparation_acts import Declaration, TargetsDeclared


class DeclaredOn(NamedTuple):
    """What a branch declared, and on which day."""

    declaration: Declaration
    day: dt.date


def declarations_of(
    year: Period, acts: Iterable[Act], lineage: BranchNames, branches: Collection[str]
) -> dict[str, DeclaredOn]:
    """Return what was declared for a year, by branch under the names of now; of one branch the last word."""
    found: dict[str, DeclaredOn] = {}
    for act in acts:
        if isinstance(act, TargetsDeclared) and act.period == year:
            for declaration in act.declarations:
                branch = lineage.current(declaration.branch, branches)
                found[branch] = DeclaredOn(replace(declaration, branch=branch), act.day)
    return found


def new_declarations(declarations: Iterable[Declaration], known: dict[str, DeclaredOn]) -> Iterator[Declaration]:
    """Return what is not declared so already."""
    return (
        declaration
        for declaration in declarations
        if declaration.branch not in known or known[declaration.branch].declaration != declaration
    )
