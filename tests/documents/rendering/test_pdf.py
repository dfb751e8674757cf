import sys
from pathlib import Path

import pytest
from programs import program

from reviews import notice
from starrating.documents import output
from starrating.documents.rendering import pdf
from starrating.errors import RefusalError


@pytest.fixture
def no_office(monkeypatch):
    monkeypatch.setattr(pdf, "find_office", lambda: None)


def fake(folder: Path, script: str) -> Path:
    """Make a program that takes the place of LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("a script is no program here")
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_a_notice_becomes_a_pdf_under_its_own_name(tmp_path):
    program("soffice")
    output.write(tmp_path / "关于公示.pdf", notice())
    assert (tmp_path / "关于公示.pdf").read_bytes().startswith(b"%PDF-")
    assert [file.name for file in tmp_path.iterdir()] == ["关于公示.pdf"]


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_it_is_said_what_to_do(tmp_path):
    with pytest.raises(RefusalError) as refused:
        output.write(tmp_path / "n.pdf", notice())
    (problem,) = refused.value.problems
    assert problem.code == "no-office"
    assert "save it as PDF" in problem.hint.say("en")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "sleep 60 & wait"])
def test_a_libreoffice_that_fails_leaves_the_old_file(script, tmp_path, monkeypatch):
    office = fake(tmp_path, script)
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    monkeypatch.setattr(pdf, "TIMEOUT", 0.5)
    old, docx = tmp_path / "n.pdf", tmp_path / "n.docx"
    old.write_text("old", encoding="utf-8")
    docx.write_bytes(b"")
    with pytest.raises(RefusalError) as refused:
        pdf.convert(docx, old)
    assert refused.value.problems[0].code == "pdf-failed"
    assert old.read_text("utf-8") == "old"


def test_the_program_of_the_path_comes_first(tmp_path, monkeypatch):
    office = fake(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.find_office() == office


def test_the_usual_places_are_looked_at_where_the_path_has_none(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    place = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    assert pdf.find_office() != place
    place.parent.mkdir(parents=True)
    place.touch()
    assert pdf.find_office() == place
