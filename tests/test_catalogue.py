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


def test_there_are_messages():
    assert len(list(messages())) > 200


TYPED_BY_MISTAKE = re.compile("“[：，｛｝［］]”")
OURS = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]|\\bparty\\b", re.IGNORECASE)


def test_english_is_english_and_speaks_of_no_party():
    """Rule files may hold Chinese words, so what is said of their keys may show them; messages may not."""
    of_keys = {"the rule language"}
    said = [each.id for each in messages() if each.id and {place for place, _ in each.locations} != of_keys]
    assert {each for each in said if OURS.search(TYPED_BY_MISTAKE.sub("", each))} == {"Party committee"}
