"""Workbooks and forms that are handed out to be filled in."""
