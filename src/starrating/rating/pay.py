"""The deduction from a secretary's performance pay, to the fen (plan 4.6-secretary)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model.inputs import Pay
from starrating.rating.names import likely


def deduction(pay: Decimal, share: Fraction) -> Decimal:
    """Return a share of pay, to the fen, halves upwards: 2 % of 12345.75 is 246.915, so 246.92."""
    fen = math.floor(Fraction(pay) * share * 100 + Fraction(1, 2))
    return Decimal(fen).scaleb(-2)


def pay_problems(rows: Sequence[Pay], secretaries: Mapping[str, str | None]) -> Iterator[Problem]:
    """See that each row is of a branch of the year, the only one of it, and of its secretary as recorded."""
    seen: dict[str, Pay] = {}
    for row in rows:
        if row.branch not in secretaries:
            message = text("%(branch)s is no branch of the year's result.", branch=row.branch)
            hint = text("Nearest names: %(names)s", names="、".join(likely(row.branch, secretaries)) or "—")
            yield Problem("error", "unknown-branch", row.place, message, hint)
        elif row.branch in seen:
            message = text(
                "%(branch)s has pay twice, also in %(place)s.", branch=row.branch, place=str(seen[row.branch].place)
            )
            yield Problem("error", "pay-twice", row.place, message, text("Keep one of the two rows."))
        seen.setdefault(row.branch, row)
        if row.amount < 0:
            message = text("%(branch)s: pay is below zero.", branch=row.branch)
            yield Problem("error", "pay-negative", row.place, message, text("Type the pay of the whole year in yuan."))
        recorded = secretaries.get(row.branch)
        if recorded and row.secretary and row.secretary != recorded:
            message = text(
                "%(branch)s: the pay is of %(named)s, but %(recorded)s is recorded as secretary.",
                branch=row.branch,
                named=row.secretary,
                recorded=recorded,
            )
            hint = text("See whose pay is meant before anything is deducted.")
            yield Problem("warning", "other-secretary", row.place, message, hint)
