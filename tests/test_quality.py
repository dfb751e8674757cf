"""One command is all checks: lint, form, types, layers."""

import subprocess
import sys
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
