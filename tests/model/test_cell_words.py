"""The words from which cells choose are read in either language, and recorded as one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.i18n import CHINESE, ENGLISH
from starrating.model.cell_words import (
    BETWEEN_REVIEWS,
    NOT_APPLICABLE_WORD,
    OPINIONS,
    SOURCES,
    STATUSES,
    cell_word,
    meant,
    word_text,
)

LISTS = (OPINIONS, STATUSES, SOURCES, BETWEEN_REVIEWS, (NOT_APPLICABLE_WORD,))


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_what_a_cell_of_a_language_offers_is_read_as_the_word_that_it_is(words, language):
    assert [meant(cell_word(word, language), words) for word in words] == list(words)


@pytest.mark.parametrize(
    ("written", "word"),
    [("No objection", "无"), ("no-objection", "无"), (" OBJECTION ", "有"), ("no_answer", "未答复")],
)
def test_blanks_hyphens_and_capitals_make_no_difference(written, word):
    assert meant(written, OPINIONS) == word


@given(st.text().filter(lambda word: not any(word in words for words in LISTS)))
def test_any_other_word_stays_as_it_is(word):
    assert cell_word(word, ENGLISH) == cell_word(word, CHINESE) == word_text(word).say(ENGLISH) == word


def test_english_says_no_chinese():
    assert all(cell_word(word, ENGLISH).isascii() for words in LISTS for word in words)
