"""`history`: every version of every result and every act, in the order in which they were recorded."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from starrating.commands.shared.branch_history import compared, last_rated, lineage_of
from starrating.commands.shared.recorded_review import ever_known, recorded_rules, speak_of_last
from starrating.errors import UsageError
from starrating.ledger import BranchEntry, Ledger, LedgerEntry, open_ledger
from starrating.model import Period
from starrating.model.acts import Act, FindingsOpened, Objection, Progress, RecordedAct, Resolution, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.model.preparation_acts import FormsReceived
from starrating.procedure.branch_changes import names_in_use
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


class StarBefore(NamedTuple):
    """A previous star, NO_STAR where there is none, and the period it is of where that is not the one before."""

    star: int
    gap: Period | None


class HistoryResult(Struct, frozen=True):
    """What was recorded, in that order: versions of results, and acts.

    `versions` are by period, then version. With a branch, `acts` are those that name it, without what they say of
    others, `results` are its results in each version, and `former` its earlier names, the last one first; `rules` has
    the rule sets of the results by digest, `before` the star that each result which holds is compared with.
    """

    recorded: tuple[LedgerEntry | RecordedAct, ...]
    versions: tuple[LedgerEntry, ...]
    acts: tuple[RecordedAct, ...]
    branch: str | None = None
    former: tuple[str, ...] = ()
    results: tuple[BranchEntry, ...] = ()
    rules: Mapping[str, RuleSet] = field(default_factory=dict)
    before: Mapping[Period, StarBefore] = field(default_factory=dict)

    def rules_of(self, entry: BranchEntry | LedgerEntry) -> RuleSet:
        """Return the rule set by which a result was rated."""
        digests = {(entry.period, entry.version): entry.rules_digest for entry in self.versions}
        return self.rules[digests[entry.period, entry.version]]

    def level(self, period: Period | None, star: int) -> str:
        """Name a star as the last result of its period does, else as any; a number where no rule set is known."""
        mine = [entry.rules_digest for entry in self.versions if entry.period == period]
        rules = self.rules.get(mine[-1]) if mine else next(iter(self.rules.values()), None)
        return (rules.levels.name(star) if rules else "") or str(star)

    def is_superseded(self, entry: LedgerEntry) -> bool:
        """Tell whether a later version of the same period is recorded."""
        return any(version.period == entry.period and version.version > entry.version for version in self.versions)


def history(workspace: Workspace, branch: str | None, period: Period | None) -> HistoryResult:
    """List what the ledger has, of all branches or of one, of all periods or of one.

    A branch is followed through its renamings, by whichever of its names it is asked for.
    """
    with open_ledger(workspace.ledger) as ledger, ledger.reading():
        speak_of_last(ledger)
        recorded = tuple(ledger.chronicle(period))
        versions = tuple(ledger.versions(period))
        acts = tuple(entry for entry in recorded if isinstance(entry, RecordedAct))
        if branch is None:
            return HistoryResult(recorded, versions, acts, rules=_rules(ledger, versions))
        branches = ever_known(ledger)
        names = _names(branches.written(branch), ledger)
        results = [entry for entry in _results(ledger, names) if period in {None, entry.period}]
        if not results:
            raise UsageError([branches.unknown(branch)])
        results.sort(key=lambda entry: (entry.period, entry.version))
        mine = tuple(replace(act, act=about(act.act, names)) for act in _concerning(acts, names))
        told = mine, names[0], names[1:], tuple(results), _rules(ledger, versions)
        before = {entry.period: _before(ledger, entry) for entry in results if not entry.superseded}
        return HistoryResult(recorded, versions, *told, before)


def _results(ledger: Ledger, names: Sequence[str]) -> Iterator[BranchEntry]:
    """Yield the results of a branch by its names, the newest first, not those of another that had one before."""
    lineage = lineage_of(ledger) or BranchNames()
    for name in names:
        for entry in ledger.branch_history(name):
            called = lineage.names_on(names[0], entry.period.last_day, dt.date.max)
            if not called or name in called:
                yield entry


def _concerning(acts: Sequence[RecordedAct], names: Collection[str]) -> Iterator[RecordedAct]:
    """Yield the acts that name a branch, and those that answer by its number an objection or a finding that does."""
    raised, found = set(), set()
    for recorded in acts:
        act = recorded.act
        concerned = not set(names).isdisjoint(named_in(act))
        match act:
            case Objection(number=number) if concerned:
                raised.add(number)
            case FindingsOpened(findings=findings):
                found |= {finding.number for finding in findings if finding.branch in names}
            case Resolution(number=number):
                concerned = concerned or number in raised
            case Progress(number=number):
                concerned = number in found
        if concerned:
            yield recorded


def _before(ledger: Ledger, entry: BranchEntry) -> StarBefore:
    """Return the star that a result of a branch is compared with: recorded, else as its own workbook has it."""
    if found := last_rated(ledger, entry.period, [entry.branch]).get(entry.branch):
        period, star = found
        return StarBefore(star, period if period != entry.period.previous() else None)
    review = ledger.version(entry.period, entry.version)
    assert review
    row = review.ratings.position(entry.branch)
    return StarBefore(int(compared(ledger, review).review.ratings.previous_star[row]), None)


def _rules(ledger: Ledger, versions: Iterable[LedgerEntry]) -> dict[str, RuleSet]:
    """Read the rule sets of versions, each once, by digest."""
    found: dict[str, RuleSet] = {}
    for entry in versions:
        if entry.rules_digest not in found:
            review = ledger.version(entry.period, entry.version)
            assert review is not None
            found[entry.rules_digest] = recorded_rules(review)
    return found


_ROWS = ("changes", "kept", "dropped", "consequences", "findings", "declarations")
"""The fields of acts that have a row for each branch."""


def named_in(act: Act) -> Iterable[str]:
    """Return the branches that an act names."""
    if isinstance(act, UnitChange):
        return (*act.before, *act.after)
    if isinstance(act, FormsReceived):
        return act.branches
    rows = [row for name in _ROWS for row in getattr(act, name, ())]
    return (name for row in (*rows, act) for name in _of_row(row))


def about(act: Act, names: Collection[str]) -> Act:
    """Return an act without the rows that name other branches only."""
    if isinstance(act, FormsReceived):
        return replace(act, branches=tuple(name for name in act.branches if name in names))
    mine: dict[str, Any] = {
        name: tuple(row for row in getattr(act, name) if not set(_of_row(row)).isdisjoint(names))
        for name in _ROWS
        if hasattr(act, name)
    }
    return replace(act, **mine)


def _of_row(row: object) -> tuple[str, ...]:
    """Return the branches of a row, or of an act about one: whom it is about, and who helps."""
    found = (getattr(row, "branch", ""), getattr(row, "helper", ""))
    return tuple(name for name in found if name)


def _names(branch: str, ledger: Ledger) -> tuple[str, ...]:
    """Return the newest name of a branch and its earlier ones; one that went into another branch ends with its own."""
    lineage = lineage_of(ledger)
    if lineage is None:
        return (branch,)
    newest = lineage.current(branch, names_in_use(ledger.branches(), lineage.changes))
    names = (newest, *lineage.former(newest))
    return names if branch in names else (branch, *lineage.former(branch))
