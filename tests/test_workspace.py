"""Where things are."""

import os
import re
import time
from pathlib import Path

import pytest

from starrating.errors import RuleSetError, UsageError
from starrating.read.rule_file import load_rules
from starrating.workspace import builtin_rules, open_workspace


@pytest.fixture(autouse=True)
def no_named_workspace(monkeypatch):
    monkeypatch.delenv("STARRATING_WORKSPACE", raising=False)


def settings(folder: Path, text: str) -> Path:
    (folder / "starrating.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_built_in_rules_and_the_current_folder_are_used(tmp_path):
    found = open_workspace(start=tmp_path)
    assert found.rules == builtin_rules()
    assert found.rules.is_file()
    assert found.results == tmp_path / "results"
    assert found.ledger == f"sqlite:///{(tmp_path / 'starrating.db').as_posix()}"
    assert found.office.phone is None


def test_the_file_is_found_upwards(tmp_path):
    settings(tmp_path, 'phone = "0516-1"\nledger = "postgresql://db/stars"\nresults = "out"\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    found = open_workspace(start=below)
    assert (found.root, found.office.phone, found.ledger) == (tmp_path, "0516-1", "postgresql://db/stars")
    assert found.results == tmp_path / "out"


def test_the_folder_may_be_named_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("STARRATING_WORKSPACE", str(settings(tmp_path, 'section = "组织科"\n')))
    assert open_workspace(start=Path("/")).office.section == "组织科"


def test_rules_are_a_file_of_the_workspace_or_a_built_in_name(tmp_path):
    settings(tmp_path, 'rules = "star-branches"\n')
    assert open_workspace(tmp_path).rules == builtin_rules()
    (tmp_path / "rules").mkdir()
    own = tmp_path / "rules" / "star-branches.yaml"
    own.write_text("", encoding="utf-8")
    assert open_workspace(tmp_path).rules == own


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('phoen = "1"\n', "unknown-key", "phone"),
        ("phone = 1\n", "not-text", "double quotes"),
        ("phone = \n", "broken-workspace-file", "UTF-8"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_likely_one(tmp_path, text, code, words):
    with pytest.raises(UsageError) as caught:
        open_workspace(settings(tmp_path, text))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert words in problem.hint.say("en")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('section = "a"\nphone = = 1\n', 2),
        ('section = "a\n', 1),
        ('copies = [\n  "a",\n  "b",\n]\nsection = "a"\nsection = "b"\n', 6),
        ("section = " + "[" * 5000, 1),
    ],
)
def test_a_line_that_is_no_setting_is_named_in_words_of_ours(tmp_path, content, line):
    with pytest.raises(UsageError) as caught:
        open_workspace(settings(tmp_path, content))
    (problem,) = caught.value.problems
    assert str(problem.place).endswith(f"starrating.toml:{line}")
    assert problem.message.say("zh_CN") == '工作区设置文件无法读取：此处不是设置的写法：名称 = "值"'


def test_in_very_many_lines_no_line_is_named_rather_than_a_wrong_one(tmp_path):
    with pytest.raises(UsageError) as caught:
        open_workspace(settings(tmp_path, "# a\n" * 600 + "phone = = 1\n"))
    assert str(caught.value.problems[0].place).endswith("starrating.toml")


def test_settings_that_are_no_text_say_so_in_one_language(tmp_path):
    (tmp_path / "starrating.toml").write_bytes(b"section = '\xff\xff'")
    with pytest.raises(UsageError) as caught:
        open_workspace(tmp_path)
    assert caught.value.problems[0].message.say("zh_CN") == "工作区设置文件无法读取：它不是UTF-8或GB18030文本"


def test_all_wrong_settings_come_at_once(tmp_path):
    with pytest.raises(UsageError) as caught:
        open_workspace(settings(tmp_path, 'phoen = "1"\naddress = 2\n'))
    assert [problem.code for problem in caught.value.problems] == ["unknown-key", "not-text"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("organisation = " + "9" * 5000, "cannot be read"),
        ('results = "a\\u0000b"', "U+0000"),
        ("a = " + "[" * 2000 + "]" * 2000, "cannot be read"),
        ("".join(f"k{number} = 1\n" for number in range(5000)), "at most 100"),
        ("#" * 2**16 + "\n", "larger than 64 KB"),
    ],
)
def test_settings_that_no_office_writes_are_refused_soon(tmp_path, content, said):
    (tmp_path / "starrating.toml").write_text(content, encoding="utf-8")
    began = time.process_time()
    with pytest.raises(UsageError, match=re.escape(said)):
        open_workspace(tmp_path)
    assert time.process_time() - began < 1


@pytest.mark.skipif(os.name != "posix", reason="a device has another name elsewhere")
def test_a_device_is_no_rule_file(tmp_path):
    (tmp_path / "starrating.toml").write_text('rules = "/dev/zero"', encoding="utf-8")
    with pytest.raises(RuleSetError, match="a pipe or a device"):
        load_rules(open_workspace(tmp_path).rules)


def test_settings_of_an_old_chinese_editor_are_read_with_a_notice(tmp_path):
    (tmp_path / "starrating.toml").write_bytes('organisation = "甲矿"\n'.encode("gb18030"))
    workspace = open_workspace(tmp_path)
    assert workspace.office.organisation == "甲矿"
    assert [notice.code for notice in workspace.notices] == ["not-utf-8"]
