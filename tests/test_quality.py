"""One command is all checks: lint, form, types, layers."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = {
    "ruff check": ["ruff", "check", "--no-cache", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy --strict": ["mypy"],
    "import-linter": [str(Path(sys.executable).with_name("lint-imports"))],
}


@pytest.mark.parametrize("name", TOOLS)
def test_the_code_passes(name):
    program, *arguments = TOOLS[name]
    command = [program, *arguments] if Path(program).is_absolute() else [sys.executable, "-m", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{name}\n{done.stdout}\n{done.stderr}"


MOST_NOQA, MOST_INNER_IMPORTS, MOST_LINES, MOST_LINES_OF_MODULE = 60, 20, 40, 400
DATA = {"src/starrating/documents/samples.py: sample_contexts"}
"""Functions that only write down made-up data, a line for each field: to part them would hide what belongs together."""


def _functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _inner_imports(source: str) -> int:
    """Count the imports that stand in functions, each once however deep it stands."""
    within = (node for function in _functions(source) for node in ast.walk(function))
    return len({node.lineno for node in within if isinstance(node, ast.Import | ast.ImportFrom)})


def _sources() -> dict[str, str]:
    return {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in sorted((ROOT / "src").rglob("*.py"))}


def test_few_rules_are_waived_and_few_imports_stand_in_functions():
    sources = _sources()
    assert len(sources) > 200
    assert sum(source.count("# noqa") for source in sources.values()) <= MOST_NOQA
    assert sum(map(_inner_imports, sources.values())) <= MOST_INNER_IMPORTS


def test_no_function_is_longer_than_a_screen():
    """Signature and docstring count: options that several commands have are declared once, apart."""
    long = {
        f"{Path(name).as_posix()}: {function.name}": function.end_lineno - function.lineno + 1
        for name, source in _sources().items()
        for function in _functions(source)
        if function.end_lineno - function.lineno >= MOST_LINES
    }
    assert long.keys() <= DATA, long


def test_no_module_is_longer_than_can_be_read_at_once():
    lines = {name: len(source.splitlines()) for name, source in _sources().items()}
    assert {name: number for name, number in lines.items() if number > MOST_LINES_OF_MODULE} == {}


def test_what_is_counted():
    assert _inner_imports("import a\ndef f():\n    import b\n    def g():\n        from c import d\n") == 2
