"""Workbooks out: results, blank workbooks, copies of input workbooks, the year, the ledger."""
