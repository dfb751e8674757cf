"""Programs of the machine that tests need: skipped without them, but not in CI."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """Return the path of a program. A test that needs one is skipped where it is not installed; in CI it fails."""
    found = shutil.which(name)
    if found is None:
        assert "CI" not in os.environ, f"{name} is not installed, and the checks need it"
        pytest.skip(f"{name} is not installed")
    return found
