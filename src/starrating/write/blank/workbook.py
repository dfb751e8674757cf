"""Blank workbooks: criteria and facts as columns to fill in, with limits, drop-downs and notes on the heads.

What is known of the branches stands there already. The only formulas are those that add up the items of a branch; they
need no value, for they say nothing that the items do not (`formats.xlsx_xml`). Heads and what is given are locked,
without a password.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from starrating.atomic import replacing
from starrating.write.blank.context import BlankContext
from starrating.write.blank.record_sheets import add_findings, add_incidents, add_opinions, add_roster
from starrating.write.blank.score_sheet import add_scores
from starrating.write.xlsx.saved_book import content_of


def write_blank_book(path: Path, blank: BlankContext) -> None:
    """Write a workbook to fill in for one review.

    It has 考核评分; 降星情形 if the rule set has triggers; 部门意见 for each department; 自查整改 if the rule set asks
    for self-checks, or a finding is open; 名册 if branches are known.
    """
    book = Workbook()
    scores = book.active
    assert isinstance(scores, Worksheet)
    add_scores(scores, blank)
    if blank.rules.triggers:
        add_incidents(book, blank)
    add_opinions(book, blank)
    if blank.rules.self_check or blank.findings:
        add_findings(book, blank)
    if blank.roster:
        add_roster(book, blank)
    with replacing(path) as temporary:
        temporary.write_bytes(content_of(book))
