"""Copies of workbooks to write into: with everything that a workbook has, or with its values only."""
