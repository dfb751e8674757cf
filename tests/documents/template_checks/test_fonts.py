import sys
from types import SimpleNamespace

import pytest

from starrating.documents.gb9704 import names_of, same_face
from starrating.documents.template_checks import checks


@pytest.fixture(autouse=True)
def asked_anew():
    checks.installed.cache_clear()
    yield
    checks.installed.cache_clear()


@pytest.fixture
def fontconfig(tmp_path, monkeypatch):
    """Let fc-list print lines."""
    if sys.platform == "win32":
        pytest.skip("a script is no program here")

    def say(lines: str) -> None:
        file = tmp_path / "fc-list"
        file.write_text(f"#!/bin/sh\n/bin/cat <<'END'\n{lines}\nEND\n", encoding="utf-8")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

    return say


def test_fontconfig_tells_all_names_of_a_font(fontconfig):
    fontconfig("SimHei,黑体\nFZXiaoBiaoSong\\-B05S\n")
    assert checks.missing_fonts(frozenset({"黑体", "方正小标宋简体", "宋体"})) == ("宋体",)


def test_a_font_with_more_characters_stands_for_its_face(fontconfig):
    fontconfig("FangSong,仿宋")
    assert checks.missing_fonts(frozenset({"仿宋_GB2312"})) == ()


def test_without_fontconfig_nothing_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checks.installed() is None
    assert checks.missing_fonts(frozenset({"宋体"})) == ()


def test_windows_tells_them_in_the_registry(monkeypatch):
    class Key:
        def __init__(self, names):
            self.names = names

        def __enter__(self):
            return self.names

        def __exit__(self, *_):
            return None

    def opened(root, _key):
        if root == "user":
            raise OSError
        return Key(["SimSun & NSimSun (TrueType)", "仿宋_GB2312 (TrueType)"])

    registry = SimpleNamespace(
        HKEY_LOCAL_MACHINE="machine",
        HKEY_CURRENT_USER="user",
        OpenKey=opened,
        QueryInfoKey=lambda names: (0, len(names), 0),
        EnumValue=lambda names, index: (names[index], "", 1),
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert checks.installed() == {"simsun", "nsimsun", "仿宋_gb2312"}
    assert checks.missing_fonts(frozenset({"宋体", "黑体"})) == ("黑体",)


def test_a_font_outside_the_standard_is_only_itself():
    assert names_of("Noto Serif CJK SC") == {"Noto Serif CJK SC"}
    assert same_face("仿宋", "仿宋_GB2312")
    assert not same_face("仿宋", "宋体")
