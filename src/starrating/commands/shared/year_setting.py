"""What follows from the stars of a year, drawn and recorded with what the office has said of it (plan 4.6)."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.branch_history import compared, lineage_of
from starrating.commands.shared.output_files import Shown, write_result
from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.recorded_review import (
    PROGRAM,
    ReviewContext,
    branches_of,
    recorded_rules,
    standing_of,
)
from starrating.commands.shared.years_before import (
    carried_names,
    earlier_years,
    several_secretaries,
    year_basis,
    year_workbook,
    years_back,
)
from starrating.errors import InputError, Problem, has_errors, in_reading_order
from starrating.ledger import Ledger
from starrating.model import Period, Review
from starrating.model.acts import Consequence, ConsequencesDrawn, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.procedure.allowed_acts import refuse_unless_settled
from starrating.procedure.assistance import pair_problems
from starrating.procedure.consequences import (
    OfficeData,
    derive_consequences,
    is_of_another,
    pay_problems,
    settled_by,
    typed_note,
)
from starrating.procedure.fitting_kinds import not_drawn
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.review_state import ReviewState
from starrating.rating.year_stars import YearResult, result_of
from starrating.read.office_lists import read_pairs, read_pay
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace
from starrating.write.wording import KnownOfBranches
from starrating.write.year_tables import YearContext
from starrating.write.year_workbook import write_year


class OfficeWorkbooks(Struct, frozen=True):
    """The workbooks of pay and of edited pairs, where there are any."""

    pay: Path | None = None
    pairs: Path | None = None


def drawn(
    ledger: Ledger,
    review: Review,
    known: tuple[RuleSet, Sequence[YearResult]],
    papers: OfficeWorkbooks,
    moment: RecordTime,
) -> tuple[tuple[Consequence, ...], list[Problem]]:
    """Draw the consequences of a year and record them if they are not those recorded last.

    `known` are the rules and the years before. What the office said earlier still counts where no workbook says
    otherwise; `InputError` has every problem of the workbooks.
    """
    rules, earlier = known
    before = [act.act for act in ledger.acts(review.period) if isinstance(act.act, ConsequencesDrawn)]
    last = before[-1] if before else None
    settled, problems = _settled(
        papers, branches_of(ledger, review), (review, rules), settled_by(last.consequences if last else ())
    )
    consequences = derive_consequences(review, earlier, rules, settled, several_secretaries(ledger, review, rules))
    recorded = (last.version, last.consequences) if last else (review.version, ())
    if recorded != (review.version, consequences):
        act = ConsequencesDrawn(review.period, None, review.version, consequences)
        ledger.add(act, moment.stamp, PROGRAM)
    return consequences, problems


def _settled(
    papers: OfficeWorkbooks, branches: NamedBranches, known: tuple[Review, RuleSet], before: OfficeData
) -> tuple[OfficeData, list[Problem]]:
    """Read the workbooks; what they do not say stays as before."""
    review, rules = known
    year, helped = result_of(review), rules.consequences.assistance
    pay, pairs, terms, problems = before.pay, before.pairs, before.terms, []
    if papers.pay:
        rows, flaws = read_pay(papers.pay, rules.wording.subject)
        rows = [replace(row, branch=branches.find(row.branch)) for row in rows]
        problems += [*flaws, *pay_problems(rows, year.secretaries, branches)]
        pay = {row.branch: row.amount for row in rows if not is_of_another(row, year.secretaries)}
    if papers.pairs:
        named, flaws = read_pairs(papers.pairs, rules.wording.subject)
        named = [replace(pair, branch=branches.find(pair.branch), helper=branches.find(pair.helper)) for pair in named]
        wanted = [branch for branch, star in year.stars.items() if helped and star == helped.star]
        problems += [*flaws, *pair_problems(named, wanted, branches)]
        pairs = {pair.branch: pair.helper for pair in named}
        terms = {pair.branch: replace(pair.terms, note=typed_note(pair.terms.note)) for pair in named}
    if has_errors(problems):
        raise InputError(in_reading_order(problems))
    return OfficeData(pay, pairs, terms), problems


class AnnualResult(Struct, frozen=True):
    """What `annual` did.

    `kept` says that the year was decided before, so that only its consequences were drawn; `new` that a version was
    recorded. `earlier` are the years before, the last one first, under the newest names.
    """

    review: Review
    rules: RuleSet
    earlier: tuple[YearResult, ...]
    consequences: tuple[Consequence, ...]
    kept: bool = False
    new: bool = False
    problems: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()


def redrawn(ledger: Ledger, review: Review, rules: RuleSet, moment: RecordTime) -> AnnualResult:
    """Draw what follows from the stars of a recorded year, by what the office has said so far."""
    earlier = carried_names(earlier_years(ledger, review.period, rules), review, lineage_of(ledger) or BranchNames())
    consequences, notices = drawn(ledger, review, (rules, earlier), OfficeWorkbooks(), moment)
    return AnnualResult(review, rules, earlier, consequences, kept=True, problems=tuple(notices))


def recorded_year(ledger: Ledger, review: Review, rules: RuleSet) -> AnnualResult:
    """Return a recorded year with what was drawn from it last; nothing is drawn anew."""
    earlier = carried_names(earlier_years(ledger, review.period, rules), review, lineage_of(ledger) or BranchNames())
    before = [act.act for act in ledger.acts(review.period) if isinstance(act.act, ConsequencesDrawn)]
    holding = [consequences_drawn for consequences_drawn in before if consequences_drawn.version == review.version]
    return AnnualResult(review, rules, earlier, holding[-1].consequences if holding else (), kept=True)


def is_outdated(ledger: Ledger, review: Review, rules: RuleSet) -> bool:
    """Tell whether something else follows from the stars of a year by now than what was drawn from them last.

    So it may be where an earlier year has changed since, or a change of branches was recorded.
    """
    drawn_at = [act.recorded_at for act in ledger.acts(review.period) if isinstance(act.act, ConsequencesDrawn)]
    if not drawn_at or not _has_changed(ledger, review.period, drawn_at[-1]):
        return False
    year = recorded_year(ledger, review, rules)
    settled, secretaries = settled_by(year.consequences), several_secretaries(ledger, review, rules)
    return derive_consequences(review, year.earlier, rules, settled, secretaries) != year.consequences


def unsettled_before(ledger: Ledger, year: Period, rules: RuleSet) -> ReviewState | None:
    """Return the first of the years that consequences of a year look back at whose result may still change."""
    back = years_back(rules)
    standings = (standing_of(ledger, before.period) for before in reversed(earlier_years(ledger, year, rules)[:back]))
    return next((now for now in standings if now.version and (now.decided is None or now.is_contested)), None)


def refuse_unless_drawn(case: ReviewContext) -> None:
    """Go on from what follows from a year only where the years before it are settled, and it is drawn from them."""
    if before := unsettled_before(case.ledger, case.review.period, case.rules):
        refuse_unless_settled(before, case.rules)
    if is_outdated(case.ledger, case.review, case.rules):
        raise not_drawn(case.review.period, case.rules)


def _has_changed(ledger: Ledger, year: Period, since: str) -> bool:
    """Tell whether an earlier year was recorded, or a change of branches, at a moment or after it."""
    years = (entry.recorded_at for entry in ledger.versions() if entry.period.is_year and entry.period < year)
    changes = (act.recorded_at for act in ledger.acts() if isinstance(act.act, UnitChange))
    return any(moment >= since for moment in (*years, *changes))


def write_year_workbook(workspace: Workspace, ledger: Ledger, result: AnnualResult) -> tuple[Path, tuple[Problem, ...]]:
    """Write the workbook of the year; one that someone has changed is kept, and a problem says so."""
    context = _year_context(workspace, ledger, result)
    target = year_workbook(workspace, context)
    shown = Shown(result.review.period, result.review.version, year_basis(ledger, result.review, result.rules))
    return write_result(target, ledger, lambda draft: write_year(draft, context), shown)


def write_year_version(path: Path, workspace: Workspace, ledger: Ledger, review: Review) -> None:
    """Write the workbook of any version of a year somewhere else: for the shelf."""
    write_year(path, _year_context(workspace, ledger, recorded_year(ledger, review, recorded_rules(review))))


def _year_context(workspace: Workspace, ledger: Ledger, result: AnnualResult) -> YearContext:
    recorded_years = [year for year in reversed(result.earlier) if year.version]
    held, counts = compared(ledger, result.review), {entry.period: entry.counts for entry in ledger.versions()}
    return YearContext(
        result.rules,
        result.review.period,
        workspace.office.organisation,
        review=held.review,
        consequences=result.consequences,
        past={year.period: year.stars for year in recorded_years},
        counts={year.period: counts[year.period] for year in recorded_years},
        known=KnownOfBranches(held.gaps),
    )
