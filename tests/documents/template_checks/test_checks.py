from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reviews import OFFICE, rules
from starrating.documents.output import EVERY_KIND
from starrating.documents.registry import KINDS
from starrating.documents.template_checks import checks
from starrating.documents.template_checks.checks import check_templates, template_files
from starrating.workspace import builtin


@pytest.fixture(autouse=True)
def machine(monkeypatch):
    """Let the machine have every font that the standard names, and nothing else."""
    there = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "simhei", "simsun", "times new roman"}
    monkeypatch.setattr(checks, "installed", lambda: {name.casefold() for name in there})


@pytest.fixture
def notices(monkeypatch):
    """Let there be no other kind, for a test that is about one template: to fill in all of them takes seconds."""
    alone = {name: kind for name, kind in EVERY_KIND.items() if kind.stem == "notice"}
    monkeypatch.setattr(checks, "EVERY_KIND", alone)


def said(folder: Path, language: str = "zh_CN") -> list[str]:
    return [problem.message.say("en") for problem in check_templates(rules(language), OFFICE, folder)]


def own(folder: Path, change) -> Path:
    """Put a changed copy of the built-in Word template into a folder."""
    document = docx.Document(str(builtin("templates") / "notice.docx"))
    change(document)
    document.save(str(folder / "notice.docx"))
    return folder


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_built_in_templates_are_fit(language):
    assert check_templates(rules(language), OFFICE, None) == ()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_samples_of_a_kind_are_documents_of_that_kind(kind):
    made = list(kind.samples(rules(), OFFICE))
    assert len(made) > 1
    assert {KINDS[document.kind].stem for document in made} == {kind.stem}


def test_the_templates_are_those_of_the_office_before_the_built_in_ones(tmp_path):
    (tmp_path / "notice.md.j2").write_text("{{ title }}", encoding="utf-8")
    files = template_files(rules(), tmp_path)
    assert {tmp_path / "notice.md.j2", builtin("templates") / "notice.docx"} <= set(files)


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize(
    ("condition", "line"),
    [("draft_mark", 2), ("not draft_mark", 2), ("not_rated", 2), ("not departments", 2)],
)
def test_both_sides_of_a_condition_are_seen(condition, line, tmp_path):
    (tmp_path / "notice.md.j2").write_text(f"{{% if {condition} %}}\n{{{{ fone }}}}\n{{% endif %}}\n", encoding="utf-8")
    (problem,) = check_templates(rules(), OFFICE, tmp_path)
    assert (problem.code, problem.place.line) == ("unknown-field", line)
    assert problem.hint.say("en").startswith("Did you mean phone?")


@pytest.mark.usefixtures("notices")
def test_the_wrong_templates_of_all_formats_are_told_at_once(tmp_path):
    (tmp_path / "notice.md.j2").write_text("{{ fone }}\n\n{{ adress }}", encoding="utf-8")
    (tmp_path / "notice.docx").write_bytes(b"no Word document")
    found = check_templates(rules(), OFFICE, tmp_path)
    assert [getattr(problem.place, "line", None) for problem in found] == [1, 3, None]


@pytest.mark.usefixtures("notices")
def test_a_template_that_no_document_is_made_of_is_told(tmp_path):
    for name in ("notise.docx", "notice.md.j2", "notice.en.docx", "~$notice.docx", "readme.txt"):
        (tmp_path / name).write_bytes(b"{{ title }}")
    (problem,) = check_templates(rules(), OFFICE, tmp_path)
    assert (problem.code, problem.place.file) == ("unused-template", str(tmp_path / "notise.docx"))
    assert problem.hint.say("en") == "Did you mean notice.docx?"


@pytest.mark.usefixtures("notices")
def test_a_folder_that_there_is_not_is_told(tmp_path):
    (problem,) = check_templates(rules(), OFFICE, tmp_path / "none")
    assert (problem.severity, problem.code) == ("warning", "no-template-folder")


@pytest.mark.usefixtures("notices")
def test_what_a_template_may_not_do_is_an_error(tmp_path):
    (tmp_path / "notice.md.j2").write_text("{{ title.__class__ }}", encoding="utf-8")
    (problem,) = check_templates(rules(), OFFICE, tmp_path)
    assert (problem.severity, problem.code) == ("error", "unsafe-template")


