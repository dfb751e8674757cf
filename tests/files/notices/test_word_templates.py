import zipfile
from pathlib import Path

import pytest

from starrating.workspace import builtin

TOOLS = Path(__file__).parents[3] / "tools"


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", ["notice.docx", "notice.en.docx"])
def test_the_built_in_templates_are_those_that_the_tool_makes(name, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    from make_templates import make

    make(tmp_path)
    assert parts(tmp_path / name) == parts(builtin("templates") / name)


@pytest.mark.parametrize("name", ["notice.docx", "notice.en.docx"])
def test_a_template_embeds_no_font_and_names_no_author(name):
    inside = parts(builtin("templates") / name)
    assert not [part for part in inside if "font" in part.lower() or "theme" in part or "thumbnail" in part]
    assert b"creator" not in inside["docProps/core.xml"]
