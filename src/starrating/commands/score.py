"""`score`: read, check, rate, record, report. Problems of the input raise before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from starrating.errors import Problem, in_reading_order
from starrating.ledger import Ledger, open_ledger
from starrating.model import Inputs, Period, Ratings, Records, Review
from starrating.model.ledger_entries import FileState
from starrating.procedure.review_state import is_made_of_reviews
from starrating.ruleset import RuleSet, canonical, digest
from starrating.workflow import PROGRAM
from starrating.workflow.moments import Moment
from starrating.workflow.reading import Books, rated, read_and_check
from starrating.workflow.result_files import Shown, SupersededError, state_of, version_superseded, write_result
from starrating.workspace import Workspace
from starrating.write.result.workbook import file_stem, write_results


@dataclass(frozen=True, slots=True)
class Scoring:
    """What `score` did: the recorded review, whether it is new, and the files."""

    review: Review
    rules: RuleSet
    new: bool
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def score(workspace: Workspace, books: Books, moment: Moment, *, reopen: str = "") -> Scoring:
    """Rate a review from its workbooks, record it, and write the result workbook.

    A decided review is refused (`ProcedureError`), unless `reopen` says why it is assessed again, or an objection was
    upheld.
    """
    with open_ledger(workspace.ledger) as ledger:
        inputs, rules, notices = read_and_check(workspace, books, ledger)
        assert inputs.period is not None
        _see_that_open(ledger, inputs.period, rules, reopen)
        with ledger.writing():
            version = _see_that_open(ledger, inputs.period, rules, reopen)
            draft = _draft(inputs, rules, rated(inputs, rules, ledger), notices, moment)
            if reopen:
                _reopen(ledger, inputs.period, version, reopen, moment)
            del inputs
            review, new = ledger.record(draft)
            earlier = _held_against(ledger, review, rules)
        file, kept = write_workbook(workspace, review, rules, ledger)
    return Scoring(review, rules, new, (file,), (*review.ratings.problems, *earlier, *kept))


def write_workbook(
    workspace: Workspace, review: Review, rules: RuleSet, ledger: Ledger
) -> tuple[Path, tuple[Problem, ...]]:
    """Write the result workbook of a recorded review; one that someone has changed is kept, and a problem says so.

    If somebody records a newer version meanwhile, that one is written, and a problem says so.
    """
    shown = Shown(review.period, review.version)
    said: tuple[Problem, ...] = ()
    while True:
        write = partial(write_results, review=review, rules=rules, organisation=workspace.office.organisation)
        try:
            file, kept = write_result(workbook_path(workspace, review, rules), ledger, write, shown)
        except SupersededError:
            review, rules = _newest(ledger, review.period)
            shown = Shown(review.period, review.version)
            said = (version_superseded(*shown, "warning"),)
        else:
            return file, (*said, *kept)


def workbook_path(workspace: Workspace, review: Review, rules: RuleSet) -> Path:
    """Say where the result workbook of a review is."""
    return workspace.results / str(review.period) / f"{file_stem(review, rules)}.xlsx"


def workbook_state(workspace: Workspace, ledger: Ledger, review: Review, rules: RuleSet) -> FileState:
    """Say whether the result workbook of a period shows this version; that of a year made of reviews may be missing."""
    state = state_of(workbook_path(workspace, review, rules), ledger, review.version)
    return "current" if state == "missing" and is_made_of_reviews(review.period, rules) else state


def _newest(ledger: Ledger, period: Period) -> tuple[Review, RuleSet]:
    from starrating.ruleset import from_canonical  # noqa: PLC0415 [hardly ever needed]

    review = ledger.latest(period)
    assert review
    return review, from_canonical(review.rules)


def rewrite(workspace: Workspace, period: Period) -> tuple[Path, tuple[Problem, ...]]:
    """Write the result workbook of a recorded period again, by the rules and the result that the ledger has."""
    from starrating.ruleset import from_canonical  # noqa: PLC0415 [only this command reads recorded rules]
    from starrating.workflow.lookups import recorded  # noqa: PLC0415 [likewise]

    with open_ledger(workspace.ledger, checking=True) as ledger:
        review = recorded(ledger, period)
        return write_workbook(workspace, review, from_canonical(review.rules), ledger)


def _draft(inputs: Inputs, rules: RuleSet, ratings: Ratings, notices: Sequence[Problem], moment: Moment) -> Review:
    assert inputs.period is not None
    said = in_reading_order([*notices, *ratings.problems])
    return Review(
        period=inputs.period,
        version=0,
        recorded_at=moment.stamp,
        program=PROGRAM,
        rules_id=rules.id,
        rules_digest=digest(rules),
        rules=canonical(rules),
        inputs=tuple(inputs.digests.items()),
        ratings=replace(ratings, problems=tuple(said)),
        records=Records(inputs.opinions, inputs.opinion_places, inputs.findings, inputs.roster),
    )


def _see_that_open(ledger: Ledger, period: Period, rules: RuleSet, reopen: str) -> int:
    """Refuse to assess what is decided; return the version that would be reopened, 0 if nothing has been done yet."""
    if not ledger.acts(period) and not reopen:
        return 0
    from starrating.procedure.allowed_acts import refuse_unless_open  # noqa: PLC0415 [a review without acts starts sooner]
    from starrating.workflow.acting import standing_of  # noqa: PLC0415 [likewise]

    now = standing_of(ledger, period)
    refuse_unless_open(now, rules, reopening=bool(reopen))
    return now.version


def _held_against(ledger: Ledger, review: Review, rules: RuleSet) -> Sequence[Problem]:
    """Hold a new assessment against what was done before: name the stars that were set and wait to be kept or dropped.

    The result that an upheld objection called wrong is refused: it would stay unmended.
    """
    if not ledger.acts(review.period):
        return ()
    from starrating.workflow.assessing_again import refuse_same, waiting_settings  # noqa: PLC0415 [as above]

    refuse_same(ledger, review, rules)
    return waiting_settings(ledger, review, rules)


def _reopen(ledger: Ledger, period: Period, version: int, reason: str, moment: Moment) -> None:
    from starrating.model.acts import Reopening  # noqa: PLC0415 [hardly ever needed]

    ledger.add(Reopening(period, moment.today, version, reason), moment.stamp, PROGRAM)
