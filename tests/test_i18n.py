"""Messages: said in any language, kept as data, never interpreted."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import starrating
from starrating import i18n
from starrating.i18n import Text, joined, listed, text


def test_a_message_is_said_in_the_language_asked_for():
    message = text("%(gap)s points to %(level)s.", gap="0.50", level="五星级")
    assert message.say("en") == "0.50 points to 五星级."
    assert message.say("zh_CN") == "距五星级还差0.50分。"


def test_a_message_within_a_message_is_said_in_the_same_language():
    message = text("%(head)s: %(value)s", head="对象", value=text("none"))
    assert message.say("zh_CN") == "对象：无"


def test_messages_are_joined_in_order():
    parts = [Text(word) for word in "abc"]
    assert joined(parts, text(", ")).say("en") == "a, b, c"
    assert joined([], text(", ")).say("en") == ""
    many = joined([Text("a")] * 20_000, text(", "))
    assert Text.from_data(json.loads(json.dumps(many.to_data()))).say("zh_CN") == "、".join("a" * 20_000)


hostile = st.text(max_size=30)


@given(hostile, hostile)
def test_user_data_is_never_a_template(one, other):
    message = text("%(head)s: %(value)s", head=one, value=other)
    assert message.say("en") == f"{one}: {other}"


@given(hostile, st.integers())
def test_a_message_survives_the_ledger(word, number):
    message = text("%(head)s: %(value)s", head=text("%(head)s: yes", head=word), value=number)
    again = Text.from_data(message.to_data())
    for language in ("en", "zh_CN"):
        assert again.say(language) == message.say(language)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"STARRATING_LANG": "zh-CN", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"STARRATING_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.GBK"}, "zh_CN"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh_CN"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_user(monkeypatch, environment, language):
    for variable in ("STARRATING_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    i18n.language.cache_clear()
    try:
        assert i18n.language() == language
    finally:
        monkeypatch.undo()
        i18n.language.cache_clear()


@pytest.mark.parametrize("name", ["Chinese (Simplified)_China", "zh_CN"])
def test_windows_names_of_chinese_are_known(monkeypatch, name):
    for variable in ("STARRATING_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(i18n.locale, "getlocale", lambda: (name, "936"))
    i18n.language.cache_clear()
    try:
        assert i18n.language() == "zh_CN"
    finally:
        monkeypatch.undo()
        i18n.language.cache_clear()


def test_a_list_is_joined_as_the_language_does_and_survives_the_ledger():
    words = text("Missing: %(names)s", names=listed(["甲", text("no star")]))
    assert words.say("en") == "Missing: 甲, no star"
    assert words.say("zh_CN").endswith("甲、未定星")
    assert Text.from_data(words.to_data()) == words
    assert listed([]).say("en") == "—"


JOINED_AS_DATA = {
    "write/blank/record_sheets.py": "other names of a branch, as the roster's sheet has them",
    "documents/wording.py": "the Chinese words of documents, which have an English twin",
    "read/form.py": "the notes of a form, as its cell has them",
}


def test_nothing_joins_a_list_by_the_comma_of_one_language():
    folder = Path(starrating.__file__).parent
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(r"[、，；][\"']\s*\.join\(", path.read_text(encoding="utf-8"))
    }
    assert found == set(JOINED_AS_DATA)
