"""`score`: read, check, rate, record, report. Problems of the input raise before anything is written."""

from pathlib import Path

from starrating.commands.shared.branch_history import compared
from starrating.commands.shared.recorded_review import recorded_review, recorded_rules
from starrating.commands.shared.result_workbook import write_workbook
from starrating.commands.shared.year_setting import recorded_year, write_year_workbook
from starrating.errors import Problem
from starrating.ledger import open_ledger
from starrating.model import Period, Review
from starrating.procedure.review_state import is_made_of_reviews
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


def rewrite(workspace: Workspace, period: Period) -> tuple[Path, tuple[Problem, ...]]:
    """Write the workbook of a recorded period again, by the rules and the result that the ledger has.

    That of a year made of reviews is the one that `annual` writes; there is no other beside it.
    """
    with open_ledger(workspace.ledger) as ledger:
        review = recorded_review(ledger, period)
        rules = recorded_rules(review)
        if is_made_of_reviews(period, rules):
            return write_year_workbook(workspace, ledger, recorded_year(ledger, review, rules))
        return write_workbook(workspace, review, rules, ledger)


def recorded_result(workspace: Workspace, period: Period) -> tuple[Review, RuleSet]:
    """Return the recorded review of a period, and the rules it was rated by; `LedgerError` if there is none."""
    with open_ledger(workspace.ledger) as ledger:
        review = compared(ledger, recorded_review(ledger, period)).review
    return review, recorded_rules(review)
