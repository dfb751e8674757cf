"""Time `starrating` side by side with what a user would write instead, and its own commands over many periods.

    python benchmarks/compare.py [--sizes 200,10000,100000] [--runs N] [--folder DIR] [--write]

Every measurement is a whole process, from start to exit. The commands of a task run in turns, forwards and backwards,
and the median counts: of 15 runs where one takes less than two seconds, of 3 below ten, else the one. Memory is the
peak of the process. `starrating score` reads, checks, rates, records in a fresh ledger and writes the dressed workbook;
the scripts read, add, cut, rank and write three plain sheets. `--write` puts the tables into the READMEs; all of it
takes some ten minutes of a quiet machine.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
STARRATING = Path(sys.executable).with_name("starrating.exe" if os.name == "nt" else "starrating")
SIZES = (200, 10_000, 100_000)
RUNS = ((2.0, 15), (10.0, 3))
"""So many runs of a command of which one takes less than so many seconds."""
INCIDENTS = 26_000
OVER_TIME = 10_000
PERIODS = [f"{year}H{half}" for year in range(2010, 2014) for half in (1, 2)]
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


def compare(commands: dict[str, Command], runs: int | None) -> dict[str, Cost]:
    """Run all commands in turns, forwards and backwards, each as often as its first run says, and keep the medians."""
    costs = {name: [measure(command)] for name, command in commands.items()}
    wanted = {name: runs or runs_for(cost.seconds) for name, (cost,) in costs.items()}
    for run in range(1, max(wanted.values())):
        for name in list(commands)[:: 1 if run % 2 == 0 else -1]:
            if run < wanted[name]:
                costs[name].append(measure(commands[name]))
    return {name: Cost(*map(median, zip(*several, strict=True))) for name, several in costs.items()}


def runs_for(seconds: float) -> int:
    """Return how often a command is run."""
    return next((runs for most, runs in RUNS if seconds < most), 1)


def score(*words: Path | str) -> Command:
    """Return the command that rates in an empty folder."""
    return lambda folder: [str(STARRATING), "-C", str(folder), "score", *map(str, words)]


def scoring(book: Path) -> dict[str, Command]:
    """Return the commands that rate a workbook."""

    def script(name: str) -> Command:
        return lambda folder: [sys.executable, str(HERE / name), str(book), str(folder / "out.xlsx")]

    scripts = {
        "pandas, openpyxl": "pandas_openpyxl.py",
        "pandas, calamine + XlsxWriter": "pandas_calamine.py",
        "calamine + a writer in Rust": "rust_writer.py",
    }
    if not find_spec("rustpy_xlsxwriter"):
        del scripts["calamine + a writer in Rust"]
    return {"starrating score": score(book), **{name: script(file) for name, file in scripts.items()}}


def over_time(book: Path, folder: Path) -> dict[str, Command]:
    """Rate eight periods in one ledger, and return the commands that look at all of it."""
    for period in PERIODS:
        named = shutil.copy(book, folder / f"{period}.xlsx")
        measure(lambda _, named=named: [str(STARRATING), "-C", str(folder), "score", str(named)])
    act = ["--period", PERIODS[-1], "--date", "2014-01-20", "--open-opinions", "-", "--document", "1"]
    decided = [str(STARRATING), "-C", str(folder), "decide", *act]
    last = ["--period", PERIODS[-1]]
    notice = ["announce", *last, "--kind", "notice"]
    for words in (decided, [str(STARRATING), "-C", str(folder), *notice, "--from", "2014-01-22"]):
        measure(lambda _, words=words: words)
    asked = {
        "status": ["status"],
        "targets": ["targets", *last],
        "board": ["board"],
        "announce --kind notice": notice,
        "verify": ["verify"],
    }
    return {
        f"starrating {name}": lambda _, words=words: [str(STARRATING), "-C", str(folder), *words]
        for name, words in asked.items()
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


def run_script(*words: object) -> str:
    """Run one of the scripts beside this one, apart from this process, whose memory would count for its children."""
    done = subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def made(folder: Path, branches: int) -> Path:
    """Return the workbook of so many branches, made if it is not there."""
    book = folder / f"{branches}-2013H1.xlsx"
    if not book.exists():
        run_script(HERE / "make_book.py", branches, book)
    return book


def tasks(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, dict[str, Command]]]:
    """Yield the tasks in their order, each with its commands; what they need is made when it is their turn."""
    bare = folder / "bare.py"
    bare.write_text(run_script(HERE / "bare_app.py"), encoding="utf-8")
    yield "help", helping(bare)
    for size in sizes:
        yield f"{size:,} branches", scoring(made(folder, size))
    for size in [size for size in sizes if size > INCIDENTS]:
        book, listed = made(folder, size), folder / f"{INCIDENTS}-incidents.xlsx"
        run_script(HERE / "make_incidents.py", size, INCIDENTS, listed)
        commands = {f"with {INCIDENTS:,} incidents": score(book, "-i", listed), "without": score(book)}
        yield f"{size:,} branches", commands
    for size in [each for each in sizes if each == OVER_TIME]:
        for part in (size // 2, size):
            ledger = Path(tempfile.mkdtemp(dir=folder))
            yield f"{len(PERIODS)} periods of {part:,}", over_time(made(folder, part), ledger)


def machine() -> str:
    """Name the machine: processor, cores, system, Python."""
    facts = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", facts.read_text(encoding="utf-8")) if facts.exists() else None
    processor = found[1] if found else platform.processor()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."


def summary(costs: dict[str, dict[str, Cost]]) -> str:
    """Write the rows of the README's table: our seconds and memory, and what part of theirs that is."""
    found = []
    for task, each in costs.items():
        if "starrating score" in each:
            ours, *theirs = list(each.values())[:3]
            ratios = " | ".join(f"{ours.seconds / other.seconds:.2f} ×" for other in theirs)
            found.append(f"| {task.split()[0]} | {ours.seconds:.2f} s, {ours.memory:.0f} MiB | {ratios} |")
    return "\n".join(found)


def put(file: Path, begin: str, table: str) -> None:
    """Replace the table of a page that has a row which begins so: its lines up to the next empty one."""
    before, rest = file.read_text(encoding="utf-8").split(begin, 1)
    file.write_text(f"{before}{table}\n\n{rest.split(chr(10) * 2, 1)[1]}", encoding="utf-8")


def main() -> None:
    """Compare, and print a Markdown table as it grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of branches, separated by commas")
    parser.add_argument("--runs", type=int, help="runs of each command; as many as its time allows if left out")
    parser.add_argument("--folder", type=Path, help="where the workbooks are kept for the next time")
    parser.add_argument("--write", action="store_true", help="put the tables into the READMEs")
    asked = parser.parse_args()
    heads = "| task | command | seconds | the first takes × | peak MiB |\n|---|---|---:|---:|---:|"
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{machine()}\n\n{heads}", flush=True)
        written, costs = [heads], {}
        for task, commands in tasks(folder, [int(size) for size in asked.sizes.split(",") if size]):
            found = compare(commands, asked.runs)
            costs |= {task: found} if task not in costs else {}
            written += rows(task, found)
            print(*rows(task, found), sep="\n", flush=True)
    if asked.write:
        put(HERE / "README.md", "Machine: ", f"Machine: {machine()}")
        put(HERE / "README.md", "| task | command |", "\n".join(written))
        for page in (HERE.parent / "README.md", HERE.parent / "README.zh-CN.md"):
            put(page, "| 200 |", summary(costs))


if __name__ == "__main__":
    main()
