"""What the ledger knows of branches: their names, and their stars of the periods before under the names of now.

What there is to say of the past that branches are compared with: a gap that was bridged, and mergers.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from starrating.errors import Problem
from starrating.i18n import Text, joined, listed, text
from starrating.ledger import Ledger, LedgerAsOf
from starrating.model import NO_STAR, Incident, Period, Review
from starrating.model.acts import Act, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.model.preparation_acts import TargetsDeclared
from starrating.model.results import BEFORE_MERGER
from starrating.procedure.branch_changes import absent_in, confirmed_aliases, ended_in, names_in_use, unit_changes
from starrating.procedure.declarations import DeclaredOn, declarations_of
from starrating.procedure.review_state import review_state
from starrating.rating.next_star import Known
from starrating.rating.rate import previous_stars as written_or_recorded
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import past_facts_read, periods_read


def lineage_of(ledger: LedgerAsOf) -> "BranchNames | None":
    """Return how branches have changed their names; None where no change is recorded."""
    acts = ledger.acts()
    if not acts:
        return None
    changes = [act.act for act in acts if isinstance(act.act, UnitChange)]
    return BranchNames(changes) if changes else None


def renamed_since(ledger: LedgerAsOf, earlier: Review, now: Review) -> dict[str, str]:
    """Return the names that branches of a review had in an earlier one, where these were others."""
    names, lineage = now.ratings.scores.branch, lineage_of(ledger) or BranchNames()
    own = lineage.carried({name: name for name in earlier.ratings.scores.branch}, names)
    return {name: before for name, before in own.items() if name != before}


def declared_in(ledger: Ledger, year: Period, day: dt.date = dt.date.max) -> dict[str, DeclaredOn]:
    """Return what the branches have declared for a year by a day, under the names they have then; or by now."""
    acts = [act.act for act in ledger.acts()]
    declared = _declared_by(day, year, acts)
    changes = unit_changes(acts, until=day) if declared else []
    return declarations_of(declared, BranchNames(changes), names_in_use(ledger.branches(), changes))


def _declared_by(day: dt.date, year: Period, acts: Sequence[Act]) -> list[TargetsDeclared]:
    return [act for act in acts if isinstance(act, TargetsDeclared) and act.period == year and act.day <= day]


def declared_stars(ledger: Ledger, review: Review) -> dict[str, tuple[int, dt.date]]:
    """Return the star that each branch of a review, by its name there, has declared for the year, and on which day.

    A decided review is held against what was declared by the day of its decision, whatever was declared since.
    """
    acts, period = [act.act for act in ledger.acts()], review.period
    decided = review_state(period, review.version, acts).decided
    told = _declared_by(decided.day if decided else dt.date.max, Period(period.year), acts)
    lineage = lineage_of(ledger) or BranchNames()
    found = declarations_of(told, lineage, review.ratings.scores.branch, period.last_day)
    return {branch: (declared.declaration.target, declared.day) for branch, declared in found.items()}


class KnownNames(NamedTuple):
    """Names that stand for branches: confirmed aliases, and names given up; and who was rated the last time."""

    aliases: Mapping[str, str]
    last: tuple[str, ...]


def names_known(ledger: Ledger, period: Period) -> KnownNames:
    """Say what is known of names when a period is read: renamings of a later day are not yet heeded."""
    acts = ledger.acts()
    last = tuple(ledger.stars(period.previous()))
    if not acts:
        return KnownNames({}, last)
    done = [recorded.act for recorded in acts]
    changes = unit_changes(done, until=period.last_day)
    in_use = names_in_use(ledger.branches(), changes)
    lineage = BranchNames(changes)
    given_up = {name for change in changes for name in change.before if name not in in_use}
    renamed = {name: lineage.current(name, in_use) for name in given_up}
    later = {name: branch for name, branch in renamed.items() if branch != name}
    carried = dict.fromkeys(lineage.current(name, in_use) for name in last)
    return KnownNames({**confirmed_aliases(done), **later}, tuple(name for name in carried if name in in_use))


def absent_from(ledger: Ledger, period: Period) -> dict[str, UnitChange]:
    """Return the names under which no branch can be rated in a period, each with the change that says so."""
    lineage = lineage_of(ledger)
    return absent_in(period, lineage.changes) if lineage else {}


def ended_within(ledger: Ledger, period: Period) -> dict[str, UnitChange]:
    """Return the branches that were closed or divided within a period, which may still be rated in it."""
    lineage = lineage_of(ledger)
    return ended_in(period, lineage.changes) if lineage else {}


def previous_stars(
    ledger: LedgerAsOf, period: Period, periods: int, branches: Collection[str]
) -> tuple[Mapping[str, int], Mapping[str, tuple[int, ...]]]:
    """Return the previous star of each branch, and its stars of so many periods before, the last one first.

    The previous star is that of the last period in which the branch was rated: a period that was not reviewed, or that
    the branch was absent from, makes nobody a first rating. A branch that was renamed has those of its earlier names.
    NO_STAR where there was none; a branch that is in none of the periods is left out.
    """
    previous = {branch: star for branch, (_, star) in last_rated(ledger, period, branches).items()}
    lineage = lineage_of(ledger)
    if lineage is None:
        return previous, ledger.past(period, periods)
    recorded, now = [], period.last_day
    for _ in range(periods):
        period = period.previous()
        recorded.append(lineage.carried(ledger.stars(period), branches, (period.last_day, now)))
    known = [branch for branch in branches if any(branch in stars for stars in recorded)]
    return previous, {branch: tuple(stars.get(branch, NO_STAR) for stars in recorded) for branch in known}


def last_rated(ledger: LedgerAsOf, period: Period, branches: Collection[str]) -> dict[str, tuple[Period, int]]:
    """Return the last period before one in which each branch had a review, and its star in it; NO_STAR for none."""
    lineage, found, missing = lineage_of(ledger), dict[str, tuple[Period, int]](), set(branches)
    for earlier in ledger.rated_before(period):
        if not missing:
            break
        stars = ledger.stars(earlier)
        carried = lineage.carried(stars, missing, (earlier.last_day, period.last_day)) if lineage else stars
        found |= {branch: (earlier, carried[branch]) for branch in missing if branch in carried}
        missing -= found.keys()
    return found


class Compared(NamedTuple):
    """A review with the previous star of each branch as it holds now, by the names and results of today.

    `gaps` is the period that a branch is compared with, where that is not the one before.
    """

    review: Review
    gaps: Mapping[str, Period]


def compared(ledger: LedgerAsOf, review: Review) -> Compared:
    """Hold a review against the last results before it: whoever tells how a star has changed asks here.

    These may have been corrected since it was recorded, and branches renamed or merged. Where nothing is recorded, its
    own workbook has the previous star.
    """
    found = last_rated(ledger, review.period, review.ratings.scores.branch)
    adjacent = review.period.previous()
    gaps = {branch: earlier for branch, (earlier, star) in found.items() if earlier != adjacent and star != NO_STAR}
    stars, _ = written_or_recorded(review.ratings.scores, {branch: star for branch, (_, star) in found.items()})
    return Compared(replace(review, ratings=replace(review.ratings, previous_star=stars)), gaps)


def facts_before(
    ledger: LedgerAsOf, period: Period, wanted: tuple[int, Collection[str]], branches: Collection[str]
) -> dict[str, tuple[Mapping[str, object], ...]]:
    """Return the facts of each branch in so many periods before, the last one first, under the names of now.

    `wanted` is how many periods, and which facts; empty where nothing is recorded of a branch.
    """
    periods, names = wanted
    lineage = lineage_of(ledger) if periods else None
    recorded: list[Mapping[str, Mapping[str, object]]] = []
    now = period.last_day
    for _ in range(periods):
        period = period.previous()
        facts = ledger.facts(period, names)
        recorded.append(lineage.carried(facts, branches, (period.last_day, now)) if lineage else facts)
    return {branch: tuple(facts.get(branch, {}) for facts in recorded) for branch in branches if recorded}


def past_notices(ledger: Ledger, period: Period, branches: Sequence[str], rules: RuleSet) -> list[Problem]:
    """Name the period that branches are compared with where it is not the one before, and where they came from."""
    lineage, found = lineage_of(ledger), last_rated(ledger, period, branches)
    compared: dict[Period, list[str]] = {}
    for branch, (earlier, _) in found.items():
        if earlier != period.previous():
            compared.setdefault(earlier, []).append(branch)
    notices = [_compared(earlier, named, period, len(branches)) for earlier, named in compared.items()]
    last = {branch: found.get(branch) for branch in branches}
    return [*notices, *(_merged(ledger, period, last, lineage, rules) if lineage else ())]


def _compared(earlier: Period, branches: Sequence[str], period: Period, of: int) -> Problem:
    names = text("all branches") if len(branches) == of else listed(branches)
    message = text(
        "Compared with %(earlier)s, the last period in which they were rated, as nothing is recorded of "
        "%(previous)s: %(branches)s.",
        earlier=str(earlier),
        previous=str(period.previous()),
        branches=names,
    )
    return Problem("notice", "compared-with", None, message)


def _merged(
    ledger: Ledger, period: Period, found: Mapping[str, tuple[Period, int] | None], lineage: BranchNames, rules: RuleSet
) -> Iterator[Problem]:
    """Name the predecessors of each branch that was not rated since a merger or division, and their last stars."""
    for branch, last in found.items():
        change = lineage.origin(branch, last[0].last_day if last else dt.date.min, period.last_day)
        if change is None:
            continue
        earlier, stars = _last_stars(ledger, lineage, branch, change.day, period)
        held = listed(f"{name} {rules.levels.name(star) or '—'}" for name, star in stars.items())
        message = text(
            "%(branch)s is rated for the first time since the change of %(day)s; before, in %(earlier)s: %(held)s "
            "(annual.merged).",
            branch=branch,
            day=change.day.isoformat(),
            earlier=str(earlier),
            held=held,
        )
        yield Problem("notice", "merged-branch", None, message)


def before_mergers(
    ledger: Ledger, period: Period, listed_as: Sequence[Incident], incidents: Sequence[Incident]
) -> Iterator[Problem]:
    """Name the branch in which an incident of the period happened, where that was merged or divided since.

    `listed_as` are the incidents under the names that the workbooks have, which may be those of before; where they are
    not, it was in one of those of before.
    """
    lineage = lineage_of(ledger)
    if lineage is None:
        return
    for written, incident in zip(listed_as, incidents, strict=True):
        change = lineage.origin(incident.branch, incident.date, period.last_day) if incident.date in period else None
        if change:
            former = joined(
                [Text("%(name)s", {"name": name}) for name in _happened_in(lineage, change, written, incident, period)],
                text(" or "),
            )
            message = text(
                "%(branch)s: the incident of %(date)s happened in %(former)s, before the change of %(day)s; the branch "
                "that is rated for the period is %(branch)s (annual.merged).",
                branch=incident.branch,
                date=incident.date.isoformat(),
                former=former,
                day=change.day.isoformat(),
            )
            yield Problem("notice", BEFORE_MERGER, incident.place(), message)


def _happened_in(
    lineage: BranchNames, change: UnitChange, written: Incident, incident: Incident, period: Period
) -> list[str]:
    """Return the branches of the day of an incident in which it may have happened: those meant by the name written."""
    within = incident.date, period.last_day
    came = lineage.predecessors(incident.branch, *within)
    meant = {name for names in lineage.until(change).predecessors(written.branch, *within) for name in names}
    chosen = [names for names in came if not meant.isdisjoint(names)] or came
    return [written.branch if written.branch in names else names[0] for names in chosen]


def _last_stars(
    ledger: Ledger, lineage: BranchNames, branch: str, until: dt.date, period: Period
) -> tuple[Period, dict[str, int]]:
    """Return the last stars before a day of those that a branch came out of, of a period as long as this one if any.

    Where none of them was ever rated, it is the period before; NO_STAR for those that were not.
    """
    ended = [each for each in ledger.periods() if each.last_day < until]
    for each in sorted(ended, key=lambda each: (each.length == period.length, each), reverse=True):
        stars, came = ledger.stars(each), lineage.predecessors(branch, each.last_day, period.last_day)
        found = {names[0]: next((stars[name] for name in names if name in stars), None) for names in came}
        if any(star is not None for star in found.values()):
            return each, {name: NO_STAR if star is None else star for name, star in found.items()}
    before = period.previous()
    return before, {names[0]: NO_STAR for names in lineage.predecessors(branch, before.last_day, period.last_day)}


def founded_in(review: Review, ledger: Ledger) -> frozenset[str]:
    """Return the branches that were founded within the period of a review: by its roster, or by a recorded change."""
    period = review.period
    by_roster = {entry.branch for entry in review.records.roster if entry.founded and entry.founded in period}
    return frozenset(
        by_roster | {name for name in _new_units(ledger, period) if name in set(review.ratings.scores.branch)}
    )


def _new_units(ledger: Ledger, period: Period) -> set[str]:
    recorded_acts = ledger.acts()
    if not recorded_acts:
        return set()
    changes = (act.act for act in recorded_acts if isinstance(act.act, UnitChange))
    return {name for change in changes if change.kind == "new" and change.day in period for name in change.after}


def known_to(ledger: Ledger, review: Review, rules: RuleSet) -> Known:
    """Gather what the review knew beside its scores, as the ledger stood before it."""
    earlier, branches = ledger.before(review), review.ratings.scores.branch
    _, past = previous_stars(earlier, review.period, periods_read(rules), branches)
    before = facts_before(earlier, review.period, past_facts_read(rules), branches)
    return Known(review.records.opinions, past, before)
