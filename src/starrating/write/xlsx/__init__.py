"""Workbooks made by XlsxWriter."""
