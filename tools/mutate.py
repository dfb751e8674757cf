"""How well do the tests catch mistakes? `python tools/mutate.py --seed 17 --sample 40 src/starrating/rating`.

Makes small mistakes in modules, one at a time, in a copy of the checkout. First the tests run once, and it is noted
which lines of ours each of them reaches; then each mistake meets only the tests that reach its line, in a fork that has
the libraries imported already: those of its module first, then those of its room, and where none of them fails those
of the other rooms and of the commands. A mistake that no test catches survives and is printed as a difference of one
line. Which places are taken is fixed by the seed.

What was noted is kept in a file (`--notes`), by the text of the lines, so that it serves for the next seed as
well; only tests that have changed since are run again for it.
"""

import argparse
import ast
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from inspect import CO_OPTIMIZED
from itertools import accumulate, groupby
from linecache import getline
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
QUICKLY = (
    "-q",
    "-n",
    "0",
    "-p",
    "no:cacheprovider",
    "--hypothesis-seed=0",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
ROOMS = ("rating", "ruleset", "procedure", "read", "ledger")
"""Whose mistakes are looked for: the tests of all of them are noted, since one room is also tested by another."""
FACES = (
    *("tests/cli", "tests/commands", "tests/documents/kinds", "tests/model", "tests/write"),
    *("tests/test_frames.py", "tests/test_library.py", "tests/test_plan.py", "tests/test_plan_by_hand.py"),
    *("tests/test_problem_kinds.py", "tests/test_reordered.py", "tests/test_rule_lines.py"),
)
"""Tests of what stands above the rooms, in the same process."""
LEFT_OUT = ("tests/ledger/test_writers.py", "tests/ledger/test_interruptions.py")
"""They take minutes, and work in other processes."""
LEAST = 15
"""Seconds that any test may take; beside them ten times what it took when it was noted."""
MOST = 180
"""Seconds that the tests of a room, and again those of the others, may have taken together: the quickest are taken.

They took several times as long when they were noted, line by line, as they take with a mistake in place.
"""
WAITS = 1200
"""Seconds that they may take with a mistake in place: one that never ends is caught."""
SEQUENCES = "20"
"""So many random sequences of acts are played for each mistake."""
LIBRARIES = (
    "hypothesis",
    "numpy",
    "pydantic",
    "yaml",
    "typer",
    "rich.table",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
)
"""What the tests import beside our own code, and is imported once."""


class Mistake(NamedTuple):
    """A mistake: the file, the line, and the source of the line before and after."""

    file: Path
    line: int
    before: str
    after: str


def mistakes(file: Path) -> Iterator[Mistake]:
    """Yield every mistake that can be made in a module, in the order of its lines."""
    lines = file.read_text(encoding="utf-8").splitlines()
    tree = ast.parse("\n".join(lines))
    beside = {id(part) for node in ast.walk(tree) for said in _beside(node) for part in ast.walk(said)}
    for node in ast.walk(tree):
        for old, new in _changes(node) if id(node) not in beside else ():
            line = getattr(old, "lineno", 0)
            if line and line == old.end_lineno:  # type: ignore[attr-defined]  # (an expression has both)
                text = lines[line - 1].encode()
                start, end = old.col_offset, old.end_col_offset  # type: ignore[attr-defined]  # (as above)
                after = text[:start] + f"({ast.unparse(new)})".encode() + text[end:]
                yield Mistake(file, line, lines[line - 1], after.decode())


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield expressions of a node, each with what is put in its place."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield node, ast.Compare(node.left, [COMPARISONS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield node, ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield node, ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant) and type(node.value) in {int, bool}:
        yield node, ast.Constant(not node.value if type(node.value) is bool else node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield node, ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield node.value, ast.Constant(None)


def _beside(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what of a node does nothing but forbid: types, decorators, `strict`, `frozen`, `eq`."""
    match node:
        case ast.AnnAssign(annotation=said) | ast.arg(annotation=ast.expr() as said):
            yield said
        case ast.FunctionDef(returns=returns, decorator_list=decorators):
            yield from [*decorators, *([returns] if returns else ())]
        case ast.ClassDef(decorator_list=decorators):
            yield from decorators
        case ast.keyword(arg="strict" | "frozen" | "eq", value=said):
            yield said


def room_of(module: Path) -> str:
    """Return the folder of the tests of a module's room, by the folders of the source."""
    within = module.relative_to(ROOT / "src/starrating").parent
    room = next(folder for folder in (within, *within.parents) if (ROOT / "tests" / folder).is_dir())
    return f"tests/{room.parts[0]}" if room.parts else f"tests/test_{module.stem}.py"


def key_of(line: str) -> str:
    """Return the name of a line in the notes: they serve until its text is changed, wherever it moves."""
    return f"{zlib.crc32(line.strip().encode()):x}"


class Recorder:
    """A plugin of pytest: notes which lines of ours each test reaches, and how long it takes.

    `notes` is by file of tests: `tests`, the seconds of each in turn, None if it failed; and `reached`, by our module
    and the name of its line, the positions of tests in turn.
    """

    def __init__(self, source: Path) -> None:
        self.notes: dict[str, dict[str, Any]] = {}
        self.failing: set[str] = set()
        self._source = f"{source}{os.sep}"
        self._lines: dict[CodeType, frozenset[int]] = {}
        self._left: dict[CodeType, frozenset[int]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave out a test that fails as things are: it would catch everything."""
        if report.failed:
            self.failing.add(report.nodeid)

    def _called(self, frame: FrameType, _: str, __: object) -> Callable[..., Any] | None:
        code = frame.f_code
        if code not in self._left:
            if not (code.co_flags & CO_OPTIMIZED and code.co_filename.startswith(self._source)):
                return None  # (a module or a class, whose lines belong to whoever is first, is not optimized)
            self._lines[code] = frozenset(line for *_, line in code.co_lines() if line)
            self._left[code] = self._lines[code] - {frame.f_lineno}
        return self._reached if self._left[code] else None

    def _reached(self, frame: FrameType, _: str, __: object) -> Callable[..., Any]:
        left = self._left.get(frame.f_code, frozenset()) - {frame.f_lineno}  # (a frame may be of the test before)
        if frame.f_code in self._left:
            self._left[frame.f_code] = left
        frame.f_trace_lines = bool(left)
        return self._reached

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Watch one test, with its fixtures."""
        self._left, begun = {}, time.perf_counter()
        sys.settrace(self._called)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            note = self.notes.setdefault(item.nodeid.partition("::")[0], {"tests": {}, "reached": {}})
            position = len(note["tests"])
            note["tests"][item.nodeid] = None if item.nodeid in self.failing else round(time.perf_counter() - begun, 3)
            for code, left in self._left.items():
                module = note["reached"].setdefault(code.co_filename.removeprefix(self._source), {})
                for line in self._lines[code] - left:
                    module.setdefault(key_of(getline(code.co_filename, line)), []).append(position)


class Limit:
    """A plugin of pytest: ends the process where a test takes far longer than it did when it was recorded."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self._seconds = seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Set the alarm, which nothing catches."""
        signal.setitimer(signal.ITIMER_REAL, LEAST + 10 * self._seconds.get(item.nodeid, 1))
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def in_fork(copy: Path, work: Callable[[], int], seconds: int) -> int | None:
    """Do work in a fork within the copy of the checkout; its exit code, None if it takes more than so many seconds."""
    child = os.fork()
    if not child:
        os.setsid()
        os.chdir(copy)
        told = os.open(copy.parent / "told.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(told, 1)
        os.dup2(told, 2)
        os.environ.update(PYTHONDONTWRITEBYTECODE="1", PYTHONPATH=str(copy / "src"), STARRATING_SEQUENCES=SEQUENCES)
        sys.path[:0] = [str(copy / "src")]
        code = 70
        try:
            code = work()
        except BaseException:  # noqa: BLE001 [whatever it is, the mistake made it]
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            with suppress(ProcessLookupError):  # what its tests have started and not ended
                os.killpg(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


class Notes:
    """What every test reaches, from the file of an earlier run where its test is still the same."""

    def __init__(self, copy: Path, file: Path) -> None:
        self.seconds: dict[str, float] = {}
        self._copy, self._file = copy, file
        self._known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        self._reached: list[tuple[list[str], dict[str, dict[str, list[int]]]]] = []

    def take(self, places: Iterable[str]) -> None:
        """Know what the tests of files and folders reach; what is not known yet is run, a folder at a time."""
        asked = {
            file.relative_to(self._copy).as_posix(): file
            for place in places
            for file in ([self._copy / place] if place.endswith(".py") else (self._copy / place).rglob("test_*.py"))
        }
        digests = {name: sha256(file.read_bytes()).hexdigest() for name, file in asked.items() if name not in LEFT_OUT}
        new = sorted(name for name, digest in digests.items() if self._known.get(name, {}).get("digest") != digest)
        for _, names in groupby(new, key=lambda name: Path(name).parent):
            together = list(names)
            found = recorded(self._copy, together)
            for name in together:
                note = found.get(name, {"tests": {}, "reached": {}})
                self._known[name] = {"digest": digests[name], **note}
            self._file.write_text(json.dumps(self._known), encoding="utf-8")
        notes = [self._known[name] for name in sorted(digests)]
        self.seconds |= {test: took for note in notes for test, took in note["tests"].items() if took is not None}
        self._reached += [([*note["tests"]], note["reached"]) for note in notes]

    def tests_of(self, mistake: Mistake, source: str) -> set[str]:
        """Return the tests that reach the line of a mistake, or, where none is noted, its function, or its module."""
        lines = source.splitlines()
        around = [
            (node.lineno, node.end_lineno or 0)
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef) and node.lineno <= mistake.line <= (node.end_lineno or 0)
        ]
        module = mistake.file.relative_to(ROOT / "src/starrating").as_posix()
        line = [(mistake.line, mistake.line)] if around else []
        for first, last in [*line, *sorted(around, reverse=True), (1, len(lines))]:
            keys = {key_of(line) for line in lines[first - 1 : last]}
            found = {
                tests[position]
                for tests, reached in self._reached
                for key, positions in reached.get(module, {}).items()
                if key in keys
                for position in positions
            }
            if found:
                break
        return {test for test in self.seconds if test in found or own_of(mistake) in test}


def recorded(copy: Path, files: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Run files of tests once, and return what is noted of each; a test that fails as things are is left out."""
    noted = copy.parent / "noted.json"

    def run() -> int:
        recorder = Recorder(copy / "src/starrating")
        pytest.main([*QUICKLY, *files], plugins=[recorder])
        noted.write_text(json.dumps(recorder.notes), encoding="utf-8")
        return 0

    if in_fork(copy, run, 2 * WAITS):
        sys.exit((copy.parent / "told.txt").read_text(encoding="utf-8"))
    notes: dict[str, dict[str, Any]] = json.loads(noted.read_text(encoding="utf-8"))
    for test in (test for note in notes.values() for test, taken in note["tests"].items() if taken is None):
        sys.stdout.write(f"left out, since it fails as things are: {test}\n")
    return notes


def own_of(mistake: Mistake) -> str:
    """Return how the file of tests is called that is about the module of a mistake."""
    return f"/test_{mistake.file.stem}.py::"


def in_turn(mistake: Mistake, tests: Iterable[str], seconds: Mapping[str, float]) -> list[str]:
    """Return the tests in the order of trial: those of the module first, then the quickest, as many as may be run."""
    ordered = sorted(tests, key=lambda test: (own_of(mistake) not in test, seconds[test]))
    took = accumulate(seconds[test] for test in ordered)
    return [test for test, sum_ in zip(ordered, took, strict=True) if sum_ <= MOST] or ordered[:1]


def survives(mistake: Mistake, tests: Sequence[str], seconds: Mapping[str, float], copy: Path) -> bool:
    """Run tests with a mistake in the copy; True if none of them fails, or lasts."""
    if not tests:
        return True
    file = copy / mistake.file.relative_to(ROOT)
    whole = file.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    lines[mistake.line - 1] = f"{mistake.after}\n"
    file.write_text("".join(lines), encoding="utf-8")
    try:
        return in_fork(copy, lambda: int(pytest.main([*QUICKLY, "-x", *tests], plugins=[Limit(seconds)])), WAITS) == 0
    finally:
        file.write_text(whole, encoding="utf-8")


def survivors(chosen: Iterable[Mistake], notes: Notes, places: Sequence[str], copy: Path) -> list[Mistake]:
    """Return the mistakes that no test of these places catches."""
    notes.take(places)
    left = []
    for mistake in chosen:
        source = (copy / mistake.file.relative_to(ROOT)).read_text(encoding="utf-8")
        tests = in_turn(mistake, notes.tests_of(mistake, source), notes.seconds)
        if survives(mistake, tests, notes.seconds, copy):
            left.append(mistake)
            sys.stdout.write(f"not by {places[0]} …: {mistake.file.name}:{mistake.line} {mistake.after.strip()}\n")
            sys.stdout.flush()
    return left


def main() -> int:
    """Make the mistakes, print the survivors and the share that was caught; 1 if it is below the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--aim", type=int, default=95, help="percent")
    kept = Path(tempfile.gettempdir()) / "starrating-tests.json"
    parser.add_argument("--notes", type=Path, default=kept, help="which tests reach which lines (%(default)s)")
    parser.add_argument("--own", action="store_true", help="ask only the tests of the room itself, which is quicker")
    parser.add_argument("places", nargs="+", type=Path, help="modules or folders")
    asked = parser.parse_args()
    files = sorted({file for place in asked.places for file in (place.rglob("*.py") if place.is_dir() else [place])})
    possible = [mistake for file in files for mistake in mistakes(file.resolve())]
    chosen = random.Random(asked.seed).sample(possible, min(asked.sample, len(possible)))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "__pycache__", "results"))
        for name in LIBRARIES:
            import_module(name)
        rooms = {room_of(mistake.file) for mistake in chosen}
        left = survivors(chosen, Notes(copy, asked.notes), sorted(rooms), copy)
        if left and not asked.own:
            others = [f"tests/{room}" for room in ROOMS if f"tests/{room}" not in rooms]
            left = survivors(left, Notes(copy, asked.notes), [*others, *FACES], copy)
    for mistake in left:
        where = f"{mistake.file.relative_to(ROOT)}:{mistake.line}"
        sys.stdout.write(f"{where}\n- {mistake.before.strip()}\n+ {mistake.after.strip()}\n")
    caught = len(chosen) - len(left)
    sys.stdout.write(f"seed {asked.seed}: {caught} of {len(chosen)} caught, of {len(possible)} that could be made\n")
    return int(caught * 100 < asked.aim * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
