"""What is known around a review before it: what is fixed, who owes what, what the branches declared for the year."""

import datetime as dt

import numpy as np

from starrating.commands.shared.blank_context import blank_of
from starrating.commands.shared.branch_history import declared_in
from starrating.commands.shared.committee_stars import open_opinions
from starrating.documents import context
from starrating.exact import Exact
from starrating.ledger import Ledger
from starrating.model import Period, Ratings, Review, ScoreTable
from starrating.model.branch_names import BranchNames
from starrating.procedure.branch_changes import names_in_use, unit_changes
from starrating.procedure.preparation import Outstanding, Owing, outstanding, schedule_of
from starrating.procedure.rectification import Rectification, of_period, rectifications
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


def early_context(
    workspace: Workspace, ledger: Ledger, rules: RuleSet, period: Period, day: dt.date
) -> context.DocumentContext:
    """Gather what documents say that need no review: what is fixed, what is owed, what was declared for the year."""
    acts = [act.act for act in ledger.acts(period)]
    review = ledger.latest(period)
    return context.DocumentContext(
        review or _nothing_yet(period, rules),
        rules,
        workspace.office,
        day,
        schedule=schedule_of(period, acts),
        outstanding=owed(workspace, ledger, rules, period),
        major=_major_findings(ledger, period, day),
        declared=tuple(declared_in(ledger, period, day).values()) if period.is_year else (),
    )


def _major_findings(ledger: Ledger, period: Period, day: dt.date) -> tuple[Rectification, ...]:
    """Return the major findings of a period, and earlier ones that are open still, by the names of a day."""
    acts = [act.act for act in ledger.acts()]
    changes = unit_changes(acts, until=day)
    known = rectifications(acts, BranchNames(changes), names_in_use(ledger.branches(), changes))
    return tuple(finding for finding in of_period(known, period, period.last_day) if finding.finding.major)


def owed(workspace: Workspace, ledger: Ledger, rules: RuleSet, period: Period) -> tuple[Outstanding, ...]:
    """Return what branches and departments still owe for a period that is not decided."""
    review, acts = ledger.latest(period), [act.act for act in ledger.acts()]
    if review:
        return outstanding(period, acts, Owing(unanswered=open_opinions(review, rules)))
    branches = blank_of(workspace, ledger, period).branches
    return outstanding(period, acts, Owing(branches, scoring_departments(rules)))


def scoring_departments(rules: RuleSet) -> tuple[str, ...]:
    """Return the departments that the criteria name beside the items they score."""
    named = (item.department for part in rules.criteria.parts for item in part.items)
    return tuple(dict.fromkeys(name for name in named if name))


def _nothing_yet(period: Period, rules: RuleSet) -> Review:
    """Return the review of a period that has none: no branch, no version."""
    none = np.zeros(0, dtype=np.int16)
    numbers = Exact(np.zeros(0, dtype=np.int64))
    states, places = np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.int32)
    points = Exact(np.zeros((0, 0), dtype=np.int64))
    table = ScoreTable([], {}, (), points, np.zeros((0, 0), dtype=np.uint8), numbers, states, (), places, places)
    ratings = Ratings(table, numbers, numbers.ranks(), none, none, none, [], (), (), scored=np.zeros(0, dtype=np.bool_))
    return Review(period, 0, "", "", rules.id, "", "", (), ratings)
