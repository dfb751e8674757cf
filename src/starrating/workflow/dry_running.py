"""`score --dry-run`: what a scoring would change against the recorded version; nothing is recorded or written."""

from dataclasses import dataclass

from starrating.errors import Problem, in_reading_order
from starrating.ledger import open_ledger
from starrating.model import Period, Ratings, Review
from starrating.rating.recorded_differences import Revision, revision
from starrating.ruleset import RuleSet, from_canonical
from starrating.workflow.reading import Books, rated, read_and_check
from starrating.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would come out, and what is recorded now; `recorded` and `revision` are None where nothing is."""

    period: Period
    ratings: Ratings
    rules: RuleSet
    problems: tuple[Problem, ...]
    recorded: Review | None = None
    revision: Revision | None = None


def dry_run(workspace: Workspace, books: Books) -> DryRun:
    """Read, check and rate as `score` does; problems of the input raise as they do there."""
    with open_ledger(workspace.ledger) as ledger:
        inputs, rules, notices = read_and_check(workspace, books, ledger)
        assert inputs.period is not None
        ratings = rated(inputs, rules, ledger)
        known = ledger.latest(inputs.period)
    problems = tuple(in_reading_order([*notices, *ratings.problems]))
    changes = revision(known.ratings, from_canonical(known.rules), ratings, rules) if known else None
    return DryRun(inputs.period, ratings, rules, problems, known, changes)
