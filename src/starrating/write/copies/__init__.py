"""Copies of workbooks that came in, made by openpyxl."""
