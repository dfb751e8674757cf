"""Documents that another program has saved again say what the ledger says: no word processor makes a difference."""

import subprocess

import pytest
from programs import program
from specimens import FOOT, PERIODS, table_of

from document_contexts import made
from starrating.documents import output
from starrating.documents.read_back import differences, lines_of

KNOWN = {*(f"第{number:03}采掘区队党支部" for number in range(24)), "五星级", "四星级", "三星级"}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Write every kind and let LibreOffice save it, all in one run: the folder of both."""
    folder = tmp_path_factory.mktemp("saved")
    for kind, period in PERIODS.items():
        (folder / f"{kind}.docx").write_bytes(output.word(made(kind, table_of(24), period, office=FOOT)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{kind}.docx") for kind in PERIODS]
    command = [program("soffice"), profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run([*command, "--outdir", str(folder / "saved"), *files], check=True, capture_output=True, timeout=200)
    return folder


@pytest.mark.parametrize("kind", PERIODS)
def test_saving_changes_no_fact(kind, saved):
    made_lines, saved_lines = lines_of(saved / f"{kind}.docx"), lines_of(saved / "saved" / f"{kind}.docx")
    assert list(differences(made_lines, saved_lines, KNOWN)) == []
    assert any("抄送" in line for line in saved_lines) == any("抄送" in line for line in made_lines)
