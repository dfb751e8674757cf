"""`template`: blank workbooks and forms for a review that has not begun, with all that the ledger knows (plan 4.4)."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from starrating.commands.shared.branch_history import previous_stars
from starrating.commands.shared.scheme import load_rules
from starrating.ledger import Ledger
from starrating.model import NO_STAR, Period, Review, RosterEntry, ScoreTable
from starrating.model.acts import Act, Finding
from starrating.model.branch_names import BranchNames
from starrating.procedure.branch_changes import confirmed_aliases, names_in_use, unit_changes
from starrating.procedure.rectification import rectifications
from starrating.read.rule_file import load_criteria
from starrating.ruleset import Criteria, RuleSet
from starrating.ruleset.criteria import with_items
from starrating.ruleset.versions import at
from starrating.workspace import DEFAULT_RULES, Workspace
from starrating.write.blank.context import BlankContext, KnownBranch

EXAMPLE_CRITERIA = "example-criteria.yaml"

_KNOWN = ("unit", "secretary", "members", "type")


def blank_of(workspace: Workspace, ledger: Ledger, period: Period) -> BlankContext:
    """Say what is known of a period before its review: branches by their names of now, stars, open findings."""
    rules = at(load_rules(workspace.rules), period)
    acts = [act.act for act in ledger.acts()]
    changes = unit_changes(acts, until=period.last_day)
    lineage, names = BranchNames(changes), names_in_use(ledger.branches(), changes)
    review = _last_review(ledger, period)
    rows = list(_branches(review, lineage, names))
    stars, _ = previous_stars(ledger, period, 1, [row["branch"] for row in rows])
    given = {branch: star for branch, star in stars.items() if star != NO_STAR}
    known = [{**row, "previous_star": given.get(row["branch"])} for row in rows]
    return BlankContext(
        rules,
        _criteria(workspace, rules, review),
        period,
        workspace.office.organisation,
        known,
        tuple(_roster(review, known, lineage, confirmed_aliases(acts))),
        tuple(_open_findings(acts, lineage, names, period)),
    )


def _last_review(ledger: Ledger, period: Period) -> Review | None:
    """Return the last review up to a period that was of the same length, half a year or a year."""
    known = [each for each in ledger.periods() if each <= period and each.length == period.length]
    return ledger.latest(known[-1]) if known else None


def _branches(review: Review | None, lineage: BranchNames, names: Collection[str]) -> Iterator[KnownBranch]:
    """Yield the branches in the order of the roster, else of the last workbook, and then those founded since."""
    table = review.ratings.scores if review else None
    seen: set[str] = set()
    for row in _in_order(review) if review else ():
        assert table
        branch = lineage.current(table.branch[row], names)
        if branch in names and branch not in seen:
            seen.add(branch)
            yield {"branch": branch, **{name: table.column(name)[row] for name in _KNOWN}}
    founded = dict.fromkeys(name for change in lineage.changes for name in change.after)
    yield from ({"branch": name} for name in founded if name in names and name not in seen)


def _in_order(review: Review) -> list[int]:
    table = review.ratings.scores
    order = {entry.branch: entry.order for entry in review.records.roster if entry.order is not None}
    position = [(order.get(name, len(order) + len(table)), *_cell(table, row)) for row, name in enumerate(table.branch)]
    return sorted(range(len(table)), key=position.__getitem__)


def _cell(table: ScoreTable, row: int) -> tuple[int, int]:
    return int(table.origin[row]), int(table.rows[row])


def _roster(
    review: Review | None, rows: Sequence[KnownBranch], lineage: BranchNames, confirmed: Mapping[str, str]
) -> Iterator[RosterEntry]:
    """Yield an entry for each branch; its earlier names and those that the office has confirmed are its aliases."""
    entries = review.records.roster if review else ()
    recorded = {lineage.current(entry.branch, [row["branch"] for row in rows]): entry for entry in entries}
    for order, row in enumerate(rows, start=1):
        branch, old = row["branch"], recorded.get(row["branch"])
        others = (alias for alias, name in confirmed.items() if name == branch)
        aliases = dict.fromkeys((*(old.aliases if old else ()), *lineage.former(branch), *others))
        entry = old or RosterEntry(branch, (), row.get("unit"), row.get("secretary"), row.get("type"))
        yield replace(entry, branch=branch, aliases=tuple(aliases), order=order if old is None else old.order)


def _open_findings(
    acts: Sequence[Act], lineage: BranchNames, names: Collection[str], period: Period
) -> Iterator[Finding]:
    known = rectifications(acts, lineage, names)
    return (finding.finding for finding in known if finding.is_open and finding.period < period)


def _criteria(workspace: Workspace, rules: RuleSet, review: Review | None) -> Criteria:
    """Return the criteria: listed by the rule set, else the items of the last review, else those of the example."""
    if rules.criteria.parts or rules.criteria.origin == "total":
        return rules.criteria
    if review and review.ratings.scores.items:
        return with_items(rules.criteria, review.ratings.scores.items)
    example = workspace.rules.with_name(EXAMPLE_CRITERIA)
    return load_criteria(example) if workspace.rules.stem == DEFAULT_RULES and example.is_file() else rules.criteria
