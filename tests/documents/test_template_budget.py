"""A template is somebody else's program: whatever it is, it ends soon, with a sentence that names the limit."""

import time
import zipfile

import pytest

from reviews import OFFICE, rules
from starrating.documents.rendering.templates import explained, read_template, sandbox
from starrating.documents.rendering.word import rendered
from starrating.documents.template_checks.checks import check_templates
from starrating.errors import InputError
from starrating.workspace import builtin

STEPS, CHARACTERS = "more than 1000000 steps", "more than 50000000 characters"
COSTLY = [
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without end"),
    ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without end"),
    ("{% macro m(x) %}{{ m(x ~ x) }}{% endmacro %}{{ m('aaaaaaaaaa') }}", CHARACTERS),
    ("{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}", STEPS),
    ("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", STEPS),
    ("{% for i in range(99999) %}{% set x = range(99999)|list %}{% endfor %}", STEPS),
    (f"{{% for i in range(99999) %}}{'y' * 10_000}{{% endfor %}}", CHARACTERS),
    ("{{ 'x' * 10 ** 10 }}", CHARACTERS),
    ("{{ (range(99999)|map('string')|join('x')) * 1000 }}", CHARACTERS),
    ("{{ 10 ** 400 }}", "more than 1000 binary digits"),
    ("{{ '%10000000000d' % 1 }}", "formats texts by %"),
    ("{{ 'x'.ljust(10 ** 10) }}", "it reads ljust, which is no field"),
    ("{{ '{:>10000000000}'.format(1) }}", "formats texts by format"),
    ("{{ 'x'|center(10 ** 10) }}", "no filter, test or block center"),
    ("{{ range(10 ** 9)|list }}", STEPS),
    ("{{ range(10 ** 30, 0, -3)|list }}", STEPS),
    ("{{ (1,)|batch(10 ** 9, 'x')|list }}", "no filter, test or block batch"),
    ("{{ (1,)|slice(10 ** 9)|list }}", "no filter, test or block slice"),
    ("{{ 1.5|round(10 ** 9, 'ceil') }}", "no filter, test or block round"),
    ("{{ range(99999)|join('x' * 40_000_000) }}", CHARACTERS),
    ("{{ ['x' * 40_000_000] * 1000 }}", CHARACTERS),
    ("{{ (['x' * 40_000_000] * 1000)|join }}", CHARACTERS),
    ("{{ (['x' * 40_000_000] * 1000)|upper }}", CHARACTERS),
    ("{{ [['x' * 40_000_000] * 1000] ~ 'x' }}", CHARACTERS),
    ("{{ {'a': ['x' * 40_000_000] * 1000} }}", CHARACTERS),
    ("{% set a = 'x' * 40_000_000 %}{% for i in range(99999) %}{% set b = a[1:] %}{% endfor %}", CHARACTERS),
    ("{% set a = 'x' * 40_000_000 %}{% for i in range(99999) %}{% set b = a|upper %}{% endfor %}", CHARACTERS),
    ("{% set a = ['x'] * 99999 %}{% for i in range(99999) %}{% set b = a|length %}{% endfor %}", STEPS),
    ("{{ ['x']|join(attribute='__class__') }}", "it reads __class__"),
]


@pytest.mark.parametrize(("source", "limit"), COSTLY)
def test_a_template_that_would_not_end_is_refused_soon(tmp_path, source, limit):
    filled, began = sandbox(str), time.process_time()
    with pytest.raises(InputError) as caught, explained(tmp_path / "notice.md.j2", filled, {}):
        filled.from_string(source).render()
    assert time.process_time() - began < 5
    assert limit in caught.value.problems[0].message.say("en")


def test_what_documents_need_is_within_the_budget():
    filled = sandbox(str)
    source = "{% for i in range(99999) %}{{ i ~ ',' }}{% endfor %}{{ [1, 2]|join('x') }}{{ 'a' + 'b' }}{{ 7 % 4 }}"
    source = "{{ [{'a': 'c'}]|join(attribute='a') }}{{ 'abc'[1:]|upper }}" + source
    for _ in range(2):  # each rendering has the whole budget
        with explained(builtin("templates") / "notice.md.j2", filled, {}):
            assert filled.from_string(source).render().endswith("99998,1x2ab3")


