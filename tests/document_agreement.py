"""Two documents of one ledger never contradict each other: what each list says of a branch, held against all others."""

import datetime as dt
from itertools import pairwise

from starrating.commands.history import history
from starrating.commands.shared.document_context import context_of
from starrating.commands.shared.recorded_review import ReviewContext
from starrating.commands.targets import target_report
from starrating.documents.context import DocumentContext
from starrating.documents.kinds.award import award_notice
from starrating.documents.kinds.branch_lists import BranchLine, groups_of, moves_of, results_of
from starrating.documents.kinds.letters import letters
from starrating.documents.kinds.public_notice import rows_of
from starrating.documents.kinds.star_reasons import adjustments_of
from starrating.ledger import open_ledger
from starrating.model import CHANGE_NAMES, NO_STAR, Period
from starrating.model.results import DECISION, OBJECTION
from starrating.workspace import Office, Workspace

DAY = dt.date(2016, 1, 4)
Told = dict[str, BranchLine]


def documents_agree(workspace: Workspace) -> None:
    """Compare what the documents of every period say of every branch, with each other and with history and targets."""
    with open_ledger(workspace.ledger) as ledger:
        cases = {period: ReviewContext.of(ledger, period) for period in ledger.periods()}
        found = {period: context_of(case, Office(), DAY, None, draft=False) for period, case in cases.items()}
        chains = {branch for case in cases.values() for branch in case.review.ratings.scores.branch}
    told = {period: _told(each) for period, each in found.items()}
    for period, each in found.items():
        _lists_agree(each, told[period])
        _reasons_hold(each, told[period])
        _consequences_rest_on_what_is(each, told)
    for branch in sorted(chains):
        _history_agrees(workspace, branch, told)
    for year in {period.year for period in told}:
        trend = {entry.period: entry.counts for entry in target_report(workspace, year).trend}
        for period, counts in trend.items():
            assert counts == found[period].review.ratings.counts(), period


def _told(context: DocumentContext) -> Told:
    """Return the line of each branch, by its name in the review: documents call it by that of their day too."""
    lines = {row.branch: row for row in results_of(context, ())}
    return {branch: lines[context.called(branch)] for branch in context.review.ratings.scores.branch}


def _lists_agree(context: DocumentContext, told: Told) -> None:
    """Hold the lists of one period against the attached table: stars, stars before, what became of them."""
    names = {row.branch: row.star for row in rows_of(context, range(len(told)))}
    shown = {context.called(branch): row for branch, row in told.items()}
    assert names == {branch: row.star for branch, row in shown.items()}
    assert {branch: group.name for group in groups_of(context) for branch in group.branches} == names
    moved = {move.branch: (kind.name, move.before, move.after) for kind in moves_of(context) for move in kind.moves}
    assert moved == {branch: (row.change, row.previous, row.star) for branch, row in shown.items()}
    for row in told.values():
        assert bool(row.previous) == (row.change != CHANGE_NAMES["first"].say(context.rules.language)), row
    assert {letter.branch: letter.result for letter in letters(context).addressed}.keys() == shown.keys()
    if context.award:
        changes = zip(context.award.changes, award_notice(context).rows, strict=True)
        plaques = {change.rated_as or change.branch: (change, row) for change, row in changes}
        for branch, row in told.items():
            change, plaque = plaques[branch]
            star = "—" if change.ended else row.star
            assert (plaque.star, plaque.change, plaque.note != "") == (star, row.change, change.note is not None)


def _reasons_hold(context: DocumentContext, told: Told) -> None:
    """See that the last reason that is told leads to the star, that stars without reasons are those of their scores."""
    given = {reason.branch: reason for reason in adjustments_of(context)}
    reasons = {branch: given[context.called(branch)] for branch in told if context.called(branch) in given}
    assert len(reasons) == len(given)
    for branch, row in told.items():
        assert branch in reasons or row.star == row.by_score, branch
    for reason in reasons.values():
        assert reason.reasons[-1].effect.endswith(reason.star) or reason.star in reason.reasons[-1].effect
    for branch, steps in context.review.ratings.steps_of().items():
        lowered = [step for step in steps if step.effect == "lower"]
        if lowered and steps[-1].effect == DECISION and steps[-1].key == OBJECTION:
            undone = steps[-1].after >= lowered[0].before
            said = branch in reasons and any(not each.decided for each in reasons[branch].reasons)
            assert said != undone, branch


def _consequences_rest_on_what_is(context: DocumentContext, told: dict[Period, Told]) -> None:
    """See that what follows from a year rests on stars that are told of those years."""
    levels = context.rules.levels
    for consequence in context.consequences:
        for year, _, star in consequence.rests_on:
            stars = [row.star for row in told[Period.parse(year)].values()]
            assert levels.name(star) in stars, (consequence, year)
        _, _, star = next(iter(consequence.rests_on))
        assert told[context.review.period][consequence.branch].star == levels.name(star)


def _history_agrees(workspace: Workspace, branch: str, told: dict[Period, Told]) -> None:
    """Hold the history of a branch against the documents, and each star before against the document that told it."""
    past = history(workspace, branch, None)
    held = [entry for entry in past.results if not entry.superseded and entry.branch in told[entry.period]]
    for entry in held:
        row, before = told[entry.period][entry.branch], past.before[entry.period]
        level = past.rules_of(entry).levels.name
        assert row.star == (level(entry.star) or row.star), branch
        known = before.star != NO_STAR
        assert (bool(row.previous), row.previous.endswith(level(before.star) if known else "")) == (known, True), branch
    for length in {entry.period.length for entry in held}:
        for earlier, later in pairwise(entry for entry in held if entry.period.length == length):
            row, star = told[later.period][later.branch], told[earlier.period][earlier.branch].star
            assert not row.previous or row.previous.endswith(star), (branch, row, earlier, later)
