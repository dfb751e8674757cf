"""`annual`: the stars of a year from its decided reviews, and what follows from them (plan 4.5, 4.6)."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.assessed_again import refuse_same, waiting_settings
from starrating.commands.shared.branch_history import compared, lineage_of, past_notices
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    PROGRAM,
    ReviewContext,
    held_settings,
    recorded_review,
    recorded_rules,
    source_name,
    standing_of,
    superseded_reviews,
    told_off_notice,
    told_uncorrected,
)
from starrating.commands.shared.result_workbook import stale_after
from starrating.commands.shared.scheme import load_rules
from starrating.commands.shared.year_setting import (
    AnnualResult,
    OfficeWorkbooks,
    drawn,
    write_year_workbook,
)
from starrating.commands.shared.years_before import carried_names, earlier_years
from starrating.errors import InputError, Problem, has_errors, in_reading_order
from starrating.i18n import text
from starrating.ledger import Ledger, open_ledger
from starrating.ledger.seals import review_content
from starrating.model import Period, Records, Review
from starrating.model.acts import Reopening, StarSetting
from starrating.model.branch_names import BranchNames
from starrating.model.results import DECISION
from starrating.procedure.allowed_acts import refuse_unless_open, refuse_unless_settled
from starrating.procedure.consequences import missing_years
from starrating.procedure.review_state import ReviewState, decide
from starrating.rating.year_inputs import gave_back
from starrating.rating.year_stars import YearResult, changes_left_behind, rate_year, rules_of_year
from starrating.ruleset import RuleSet, canonical, digest
from starrating.ruleset.versions import at
from starrating.workspace import Workspace


class AnnualRequest(Struct, frozen=True):
    """What `annual` is asked for: the year, what the office hands in, why a decided year is set again."""

    year: Period
    papers: OfficeWorkbooks
    reopen: str = ""


def set_year(workspace: Workspace, asked: AnnualRequest, moment: RecordTime) -> AnnualResult:
    """Set the stars of a year, draw what follows, record both together, and write the workbook.

    A decided year is not set again unless `reopen` says why: only its consequences are drawn, from what was decided.
    Reviews that are not settled, or rules by which a year cannot be set, are refused; problems of the workbooks raise
    `InputError`, and nothing is recorded.
    """
    rules = rules_of_year(at(load_rules(workspace.rules), asked.year))
    with open_ledger(workspace.ledger) as ledger:
        _settled_halves(ledger, asked.year, rules)
        with ledger.writing():
            now = standing_of(ledger, asked.year)
            if now.decided and not asked.reopen and not now.upheld:
                result = _decided_year(ledger, asked.year)
            else:
                refuse_unless_open(now, rules, reopening=bool(asked.reopen))
                if asked.reopen:
                    act = Reopening(asked.year, None, now.version, asked.reopen)
                    ledger.add(act, moment.stamp, PROGRAM)
                result = _new_year(ledger, asked.year, rules, moment)
            consequences, notices = drawn(ledger, result.review, (result.rules, result.earlier), asked.papers, moment)
            result = replace(result, consequences=consequences, problems=(*result.problems, *notices))
        path, kept = write_year_workbook(workspace, ledger, result)
        stale, held = tuple(stale_after(workspace, ledger, asked.year)), compared(ledger, result.review)
    return replace(result, review=held.review, files=(path,), problems=(*result.problems, *kept, *stale))


def _settled_halves(ledger: Ledger, year: Period, rules: RuleSet) -> list[ReviewState]:
    """Say where the reviews of a year stand; each must be decided and without an open objection."""
    recorded_ones = ledger.periods()
    parts = year.parts(rules.procedure.review)
    halves = [half for half in parts if half in recorded_ones]
    standings = [standing_of(ledger, half) for half in halves or parts[:1]]
    for state in standings:
        refuse_unless_settled(state, rules)
    return standings


def _new_year(ledger: Ledger, year: Period, rules: RuleSet, moment: RecordTime) -> AnnualResult:
    halves = [recorded_review(ledger, half.period) for half in _settled_halves(ledger, year, rules)]
    lineage = lineage_of(ledger) or BranchNames()
    earlier = earlier_years(ledger, year, rules)
    without_gap = list(takewhile(lambda year: year.stars, earlier))
    before = [YearResult(period, 0, ledger.stars(period)) for period in ledger.rated_before(year)]
    ratings = rate_year(halves, rules, without_gap, lineage, before)
    if has_errors(ratings.problems):
        raise InputError(in_reading_order(ratings.problems))
    problems = [
        *ratings.problems,
        *_other_rules(halves, rules),
        *changes_left_behind(_changes(ledger, halves, ratings.scores.branch, lineage), rules),
        *missing_years(earlier, min(period.year for period in ledger.periods())),
        *past_notices(ledger, year, ratings.scores.branch, rules),
    ]
    draft = Review(
        period=year,
        version=0,
        recorded_at=moment.stamp,
        program=PROGRAM,
        rules_id=rules.id,
        rules_digest=digest(rules),
        rules=canonical(rules),
        inputs=tuple((source_name(half.period, half.version), review_content(half)) for half in halves),
        ratings=replace(ratings, problems=tuple(in_reading_order(problems))),
        records=Records(roster=halves[-1].records.roster),
    )
    review, new = ledger.record(draft)
    refuse_same(ledger, review, rules)
    listed = (
        *review.ratings.problems,
        *_still_due(ledger, year, rules, moment),
        *waiting_settings(ledger, review, rules),
    )
    return AnnualResult(review, rules, carried_names(earlier, review, lineage), (), new=new, problems=tuple(listed))


def _decided_year(ledger: Ledger, year: Period) -> AnnualResult:
    """Take the year as it was decided; say so, and whether its reviews have changed since."""
    review = recorded_review(ledger, year)
    rules = recorded_rules(review)
    message = text("%(year)s is decided: its stars stay, and what follows is drawn from them.", year=str(year))
    hint = text("To set them again: starrating annual --year %(year)s --reopen", year=str(year))
    notices = [Problem("notice", "year-decided", None, message, hint)]
    if superseded_reviews(ledger, review, rules):
        message = text("The reviews of %(year)s have changed since its stars were set.", year=str(year))
        notices.append(Problem("warning", "reviews-changed", None, message, hint))
    earlier = carried_names(earlier_years(ledger, year, rules), review, lineage_of(ledger) or BranchNames())
    return AnnualResult(review, rules, earlier, (), kept=True, problems=tuple(notices))


def _changes(
    ledger: Ledger, halves: Sequence[Review], branches: Sequence[str], lineage: BranchNames
) -> Iterator[tuple[Period, StarSetting]]:
    """Yield what was set in the halves and made the star of a branch of the year, under its name there.

    What the year takes over is left out: incidents that an upheld objection found not to hold.
    """
    end = Period(halves[0].period.year).last_day
    for half in halves:
        case = ReviewContext.of(ledger, half.period)
        settings = {setting.branch: setting for setting in held_settings(case)}
        there = {name: name for name in half.ratings.scores.branch}
        steps = {step.branch: step for step in half.ratings.steps if step.effect == DECISION}
        for branch, name in lineage.carried(there, branches, (half.period.last_day, end)).items():
            setting, step = settings.get(name), steps.get(name)
            if setting and step and not (setting.objection and _took_back(half, name)):
                yield half.period, replace(setting, branch=branch, before=step.before, after=step.after)


def _took_back(half: Review, branch: str) -> bool:
    """Tell whether an upheld objection has refuted an incident of the branch."""
    mine = [judged for judged in half.ratings.incidents if judged.counted and judged.incident.branch == branch]
    return any(gave_back(half, judged) for judged in mine)


def _other_rules(halves: Sequence[Review], rules: RuleSet) -> Iterator[Problem]:
    for half in halves:
        if half.rules_id != rules.id:
            message = text(
                "%(period)s was rated by the rule set %(other)s, the year is set by %(own)s.",
                period=str(half.period),
                other=half.rules_id,
                own=rules.id,
            )
            hint = text("See what differs: starrating rules diff")
            yield Problem("warning", "other-rules", None, message, hint)


def _still_due(ledger: Ledger, year: Period, rules: RuleSet, moment: RecordTime) -> Iterator[Problem]:
    """Say what the year waits for beside it. It is not recorded with the year: once done, it is not said again."""
    yield from told_uncorrected(ledger, year, rules)
    yield from told_off_notice(ledger, year, rules, moment.today)
    before = standing_of(ledger, year.previous())
    if before.version and before.decided is None:
        message = text(
            "The stars of %(year)s, with which those are compared, are not decided.", year=str(before.period)
        )
        hint = text("Do first: %(command)s", command=decide(before.period))
        yield Problem("warning", "year-before-undecided", None, message, hint)
