"""What follows from the stars of a year, drawn and recorded with what the office has said of it (plan 4.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starrating.errors import InputError, Problem, has_errors, in_reading_order
from starrating.ledger import Ledger
from starrating.model import Review
from starrating.model.acts import Consequence, ConsequencesDrawn
from starrating.procedure.assistance import pair_problems
from starrating.procedure.consequences import Settled, draw, pay_problems, settled_by
from starrating.rating.year_stars import YearResult, result_of
from starrating.read.office_lists import read_pairs, read_pay
from starrating.ruleset import RuleSet
from starrating.workflow import PROGRAM
from starrating.workflow.moments import Moment


@dataclass(frozen=True, slots=True)
class OfficePapers:
    """The workbooks of pay and of edited pairs, where there are any."""

    pay: Path | None = None
    pairs: Path | None = None


def drawn(
    ledger: Ledger,
    review: Review,
    known: tuple[RuleSet, Sequence[YearResult]],
    papers: OfficePapers,
    moment: Moment,
) -> tuple[tuple[Consequence, ...], list[Problem]]:
    """Draw the consequences of a year and record them if they are not those recorded last.

    `known` are the rules and the years before. What the office said earlier still counts where no workbook says
    otherwise; `InputError` has every problem of the workbooks.
    """
    rules, earlier = known
    before = [each.act for each in ledger.acts(review.period) if isinstance(each.act, ConsequencesDrawn)]
    last = before[-1] if before else None
    settled, problems = _settled(papers, review, rules, settled_by(last.consequences if last else ()))
    consequences = draw(review, earlier, rules, settled)
    said = (last.version, last.consequences) if last else (review.version, ())
    if said != (review.version, consequences):
        act = ConsequencesDrawn(review.period, moment.today, review.version, consequences)
        ledger.add(act, moment.stamp, PROGRAM)
    return consequences, problems


def _settled(papers: OfficePapers, review: Review, rules: RuleSet, before: Settled) -> tuple[Settled, list[Problem]]:
    """Read the workbooks; what they do not say stays as before."""
    year, helped = result_of(review), rules.consequences.assistance
    pay, pairs, terms, problems = before.pay, before.pairs, before.terms, []
    if papers.pay:
        rows, flaws = read_pay(papers.pay)
        problems += [*flaws, *pay_problems(rows, year.secretaries)]
        pay = {row.branch: row.amount for row in rows}
    if papers.pairs:
        named, flaws = read_pairs(papers.pairs)
        wanted = [branch for branch, star in year.stars.items() if helped and star == helped.star]
        problems += [*flaws, *pair_problems(named, wanted, year.stars)]
        pairs = {pair.branch: pair.helper for pair in named}
        terms = {pair.branch: pair.terms for pair in named}
    if has_errors(problems):
        raise InputError(in_reading_order(problems))
    return Settled(pay, pairs, terms), problems
