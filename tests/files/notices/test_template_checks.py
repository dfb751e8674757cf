import pytest

from reviews import OFFICE, rules
from starrating.files.notices.template_checks import check_templates


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_built_in_templates_are_fit(language):
    assert check_templates(rules(language), OFFICE, None) == ()


@pytest.mark.parametrize(
    ("condition", "line"),
    [("draft_mark", 2), ("not draft_mark", 2), ("not_rated", 2), ("not departments", 2)],
)
def test_both_sides_of_a_condition_are_seen(condition, line, tmp_path):
    (tmp_path / "notice.md.j2").write_text(f"{{% if {condition} %}}\n{{{{ fone }}}}\n{{% endif %}}\n", encoding="utf-8")
    (problem,) = check_templates(rules(), OFFICE, tmp_path)
    assert (problem.code, problem.place.line) == ("wrong-template", line)


def test_the_wrong_templates_of_all_formats_are_told_at_once(tmp_path):
    (tmp_path / "notice.md.j2").write_text("{{ fone }}", encoding="utf-8")
    (tmp_path / "notice.docx").write_bytes(b"no Word document")
    assert len(check_templates(rules(), OFFICE, tmp_path)) == 2
