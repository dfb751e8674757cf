"""Regular expressions that are compiled late: they are those that `re.compile` makes."""

import re

import pytest

from starrating.patterns import regex


def test_a_late_pattern_finds_what_a_compiled_one_finds():
    late, now = regex(r"(\d+)分", re.ASCII), re.compile(r"(\d+)分", re.ASCII)
    for _ in range(2):
        assert late.findall("12分 ３分 4分") == now.findall("12分 ３分 4分") == ["12", "4"]
        assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)
    assert regex(rb"a+").sub(b"-", b"caab") == b"c-b"


def test_what_no_pattern_has_is_not_there():
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = regex("a").nothing_of_the_kind


def test_a_pattern_is_compiled_once_and_not_before_it_is_asked_for(monkeypatch):
    compiled = []
    now = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or now(*given))
    late = regex("(")
    assert compiled == []
    with pytest.raises(re.error):
        late.search("(")
    late, _ = regex("a"), compiled.clear()
    assert [bool(late.search(words)) for words in ("cab", "cab", "c")] == [True, True, False]
    assert compiled == [("a", 0)]
