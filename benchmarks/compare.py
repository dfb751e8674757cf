"""Time `starrating` side by side with what a user would write instead.

    python benchmarks/compare.py [--sizes 200,10000,100000] [--runs N] [--folder DIR]

Every measurement is a whole process, from start to exit, best of several runs in alternating order; memory is the peak
of the process. `starrating score` reads, checks, rates, records in a fresh ledger, and writes the dressed workbook;
the two pandas scripts read, add, cut, rank and write three plain sheets.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
STARRATING = Path(sys.executable).with_name("starrating.exe" if os.name == "nt" else "starrating")
RUNS = {200: 5, 10_000: 3, 100_000: 1}
HELP_RUNS = 9
NOT_PASSED_ON = ("STARRATING_", "PYTHONDONTWRITEBYTECODE")
"""Beside our own settings: what would compile our sources anew in every run, while the libraries are compiled."""

Command = Callable[[Path], list[str]]
"""Given an empty folder, the command to run in it."""


class Cost(NamedTuple):
    """Wall-clock seconds and peak memory (MiB) of a process."""

    seconds: float
    memory: float


def measure(command: Command) -> Cost:
    """Run a command in a new empty folder; a failure ends the comparison with what it said."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        words = command(Path(folder))
        begun = time.perf_counter()
        process = subprocess.Popen(words, cwd=folder, env=env, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(words)} failed:\n{said.read().decode(errors='replace')}")
    return Cost(seconds, usage.ru_maxrss / 1024)


def compare(commands: dict[str, Command], runs: int) -> dict[str, Cost]:
    """Run all commands in turns, forwards and backwards, and keep the best of each."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for run in range(runs):
        for name in list(commands)[:: 1 if run % 2 == 0 else -1]:
            costs[name].append(measure(commands[name]))
    return {name: Cost(*map(min, zip(*several, strict=True))) for name, several in costs.items()}


def scoring(book: Path) -> dict[str, Command]:
    """Return the commands that rate a workbook."""

    def script(name: str) -> Command:
        return lambda folder: [sys.executable, str(HERE / name), str(book), str(folder / "out.xlsx")]

    return {
        "starrating score": lambda folder: [str(STARRATING), "-C", str(folder), "score", str(book)],
        "pandas, openpyxl": script("pandas_openpyxl.py"),
        "pandas, calamine + XlsxWriter": script("pandas_calamine.py"),
    }


def helping(bare: Path) -> dict[str, Command]:
    """Return the commands that print the help; the bare app is imported, so that it is compiled once, as ours is."""
    start = f"import sys; sys.path.insert(0, {str(bare.parent)!r}); from {bare.stem} import app; app()"
    return {
        "starrating --help": lambda _: [str(STARRATING), "--help"],
        "a bare Typer app --help": lambda _: [sys.executable, "-c", start, "--help"],
    }


def rows(task: str, costs: dict[str, Cost]) -> Iterator[str]:
    """Write a row of the table for each command; the ratio is to the first, ours."""
    ours = next(iter(costs.values()))
    for name, cost in costs.items():
        ratio = f"{ours.seconds / cost.seconds:.2f}"
        yield f"| {task} | {name} | {cost.seconds:.2f} | {ratio} | {cost.memory:.0f} |"


def run_script(*words: str) -> str:
    """Run one of the scripts beside this one, apart from this process, whose memory would count for its children."""
    done = subprocess.run([sys.executable, *words], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def main() -> None:
    """Compare, and print a Markdown table as it grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default=",".join(map(str, RUNS)), help="numbers of branches, separated by commas")
    parser.add_argument("--runs", type=int, help="runs of each command; fewer for large sizes if left out")
    parser.add_argument("--folder", type=Path, help="where the workbooks are kept for the next time")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        print("| task | command | seconds | starrating takes × | peak MiB |\n|---|---|---:|---:|---:|", flush=True)
        bare = Path(temporary) / "bare.py"
        bare.write_text(run_script(str(HERE / "bare_app.py")), encoding="utf-8")
        print(*rows("help", compare(helping(bare), asked.runs or HELP_RUNS)), sep="\n", flush=True)
        for size in map(int, filter(None, asked.sizes.split(","))):
            book = folder / f"{size}-2013H1.xlsx"
            if not book.exists():
                run_script(str(HERE / "make_book.py"), str(size), str(book))
            runs = asked.runs or next((runs for most, runs in RUNS.items() if size <= most), 1)
            print(*rows(f"{size:,} branches", compare(scoring(book), runs)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
