"""The version of the program, as the ledger and the command line name it."""

__version__ = "0.2.0"
