"""The arrow read → check → rate → record → report, one module per command's work.

This is the only place that joins the rating, the files and the ledger. Every function takes the workspace and plain
arguments and returns a result for the console; the clock is asked by the command line alone.
"""
