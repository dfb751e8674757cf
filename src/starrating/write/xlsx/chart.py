"""Native charts of cells, in greys, dashes and marks that a black and white printer keeps apart."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from starrating.write.xlsx.page import Area
from starrating.write.xlsx.row_stream import StreamSheet
from starrating.write.xlsx.workbook import Styles

_GREYS = ("#595959", "#7F7F7F", "#A6A6A6", "#BFBFBF", "#D9D9D9")
_DASHES = ("solid", "dash", "round_dot", "long_dash_dot")
_MARKS = ("circle", "square", "triangle", "diamond")

Cell = tuple[int, int]
"""Row and column, counted from 0."""


class Figure(NamedTuple):
    """What a chart shows, in cells of its sheet: its title, the categories, and each series with the cell of its name.

    Names and titles are taken from cells and never given as text, for a text that begins with = would be a formula.
    """

    title: Cell
    categories: Area
    series: Sequence[tuple[Cell, Area]]


class Spot(NamedTuple):
    """Where a chart stands: the cell of its upper left corner, width and height in pixels."""

    cell: Cell
    width: int
    height: int


def insert_columns(book: Workbook, sheet: StreamSheet, styles: Styles, figure: Figure, spot: Spot) -> None:
    """Draw a column with its number for each category: how many have each star."""
    chart = book.add_chart({"type": "column"})
    for name, values in figure.series:
        many = values[2] - values[0] + 1
        points = [{"fill": {"color": _GREYS[i % len(_GREYS)]}, "border": {"color": "black"}} for i in range(many)]
        chart.add_series(_series(sheet, styles, figure, (name, values)) | {"points": points, "gap": 80})
    chart.set_legend({"none": True})
    _finish(chart, sheet, styles, figure, spot)


def insert_lines(book: Workbook, sheet: StreamSheet, styles: Styles, figure: Figure, spot: Spot) -> None:
    """Draw a line for each series, each with a dash and a mark of its own: shares over the periods, and the targets."""
    chart = book.add_chart({"type": "line"})
    for index, series in enumerate(figure.series):
        grey = _GREYS[index % 2]
        mark = {"type": _MARKS[index % len(_MARKS)], "size": 7, "fill": {"color": grey}, "border": {"color": "black"}}
        line = {"color": grey, "width": 2, "dash_type": _DASHES[index % len(_DASHES)]}
        drawn = _series(sheet, styles, figure, series)
        drawn["data_labels"]["position"] = "above"
        chart.add_series(drawn | {"marker": mark, "line": line})
    chart.set_legend({"position": "bottom", "font": _font(styles)})
    _finish(chart, sheet, styles, figure, spot)


def _series(sheet: StreamSheet, styles: Styles, figure: Figure, series: tuple[Cell, Area]) -> dict[str, Any]:
    name, values = series
    return {
        "name": [sheet.get_name(), *name],
        "categories": [sheet.get_name(), *figure.categories],
        "values": [sheet.get_name(), *values],
        "data_labels": {"value": True, "font": _font(styles)},
    }


def _finish(chart: Chart, sheet: StreamSheet, styles: Styles, figure: Figure, spot: Spot) -> None:
    """Give the chart its title and axes, and put it on the sheet."""
    title = {"name": styles.head_font, "size": 12}
    chart.set_title({"name": [sheet.get_name(), *figure.title], "name_font": title, "overlay": False})
    chart.set_x_axis({"num_font": _font(styles)})
    gridlines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_y_axis({"num_font": _font(styles), "min": 0, "major_gridlines": gridlines})
    chart.set_size({"width": spot.width, "height": spot.height})
    sheet.insert_chart(*spot.cell, chart, {"x_offset": 12, "y_offset": 6})


def _font(styles: Styles) -> dict[str, Any]:
    return {"name": styles.body_font, "size": 11}
