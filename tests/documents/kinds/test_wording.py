"""What no document may say, whatever its kind and the state of its review: words about nothing, ids, codes."""

import re

import pytest

from document_contexts import FIVE, made
from starrating.documents.output import markdown
from starrating.documents.registry import MAKERS
from starrating.procedure.document_kinds import DOCUMENT_KINDS

FORBIDDEN = {
    "a section about nothing": r"没有可供比较|没有分项得分|不超过0%|占0\.0%[^，。；]*达到",
    "the id of a clause": r"(?<![\d.])\d+\.\d+(?:\(\d+\)|-[a-z])",
    "quotation marks within others": r"“[^”]*“",
    "a fraction": r"(?<![\d/])\d+/\d+(?![\d/])",
    "a date with hyphens": r"\d{4}-\d{2}-\d{2}",
    "a period in code": r"\d{4}[HQ]\d",
    "a command": r"starrating|--[a-z]",
    "nothing between two marks": r"[，、：；]{2}|：。|（）|“”|《》",
}
FIRST = re.sub(r"\S+$", "-", FIVE.strip(), flags=re.MULTILINE)
NO_THREE = FIVE.replace(" 3  -", " 4  4")
STATES = {
    "as it is": {},
    "first period": {"table": FIRST},
    "no three stars": {"table": NO_THREE},
    "objections": {"objections": 3},
    "no targets": {"targets": ()},
    "nobody asked": {"asked": (), "unanswered": {"纪检": 5}},
    "nothing recorded": {"basis": None, "published": None, "span": None, "schedule": None},
    "a draft": {"draft": True},
    "silence": {"silence": "逾期未反馈", "unanswered": {"纪检": 2}},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", MAKERS)
def test_no_document_says_what_none_may_say(kind, state):
    period = "2013" if DOCUMENT_KINDS[kind].of_a_year else "2013H1"
    if DOCUMENT_KINDS[kind].public and state == "nothing recorded":
        pytest.skip("what is public has its days")
    said = markdown(made(kind, period=period, **STATES[state]))
    found = {what: match[0] for what, pattern in FORBIDDEN.items() if (match := re.search(pattern, said))}
    assert found == {}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("the id of a clause", "按4.4(5)降一级"),
        ("the id of a clause", "按4.4-procedure评定"),
        ("quotation marks within others", "“关于“五星级”的规定”"),
        ("a fraction", "占11/24"),
        ("a date with hyphens", "于2013-07-15"),
        ("a period in code", "2013H1结果"),
        ("a section about nothing", "三星级不超过0%"),
    ],
)
def test_such_words_would_be_seen(what, said):
    assert re.search(FORBIDDEN[what], said)
