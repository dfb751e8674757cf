"""The charts of a sheet that openpyxl has read: its one private member that tests need, and nothing else touches it."""

from typing import Any

from openpyxl.worksheet.worksheet import Worksheet


def charts_of(sheet: Worksheet) -> list[Any]:
    return sheet._charts
