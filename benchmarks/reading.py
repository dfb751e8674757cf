"""Time reading and checking a workbook beside python-calamine's bare read of it: python reading.py [BRANCHES].

Each is a process of its own, from start to exit, in turns, best of several; memory is its peak. The bare read turns the
sheet into lists of Python values, and does nothing with them.
"""

import gc
import sys
import tempfile
from pathlib import Path

from compare import Command, compare
from make_book import make

RUNS = 3
MOST_SECONDS, MOST_MEMORY = 2, 1.5
"""How many times what the bare read takes is still well."""


def bare(book: Path) -> None:
    """Read the first sheet, and nothing else."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 [each process loads only what it measures]

    rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert rows


def checked(book: Path) -> None:
    """Read the workbook exactly and check it by the plan, as `starrating check` does."""
    from starrating.rating.input_checks import check  # noqa: PLC0415 [likewise]
    from starrating.read.review_workbooks import read_workbooks  # noqa: PLC0415 [likewise]
    from starrating.read.rule_file import load_rules  # noqa: PLC0415 [likewise; pandas is not loaded by a command]
    from starrating.workspace import builtin_rules  # noqa: PLC0415 [likewise]

    rules = load_rules(builtin_rules())
    inputs, problems = read_workbooks([book], [], rules, None)
    assert inputs
    assert not problems
    assert not check(inputs, rules)


READS = {"bare": bare, "checked": checked}


def reading(kind: str, book: Path) -> Command:
    """Return the command that reads a workbook in one of the two ways."""
    return lambda _: [sys.executable, __file__, kind, str(book)]


def main(branches: int = 100_000) -> None:
    """Compare, and print a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "2013H1.xlsx")
        make(branches, book)
        costs = compare({kind: reading(kind, book) for kind in READS}, RUNS)
    plain, ours = costs["bare"], costs["checked"]
    print("| branches | read of | seconds | × | peak MiB | × |\n|---:|---|---:|---:|---:|---:|")
    print(f"| {branches:,} | python-calamine, bare | {plain.seconds:.2f} | 1 | {plain.memory:.0f} | 1 |")
    seconds, memory = ours.seconds / plain.seconds, ours.memory / plain.memory
    print(f"| | starrating, checked | {ours.seconds:.2f} | {seconds:.2f} | {ours.memory:.0f} | {memory:.2f} |")
    print(f"at most {MOST_SECONDS} × the seconds and {MOST_MEMORY} × the memory are meant")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("bare" | "checked") as kind, book]:
            gc.disable()  # as `starrating` runs; the bare read gains as much
            READS[kind](Path(book))
        case numbers:
            main(*map(int, numbers))
