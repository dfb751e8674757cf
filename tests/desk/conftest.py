"""A desk of a company that has begun, as it runs."""

import pytest

from commands import run
from desks import multipart, running
from workbooks import write_book

BOOK = "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 85\n丙党支部 | 71"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Make a workspace, and beside it a workbook."""
    made = tmp_path_factory.mktemp("office")
    assert run(made, "init", str(made / "company"), "--organisation", "××公司").exit_code == 0
    write_book(made / "2013H1.xlsx", {"考核评分": BOOK})
    return made / "company"


@pytest.fixture(scope="module")
def desk(folder):
    """Start the desk, and enter it."""
    with running(folder) as asker:
        yield asker.enter()


@pytest.fixture
def drop(desk, folder):
    """Return what drops files on a field of the page of a period."""

    def dropped(period, *files, field="scores", token=None):
        named = [(field, name, content) for name, content in files]
        body, kind = multipart({"form": token or desk.get(f"/period/{period}").token}, named)
        return desk.post(f"/period/{period}/books", body, Content_Type=kind)

    return dropped


@pytest.fixture
def book(folder):
    """Return the workbook."""
    return (folder.parent / "2013H1.xlsx").read_bytes()