def narrow_top(document):
    document.sections[0].top_margin = Mm(25.4)


def within_tolerance(document):
    (section,) = document.sections
    section.top_margin, section.left_margin = Mm(38), Mm(27)


def american_paper(document):
    (section,) = document.sections
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)


def small_type(document):
    document.styles["公文正文"].font.size = Pt(14)


def thirty_points(document):
    for name in ("公文正文", "结语", "主送机关"):
        document.styles[name].paragraph_format.line_spacing = Pt(30)


def other_line_of_22(document):
    document.styles["公文正文"].paragraph_format.line_spacing = Pt(28)


def one_and_a_half(document):
    document.styles["公文正文"].paragraph_format.line_spacing = 1.5


def song(document):
    for paragraph in document.element.body.iterchildren(qn("w:p")):  # on the runs, as a hand does it
        for run in paragraph.iterchildren(qn("w:r")):
            run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def no_number(document):
    for foot in (document.sections[0].footer, document.sections[0].even_page_footer):
        foot.paragraphs[0].clear()
        for field in foot.part.element.iter(qn("w:fldSimple")):
            field.getparent().remove(field)


def same_side(document):
    document.settings.odd_and_even_pages_header_footer = False


@pytest.mark.usefixtures("notices")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (narrow_top, ["The top margin is 25.4 mm; the standard has 37 mm."]),
        (within_tolerance, []),
        (small_type, ["The text: the size is 14 pt; the standard has 16 pt."]),
        (thirty_points, ["The line of the text is exactly 30 pt; the standard has exactly 28.95 pt."]),
        (one_and_a_half, ["The line of the text is 1.5 lines; the standard has exactly 28.95 pt."]),
        (other_line_of_22, []),
        (no_number, ["The page has no number; the standard has one below the text, on the outer side."]),
        (same_side, ["The page number is on the same side of all pages; the standard has it on the outer side."]),
    ],
)  # fmt: skip
def test_what_departs_from_the_standard_is_told_with_both_values(change, words, tmp_path):
    assert said(own(tmp_path, change)) == words


@pytest.mark.usefixtures("notices")
def test_the_paper_is_measured(tmp_path):
    assert said(own(tmp_path, american_paper))[:2] == [
        "The width of the page is 215.9 mm; the standard has 210 mm.",
        "The height of the page is 279.4 mm; the standard has 297 mm.",
    ]


@pytest.mark.usefixtures("notices")
def test_what_a_hand_wrote_on_the_runs_counts_before_the_style(tmp_path):
    assert said(own(tmp_path, song)) == [
        "The text: the font is 宋体; the standard has 仿宋_GB2312.",
        "The title: the font is 宋体; the standard has 方正小标宋简体.",
        "A heading of the first level: the font is 宋体; the standard has 黑体.",
        "A heading of the second level: the font is 宋体; the standard has 楷体_GB2312.",
    ]


@pytest.mark.usefixtures("notices")
def test_a_document_from_scratch_is_told_all_of_it(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ title }}")
    document.save(str(tmp_path / "notice.docx"))
    problems = check_templates(rules(), OFFICE, tmp_path)
    assert {problem.severity for problem in problems} == {"warning"}
    assert len([problem for problem in problems if problem.code == "layout-deviation"]) > 6


@pytest.mark.usefixtures("notices")
def test_english_documents_are_not_held_against_the_chinese_standard(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ title }}")
    document.save(str(tmp_path / "notice.en.docx"))
    assert not [problem for problem in check_templates(rules("en"), OFFICE, tmp_path) if problem.severity != "notice"]


@pytest.mark.usefixtures("notices")
def test_fonts_that_the_machine_lacks_are_told_once(monkeypatch):
    monkeypatch.setattr(checks, "installed", lambda: {"仿宋", "simhei", "simsun"})
    (problem,) = check_templates(rules(), OFFICE, None)
    assert (problem.severity, problem.code, problem.place) == ("notice", "missing-font", None)
    assert problem.message.say("en").endswith("does not have: 方正小标宋简体, 楷体_GB2312.")


@pytest.mark.usefixtures("notices")
def test_nothing_is_said_of_fonts_where_the_system_does_not_tell(monkeypatch):
    monkeypatch.setattr(checks, "installed", lambda: None)
    assert check_templates(rules(), OFFICE, None) == ()
