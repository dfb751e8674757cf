"""The command line, run in this process in a workspace."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from starrating.cli.app import app


def run(folder: Path, *arguments: str) -> Result:
    """Run a command in a workspace; an unforeseen error is raised."""
    return CliRunner().invoke(app, ["-C", str(folder), *arguments], catch_exceptions=False)


def data(folder: Path, *arguments: str) -> Any:
    """Run a command that must succeed, with --json, and return what it printed."""
    result = run(folder, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
