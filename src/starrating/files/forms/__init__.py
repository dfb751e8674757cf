"""The form of one branch: one sheet, its items as rows."""
