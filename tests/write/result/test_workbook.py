import datetime as dt
import errno
import zipfile
from decimal import Decimal
from unittest.mock import Mock

import numpy as np
import openpyxl
import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from charts import charts_of
from result_reviews import (
    big_ratings,
    chinese_rules,
    english_rules,
    judged,
    lowering,
    make_review,
    near_problem,
    review_of,
)
from starrating.errors import CellRef, Problem, RefusalError
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NOT_APPLICABLE, NUMBER, Item, Step
from starrating.ruleset.values import Sum
from starrating.write.result.workbook import file_stem, write_results
from starrating.write.wording import KnownOfBranches

ITEMS = (
    Item("A1", "study", Decimal(60), "Education"),
    Item("A2", "classes", Decimal(30), "Education"),
    Item("B1", "meetings", Decimal(10), "Organisation"),
)
REVIEW = """
    First   91.50    5 4 4   52   30   9.5
    Second  89.9999  4 4 5   50   30   9.9999
    Third   89.9999  4 4 -   50   30   9.9999
    Fourth  70       3 3 3   40   30   -
"""
AT_LOWEST = "steps[4.4].at_lowest"
EVENTS = {
    "steps": (lowering("First", 5, 4), lowering("Fourth", 3, 3, key=AT_LOWEST)),
    "incidents": (
        judged("First", document="〔2013〕12号", department="Safety", subject="unit"),
        judged("Fourth", document="〔2013〕13号"),
        judged("Second", counted=False, key="triggers.window", date=dt.date(2012, 12, 30), note="to be looked at"),
    ),
    "problems": (near_problem("Second"),),
    "columns": {
        "unit": ["Mine", None, None, None],
        "self_score": [Decimal("93.5"), None, Decimal(90), None],
        "applied_star": [5, 3, None, 3],
        "declared_target": [5, None, 4, None],
        "note": ["new", None, None, None],
    },
}


@pytest.fixture
def book(tmp_path):
    """Write a review and open the workbook."""

    def write(review, rules=None, **options):
        path = tmp_path / "result.xlsx"
        write_results(path, review, rules or english_rules(), **options)
        return openpyxl.load_workbook(path)

    return write


