"""`init`: a workspace that can be worked in at once, and the blank workbook it comes with."""

import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from starrating.cli.app import app
from starrating.workspace import open_workspace


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init", "company").exit_code == 0
    return tmp_path / "company"


def test_init_makes_settings_rules_templates_and_a_blank_workbook(workspace):
    made = {path.relative_to(workspace).as_posix() for path in workspace.rglob("*") if path.is_file()}
    assert {"starrating.toml", "rules/star-branches.yaml", "templates/notice.docx", "空白考核评分表.xlsx"} <= made


def test_a_workspace_is_never_made_anew(workspace):
    (workspace / "starrating.toml").write_text('organisation = "mine"\n', encoding="utf-8")
    result = run("init", "company")
    assert result.exit_code == 3
    assert (workspace / "starrating.toml").read_text(encoding="utf-8") == 'organisation = "mine"\n'


def filled(workspace: Path) -> Path:
    book = openpyxl.load_workbook(workspace / "空白考核评分表.xlsx")
    sheet = book["考核评分"]
    assert re.match(r"20\d\d年[上下]半年", sheet["A1"].value)  # the half-year that is running
    sheet["A1"] = "2013年上半年星级党支部考核评分表"
    heads = {sheet.cell(row, column).value: column for row in (3, 4) for column in range(1, sheet.max_column + 1)}
    items = [column for head, column in heads.items() if head and head.endswith("分)") and column > 9]
    full = [float(str(sheet.cell(4, column).value).split("(")[-1][:-2]) for column in items]
    for row, name in enumerate(("甲党支部", "乙党支部"), start=5):
        sheet.cell(row, heads["党支部"], name)
        sheet.cell(row, heads["申报星级"], "五星级")
        for column, marks in zip(items, full, strict=True):
            sheet.cell(row, column, marks if name[0] == "甲" else marks - 0.5)
    book["降星情形"].append([])
    path = workspace / "2013H1.xlsx"
    book.save(path)
    return path


def test_the_blank_workbook_filled_in_is_read_without_a_problem(workspace):
    path = filled(workspace)
    result = run("-C", str(workspace), "score", str(path), "--json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0, data
    assert [(each["branch"], each["score"], each["star"]) for each in data["branches"]] == [
        ("甲党支部", "100.00", 5),
        ("乙党支部", "86.00", 4),
    ]
    assert {problem["code"] for problem in data["problems"]} == set()
    assert (workspace / "results" / "2013H1").is_dir()


def test_the_blank_workbook_limits_what_can_be_typed(workspace):
    book = openpyxl.load_workbook(workspace / "空白考核评分表.xlsx")
    rules = book["考核评分"].data_validations.dataValidation
    assert len([rule for rule in rules if rule.type == "decimal"]) == 28
    choices = {rule.formula1 for rule in book["降星情形"].data_validations.dataValidation}
    assert '"是,否"' in choices
    assert '"4.4(1),4.4(2),4.4(3),4.4(4),4.4(5),4.4(6)"' in choices
    formulas = [str(cell.value) for row in book["考核评分"] for cell in row if str(cell.value).startswith("=")]
    assert formulas
    assert all(re.fullmatch(r'=IF\(COUNT\((\w+:\w+)\)=0,"",SUM\(\1\)\)', formula) for formula in formulas)


def test_the_workspace_is_found_from_a_folder_below(workspace, monkeypatch):
    path = filled(workspace)
    below = workspace / "notes"
    below.mkdir()
    monkeypatch.chdir(below)
    assert run("score", str(path)).exit_code == 0
    assert (workspace / "results").is_dir()
    assert not (below / "results").exists()


def test_init_says_in_five_lines_what_it_made_and_what_comes_next(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = run("init", "company", "--organisation", '甲"矿').stdout.splitlines()
    assert len(said) == 5
    assert re.search(r"starrating -C company score company/空白考核评分表.xlsx --period 20\d\dH[12]$", said[-1])
    assert open_workspace(tmp_path / "company").office.organisation == '甲"矿'


@pytest.mark.parametrize(("rules", "english"), [("star-branches", False), ("care-quality", True)])
def test_the_templates_are_those_of_the_language_of_the_rule_set(tmp_path, rules, english):
    run("init", str(tmp_path / "new"), "--rules", rules)
    documents = [path.name for path in (tmp_path / "new" / "templates").iterdir() if path.suffix in {".docx", ".j2"}]
    assert any(name.startswith("notice.") for name in documents)
    pages = {"board.html.j2", "page.html.j2"}
    assert all((".en." in name) == english for name in documents if name not in pages)


def test_the_next_command_can_be_typed_as_it_stands_and_names_the_period_of_the_rule_set(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = run("init", "care homes", "--rules", "care-quality").stdout.splitlines()[-1]
    words = shlex.split(said.partition("then: ")[2])
    assert words[:4] == ["starrating", "-C", "care homes", "score"]
    assert Path(words[4]).is_file()
    assert re.fullmatch(r"20\d\d", words[6])
