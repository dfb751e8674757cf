"""Letters: a sheet for each branch, which begins nothing that goes on overleaf, and so needs no number."""

import re
from decimal import Decimal

import numpy as np
import pytest
from msgspec.structs import replace
from printing import printed
from specimens import table_of

from document_contexts import context
from starrating.documents import output
from starrating.documents.context import DocumentContext
from starrating.documents.kinds.letters import letters, single
from starrating.exact import Exact
from starrating.model import NUMBER, Item

ITEMS = 29
NUMBERS = (24, 60)


def with_items(said: DocumentContext) -> DocumentContext:
    """Give every branch points at 29 items, some of them lost, and its first an incident of each of four branches."""
    ratings = said.review.ratings
    number = len(ratings.scores.branch)
    items = tuple(Item(str(at), f"第{at}项党内组织生活制度落实情况", Decimal(4), "组织建设") for at in range(ITEMS))
    points = Exact(np.arange(number * ITEMS, dtype=np.int64).reshape(number, ITEMS) % 40, 10)
    scores = replace(
        ratings.scores, items=items, points=points, point_states=np.full((number, ITEMS), NUMBER, np.uint8)
    )
    incidents = tuple(
        replace(each, incident=replace(each.incident, branch=scores.branch[0], document=f"公纪〔2013〕{at}号"))
        for at, each in enumerate(ratings.incidents * 4)
    )
    changed = replace(ratings, scores=scores, incidents=(*ratings.incidents, *incidents))
    return replace(said, review=replace(said.review, ratings=changed))


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Print the letters of companies of some sizes, with their names."""
    folder = tmp_path_factory.mktemp("letters")
    made = {str(number): letters(with_items(context(table_of(number)))) for number in NUMBERS}
    made["one"] = next(iter(single(made["24"])))
    prints = printed(folder, {name: output.word(each) for name, each in made.items()})
    return {name: ([each.branch for each in made[name].addressed], prints[name].texts) for name in made}


@pytest.mark.parametrize("number", [str(number) for number in NUMBERS])
def test_each_branch_has_a_page_of_its_own(number, sheets):
    names, pages = sheets[number]
    assert [page[0] for page in pages] == [f"{name}：" for name in names]
    assert [page[-1] for page in pages] == ["2013年7月25日"] * int(number)
    assert not any(re.fullmatch(r"—\d+—", line) for page in pages for line in page)


def test_a_page_has_every_item(sheets):
    for page in sheets["24"][1]:
        assert "".join(page).count("项党内组织生活制度落实情况") >= ITEMS


def test_a_single_letter_is_one_page(sheets):
    names, pages = sheets["one"]
    assert [page[0] for page in pages] == [f"{name}：" for name in names]
