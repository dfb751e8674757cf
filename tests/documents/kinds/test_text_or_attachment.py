"""Up to 20 names stand in the text, which has no attachment; more are counted there and named in the attachment alone.

Every kind that lists anybody is tried, with lists of a length on either side of the border.
"""

import re

import pytest
from msgspec.structs import replace

from document_contexts import DAY, context
from starrating.documents.context import DocumentContext
from starrating.documents.output import markdown
from starrating.documents.registry import MAKERS
from starrating.i18n import Text
from starrating.model import NO_STAR
from starrating.model.acts import Consequence, PairTerms, StarSetting
from starrating.procedure.document_kinds import DOCUMENT_KINDS

LISTS = sorted(set(MAKERS) - {"letter", "opening"})
"""All kinds but sheets for one reader, and what opens a review: nobody is in a result yet."""
BEST = {"decision", "nomination"}
"""Kinds that list those with the highest star."""
HEADS = {"zh_CN": "附件：", "en": "Attachment: "}
COUNTS = (5, 20, 21, 24, 60)
ENGLISH = {"subject": "branch", "scheme": "Star branches"}


def names_of(number: int) -> list[str]:
    return [f"第{row:02}队党支部" for row in range(number)]


def of_everybody(kind: str, number: int, language: str = "zh_CN") -> DocumentContext:
    """Return the context of a document that has this number of names to tell, and all to say about each."""
    star = 5 if kind in BEST else 3
    table = "\n".join(f"{name} 甲 {90 - row} {star} 4" for row, name in enumerate(names_of(number)))
    words = ENGLISH if language == "en" else {}
    found = context(table, "2013" if DOCUMENT_KINDS[kind].of_a_year else "2013H1", language, words=words)
    ratings = found.review.ratings
    before = replace(found.review, version=1, ratings=replace(ratings, star=ratings.star * 0 + NO_STAR))
    terms = PairTerms(problems="制度不全", measures="送课", due="年底")
    pairs = (
        Consequence("assistance", "4.6", name, Text(""), helper="采煤处", terms=terms) for name in names_of(number)
    )
    return replace(
        found,
        corrected=before,
        consequences=tuple(pairs) if kind == "assistance" else found.consequences,
        settings=tuple(StarSetting(name, 3, 4, "", "", DAY, "") for name in names_of(number)),
        dropped=tuple(names_of(number)),
    )


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize("kind", LISTS)
def test_names_stand_in_the_text_or_in_the_attachment_and_never_in_both(kind, number, language):
    said, head = markdown(MAKERS[kind](of_everybody(kind, number, language))), HEADS[language]
    text, attached = said.split("\n---\n") if "\n---\n" in said else (said, "")
    told, listed = ([name for name in names_of(number) if name in part] for part in (text, attached))
    assert (told, listed) == ((names_of(number), []) if number <= 20 else ([], names_of(number)))
    assert (head in text, "附件" in text or "ttachment" in text) == (number > 20, number > 20)
    assert number <= 20 or re.search(rf"(?<!\d){number}(?!\d)", text)
