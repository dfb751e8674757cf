"""`declare`: the targets that branches set themselves for a year, recorded when they do (plan 4.1-declared-target)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.branch_history import declared_in
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import PROGRAM, in_use, standing_of
from starrating.commands.shared.scheme import load_rules
from starrating.errors import CellRef, InputError, Problem, has_errors, in_reading_order
from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.preparation_acts import Declaration, TargetsDeclared
from starrating.procedure.allowed_acts import refuse_unless_open
from starrating.procedure.declarations import DeclaredOn, new_declarations
from starrating.procedure.named_branches import NamedBranches
from starrating.read.office_lists import read_declarations
from starrating.ruleset import RuleSet
from starrating.ruleset.versions import at
from starrating.workspace import Workspace


class DeclareResult(Struct, frozen=True):
    """What was declared now, all that holds for the year by branch, the rules, and what is worth knowing."""

    year: Period
    rules: RuleSet
    fresh: tuple[Declaration, ...]
    declared: tuple[DeclaredOn, ...]
    problems: tuple[Problem, ...] = ()


def declare(workspace: Workspace, file: Path, year: Period, day: dt.date, moment: RecordTime) -> DeclareResult:
    """Record the declared targets of a list; what is declared so already is not recorded again.

    Unknown branches, a branch twice, and stars that cannot be read raise `InputError`, all at once. `ProcedureError`
    for a year that is decided: its stars were held against what had been declared by then.
    """
    moment.refuse_future(day)
    rules = at(load_rules(workspace.rules), year)
    rows, problems = read_declarations(file, rules.levels, rules.wording.subject)
    with open_ledger(workspace.ledger) as ledger:
        declarations, flaws = _named(ledger, rows)
        problems += flaws
        if has_errors(problems):  # before anything is opened for writing, which makes the ledger
            raise InputError(in_reading_order(problems))
        with ledger.writing():
            fresh = tuple(new_declarations(declarations, declared_in(ledger, year)))
            if fresh:
                refuse_unless_open(standing_of(ledger, year), rules, reopening=False)
                ledger.add(TargetsDeclared(year, day, fresh), moment.stamp, PROGRAM)
            held = declared_in(ledger, year)
    return DeclareResult(year, rules, fresh, tuple(held.values()), tuple(in_reading_order(problems)))


def _named(ledger: Ledger, rows: Sequence[tuple[Declaration, CellRef]]) -> tuple[list[Declaration], list[Problem]]:
    """Put the branches under the names they have now; a ledger that knows no branch takes any."""
    branches = in_use(ledger)
    known = [(replace(declaration, branch=branches.find(declaration.branch)), place) for declaration, place in rows]
    return [declaration for declaration, _ in known], list(_flaws(known, branches))


def _flaws(rows: Sequence[tuple[Declaration, CellRef]], branches: NamedBranches) -> Iterator[Problem]:
    first: dict[str, CellRef] = {}
    for declaration, place in rows:
        if branches and declaration.branch not in branches:
            yield branches.unknown(declaration.branch, place)
        elif first.setdefault(declaration.branch, place) is not place:
            other = str(first[declaration.branch])
            message = text("%(branch)s declares twice, also in %(place)s.", branch=declaration.branch, place=other)
            yield Problem("error", "declared-twice", place, message, text("Keep one of the two rows."))
