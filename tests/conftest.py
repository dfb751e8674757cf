"""Fixtures of the tests that run the program as users do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from company import EXAMPLE, REVIEWS

Run = Callable[..., str]

# A slow or busy machine is no fault of the code; in CI a run must say the same of the same commit.
settings.register_profile(
    "starrating", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("starrating")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="Write tests/goldens anew instead of comparing.")


@pytest.fixture(scope="session")
def starrating() -> Run:
    """Run the command line in a folder, in English; it must leave with 0. Returns what it printed."""

    def run(folder: Path, *arguments: str) -> str:
        env = {name: value for name, value in os.environ.items() if not name.startswith("STARRATING_")}
        env |= {"STARRATING_LANG": "en", "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "starrating", *arguments]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory, starrating: Run) -> tuple[Path, dict[str, Any]]:
    """Rate the example company in a copy of its folder: the folder, and what `score --json` said of each period."""
    folder = tmp_path_factory.mktemp("example") / "company"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("results", "starrating.db*"))
    scored = {period: json.loads(starrating(folder, "score", *files, "--json")) for period, files in REVIEWS.items()}
    return folder, scored
