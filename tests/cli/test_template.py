"""`template` and `collect`: what the ledger knows stands in the blank sheets, and what is filled in comes back."""

import shutil

import openpyxl
import pytest
from docx import Document

from commands import data, run
from company import EXAMPLE
from starrating.ledger import open_ledger
from starrating.model import Period
from workbooks import write_book

FIRST = "采煤一队党支部"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """Make a workspace in which one review is recorded and its findings are entered."""
    folder = tmp_path_factory.mktemp("company")
    assert run(folder, "score", str(EXAMPLE / "2012H2.xlsx")).exit_code == 0
    assert run(folder, "rectify", "open", "--period", "2012H2", "--min-lost", "0").exit_code == 0
    return folder


@pytest.fixture
def company(recorded, tmp_path):
    return shutil.copytree(recorded, tmp_path / "company")


def template(folder, *options):
    return data(folder, "template", "--period", "2013H1", *options)


def heads(sheet, *rows):
    return {cell.value: cell.column for row in rows for cell in sheet[row] if cell.value}


def fill(path, lost=0.0):
    """Give every branch full marks in every item of 考核评分, but `lost` points of the first item."""
    book = openpyxl.load_workbook(path)
    sheet = book["考核评分"]
    columns = heads(sheet, 3, 4)
    for row in range(5, sheet.max_row + 1):
        if not sheet.cell(row, columns["党支部"]).value:
            break
        items = [(head, column) for head, column in columns.items() if head.endswith("分)") and "\n" in head]
        for number, (head, column) in enumerate(items):
            sheet.cell(row, column).value = float(head.split("(")[1].removesuffix("分)")) - (lost if not number else 0)
    return book


def test_the_blank_workbook_has_the_branches_their_stars_and_the_open_findings(company):
    done = template(company, "-o", str(company / "blank.xlsx"))
    assert len(done["branches"]) == 24
    book = openpyxl.load_workbook(company / "blank.xlsx")
    scores = book["考核评分"]
    columns = heads(scores, 3, 4)
    before = data(company, "score", str(EXAMPLE / "2012H2.xlsx"))["branches"]
    names = {3: "三星级", 4: "四星级", 5: "五星级"}
    assert {
        scores.cell(row, columns["党支部"]).value: scores.cell(row, columns["上期星级"]).value for row in range(5, 29)
    } == {each["branch"]: names[each["star"]] for each in before}
    row = next(row for row in range(5, 29) if scores.cell(row, columns["党支部"]).value == FIRST)
    assert scores.cell(row, columns["单位"]).value
    assert [scores.cell(row, columns[head]).protection.locked for head in ("上期星级", "申报星级")] == [True, False]
    assert scores.protection.sheet
    assert scores["A1"].value == "2013年上半年星级党支部考核评分表"
    assert [name for name in book.sheetnames if name.startswith("部门意见")] == [
        f"部门意见（{each}）" for each in ("纪检", "生产经营", "安全", "技术", "治保")
    ]
    listed = data(company, "rectify", "list")["findings"]
    assert [cell.value for cell in book["自查整改"]["C"]][1 : len(listed) + 1] == [each["finding"] for each in listed]


def test_the_filled_workbook_is_scored_and_no_opinion_is_not_the_same_as_none(company):
    template(company, "-o", str(company / "2013H1.xlsx"))
    book = fill(company / "2013H1.xlsx", lost=1)
    for row, (opinion, note) in enumerate((("无", None), ("有", "通报〔2013〕3号"), (None, None)), start=4):
        book["部门意见（安全）"].cell(row, 3).value = opinion
        book["部门意见（安全）"].cell(row, 4).value = note
    book.save(company / "2013H1.xlsx")
    scored = data(company, "score", str(company / "2013H1.xlsx"))
    assert {each["score"] for each in scored["branches"]} == {"99.00"}
    assert [problem["code"] for problem in scored["problems"] if problem["severity"] != "notice"] == ["opinion-against"]
    with open_ledger(f"sqlite:///{company / 'starrating.db'}") as ledger:
        opinions = ledger.latest(Period(2013, "H1")).records.opinions
    safety = [each for each in opinions if each["department"] == "安全"]
    assert [(each["opinion"], each["note"]) for each in safety[:3]] == [
        ("无", None),
        ("有", "通报〔2013〕3号"),
        (None, None),
    ]
    assert len(opinions) == 5 * 24


