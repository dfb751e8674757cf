"""From the bytes of a workbook to sheets of cells: one module a format, each delivering the same facts."""
