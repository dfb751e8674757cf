"""The years that a year looks back at, under the names of now, and what its workbook states of them."""

from collections.abc import Sequence
from pathlib import Path

from starrating.commands.shared.branch_history import compared, lineage_of
from starrating.commands.shared.output_files import basis_of
from starrating.commands.shared.recorded_review import source_reviews
from starrating.ledger import Ledger
from starrating.model import Period, Review
from starrating.model.branch_names import BranchNames
from starrating.procedure.consequences import Secretaries
from starrating.rating.year_stars import YearResult, result_of
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import periods_read
from starrating.workspace import Workspace
from starrating.write.wording import SheetWording, year_file_stem


def earlier_years(ledger: Ledger, year: Period, rules: RuleSet) -> list[YearResult]:
    """Return so many years before one as the rules look back at, the last one first; without stars if unrecorded."""
    years: list[YearResult] = []
    for _ in range(max(1, years_back(rules))):
        year = year.previous()
        review = ledger.latest(year)
        years.append(result_of(review) if review else YearResult(year, 0))
    return years


def several_secretaries(ledger: Ledger, review: Review, rules: RuleSet) -> Secretaries:
    """Return the secretaries of branches that had several within a year on which a penalty of this one rests."""
    penalty = rules.consequences.without_promotion
    found: dict[Period, dict[str, tuple[str, ...]]] = {}
    for back in range(penalty.years if penalty else 0):
        year = ledger.latest(Period(review.period.year - back)) if back else review
        halves = [ledger.version(*source) for source in source_reviews(year)] if year else []
        named = [_secretaries(half, review, lineage_of(ledger) or BranchNames()) for half in halves if half]
        told = {
            branch: tuple(dict.fromkeys(half[branch] for half in named if half.get(branch)))
            for branch in review.ratings.scores.branch
        }
        found[Period(review.period.year - back)] = {branch: each for branch, each in told.items() if len(each) > 1}
    return found


def _secretaries(half: Review, year: Review, lineage: BranchNames) -> dict[str, str]:
    table, between = half.ratings.scores, (half.period.last_day, year.period.last_day)
    named = dict(zip(table.branch, table.column("secretary"), strict=True))
    return lineage.carried(named, year.ratings.scores.branch, between)


def years_back(rules: RuleSet) -> int:
    """Return how many years before one its stars and their consequences depend on."""
    penalty = rules.consequences.without_promotion
    return max(periods_read(rules), penalty.years if penalty else 0)


def carried_names(earlier: Sequence[YearResult], review: Review, lineage: BranchNames) -> tuple[YearResult, ...]:
    """Put the years before under the names that the branches of a year have."""
    return tuple(year.carried(lineage, list(review.ratings.scores.branch), review.period) for year in earlier)


def year_workbook(workspace: Workspace, words: SheetWording) -> Path:
    """Return where the workbook of a year is written."""
    return workspace.results / str(words.period) / f"{year_file_stem(words)}.xlsx"


def year_basis(ledger: Ledger, review: Review, rules: RuleSet) -> str:
    """Return the digest of the earlier stars that the workbook of a recorded year states now."""
    lineage, held = lineage_of(ledger) or BranchNames(), compared(ledger, review)
    earlier = carried_names(earlier_years(ledger, review.period, rules), review, lineage)
    past = {str(year.period): year.stars for year in earlier if year.version}
    counts = {
        str(entry.period): {str(star): count for star, count in entry.counts.items()}
        for entry in ledger.versions()
        if str(entry.period) in past
    }
    return basis_of(held.review.ratings.previous_star.tolist(), held.gaps, past, counts)
