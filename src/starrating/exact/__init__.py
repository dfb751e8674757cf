"""Exact numbers in columns: integers over one common unit, so that no float is ever added or compared.

A column (or a matrix) of scores is `numerators / unit`. The numerators are int64 where every sum fits, else Python
integers. A float enters once, at `from_floats`, as the decimal with at most 15 significant digits that a spreadsheet
shows for it; from there on everything is integer arithmetic.
"""

from starrating.exact.columns import Exact
from starrating.exact.integers import Direction
from starrating.exact.writing import Number, as_data, decimal_of, exactly, read_back, share, written

__all__ = ["Direction", "Exact", "Number", "as_data", "decimal_of", "exactly", "read_back", "share", "written"]
