"""One module per kind of file that holds tables: whether it is whole and safe, and what it says besides values."""