@pytest.mark.parametrize(
    ("source", "placeholder"),
    [
        ("《｛｛ title ｝｝》", "｛｛ title"),
        ("｛% if draft %｝", "｛% if draft %"),
        ("{{ title }} ｛｛name}}", "｛｛name}}"),
        ("致«党支部»：", "«党支部»"),
        ("{% raw %}{{ title }}{% endraw %}", "{% raw %}"),
        ("{%- raw -%}{{ title }}{% endraw %}", "{%- raw -%}"),
    ],
)
def test_what_nothing_would_fill_in_is_a_leftover(tmp_path, source, placeholder):
    (tmp_path / "notice.md.j2").write_text(source, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_template(tmp_path / "notice.md.j2")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message.fields["placeholder"]) == ("template-leftover", placeholder)


@pytest.mark.parametrize("source", ["{% set raw = title %}", "{{ raw }}", "{# raw #}", "<<{{ title }}>>", "5 < 6 « 7"])
def test_what_is_filled_in_or_meant_as_it_stands_is_no_leftover(tmp_path, source):
    (tmp_path / "notice.md.j2").write_text(source, encoding="utf-8")
    assert read_template(tmp_path / "notice.md.j2") == source


@pytest.mark.parametrize(
    ("paragraph", "placeholder"),
    [
        ("<w:r><w:t>｛｛ title ｝｝</w:t></w:r>", "｛｛ title"),
        ('<w:r><w:t>｛</w:t></w:r><w:r w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>｛ title ｝｝</w:t></w:r>', "｛｛ title"),
        (
            '<w:fldSimple w:instr=" MERGEFIELD 党支部 "><w:r><w:t>«党支部»</w:t></w:r></w:fldSimple>',
            "MERGEFIELD 党支部",
        ),
        ("<w:r><w:instrText> MERGEFIELD 书记 </w:instrText></w:r>", "MERGEFIELD 书记"),
        ("<w:r><w:t>«党</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>支部»</w:t></w:r>", "«党支部»"),
        ("<w:r><w:t>{%</w:t></w:r><w:r><w:t>p raw %}{{ title }}{% endraw %}</w:t></w:r>", "{%p raw %}"),
    ],
)
def test_a_word_template_with_leftovers_is_refused(tmp_path, paragraph, placeholder):
    notice_with(tmp_path, paragraph)
    with pytest.raises(InputError) as caught:
        rendered("notice", "zh_CN", {}, tmp_path)
    (problem,) = caught.value.problems
    assert (problem.code, placeholder in problem.message.say("en")) == ("template-leftover", True)


def test_the_check_of_templates_tells_of_leftovers(tmp_path):
    notice_with(tmp_path, "<w:r><w:t>｛｛ title ｝｝</w:t></w:r>")
    said = {
        (problem.code, "｛｛ title" in problem.message.say("en"))
        for problem in check_templates(rules(), OFFICE, tmp_path)
    }
    assert said == {("template-leftover", True)}


def notice_with(folder, paragraph):
    """Put into a folder the notice of an office that has added a paragraph, in the XML of Word."""
    with zipfile.ZipFile(builtin("templates") / "notice.docx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    body = parts["word/document.xml"].decode()
    parts["word/document.xml"] = body.replace("<w:body>", f"<w:body><w:p>{paragraph}</w:p>", 1).encode()
    with zipfile.ZipFile(folder / "notice.docx", "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)


def test_a_word_template_that_unpacks_to_too_much_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "notice.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", bytes(65 * 2**20))
    problems = check_templates(rules(), OFFICE, tmp_path)
    assert {problem.message.say("en") for problem in problems} == {"The template unpacks to more than 64 MB."}