def body(sheet, heads=1):
    """Return the rows of a table: those under the heads that begin with a number."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3 + heads)]
    return [row for row in rows if isinstance(row[0], int)]


def test_ranking_has_the_columns_that_a4_holds(book):
    sheet = book(make_review(REVIEW, items=ITEMS, **EVENTS))["Ranking"]
    assert [cell.value for cell in sheet[3]] == [
        *("No.", "Branch", "Score", "Rank", "Star by score", "Triggers"),
        *("Star", "Previous star", "Change", "Note"),
    ]
    five, four, three = "五星级", "四星级", "三星级"
    above, held = "above the star applied for", "held at the lowest star"
    assert body(sheet) == [
        [1, "First", 91.5, 1, five, "▼4(3)", four, four, "retention", "new"],
        [2, "Second", 89.9999, 2, four, None, four, five, "▼demotion", above],
        [3, "Third", 89.9999, 2, four, None, four, None, "first rating", None],
        [4, "Fourth", 70, 4, three, "4(3)", three, three, "retention", held],
    ]


def test_what_was_asked_for_stands_with_the_points(book):
    declared = {"Third": (5, dt.date(2013, 1, 15))}
    sheet = book(make_review(REVIEW, items=ITEMS, **EVENTS), known=KnownOfBranches(declared=declared))["Points"]
    assert [cell.value for cell in sheet[3]][:8] == [
        *("Rank", "Branch", "Unit", "Star declared", "Star applied for", "Self-assessed score"),
        *("Education\n90 pt", "Organisation\n10 pt"),
    ]
    five, three = "五星级", "三星级"
    assert [row[1:8] for row in body(sheet, heads=2)] == [
        ["First", "Mine", f"{five} (typed at the assessment)", five, 93.5, 82, 9.5],
        ["Second", None, None, three, None, 80, 9.9999],
        ["Third", None, five, None, 90, 80, 9.9999],
        ["Fourth", None, None, three, None, 70, 0],
    ]


def test_lowered_branches_are_bold_and_others_are_not(book):
    sheet = book(make_review(REVIEW, items=ITEMS, **EVENTS))["Ranking"]
    assert [sheet.cell(row, 7).font.b for row in range(4, 8)] == [True, False, False, False]
    assert not any(cell.font.i for row in sheet.iter_rows() for cell in row)


def test_scores_are_printed_with_as_many_decimals_as_the_longest_has(book):
    sheet = book(make_review("A 91.5 5 5 5\nB 89.9999 4 4 4"))["Ranking"]
    assert [sheet.cell(row, 3).number_format for row in (4, 5)] == ["0.0000", "0.0000"]


def test_means_say_that_they_are_means(book):
    workbook = book(make_review(REVIEW, items=ITEMS, **EVENTS))
    assert [cell.value for cell in workbook["Ranking"][8]][:4] == [None, "Mean", 85.37, None]
    assert [cell.value for cell in workbook["Points"][9]][:8] == [None, "Mean", None, None, None, 91.75, 78, 7.37]


def test_the_star_given_is_compared_with_that_by_score(book):
    sheet = book(make_review(REVIEW, items=ITEMS, **EVENTS))["Ranking"]
    assert {str(each.sqref): rule.formula[0] for each in sheet.conditional_formatting for rule in each.rules} == {
        "G4:G7": 'AND($G4<>"",$E4<>"",$G4<>$E4)',
    }


def test_heads_say_by_which_clause_as_people_cite_it(book):
    workbook = book(make_review(REVIEW, items=ITEMS, **EVENTS))
    said = {
        cell.value: cell.comment.text for name in ("Ranking", "Points") for cell in workbook[name][3] if cell.comment
    }
    assert "“提升方法” 1." in said["Star declared (typed at the assessment)"]
    assert "“提升方法” 4." in said["Star applied for"]
    assert "“工作目标”." in said["Star by score"]
    assert "80–90（不含90）四星级" in said["Star by score"]


def test_branch_leads_to_its_reasons_and_back(book):
    """The numbers lead, for a name that leads would be printed in blue."""
    workbook = book(make_review(REVIEW, items=ITEMS, **EVENTS))
    ranking, incidents = workbook["Ranking"], workbook["Incidents"]
    there = {cell.value: cell.hyperlink.location for (cell,) in ranking["A4:A7"] if cell.hyperlink}
    assert there == {1: "'Incidents'!A4", 4: "'Incidents'!A5", 2: "'Incidents'!A6"}
    assert [cell.hyperlink.location for (cell,) in incidents["A4:A6"]] == [f"'Ranking'!A{row}" for row in (4, 7, 5)]
    assert not any(cell.hyperlink for sheet in (ranking, incidents) for (cell,) in sheet["B4:B7"])


def test_sheets_are_listed_and_the_ranking_is_open(book):
    workbook = book(make_review(REVIEW, items=ITEMS, **EVENTS))
    contents = workbook.worksheets[0]
    assert [row[1] for row in body(contents)] == workbook.sheetnames[1:]
    assert not any(cell.hyperlink or cell.font.underline for (cell,) in contents["B4:B9"])  # they would print in blue
    assert [cell.hyperlink.location for (cell,) in contents["A4:A9"]] == [
        f"'{name}'!A1" for name in workbook.sheetnames[1:]
    ]
    assert workbook.active.title == "Ranking"


def test_parts_are_left_out_where_the_score_is_no_plain_sum(book):
    rules = english_rules().model_copy(update={"values": (Sum(id="total", sum=("A1", "A2")),)})
    heads = [cell.value for cell in book(make_review(REVIEW, items=ITEMS), rules)["Ranking"][3]]
    assert not [head for head in heads if head.startswith("Education")]


def test_number_columns_are_wide_enough_for_their_numbers(book):
    sheet = book(make_review("A 12345678.1234567 5 5 -"))["Ranking"]
    assert sheet.column_dimensions["C"].width > len("12345678.1234567")


def test_points_stand_under_their_items_and_parts(book):
    sheet = book(make_review(REVIEW, items=ITEMS))["Points"]
    assert [cell.value for cell in sheet[3]] == [
        *("Rank", "Branch", "Education\n90 pt", "Organisation\n10 pt"),
        *("Education (90)", None, "Organisation (10)", "Score"),
    ]
    assert [cell.value for cell in sheet[4]][4:7] == ["study\n60 pt", "classes\n30 pt", "meetings\n10 pt"]
    assert {str(area) for area in sheet.merged_cells.ranges} >= {"A3:A4", "B3:B4", "E3:F3", "H3:H4"}
    assert [row[:2] + row[4:] for row in body(sheet, heads=2)[1:4:2]] == [
        [2, "Second", 50, 30, 9.9999, 89.9999],
        [4, "Fourth", 40, 30, None, 70],
    ]


def test_items_without_parts_have_one_row_of_heads(book):
    items = (Item("A1", "study"), Item("A2", "classes", Decimal(30)))
    sheet = book(make_review("A 80 4 4 4 50 30", items=items))["Points"]
    assert [cell.value for cell in sheet[3]] == ["Rank", "Branch", "study", "classes\n30 pt", "Score"]


def test_review_by_totals_has_no_sheet_of_points(book):
    assert book(make_review("A 80 4 4 4")).sheetnames == [
        *("Contents", "Ranking", "Shares", "Explanations", "Proofs"),
    ]


def test_incidents_are_listed_counted_or_not(book):
    sheet = book(make_review(REVIEW, items=ITEMS, **EVENTS))["Incidents"]
    assert sheet["J2"].value is None
    assert sheet["F2"].value == "Incidents: 3, counted: 2"
    first, _, second = body(sheet)
    assert first[1:5] == ["First", "4(3)", dt.datetime(2013, 6, 30), "〔2013〕12号"]
    assert first[5:] == [
        "Safety; unit; major loss: yes; held accountable: yes",
        "counted",
        "every condition is found",
        "2013H1.xlsx!降星情形!A3",
        None,
    ]
    assert second[3] == dt.datetime(2012, 12, 30)
    assert second[6:8] == ["not counted", "nobody was held accountable"]
    assert second[9] == "to be looked at"


def test_there_is_no_sheet_of_incidents_without_any_but_a_word(book):
    made = book(make_review("A 80 4 4 4"))
    assert "Incidents" not in made.sheetnames
    assert ("Incidents", "none in this period") in [(row[2].value, row[3].value) for row in made["Explanations"]]


def test_shares_count_rated_branches_only(book):
    review = make_review("A 95 5 5 5\nB 85 4 4 4\nC 84 4 4 4\nD 10 - - -")
    rows = list(book(review)["Shares"].iter_rows(min_row=3, max_row=8, max_col=3, values_only=True))
    assert rows == [
        ("Star", "Number of Branch", "Share"),
        ("五星级", 1, 0.333),
        ("四星级", 2, 0.667),
        ("三星级", 0, 0),
        ("All rated", 3, 1),
        ("no star", 1, "—"),
    ]


def test_half_of_a_tenth_of_a_percent_is_rounded_up(book):
    review = make_review("A 95 5 5 5\n" + "\n".join(f"B{i} 85 4 4 4" for i in range(79)))
    assert book(review)["Shares"]["C4"].value == 0.013


def test_no_target_is_met_or_missed_where_nobody_is_rated(book):
    sheet = book(make_review("A 10 - - -"))["Shares"]
    assert "Target" not in [row[1].value for row in sheet.iter_rows()]


def test_targets_due_are_held_against_the_exact_share(book):
    review = make_review(
        "\n".join(f"B{i} 95 5 5 5" for i in range(3)) + "\n" + "\n".join(f"C{i} 70 3 3 3" for i in range(7))
    )
    sheet = book(review)["Shares"]
    rows = {row[1]: row[2:] for row in sheet.iter_rows(values_only=True) if row[0] == "工作目标"}
    assert rows == {
        "五星级 at least 30%": ("2013H1", 3, 3, 0, "met"),
        "五星级 at least 50%": ("2014H1", 5, 3, 2, "not due yet"),
        "五星级 at least 70%": ("2015H1", 7, 3, 4, "not due yet"),
        "no Branch of 三星级": ("2015H1", 0, 7, 7, "not due yet"),
    }


def test_share_that_is_missed_by_one_branch_is_not_met(book):
    review = make_review("A 95 5 5 5\nB 85 4 4 4\nC 84 4 4 4\nD 83 4 4 4")
    sheet = book(review)["Shares"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] == "五星级 at least 30%"]
    assert rows == [("工作目标", "五星级 at least 30%", "2013H1", 2, 1, 1, "not met")]
    ((area, (rule,)),) = [(str(each.sqref), each.rules) for each in sheet.conditional_formatting]
    assert (area, rule.formula) == ("G17:G20", ['"not met"'])
    assert sheet["G17"].value == "not met"


def test_shares_have_a_chart_of_every_star(book):
    (chart,) = charts_of(book(make_review("A 80 4 4 4"))["Shares"])
    (series,) = chart.series
    assert series.val.numRef.f == "Shares!$B$4:$B$6"
    assert series.cat.strRef.f == "Shares!$A$4:$A$6"


def test_explanations_defend_the_result(book):
    sheet = book(make_review(REVIEW, items=ITEMS, **EVENTS))["Explanations"]
    notes = [tuple(row[1:]) for row in body(sheet)]
    assert ("Basis", "Input file", "2013H1.xlsx", None) in notes
    assert ("Basis", "Recorded at", "2013-07-10 01:30 UTC", None) in notes
    question = "Question that the plan leaves open"
    assert [(note[1], note[3]) for note in notes if note[0] == question] == [
        ("三星级党支部出现情形如何处理", "Fourth"),
        ("情形的日期以什么为准", "Second"),
    ]
    assert [note[1:3] for note in notes if note[0] == "Close to a threshold"] == [
        ("Second", "89.9999: 0.0001 below 90 (五星级)"),
        ("Third", "89.9999: 0.0001 below 90 (五星级)"),
    ]
    noticed = [note for note in notes if note[0] == "Warning"]
    assert [(subject, said) for _, subject, said, _ in noticed] == [(None, "Second is near a threshold. look again")]
    assert [place.endswith("考核评分!K4") for *_, place in noticed] == [True]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        ("90.5", "90.50: 0.50 above 90 (五星级)"),
        ("80", "80.00: exactly on 80 (四星级)"),
        ("79.5", "79.50: 0.50 below 80 (四星级)"),
        ("79.4999", None),
    ],
)
def test_closeness_to_a_threshold_is_exact(book, score, said):
    sheet = book(make_review(f"A {score} 4 4 4"))["Explanations"]
    assert [row[3] for row in body(sheet) if row[1] == "Close to a threshold"] == ([said] if said else [])


def test_question_that_decided_very_many_branches_names_some_of_them(book):
    steps = tuple(lowering(f"B{i}", 3, 3, key=AT_LOWEST) for i in range(31))
    sheet = book(make_review("\n".join(f"B{i} 70 3 3 3" for i in range(31)), steps=steps))["Explanations"]
    (where,) = [row[4] for row in body(sheet) if row[1] == "Question that the plan leaves open"]
    assert where.startswith("B0, B1, ")
    assert where.endswith("B29 and others, 31 in all")


def test_branch_without_a_star_is_listed_without_one(book):
    (row,) = body(book(make_review("A 12 - - 4"))["Ranking"])
    assert row[2:] == [12, 1, None, None, None, "四星级", None, "no star"]


def test_reasons_for_no_star_are_told_apart(book):
    table = "A 95 5 5 -\nB 12 - - -\nC 0 - - -\nD 88 4 - -\nE 0 - - -"
    status = ["rated", "no-star", "not-assessed", "withdrawn", "not-assessed"]
    scored = np.array([True, True, False, True, False])
    workbook = book(make_review(table, status=status, scored=scored, rank=np.array([1, 3, 0, 2, 0])))
    ranking = workbook["Ranking"]
    assert [(row[1], row[2], row[3], row[9]) for row in body(ranking)] == [
        ("A", 95, 1, None),
        ("B", 12, 3, "no star"),
        ("C", None, None, "not assessed"),
        ("D", 88, 2, "withdrawn"),
        ("E", None, None, "not assessed"),
    ]
    shares = [row[:2] for row in workbook["Shares"].iter_rows(min_row=7, max_row=10, values_only=True)]
    assert shares == [("All rated", 1), ("no star", 1), ("not assessed", 2), ("withdrawn", 1)]


def test_steps_that_are_no_incidents_have_a_sheet_of_their_own(book):
    steps = (
        lowering("B", 4, 3),
        Step("A", "7.2", "quota", 5, 4, text("place 3 of 2"), "2013H1.xlsx!考核评分!A4"),
        Step("B", "7.3", "grade", 3, -1, text("said =so")),
    )
    review = make_review("A 95 5 4 -\nB 85 4 - -", steps=steps, incidents=(judged("B"),))
    workbook = book(review)
    assert workbook.sheetnames == [
        *("Contents", "Ranking", "Incidents", "Adjustments", "Shares", "Explanations", "Proofs"),
    ]
    assert workbook["Ranking"]["F3"].value == "Clauses"
    assert body(workbook["Adjustments"]) == [
        [
            1,
            "A",
            "7.2",
            "五星级",
            "四星级",
            "by the number of places: 四星级",
            "place 3 of 2",
            "2013H1.xlsx!考核评分!A4",
        ],
        [2, "B", "7.3", "三星级", "no star", "set to no star", "said =so", None],
    ]


def test_values_stand_before_the_score_and_what_does_not_apply_says_so(book):
    rules = english_rules().model_copy(
        update={"values": (Sum(id="basic", title="Basic part", sum=("A1",)), Sum(id="total", sum=("basic", "A2")))}
    )
    states = np.array([[NUMBER, NUMBER], [NUMBER, NOT_APPLICABLE]], np.uint8)
    review = make_review("A 80 4 4 4 50 30\nB 40 3 3 3 40 0", items=ITEMS[:2])
    scores = replace(review.ratings.scores, point_states=states)
    values = {"basic": ["50", None], "total": ["80", "40"]}
    sheet = book(review_of(replace(review.ratings, scores=scores, values=values)), rules)["Points"]
    assert [cell.value for cell in sheet[3]] == ["Rank", "Branch", "Education (90)", None, "Basic part", "Score"]
    assert body(sheet, heads=2) == [[1, "A", 50, 30, 50, 80], [2, "B", 40, "n/a", "—", 40]]


def test_note_of_the_criteria_stands_on_every_sheet(book):
    rules = english_rules()
    criteria = rules.criteria.model_copy(update={"note": "an example only"})
    workbook = book(make_review(REVIEW, items=ITEMS), rules.model_copy(update={"criteria": criteria}))
    for sheet in workbook:
        assert "an example only" in [row[0].value for row in sheet.iter_rows()], sheet.title


def test_sheets_are_set_up_for_paper(book):
    for sheet in book(make_review(REVIEW, items=ITEMS, **EVENTS)):
        across = sheet.title == "Incidents"
        said = (sheet.page_setup.orientation, sheet.page_setup.paperSize)
        assert said == ("landscape" if across else "portrait", 9), sheet.title
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_options.horizontalCentered
        assert sheet.oddFooter.center.text == "— &P —"
        assert sheet.print_area.endswith(f"${sheet.max_row}")


def test_what_only_a_check_reads_stands_in_the_last_sheet_alone(book):
    """An id, a digest, a key of the rule file, a moment to the second, a version."""
    workbook = book(make_review(REVIEW, items=ITEMS, **EVENTS))
    *printed, proofs = workbook.worksheets
    hidden = ("sha256:", "star-branches", "2013-07-10T09:30", "starrating 1.0", "steps[4.4]", "triggers.window")
    words = [str(cell.value) for sheet in printed for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [word for word in words for each in hidden if each in word]
    assert all(any(each in str(cell.value) for row in proofs.iter_rows() for cell in row) for each in hidden)


def test_heads_are_repeated_frozen_and_filtered(book):
    workbook = book(make_review(REVIEW, items=ITEMS))
    ranking, points = workbook["Ranking"], workbook["Points"]
    assert (ranking.print_title_rows, ranking.freeze_panes, ranking.auto_filter.ref) == ("$3:$3", "C4", "A3:J7")
    assert (points.print_title_rows, points.freeze_panes, points.auto_filter.ref) == ("$3:$4", "C5", "A4:H8")
    assert min(ranking.row_dimensions[row].height for row in range(1, 9)) >= 20


def test_long_text_gets_more_room(book):
    review = make_review("A 80 4 4 4\nB 70 3 3 3", columns={"note": ["书记五月调任，" * 20, "短"]})
    sheet = book(review)["Ranking"]
    assert sheet.row_dimensions[4].height > 4 * sheet.row_dimensions[5].height


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "<r>&</r>", "_x0041_", "%(name)s%d", "{{ 7*7 }}"])
def test_text_of_users_is_never_anything_but_text(book, hostile, tmp_path):
    items = (Item("A1", hostile, None, hostile), Item("A2", hostile, None, hostile))
    columns = {"note": [hostile], "unit": [hostile]}
    incident = judged(hostile, document=hostile, note=hostile)
    review = make_review(
        f"{hostile.replace(' ', '')} 80 4 4 4 50 30", items=items, columns=columns, incidents=(incident,)
    )
    workbook = book(review, organisation=hostile)
    assert workbook["Ranking"]["J4"].value == workbook["Points"]["C5"].value == hostile
    assert workbook["Points"]["D3"].value == workbook["Points"]["D4"].value == hostile
    assert workbook["Ranking"]["A1"].value == f"{hostile}: 2013H1 star branch assessment summary"
    assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert (
        CalamineWorkbook.from_path(tmp_path / "result.xlsx").get_sheet_by_name("Ranking").to_python()[3][9] == hostile
    )


def test_same_review_gives_the_same_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_results(tmp_path / name, make_review(REVIEW, items=ITEMS, **EVENTS), english_rules())
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_date_of_the_file_is_that_of_the_record(book):
    properties = book(make_review("A 80 4 4 4")).properties
    assert properties.created == properties.modified == dt.datetime(2013, 7, 10, 9, 30)


def test_file_says_what_it_is(tmp_path):
    write_results(tmp_path / "a.xlsx", make_review("A 80 4 4 4"), english_rules(), organisation="Works & <Co>\x02")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        core, app = (parts.read(f"docProps/{name}.xml").decode() for name in ("core", "app"))
    assert "<dc:title>2013H1 star branch assessment summary</dc:title>" in core
    assert "<dc:subject>开展星级党组织提升活动方案</dc:subject>" in core
    assert "<Company>Works &amp; &lt;Co&gt;</Company>" in app


def test_scores_beyond_a_machine_word_are_written(book):
    review = make_review("A 80 4 4 4", score=Exact(np.array([8 * 10**24 + 1], dtype=object), 10**23))
    assert body(book(review)["Ranking"])[0][2] == "80.00000000000000000000001"


def test_large_review_is_written_row_by_row(book):
    workbook = book(review_of(big_ratings(2500, 3)), chinese_rules())
    ranking, points = workbook.worksheets[1:3]
    last = ranking[2503]
    assert [last[0].value, last[1].value] == [2500, "第2499采煤队<机电&运输>党支部"]
    heads = [cell.value for cell in points[4]]
    shown = [points.cell(2504, column).value for column, head in enumerate(heads, 1) if head]
    assert sum(shown) == pytest.approx(points.cell(2504, len(heads)).value)


def test_nothing_is_left_behind_when_the_disk_is_full(tmp_path, monkeypatch):
    (tmp_path / "result.xlsx").write_bytes(b"old")
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(Workbook, "_store_workbook", Mock(side_effect=full))
    with pytest.raises(RefusalError, match="No space left"):
        write_results(tmp_path / "result.xlsx", make_review("A 80 4 4 4"), english_rules())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("result.xlsx", b"old")]


def test_words_are_those_of_the_language_of_the_rules(book):
    rules = chinese_rules()
    review = make_review("一队党支部 80 4 4 4")
    sheet = book(review, rules, organisation="××公司")["排名"]
    assert sheet["B3"].value == "党支部"
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert (sheet["A3"].font.name, sheet["B4"].font.name) == ("黑体", "仿宋_GB2312")


def test_file_is_named_as_the_office_names_it(book):
    review = make_review("一队党支部 80 4 4 4")
    assert file_stem(review, chinese_rules()) == "2013年上半年星级党支部考核汇总表"
    assert file_stem(review, english_rules()) == "2013H1 star branch assessment summary"
    assert book(review, chinese_rules(), organisation="××公司").sheetnames == [
        "目录",
        "排名",
        "星级分布",
        "说明",
        "校验信息",
    ]


def test_what_is_noticed_is_said_as_paper_says_it(tmp_path):
    said = Text("Not counted (%(clause)s), dated 2013-05-17, not in 2013H2.", {"clause": "4.4(3)"})
    hint = Text("Run: %(c)s", {"c": "starrating score --period 2013H1"})
    place = CellRef("a.xlsx", "降星情形", "B2")
    review = make_review(REVIEW, items=ITEMS)
    noticed = replace(review.ratings, problems=(Problem("notice", "x", place, said, hint),))
    changed = replace(review, ratings=noticed, inputs=(("a.xlsx", "0" * 64),))
    write_results(tmp_path / "book.xlsx", changed, chinese_rules())
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["说明"]
    cells = [row[3:5] for row in sheet.iter_rows(values_only=True) if row[1] == "提示"]
    cited = "Not counted (《方案》“提升方法”第4条第（3）项), dated 2013年5月17日, not in 2013年下半年."
    assert cells == [(cited, "降星情形!B2")]
