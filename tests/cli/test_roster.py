"""`roster` and `alias`: branches that change, by commands only."""

import pytest

from commands import data, run
from company import EXAMPLE


@pytest.fixture
def company(tmp_path):
    """Make a workspace where one review of the example company is recorded."""
    assert run(tmp_path, "score", str(EXAMPLE / "2012H2.xlsx")).exit_code == 0
    return tmp_path


def test_a_renaming_is_recorded_and_listed(company):
    done = run(
        company, "roster", "rename", "运输队党支部", "运输一队党支部", "--date", "2013-03-01", "--document", "7号"
    )
    assert done.exit_code == 0
    assert "运输队党支部 → 运输一队党支部" in done.stdout
    known = data(company, "roster", "list")
    assert "运输一队党支部" in known["branches"]
    assert "运输队党支部" not in known["branches"]
    assert known["changes"] == [
        {
            "date": "2013-03-01",
            "change": "renamed",
            "before": ["运输队党支部"],
            "after": ["运输一队党支部"],
            "document": "7号",
        }
    ]


def test_a_name_that_does_not_fit_is_refused_and_nothing_is_recorded(company):
    merged = ("运输对党支部", "开拓队党支部", "--into", "热电厂党支部", "--date", "2013-03-01")
    refused = run(company, "roster", "merge", *merged)
    assert refused.exit_code == 2
    assert "运输队党支部" in refused.stderr
    assert "热电厂党支部" in refused.stderr
    assert data(company, "roster", "list")["changes"] == []


def test_an_alias_is_recorded_for_a_branch_that_is_known(company):
    assert run(company, "alias", "add", "运输一队", "运输队党支部").exit_code == 0
    assert data(company, "roster", "list")["aliases"] == {"运输一队": "运输队党支部"}
    assert run(company, "alias", "add", "运输一队", "运输支部").exit_code == 2
