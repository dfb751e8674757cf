"""The arrow read → check → rate → record → report, one module per command's work.

This is the only place that joins the rating, the files and the ledger. Every function takes the workspace and plain
arguments and returns a result for the console; the clock is asked by the command line alone.
"""

from starrating.version import __version__

PROGRAM = f"starrating {__version__}"
"""What records what these functions do, as the ledger has it."""
