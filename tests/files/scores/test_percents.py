from hostile_books import ods_row, write_ods
from starrating.model import ABSENT, NUMBER, REFUSED
from starrating.read.review_workbooks import read_workbooks
from tables import plan

HEADS = ("党支部", "学习(40分)", "党务(60分)")


def test_percentages_of_an_open_document_are_refused_like_those_of_excel(tmp_path):
    shown = (
        '<table:table-cell office:value-type="percentage" office:value="0.9"><text:p>90%</text:p></table:table-cell>'
    )
    points = '<table:table-cell office:value-type="float" office:value="55"><text:p>55</text:p></table:table-cell>'
    book = write_ods(tmp_path / "2013H1.ods", ods_row(*HEADS) + ods_row("一支部", shown, points))
    inputs, problems = read_workbooks([book], [], plan(), None)
    assert [(each.code, each.place.cell) for each in problems] == [("percent-in-score", "B2")]
    assert inputs.scores.point_states.tolist() == [[REFUSED, NUMBER]]
    assert inputs.scores.total_states.tolist() == [ABSENT]
