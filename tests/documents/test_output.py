import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from msgspec.structs import replace

from reviews import MANY, OFFICE, OTHERS, SPAN, notice, review_of, rules
from starrating.documents import output
from starrating.documents.kinds import public_notice
from starrating.errors import InputError
from starrating.workspace import Office, builtin

HOSTILE = [
    "<二&三",
    "=cmd|x",
    "{{7*7}}",
    "{% raw %}",
    "{%p if %}",
    "{_{7}_}",
    "**x**",
    "a|b",
    "[a](b)",
    "![a](b)",
    "`c` _d_ ~~e~~",
    "# t",
    "1. z",
    "- z",
    "\\n",
    "&lt;&#65;",
    "<b>x</b>",
    "$x$",
    '"“q”"',
    "第堃琤䶮党支部",
    "长" * 60,
]


def markdown(path: Path, context, templates=None) -> list[str]:
    """Write a notice as Markdown and return what a reader sees: its blocks and cells."""
    output.write(path / "n.md", context, templates)
    tokens = MarkdownIt("commonmark").enable("table").parse((path / "n.md").read_text("utf-8"))
    return ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]


def word(path: Path, context, templates=None) -> list[str]:
    """Write a notice as Word and return what a reader sees: its paragraphs and cells."""
    output.write(path / "n.docx", context, templates)
    body = docx.Document(str(path / "n.docx")).element.body
    return ["".join(paragraph.itertext(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]


both = pytest.mark.parametrize("written", [markdown, word])


@both
def test_the_notice_reads_as_an_office_writes_it(written, tmp_path):
    words = written(tmp_path, replace(notice(draft=True), applied=True))
    assert words[0] == "送审稿"
    assert "各党支部：" in words
    assert (
        "根据《开展星级党组织提升活动方案》，公司党委组织科对各党支部申报情况进行了考核，并征求了纪检、生产经营、安全、技术、治保等"
        "部门和单位的意见。经公司党委研究，现将2013年上半年星级党支部评审结果予以公示，接受党员群众监督。"
    ) in words
    assert "参评党支部共10个，各星级名单如下（各星级内按得分高低排序）：" in words
    assert "（二）四星级党支部（5个，占50.0%）" in words
    assert "运输队党支部、掘进一队党支部、掘进二队党支部、调度室党支部、后勤党支部。" in words
    assert "2013年7月15日至7月19日（5个工作日）。" in words
    assert "联系人：联系人一，联系电话：0000-1234567。" in words
    end = words.index("特此公示。")
    assert words[end:] == ["特此公示。", "中共星光公司委员会组织科", "2013年7月15日"]


@both
def test_more_than_twenty_names_stand_in_the_attachment(written, tmp_path):
    words = written(tmp_path, notice(MANY))
    assert (
        "参评党支部共30个，其中五星级党支部3个、占10.0%，四星级党支部5个、占16.7%，三星级党支部22个、占73.3%。名单见附件。"
        in words
    )
    end = words.index("特此公示。")
    assert words[end + 1 : end + 4] == [
        "附件：2013年上半年星级党支部评审结果一览表",
        "中共星光公司委员会组织科",
        "2013年7月15日",
    ]


@both
@pytest.mark.parametrize("number", [1, 20, 21, 200])
def test_every_branch_is_named_once_in_the_text_or_in_the_list(number, written, tmp_path):
    lines = [[f"第{number:03}号党支部", f"单位{number:03}", "85", "4"] for number in range(number)]
    context = public_notice.context(review_of(lines, list(range(number))), rules(), OFFICE, SPAN, draft=False)
    words = written(tmp_path, context)
    end = words.index("特此公示。")
    text, cells = "".join(words[:end]), words[end:]
    for name, unit, *_ in lines:
        assert (text.count(name), cells.count(name), cells.count(unit)) == ((1, 0, 0) if number <= 20 else (0, 1, 0))
    assert "单位" not in text.replace("部门和单位", "").replace("以单位名义", "")


@both
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_literally(written, name, tmp_path):
    line = [name, name, "85", "4"]
    alone, among = (review_of(lines, list(range(len(lines)))) for lines in ([line], [line, *OTHERS]))
    said, listed = (
        written(tmp_path, public_notice.context(each, rules(), OFFICE, SPAN, draft=False)) for each in (alone, among)
    )
    assert f"{name}。" in said
    assert listed.count(name) == 1


@both
def test_a_value_at_the_start_of_a_line_is_no_markup(written, tmp_path):
    words = written(tmp_path, notice(office=Office(committee="# 党委", section="- 科")))
    assert "# 党委- 科" in words


def test_a_final_notice_without_gaps_says_nothing_of_drafts(tmp_path):
    for written in (markdown, word):
        said = "".join(written(tmp_path, notice()))
        assert "送审稿" not in said
        assert "待填" not in said


@both
def test_the_list_has_the_names_by_star_three_in_a_line(written, tmp_path):
    words = written(tmp_path, notice(MANY))
    start = words.index("五星级党支部（3个）")
    assert words[start : start + 12] == [
        *("五星级党支部（3个）", "", ""),
        *("采煤一队党支部", "机电队党支部", "通风队党支部"),
        *("四星级党支部（5个）", "", ""),
        *("运输队党支部", "掘进一队党支部", "掘进二队党支部"),
    ]


@both
def test_branches_without_a_star_are_named_apart(written, tmp_path):
    words = written(tmp_path, notice("甲党支部 - 85 4\n乙党支部 - 0 -"))
    assert "另有党支部1个本次未评定星级，不计入参评总数：乙党支部。" in words


@both
def test_an_english_notice(written, tmp_path):
    words = written(tmp_path, notice(language="en", subject="branch", scheme="Star branches", office=Office()))
    assert "Contact: [to be filled in: contact]. Telephone: [to be filled in: telephone]." in words
    assert "15 July 2013 to 19 July 2013 (working days: 5)." in words


def test_both_formats_say_the_same(tmp_path):
    context = notice(draft=True)
    assert [re.sub(r"\s", "", line) for line in markdown(tmp_path, context)] == [
        re.sub(r"\s", "", line) for line in word(tmp_path, context) if line
    ]


@pytest.mark.parametrize("name", ["n.md", "n.docx"])
def test_the_same_notice_is_the_same_bytes(name, tmp_path):
    for folder in ("a", "b"):
        output.write(tmp_path / folder / name, notice())
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def own(folder: Path, name: str, words: str) -> Path:
    """Put a template of the office's own into a folder."""
    folder.mkdir()
    if name.endswith(".docx"):
        document = docx.Document(str(builtin("templates") / "notice.docx"))
        document.paragraphs[4].text = words
        document.save(str(folder / name))
    else:
        (folder / name).write_text(words, encoding="utf-8")
    return folder


FILES = pytest.mark.parametrize(("written", "name"), [(markdown, "notice.md.j2"), (word, "notice.docx")])


@FILES
def test_a_template_of_the_office_comes_first(written, name, tmp_path):
    templates = own(tmp_path / "own", name, "本公司：{{ groups[0].branches[0] }}")
    assert "本公司：采煤一队党支部" in written(tmp_path, notice(), templates)
    other = markdown if written is word else word
    assert "各党支部：" in other(tmp_path, notice(), templates)


@FILES
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("电话{{ fone }}", "unknown-field", "fone"),
        ("{{ groups[0].shaer }}", "unknown-field", "shaer"),
        ("{{ title.__class__.__mro__ }}", "unsafe-template", "__class__"),
        ("电话{{ phone", "wrong-template", "电话"),
        ("{{ title + 1 }}", "wrong-template", "title"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "unsafe-template", "1000000 steps"),
    ],
)
def test_a_wrong_template_is_named_with_what_stands_there(written, name, words, code, said, tmp_path):
    templates = own(tmp_path / "own", name, words)
    with pytest.raises(InputError) as refused:
        written(tmp_path, notice(), templates)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == (code, str(templates / name))
    assert said in problem.message.say("en")
    assert not list(tmp_path.glob("n.*"))


