"""The ledger: the append-only history of every review.

A review is recorded once and never changed; a changed result of the same period is a further version that supersedes
the one before, and both stay readable. The ledger records and reads: it never decides, and never asks the clock.
"""

from starrating.ledger.ledger import Ledger, open_ledger
from starrating.ledger.queries import LedgerAsOf
from starrating.model.ledger_entries import BranchEntry, Head, LedgerEntry

__all__ = ["BranchEntry", "Head", "Ledger", "LedgerAsOf", "LedgerEntry", "open_ledger"]
