"""Documents as pages: they say what their Markdown says, and nothing in them is markup that is not ours."""

import re

import pytest
from lxml import html
from markdown_it import MarkdownIt

from document_contexts import made
from reviews import MANY, OFFICE, OTHERS, SPAN, notice, review_of, rules
from starrating.documents import output, registry
from starrating.documents.kinds import public_notice
from starrating.documents.rendering.markdown import body
from starrating.errors import InputError

HOSTILE = ["<二&三", "=cmd|x", "{{7*7}}", "**x**", "![a](b)", "<b>x</b>", "&lt;", "第堃琤䶮党支部", "长" * 60]
ENGLISH = {"subject": "branch", "scheme": "Star branches", "review_result": "review result"}


def page_of(document, templates=None):
    return html.document_fromstring(output.html(document, templates))


def texts(page) -> list[str]:
    """Return the words of every block and cell, as a reader sees them."""
    return [each.text_content() for each in page.iter("h1", "h2", "h3", "p", "th", "td")]


def markdown_texts(document) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(output.markdown(document))
    return ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]


@pytest.mark.parametrize("kind", registry.KINDS)
@pytest.mark.parametrize(("language", "words"), [("zh_CN", {}), ("en", ENGLISH)])
def test_a_page_says_what_the_markdown_says(kind, language, words):
    document = made(kind, language=language, words=words, draft=True)
    said = texts(page_of(document))
    assert len(said) > 6
    assert said == markdown_texts(document)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_literally(name):
    line = [name, name, "85", "4"]
    alone, among = (review_of(lines, list(range(len(lines)))) for lines in ([line], [line, *OTHERS]))
    said, listed = (
        texts(page_of(public_notice.context(each, rules(), OFFICE, SPAN, draft=False))) for each in (alone, among)
    )
    assert f"{name}。" in said
    assert listed.count(name) == 1


def test_paragraphs_with_a_place_of_their_own_are_named():
    page = page_of(notice(MANY, draft=True))
    named = {each.get("class"): each.text_content() for each in page.iter("p") if each.get("class")}
    assert named == {
        "draft_mark": "送审稿",
        "addressee": "各党支部：",
        "signer": "中共星光公司委员会组织科",
        "date": "2013年7月15日",
        "label": "附件",
    }


def test_the_list_is_an_attachment_with_a_caption_and_heads_of_its_columns():
    (table,) = page_of(notice(MANY)).iter("table")
    assert table.find("caption").text == "2013年上半年星级党支部评审结果一览表"
    assert [each.get("scope") for each in table.iter("th")] == ["col"] * 3
    assert "attachment" in [each.get("class") for each in table.iterancestors("section")]


def test_no_style_stands_outside_the_style_and_no_script_anywhere():
    page = page_of(notice())
    assert not page.xpath("//@style | //script | //*[@onclick]")
    (policy,) = page.xpath("//meta[@http-equiv]/@content")
    assert re.fullmatch(
        r"default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'", policy
    )


def test_markup_and_pictures_of_a_template_are_not_taken_over():
    made_of = str(body("<b>x</b>\n\n![a](http://b/c.png)\n\n[x](javascript:y)", {}))
    assert "<b>" not in made_of
    assert "<img" not in made_of
    assert 'href="javascript' not in made_of


def test_the_office_may_change_the_frame_and_the_style(tmp_path):
    (tmp_path / "document.css").write_text("p { color: navy; }", encoding="utf-8")
    (tmp_path / "page.html.j2").write_text("<title>{{ title }}</title><style>{{ style }}</style>{{ body }}", "utf-8")
    page = page_of(notice(), tmp_path)
    assert page.find(".//style").text.endswith("p { color: navy; }")
    assert "各党支部：" in texts(page)


def test_a_wrong_frame_is_named_with_its_line(tmp_path):
    (tmp_path / "page.html.j2").write_text("<p>\n{{ bodi }}", "utf-8")
    with pytest.raises(InputError) as refused:
        output.html(notice(), tmp_path)
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place)) == ("unknown-field", f"{tmp_path / 'page.html.j2'}:2")
