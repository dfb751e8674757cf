"""Every message has its Chinese, with the same fields."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from catalogue import known, messages  # noqa: E402 (the tool is no package)

FIELD = re.compile(r"%\((\w+)\)s|%%|\{[^}]*\}")


def test_every_message_has_its_chinese():
    chinese = known()
    lacking = [each.id for each in messages() if each.id and not (chinese.get(each.id) and chinese.get(each.id).string)]
    assert not lacking, "add the Chinese of these to the catalogue; see tools/catalogue.py"


def test_no_message_is_left_over():
    used = {each.id for each in messages()}
    assert not [each.id for each in known() if each.id and each.id not in used], "run: python tools/catalogue.py"


@pytest.mark.parametrize("message", [each for each in known() if each.id], ids=lambda each: each.id[:40])
def test_the_fields_are_the_same_in_both_languages(message):
    assert set(FIELD.findall(message.string)) == set(FIELD.findall(message.id))


@pytest.mark.parametrize("message", [each for each in known() if "--" in each.id], ids=lambda each: each.id[:40])
def test_what_is_to_be_typed_is_named_in_chinese(message):
    assert not re.findall(r"--[a-z-]+ [A-Z]{2,}", str(message.string))


def test_there_are_messages():
    assert len(list(messages())) > 200


TYPED_BY_MISTAKE = re.compile("“[：，｛｝［］]”")
OURS = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]|\\bparty\\b", re.IGNORECASE)


def test_english_is_english_and_speaks_of_no_party():
    """Rule files may hold Chinese words, so what is said of their keys may show them; messages may not."""
    of_keys = {"the rule language"}
    said = [each.id for each in messages() if each.id and {place for place, _ in each.locations} != of_keys]
    assert {each for each in said if OURS.search(TYPED_BY_MISTAKE.sub("", each))} == {"Party committee"}


OPTION_WITH_VALUE = re.compile(
    r"starrating [^。；;]*\b[A-Z]{2,}\b|--[a-z-]+[ =](?:[A-Z]{2,}|文件|日期|理由|党支部|年份|地点)"
)


@pytest.mark.parametrize("message", [each for each in known() if each.id], ids=lambda each: each.id[:40])
def test_a_command_in_a_message_has_no_stand_in_that_could_be_typed_and_recorded(message):
    assert not OPTION_WITH_VALUE.search(message.id)
    assert not OPTION_WITH_VALUE.search(message.string)
