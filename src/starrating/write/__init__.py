"""Workbooks that we write."""
