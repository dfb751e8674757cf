"""How well do the tests catch mistakes? `python tools/mutate.py --seed 17 --sample 40 src/starrating/rating`.

Makes small mistakes in modules, one at a time, and runs tests in a copy of the checkout: those of the module, then
those of its room, or those given after `--`. A mistake that no test catches survives and is printed as a difference of
one line. Which places are taken is fixed by the seed.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
QUICKLY = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0")
WAITS = 600
"""Seconds that the tests of one mistake may take: a mistake that never ends is caught."""


class Mistake(NamedTuple):
    """A mistake: the file, the line, and the source of the line before and after."""

    file: Path
    line: int
    before: str
    after: str


def mistakes(file: Path) -> Iterator[Mistake]:
    """Yield every mistake that can be made in a module, in the order of its lines."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        for old, new in _changes(node):
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
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS and not _is_type(node):
        yield node, ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant) and type(node.value) in {int, bool}:
        yield node, ast.Constant(not node.value if type(node.value) is bool else node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield node, ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield node.value, ast.Constant(None)


def _is_type(node: ast.BinOp) -> bool:
    """Tell `int | None`, which is no sum."""
    return isinstance(node.op, ast.BitOr) and isinstance(node.right, ast.Constant) and node.right.value is None


def tests_of(module: Path) -> list[str]:
    """Return the tests of a module: its own first, then those of the room it is in, by the folders of the source."""
    within = module.relative_to(ROOT / "src/starrating").parent
    own = sorted((ROOT / "tests").glob(f"{within.parts[0]}/**/test_{module.stem}.py"))
    room = next(folder for folder in (within, *within.parents) if (ROOT / "tests" / folder).is_dir())
    return [*(str(each.relative_to(ROOT)) for each in own), f"tests/{room.as_posix()}", "tests/test_plan.py"]


def survives(mistake: Mistake, tests: list[str], copy: Path) -> bool:
    """Run the tests with a mistake in the copy; True if none of them fails."""
    file = copy / mistake.file.relative_to(ROOT)
    whole = file.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    lines[mistake.line - 1] = f"{mistake.after}\n"
    file.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", *QUICKLY, *(tests or tests_of(mistake.file))]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy / "src")}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=WAITS, check=False)
    except subprocess.TimeoutExpired:
        return False
    finally:
        file.write_text(whole, encoding="utf-8")
    return done.returncode == 0


def main() -> int:
    """Make the mistakes, print the survivors and the share that was caught; 1 if it is below the aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--aim", type=int, default=95, help="percent")
    parser.add_argument("places", nargs="+", type=Path, help="modules or folders; tests may follow after --")
    given = sys.argv[1:]
    at = given.index("--") if "--" in given else len(given)
    asked, tests = parser.parse_args(given[:at]), given[at + 1 :]
    files = sorted({file for place in asked.places for file in (place.rglob("*.py") if place.is_dir() else [place])})
    possible = [mistake for file in files for mistake in mistakes(file.resolve())]
    chosen = random.Random(asked.seed).sample(possible, min(asked.sample, len(possible)))  # noqa: S311 [no secret]
    left = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", "__pycache__", "results"))
        for mistake in chosen:
            if survives(mistake, tests, copy):
                left.append(mistake)
                where = f"{mistake.file.relative_to(ROOT)}:{mistake.line}"
                sys.stdout.write(f"{where}\n- {mistake.before.strip()}\n+ {mistake.after.strip()}\n")
                sys.stdout.flush()
    caught = len(chosen) - len(left)
    sys.stdout.write(f"seed {asked.seed}: {caught} of {len(chosen)} caught, of {len(possible)} that could be made\n")
    return int(caught * 100 < asked.aim * len(chosen))


if __name__ == "__main__":
    sys.exit(main())
