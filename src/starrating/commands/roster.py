"""`roster` and `alias`: branches that are renamed, merged, split, closed or new, and the other names they go by."""

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import PROGRAM, speak_of_last
from starrating.errors import UsageError
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period
from starrating.model.acts import Alias, RecordedAct, UnitChange
from starrating.procedure.branch_changes import confirmed_aliases, names_in_use, unit_changes
from starrating.procedure.change_flaws import alias_flaws, change_flaws
from starrating.procedure.named_branches import NamedBranches
from starrating.workspace import Workspace


class RosterResult(Struct, frozen=True):
    """The names that are in use, sorted; the changes by day; the confirmed aliases."""

    names: tuple[str, ...]
    changes: tuple[UnitChange, ...]
    aliases: dict[str, str]


def record_change(workspace: Workspace, change: UnitChange, moment: RecordTime) -> RecordedAct:
    """Record that branches changed; names that do not fit raise `UsageError`, all of them at once."""
    moment.refuse_far(change.day)
    with open_ledger(workspace.ledger) as ledger, ledger.writing():
        known = _known(ledger)
        named = _named(known)
        change = replace(change, before=tuple(named.written(name) for name in change.before))
        if flaws := list(change_flaws(change, named, known.changes, _first_rated(ledger))):
            raise UsageError(flaws)
        return ledger.add(change, moment.stamp, PROGRAM)


def record_alias(workspace: Workspace, alias: str, branch: str, moment: RecordTime) -> RecordedAct:
    """Record a name that workbooks use for a branch; names that do not fit raise `UsageError`."""
    with open_ledger(workspace.ledger) as ledger, ledger.writing():
        named = _named(_known(ledger))
        act = Alias(None, alias, named.written(branch))
        if flaws := list(alias_flaws(act, named)):
            raise UsageError(flaws)
        return ledger.add(act, moment.stamp, PROGRAM)


def branches(workspace: Workspace) -> RosterResult:
    """List what the ledger knows of names."""
    with open_ledger(workspace.ledger) as ledger:
        speak_of_last(ledger)
        return _known(ledger)


def _first_rated(ledger: Ledger) -> dict[str, Period]:
    """Return the first period that each branch was rated in."""
    latest_first = sorted(ledger.periods(), key=lambda period: period.last_day, reverse=True)
    return {name: period for period in latest_first for name in ledger.stars(period)}


def _named(known: RosterResult) -> NamedBranches:
    return NamedBranches(known.names, known.changes, known.aliases)


def _known(ledger: Ledger) -> RosterResult:
    acts = [recorded.act for recorded in ledger.acts()]
    changes = unit_changes(acts)
    names = names_in_use(ledger.branches(), changes)
    return RosterResult(
        tuple(sorted(names)), tuple(sorted(changes, key=lambda change: change.day)), confirmed_aliases(acts)
    )