def test_a_renamed_branch_has_its_new_name_its_old_star_and_its_old_name_as_an_alias(company):
    renamed = run(company, "roster", "rename", FIRST, "综掘队党支部", "--date", "2013-01-10")
    assert renamed.exit_code == 0, renamed.output
    template(company, "-o", str(company / "blank.xlsx"))
    book = openpyxl.load_workbook(company / "blank.xlsx")
    scores, roster = book["考核评分"], book["名册"]
    columns = heads(scores, 3, 4)
    named = {scores.cell(row, columns["党支部"]).value: row for row in range(5, 29)}
    assert FIRST not in named
    assert scores.cell(named["综掘队党支部"], columns["上期星级"]).value
    aliases = {row[1].value: row[2].value for row in roster.iter_rows(min_row=2)}
    assert FIRST in aliases["综掘队党支部"].split("、")


def test_a_workbook_that_is_being_filled_in_is_kept(company):
    (first,) = template(company)["files"]
    assert template(company)["files"] == [first]
    path = company / "2013年上半年星级党支部考核评分表.xlsx"
    fill(path).save(path)
    again = template(company)
    assert [problem["code"] for problem in again["problems"]] == ["file-kept"]
    assert again["files"][0].endswith("（2）.xlsx")


@pytest.fixture(scope="module")
def sent(recorded, tmp_path_factory):
    """Make a workspace with a form for each branch, in which every item has full marks."""
    folder = shutil.copytree(recorded, tmp_path_factory.mktemp("sent") / "company")
    template(folder, "--per-branch", str(folder / "forms"))
    for path in (folder / "forms").iterdir():
        book = openpyxl.load_workbook(path)
        for row in book.active.iter_rows(min_row=6):
            if isinstance(row[0].value, int):
                row[4].value = row[5].value = row[3].value
        book.save(path)
    return folder


@pytest.fixture
def returned(sent, tmp_path):
    return shutil.copytree(sent, tmp_path / "returned")


def form(company, name):
    (path,) = (company / "forms").glob(f"*-{name}党支部.xlsx")
    return path


def assess(path, points):
    """Write the points of the first item into a form."""
    book = openpyxl.load_workbook(path)
    row = next(row for row in book.active.iter_rows(min_row=6) if row[0].value == 1)
    row[5].value = points
    book.save(path)


def collect(company, *options):
    return run(company, "collect", str(company / "forms"), "-o", str(company / "period.xlsx"), *options)


def test_forms_become_one_workbook_and_who_sent_none_is_named(returned):
    form(returned, "机电队").unlink()
    done = data(returned, "collect", str(returned / "forms"), "-o", str(returned / "period.xlsx"))
    assert (len(done["branches"]), done["missing"], done["period"]) == (23, ["机电队党支部"], "2013H1")
    refused = run(returned, "score", str(returned / "period.xlsx"))
    assert refused.exit_code == 1
    assert "机电队党支部 has no score for" in refused.stderr
    sheet = openpyxl.load_workbook(returned / "period.xlsx")["考核评分"]
    assert sheet.cell(5, heads(sheet, 3, 4)["自评得分"]).value == 100


def test_the_workbook_is_named_by_its_period_and_replaces_nothing_of_its_user(returned):
    name = "2013年上半年星级党支部考核评分表"
    (first,) = data(returned, "collect", str(returned / "forms"))["files"]
    assert first.endswith(f"{name}.xlsx")
    (returned / f"{name}.xlsx").write_bytes(b"edited")
    (second,) = data(returned, "collect", str(returned / "forms"))["files"]
    assert second.endswith(f"{name}（2）.xlsx")
    assert (returned / f"{name}.xlsx").read_bytes() == b"edited"


def test_the_books_of_the_workspace_are_no_forms_but_one_that_came_back_in_a_folder_is_read(returned):
    for path in (returned / "forms").iterdir():
        path.rename(returned / path.name)
    first, again = (data(returned, "collect", str(returned)) for _ in range(2))
    assert (first["branches"], first["files"]) == (again["branches"], again["files"])
    (book,) = returned.glob("*考核评分表.xlsx")
    shutil.copy(book, book.with_stem(f"{book.stem}（2）"))
    assert data(returned, "collect", str(returned))["branches"] == first["branches"]
    shutil.copy(book, returned / "forms")
    assert data(returned, "collect", str(returned / "forms"))["branches"] == first["branches"]


