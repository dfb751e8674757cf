"""The result workbook of a review."""