@FILES
@pytest.mark.parametrize(
    ("words", "said", "in_chinese"),
    [
        ("{{ groups[9].x }}", "There is no entry 9.", "没有第9项。"),
        ("{{ 1 / 0 }}", "this cannot be calculated.", "这样无法计算。"),
        ("{{ title + 1 }}", "the values do not allow this.", "这些值不能这样使用。"),
        ("{{ title | nosuch }}", "there is no filter, test or block nosuch.", "没有名为nosuch的过滤器、测试或块。"),
        ("{% if title %}", "a block is opened and not closed.", "有的块没有结束。"),
        ("{% if %}", "this is no way to write a template.", "模板写法有误。"),
        (
            "{% include title %}",
            "it asks for another template, and can have none.",
            "模板引用了别的模板，这是不允许的。",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "it calls itself without end.", "模板无休止地调用自己。"),
    ],
)
def test_why_a_template_is_wrong_is_said_in_one_language(written, name, words, said, in_chinese, tmp_path):
    templates = own(tmp_path / "own", name, words)
    with pytest.raises(InputError) as refused:
        written(tmp_path, notice(), templates)
    message = refused.value.problems[0].message
    assert message.say("en").partition(" In: ")[0].endswith(said)
    assert message.say("zh_CN").partition("所在行：")[0].endswith(in_chinese)


@FILES
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("电话{{ fone }}", "Did you mean phone? Fields: language, title"),
        ("{{ groups[0].shaer }}", "Did you mean share? Fields: star, number, name, title, count, share, branches"),
        ("{{ qqq }}", "Fields: language, title"),
        ("{{ title + 1 }}", "Correct the template, or remove it to use the built-in one. Fields: language, title"),
    ],
)
def test_a_wrong_template_is_told_the_fields_there_are(written, name, words, hint, tmp_path):
    templates = own(tmp_path / "own", name, words)
    with pytest.raises(InputError) as refused:
        written(tmp_path, notice(), templates)
    assert refused.value.problems[0].hint.say("en").startswith(hint)


@FILES
def test_all_unknown_fields_of_a_template_are_told_at_once(written, name, tmp_path):
    templates = own(tmp_path / "own", name, "{{ fone }}{% if draft_mark %}{{ adress }}{% endif %}{{ groups[9].x }}")
    with pytest.raises(InputError) as refused:
        written(tmp_path, notice(), templates)
    said = [problem.message.say("en") for problem in refused.value.problems]
    assert [word for word in ("fone", "adress") for each in said if f"no field {word}." in each] == ["fone", "adress"]


def test_the_line_of_a_wrong_markdown_template_is_counted(tmp_path):
    templates = own(tmp_path / "own", "notice.md.j2", "一\n\n{{ fone }}\n")
    with pytest.raises(InputError) as refused:
        markdown(tmp_path, notice(), templates)
    assert str(refused.value.problems[0].place) == f"{templates / 'notice.md.j2'}:3"


@pytest.mark.parametrize(("written", "name"), [(markdown, "notice.md.j2"), (word, "notice.docx")])
def test_a_template_that_is_something_else_is_refused(written, name, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / name).write_bytes("各党支部".encode("gb18030"))
    with pytest.raises(InputError):
        written(tmp_path, notice(), tmp_path / "own")
