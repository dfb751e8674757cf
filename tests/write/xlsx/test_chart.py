import openpyxl
import pytest
import xlsxwriter

from charts import charts_of
from starrating.write.xlsx.chart import Figure, Spot, insert_columns, insert_lines
from starrating.write.xlsx.row_stream import StreamSheet
from starrating.write.xlsx.workbook import Styles

ROWS = [["=period", "share", "target"], ["2013H1", 33.3, 30], ["2013H2", 41.7, 30], ["2014H1", 50, 50]]


@pytest.fixture
def chart(tmp_path):
    """Write the rows, draw a chart of them, and open it."""

    def draw(insert):
        path = tmp_path / "chart.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("It's", StreamSheet)
            for row, cells in enumerate(ROWS):
                sheet.write_row(row, 0, cells)
            figure = Figure((0, 0), (1, 0, 3, 0), [((0, 1), (1, 1, 3, 1)), ((0, 2), (1, 2, 3, 2))])
            insert(book, sheet, Styles(book, "en"), figure, Spot((5, 0), 480, 288))
        (drawn,) = charts_of(openpyxl.load_workbook(path)["It's"])
        return drawn

    return draw


@pytest.mark.parametrize("insert", [insert_columns, insert_lines])
def test_chart_shows_the_cells_and_takes_its_words_from_them(chart, insert):
    drawn = chart(insert)
    assert drawn.title.tx.strRef.f == "'It''s'!$A$1"
    assert [series.tx.strRef.f for series in drawn.series] == ["'It''s'!$B$1", "'It''s'!$C$1"]
    assert [series.val.numRef.f for series in drawn.series] == ["'It''s'!$B$2:$B$4", "'It''s'!$C$2:$C$4"]
    assert {series.cat.strRef.f for series in drawn.series} == {"'It''s'!$A$2:$A$4"}


def test_lines_differ_without_colour(chart):
    share, target = chart(insert_lines).series
    assert share.marker.symbol != target.marker.symbol
    assert share.graphicalProperties.line.dashStyle != target.graphicalProperties.line.dashStyle
