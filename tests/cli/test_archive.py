"""The file of a period for the shelf: all that was read, decided and sent, each as it was recorded."""

import zipfile

import openpyxl
import pytest

from commands import data, run
from workbooks import write_book

DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
SETTING = ("--set", "丙党支部=5", "--reason", "补计", "--document", "党发〔2013〕11号")
SCORES = {"甲党支部": 92, "乙党支部": 89.9, "丙党支部": 85}


def book(folder, name, scores):
    rows = [f"{branch} | {score}" for branch, score in scores.items()]
    said = [f"{branch} | {each} | 无" for branch in scores for each in DEPARTMENTS]
    tables = {"考核评分": ["党支部 | 考核总分", *rows], "部门意见": ["党支部 | 部门 | 意见", *said]}
    write_book(folder / name, {sheet: "\n".join(lines) for sheet, lines in tables.items()})
    return str(folder / name)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Make a period whose result was corrected twice, and its circular sent twice; return the folder and its file."""
    folder = tmp_path_factory.mktemp("shelf")
    first = book(folder, "first.xlsx", SCORES)
    second = book(folder, "second.xlsx", SCORES | {"乙党支部": 90.4})
    on, md = ("--period", "2013H1"), ("--format", "md")
    acts = [
        ("score", first, *on),
        ("decide", *on, "--date", "2013-07-10", "--document", "党发〔2013〕7号"),
        ("announce", *on, "--from", "2013-07-15", *md),
        ("objection", "add", *on, "--date", "2013-07-16", "--what", "漏计"),
        ("objection", "resolve", "1", "--upheld", "--finding", "属实", "--date", "2013-07-18"),
        ("score", second, *on),
        ("decide", *on, "--date", "2013-07-19", "--document", "党发〔2013〕8号"),
        ("announce", *on, "--from", "2013-07-19", *md),
        ("announce", *on, "--kind", "circular", "--date", "2013-07-29", "--document", "党发〔2013〕9号", *md),
        ("objection", "add", *on, "--date", "2013-07-30", "--what", "再议"),
        ("objection", "resolve", "2", "--upheld", "--finding", "属实", "--date", "2013-08-02", *SETTING),
        ("announce", *on, "--from", "2013-08-05", *md),
        ("announce", *on, "--kind", "notice", *md),
        ("announce", *on, "--kind", "decision", "--date", "2013-08-21", *md),
        ("announce", *on, "--kind", "circular", "--date", "2013-08-20", "--document", "党发〔2013〕12号", *md),
        ("announce", *on, "--kind", "circular", *md),
    ]
    for act in acts:
        result = run(folder, *act)
        assert result.exit_code == 0, result.output
    return folder, data(folder, "archive", *on)


def test_every_document_stands_as_it_was_recorded_and_says_what_became_of_it(shelf):
    """A correction and a circular that later ones replaced are there; who writes again need not name number and day."""
    folder, told = shelf
    sent = {
        (each["kind"], each["day"], each["document"], each["version"], each["standing"])
        for each in told["files"]
        if each["kind"] not in {"input", "rules", "ledger", "seal"}
    }
    assert sent == {
        ("result", "2013-07-10", "", 1, "decided on 2013-07-10 (党发〔2013〕7号); superseded by version 2"),
        ("notice", "2013-07-15", "", 1, "superseded by: Correction of a notice of 2013-07-19, version 2"),
        ("result", "2013-07-19", "", 2, "decided on 2013-07-19 (党发〔2013〕8号); superseded by version 3"),
        ("correction", "2013-07-19", "", 2, "superseded by: Correction of a notice of 2013-08-05, version 3"),
        ("circular", "2013-07-29", "党发〔2013〕9号", 2, "superseded by: Circular of 2013-08-20, version 3"),
        ("result", "2013-08-02", "", 3, "decided on 2013-08-02 (党发〔2013〕11号)"),
        ("notice", "2013-08-05", "", 3, "superseded by: Correction of a notice of 2013-08-05, version 3"),
        ("correction", "2013-08-05", "", 3, "in force"),
        ("circular", "2013-08-20", "党发〔2013〕12号", 3, "in force"),
        ("decision", "2013-08-21", "", 3, "in force"),
    }
    with zipfile.ZipFile(folder / told["file"]) as packed:
        first, last = (packed.read(each["file"]).decode() for each in told["files"] if each["kind"] == "circular")
    assert ("党发〔2013〕9号" in first, "党发〔2013〕12号" in last) == (True, True)


def test_the_workbooks_of_all_versions_are_there(shelf):
    _, told = shelf
    read = {each["file"].split("/")[-1]: each["standing"] for each in told["files"] if each["kind"] == "input"}
    assert read == {"first.xlsx": "read for versions: 1", "second.xlsx": "read for versions: 2, 3"}


def test_the_ledger_lies_there_with_the_note_of_its_seal(shelf):
    folder, told = shelf
    (note,) = (each["file"] for each in told["files"] if each["kind"] == "seal")
    with zipfile.ZipFile(folder / told["file"]) as packed:
        packed.extract(note, folder)
    assert run(folder, "verify", "--seal", str(folder / note)).exit_code == 0


def test_the_index_names_stars_leaves_room_for_numbers_and_says_how_far_it_has_come(shelf, tmp_path):
    folder, told = shelf
    with zipfile.ZipFile(folder / told["file"]) as packed:
        (index,) = (name for name in packed.namelist() if "/" not in name)
        packed.extract(index, tmp_path)
    files, acts, _ = openpyxl.load_workbook(tmp_path / index).worksheets
    cells = [str(cell) for row in files.values for cell in row if cell is not None]
    assert [row[3] for row in files.values if row[1] == "命名表彰决定"] == ["〔待填〕"]
    assert any("已由2013年8月20日通报（第3版）替代" in cell for cell in cells)
    assert any("公示期2013年8月5日至2013年8月9日" in cell for cell in cells)
    assert any("丙党支部：四星级→五星级（补计）" in str(cell) for row in acts.values for cell in row)
