"""`score`: read, check, rate, record, report. Problems of the input raise before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from starrating import __version__
from starrating.errors import InputError, Problem, has_errors, in_reading_order
from starrating.files.result_books import file_stem, write_results
from starrating.files.rule_files import load_rules
from starrating.files.score_books import read_books
from starrating.ledger import Ledger, open_ledger
from starrating.model import Inputs, Period, Review
from starrating.rating.checks import check
from starrating.rating.rate import rate
from starrating.rating.roster import by_roster_names
from starrating.ruleset import RuleSet, canonical, digest
from starrating.ruleset.reads import periods_read
from starrating.ruleset.versions import at
from starrating.workflow.result_files import free_path, remember
from starrating.workspace import Workspace

PROGRAM = f"starrating {__version__}"


@dataclass(frozen=True, slots=True)
class Scoring:
    """What `score` did: the recorded review, whether it is new, and the files."""

    review: Review
    rules: RuleSet
    new: bool
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def score(
    workspace: Workspace,
    books: Sequence[Path],
    incident_books: Sequence[Path],
    period: Period | None,
    now: str,
) -> Scoring:
    """Rate a review from its workbooks, record it, and write the result workbook."""
    inputs, rules, notices = _read(books, incident_books, load_rules(workspace.rules), period)
    with open_ledger(workspace.ledger) as ledger:
        assert inputs.period is not None
        previous, past = ledger.stars(inputs.period.previous()), ledger.past(inputs.period, periods_read(rules))
        ratings = rate(inputs, rules, previous, past)
        said = in_reading_order([*notices, *ratings.problems])
        draft = Review(
            period=inputs.period,
            version=0,
            recorded_at=now,
            program=PROGRAM,
            rules_id=rules.id,
            rules_digest=digest(rules),
            rules=canonical(rules),
            inputs=tuple(inputs.digests.items()),
            ratings=replace(ratings, problems=tuple(said)),
        )
        del inputs
        review, new = ledger.record(draft)
        file, kept = _write_results(workspace, review, rules, ledger)
    return Scoring(review, rules, new, (file,), (*review.ratings.problems, *kept))


def _read(
    books: Sequence[Path], incident_books: Sequence[Path], rules: RuleSet, period: Period | None
) -> tuple[Inputs, RuleSet, list[Problem]]:
    """Read and check, by the version of the rule set that the period has; the columns are those of the first version.

    Anything that forbids to rate raises `InputError` with all problems of all files.
    """
    inputs, problems = read_books(books, incident_books, rules, period)
    if inputs is None:
        raise InputError(in_reading_order(problems))
    inputs, notices = by_roster_names(inputs)
    assert inputs.period is not None
    rules = at(rules, inputs.period)
    problems = [*problems, *notices, *check(inputs, rules)]
    if has_errors(problems):
        raise InputError(in_reading_order(problems))
    return inputs, rules, problems


def _write_results(
    workspace: Workspace, review: Review, rules: RuleSet, ledger: Ledger
) -> tuple[Path, tuple[Problem, ...]]:
    folder = workspace.results / str(review.period)
    path, kept = free_path(folder / f"{file_stem(review, rules)}.xlsx", ledger)
    write_results(path, review, rules, organisation=workspace.office.organisation)
    remember(path, ledger)
    return path, kept
