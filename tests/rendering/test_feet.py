"""The foot (版记) of a document that is sent out: at the lower edge of the text, on the last page, an even one."""

import pytest
from printing import Printed
from programs import program
from specimens import FOOT, PERIODS, table_of

from document_contexts import made
from reviews import OFFICE
from starrating.documents import output
from starrating.documents.rendering.pdf import with_foot_overleaf
from starrating.procedure.document_kinds import DOCUMENT_KINDS

SENT = [kind for kind, row in DOCUMENT_KINDS.items() if row.numbered]
LEFT, RIGHT, BOTTOM = 28, 184, 262
CHARACTER = 14 * 25.4 / 72
ISSUED = "公司党委办公室2013年7月25日印发"


def foot(pages) -> list:
    """Return the lines of the foot, which is the end of the last page."""
    last = [line for line in pages[-1] if not line.text.startswith("—")]
    return last[next(at for at, line in enumerate(last) if line.text.startswith("抄送：")) :]


@pytest.mark.parametrize("kind", SENT)
def test_the_foot_ends_the_last_page_at_the_edge_of_the_text(kind, prints):
    pages = prints[f"{kind}-footed"].pages
    copies, more, *_, issued = foot(pages)
    assert (copies.text[:15], issued.text) == ("抄送：集团公司党委组织部，公司", ISSUED)
    assert copies.left == pytest.approx(LEFT + CHARACTER, abs=0.5)
    assert more.left == pytest.approx(LEFT + 4 * CHARACTER, abs=0.5)
    assert issued.right == pytest.approx(RIGHT - CHARACTER, abs=0.5)
    assert BOTTOM - 12 < issued.top < BOTTOM
    assert not any(line.text.startswith("抄送") for page in pages[:-1] for line in page)


@pytest.mark.parametrize(("kind", "of", "pages", "numbers"), [("decision", 5, 2, "12"), ("award", 56, 6, "1234")])
def test_a_printed_foot_stands_on_an_even_page_behind_a_blank_one_if_need_be(kind, of, pages, numbers, tmp_path):
    program("soffice")
    (tmp_path / "a.pdf").write_bytes(output.pdf_of(made(kind, table_of(of), PERIODS[kind], office=FOOT)))
    texts = Printed(tmp_path / "a.pdf").texts
    assert len(texts) == pages
    assert [line for page in texts for line in page if line.startswith("—")] == [f"—{each}—" for each in numbers]
    assert [line for line in texts[-1] if not line.startswith("—")][-1] == ISSUED


def test_a_document_without_a_foot_or_on_two_pages_is_converted_once():
    plain, footed = (output.word(made("circular", office=office)) for office in (OFFICE, FOOT))
    for docx, pdf in ((plain, b"/Type /Page "), (footed, b"/Type/Page /Type /Page /Type /Pages")):
        told: list[bytes] = []
        assert with_foot_overleaf(docx, lambda given, pdf=pdf, told=told: (told.append(given), pdf)[1]) == pdf
        assert told == [docx]
