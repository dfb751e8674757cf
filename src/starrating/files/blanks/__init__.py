"""The sheets of a blank workbook, and how they look."""
