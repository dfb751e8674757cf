"""Chromium, and the pages that it opens: every kind of document, and boards, in both languages, with hostile names."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_specimens import board_of_60, boards_of_strangers, documents_by_name
from programs import program

from commands import run


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Start Chromium once for all tests."""
    chromium = program("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, company) -> dict[str, Path]:
    """Write the pages; return their files by name."""
    folder = tmp_path_factory.mktemp("pages")
    files = documents_by_name(folder) | boards_of_strangers(folder) | board_of_60(folder)
    office = folder / "company"
    shutil.copytree(company[0], office)
    assert run(office, "rectify", "open", "--period", "2013H1", "--min-lost", "0").exit_code == 0
    assert run(office, "board", "-o", str(folder / "board.html")).exit_code == 0
    return {**files, "board": folder / "board.html"}
