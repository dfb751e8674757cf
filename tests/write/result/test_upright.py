"""The ranking that the committee is given lies upright on A4 with all that its cells say."""

import openpyxl
import pytest

from company import REVIEWS

A4 = 9


@pytest.mark.parametrize("period", REVIEWS)
def test_the_ranking_of_the_example_company_lies_upright_on_a4(period, company):
    (file,) = (company[0] / "results" / period).glob("*汇总表.xlsx")
    page = openpyxl.load_workbook(file)["排名"].page_setup
    assert (page.orientation or "portrait", page.paperSize) == ("portrait", A4)