def test_points_of_a_form_are_scored_as_they_were_typed(returned):
    assess(form(returned, "采煤一队"), 0.7)
    assert collect(returned).exit_code == 0
    scored = data(returned, "score", str(returned / "period.xlsx"))
    scores = {each["branch"]: each["score"] for each in scored["branches"]}
    assert (scores.pop(FIRST), set(scores.values())) == ("96.70", {"100.00"})


def test_a_form_that_is_not_assessed_yet_comes_with_blank_scores(returned):
    assess(form(returned, "采煤一队"), None)
    assert collect(returned).exit_code == 0
    refused = run(returned, "score", str(returned / "period.xlsx"))
    assert refused.stderr.count("has no score for") == 1


def test_two_forms_of_a_branch_are_refused_and_nothing_is_written(returned):
    shutil.copy(form(returned, "机电队"), returned / "forms" / "again.xlsx")
    result = collect(returned)
    assert result.exit_code == 1
    assert "机电队党支部 has sent two forms" in result.stderr
    assert not (returned / "period.xlsx").exists()


@pytest.mark.parametrize(("odd", "named"), [(1, "甲.xlsx"), (2, "no kind is that of most")])
def test_of_forms_with_other_items_the_odd_one_is_named_and_none_where_there_are_as_many(tmp_path, odd, named):
    for number, name in enumerate("甲乙丙丁"):
        items = (50, 50) if number < odd else (40, 60)
        rows = "\n".join(f"第{at}项 | {marks} | {marks}" for at, marks in enumerate(items))
        write_book(tmp_path / f"{name}.xlsx", {"申报考核表": f"党支部 | {name}党支部\n指标 | 分值 | 考核得分\n{rows}"})
    told = run(tmp_path, "collect", str(tmp_path), "--period", "2013H1").stderr
    assert named in told.splitlines()[0]
    assert all(f"{name}.xlsx" in told for name in ("甲乙丙丁" if odd == 2 else "甲"))


def test_problems_of_all_forms_are_told_with_file_and_cell(returned):
    for name, points in (("机电队", 99), ("运输队", "优")):
        assess(form(returned, name), points)
    result = collect(returned, "--json")
    assert result.exit_code == 1
    for name in ("机电队", "运输队"):
        assert f"申报考核表-{name}党支部.xlsx!申报考核表!F7" in result.stdout


def test_several_processes_read_what_one_reads(returned, monkeypatch):
    one = data(returned, "collect", str(returned / "forms"), "-o", str(returned / "one.xlsx"))
    monkeypatch.setattr("starrating.commands.collect.WORTH_PROCESSES", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    several = data(returned, "collect", str(returned / "forms"), "-o", str(returned / "several.xlsx"))
    assert {**several, "files": one["files"]} == one


def test_without_branches_there_is_a_blank_workbook_but_no_forms(tmp_path):
    assert template(tmp_path)["branches"] == []
    refused = run(tmp_path, "template", "-p", "2013H1", "--per-branch", str(tmp_path / "forms"))
    assert (refused.exit_code, (tmp_path / "forms").exists()) == (3, False)


def test_word_forms_name_every_branch_and_those_that_come_too_early_are_refused(company):
    files = template(company, "--form", "application", "--form", "opinions", "--form", "rectification")["files"]
    application, opinions, _ = (
        Document(str(next((company / "results/2013H1").glob(f"*{name}.docx"))))
        for name in (
            "申报表",
            "征求表",
            "台账",
        )
    )
    assert len(files) == 3
    assert [table.cell(0, 1).text for table in application.tables][:1] == [FIRST]
    assert len(application.tables) == 24
    assert len(opinions.tables) == 5
    assert run(company, "template", "-p", "2013", "--form", "plaques").exit_code == 3
    assert run(company, "template", "-p", "2013", "--form", "pairs").exit_code == 3
    assert run(company, "template", "-p", "2013H1", "--form", "poster").exit_code == 2
