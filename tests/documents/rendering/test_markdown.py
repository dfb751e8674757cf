from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from starrating.documents.gb9704 import one_line
from starrating.documents.rendering.markdown import escaped

MARKS = st.text("ab1.)#-+=*_`~|\\[]()<>&;!:{}$\"'x党 ", min_size=1)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(source: str) -> list[str]:
    return [
        "".join(child.content for child in token.children) for token in READER.parse(source) if token.type == "inline"
    ]


def written(value: str) -> str:
    return str(escaped(one_line(value)))


@given(MARKS)
def test_any_text_is_read_as_itself_on_a_line_of_its_own(value):
    assert read(f"前\n\n{written(value)}\n\n后") == [line for line in ("前", one_line(value), "后") if line]


@given(MARKS)
def test_any_text_is_read_as_itself_in_a_sentence_and_in_a_cell(value):
    assert read(f"前{written(value)}后") == [f"前{one_line(value)}后"]
    assert read(f"| a | b |\n| --- | --- |\n| {written(value)} | 后 |")[2:] == [one_line(value), "后"]


def test_numbers_are_left_alone():
    assert escaped(30) == 30
    assert escaped("占30.0%，电话010-1234") == "占30.0%，电话010-1234"
