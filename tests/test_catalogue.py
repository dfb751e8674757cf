"""Every message has its Chinese, with the same fields."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from catalogue import known, messages  # noqa: E402 (the tool is no package)

FIELD = re.compile(r"%\((\w+)\)s|%%|\{[^}]*\}")


@pytest.fixture(scope="module")
def of_code():
    """Return the messages of the code: to find them is to read all of it."""
    return list(messages())


@pytest.fixture(scope="module")
def translated():
    """Return the catalogue's messages, each with its Chinese; one test looks at all, and names all that fail."""
    return [message for message in known() if message.id]


def test_every_message_has_its_chinese(of_code):
    chinese = known()
    lacking = [each.id for each in of_code if each.id and not (chinese.get(each.id) and chinese.get(each.id).string)]
    assert not lacking, "add the Chinese of these to the catalogue; see tools/catalogue.py"


def test_no_message_is_left_over(of_code, translated):
    used = {each.id for each in of_code}
    assert not [each.id for each in translated if each.id not in used], "run: python tools/catalogue.py"


def test_the_fields_are_the_same_in_both_languages(translated):
    assert not [each.id for each in translated if set(FIELD.findall(each.string)) != set(FIELD.findall(each.id))]


def test_what_is_to_be_typed_is_named_in_chinese(translated):
    typed = [each for each in translated if "--" in each.id]
    assert len(typed) > 50
    assert not [each.id for each in typed if re.findall(r"--[a-z-]+ [A-Z]{2,}", each.string)]


def test_there_are_messages(of_code, translated):
    assert len(of_code) > 200
    assert len(translated) > 200


TYPED_BY_MISTAKE = re.compile("“[：，｛｝［］]”")
OURS = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]|\\bparty\\b", re.IGNORECASE)


def test_english_is_english_and_speaks_of_no_party(of_code):
    """Rule files may hold Chinese words, so what is said of their keys may show them; messages may not."""
    of_keys = {"the rule language"}
    ours = [each.id for each in of_code if each.id and {place for place, _ in each.locations} != of_keys]
    assert {each for each in ours if OURS.search(TYPED_BY_MISTAKE.sub("", each))} == {"Party committee"}


OPTION_WITH_VALUE = re.compile(
    r"starrating [^。；;]*\b[A-Z]{2,}\b|--[a-z-]+[ =](?:[A-Z]{2,}|文件|日期|理由|党支部|年份|地点)"
)


def test_a_command_in_a_message_has_no_stand_in_that_could_be_typed_and_recorded(translated):
    assert not [
        each.id for each in translated if OPTION_WITH_VALUE.search(each.id) or OPTION_WITH_VALUE.search(each.string)
    ]
