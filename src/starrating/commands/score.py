"""`score`: read, check, rate, record, report. Problems of the input raise before anything is written.

`score --dry-run`: what a scoring would change against the recorded version; nothing is recorded or written.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.assessed_again import refuse_same, waiting_settings
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import PROGRAM, standing_of
from starrating.commands.shared.result_workbook import stale_after, write_workbook
from starrating.commands.shared.review_inputs import ScoreRequest, rated, read_and_check
from starrating.errors import Problem, in_reading_order
from starrating.i18n import Text, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Inputs, Period, Ratings, Records, Review
from starrating.model.acts import Reopening
from starrating.procedure.allowed_acts import refuse_unless_open
from starrating.rating.recorded_differences import ReadingDifferences, revision
from starrating.ruleset import RuleSet, canonical, digest, from_canonical
from starrating.workspace import Workspace


class ScoreResult(Struct, frozen=True):
    """What `score` did: the recorded review, whether it is new, and the files."""

    review: Review
    rules: RuleSet
    new: bool
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]

    @property
    def outcome(self) -> Text:
        """What was recorded, in a sentence."""
        named = {"period": str(self.review.period), "version": self.review.version}
        if not self.new:
            return text("Nothing has changed since %(period)s, version %(version)s, was recorded.", **named)
        if self.review.version > 1:
            return text("Recorded %(period)s, version %(version)s; the earlier ones stay in the history.", **named)
        return text("Recorded %(period)s.", **named)


def score(workspace: Workspace, books: ScoreRequest, moment: RecordTime, *, reopen: str = "") -> ScoreResult:
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
        stale = tuple(stale_after(workspace, ledger, review.period))
    return ScoreResult(review, rules, new, (file,), (*review.ratings.problems, *earlier, *kept, *stale))


def _draft(inputs: Inputs, rules: RuleSet, ratings: Ratings, notices: Sequence[Problem], moment: RecordTime) -> Review:
    assert inputs.period is not None
    problems = in_reading_order([*notices, *ratings.problems])
    return Review(
        period=inputs.period,
        version=0,
        recorded_at=moment.stamp,
        program=PROGRAM,
        rules_id=rules.id,
        rules_digest=digest(rules),
        rules=canonical(rules),
        inputs=tuple(inputs.digests.items()),
        ratings=replace(ratings, problems=tuple(problems)),
        records=Records(inputs.opinions, inputs.opinion_places, inputs.findings, inputs.roster),
    )


def _see_that_open(ledger: Ledger, period: Period, rules: RuleSet, reopen: str) -> int:
    """Refuse to assess what is decided; return the version that would be reopened, 0 if nothing has been done yet."""
    if not ledger.acts(period) and not reopen:
        return 0
    now = standing_of(ledger, period)
    refuse_unless_open(now, rules, reopening=bool(reopen))
    return now.version


def _held_against(ledger: Ledger, review: Review, rules: RuleSet) -> Sequence[Problem]:
    """Hold a new assessment against what was done before: name the stars that were set and wait to be kept or dropped.

    The result that an upheld objection called wrong is refused: it would stay unmended.
    """
    if not ledger.acts(review.period):
        return ()
    refuse_same(ledger, review, rules)
    return waiting_settings(ledger, review, rules)


def _reopen(ledger: Ledger, period: Period, version: int, reason: str, moment: RecordTime) -> None:
    ledger.add(Reopening(period, None, version, reason), moment.stamp, PROGRAM)


class DryRunResult(Struct, frozen=True):
    """What would come out, and what is recorded now; `recorded` and `revision` are None where nothing is."""

    period: Period
    ratings: Ratings
    rules: RuleSet
    problems: tuple[Problem, ...]
    recorded: Review | None = None
    revision: ReadingDifferences | None = None


def dry_run(workspace: Workspace, books: ScoreRequest) -> DryRunResult:
    """Read, check and rate as `score` does; problems of the input raise as they do there."""
    with open_ledger(workspace.ledger) as ledger:
        inputs, rules, notices = read_and_check(workspace, books, ledger)
        assert inputs.period is not None
        ratings = rated(inputs, rules, ledger)
        known = ledger.latest(inputs.period)
    problems = tuple(in_reading_order([*notices, *ratings.problems]))
    changes = revision(known.ratings, from_canonical(known.rules), ratings, rules) if known else None
    return DryRunResult(inputs.period, ratings, rules, problems, known, changes)
