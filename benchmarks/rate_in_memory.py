"""Rate 1,000,000 branches by the plan in memory, side by side with one `pandas.cut` of the same numbers.

    python benchmarks/rate_in_memory.py [--branches N] [--runs N]

What is timed is everything from the floats of the workbook to the ratings: reading them exactly, totals, stars, steps,
ranks, notices. Best of several runs, in turns, without the garbage collector, as `starrating` itself runs.
"""

import argparse
import gc
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from starrating import load_rules
from starrating.exact import Exact
from starrating.model import Inputs, Period, ScoreTable, SourceSheet
from starrating.rating.rate import rate
from starrating.workspace import builtin_rules


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def table(names: list[str], totals: np.ndarray) -> ScoreTable:
    """Make the table that the reader makes of a workbook with totals."""
    many = len(names)
    return ScoreTable(
        branch=names,
        columns={},
        items=(),
        points=Exact(np.zeros((many, 0), np.int64)),
        point_states=np.zeros((many, 0), np.uint8),
        total=Exact.from_floats(totals),
        total_states=np.zeros(many, np.uint8),
        sheets=(SourceSheet("2013H1.xlsx", "scores", {"branch": "A", "total": "B"}),),
        origin=np.zeros(many, np.int32),
        rows=np.arange(2, many + 2, dtype=np.int32),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--branches", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    rules = load_rules(builtin_rules())
    totals = np.round(np.random.default_rng(1).uniform(60, 100, asked.branches), 2)
    names = [f"{number}" for number in range(asked.branches)]
    frame = pd.DataFrame({"total": totals})
    gc.disable()
    cuts, rates = [], []
    for _ in range(asked.runs):
        cuts.append(timed(lambda: pd.cut(frame["total"], [-1, 80, 90, 1000], right=False, labels=[3, 4, 5])))
        rates.append(timed(lambda: rate(Inputs(Period(2013, "H1"), table(names, totals)), rules)))
    cut, whole = min(cuts), min(rates)
    print(f"pandas.cut {cut * 1000:.0f} ms, starrating {whole * 1000:.0f} ms, {whole / cut:.1f} x")


if __name__ == "__main__":
    main()
