"""Forms and blank workbooks of an English scheme: no Chinese in them, and read back as they were filled in."""

import re

import openpyxl
import pytest

from rule_texts import rules_of
from starrating.model import Period
from starrating.read.review_workbooks import read_workbooks
from starrating.write.blank.context import BlankContext
from starrating.write.blank.form import FormBook
from starrating.write.blank.workbook import write_blank_book

RULES = """\
format: 2
id: hotels
title: Hotels
source: test
language: en
wording: {subject: Hotel, scheme: hotel stars}
facts:
  - {id: inspected, title: Inspected, values: yes-no}
criteria:
  clause: "1"
  parts:
    - title: Rooms
      items:
        - {code: beds, title: Beds, full_marks: 60}
        - {code: baths, title: Baths, full_marks: 40}
levels:
  clause: "2"
  bands:
    - {star: 1, name: one star, below: 60}
    - {star: 2, name: two stars, at_least: 60, needs: {fact: inspected, is: true}}
procedure: {clause: "3", review: year, departments: [Fire safety, Health]}
"""
YEAR = Period(2025)


@pytest.fixture
def blank():
    rules = rules_of(RULES)
    return BlankContext(rules, rules.criteria, YEAR, rows=({"branch": "Alpha", "inspected": True},))


def words(book):
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def chinese(book):
    offered = {rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation}
    said = {*words(book), *book.sheetnames, *offered}
    return sorted(each for each in said if re.search("[\u4e00-\u9fff]", each))


def test_a_form_is_english_and_is_read_back(blank, tmp_path):
    path = tmp_path / "Alpha.xlsx"
    FormBook(blank).write(path, {"branch": "Alpha", "inspected": True})
    book = openpyxl.load_workbook(path)
    assert chinese(book) == []
    sheet = book["Application form"]
    head = next(row for row in sheet.iter_rows() if row[2].value == "Item")
    for title, points in (("Beds", 55), ("Baths", 35)):
        row = next(row for row in sheet.iter_rows(min_row=head[0].row) if row[2].value == title)
        row[5].value = points
    book.save(path)
    table, problems = _read(path, blank)
    assert (table.branch, table.points[0].texts(0), table.column("inspected")) == (["Alpha"], ["55", "35"], [True])
    assert [each for each in problems if each.severity == "error"] == []


def test_a_blank_workbook_offers_english_words_and_its_opinions_are_read_back(blank, tmp_path):
    path = tmp_path / "blank.xlsx"
    write_blank_book(path, blank)
    book = openpyxl.load_workbook(path)
    assert {"opinions (Fire safety)", "opinions (Health)"} <= set(book.sheetnames)
    assert {"Department: Fire safety", "Department: Health", "Yes"} <= words(book)
    assert chinese(book) == []
    for sheet in (book["opinions (Fire safety)"], book["opinions (Health)"]):
        sheet["C4"] = "No objection"
    book["scores"]["J5"], book["scores"]["K5"] = 50, 40
    book.save(path)
    inputs, problems = read_workbooks([path], [], blank.rules, YEAR)
    assert inputs, problems
    assert {(each["branch"], each["department"], each["opinion"]) for each in inputs.opinions} == {
        ("Alpha", "Fire safety", "无"),
        ("Alpha", "Health", "无"),
    }


def _read(path, blank):
    inputs, problems = read_workbooks([path], [], blank.rules, YEAR)
    assert inputs, problems
    return inputs.scores, problems
