"""How well do the tests catch mistakes? `python tools/mutate.py --seed 17 --sample 40 src/starrating/rating`.

Makes small mistakes in modules, one at a time, in a copy of the checkout. First the tests of their rooms run once, and
it is noted which functions each of them calls; then each mistake meets only the tests that call its function, those
of its module first, in a fork that has the libraries imported already. A mistake that no test catches survives and is
printed as a difference of one line. Which places are taken is fixed by the seed. A hundred mistakes take some twenty
minutes of one processor.
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
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NamedTuple

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
WAITS = 300
"""Seconds that the tests of one mistake may take: a mistake that never ends is caught."""
LEFT_OUT = ("tests/ledger/test_writers.py", "tests/ledger/test_interruptions.py")
"""They take minutes, and work in other processes."""
LEAST = 15
"""Seconds that any test may take; beside them five times what it took when it was recorded."""
MOST = 2000
"""So many tests meet a mistake at most, of those that call its function."""
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
    """Yield what of a node does nothing but forbid: types, decorators, `strict`, `frozen`."""
    match node:
        case ast.AnnAssign(annotation=said) | ast.arg(annotation=ast.expr() as said):
            yield said
        case ast.FunctionDef(returns=returns, decorator_list=decorators):
            yield from [*decorators, *([returns] if returns else ())]
        case ast.ClassDef(decorator_list=decorators):
            yield from decorators
        case ast.keyword(arg="strict" | "frozen", value=said):
            yield said


def room_of(module: Path) -> str:
    """Return the folder of the tests of a module's room, by the folders of the source."""
    within = module.relative_to(ROOT / "src/starrating").parent
    room = next(folder for folder in (within, *within.parents) if (ROOT / "tests" / folder).is_dir())
    return f"tests/{room.parts[0]}" if room.parts else f"tests/test_{module.stem}.py"


class Recorder:
    """A plugin of pytest: notes which functions of ours each test calls, and how long it takes."""

    def __init__(self, source: Path) -> None:
        self.callers: dict[str, set[str]] = {}
        self.seconds: dict[str, float] = {}
        self.failing: set[str] = set()
        self._source = f"{source}{os.sep}"
        self._called: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave out a test that fails as things are: it would catch everything."""
        if report.failed:
            self.failing.add(report.nodeid)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(self._source):
            self._called.add(f"{code.co_filename.removeprefix(self._source)}:{code.co_firstlineno}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Watch one test, with its fixtures."""
        self._called, begun = set(), time.perf_counter()
        sys.settrace(self._note)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.seconds[item.nodeid] = time.perf_counter() - begun
            for function in self._called:
                self.callers.setdefault(function, set()).add(item.nodeid)


class Limit:
    """A plugin of pytest: ends the process where a test takes far longer than it did when it was recorded."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self._seconds = seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Set the alarm, which nothing catches."""
        signal.setitimer(signal.ITIMER_REAL, LEAST + 5 * self._seconds.get(item.nodeid, 1))
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


def recorded(copy: Path, rooms: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, float]]:
    """Run the tests of rooms once; return which tests call each function, `path:line` of the source, and the times."""
    noted = copy.parent / "noted.json"

    def run() -> int:
        recorder = Recorder(copy / "src/starrating")
        pytest.main([*QUICKLY, *(f"--ignore={file}" for file in LEFT_OUT), *rooms], plugins=[recorder])
        callers = {function: sorted(tests - recorder.failing) for function, tests in recorder.callers.items()}
        seconds = {test: taken for test, taken in recorder.seconds.items() if test not in recorder.failing}
        noted.write_text(json.dumps([callers, seconds, sorted(recorder.failing)]), encoding="utf-8")
        return 0

    if in_fork(copy, run, WAITS * 10):
        sys.exit((copy.parent / "told.txt").read_text(encoding="utf-8"))
    callers, seconds, failing = json.loads(noted.read_text(encoding="utf-8"))
    sys.stdout.writelines(f"left out, since it fails as things are: {test}\n" for test in failing)
    return callers, seconds


def tests_of(
    mistake: Mistake, source: str, callers: Mapping[str, Sequence[str]], seconds: Mapping[str, float]
) -> list[str]:
    """Return the tests that call the function of a mistake, in the order of trial; none: no test reaches it."""
    tree = ast.parse(source)
    around = [
        node.decorator_list[0].lineno if node.decorator_list else node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= mistake.line <= (node.end_lineno or 0)
    ]
    name = mistake.file.relative_to(ROOT / "src/starrating").as_posix()
    own = f"/test_{mistake.file.stem}.py::"
    found = set(callers.get(f"{name}:{max(around)}", ())) if around else set()
    if not found:  # at the top of a module, or called from there: whoever calls anything of it, and its own tests
        found = {test for function, tests in callers.items() if function.startswith(f"{name}:") for test in tests}
        found = found | {test for test in seconds if own in test} or set(seconds)
    return sorted(found, key=lambda test: (own not in test, seconds[test]))[:MOST]


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


def main() -> int:
    """Make the mistakes, print the survivors and the share that was caught; 1 if it is below the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--aim", type=int, default=95, help="percent")
    parser.add_argument("places", nargs="+", type=Path, help="modules or folders")
    asked = parser.parse_args()
    files = sorted({file for place in asked.places for file in (place.rglob("*.py") if place.is_dir() else [place])})
    possible = [mistake for file in files for mistake in mistakes(file.resolve())]
    chosen = random.Random(asked.seed).sample(possible, min(asked.sample, len(possible)))
    left = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "__pycache__", "results"))
        for name in LIBRARIES:
            import_module(name)
        rooms = sorted({room_of(mistake.file) for mistake in chosen})
        callers, seconds = recorded(copy, [*rooms, "tests/test_plan.py"])
        for mistake in chosen:
            source = (copy / mistake.file.relative_to(ROOT)).read_text(encoding="utf-8")
            if survives(mistake, tests_of(mistake, source, callers, seconds), seconds, copy):
                left.append(mistake)
                where = f"{mistake.file.relative_to(ROOT)}:{mistake.line}"
                sys.stdout.write(f"{where}\n- {mistake.before.strip()}\n+ {mistake.after.strip()}\n")
                sys.stdout.flush()
    caught = len(chosen) - len(left)
    sys.stdout.write(f"seed {asked.seed}: {caught} of {len(chosen)} caught, of {len(possible)} that could be made\n")
    return int(caught * 100 < asked.aim * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
