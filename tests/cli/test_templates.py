import shutil

import pytest

from commands import data, run
from starrating.workspace import builtin


@pytest.fixture
def workspace(tmp_path):
    """Make a workspace with a copy of the built-in templates."""
    shutil.copytree(builtin("templates"), tmp_path / "own")
    (tmp_path / "starrating.toml").write_text('templates = "own"\n', encoding="utf-8")
    return tmp_path


def test_fit_templates_are_named_with_whose_they_are(workspace):
    (workspace / "own" / "notice.md.j2").unlink()
    named = {each["file"]: each["own"] for each in data(workspace, "templates", "check")["templates"]}
    assert named[str(workspace / "own" / "notice.docx")] is True
    assert named[str(builtin("templates") / "notice.md.j2")] is False
    shown = run(workspace, "templates", "check").stdout
    assert "own/notice.docx" in shown
    assert "notice.md.j2 (built-in)" in shown


def test_a_template_with_an_unknown_field_is_an_error_with_its_place(workspace):
    (workspace / "own" / "notice.md.j2").write_text("一\n\n电话：{{ fone }}\n", encoding="utf-8")
    result = run(workspace, "templates", "check")
    assert result.exit_code == 1
    assert "notice.md.j2:3" in result.stderr
    assert "电话：{{ fone }}" in result.stderr
