"""Every command in the READMEs runs, and says what the README says of it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import run
from company import EXAMPLE, ROOT
from starrating import i18n

READMES = ("README.md", "README.zh-CN.md")
PROCEDURES = {"docs/procedure.md": "en", "docs/procedure.zh-CN.md": "zh_CN"}
BLOCK = re.compile(r"<!-- run: (\w+) -->\n```\w+\n(.*?)```", re.DOTALL)
SAID = re.compile(BLOCK.pattern + r"(?:\n```text\n(.*?)```)?", re.DOTALL)
FENCES = re.compile(r"^```(?:sh|python)\n", re.MULTILINE)
ON_PATH = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def blocks(readme: str, kind: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [block for name, block in BLOCK.findall(text) if name == kind]


def shell(command: str, folder: Path, **env: str) -> str:
    done = subprocess.run(
        ["bash", "-euc", command],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("STARRATING_")} | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("readme", READMES)
def test_no_command_escapes_the_tests(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert len(FENCES.findall(text)) == len(BLOCK.findall(text))


@pytest.mark.parametrize("readme", READMES)
def test_the_tour_works_as_told(tmp_path, readme):
    folder = shutil.copytree(EXAMPLE, tmp_path / "company", ignore=shutil.ignore_patterns("results", "*.db"))
    said = [shell(block, folder, **ON_PATH) for block in blocks(readme, "tour")]
    assert "2013年上半年星级党支部考核汇总表.xlsx" in said[0]
    assert "4.4(5)" in said[1]
    assert ".docx" in said[2]
    assert (folder / "my-company" / "starrating.toml").is_file()


def test_the_notebook_example_works():
    (code,) = blocks("README.md", "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"采煤一队党支部\s+4\n", done.stdout)
    assert re.search(r"机关党支部\s+5\n", done.stdout)


def test_both_readmes_have_the_same_commands():
    for kind in ("example", "tests", "tour"):
        assert blocks(READMES[0], kind) == blocks(READMES[1], kind)


@pytest.fixture(params=PROCEDURES)
def procedure(request, monkeypatch):
    """Give a procedure, while the program speaks its language."""
    monkeypatch.setenv("STARRATING_LANG", PROCEDURES[request.param])
    i18n.language.cache_clear()
    yield request.param
    monkeypatch.undo()
    i18n.language.cache_clear()


def test_the_procedure_goes_as_told(tmp_path, monkeypatch, procedure):
    folder = shutil.copytree(EXAMPLE, tmp_path / "company", ignore=shutil.ignore_patterns("results", "*.db"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "200")
    for kind, block, told in SAID.findall((ROOT / procedure).read_text(encoding="utf-8")):
        done = [run(folder, *shlex.split(line)[1:]) for line in block.splitlines()]
        assert {each.exit_code for each in done} == {3 if kind == "refused" else 0}, [each.output for each in done]
        said = " ".join(" ".join(each.output for each in done).split())
        assert [line for line in told.splitlines() if line not in said] == [], block


def test_both_procedures_have_the_same_commands():
    english, chinese = PROCEDURES
    for kind in ("walk", "refused"):
        assert blocks(english, kind) == blocks(chinese, kind) != []


@pytest.mark.parametrize("doc", PROCEDURES)
def test_no_command_of_the_procedure_escapes_the_tests(doc):
    lines = (ROOT / doc).read_text(encoding="utf-8").splitlines()
    tested = "".join([*blocks(doc, "walk"), *blocks(doc, "refused")]).splitlines()
    assert (
        [line for line in lines if line.startswith("starrating ")] == [line for line in lines if line in tested] != []
    )


@pytest.mark.skipif("CI" not in os.environ, reason="installs the package anew, which takes a minute and a registry")
def test_the_first_command_rates_the_example_in_a_clean_clone(tmp_path):
    clone = tmp_path / "clone"
    shell(f"git clone -q {ROOT} {clone}", tmp_path)
    (command,) = blocks("README.md", "example")
    said = shell(command, clone, STARRATING_LANG="en")
    assert "results/2013H1/2013年上半年星级党支部考核汇总表.xlsx" in said
    assert (clone / "results" / "2013H1" / "2013年上半年星级党支部考核汇总表.xlsx").is_file()
    follow = "cd {0} && .venv/bin/starrating announce --period 2013H1 && .venv/bin/starrating targets --year 2014"
    assert "2014H1" in shell(follow.format(clone), clone, STARRATING_LANG="en")


def test_ci_calls_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- run: tests -->" in script
    assert "README.md" in script
